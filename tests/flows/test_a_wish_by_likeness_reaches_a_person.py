"""A wish for a person that only likeness shows is granted as the button is; a half-sure one is offered a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import State
from handrail.core.understanding.wants_person.alike import ALIKE_VERSION, Alike
from handrail.flows.decide import Decide
from handrail.flows.gather import Gather
from handrail.flows.hand_off import HandOver
from handrail.ports import LanguageGuess
from handrail.ports.understanding import Heard, Understood
from tests.desk import TestDesk, quote


@dataclass
class SeesWish:
    """An embedder that sees so much of a wish in every turn."""

    wish: Alike
    versions: Mapping[str, str] = field(default_factory=dict[str, str])

    async def read(self, tenant: UUID, heard: Heard) -> Understood:
        return Understood((), None, (self.wish.noted(None),), self.wish)


def seeing(desk: TestDesk, wish: Alike) -> TestDesk:
    desk.knowledge.answers = {"norway": quote("We deliver to Norway in 4 to 6 working days.")}
    gather = Gather(desk.desk, desk.knowledge, lambda text: LanguageGuess("en", 0.99), desk.clock, SeesWish(wish))
    desk.decide = Decide(desk.desk, gather, HandOver(desk.clock, uuids.uuid7), desk.clock, uuids.uuid7)
    return desk


async def test_a_sure_one_hands_over_silences_the_assistant_and_stays_unmet_until_somebody_answers(
    desk: TestDesk,
) -> None:
    seeing(desk, Alike(0.8, 3, 9))
    conversation = await desk.opened()
    await desk.says(conversation, "Norway, and the harbour pilot if you would be so good")
    await desk.run_jobs()
    after = await desk.now(conversation)
    assert after.state is State.OFFERED
    assert after.writer is not None
    assert after.wish_is_unmet
    [handoff] = desk.rows("SELECT reason_code FROM handoff")
    assert handoff["reason_code"] == "human-request"
    [decision] = desk.rows("SELECT rule, facts FROM decision")
    assert decision["rule"] == "wants-person"
    assert (decision["facts"]["wish"]["by"], decision["facts"]["wish"]["start"]) == (ALIKE_VERSION, 3)
    [wanted] = desk.rows("SELECT data FROM event WHERE kind = 'person_wanted'")
    assert wanted["data"]["by"] == ALIKE_VERSION


async def test_a_half_sure_one_is_answered_and_offered_a_person(desk: TestDesk) -> None:
    seeing(desk, Alike(0.1))
    conversation = await desk.opened()
    await desk.says(conversation, "Norway, and is Kim about?")
    assert await desk.run_jobs() == ["decide", "deliver"]
    after = await desk.now(conversation)
    assert (after.state, after.wish_is_unmet) == (State.ASSISTANT, False)
    [decision] = desk.rows("SELECT kind, offer_person FROM decision")
    assert (decision["kind"], decision["offer_person"]) == ("answer", True)
