"""People sign in, stay in, and are out the moment they should be."""

import asyncio
from datetime import timedelta

import pytest

from handrail.core.access.patience import SIGN_IN_FROM_ADDRESS, SIGN_IN_OF_PERSON
from handrail.core.access.sessions import ABSOLUTE, IDLE
from handrail.flows.count_tries import TooManyTries
from handrail.flows.sessions import FreshSession, Where
from handrail.flows.sign_in import PasswordRefused, SignInRefused
from handrail.ports import TryAgain, Verified
from handrail.storage.passwords import Argon2Passwords
from handrail.storage.sign_in import sign_ins_within
from tests.desk import TestDesk
from tests.sign_in import GOOD, HERE, OTHER, SignInDesk

ANA = "ana@handrail.example"


@pytest.fixture
async def here(desk: TestDesk) -> SignInDesk:
    made = SignInDesk(desk)
    await made.knows("ana")
    return made


async def wrong(here: SignInDesk, email: str = ANA, where: Where = HERE, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            await here.sign_in(here.tenant, email, "not the password", where)


async def test_who_signs_in_is_known_by_the_cookies_secret_alone(here: SignInDesk) -> None:
    fresh = await here.sign_in(here.tenant, " Ana@Handrail.example ", GOOD, HERE)
    found = await here.sessions.who(fresh.secret)
    assert found is not None
    assert (found.tenant, found.person, found.slug, found.name) == (here.tenant, here.people["ana"], here.slug, "Ana")
    for other in ("", "x", fresh.secret + "x", fresh.secret.upper(), str(fresh.id), "é" * 43, "x" * 10_000):
        assert await here.sessions.who(other) is None


async def test_the_database_holds_neither_password_nor_cookie(here: SignInDesk) -> None:
    fresh = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    for table in ("sign_in", "session", "sign_in_try", "event"):
        text = str(here.desk.rows(f"SELECT * FROM {table} t"))
        assert GOOD not in text
        assert fresh.secret not in text
        assert HERE.address not in text
    assert "ana@" not in str(here.desk.rows("SELECT * FROM event"))


async def test_the_same_answer_and_the_same_work_for_whoever_it_is(here: SignInDesk) -> None:
    said: set[str] = set()
    for email, password in ((ANA, "wrong"), ("nobody@handrail.example", GOOD), ("ben@handrail.example", GOOD)):
        before = here.passwords.verified
        with pytest.raises(SignInRefused) as refused:
            await here.sign_in(here.tenant, email, password, HERE)
        said.add(str(refused.value))
        assert here.passwords.verified == before + 1
    assert len(said) == 1


async def test_wrong_tries_wait_longer_each_time_and_never_for_good(here: SignInDesk) -> None:
    await wrong(here, times=SIGN_IN_OF_PERSON.free)
    waits: list[timedelta] = []
    for _ in range(12):
        with pytest.raises(TooManyTries) as refused:
            await here.sign_in(here.tenant, ANA, GOOD, HERE)  # right, and yet refused
        waits.append(refused.value.wait)
        here.desk.clock.now += refused.value.wait
        await wrong(here, where=Where("203.0.113.8"))
    assert waits == sorted(waits)
    assert waits[1] == waits[0] * 2
    assert waits[-1] == SIGN_IN_OF_PERSON.longest
    here.desk.clock.now += SIGN_IN_OF_PERSON.longest
    assert await here.sign_in(here.tenant, ANA, GOOD, HERE)
    await wrong(here, times=SIGN_IN_OF_PERSON.free)  # and all is forgotten


async def test_whoever_is_nobody_is_made_to_wait_in_the_same_words(here: SignInDesk) -> None:
    said: list[str] = []
    for email in (ANA, "nobody@handrail.example"):
        await wrong(here, email, times=SIGN_IN_OF_PERSON.free)
        with pytest.raises(TooManyTries) as refused:
            await here.sign_in(here.tenant, email, GOOD, HERE)
        said.append(str(refused.value))
    assert said[0] == said[1]


async def test_tries_that_are_not_let_through_make_no_wait_longer(here: SignInDesk) -> None:
    await wrong(here, times=SIGN_IN_OF_PERSON.free)
    for _ in range(20):
        with pytest.raises(TooManyTries):
            await here.sign_in(here.tenant, ANA, "wrong", HERE)
    here.desk.clock.forward(seconds=2)
    assert await here.sign_in(here.tenant, ANA, GOOD, HERE)


async def test_many_tries_at_once_are_many_counted_tries(here: SignInDesk) -> None:
    tries = [here.sign_in(here.tenant, ANA, f"guess {n}", HERE) for n in range(30)]
    ended = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, SignInRefused) for one in ended) == SIGN_IN_OF_PERSON.free
    assert sum(isinstance(one, TooManyTries) for one in ended) == 30 - SIGN_IN_OF_PERSON.free
    assert here.passwords.verified == SIGN_IN_OF_PERSON.free


