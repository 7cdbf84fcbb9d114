"""A session begins, is used, and ends: the secret is in the browser's cookie alone, the desk keeps its digest."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.core.access.patience import network_of
from handrail.core.access.sessions import ABSOLUTE
from handrail.core.conversation.texts.slots import plain
from handrail.core.log.chain import Event
from handrail.ports import Clock, Desk, NewId, NewSession, Sessions, SessionSeen, SignIns, SignInsOf
from handrail.ports.sign_in import SessionFound

LONGEST_SECRET = 100


@dataclass(frozen=True, slots=True)
class Where:
    """Where a request comes from: the network address, and the browser in its own words."""

    address: str
    agent: str = ""

    @property
    def network(self) -> str:
        return network_of(self.address)


@dataclass(frozen=True, slots=True)
class FreshSession:
    """`secret` goes into the cookie and nowhere else."""

    id: UUID
    person: UUID
    secret: str
    expires_at: datetime


def digest_of(secret: str) -> bytes:
    """What is kept of a secret of 256 random bits: there is nothing to guess, so a fast hash is enough."""
    return hashlib.sha256(secret.encode(errors="replace")).digest()


class KeepSessions:
    """`new_secret` gives unguessable text of 32 bytes or more."""

    def __init__(
        self,
        desk: Desk,
        sign_ins: SignInsOf,
        sessions: Sessions,
        clock: Clock,
        new_id: NewId,
        new_secret: Callable[[], str],
    ) -> None:
        self._desk, self._sign_ins, self._sessions = desk, sign_ins, sessions
        self._clock, self._new_id, self._new_secret = clock, new_id, new_secret

    async def who(self, secret: str, *, uses: bool = True) -> SessionFound | None:
        """Whose session this is, while it lasts; its use is noted now and then, except where a script asks by itself and
        nobody does (`uses` False). Raises TryAgain."""
        if not secret or len(secret) > LONGEST_SECRET or not secret.isascii():
            return None
        now, found = self._clock(), await self._sessions.by_hash(digest_of(secret))
        if found is None or not found.lasting.in_force(now):
            return None
        if uses and found.lasting.to_be_noted(now):
            async with self._desk.as_system(found.tenant) as work:
                await self._sign_ins(work).note_use(found.session, now)
        return found

    async def begin(self, sign_ins: SignIns, person: UUID, where: Where) -> FreshSession:
        """Within the transaction of whoever let them in. Always a new secret: none that a browser brought is taken."""
        now, secret = self._clock(), self._new_secret()
        fresh = FreshSession(self._new_id(), person, secret, now + ABSOLUTE)
        session = NewSession(fresh.id, person, digest_of(secret), now, fresh.expires_at, plain(where.agent))
        await sign_ins.open_session(session)
        await sign_ins.work.record(_event("signed_in", person, now, session=str(fresh.id)))
        return fresh

    async def open_of(self, tenant: UUID, person: UUID) -> Sequence[SessionSeen]:
        """The person's own, last used first."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            every = await self._sign_ins(work).sessions(person)
        return [session for session in every if session.lasting.in_force(now)]

    async def end(self, tenant: UUID, person: UUID, session: UUID) -> None:
        """Somebody signs out here, or ends another of their own sessions. What has ended stays ended."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            if await self._sign_ins(work).end_session(person, session, now):
                await work.record(_event("signed_out", person, now, session=str(session)))

    async def end_all(self, tenant: UUID, person: UUID) -> int:
        """Everywhere, here included; how many were open."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            ended = await self._sign_ins(work).end_sessions(person, now)
            await work.record(_event("signed_out", person, now, sessions=ended))
        return ended

    async def renew(self, sign_ins: SignIns, person: UUID, password_hash: str, where: Where) -> FreshSession:
        """A new password, within the transaction of whoever allowed it: every session and link ends, counted tries are
        forgotten by the caller, and the browser that chose it is signed in afresh."""
        now = self._clock()
        await sign_ins.set_password(person, password_hash, now)
        ended = await sign_ins.end_sessions(person, now)
        await sign_ins.end_links(person, now)
        await sign_ins.work.record(_event("password_changed", person, now, sessions_ended=ended))
        return await self.begin(sign_ins, person, where)


def _event(kind: str, person: UUID, at: datetime, **data: str | int) -> Event:
    return Event(kind, f"agent:{person}", at, {"person": str(person), **data})
