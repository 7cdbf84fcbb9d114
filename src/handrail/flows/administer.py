"""A workspace is set up and kept in order: people, teams, topics, grants and tokens, each change with its event."""

import hashlib
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.core.ownership.person import Absence, Person, Role, Shift
from handrail.core.supervision.levels import QUOTE, Grant, Level
from handrail.flows.hand_off import roster_of
from handrail.ports import (
    Clock,
    Desk,
    NewId,
    NewPerson,
    NewToken,
    NewTopic,
    NotFound,
    Setup,
    SetupOf,
    Work,
)

MAY_SIGN = frozenset({Role.LEAD, Role.ADMIN})
LONGEST_GRANT = timedelta(days=60)
TOKEN_MARK = "hr_"


class NotAllowed(Exception):
    """This person, or this token, may not do that."""


class LastResortNeeded(IllegalMove):
    """Somebody must always be the named last resort."""


class AdminNeeded(IllegalMove):
    """A workspace always has an admin."""


@dataclass(frozen=True, slots=True)
class By:
    """Who administers: a person, a token that stands for no person (a script), or the command line (neither)."""

    person: UUID | None = None
    token: UUID | None = None

    @property
    def actor(self) -> str:
        if self.person is not None:
            return f"agent:{self.person}"
        return "system" if self.token is None else f"token:{self.token}"


@dataclass(frozen=True, slots=True)
class FreshToken:
    """`secret` is shown this once; only its hash is kept."""

    id: UUID
    secret: str


