"""A workspace's setup as rows: people, shifts, teams, topics, grants, tokens, stops and claimed addresses."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import errors
from psycopg.rows import DictRow

from handrail.core.ownership.person import Absence, Shift
from handrail.core.supervision.levels import Grant
from handrail.ports import AlreadyExists, NewPerson, NewStop, NewToken, NewTopic, NotFound, Work
from handrail.storage.desk import PgWork
from handrail.storage.door import Rows

_PERSON = {"team": "team_id"}
_TOPIC = {"owner": "owner_id", "team": "team_id"}
_TEAM = {"lead": "lead_id"}
_MAY_CHANGE = {
    "person": frozenset(
        [
            "name",
            "email",
            "role",
            "team",
            "skills",
            "languages",
            "capacity",
            "presence",
            "reserve",
            "duty_manager",
            "on_call",
        ]
    ),
    "topic": frozenset(["name", "owner", "team", "skill", "level", "window_days"]),
    "team": frozenset(("name", "lead")),
    "workspace": frozenset(("name", "timezone", "retention_days", "currency")),
}


def setup_within(work: Work) -> "PgSetup":
    """The setup of the transaction that `work` is."""
    rows = work
    assert isinstance(rows, PgWork)
    return PgSetup(work, rows)


class PgSetup:
    def __init__(self, work: Work, rows: PgWork) -> None:
        self.work = work
        self._connection, self._tenant = rows.connection, rows.tenant

    async def add_person(self, new_id: UUID, person: NewPerson) -> None:
        await self._insert("person", {"id": new_id, **_columns(asdict(person), _PERSON)})

    async def change_person(self, person: UUID, changes: Mapping[str, Any]) -> None:
        await self._change("person", "id", person, changes, _PERSON)

    async def set_shifts(self, person: UUID, shifts: Sequence[Shift]) -> None:
        await self._need("person", person)
        await self._run("DELETE FROM shift WHERE tenant = %s AND person_id = %s", [self._tenant, person])
        for shift in shifts:
            await self._run(
                """INSERT INTO shift (tenant, person_id, id, weekdays, starts, ends, timezone)
                   VALUES (%s, %s, uuidv7(), %s, %s, %s, %s)""",
                [self._tenant, person, sorted(shift.weekdays), shift.starts, shift.ends, shift.timezone],
            )

    async def add_absence(self, new_id: UUID, person: UUID, absence: Absence) -> None:
        values = {"id": new_id, "person_id": person, "from_at": absence.from_, "until_at": absence.until}
        await self._insert("absence", values)

    async def drop_absence(self, person: UUID, absence: UUID) -> None:
        await self._one(
            "DELETE FROM absence WHERE tenant = %s AND person_id = %s AND id = %s", [self._tenant, person, absence]
        )

    async def add_team(self, new_id: UUID, slug: str, name: str, lead: UUID | None) -> None:
        if lead is not None:  # the database checks this only at commit
            await self._need("person", lead)
        await self._insert("team", {"id": new_id, "slug": slug, "name": name, "lead_id": lead})

    async def change_team(self, team: UUID, changes: Mapping[str, Any]) -> None:
        if changes.get("lead") is not None:
            await self._need("person", changes["lead"])
        await self._change("team", "id", team, changes, _TEAM)

    async def add_topic(self, topic: NewTopic) -> None:
        await self._insert("topic", _columns(asdict(topic), _TOPIC))

    async def change_topic(self, slug: str, changes: Mapping[str, Any]) -> None:
        await self._change("topic", "slug", slug, changes, _TOPIC)

    async def add_grant(self, grant: Grant) -> None:
        await self._insert("autonomy_grant", asdict(grant))

    async def revoke_grant(self, topic: str, grant: UUID, at: datetime) -> None:
        await self._one(
            """UPDATE autonomy_grant SET revoked_at = %s
               WHERE tenant = %s AND topic = %s AND id = %s AND revoked_at IS NULL""",
            [at, self._tenant, topic, grant],
        )

    async def add_token(self, new_id: UUID, token: NewToken) -> None:
        values = asdict(token)
        await self._insert("api_token", {"id": new_id, **_columns(values, {"person": "person_id"})})

    async def revoke_token(self, token: UUID, at: datetime) -> None:
        await self._one(
            "UPDATE api_token SET revoked_at = %s WHERE tenant = %s AND id = %s AND revoked_at IS NULL",
            [at, self._tenant, token],
        )

    async def put_stop(self, new_id: UUID, stop: NewStop, by: UUID, at: datetime) -> None:
        await self._insert("stop", {"id": new_id, **asdict(stop), "by_id": by, "at": at})

    async def stop_in_force(self, stop: UUID) -> NewStop:
        row = await self._one(
            "SELECT scope, value, because FROM stop WHERE tenant = %s AND id = %s AND lifted_at IS NULL",
            [self._tenant, stop],
        )
        return NewStop(**row)

    async def lift_stop(self, stop: UUID, at: datetime) -> None:
        await self._one(
            "UPDATE stop SET lifted_at = %s WHERE tenant = %s AND id = %s AND lifted_at IS NULL",
            [at, self._tenant, stop],
        )

    async def change_workspace(self, changes: Mapping[str, Any]) -> None:
        await self._change("workspace", "tenant", self._tenant, changes, {})

    async def identity_secret(self) -> bytes | None:
        row = await self._one("SELECT identity_secret FROM workspace WHERE tenant = %s FOR UPDATE", [self._tenant])
        return None if row["identity_secret"] is None else bytes(row["identity_secret"])

    async def set_identity_secret(self, locked: bytes) -> None:
        await self._one("UPDATE workspace SET identity_secret = %s WHERE tenant = %s", [locked, self._tenant])

    async def add_email(self, new_id: UUID, customer: UUID, email: str) -> bool:
        cursor = await self._run(
            """INSERT INTO contact (tenant, customer_id, id, kind, value) SELECT %s, %s, %s, 'email', %s
               WHERE NOT EXISTS (SELECT 1 FROM contact WHERE tenant = %s AND customer_id = %s AND kind = 'email'
                 AND lower(value) = lower(%s))""",
            [self._tenant, customer, new_id, email, self._tenant, customer, email],
        )
        return cursor.rowcount == 1

    async def promise_of(self, promise: UUID) -> tuple[UUID, str]:
        row = await self._one(
            "SELECT conversation_id, what FROM promise WHERE tenant = %s AND id = %s AND status = 'open'",
            [self._tenant, promise],
        )
        return row["conversation_id"], row["what"]

    async def _insert(self, table: str, values: Mapping[str, Any]) -> None:
        names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        with _in_words():
            await self._run(
                f"INSERT INTO {table} (tenant, {names}) VALUES (%s, {marks})", [self._tenant, *values.values()]
            )

    async def _change(
        self, table: str, key: str, value: object, changes: Mapping[str, Any], renamed: Mapping[str, str]
    ) -> None:
        assert changes and changes.keys() <= _MAY_CHANGE[table]  # columns are named by our own code only
        columns = _columns(changes, renamed)
        settings = ", ".join(f"{name} = %s" for name in columns)
        with _in_words():
            await self._one(
                f"UPDATE {table} SET {settings} WHERE tenant = %s AND {key} = %s",
                [*columns.values(), self._tenant, value],
            )

    async def _need(self, table: str, wanted: UUID) -> None:
        await self._one(f"SELECT id FROM {table} WHERE tenant = %s AND id = %s", [self._tenant, wanted])

    async def _one(self, query: str, values: Sequence[Any]) -> DictRow:
        """The one row read, or an empty one for a change. Raises NotFound unless there was exactly that."""
        cursor = await self._run(query, values)
        if cursor.rowcount != 1:
            raise NotFound("This does not exist.")
        row = await cursor.fetchone() if cursor.description is not None else None
        return row or {}

    async def _run(self, query: str, values: Sequence[Any]) -> Rows:
        return await self._connection.execute(query.encode(), values)


def _columns(values: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, Any]:
    return {renamed.get(name, name): list(v) if isinstance(v, tuple | frozenset) else v for name, v in values.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


@contextmanager
def _in_words() -> Generator[None]:
    try:
        yield
    except errors.UniqueViolation as error:
        raise AlreadyExists("Another one of this workspace has the same name, address or key.") from error
    except errors.ForeignKeyViolation as error:
        raise NotFound("The person, team or topic that this names does not exist.") from error
