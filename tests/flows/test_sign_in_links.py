"""People are let in by a link that works once, and by no other."""

import asyncio

import pytest

from handrail.core.access.patience import RESET_FROM_ADDRESS, RESET_OF_PERSON, SIGN_IN_OF_PERSON
from handrail.core.access.sessions import Purpose
from handrail.flows.administer import By, NotAllowed
from handrail.flows.count_tries import TooManyTries
from handrail.flows.invite import LinkHasEnded
from handrail.flows.sessions import FreshSession
from handrail.flows.sign_in import PasswordRefused, SignInRefused
from handrail.ports import NotFound
from tests.desk import TestDesk
from tests.sign_in import GOOD, HERE, OTHER, SignInDesk, secret_in

ANA = "ana@handrail.example"


@pytest.fixture
def here(desk: TestDesk) -> SignInDesk:
    return SignInDesk(desk)


async def test_an_invited_person_chooses_a_password_and_is_in(here: SignInDesk) -> None:
    invited = await here.invite(here.tenant, By(), here.people["ana"])
    assert (invited.purpose, invited.link) == (Purpose.INVITE, None)  # it went by mail, and nobody else sees it
    [letter] = here.letters.kept
    assert letter.to == ANA
    assert f"https://desk.handrail.example/desk/{here.slug}/welcome/" in letter.text
    secret = secret_in(letter)
    for _ in range(3):
        welcome = await here.accept.opened(here.tenant, secret)  # looking uses nothing up
    assert (welcome.name, welcome.email, welcome.purpose) == ("Ana", ANA, Purpose.INVITE)
    fresh = await here.accept(here.tenant, secret, GOOD, HERE)
    assert await here.sessions.who(fresh.secret)
    assert await here.sign_in(here.tenant, ANA, GOOD, HERE)
    assert here.kinds()[:3] == ["invited", "password_changed", "signed_in"]


async def test_a_link_works_once(here: SignInDesk) -> None:
    await here.invite(here.tenant, By(), here.people["ana"])
    secret = secret_in(here.letters.kept[0])
    both = [here.accept(here.tenant, secret, password, HERE) for password in (GOOD, OTHER)]
    ended = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one) for one in ended if isinstance(one, Exception)) == [LinkHasEnded]
    assert sum(isinstance(one, FreshSession) for one in ended) == 1
    with pytest.raises(LinkHasEnded):
        await here.accept(here.tenant, secret, OTHER, HERE)


@pytest.mark.parametrize(("known", "days", "seconds"), [(False, 7, 0), (True, 0, 3600)])
async def test_a_link_is_too_old_after_its_time(here: SignInDesk, known: bool, days: int, seconds: int) -> None:
    if known:
        await here.knows("ana")
    await here.invite(here.tenant, By(), here.people["ana"])
    secret = secret_in(here.letters.kept[0])
    here.desk.clock.forward(days=days, seconds=seconds - 1)
    await here.accept.opened(here.tenant, secret)
    here.desk.clock.forward(seconds=1)
    with pytest.raises(LinkHasEnded):
        await here.accept(here.tenant, secret, GOOD, HERE)


async def test_a_newer_link_a_new_password_another_address_and_leaving_each_end_the_older_ones(
    here: SignInDesk,
) -> None:
    async def fresh_link() -> str:
        await here.invite(here.tenant, By(), here.people["ana"])
        return secret_in(here.letters.kept[-1])

    async def ended(secret: str) -> bool:
        with pytest.raises(LinkHasEnded):
            await here.accept.opened(here.tenant, secret)
        return True

    first, second = await fresh_link(), await fresh_link()
    assert await ended(first)
    await here.accept(here.tenant, second, GOOD, HERE)
    third = await fresh_link()
    await here.sign_in.change_password(here.tenant, here.people["ana"], GOOD, OTHER, HERE)
    assert await ended(third)
    fourth = await fresh_link()
    await here.administer.change_person(here.tenant, By(), here.people["ana"], {"email": "new@handrail.example"})
    assert await ended(fourth)
    fifth = await fresh_link()
    await here.desk.replace_owner.leave(here.tenant, here.people["ana"])
    assert await ended(fifth)
    with pytest.raises(NotFound):
        await here.invite(here.tenant, By(), here.people["ana"])


