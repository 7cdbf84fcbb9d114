"""The database learns which texts `system` may send; it refuses every other (`message.text_id` points here)."""

import psycopg

from handrail.core.conversation.texts import SAYABLE


def sync_texts(dsn: str) -> None:
    """Adds what is missing, as the owner of the tables, at every start. Nothing is removed: old messages point to it."""
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "INSERT INTO catalogue_text (id) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", [sorted(SAYABLE)]
        )
