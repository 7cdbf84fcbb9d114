"""The database knows the catalogue and takes no other words from `system`."""

import psycopg

from handrail.core.conversation.texts import SAYABLE
from handrail.storage.texts import sync_texts


def known(dsn: str) -> set[str]:
    with psycopg.connect(dsn) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM catalogue_text")}


def test_every_start_brings_the_database_up_to_the_catalogue(dsn: str):
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("DELETE FROM catalogue_text")
        connection.execute("INSERT INTO catalogue_text VALUES ('handoff.of_an_earlier_version')")
    sync_texts(dsn)
    sync_texts(dsn)
    assert known(dsn) == SAYABLE | {"handoff.of_an_earlier_version"}


def test_a_fresh_database_knows_exactly_the_catalogue(dsn: str):
    assert known(dsn) == SAYABLE
