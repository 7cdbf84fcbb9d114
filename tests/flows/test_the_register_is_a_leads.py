"""A lead publishes, compares, signs and rolls back; what saves lives cannot be lowered; only signed words are said."""

from dataclasses import replace
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from handrail.core.conversation.said import text_of
from handrail.core.conversation.texts import FIXED
from handrail.core.escalation.moments.moment import FixedText, RegisterIsWrong
from handrail.core.supervision.levels import Level
from handrail.flows.administer import By, NotAllowed
from handrail.flows.forbid import NeverSaidHere
from handrail.flows.hand_off import say_text
from handrail.flows.publish_register import NothingChanged
from handrail.flows.sign_text import SignedAlready
from handrail.ports import LawRefused, NotFound
from handrail.ports.configuration import VersionMovedOn
from handrail.rules.read_register import shipped_register
from tests.desk import TestDesk, quote
from tests.moments_desk import SHIPPED, MomentsDesk


@pytest.fixture
def moments(desk: TestDesk) -> MomentsDesk:
    return MomentsDesk(desk)


# The register -----------------------------------------------------------------------------------------------------------
async def test_a_workspace_has_the_shipped_register_until_a_lead_publishes(moments: MomentsDesk) -> None:
    assert (await moments.in_force(moments.tenant)).number == 0
    assert await moments.register() == shipped_register()


async def test_a_published_register_holds_from_then_on(moments: MomentsDesk) -> None:
    own = await moments.changed("bereavement", within_minutes=10, team="aftercare")
    published, checked = await moments.publish(moments.tenant, moments.lead, own, after=0)
    assert published.version == 1
    assert {(one.moment, one.field, one.was, one.becomes) for one in checked.changes} == {
        ("bereavement", "within_minutes", "30", "10"),
        ("bereavement", "who", "team care, skill care", "team aftercare, skill care"),
    }
    assert (await moments.register()).moments["bereavement"].team == "aftercare"
    assert (await moments.in_force(moments.tenant)).mark.startswith("1:")


async def test_only_a_lead_publishes(moments: MomentsDesk) -> None:
    own = await moments.changed("bereavement", within_minutes=10)
    with pytest.raises(NotAllowed):
        await moments.publish(moments.tenant, By(moments.people["ana"]), own)
    assert (await moments.in_force(moments.tenant)).number == 0


async def test_whoever_had_an_older_version_before_them_publishes_nothing_over_it(moments: MomentsDesk) -> None:
    own = await moments.changed("bereavement", within_minutes=10)
    await moments.publish(moments.tenant, moments.lead, own, after=0)
    with pytest.raises(VersionMovedOn):
        await moments.publish(moments.tenant, moments.lead, await moments.changed("press", within_minutes=5), after=0)


async def test_the_same_register_again_is_no_version(moments: MomentsDesk) -> None:
    with pytest.raises(NothingChanged):
        await moments.publish(moments.tenant, moments.lead, shipped_register())


async def test_an_earlier_version_and_the_shipped_one_come_back(moments: MomentsDesk) -> None:
    for minutes in (10, 20):
        own = await moments.changed("bereavement", within_minutes=minutes)
        await moments.publish(moments.tenant, moments.lead, own)
    assert (await moments.publish.roll_back(moments.tenant, moments.lead, 1)).version == 3
    assert (await moments.register()).moments["bereavement"].within_minutes == 10
    await moments.publish.roll_back(moments.tenant, moments.lead, 0)
    assert (await moments.register()).moments == shipped_register().moments
    history = await moments.publish.history(moments.tenant)
    assert [one.version for one in history] == [4, 3, 2, 1]
    assert [one.becomes for one in await moments.publish.changes_of(moments.tenant, 2)] == ["20"]
    with pytest.raises(NotFound):
        await moments.publish.roll_back(moments.tenant, moments.lead, 9)


