"""People are let in for the first time, or again: by a link that works once, mailed, or shown to the admin who asked."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import structlog

from handrail.core.access.letters import sign_in_letter
from handrail.core.access.patience import LINKS_MADE_BY, RESET_FROM_ADDRESS, RESET_OF_PERSON
from handrail.core.access.roles import Act, may, who_may
from handrail.core.access.sessions import Purpose, link_lasts
from handrail.core.conversation.message import AuthorKind
from handrail.core.log.chain import Event
from handrail.flows.administer import By, NotAllowed
from handrail.flows.count_tries import Counter, DigestOf, TooManyTries, count
from handrail.flows.sessions import FreshSession, KeepSessions, Where, digest_of
from handrail.flows.sign_in import as_typed, refuse_weak
from handrail.ports import (
    Candidate,
    Clock,
    Desk,
    Link,
    MailDidNotGo,
    NewId,
    NewLink,
    NotFound,
    Outbound,
    Passwords,
    SendMail,
    SignIns,
    SignInsOf,
    Tried,
)

log = structlog.get_logger()


class LinkHasEnded(Exception):
    """The link was used, replaced by a newer one, is too old, or never was."""


@dataclass(frozen=True, slots=True)
class Post:
    """How letters go out. `address`: (workspace's slug, a link's secret) to the whole address of the page; it comes from
    settings, since a request's own idea of the host is whatever its sender wrote. `arrives` is False while letters are
    only printed, and then the admin who asked is shown the link."""

    send: SendMail
    arrives: bool
    address: Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is None when it went by mail; else it is to be shown this once."""

    purpose: Purpose
    link: str | None


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who a link lets in."""

    name: str
    email: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class _Made:
    purpose: Purpose
    address: str
    letter: Outbound


class Invite:
    """`new_secret` gives unguessable text of 32 bytes or more."""

    def __init__(
        self,
        desk: Desk,
        sign_ins: SignInsOf,
        post: Post,
        clock: Clock,
        new_id: NewId,
        new_secret: Callable[[], str],
        digest: DigestOf,
    ) -> None:
        self._desk, self._sign_ins, self._post, self._clock = desk, sign_ins, post, clock
        self._new_id, self._new_secret, self._digest = new_id, new_secret, digest

    async def __call__(self, tenant: UUID, by: By, person: UUID) -> Invited:
        """An invitation for whoever never signed in, a reset for whoever did; links before it end. Raises NotAllowed
        unless an admin or the command line asks, NotFound, TooManyTries."""
        async with self._desk.as_system(tenant) as work:
            sign_ins = self._sign_ins(work)
            await self._refuse_others(sign_ins, by)
            candidate = await sign_ins.candidate(person)
            if candidate is None:
                raise NotFound("This person does not exist.")
            made = await self._make(sign_ins, candidate, _purpose(candidate), by.actor)
        mailed = self._post.arrives and await self._went(made.letter)
        return Invited(made.purpose, None if mailed else made.address)

    async def admit_request(self, tenant: UUID, where: Where) -> None:
        """Whoever forgot their password may ask so often from one network. Raises TooManyTries."""
        network = Counter(Tried.RESET_ADDRESS, self._digest(where.network), RESET_FROM_ADDRESS)
        async with self._desk.as_system(tenant) as work:
            wait = await count(self._sign_ins(work), [network], self._clock())
        if wait:
            raise TooManyTries(wait)

    async def answer_request(self, tenant: UUID, email: str) -> None:
        """A letter, if the address is somebody's and not too many were asked for. To be run behind the answer: how long
        this takes would tell whether the address is known."""
        email = as_typed(email)
        person = Counter(Tried.RESET_PERSON, self._digest(email.lower()), RESET_OF_PERSON)
        async with self._desk.as_system(tenant) as work:
            sign_ins = self._sign_ins(work)
            wait = await count(sign_ins, [person], self._clock())
            candidate = await sign_ins.candidate_by_email(email)
            if wait or candidate is None:
                return
            made = await self._make(sign_ins, candidate, _purpose(candidate), "system")
        await self._went(made.letter)

    async def _went(self, letter: Outbound) -> bool:
        try:
            await self._post.send(letter)
        except MailDidNotGo as error:
            log.warning("sign_in_letter.did_not_go", message=str(letter.message), doubtful=error.doubtful)
            return False
        return True

    async def _refuse_others(self, sign_ins: SignIns, by: By) -> None:
        if by.person is None:
            return
        admin = await sign_ins.candidate(by.person)
        if admin is None or not may(admin.role, Act.ADMINISTER_PEOPLE):
            raise NotAllowed(who_may(Act.ADMINISTER_PEOPLE))
        counter = Counter(Tried.LINKS_BY, self._digest(str(by.person)), LINKS_MADE_BY)
        if wait := await count(sign_ins, [counter], self._clock()):
            raise TooManyTries(wait)

    async def _make(self, sign_ins: SignIns, person: Candidate, purpose: Purpose, actor: str) -> _Made:
        now, secret = self._clock(), self._new_secret()
        link = NewLink(self._new_id(), person.person, purpose, digest_of(secret), now, now + link_lasts(purpose))
        await sign_ins.add_link(link)
        data = {"person": str(person.person), "link": str(link.id), "purpose": purpose.value}
        await sign_ins.work.record(Event("invited", actor, now, data))
        workspace = await sign_ins.work.people.workspace()
        address = self._post.address(workspace.slug, secret)
        words = sign_in_letter(purpose, person.name, workspace.name, address)
        letter = Outbound(
            link.id, person.email, words.subject, words.text, AuthorKind.SYSTEM, workspace.name, workspace.slug, now
        )
        return _Made(purpose, address, letter)


def _purpose(person: Candidate) -> Purpose:
    return Purpose.INVITE if person.password_hash is None else Purpose.RESET


class AcceptLink:
    """The other end of the link: a password is chosen, and they are in."""

    def __init__(
        self,
        desk: Desk,
        sign_ins: SignInsOf,
        passwords: Passwords,
        sessions: KeepSessions,
        clock: Clock,
        digest: DigestOf,
    ) -> None:
        self._desk, self._sign_ins, self._passwords = desk, sign_ins, passwords
        self._sessions, self._clock, self._digest = sessions, clock, digest

    async def opened(self, tenant: UUID, secret: str) -> Welcome:
        """Looking uses nothing up: mail programs look first. Raises LinkHasEnded."""
        async with self._desk.as_system(tenant) as work:
            link = await self._link(self._sign_ins(work), secret)
        return Welcome(link.person.name, link.person.email, link.purpose)

    async def __call__(self, tenant: UUID, secret: str, password: str, where: Where) -> FreshSession:
        """Raises LinkHasEnded, PasswordRefused, TryAgain. A person kept out by wrong tries is in by this at once."""
        async with self._desk.as_system(tenant) as work:
            link = await self._link(self._sign_ins(work), secret)
            workspace = await work.people.workspace()
        refuse_weak(password, link.person, workspace.name, workspace.slug)
        password_hash = await self._passwords.hash(password)
        async with self._desk.as_system(tenant) as work:
            sign_ins = self._sign_ins(work)
            link = await self._link(sign_ins, secret)  # held from here: of two at once the second finds it ended
            await sign_ins.forget_tries(Tried.SIGN_IN_PERSON, self._digest(link.person.email.lower()))
            return await self._sessions.renew(sign_ins, link.person.person, password_hash, where)

    async def _link(self, sign_ins: SignIns, secret: str) -> Link:
        link = await sign_ins.link(digest_of(secret))
        if link is None or link.expires_at <= self._clock():
            raise LinkHasEnded("This link has ended: it was used, or is too old. Ask for a new one.")
        return link
