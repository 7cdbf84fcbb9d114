"""Workspaces, people and customers as rows."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.core.ownership.person import Absence, Person, Presence, Role, Shift, Team
from handrail.ports import Blocked, Customer, NewCustomer, NotFound, Workspace
from handrail.storage.blocks import block_of
from handrail.storage.door import Connection


class PgPeople:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection = connection
        self._tenant = tenant

    async def workspace(self) -> Workspace:
        cursor = await self._connection.execute(
            "SELECT tenant, slug, name, timezone, retention_days, currency FROM workspace WHERE tenant = %s",
            [self._tenant],
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This workspace does not exist.")
        return Workspace(**row)

    async def take_turn_routing(self) -> None:
        await self._connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('routing ' || %s::text, 0))", [self._tenant]
        )

    async def roster(self) -> tuple[Sequence[Person], Sequence[Team]]:
        """Everybody, the gone included, with the number of conversations each one writes in now."""
        tenant = [self._tenant]
        cursor = await self._connection.execute(
            """SELECT p.*, (SELECT count(*) FROM conversation c WHERE c.tenant = p.tenant AND c.writer_id = p.id
                            AND c.state IN ('offered', 'held', 'waiting_other')) AS writing
               FROM person p WHERE p.tenant = %s ORDER BY p.id""",
            tenant,
        )
        people = await cursor.fetchall()
        cursor = await self._connection.execute("SELECT * FROM shift WHERE tenant = %s ORDER BY id", tenant)
        shifts = _by_person(await cursor.fetchall())
        cursor = await self._connection.execute("SELECT * FROM absence WHERE tenant = %s ORDER BY from_at", tenant)
        absences = _by_person(await cursor.fetchall())
        cursor = await self._connection.execute(
            "SELECT id, name, lead_id FROM team WHERE tenant = %s ORDER BY id", tenant
        )
        teams = [Team(row["id"], row["name"], row["lead_id"]) for row in await cursor.fetchall()]
        return [_person(row, shifts[row["id"]], absences[row["id"]]) for row in people], teams

    async def set_gone(self, person: UUID) -> None:
        """Raises a database error HR003 at commit while they own an open conversation."""
        await self._connection.execute(
            "UPDATE person SET gone = true, presence = 'offline' WHERE tenant = %s AND id = %s",
            [self._tenant, person],
        )

    async def customer(self, customer: UUID) -> Customer:
        cursor = await self._connection.execute(
            """SELECT c.id, c.name, c.language, c.timezone, c.external_id, c.erased_at, c.legal_hold, m.value AS email,
                      m.verified_at
               FROM customer c LEFT JOIN LATERAL (
                 SELECT value, verified_at FROM contact k WHERE k.tenant = c.tenant AND k.customer_id = c.id AND k.kind = 'email'
                 ORDER BY verified_at NULLS LAST, id LIMIT 1) m ON true
               WHERE c.tenant = %s AND c.id = %s""",
            [self._tenant, customer],
        )
        row = await cursor.fetchone()
        if row is None:
            raise NotFound("This customer does not exist.")
        verified = row["external_id"] is not None or row["verified_at"] is not None
        return Customer(
            row["id"],
            row["name"],
            row["language"],
            row["timezone"],
            verified,
            row["email"],
            row["erased_at"] is not None,
            row["legal_hold"],
        )

    async def block_of(self, customer: UUID, now: datetime) -> Blocked | None:
        return await block_of(self._connection, self._tenant, customer, now)

    async def customer_for(self, new_id: UUID, newcomer: NewCustomer) -> UUID:
        cursor = await self._connection.execute(
            """INSERT INTO customer (tenant, id, name, language, timezone, external_id) VALUES (%s, %s, %s, %s, %s, %s)
               ON CONFLICT (tenant, external_id) DO UPDATE SET name = COALESCE(EXCLUDED.name, customer.name)
               RETURNING id""",
            [
                self._tenant,
                new_id,
                newcomer.name,
                newcomer.language,
                newcomer.timezone,
                newcomer.external_id,
            ],
        )
        row = await cursor.fetchone()
        assert row is not None
        if newcomer.email is not None and row["id"] == new_id:
            await self._connection.execute(
                """INSERT INTO contact (tenant, customer_id, id, kind, value, said_by)
                   VALUES (%s, %s, uuidv7(), 'email', %s, %s)""",
                [self._tenant, new_id, newcomer.email, "customer" if newcomer.external_id is None else "site"],
            )
        return row["id"]  # their own, whomever the team merged them with: a merge opens nothing to customers


def _by_person(rows: Sequence[dict[str, Any]]) -> defaultdict[UUID, list[dict[str, Any]]]:
    grouped: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["person_id"]].append(row)
    return grouped


def _person(row: dict[str, Any], shifts: list[dict[str, Any]], absences: list[dict[str, Any]]) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        role=Role(row["role"]),
        team=row["team_id"],
        skills=frozenset(row["skills"]),
        languages=frozenset(row["languages"]),
        capacity=row["capacity"],
        presence=Presence(row["presence"]),
        gone=row["gone"],
        reserve=row["reserve"],
        duty_manager=row["duty_manager"],
        on_call=row["on_call"],
        shifts=tuple(Shift(frozenset(s["weekdays"]), s["starts"], s["ends"], s["timezone"]) for s in shifts),
        absences=tuple(Absence(a["from_at"], a["until_at"]) for a in absences),
        writing=row["writing"],
        slug=row["slug"],
    )
