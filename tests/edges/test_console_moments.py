"""The pages about moments: read by everybody, changed by whoever leads, seen before they are published; alarms on every page."""

import re
from collections.abc import AsyncGenerator
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest

from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.register import Moment
from handrail.flows.ring_alarm import RingAlarm
from handrail.rules.read_register import shipped_register
from handrail.storage.paging import paging_within
from tests.console_desk import Browser, ConsoleDesk, console_desk

SHIPPED = shipped_register().moments
PARTS = ("slug", "name", "team", "skill", "within_minutes", "urgency", "ceiling", "allowed", "clocks", "training",
         "review_months", "language", "text", "forbidden", "phrases", "not_phrases", "positive", "near")  # fmt: skip


@pytest.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as made:
        yield made


def typed(moment: Moment, language: str = "en", **changes: str) -> dict[str, str]:
    """The edit form as it stands, with some fields typed over."""
    fields = {
        "slug": moment.slug,
        "name": moment.name,
        "team": moment.team,
        "skill": moment.skill,
        "within_minutes": str(moment.within_minutes),
        "urgency": moment.urgency,
        "ceiling": moment.ceiling.value,
        "allowed": ", ".join(moment.allowed),
        "clocks": ", ".join(moment.clocks),
        "training": moment.training,
        "review_months": str(moment.review_months),
        "language": language,
        "text": moment.texts[language].text if language in moment.texts else "",
        "after": "0",
    }
    fields |= {name: "\n".join(getattr(moment, name).get(language, ())) for name in PARTS[-5:]}
    fields |= {name: "1" for name in ("hard", "around_the_clock") if getattr(moment, name)}
    return {name: value for name, value in {**fields, **changes}.items() if value or name in PARTS}


async def edits(browser: Browser, at: str, moment: Moment, **changes: str) -> tuple[int, str]:
    await browser.look(f"{at}/moments/{moment.slug}/edit")
    answer = await browser.send_form(f"{at}/moments/{moment.slug}/edit", None, **typed(moment, **changes))
    return answer.status_code, unescape(answer.text)


async def raises_alarm(console: ConsoleDesk, slug: str = "self-harm") -> str:
    one = await console.desk.opened()
    await raises_alarm_again_in(console, str(one.id), slug)
    return str(one.id)


async def raises_alarm_again_in(console: ConsoleDesk, conversation: str, slug: str) -> None:
    moment = SHIPPED[slug]
    fact = MomentFact(slug, moment.name, moment.urgency, True, moment.ceiling, 1.0, "phrase", "test")
    ring = RingAlarm(paging_within, console.handrail.ids)
    async with console.handrail.desk.as_system(console.desk.tenant) as work:
        current = await work.conversations.get(UUID(conversation), lock=True)
        await ring.noticed(work, current, [fact], console.desk.clock())


async def test_everybody_reads_the_register_and_tries_sentences(console: ConsoleDesk) -> None:
    ana = await console.sign_in("ana")
    page = unescape((await ana.look(f"{console.at}/moments")).text)
    assert all(moment.name in page for moment in SHIPPED.values())
    assert "Nobody is on call." in page
    assert "New moment" not in page
    answer = await ana.send_form(f"{console.at}/moments/try", text="I want to end it all")
    assert "Noticed:" in answer.text
    assert "/moments/self-harm" in answer.text
    assert "No moment is noticed" in (await ana.send_form(f"{console.at}/moments/try", text="Where is my parcel?")).text
    for slug in SHIPPED:
        assert (await ana.look(f"{console.at}/moments/{slug}")).status_code == 200
    assert (await ana.look(f"{console.at}/moments/nothing")).status_code == 404


@pytest.mark.parametrize("path", ["self-harm/edit", "new/edit", "sign"])
async def test_only_who_leads_comes_to_change_anything(console: ConsoleDesk, path: str) -> None:
    ana = await console.sign_in("ana")
    assert (await ana.get(f"{console.at}/moments/{path}")).status_code == 403
    lea = await console.sign_in("lea")
    assert (await lea.get(f"{console.at}/moments/{path}")).status_code == 200


async def test_what_would_change_is_shown_first_and_published_by_the_second_button(console: ConsoleDesk) -> None:
    lea = await console.sign_in("lea")
    status, page = await edits(lea, console.at, SHIPPED["bereavement"], within_minutes="10")
    assert status == 200
    assert "within_minutes" in page
    assert (await console.handrail.flows.in_force(console.desk.tenant)).number == 0
    fields = typed(SHIPPED["bereavement"], within_minutes="10", publish="1")
    answer = await lea.send_form(f"{console.at}/moments/bereavement/edit", None, **fields)
    assert answer.status_code == 303, answer.text
    register = (await console.handrail.flows.in_force(console.desk.tenant)).register
    assert register.moments["bereavement"].within_minutes == 10
    assert register.moments["bereavement"].phrases == SHIPPED["bereavement"].phrases
    history = unescape((await lea.look(f"{console.at}/moments/history")).text)
    assert "Version 1" in history
    assert "Lea" in history
    assert (await lea.send_form(f"{console.at}/moments/history/0/roll-back")).status_code == 303
    register = (await console.handrail.flows.in_force(console.desk.tenant)).register
    assert register.moments["bereavement"].within_minutes == 30


