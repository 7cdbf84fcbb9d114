"""What would happen to this message? Decides as always and sends, keeps and promises nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation, State
from handrail.core.conversation.message import AuthorKind, Message, clean_text
from handrail.core.escalation.decision import Answer, Decision, HandOff
from handrail.core.escalation.facts import Facts
from handrail.core.escalation.noticed import about_a_p0
from handrail.core.ownership.promise import PromiseTerms, make_promise
from handrail.core.ownership.routing import Routing, route
from handrail.flows.decide import Decide
from handrail.flows.hand_off import need_of, roster_of
from handrail.flows.try_wording import TriedWording, TryWording
from handrail.ports import Clock, Desk, NewId
from handrail.ports.understanding import RulesInForce


@dataclass(frozen=True, slots=True)
class Trial:
    """`routing` and `promise` are what a hand-off would have said; None for the other outcomes."""

    decision: Decision
    facts: Facts
    routing: Routing | None = None
    promise: PromiseTerms | None = None
    wording: TriedWording | None = None  # None: nobody wanted to know


class TryMessage:
    def __init__(
        self, desk: Desk, decide_flow: Decide, clock: Clock, new_id: NewId, wording: TryWording | None = None
    ) -> None:
        self._desk, self._decide, self._clock, self._new_id = desk, decide_flow, clock, new_id
        self._wording = wording

    async def __call__(
        self,
        tenant: UUID,
        text: str,
        history: Sequence[tuple[AuthorKind, str]] = (),
        language: str | None = None,
        under: RulesInForce | None = None,
        *,
        worded: bool = False,
    ) -> Trial:
        """`history`: earlier messages, oldest first; `under`: rules to try instead of those in force; `worded`: a language
        model, where there is one, is asked for an answer's words, and costs what it costs. Raises MessageEmpty,
        MessageTooLong, MessageNotText."""
        conversation = self._conversation(language)
        spoken = [*history, (AuthorKind.CUSTOMER, clean_text(text))]
        thread = [self._message(n, kind, said) for n, (kind, said) in enumerate(spoken, start=1)]
        facts, decision = await self._decide.think(tenant, conversation, thread, under)
        if not isinstance(decision.outcome, HandOff):
            asked = worded and self._wording is not None and isinstance(decision.outcome, Answer)
            tried = await self._wording(tenant, facts, conversation, thread) if asked and self._wording else None
            return Trial(decision, facts, wording=tried)
        return await self._with_person(tenant, decision.outcome, decision, facts)

    async def _with_person(self, tenant: UUID, outcome: HandOff, decision: Decision, facts: Facts) -> Trial:
        async with self._desk.as_system(tenant) as work:
            roster = await roster_of(work)
            workspace = await work.people.workspace()
            topic = None if facts.topic is None else await work.topics.get(facts.topic.slug)
            waits = await work.decisions.recent_waits()
        language = None if facts.language == "und" else facts.language
        need = need_of(outcome, topic, roster, language=language, grave=about_a_p0(facts.moments or ()))
        now = self._clock()
        routing = route(roster, now, need)
        terms = make_promise(routing, roster, now, need=need, workspace_timezone=workspace.timezone, waits=waits)
        return Trial(decision, facts, routing, terms)

    def _conversation(self, language: str | None) -> Conversation:
        nobody = self._new_id()
        return Conversation(
            id=self._new_id(),
            customer=nobody,
            channel=Channel.CHAT,
            state=State.ASSISTANT,
            owner=nobody,
            opened_at=self._clock(),
            turn=1,
            language=language or "und",
        )

    def _message(self, seq: int, kind: AuthorKind, text: str) -> Message:
        return Message(self._new_id(), seq, kind, self._clock(), text)