GRAVEST = sorted(slug for slug, moment in SHIPPED.items() if moment.gravest)
SOFTER: dict[str, dict[str, Any]] = {
    "urgency": {"urgency": "P1"},
    "detectors": {"detectors": ("likeness",)},
    "phrases": {"phrases": {}},
    "positive": {"positive": {"en": ("only this",)}},
    "not_phrases": {"not_phrases": {"en": ("i *",)}},
    "within_minutes": {"within_minutes": 61},
}


@pytest.mark.parametrize("field", sorted(SOFTER))
async def test_a_gravest_moment_cannot_be_softened(moments: MomentsDesk, field: str) -> None:
    for slug in GRAVEST:
        with pytest.raises(RegisterIsWrong) as caught:
            await moments.publish(moments.tenant, moments.lead, await moments.changed(slug, **SOFTER[field]))
        assert any(fault.rule.startswith(f"moments.{slug}.{field}") for fault in caught.value.faults)


async def test_a_gravest_moment_cannot_be_removed(moments: MomentsDesk) -> None:
    register = await moments.register()
    fewer = {slug: one for slug, one in register.moments.items() if slug != "self-harm"}
    with pytest.raises(RegisterIsWrong, match="cannot be removed"):
        await moments.publish(moments.tenant, moments.lead, replace(register, moments=fewer))


async def test_what_makes_it_safer_can_be_added_and_tests_itself(moments: MomentsDesk) -> None:
    moment = SHIPPED["self-harm"]
    more = {**moment.positive, "en": (*moment.positive["en"], "i bought a one way ticket to the quarry")}
    checked = await moments.publish.check(moments.tenant, await moments.changed("self-harm", positive=more))
    assert [one.text for one in checked.misses if "quarry" in one.text] == ["i bought a one way ticket to the quarry"]
    phrases = {**moment.phrases, "en": (*moment.phrases["en"], "ticket to the quarry")}
    better = await moments.changed("self-harm", positive=more, phrases=phrases, within_minutes=1)
    checked = await moments.publish.check(moments.tenant, better)
    assert not [one for one in checked.misses if "quarry" in one.text]
    assert not checked.lowers
    assert checked.examined > 100


async def test_a_moment_of_ones_own_is_one_like_the_others(moments: MomentsDesk) -> None:
    register = await moments.register()
    own = replace(SHIPPED["press"], slug="lost-pet", number=0, name="A pet is lost", team="care", texts={})
    larger = replace(register, moments={**register.moments, "lost-pet": own})
    _, checked = await moments.publish(moments.tenant, moments.lead, larger)
    assert [(one.moment, one.field, one.becomes) for one in checked.changes] == [("lost-pet", "", "A pet is lost")]
    assert (await moments.register()).moments["lost-pet"] == own


async def test_less_caution_is_allowed_where_no_life_hangs_on_it_and_is_said(moments: MomentsDesk) -> None:
    own = await moments.changed("press", ceiling=Level.SUGGEST, hard=False)
    _, checked = await moments.publish(moments.tenant, moments.lead, own)
    assert {one.field for one in checked.lowers} == {"ceiling", "hard"}


# Fixed texts ------------------------------------------------------------------------------------------------------------
async def test_nothing_fixed_is_said_before_a_lead_signs(moments: MomentsDesk) -> None:
    conversation = await moments.asked("I want to end it all")
    said = [text for kind, text in await moments.desk.thread(conversation) if kind == "system"]
    assert FIXED not in said
    assert said[0].startswith("handoff.promise.")


async def test_signed_words_are_said_before_the_promise_in_the_customers_language(moments: MomentsDesk) -> None:
    for language in ("en", "de"):
        await moments.sign(moments.tenant, moments.people["lea"], "self-harm", language)
    moments.language = "de"
    conversation = await moments.asked("I want to end it all")
    async with moments.desk.desk.as_system(moments.tenant) as work:
        thread = await work.conversations.messages(conversation.id)
    said = [one for one in thread if one.text_id is not None]
    assert said[0].text_id == FIXED
    assert (said[1].text_id or "").startswith("handoff.promise.")
    assert text_of(said[0], conversation.language) == SHIPPED["self-harm"].texts["de"].text
    assert said[0].author_kind.value == "system"