class Administer:
    """`new_secret` gives unguessable text of 32 bytes or more."""

    def __init__(self, desk: Desk, setup: SetupOf, clock: Clock, new_id: NewId, new_secret: Callable[[], str]) -> None:
        self._desk, self._setup, self._clock = desk, setup, clock
        self._new_id, self._new_secret = new_id, new_secret

    # people and teams
    async def add_person(self, tenant: UUID, by: By, person: NewPerson) -> UUID:
        """Raises AlreadyExists for a slug or address in use, NotFound for a team that is not there."""
        new_id = self._new_id()
        async with self._within(tenant, by, "person_added", person=str(new_id), role=person.role.value) as setup:
            await setup.add_person(new_id, person)
        return new_id

    async def change_person(self, tenant: UUID, by: By, person: UUID, changes: Mapping[str, Any]) -> None:
        """`changes` by the names of NewPerson's fields. Raises NotFound, AlreadyExists, LastResortNeeded, AdminNeeded."""
        changed = sorted(changes)
        async with self._within(tenant, by, "person_changed", person=str(person), fields=changed) as setup:
            if changes.get("reserve") is False:
                await self._refuse_to_lose_the_reserve(setup.work, person)
            if changes.get("role", Role.ADMIN) != Role.ADMIN:
                await _refuse_to_lose_the_admin(setup.work, person)
            await setup.change_person(person, changes)

    async def refuse_the_last_admins_leaving(self, tenant: UUID, person: UUID) -> None:
        """Raises AdminNeeded when nobody else could administer the workspace."""
        async with self._desk.as_system(tenant) as work:
            await _refuse_to_lose_the_admin(work, person)

    async def set_shifts(self, tenant: UUID, by: By, person: UUID, shifts: Sequence[Shift]) -> None:
        async with self._within(tenant, by, "shifts_set", person=str(person), shifts=len(shifts)) as setup:
            await setup.set_shifts(person, shifts)

    async def add_absence(self, tenant: UUID, by: By, person: UUID, absence: Absence) -> UUID:
        new_id = self._new_id()
        data = {"person": str(person), "absence": str(new_id), "until": absence.until.isoformat()}
        async with self._within(tenant, by, "absence_added", **data) as setup:
            await setup.add_absence(new_id, person, absence)
        return new_id

    async def drop_absence(self, tenant: UUID, by: By, person: UUID, absence: UUID) -> None:
        data = {"person": str(person), "absence": str(absence)}
        async with self._within(tenant, by, "absence_dropped", **data) as setup:
            await setup.drop_absence(person, absence)

    async def add_team(self, tenant: UUID, by: By, slug: str, name: str, lead: UUID | None) -> UUID:
        new_id = self._new_id()
        async with self._within(tenant, by, "team_added", team=str(new_id)) as setup:
            await setup.add_team(new_id, slug, name, lead)
        return new_id

    async def change_team(self, tenant: UUID, by: By, team: UUID, changes: Mapping[str, Any]) -> None:
        async with self._within(tenant, by, "team_changed", team=str(team), fields=sorted(changes)) as setup:
            await setup.change_team(team, changes)

    # topics and what their levels rest on
    async def add_topic(self, tenant: UUID, by: By, topic: NewTopic) -> None:
        data = {"topic": topic.slug, "level": topic.level.value}
        async with self._within(tenant, by, "topic_added", **data) as setup:
            await setup.add_topic(topic)

    async def change_topic(self, tenant: UUID, by: By, slug: str, changes: Mapping[str, Any]) -> None:
        level = {} if "level" not in changes else {"level": str(changes["level"])}
        async with self._within(tenant, by, "topic_changed", topic=slug, fields=sorted(changes), **level) as setup:
            await setup.change_topic(slug, changes)

    async def sign_grant(
        self,
        tenant: UUID,
        by: By,
        topic: str,
        expires_at: datetime,
        because: str = "",
        level: Level | None = None,
        action_class: str = QUOTE,
    ) -> Grant:
        """Lets a topic quote approved passages alone, or with PHRASE send what a model worded of them and every guard let
        pass, for at most 60 days; with `level` the topic is set to it in the same moment. Raises NotAllowed unless a lead
        or an admin signs, IllegalMove for a time out of range, NotFound."""
        now = self._clock()
        if not now < expires_at <= now + LONGEST_GRANT:
            raise IllegalMove("A grant ends at a time ahead, within 60 days.")
        new_id = self._new_id()
        data = {"topic": topic, "grant": str(new_id), "expires_at": expires_at.isoformat()}
        data |= {} if action_class == QUOTE else {"action_class": action_class}
        data |= {} if level is None else {"level": level.value}
        async with self._within(tenant, by, "grant_signed", **data) as setup:
            signer = await self._signer(setup.work, by)
            grant = Grant(new_id, topic, action_class, signer.id, now, expires_at, because=because)
            await setup.add_grant(grant)
            if level is not None:
                await setup.change_topic(topic, {"level": level})
        return grant

    async def revoke_grant(self, tenant: UUID, by: By, topic: str, grant: UUID) -> None:
        """Taking permission away needs no signature."""
        async with self._within(tenant, by, "grant_revoked", topic=topic, grant=str(grant)) as setup:
            await setup.revoke_grant(topic, grant, self._clock())

    # tokens
    async def create_token(
        self,
        tenant: UUID,
        by: By | None,
        name: str,
        scopes: Sequence[str],
        person: UUID | None,
        expires_at: datetime | None = None,
    ) -> FreshToken:
        """`by` is None for the first token, made on the command line. Raises NotFound for a person who is not there or
        has left, IllegalMove for a time that has passed and for scope `agent` without a person."""
        if expires_at is not None and expires_at <= self._clock():
            raise IllegalMove("A token ends at a time ahead.")
        if "agent" in scopes and person is None:
            raise IllegalMove("A token with scope agent names the person who acts with it.")
        new_id, secret = self._new_id(), TOKEN_MARK + self._new_secret()
        data = {"token": str(new_id), "scopes": sorted(scopes), "person": None if person is None else str(person)}
        async with self._within(tenant, by, "token_created", **data) as setup:
            if person is not None:
                await self._there(setup.work, person)
            hashed = hashlib.sha256(secret.encode()).digest()
            await setup.add_token(new_id, NewToken(hashed, name, scopes, person, expires_at))
        return FreshToken(new_id, secret)

    async def revoke_token(self, tenant: UUID, by: By, token: UUID) -> None:
        async with self._within(tenant, by, "token_revoked", token=str(token)) as setup:
            await setup.revoke_token(token, self._clock())

    async def _signer(self, work: Work, by: By) -> Person:
        person = None if by.person is None else (await roster_of(work)).person(by.person)
        if person is None or person.gone or person.role not in MAY_SIGN:
            raise NotAllowed("A lead or an admin signs grants.")
        return person

    async def _there(self, work: Work, wanted: UUID) -> Person:
        person = (await roster_of(work)).person(wanted)
        if person is None or person.gone:
            raise NotFound("This person does not exist.")
        return person

    async def _refuse_to_lose_the_reserve(self, work: Work, person: UUID) -> None:
        people, _ = await work.people.roster()
        if not any(one.reserve and not one.gone for one in people if one.id != person):
            raise LastResortNeeded("Name another last resort first: somebody must always be there to take it.")

    @asynccontextmanager
    async def _within(self, tenant: UUID, by: By | None, kind: str, **data: Any) -> AsyncGenerator[Setup]:
        person = None if by is None else by.person
        entered = self._desk.as_system(tenant) if person is None else self._desk.as_staff(tenant, person)
        async with entered as work:
            yield self._setup(work)
            await work.record(Event(kind, "system" if by is None else by.actor, self._clock(), data))


async def _refuse_to_lose_the_admin(work: Work, person: UUID) -> None:
    people, _ = await work.people.roster()
    admins = {one.id for one in people if one.role is Role.ADMIN and not one.gone}
    if admins == {person}:
        raise AdminNeeded("Make somebody else an admin first: a workspace always has one.")
