"""Effort without result reaches a person from the words themselves, through the whole desk, and progress does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import pytest
import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import State
from handrail.core.understanding.notice import SIGNAL_VERSIONS, notice
from handrail.flows.decide import Decide
from handrail.flows.gather import Gather
from handrail.flows.hand_off import HandOver
from handrail.ports import LanguageGuess
from handrail.ports.understanding import Heard, Understood
from tests.desk import TestDesk, quote


@dataclass
class Notices:
    """What is read from words alone: no model, no taught topics."""

    versions: Mapping[str, str] = field(default_factory=lambda: dict(SIGNAL_VERSIONS))

    async def read(self, tenant: UUID, heard: Heard) -> Understood:
        return Understood((), None, notice(heard))


@pytest.fixture
def noticing(desk: TestDesk) -> TestDesk:
    """A desk that quotes something new to nearly everything, so that only what is noticed decides."""
    desk.knowledge.answers = {
        "norway": quote("We deliver to Norway in 4 to 6 working days."),
        "parcel": quote("A parcel is handed to the carrier in the evening."),
        "address": quote("The address of a parcel can be changed until it is packed."),
        "useless": quote("Complaints are read every morning."),
        "give up": quote("Returns are free of charge."),
    }
    gather = Gather(desk.desk, desk.knowledge, lambda text: LanguageGuess("en", 0.99), desk.clock, Notices())
    desk.decide = Decide(desk.desk, gather, HandOver(desk.clock, uuids.uuid7), desk.clock, uuids.uuid7)
    return desk


async def test_a_first_clear_sign_is_answered_with_an_offer_and_the_second_goes_to_a_person(noticing: TestDesk) -> None:
    desk = noticing
    conversation = await desk.opened()
    for said in ("Do you ship to Norway?", "That is useless, my parcel is lost", "Useless. I give up"):
        await desk.says(conversation, said)
        await desk.run_jobs()
    after = await desk.now(conversation)
    assert after.state is State.OFFERED
    [handoff] = desk.rows("SELECT reason_code FROM handoff")
    assert handoff["reason_code"] in ("frustration", "contradiction")
    decisions = desk.rows("SELECT facts, versions FROM decision ORDER BY at")
    noticed = [{one["name"]: one["score"] for one in each["facts"]["signals"]} for each in decisions]
    assert noticed[0] == {}
    assert 0.5 <= noticed[1]["frustration"] < 1.0
    assert noticed[2]["frustration"] == 1.0
    assert decisions[2]["versions"]["frustration"] == SIGNAL_VERSIONS["frustration"]


async def test_progress_and_then_something_else_is_answered(noticing: TestDesk) -> None:
    desk = noticing
    conversation = await desk.opened()
    for said in (
        "Do you ship to Norway?",
        "great, that worked, and when does a parcel leave?",
        "how do I change the address?",
    ):
        await desk.says(conversation, said)
        assert await desk.run_jobs() == ["decide", "deliver"]
    assert (await desk.now(conversation)).state is State.ASSISTANT


async def test_the_third_contact_by_the_customers_word_goes_to_a_person(noticing: TestDesk) -> None:
    desk = noticing
    conversation = await desk.opened()
    await desk.says(conversation, "This is the third time I write about the parcel to Norway")
    await desk.run_jobs()
    [handoff] = desk.rows("SELECT reason_code FROM handoff")
    assert handoff["reason_code"] == "third-contact"
