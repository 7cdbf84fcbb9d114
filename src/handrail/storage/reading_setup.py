"""What those who keep a workspace in order read: people, teams, topics, tokens, stops and customers."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from handrail.core.ownership.person import Person
from handrail.core.supervision.levels import Grant, Level
from handrail.ports import (
    AbsenceSeen,
    Customer,
    NotFound,
    PersonSeen,
    StopSeen,
    TeamSeen,
    TokenSeen,
    Topic,
    TopicSeen,
)
from handrail.storage.door import SYSTEM, Connection
from handrail.storage.people import PgPeople
from handrail.storage.reading_rows import CUSTOMER, Reader, customer_from
from handrail.storage.topics import certificates_of

_TOPIC = "SELECT slug, name, owner_id, team_id, skill, level, window_days FROM topic WHERE tenant = %s"
_GRANTS = """
SELECT id, topic, action_class, signed_by, signed_at, expires_at, revoked_at, because FROM autonomy_grant
WHERE tenant = %(tenant)s AND (%(topic)s::text IS NULL OR topic = %(topic)s) AND revoked_at IS NULL
ORDER BY signed_at DESC, id
"""


class SetupReads:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def people(self, tenant: UUID) -> Sequence[PersonSeen]:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            people, _ = await PgPeople(connection, tenant).roster()
            return await _with_more(connection, tenant, people)

    async def person(self, tenant: UUID, person: UUID) -> PersonSeen:
        found = next((one for one in await self.people(tenant) if one.person.id == person), None)
        if found is None:
            raise NotFound("This person does not exist.")
        return found

    async def teams(self, tenant: UUID) -> Sequence[TeamSeen]:
        rows = await self._all(
            tenant, "SELECT id, slug, name, lead_id AS lead FROM team WHERE tenant = %s ORDER BY slug"
        )
        return [TeamSeen(**row) for row in rows]

    async def topics(self, tenant: UUID) -> Sequence[TopicSeen]:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            topics = await (await connection.execute(f"{_TOPIC} ORDER BY slug".encode(), [tenant])).fetchall()
            return await _with_signatures(connection, tenant, topics)

    async def topic(self, tenant: UUID, slug: str) -> TopicSeen:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(f"{_TOPIC} AND slug = %s".encode(), [tenant, slug])
            row = await cursor.fetchone()
            if row is None:
                raise NotFound("This topic does not exist.")
            [seen] = await _with_signatures(connection, tenant, [row], slug)
            return seen

    async def tokens(self, tenant: UUID) -> Sequence[TokenSeen]:
        rows = await self._all(
            tenant,
            """SELECT id, name, scopes, person_id AS person, created_at, expires_at, revoked_at FROM api_token
               WHERE tenant = %s ORDER BY created_at DESC, id LIMIT 1000""",
        )
        return [TokenSeen(**row) for row in rows]

    async def stops(self, tenant: UUID) -> Sequence[StopSeen]:
        rows = await self._all(
            tenant,
            """SELECT id, scope, value, because, by_id AS by, at, lifted_at FROM stop
               WHERE tenant = %s AND lifted_at IS NULL ORDER BY at DESC, id""",
        )
        return [StopSeen(**row) for row in rows]

    async def customer(self, tenant: UUID, customer: UUID) -> Customer:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            return await PgPeople(connection, tenant).customer(customer)

    async def customers(self, tenant: UUID, *, external_id: str | None, email: str | None) -> Sequence[Customer]:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            cursor = await connection.execute(
                f"""SELECT {CUSTOMER} WHERE c.tenant = %s AND (c.external_id = %s OR EXISTS (
                      SELECT 1 FROM contact e WHERE e.tenant = c.tenant AND e.customer_id = c.id AND e.kind = 'email'
                        AND lower(e.value) = lower(%s))) ORDER BY c.id LIMIT 50""".encode(),
                [tenant, external_id, email],
            )
            return [customer_from(row) for row in await cursor.fetchall()]

    async def _all(self, tenant: UUID, query: str) -> list[dict[str, Any]]:
        async with self._reader.enter(tenant, SYSTEM) as connection:
            return await (await connection.execute(query.encode(), [tenant])).fetchall()


async def _with_signatures(
    connection: Connection, tenant: UUID, rows: Sequence[dict[str, Any]], topic: str | None = None
) -> Sequence[TopicSeen]:
    """What each level rests on, read for all topics at once or for the one there is."""
    cursor = await connection.execute(_GRANTS.encode(), {"tenant": tenant, "topic": topic})
    grants = [Grant(**row) for row in await cursor.fetchall()]
    certificates = await certificates_of(connection, tenant, topic)
    return [
        TopicSeen(
            _topic(row),
            [one for one in grants if one.topic == row["slug"]],
            [one for one in certificates if one.topic == row["slug"]],
        )
        for row in rows
    ]


def _topic(row: dict[str, Any]) -> Topic:
    level = Level(row["level"])
    return Topic(row["slug"], row["name"], row["owner_id"], row["team_id"], row["skill"], level, row["window_days"])


async def _with_more(connection: Connection, tenant: UUID, people: Sequence[Person]) -> Sequence[PersonSeen]:
    """The roster knows how people work; the rest of what is kept about them comes from here."""
    cursor = await connection.execute("SELECT id, slug, email FROM person WHERE tenant = %s", [tenant])
    known = {row["id"]: row for row in await cursor.fetchall()}
    cursor = await connection.execute(
        "SELECT person_id, id, from_at, until_at FROM absence WHERE tenant = %s ORDER BY from_at, id", [tenant]
    )
    absences: defaultdict[UUID, list[AbsenceSeen]] = defaultdict(list)
    for row in await cursor.fetchall():
        absences[row["person_id"]].append(AbsenceSeen(row["id"], row["from_at"], row["until_at"]))
    return [PersonSeen(one, known[one.id]["slug"], known[one.id]["email"], absences[one.id]) for one in people]
