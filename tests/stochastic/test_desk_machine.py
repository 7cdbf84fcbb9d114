"""A whole desk on a real database, driven by customers, assistant, agents, sweeper and stops in any order."""

import asyncio
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import uuid_utils.compat as uuids
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.message import AuthorKind
from handrail.core.conversation.moves import IllegalMove
from handrail.flows.reply import AsksWhatIsKnown
from handrail.flows.stop import StopAssistant
from handrail.ports import NewStop, NotFound
from handrail.storage.administration import setup_within
from handrail.storage.keys import Keys
from handrail.storage.promises import check_promises
from handrail.storage.sealer import Sealer
from tests.desk import TestDesk, small_desk

AGENTS = ("ana", "ben", "chi", "lea")
SAYINGS = (
    "Do you ship to Norway?",
    "And my harpsichord?",
    "When is my refund?",
    "Let me talk to a human",
    "hi",
    "thanks",
)
agents = st.sampled_from(AGENTS)


class DeskMachine(RuleBasedStateMachine):
    def __init__(self, dsn: str, heads: Path) -> None:
        super().__init__()
        self.dsn, self.heads = dsn, heads
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()
        self.stops: list[Any] = []

    @initialize()
    def the_desk_opens(self) -> None:
        self.desk: TestDesk = self.run(self.stack.enter_async_context(small_desk(self.dsn)))
        self.stop = StopAssistant(self.desk.desk, setup_within, self.desk.clock, uuids.uuid7)
        self.conversations: list[Conversation] = [self.run(self.desk.opened()) for _ in range(2)]
        self.sealer = Sealer(self.desk.door, Keys(bytes(32)), self.heads, self.desk.clock)

    def run(self, what: Any) -> Any:
        return self.runner.run(what)

    def attempt(self, what: Any) -> None:
        with suppress(IllegalMove, NotFound, AsksWhatIsKnown):
            self.run(what)

    def teardown(self) -> None:
        try:
            if hasattr(self, "sealer"):
                self.check()
        finally:
            self.run(self.stack.aclose())
            self.runner.close()

    def check(self) -> None:
        self.run(self.desk.run_jobs())
        self.run(self.desk.escalate_late(self.desk.tenant))
        self.run(self.sealer.seal(self.desk.tenant))
        now = self.desk.clock()
        reports = self.run(check_promises(self.desk.door, self.desk.tenant, now, sealer=self.sealer))
        broken = [(r.promise.value, p.part, p.first) for r in reports for p in r.parts if p.violations]
        assert broken == []

    def one(self, index: int) -> Conversation:
        return self.run(self.desk.now(self.conversations[index]))

    @rule(index=st.integers(0, 1), text=st.sampled_from(SAYINGS))
    def a_customer_writes(self, index: int, text: str) -> None:
        conversation = self.one(index)
        if conversation.state is State.CLOSED:
            self.conversations[index] = self.run(self.desk.opened())
        self.run(self.desk.says(self.conversations[index], text))

    @rule(index=st.integers(0, 1))
    def a_customer_presses_the_button(self, index: int) -> None:
        conversation = self.conversations[index]
        self.attempt(self.desk.press_button(self.desk.tenant, conversation.id, conversation.customer))

    @rule()
    def the_worker_works(self) -> None:
        self.run(self.desk.run_jobs())

    @rule(index=st.integers(0, 1))
    def the_assistant_decides_and_its_words_are_late(self, index: int) -> None:
        self.run(self.desk.decide(self.desk.tenant, self.conversations[index].id))

    @rule(index=st.integers(0, 1), by=agents)
    def a_person_takes_over(self, index: int, by: str) -> None:
        self.attempt(self.desk.take_over(self.desk.tenant, self.conversations[index].id, self.desk.people[by]))

    @rule(index=st.integers(0, 1), by=agents, seen=st.none() | st.integers(0, 12))
    def a_person_replies(self, index: int, by: str, seen: int | None) -> None:
        where, who = self.conversations[index].id, self.desk.people[by]
        text = "Here is what I found."
        self.attempt(self.desk.reply(self.desk.tenant, where, who, text, uuid4().hex, seen_seq=seen))

    @rule(index=st.integers(0, 1), by=agents)
    def a_person_gives_back(self, index: int, by: str) -> None:
        where = self.conversations[index].id
        self.attempt(self.desk.take_over.give_back(self.desk.tenant, where, self.desk.people[by]))

    @rule(index=st.integers(0, 1), by=agents, to=agents)
    def a_person_hands_on(self, index: int, by: str, to: str) -> None:
        people, where = self.desk.people, self.conversations[index].id
        self.attempt(self.desk.take_over.hand_to(self.desk.tenant, where, people[by], people[to]))

    @rule(index=st.integers(0, 1), by=agents)
    def a_person_resolves(self, index: int, by: str) -> None:
        where = self.conversations[index].id
        self.attempt(self.desk.close.resolve(self.desk.tenant, where, self.desk.people[by]))

    @rule(who=agents, presence=st.sampled_from(["available", "away", "offline"]))
    def somebody_comes_or_goes(self, who: str, presence: str) -> None:
        self.desk.rows("UPDATE person SET presence = %s WHERE id = %s", presence, self.desk.people[who])
        self.run(self.desk.escalate_late(self.desk.tenant))

    @rule(by=agents)
    def somebody_stops_the_assistant(self, by: str) -> None:
        new = NewStop("everything", "", "something is wrong")
        self.stops.append(self.run(self.stop.put(self.desk.tenant, self.desk.people[by], new)))

    @rule()
    def the_lead_lifts_a_stop(self) -> None:
        if self.stops:
            self.run(self.stop.lift(self.desk.tenant, self.desk.people["lea"], self.stops.pop()))

    @rule(minutes=st.sampled_from([1, 3, 20, 60 * 25, 60 * 24 * 9]))
    def time_passes_and_the_sweeper_comes(self, minutes: int) -> None:
        self.desk.clock.forward(minutes=minutes)
        self.run(self.desk.escalate_late(self.desk.tenant))
        self.run(self.desk.escalate_late(self.desk.tenant))

    @invariant()
    def after_the_button_the_assistant_is_silent_until_somebody_gives_back(self) -> None:
        for conversation in self.conversations:
            events = self.desk.rows(
                """SELECT kind, data FROM event WHERE conversation_id = %s ORDER BY id""", conversation.id
            )
            silenced = False
            for event in events:
                wished = event["kind"] == "message_received" and "wish" in event["data"]
                if event["kind"] == "person_wanted" or wished:
                    silenced = True
                elif event["kind"] == "given_back":
                    silenced = False
                assert not (silenced and event["kind"] == "assistant_said")

    @invariant()
    def somebody_is_accountable_and_something_is_due(self) -> None:
        wrong = self.desk.rows(
            """SELECT c.id FROM conversation c JOIN person p ON p.tenant = c.tenant AND p.id = c.owner_id
               WHERE c.tenant = %s AND c.state <> 'closed' AND (p.gone OR c.deadline_at IS NULL)""",
            self.desk.tenant,
        )
        assert wrong == []

    @invariant()
    def every_answer_rests_on_a_decision_with_the_turn_it_answers(self) -> None:
        wrong = self.desk.rows(
            """SELECT m.id FROM message m LEFT JOIN decision d ON d.tenant = m.tenant AND d.id = m.decision_id
               WHERE m.tenant = %s AND m.author_kind = %s AND (d.id IS NULL OR d.turn <> m.turn OR d.kind <> 'answer')""",
            self.desk.tenant,
            AuthorKind.ASSISTANT.value,
        )
        assert wrong == []


@pytest.mark.slow
def test_any_order_of_what_people_and_machines_do_keeps_the_promises(dsn: str, tmp_path: Path) -> None:
    run_state_machine_as_test(
        lambda: DeskMachine(dsn, tmp_path / "heads.jsonl"),
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a step is a transaction: shrinking takes minutes
            report_multiple_bugs=False,
        ),
    )
