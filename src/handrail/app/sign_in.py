"""Signing in, with everything it is made of."""

import hashlib
import hmac
from dataclasses import dataclass
from functools import partial
from secrets import token_urlsafe
from uuid import UUID

from handrail.flows.invite import AcceptLink, Invite, Post
from handrail.flows.sessions import KeepSessions
from handrail.flows.sign_in import SignIn
from handrail.ports import Clock, NewId, Passwords, SendMail
from handrail.settings import Settings
from handrail.storage.desk import PgDesk
from handrail.storage.door import Door
from handrail.storage.keys import Keys
from handrail.storage.passwords import Argon2Passwords
from handrail.storage.sign_in import PgSessions, sign_ins_within


@dataclass(frozen=True, slots=True)
class SignInFlows:
    desk: PgDesk
    passwords: Passwords
    sessions: KeepSessions
    sign_in: SignIn
    invite: Invite
    accept: AcceptLink
    clock: Clock

    async def give_password(self, tenant: UUID, people: list[UUID], password: str) -> None:
        """For the demo's people, who are nobody's: they all have one password."""
        password_hash = await self.passwords.hash(password)
        async with self.desk.as_system(tenant) as work:
            for person in people:
                await sign_ins_within(work).set_password(person, password_hash, self.clock())


def sign_in_flows(
    settings: Settings, door: Door, desk: PgDesk, keys: Keys, clock: Clock, ids: NewId, send_mail: SendMail
) -> SignInFlows:
    passwords, secret, key = Argon2Passwords(), partial(token_urlsafe, 32), keys.sign_in_digests

    def digest(text: str) -> bytes:
        return hmac.digest(key, text.encode(), hashlib.sha256)

    sessions = KeepSessions(desk, sign_ins_within, PgSessions(door), clock, ids, secret)
    post = Post(send_mail, settings.smtp_host is not None, partial(link_address, settings))
    return SignInFlows(
        desk=desk,
        passwords=passwords,
        sessions=sessions,
        sign_in=SignIn(desk, sign_ins_within, passwords, sessions, clock, digest),
        invite=Invite(desk, sign_ins_within, post, clock, ids, secret, digest),
        accept=AcceptLink(desk, sign_ins_within, passwords, sessions, clock, digest),
        clock=clock,
    )


def link_address(settings: Settings, slug: str, secret: str) -> str:
    """The page where a one-time link is used."""
    return f"{settings.address}/desk/{slug}/welcome/{secret}"
