"""Signing in over a small desk: the flows on a real database, letters kept in a list, and a cheap real hasher that counts."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from uuid import UUID

import uuid_utils.compat as uuids

from handrail.flows.administer import Administer
from handrail.flows.invite import AcceptLink, Invite, Post
from handrail.flows.sessions import KeepSessions, Where
from handrail.flows.sign_in import SignIn
from handrail.ports import MailDidNotGo, Outbound, Verified
from handrail.storage.administration import setup_within
from handrail.storage.passwords import Argon2Passwords
from handrail.storage.sign_in import PgSessions, sign_ins_within
from tests.desk import TestDesk

GOOD = "eight green kettles on a shelf"
OTHER = "quiet morning over the harbour"
HERE = Where("203.0.113.7", "Test browser 1.0")


class CountingPasswords(Argon2Passwords):
    """Real argon2id with small settings; `verified` counts the work that a stranger could feel."""

    def __init__(self) -> None:
        super().__init__(memory_kib=64, times=1)
        self.verified = 0

    def check(self, password: str, password_hash: str) -> Verified:
        self.verified += 1
        return super().check(password, password_hash)


@dataclass
class Letters:
    """A mail server's place. `refuses`: it takes nothing."""

    kept: list[Outbound] = field(default_factory=list)
    refuses: bool = False

    async def __call__(self, outbound: Outbound) -> str:
        if self.refuses:
            raise MailDidNotGo("The server is away.")
        self.kept.append(outbound)
        return "250 kept"


def address(slug: str, secret: str) -> str:
    return f"https://desk.handrail.example/desk/{slug}/welcome/{secret}"


class SignInDesk:
    def __init__(self, desk: TestDesk, *, arrives: bool = True) -> None:
        self.desk, self.tenant, self.people = desk, desk.tenant, desk.people
        self.passwords, self.letters = CountingPasswords(), Letters()
        ids, clock, key = uuids.uuid7, desk.clock, secrets.token_bytes(32)

        def digest(text: str) -> bytes:
            return hmac.digest(key, text.encode(), hashlib.sha256)

        def secret() -> str:
            return secrets.token_urlsafe(32)

        self.digest = digest
        given = (desk.desk, sign_ins_within)
        self.sessions = KeepSessions(*given, PgSessions(desk.door), clock, ids, secret)
        self.sign_in = SignIn(*given, self.passwords, self.sessions, clock, digest)
        post = Post(self.letters, arrives, address)
        self.invite = Invite(*given, post, clock, ids, secret, digest)
        self.accept = AcceptLink(*given, self.passwords, self.sessions, clock, digest)
        self.administer = Administer(desk.desk, setup_within, clock, ids, secret)

    @property
    def slug(self) -> str:
        return str(self.desk.rows("SELECT slug FROM workspace WHERE tenant = %s", self.tenant)[0]["slug"])

    async def knows(self, slug: str, password: str = GOOD) -> UUID:
        """Somebody who signed in before."""
        person = self.people[slug]
        password_hash = await self.passwords.hash(password)
        async with self.desk.desk.as_system(self.tenant) as work:
            await sign_ins_within(work).set_password(person, password_hash, self.desk.clock())
        return person

    def kinds(self) -> list[str]:
        rows = self.desk.rows("SELECT kind FROM event WHERE tenant = %s ORDER BY id", self.tenant)
        return [row["kind"] for row in rows]


def secret_in(letter: Outbound) -> str:
    return next(word for word in letter.text.split() if "/welcome/" in word).rsplit("/", 1)[-1]