async def test_a_form_sent_without_a_change_changes_nothing(console: ConsoleDesk) -> None:
    lea = await console.sign_in("lea")
    for slug in ("self-harm", "praise", "payment-dispute"):
        status, page = await edits(lea, console.at, SHIPPED[slug])
        assert status == 200
        assert "Nothing would change." in page


async def test_a_gravest_moment_is_not_softened_by_a_form(console: ConsoleDesk) -> None:
    lea = await console.sign_in("lea")
    status, page = await edits(lea, console.at, SHIPPED["self-harm"], urgency="P1", publish="1")
    assert status == 422
    assert "stays one" in page
    status, page = await edits(lea, console.at, SHIPPED["self-harm"], ceiling="autonomous", publish="1")
    assert status == 422
    assert "never speaks alone" in page
    status, page = await edits(lea, console.at, SHIPPED["self-harm"], hard="", publish="1")
    assert status == 422
    answer = await lea.send_form(f"{console.at}/moments/self-harm/remove", publish="1")
    assert answer.status_code == 422
    assert (await console.handrail.flows.in_force(console.desk.tenant)).number == 0


async def test_what_was_typed_wrong_comes_back_with_why(console: ConsoleDesk) -> None:
    lea = await console.sign_in("lea")
    status, page = await edits(lea, console.at, SHIPPED["press"], phrases="(journalist", within_minutes="soon")
    assert status == 422
    assert "A whole number" in page
    assert "(journalist" in page
    status, page = await edits(lea, console.at, SHIPPED["press"], phrases="(journalist")
    assert status == 422
    assert "never closed" in page


async def test_a_moment_of_ones_own_is_added_and_taken_out(console: ConsoleDesk) -> None:
    lea = await console.sign_in("lea")
    own = typed(SHIPPED["press"], slug="lost-pet", name="A pet is lost", phrases="lost (dog|cat)", publish="1")
    await lea.look(f"{console.at}/moments/new/edit")
    answer = await lea.send_form(f"{console.at}/moments/new/edit", None, **own)
    assert answer.headers["location"] == f"{console.at}/moments/lost-pet?done=published"
    page = await lea.send_form(f"{console.at}/moments/try", text="my lost dog")
    assert "A pet is lost" in page.text
    taken = await lea.send_form(f"{console.at}/moments/new/edit", None, **own)
    assert taken.status_code == 422
    answer = await lea.send_form(f"{console.at}/moments/lost-pet/remove", publish="1", after="1")
    assert answer.status_code == 303
    assert (await lea.look(f"{console.at}/moments/lost-pet")).status_code == 404


async def test_a_lead_signs_a_language_whole_and_takes_one_back(console: ConsoleDesk) -> None:
    lea = await console.sign_in("lea")
    page = unescape((await lea.look(f"{console.at}/moments/sign?language=de")).text)
    assert SHIPPED["self-harm"].texts["de"].text in page
    words = SHIPPED["self-harm"].texts["de"].text
    answer = await lea.send_form(
        f"{console.at}/moments/sign", None, **{"language": "de", "moment": "self-harm", "words-self-harm": words}
    )
    assert answer.status_code == 303
    assert "signed by Lea" in (await lea.look(f"{console.at}/moments/self-harm")).text
    await lea.send_form(f"{console.at}/moments/self-harm/withdraw/de")
    assert "signed by Lea" not in (await lea.look(f"{console.at}/moments/self-harm")).text


async def test_words_that_changed_meanwhile_are_not_signed(console: ConsoleDesk) -> None:
    lea = await console.sign_in("lea")
    await lea.look(f"{console.at}/moments/self-harm")
    answer = await lea.send_form(f"{console.at}/moments/self-harm/sign/en", words="Calm down.")
    assert answer.status_code == 409
    assert "was changed meanwhile" in answer.text