async def test_one_network_cannot_try_everybody(here: SignInDesk) -> None:
    for n in range(SIGN_IN_FROM_ADDRESS.free):
        await wrong(here, f"p{n}@handrail.example")
    with pytest.raises(TooManyTries):
        await here.sign_in(here.tenant, ANA, GOOD, HERE)
    assert await here.sign_in(here.tenant, ANA, GOOD, Where("198.51.100.9"))


async def test_a_session_ends_when_unused_for_long_and_in_any_case_after_a_week(here: SignInDesk) -> None:
    fresh = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    here.desk.clock.now += IDLE - timedelta(minutes=1)
    assert await here.sessions.who(fresh.secret)
    here.desk.clock.now += IDLE - timedelta(minutes=1)  # it was used in between
    assert await here.sessions.who(fresh.secret)
    here.desk.clock.now += IDLE
    assert await here.sessions.who(fresh.secret) is None
    busy = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    for _ in range(ABSOLUTE // (IDLE / 2) - 1):
        here.desk.clock.now += IDLE / 2
        assert await here.sessions.who(busy.secret)
    here.desk.clock.now += IDLE / 2
    assert await here.sessions.who(busy.secret) is None


async def test_signing_out_ends_this_session_and_no_other(here: SignInDesk) -> None:
    one, two = [await here.sign_in(here.tenant, ANA, GOOD, HERE) for _ in range(2)]
    await here.sessions.end(here.tenant, one.person, one.id)
    assert await here.sessions.who(one.secret) is None
    assert await here.sessions.who(two.secret)
    assert [seen.id for seen in await here.sessions.open_of(here.tenant, one.person)] == [two.id]
    await here.sessions.end(here.tenant, here.people["ben"], two.id)  # not Ben's to end
    assert await here.sessions.who(two.secret)
    assert await here.sessions.end_all(here.tenant, one.person) == 1
    assert await here.sessions.who(two.secret) is None


async def test_a_changed_password_ends_every_session_but_the_one_it_begins(here: SignInDesk) -> None:
    old = [await here.sign_in(here.tenant, ANA, GOOD, HERE) for _ in range(3)]
    fresh = await here.sign_in.change_password(here.tenant, here.people["ana"], GOOD, OTHER, HERE)
    assert await here.sessions.who(fresh.secret)
    assert [await here.sessions.who(one.secret) for one in old] == [None, None, None]
    await wrong(here)
    with pytest.raises(SignInRefused):
        await here.sign_in(here.tenant, ANA, GOOD, HERE)
    assert await here.sign_in(here.tenant, ANA, OTHER, HERE)


async def test_changing_a_password_takes_the_current_one_and_patience_counts_there_too(here: SignInDesk) -> None:
    ana = here.people["ana"]
    with pytest.raises(PasswordRefused):
        await here.sign_in.change_password(here.tenant, ana, GOOD, "short", HERE)
    for _ in range(SIGN_IN_OF_PERSON.free):
        with pytest.raises(SignInRefused):
            await here.sign_in.change_password(here.tenant, ana, "a guess", OTHER, HERE)
    with pytest.raises(TooManyTries):
        await here.sign_in.change_password(here.tenant, ana, GOOD, OTHER, HERE)


async def test_who_leaves_is_out_at_that_moment(here: SignInDesk) -> None:
    fresh = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    await here.desk.replace_owner.leave(here.tenant, here.people["ana"])
    assert await here.sessions.who(fresh.secret) is None
    await wrong(here)
    with pytest.raises(SignInRefused):
        await here.sign_in(here.tenant, ANA, GOOD, HERE)
    [left] = here.desk.rows("SELECT revoked_at, (SELECT count(*) FROM sign_in) AS passwords FROM session")
    assert left["revoked_at"] is not None
    assert left["passwords"] == 0


async def test_somebody_who_leaves_while_their_password_is_verified_is_not_let_in(here: SignInDesk) -> None:
    async def verify_slowly() -> FreshSession:
        return await here.sign_in(here.tenant, ANA, GOOD, HERE)

    begun = asyncio.Event()
    check = here.passwords.verify

    async def held(password: str, password_hash: str | None) -> Verified:
        verified = await check(password, password_hash)
        begun.set()
        await asyncio.sleep(0.3)
        return verified

    here.passwords.verify = held  # type: ignore[method-assign]
    trying = asyncio.create_task(verify_slowly())
    await begun.wait()
    await here.desk.replace_owner.leave(here.tenant, here.people["ana"])
    with pytest.raises(SignInRefused):
        await trying


async def test_a_hash_of_yesterdays_strength_is_made_anew_at_the_next_sign_in(here: SignInDesk) -> None:
    weak = await Argon2Passwords(memory_kib=32, times=1).hash(GOOD)
    async with here.desk.desk.as_system(here.tenant) as work:
        await sign_ins_within(work).set_password(here.people["ana"], weak, here.desk.clock())
    await here.sign_in(here.tenant, ANA, GOOD, HERE)
    [row] = here.desk.rows("SELECT password_hash FROM sign_in WHERE person_id = %s", here.people["ana"])
    assert row["password_hash"] != weak
    assert "m=64,t=1,p=1" in row["password_hash"]
    assert await here.sign_in(here.tenant, ANA, GOOD, HERE)


async def test_a_flood_of_passwords_takes_no_more_than_its_share() -> None:
    passwords = Argon2Passwords(at_once=1, waiting=3, memory_kib=4096, times=2)
    ended = await asyncio.gather(*(passwords.verify("x", None) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(one, TryAgain) for one in ended) == 16
    assert not (await passwords.verify("x", None)).right


async def test_the_log_says_who_came_and_went_and_nothing_personal(here: SignInDesk) -> None:
    await wrong(here)
    fresh = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    await here.sign_in.change_password(here.tenant, fresh.person, GOOD, OTHER, HERE)
    await here.sessions.end_all(here.tenant, fresh.person)
    assert here.kinds() == ["sign_in_refused", "signed_in", "password_changed", "signed_in", "signed_out"]
    logged = str(here.desk.rows("SELECT data FROM event WHERE tenant = %s", here.tenant))
    assert not any(word in logged.lower() for word in ("ana@", "203.0.113", "browser", "kettles", fresh.secret.lower()))


async def test_what_means_nothing_any_more_is_forgotten(here: SignInDesk) -> None:
    await wrong(here, "nobody@handrail.example")
    await here.sign_in(here.tenant, ANA, GOOD, HERE)
    here.desk.clock.forward(days=60)
    fresh = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    assert [row["id"] for row in here.desk.rows("SELECT id FROM session")] == [fresh.id]
    assert len(here.desk.rows("SELECT 1 FROM sign_in_try")) == 1  # this network's own
