"""Any order of what customers, assistant, agents, sweeper and stop may do keeps the laws of a conversation."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from handrail.core.conversation import moves, spam
from handrail.core.conversation.blocking import is_blocked
from handrail.core.conversation.conversation import Channel, Conversation, ResolvedAs, State
from handrail.core.conversation.moves import IllegalMove

AGENTS = [UUID(int=n) for n in range(1, 5)]
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
agents = st.sampled_from(AGENTS)


class ConversationMachine(RuleBasedStateMachine):
    """`prepared` holds what the assistant thought of and has not said yet, with the fence and turn it started from."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.prepared: list[tuple[int, int]] = []
        self.silenced = False
        self.stopped = False
        self.promises = 0

    @initialize(owner=agents)
    def opens(self, owner: UUID) -> None:
        self.conversation = Conversation(
            id=uuid4(),
            customer=uuid4(),
            channel=Channel.CHAT,
            state=State.ASSISTANT,
            owner=owner,
            opened_at=self.now,
            deadline_at=self.now + QUARTER,
            deadline_kind="customer_silent",
        )

    def move(self, *args: object, name: str, **kwargs: object) -> bool:
        before = self.conversation
        try:
            self.conversation = getattr(moves if hasattr(moves, name) else spam, name)(before, *args, **kwargs)
        except IllegalMove:
            return False
        assert self.conversation.fence >= before.fence
        assert self.conversation.turn >= before.turn
        return True

    @rule(minutes=st.integers(0, 60 * 24 * 8))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def customer_speaks(self) -> None:
        before = self.conversation
        spoke = self.move(self.now, QUARTER, name="customer_spoke")
        assert spoke == (self.conversation.turn > before.turn)
        may = before.is_open and (before.wish_is_unmet or not is_blocked(before, self.now))
        assert spoke == may, "heard unless blocked; while they wait for a person, heard all the same"

    @rule()
    def customer_presses_the_button(self) -> None:
        before = self.conversation
        if self.move(self.now, name="person_wanted"):
            self.silenced = True
            assert self.conversation.writer is not None
        elif before.is_open:
            met, blocked = before.wish_met_at, before.blocked_at
            assert met is not None, "refused a person to somebody whom no person has answered"
            assert blocked is not None
            assert met >= blocked, "refused a person to somebody whom no person has answered since the block"

    @rule(days=st.integers(1, 90))
    def a_lead_blocks_the_customer(self, days: int) -> None:
        until = self.now + timedelta(days=days)
        self.conversation = replace(self.conversation, blocked_at=self.now, blocked_until=until)

    @rule()
    def a_lead_lifts_the_block(self) -> None:
        self.conversation = replace(self.conversation, blocked_at=None, blocked_until=None)

    @rule(by=agents)
    def a_person_calls_it_spam(self, by: UUID) -> None:
        before = self.conversation
        if self.move(by, self.now, open_promises=self.promises, name="marked_as_spam"):
            assert self.promises == 0, "closed over an open promise"
            assert not before.wish_is_unmet, "closed over an unmet wish"
            assert self.conversation.fence > before.fence, "what was prepared could still be said"

    @rule(by=agents)
    def it_was_no_spam(self, by: UUID) -> None:
        before = self.conversation
        if self.move(by, self.now, QUARTER, name="not_spam"):
            assert before.spam_at is not None
            assert self.conversation.owner == by == self.conversation.writer

    @rule(to=agents, missed=st.integers(0, 3))
    def a_person_gets_it(self, to: UUID, missed: int) -> None:
        if self.move(to, self.now + timedelta(seconds=90), missed=missed, name="handed_over"):
            self.promises = 1

    @rule()
    def assistant_thinks(self) -> None:
        if self.conversation.assistant_writes and not self.stopped:
            self.prepared.append((self.conversation.fence, self.conversation.turn))

    @precondition(lambda self: self.prepared)
    @rule(data=st.data())
    def assistant_says_what_it_thought_of(self, data: st.DataObject) -> None:
        fence, turn = data.draw(st.sampled_from(self.prepared))
        before = self.conversation
        if self.move(fence, turn, self.now, name="assistant_spoke"):
            assert not self.silenced, "spoke after the red button and before anybody gave back"
            assert before.writer is None, "spoke over a person"
            assert (fence, turn) == (before.fence, before.turn), "said something stale"

    @rule()
    def staff_stops_the_assistant(self) -> None:
        self.stopped = True

    @rule(by=agents)
    def a_person_takes_over(self, by: UUID) -> None:
        if self.move(by, self.now, QUARTER, name="taken_over"):
            assert self.conversation.owner == by == self.conversation.writer

    @rule(by=agents, to=agents)
    def a_person_hands_on(self, by: UUID, to: UUID) -> None:
        owner = self.conversation.owner
        if self.move(by, to, self.now + timedelta(seconds=90), name="offered_to"):
            assert self.conversation.owner == owner, "accountable until the receiver takes over"

    @rule(by=agents)
    def a_person_replies(self, by: UUID) -> None:
        if self.move(by, self.now, self.now + timedelta(hours=72), name="person_replied"):
            self.promises = 0
            assert not self.conversation.wish_is_unmet
            assert not self.conversation.has_unanswered_turn

    @rule(by=agents, data=st.data())
    def a_person_replies_to_what_they_had_seen(self, by: UUID, data: st.DataObject) -> None:
        before = self.conversation
        if before.turn == before.decided_turn:
            return
        turn = data.draw(st.integers(before.decided_turn + 1, before.turn))
        said_at = before.last_customer_at or self.now
        unseen = moves.Unseen(turn, said_at, said_at + QUARTER)
        if self.move(by, self.now, self.now + timedelta(hours=72), unseen=unseen, name="person_replied"):
            after = self.conversation
            assert after.has_unanswered_turn, "what nobody had seen is not answered"
            assert after.decided_turn == turn - 1
            assert (after.state, after.deadline_kind) == (State.HELD, "reply")
            if before.wish_is_unmet:
                assert after.wish_is_unmet == (before.wish_at is not None and before.wish_at >= said_at)

    @rule(by=agents)
    def a_person_waits_for_somebody_else(self, by: UUID) -> None:
        self.move(by, self.now, self.now + timedelta(days=1), name="waits_for_other")

    @rule(by=agents, owner=agents)
    def a_person_gives_back(self, by: UUID, owner: UUID) -> None:
        unmet = self.conversation.wish_is_unmet
        if self.move(by, owner, self.now, name="given_back"):
            assert not unmet, "gave back over an unmet wish"
            self.silenced = False

    @rule(how=st.sampled_from(ResolvedAs))
    def it_is_resolved(self, how: ResolvedAs) -> None:
        if self.move(how, self.now, timedelta(days=7), open_promises=self.promises, name="resolved"):
            assert self.promises == 0
            assert not self.conversation.wish_is_unmet

    @rule()
    def the_window_passes(self) -> None:
        before = self.conversation
        if self.move(self.now, open_promises=self.promises, name="closed"):
            assert before.state is State.RESOLVED
            assert before.closes_at is not None
            assert before.closes_at <= self.now

    @rule(owner=agents)
    def the_owners_shift_ends(self, owner: UUID) -> None:
        before = self.conversation
        if self.move(owner, name="owned_by"):
            assert replace(before, owner=owner, owner_absent_since=None) == self.conversation

    @invariant()
    def the_laws_hold(self) -> None:
        c = self.conversation
        assert c.owner in AGENTS, "exactly one accountable human"
        assert c.state is State.CLOSED or c.deadline_at is not None, "something is due next"
        if c.state is State.ASSISTANT:
            assert c.writer is None
        if c.state in (State.OFFERED, State.HELD):
            assert c.writer is not None
        if c.state is State.OFFERED:
            assert c.responder is not None
            assert c.lease_until is not None
        if c.wish_is_unmet:
            assert c.writer is not None, "an unmet wish silences the assistant"
            assert c.state not in (State.RESOLVED, State.CLOSED), "an unmet wish keeps it open"
        assert c.decided_turn <= c.turn
        assert c.spam_at is None or (c.state is State.CLOSED and c.spam_by is not None)


TestConversationMachine = ConversationMachine.TestCase
TestConversationMachine.settings = settings(max_examples=200, stateful_step_count=60, deadline=None)
