"""The queue's tables, made and upgraded by the library that works on them, without the trigger that would slow commits."""

import psycopg
from pgqueuer.adapters.persistence import schema_ddl
from pgqueuer.domain.settings import DBSettings

_GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON pgqueuer, pgqueuer_log, pgqueuer_statistics, pgqueuer_schedules TO handrail_steward;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO handrail_steward, handrail_app;
GRANT INSERT ON pgqueuer TO handrail_app;
"""


def install(dsn: str) -> None:
    """Creates what is missing; called after the migrations, under the same kind of lock."""
    settings = DBSettings()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('handrail queue'))")
        if connection.execute("SELECT to_regclass('pgqueuer')").fetchone() == (None,):
            with connection.transaction():
                connection.execute(schema_ddl.render_install(settings).encode())
                # A NOTIFY inside a data transaction serialises commits (architecture.md); the bell rings afterwards.
                connection.execute(f"DROP TRIGGER {settings.trigger} ON {settings.queue_table}".encode())
                connection.execute(_GRANTS)
