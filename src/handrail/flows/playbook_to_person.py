"""Where a playbook cannot or may not go on, a person gets the conversation, with what was asked and done so far."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.decide import RULES_VERSION, decide
from handrail.core.escalation.decision import HandOff
from handrail.core.escalation.facts import Facts, PlaybookFact
from handrail.core.log.chain import Event
from handrail.core.playbooks.run import Run, RunState
from handrail.core.understanding.wants_person import LEXICON_VERSION
from handrail.flows.hand_off import HandOver
from handrail.ports import Clock, NewId, StoredDecision, Work
from handrail.ports.playbooks import RunsOf


class PlaybookToPerson:
    def __init__(self, hand_over: HandOver, runs: RunsOf, clock: Clock, new_id: NewId) -> None:
        self._hand_over, self._runs, self._clock, self._new_id = hand_over, runs, clock, new_id

    async def __call__(
        self,
        work: Work,
        current: Conversation,
        of: StoredDecision | PlaybookFact,
        because: str,
        run: Run | None = None,
        *,
        begun: bool = False,
    ) -> Conversation:
        """Under the caller's lock. `begun`: the run has no row yet. The decision replays from its facts."""
        now = self._clock()
        fact = of if isinstance(of, PlaybookFact) else None if of.facts is None else of.facts.playbook
        assert fact is not None  # a run comes from a decision that names its playbook
        if run is not None:
            over = replace(run, state=RunState.HANDED_OVER, because=because, wake_at=None, due=None)
            if begun:
                await self._runs(work).begin(over, now)
            else:
                await self._runs(work).save(over, now)
        text, language = ("", current.language) if isinstance(of, PlaybookFact) else _said(of, current)
        facts = resumed_facts(current, replace(fact, how="hands_over", because=because), text, language)
        decision = decide(facts)
        assert isinstance(decision.outcome, HandOff)  # core, property-tested
        decision_id = self._new_id()
        await work.decisions.keep(decision_id, current, facts, decision, now)
        await work.record(decided_again(current, decision_id, decision.kind, decision.rule, facts, now))
        return await self._hand_over(work, current, decision_id, facts, decision, decision.outcome)


def _said(of: StoredDecision, current: Conversation) -> tuple[str, str]:
    return ("", current.language) if of.facts is None else (of.facts.text, of.facts.language)


def resumed_facts(current: Conversation, fact: PlaybookFact, text: str = "", language: str | None = None) -> Facts:
    """Facts of a turn that is not the customer's: the playbook's own."""
    return Facts(
        text=text,
        language=language or current.language,
        language_confidence=1.0,
        channel=current.channel.value,
        person_writes=current.writer is not None,
        wish=None,
        small_talk=None,
        evidence=None,
        topic=None,
        stopped_by=None,
        playbook=fact,
        versions={"rules": RULES_VERSION, "lexicon": LEXICON_VERSION, "playbooks": fact.version},
    )


def decided_again(current: Conversation, decision: UUID, kind: str, rule: str, facts: Facts, now: datetime) -> Event:
    data = {
        "decision": str(decision),
        "kind": kind,
        "rule": rule,
        "turn": current.turn,
        "fence": current.fence,
        "versions": facts.versions,
    }
    return Event("decided", "assistant", now, data, current.id)