async def test_a_link_of_another_workspace_opens_nothing_here(here: SignInDesk, dsn: str) -> None:
    from tests.desk import seed_workspace

    other, _ = seed_workspace(dsn)
    await here.invite(here.tenant, By(), here.people["ana"])
    with pytest.raises(LinkHasEnded):
        await here.accept.opened(other, secret_in(here.letters.kept[0]))


async def test_a_reset_signs_out_everywhere_and_opens_to_whoever_was_kept_out_by_guesses(here: SignInDesk) -> None:
    await here.knows("ana")
    before = await here.sign_in(here.tenant, ANA, GOOD, HERE)
    for _ in range(SIGN_IN_OF_PERSON.free):
        with pytest.raises(SignInRefused):
            await here.sign_in(here.tenant, ANA, "guess", HERE)
    with pytest.raises(TooManyTries):
        await here.sign_in(here.tenant, ANA, GOOD, HERE)
    await here.invite.answer_request(here.tenant, " ANA@handrail.example")
    assert await here.sessions.who(before.secret)  # asking alone changes nothing
    fresh = await here.accept(here.tenant, secret_in(here.letters.kept[0]), OTHER, HERE)
    assert await here.sessions.who(fresh.secret)
    assert await here.sessions.who(before.secret) is None
    assert await here.sign_in(here.tenant, ANA, OTHER, HERE)


async def test_a_weak_password_keeps_the_link(here: SignInDesk) -> None:
    await here.invite(here.tenant, By(), here.people["ana"])
    secret = secret_in(here.letters.kept[0])
    with pytest.raises(PasswordRefused):
        await here.accept(here.tenant, secret, "ana@handrail.example", HERE)
    assert await here.accept(here.tenant, secret, GOOD, HERE)


async def test_asking_for_strangers_sends_nothing_and_asking_often_sends_little(here: SignInDesk) -> None:
    await here.knows("ana")
    await here.invite.answer_request(here.tenant, "nobody@handrail.example")
    assert here.letters.kept == []
    for _ in range(10):
        await here.invite.answer_request(here.tenant, ANA)
    assert len(here.letters.kept) == RESET_OF_PERSON.free
    for _ in range(RESET_FROM_ADDRESS.free):
        await here.invite.admit_request(here.tenant, HERE)
    with pytest.raises(TooManyTries):
        await here.invite.admit_request(here.tenant, HERE)


async def test_only_admins_invite_and_not_without_end(here: SignInDesk) -> None:
    for slug in ("ana", "dov", "lea"):
        with pytest.raises(NotAllowed):
            await here.invite(here.tenant, By(here.people[slug]), here.people["ben"])
    with pytest.raises(TooManyTries):
        for _ in range(100):
            await here.invite(here.tenant, By(here.people["rex"]), here.people["ben"])


async def test_without_mail_or_when_it_fails_the_link_is_shown_to_whoever_invited(desk: TestDesk) -> None:
    printed = SignInDesk(desk, arrives=False)
    shown = (await printed.invite(printed.tenant, By(), printed.people["ana"])).link
    assert shown is not None
    assert shown.endswith(secret_in(printed.letters.kept[0]) if printed.letters.kept else "")
    broken = SignInDesk(desk)
    broken.letters.refuses = True
    again = (await broken.invite(broken.tenant, By(), broken.people["ana"])).link
    assert again is not None
    assert await broken.accept(broken.tenant, again.rsplit("/", 1)[-1], GOOD, HERE)
    await broken.invite.answer_request(broken.tenant, ANA)  # a stranger is told nothing of the mail server


async def test_neither_links_nor_their_secrets_are_in_the_log(here: SignInDesk) -> None:
    await here.invite(here.tenant, By(here.people["rex"]), here.people["ana"])
    secret = secret_in(here.letters.kept[0])
    logged = str(here.desk.rows("SELECT * FROM event")) + str(here.desk.rows("SELECT * FROM sign_in_link"))
    assert secret not in logged
    assert ANA not in logged
