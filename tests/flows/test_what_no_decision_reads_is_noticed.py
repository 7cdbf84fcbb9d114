"""Words to a person, or beside a wish for one, are read for moments too: tagged once, paged once, answered by nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import pytest

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact, TopicGuess
from handrail.core.supervision.levels import Level
from handrail.flows.notice import Notice
from handrail.ports import LanguageGuess, Work
from handrail.ports.understanding import Heard, Understood
from tests.desk import TestDesk

GRIEF = MomentFact("bereavement", "Bereavement", "P1", True, Level.SHADOW, 1.0, "phrase", "test")
CRISIS = MomentFact("self-harm", "Self-harm", "P0", True, Level.OFF, 1.0, "phrase", "test")
SHIPPING = TopicGuess("shipping", 0.99, 0.99, True, "It is about shipping.", 0.9, "test")


@dataclass
class Reads:
    """What is understood of which words."""

    moments: Mapping[str, MomentFact]
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    read_so_far: list[str] = field(default_factory=list[str])
    fails: bool = False

    async def read(self, tenant: UUID, heard: Heard) -> Understood:
        self.read_so_far.append(heard.text)
        if self.fails:
            raise RuntimeError("the model is away")
        found = tuple(moment for words, moment in self.moments.items() if words in heard.text)
        return Understood(found, SHIPPING if "parcel" in heard.text else None, ())


@dataclass
class Pages:
    called: list[tuple[UUID, list[str]]] = field(default_factory=list[tuple[UUID, list[str]]])

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime
    ) -> None:
        self.called.append((conversation.id, [one.slug for one in moments]))


@pytest.fixture
def reads() -> Reads:
    return Reads({"died": GRIEF, "end it": CRISIS})


@pytest.fixture
def pages(desk: TestDesk, reads: Reads) -> Pages:
    pages = Pages()
    desk.notice = Notice(desk.desk, lambda text: LanguageGuess("en", 0.99), reads, desk.clock, pages)
    return pages


async def test_what_stands_beside_a_wish_for_a_person_is_noticed_and_paged(desk: TestDesk, pages: Pages) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Let me talk to a human, I want to end it")
    await desk.run_jobs()
    after = await desk.now(conversation)
    assert (after.moments, after.urgency) == (("self-harm",), "P0")
    assert after.writer is not None
    assert pages.called == [(conversation.id, ["self-harm"])]


async def test_what_is_said_to_a_person_is_noticed_once(desk: TestDesk, pages: Pages, reads: Reads) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Let me talk to a human")
    await desk.run_jobs()
    await desk.says(conversation, "My husband died, and the parcel is his")
    await desk.run_jobs()
    await desk.says(conversation, "He died in March, thank you")
    await desk.run_jobs()
    after = await desk.now(conversation)
    assert (after.moments, after.urgency, after.topic) == (("bereavement",), "P1", "shipping")
    assert pages.called == [(conversation.id, ["bereavement"])]
    assert [text for text in reads.read_so_far if "husband" in text] == ["My husband died, and the parcel is his"]
    events = desk.rows("SELECT data FROM event WHERE kind = 'noticed' ORDER BY id")
    assert [event["data"]["moments"] for event in events] == [["bereavement"]]


async def test_two_readers_at_once_page_once(desk: TestDesk, pages: Pages) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Let me talk to a human, I want to end it")
    assert desk.notice is not None
    first = await desk.notice(desk.tenant, conversation.id)
    again = await desk.notice(desk.tenant, conversation.id)
    assert ([one.slug for one in first], again) == (["self-harm"], ())
    assert len(pages.called) == 1


async def test_when_reading_fails_the_wish_is_granted_all_the_same(desk: TestDesk, pages: Pages, reads: Reads) -> None:
    reads.fails = True
    conversation = await desk.opened()
    await desk.says(conversation, "Let me talk to a human, I want to end it")
    with pytest.raises(RuntimeError):
        await desk.run_jobs()
    assert (await desk.now(conversation)).writer is not None
    reads.fails = False
    assert desk.notice is not None
    await desk.notice(desk.tenant, conversation.id)
    assert pages.called == [(conversation.id, ["self-harm"])]