async def test_a_language_that_is_not_signed_stays_silent_though_another_is(moments: MomentsDesk) -> None:
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    moments.language = "fr"
    conversation = await moments.asked("I want to end it all")
    assert FIXED not in [text for _, text in await moments.desk.thread(conversation)]


async def test_the_same_words_are_said_once(moments: MomentsDesk) -> None:
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    conversation = await moments.asked("I want to end it all")
    await moments.desk.take_over(moments.tenant, conversation.id, moments.people["ana"])
    await moments.desk.reply(moments.tenant, conversation.id, moments.people["ana"], "I am here with you.", "1")
    await moments.desk.take_over.give_back(moments.tenant, conversation.id, moments.people["ana"])
    conversation = await moments.asked("I want to end it all, still", conversation)
    said = [text for _, text in await moments.desk.thread(conversation)]
    assert said.count(FIXED) == 1
    assert conversation.writer is not None


async def test_changed_words_are_not_said_until_they_are_signed_anew(moments: MomentsDesk) -> None:
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    texts = {**SHIPPED["self-harm"].texts, "en": FixedText("A person comes now. We stay with you.", "Somebody")}
    await moments.publish(moments.tenant, moments.lead, await moments.changed("self-harm", texts=texts))
    assert (await moments.register()).moments["self-harm"].texts["en"].reviewed_by is None
    conversation = await moments.asked("I want to end it all")
    assert FIXED not in [text for _, text in await moments.desk.thread(conversation)]
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    second = await moments.asked("I want to end it all")
    assert FIXED in [text for _, text in await moments.desk.thread(second)]


async def test_only_a_lead_signs_and_once(moments: MomentsDesk) -> None:
    with pytest.raises(NotAllowed):
        await moments.sign(moments.tenant, moments.people["ana"], "self-harm", "en")
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    with pytest.raises(SignedAlready):
        await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    with pytest.raises(NotFound):
        await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "tlh")


async def test_a_withdrawn_signature_silences_the_language(moments: MomentsDesk) -> None:
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    await moments.sign.withdraw(moments.tenant, moments.people["lea"], "self-harm", "en")
    conversation = await moments.asked("I want to end it all")
    assert FIXED not in [text for _, text in await moments.desk.thread(conversation)]


@pytest.mark.parametrize(
    "slots",
    [
        {"words": "Calm down."},
        {"language": "fr"},
        {"moment": "press"},
    ],
)
async def test_the_database_itself_takes_signed_words_only(moments: MomentsDesk, slots: dict[str, str]) -> None:
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    conversation = await moments.asked("I want to end it all")
    [row] = moments.desk.rows("SELECT slots FROM message WHERE text_id = %s", FIXED)
    with pytest.raises(LawRefused, match="not signed"):
        async with moments.desk.desk.as_system(moments.tenant) as work:
            current = await work.conversations.get(conversation.id, lock=True)
            await say_text(work, current, conversation.id, FIXED, {**row["slots"], **slots}, moments.desk.clock())


async def test_the_database_takes_no_signed_words_that_are_not_published_any_more(moments: MomentsDesk) -> None:
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    conversation = await moments.asked("I want to end it all")
    [row] = moments.desk.rows("SELECT slots FROM message WHERE text_id = %s", FIXED)
    texts = {**SHIPPED["self-harm"].texts, "en": FixedText("Other words.")}
    await moments.publish(moments.tenant, moments.lead, await moments.changed("self-harm", texts=texts))
    with pytest.raises(LawRefused, match="not the published"):
        async with moments.desk.desk.as_system(moments.tenant) as work:
            current = await work.conversations.get(conversation.id, lock=True)
            await say_text(work, current, conversation.id, FIXED, row["slots"], moments.desk.clock())