async def test_an_open_alarm_stands_on_every_page_until_somebody_acknowledges(console: ConsoleDesk) -> None:
    conversation = await raises_alarm(console)
    ana = await console.sign_in("ana")
    for path in ("/inbox", "/knowledge", "/team", f"/conversations/{conversation}"):
        page = (await ana.look(f"{console.at}{path}")).text
        assert 'role="alert"' in page
        assert f"/conversations/{conversation}/acknowledge" in page
    answer = await ana.send_form(f"{console.at}/conversations/{conversation}/acknowledge")
    assert answer.headers["location"].startswith(f"{console.at}/conversations/{conversation}")
    fragment = (await ana.get(f"{console.at}/alarms", headers={"hx-request": "true"})).text
    assert re.search(r'data-alarms="\s*"', fragment)
    assert "/acknowledge" not in (await ana.look(f"{console.at}/inbox")).text


async def test_whoever_takes_the_alarm_has_the_conversation_and_the_others_see_who(console: ConsoleDesk) -> None:
    conversation = await raises_alarm(console)
    ana, ben = await console.sign_in("ana"), await console.sign_in("ben")
    before = (await ana.look(f"{console.at}/inbox")).text
    assert "Nobody has it yet" in before
    assert ">Take it</button>" in before
    await raises_alarm_again_in(console, conversation, "violence-threat")
    await ana.send_form(f"{console.at}/conversations/{conversation}/acknowledge")
    assert "You own and write" in (await ana.look(f"{console.at}/conversations/{conversation}")).text
    await raises_alarm_again_in(console, conversation, "scam-victim")
    assert "Ana has it" in (page := (await ben.look(f"{console.at}/inbox")).text)
    assert ">Acknowledge</button>" in page
    answer = await ben.send_form(f"{console.at}/conversations/{conversation}/acknowledge")
    assert "A colleague has it" in (await ben.look(answer.headers["location"])).text
    assert "Ana" in (await ben.look(f"{console.at}/conversations/{conversation}/head")).text


async def test_whoever_would_not_keep_it_is_told_first_and_it_rings_on(console: ConsoleDesk) -> None:
    conversation = await raises_alarm(console)
    console.desk.rows("DELETE FROM shift")
    ana = await console.sign_in("ana")
    answer = await ana.send_form(f"{console.at}/conversations/{conversation}/acknowledge")
    assert (answer.status_code, "You are off shift." in answer.text) == (409, True)
    assert ">Take it</button>" in (await ana.look(f"{console.at}/inbox")).text
    console.desk.rows("UPDATE conversation SET urgency = 'P0', moments = '{self-harm}'")
    console.desk.rows("UPDATE person SET on_call = true WHERE slug = 'ana'")  # then being on call is being there
    answer = await ana.send_form(f"{console.at}/conversations/{conversation}/acknowledge")
    assert answer.status_code == 303
    assert "Take it" not in (await ana.look(f"{console.at}/inbox")).text


async def test_p0_rows_stand_first_among_the_moments(console: ConsoleDesk) -> None:
    page = (await (await console.sign_in("ana")).look(f"{console.at}/moments")).text
    order = re.findall(r'href="[^"]*/moments/([a-z0-9-]+)">', page[page.index("<tbody>") :])
    assert [SHIPPED[slug].gravest for slug in order] == sorted((SHIPPED[slug].gravest for slug in order), reverse=True)


async def test_the_promises_page_is_red_while_nobody_is_on_call(console: ConsoleDesk) -> None:
    ana = await console.sign_in("ana")
    page = (await ana.look(f"{console.at}/promises")).text
    assert "Nobody is on call." in page
    assert "fixed texts are unsigned" in page
    console.desk.rows("UPDATE person SET on_call = true WHERE slug = 'ana'")
    assert "Nobody is on call." not in (await ana.look(f"{console.at}/promises")).text


async def test_a_reply_with_a_forbidden_phrase_comes_back_marked_and_goes_out_with_a_reason(
    console: ConsoleDesk,
) -> None:
    one = await console.desk.opened()
    await console.desk.says(one, "My lawyer will write to you")
    console.desk.rows("UPDATE conversation SET moments = '{legal-threat}', urgency = 'P1' WHERE id = %s", one.id)
    await console.desk.take_over(console.desk.tenant, one.id, console.desk.people["ana"])
    ana = await console.sign_in("ana")
    page = unescape((await ana.look(f"{console.at}/conversations/{one.id}")).text)
    assert "◆</span> Legal threat" in page
    answer = await ana.send_form(
        f"{console.at}/conversations/{one.id}/reply", text="Sorry, this was our fault.", key="k1"
    )
    assert answer.status_code == 409
    assert "<mark>this was our fault</mark>" in answer.text
    answer = await ana.send_form(
        f"{console.at}/conversations/{one.id}/reply",
        text="Sorry, this was our fault.",
        key="k1",
        say_it_because="Legal agreed.",
    )
    assert answer.status_code == 303
    assert "◆ Legal threat" in unescape((await ana.look(f"{console.at}/inbox?of=all")).text)
