"""Somebody signs in, or changes their password: tries are counted first, and a stranger learns nothing from the answer."""

from dataclasses import dataclass
from uuid import UUID

from handrail.core.access.passwords import LONGEST, what_is_wrong
from handrail.core.access.patience import SIGN_IN_FROM_ADDRESS, SIGN_IN_OF_PERSON
from handrail.core.log.chain import Event
from handrail.flows.count_tries import Counter, DigestOf, TooManyTries, count, pardon
from handrail.flows.sessions import FreshSession, KeepSessions, Where
from handrail.ports import Candidate, Clock, Desk, NotFound, Passwords, SignIns, SignInsOf, Tried, Verified

LONGEST_EMAIL = 320


class SignInRefused(Exception):
    """The address, the password, or both are wrong; nobody is told which."""


class PasswordRefused(Exception):
    """This would be no good password; the message says what to change."""


@dataclass(frozen=True, slots=True)
class _Tried:
    candidate: Candidate | None
    counters: tuple[Counter, Counter]


class SignIn:
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

    async def __call__(self, tenant: UUID, email: str, password: str, where: Where) -> FreshSession:
        """Raises SignInRefused, TooManyTries, TryAgain. One password is verified whoever the address belongs to."""
        email = as_typed(email)
        tried = await self._counted(tenant, email, where)
        stored = None if tried.candidate is None else tried.candidate.password_hash
        verified = await self._passwords.verify(password[: LONGEST * 2], stored)
        async with self._desk.as_system(tenant) as work:
            sign_ins, now = self._sign_ins(work), self._clock()
            # Between the two transactions somebody may have left, or changed the password that was verified.
            person = None if tried.candidate is None else await sign_ins.candidate(tried.candidate.person)
            if verified.right and person is not None and person.password_hash == stored:
                await pardon(sign_ins, *tried.counters, now)
                return await self._let_in(sign_ins, person, verified, where)
            await work.record(Event("sign_in_refused", "system", now, _refusal(person)))
        raise SignInRefused("This address and password do not fit together.")

    async def change_password(
        self, tenant: UUID, person: UUID, current: str, wanted: str, where: Where
    ) -> FreshSession:
        """Every session ends, and this browser gets a new one. Raises SignInRefused for a wrong current password,
        PasswordRefused, TooManyTries, NotFound, TryAgain."""
        async with self._desk.as_system(tenant) as work:
            candidate = await self._sign_ins(work).candidate(person)
            workspace = await work.people.workspace()
        if candidate is None:
            raise NotFound("This person does not exist.")
        refuse_weak(wanted, candidate, workspace.name, workspace.slug)
        tried = await self._counted(tenant, candidate.email, where)
        if not (await self._passwords.verify(current[: LONGEST * 2], candidate.password_hash)).right:
            raise SignInRefused("This is not your current password.")
        fresh_hash = await self._passwords.hash(wanted)
        async with self._desk.as_system(tenant) as work:
            sign_ins = self._sign_ins(work)
            now = await sign_ins.candidate(person)
            if now is None or now.password_hash != candidate.password_hash:
                raise SignInRefused("The password was changed at this very moment; sign in again.")
            await pardon(sign_ins, *tried.counters, self._clock())
            return await self._sessions.renew(sign_ins, person, fresh_hash, where)

    async def _counted(self, tenant: UUID, email: str, where: Where) -> _Tried:
        counters = (
            Counter(Tried.SIGN_IN_PERSON, self._digest(email.lower()), SIGN_IN_OF_PERSON),
            Counter(Tried.SIGN_IN_ADDRESS, self._digest(where.network), SIGN_IN_FROM_ADDRESS),
        )
        async with self._desk.as_system(tenant) as work:
            sign_ins = self._sign_ins(work)
            wait = await count(sign_ins, counters, self._clock())
            candidate = await sign_ins.candidate_by_email(email)
        if wait:
            raise TooManyTries(wait)
        return _Tried(candidate, counters)

    async def _let_in(self, sign_ins: SignIns, person: Candidate, verified: Verified, where: Where) -> FreshSession:
        if verified.new_hash is not None:  # hashed as one would today; nothing changes for the person
            await sign_ins.set_password(person.person, verified.new_hash, self._clock())
        await sign_ins.tidy(self._clock())
        return await self._sessions.begin(sign_ins, person.person, where)


def as_typed(email: str) -> str:
    """Without what is around it, and without signs that no address has and no database takes."""
    return "".join(char for char in email.strip() if char.isprintable())[:LONGEST_EMAIL]


def refuse_weak(password: str, person: Candidate, *known: str) -> None:
    """Raises PasswordRefused."""
    wrong = what_is_wrong(password, (person.name, person.email, *known))
    if wrong is not None:
        raise PasswordRefused(wrong)


def _refusal(person: Candidate | None) -> dict[str, str]:
    """The log says whose door it was, where it was anybody's; never what was typed."""
    return {} if person is None else {"person": str(person.person)}