async def test_said_words_are_not_changed_afterwards_but_erased(moments: MomentsDesk) -> None:
    await moments.sign(moments.tenant, moments.people["lea"], "self-harm", "en")
    await moments.asked("I want to end it all")
    change = "UPDATE message SET slots = slots || %s WHERE text_id = %s"
    with pytest.raises(psycopg.Error, match="not changed afterwards"):
        moments.desk.rows(change, Jsonb({"words": "Something else"}), FIXED)
    moments.desk.rows(change, Jsonb({"words": ""}), FIXED)


# Forbidden phrases ------------------------------------------------------------------------------------------------------
async def test_a_person_is_warned_of_a_forbidden_phrase_and_may_insist(moments: MomentsDesk) -> None:
    conversation = await moments.asked("My lawyer will write to you")
    ana = moments.people["ana"]
    await moments.desk.take_over(moments.tenant, conversation.id, ana)
    with pytest.raises(NeverSaidHere) as caught:
        await moments.desk.reply(moments.tenant, conversation.id, ana, "Sorry, this was our fault.", "1")
    [found] = caught.value.found
    assert (found.moment, found.words) == ("legal-threat", "this was our fault")
    await moments.desk.reply(
        moments.tenant, conversation.id, ana, "Sorry, this was our fault.", "1", say_it_because="Legal agreed."
    )
    [event] = moments.desk.rows("SELECT data FROM event WHERE kind = 'agent_said'")
    assert event["data"]["forbidden_said"] == ["legal-threat"]


async def test_without_the_moment_the_words_are_anybodys(moments: MomentsDesk) -> None:
    conversation = await moments.asked("My parcel never came")
    ana = moments.people["ana"]
    await moments.desk.take_over(moments.tenant, conversation.id, ana)
    await moments.desk.reply(moments.tenant, conversation.id, ana, "Sorry, this was our fault.", "1")


async def test_the_assistant_never_says_a_forbidden_phrase_and_a_person_gets_it(moments: MomentsDesk) -> None:
    moments.desk.knowledge.answers = {"norway": quote("While you are here, see our other offers.")}
    conversation = await moments.asked("Thank you. Do you deliver to Norway?")
    assert "praise" in conversation.moments
    assert not [text for kind, text in await moments.desk.thread(conversation) if kind == "assistant"]
    assert conversation.writer is not None


async def test_the_same_answer_without_the_phrase_goes_out(moments: MomentsDesk) -> None:
    conversation = await moments.asked("Thank you. Do you deliver to Norway?")
    assert [kind for kind, _ in await moments.desk.thread(conversation)] == ["customer", "assistant"]


# Clocks and pages -------------------------------------------------------------------------------------------------------
async def test_a_moments_clock_starts_once_and_travels_with_the_hand_off(moments: MomentsDesk) -> None:
    conversation = await moments.asked("I have asked my bank for a chargeback")
    await moments.asked("the chargeback, once more", conversation)
    [event] = moments.desk.rows("SELECT data FROM event WHERE kind = 'clock_started'")
    assert event["data"]["clock"] == "payment-dispute"
    [handoff] = moments.desk.rows("SELECT packet FROM handoff")
    assert any("dispute" in one for one in handoff["packet"]["policy_refs"])


async def test_a_grave_moment_told_to_a_person_pages_too(moments: MomentsDesk) -> None:
    conversation = await moments.asked("I want to talk to a human")
    await moments.desk.take_over(moments.tenant, conversation.id, moments.people["ana"])
    await moments.asked("I want to end it all", conversation)
    [alarm] = moments.desk.rows("SELECT moment, conversation_id FROM alarm")
    assert (alarm["moment"], alarm["conversation_id"]) == ("self-harm", conversation.id)


async def test_a_grave_moment_beside_a_wish_for_a_person_pages_too(moments: MomentsDesk) -> None:
    await moments.asked("I want to end it all, let me talk to a human")
    assert [row["moment"] for row in moments.desk.rows("SELECT moment FROM alarm")] == ["self-harm"]
