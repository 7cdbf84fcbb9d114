"""A playbook is driven on after a decision: tools are used, words are said once, a yes or a code is asked for, a person comes."""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.moves import (
    AssistantMustBeSilent,
    ConversationAlreadyClosed,
    FenceMoved,
    assistant_spoke,
)
from handrail.core.escalation.facts import PlaybookFact
from handrail.core.log.chain import Event
from handrail.core.playbooks.machine import (
    Answered,
    Calls,
    GoesOn,
    HandsOver,
    Judge,
    Next,
    NotDone,
    Said,
    advance,
    begin,
)
from handrail.core.playbooks.machine import Event as Happened
from handrail.core.playbooks.playbook import Playbook
from handrail.core.playbooks.run import Run, RunState
from handrail.core.tools.permit import NeedsApproval, NeedsIdentity, Refused
from handrail.flows import use_tool as used
from handrail.flows.ask_approval import AskApproval
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.gather import turn_of
from handrail.flows.playbook_evidence import evidence_of
from handrail.flows.playbook_heard import forbidden_playbook, zone_of
from handrail.flows.playbook_to_person import PlaybookToPerson
from handrail.flows.say_playbook import composed, once_said, said_key, say_words
from handrail.ports import Clock, Desk, NewId, NotFound, StoredDecision, Work
from handrail.ports.playbooks import Bookshelf, RunsOf

SEEN = 200  # messages in which what was told already is looked for
MOST_CALLS = 20  # between two words of the customer's


class SendCode(Protocol):
    """A code goes to a contact of the customer's, they are told so, and the conversation is saved. `act` follows when they
    gave it back."""

    def __call__(
        self, work: Work, conversation: Conversation, now: datetime
    ) -> Awaitable[tuple[Conversation, object]]: ...


@dataclass(frozen=True, slots=True)
class _At:
    """Where a decision stands: what it may do under, and the run as it was read."""

    decision: StoredDecision
    playbook: Playbook
    judge: Judge
    run: Run
    stored: Run | None  # as its row stands; None where it begins with this decision
    happened: Happened


class Act:
    """Safe to run again at any line: effects have a key, words have their decision's, and a run that moved meanwhile is left
    to whoever moved it."""

    def __init__(
        self,
        desk: Desk,
        shelf: Bookshelf,
        runs: RunsOf,
        use_tool: used.UseTool,
        to_person: PlaybookToPerson,
        clock: Clock,
        new_id: NewId,
        *,
        ask_approval: AskApproval,
        send_code: SendCode,
        forbid: ForbidPhrases | None = None,
    ) -> None:
        self._desk, self._shelf, self._runs, self._use_tool = desk, shelf, runs, use_tool
        self._ask_approval, self._send_code, self._to_person = ask_approval, send_code, to_person
        self._clock, self._new_id, self._forbid = clock, new_id, forbid

    async def __call__(self, tenant: UUID, decision: UUID) -> None:
        at = await self._begin(tenant, decision)
        if at is None:
            return
        run, after = advance(at.playbook, at.run, at.happened, at.judge)
        for _ in range(MOST_CALLS):
            if not isinstance(after, Calls):
                break
            stored = await self._before_the_call(tenant, at, run)
            if stored is None:
                return
            at = replace(at, stored=stored)
            happened = await self._called(tenant, at, stored, after)
            if happened is None:
                return
            if isinstance(happened, HandsOver):
                run, after = replace(stored, state=RunState.HANDED_OVER, because=happened.because), happened
                break
            run, after = advance(at.playbook, stored, happened, at.judge)
        else:
            why = f"“{at.playbook.name}” used tools {MOST_CALLS} times and came to no end."
            run, after = replace(run, state=RunState.HANDED_OVER, because=why), HandsOver(why)
        await self._settle(tenant, at, run, after)

    async def _begin(self, tenant: UUID, decision: UUID) -> _At | None:
        """None where nothing is to be done any more: said, over, or the conversation moved on."""
        async with self._desk.as_system(tenant) as work:
            decided = await work.decisions.get(decision)
            current = await work.conversations.get(decided.conversation, lock=True)
            if await work.conversations.already_said(current.id, said_key(decision)) is not None:
                return None
            fact = None if decided.facts is None else decided.facts.playbook
            if decided.kind != "act" or fact is None or decided.facts is None:
                return None
            if (why := _moved(current, decided, self._clock())) is not None:
                await self._dropped(work, decided, why)
                return None
            run = await self._run(work, fact.run or decision)
            if run is not None and run.state.is_over:
                return None
            shelf = await self._shelf.within(work, int(fact.version))
            playbook = shelf.playbooks.get(fact.slug)
            if playbook is None:
                await self._to_person(work, current, fact, f"The playbook “{fact.slug}” is not there any more.")
                return None
            judge = shelf.judges[fact.slug]
            if run is None:
                begun = await self._fresh(work, current, decided, playbook, fact)
                now = _there(self._clock(), begun.timezone)
                return _At(decided, playbook, judge, begun, None, GoesOn(now))
            return _At(decided, playbook, judge, run, run, _happened(run, decided, fact, self._clock()))

    async def _run(self, work: Work, run: UUID) -> Run | None:
        try:
            return await self._runs(work).get(run)
        except NotFound:
            return None

    async def _fresh(
        self, work: Work, current: Conversation, decided: StoredDecision, playbook: Playbook, fact: PlaybookFact
    ) -> Run:
        """It knows what the customer said already, in this conversation."""
        zone, customer = await zone_of(work, current.customer)
        thread = await work.conversations.latest_messages(current.id, SEEN)
        earlier = turn_of(thread, current.decided_turn).earlier
        theirs = [one.text for one in earlier if one.author.value == "customer" and one.text]
        text = "" if decided.facts is None else decided.facts.text
        said = Said(text, _there(self._clock(), zone), decided.turn)
        language = _language(playbook, current.language, None if customer is None else customer.language)
        return begin(playbook, decided.id, current.id, fact.version, said, theirs, zone, language)

    async def _before_the_call(self, tenant: UUID, at: _At, run: Run) -> Run | None:
        """The run is kept as it stands before the tool is used, so that whoever comes after a crash finds it there."""
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(run.conversation, lock=True)
            if (why := _moved(current, at.decision, self._clock())) is not None:
                await self._dropped(work, at.decision, why)
                return None
            forbids = await forbidden_playbook(work, at.playbook, current, run.language, self._clock())
            if forbids is not None:
                await self._to_person(work, current, at.decision, f"It may not go on any more: {forbids}", run)
                return None
            return await self._keep(work, at, run)

    async def _keep(self, work: Work, at: _At, run: Run) -> Run | None:
        """None where somebody else moved it meanwhile. One that begins takes the place of one whose question was open."""
        runs, now = self._runs(work), self._clock()
        if at.stored is None:
            for other in await runs.open(run.conversation):
                if other.id != run.id and other.state is not RunState.WAITING:
                    left = replace(other, state=RunState.LEFT, because=f"The customer turned to “{at.playbook.name}”.")
                    await runs.save(left, now)
            if not await runs.begin(run, now):
                return None
            data = {"run": str(run.id), "playbook": run.playbook, "version": run.version}
            await work.record(Event("playbook_begun", "assistant", now, data, run.conversation))
            return run
        standing = await runs.get(run.id, lock=True)
        if standing != at.stored:
            return None
        await runs.save(run, now)
        return run

    async def _called(self, tenant: UUID, at: _At, run: Run, call: Calls) -> Happened | HandsOver | None:
        """What the tool said, or None where the run waits for somebody now."""
        intent = used.Intent(
            conversation=run.conversation,
            tool=call.tool,
            arguments=call.arguments,
            origin=run.id,
            step=call.visit,
            fence=at.decision.fence,
            decision=at.decision.id,
            run=run.id,
            approval=run.approval,
        )
        match await self._use_tool(tenant, intent):
            case used.Done(effect):
                return Answered(effect.answer or {}, _there(self._clock(), run.timezone))
            case used.NotDone(because):
                return NotDone(because, _there(self._clock(), run.timezone))
            case used.InDoubt(effect):
                return HandsOver(
                    f"Whether “{effect.tool}” was done is not known: look there before anything is tried again."
                )
            case used.Blocked(verdict):
                return await self._blocked(tenant, at, run, call, verdict)
            case used.MovedOn(because):
                async with self._desk.as_system(tenant) as work:
                    await self._dropped(work, at.decision, because)
                return None

    async def _blocked(
        self, tenant: UUID, at: _At, run: Run, call: Calls, verdict: NeedsApproval | NeedsIdentity | Refused
    ) -> HandsOver | None:
        match verdict:
            case NeedsApproval():
                await self._ask_a_person(tenant, at, run, call, verdict)
                return None
            case NeedsIdentity():
                await self._ask_who(tenant, at, run)
                return None
            case Refused(because):
                return HandsOver(because)

    async def _ask_a_person(self, tenant: UUID, at: _At, run: Run, call: Calls, needs: NeedsApproval) -> None:
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(run.conversation, lock=True)
            tool = await work.tools.get(call.tool)
            if (why := _moved(current, at.decision, now)) is not None or tool is None:
                await self._dropped(work, at.decision, why or "The tool is not here any more.")
                return
            spoken = assistant_spoke(current, at.decision.fence, at.decision.turn, now)
            words = composed(at.playbook, run, call)
            if words.text and not words.missing:
                spoken = await say_words(work, spoken, at.decision.id, words.text, run, self._new_id, now)
            evidence = await evidence_of(work, at.playbook, run)
            rule = f"{at.playbook.slug}/{run.version}: {call.step}"
            spoken, asked = await self._ask_approval.within(
                work,
                spoken,
                run.id,
                call.visit,
                tool,
                dict(call.arguments),
                needs.because,
                rule,
                evidence,
                needs.people,
                now,
            )
            waiting = replace(once_said(run), state=RunState.APPROVAL, approval=asked.id)
            await self._keep(work, at, waiting)

    async def _ask_who(self, tenant: UUID, at: _At, run: Run) -> None:
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(run.conversation, lock=True)
            if (why := _moved(current, at.decision, now)) is not None:
                await self._dropped(work, at.decision, why)
                return
            if await self._keep(work, at, replace(run, state=RunState.IDENTITY)) is not None:
                await self._send_code(work, current, now)

    async def _settle(self, tenant: UUID, at: _At, run: Run, after: Next) -> None:
        """What it says, and the run as it is afterwards, in one: neither without the other."""
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(run.conversation, lock=True)
            if await work.conversations.already_said(current.id, said_key(at.decision.id)) is not None:
                return
            if (why := _moved(current, at.decision, now)) is not None:
                await self._dropped(work, at.decision, why)
                return
            words = composed(at.playbook, run, after)
            refused = await self._refused(work, at, run, current, words.text, words.missing, now)
            if refused is not None:
                await self._to_person(work, current, at.decision, refused, run, begun=at.stored is None)
                return
            if await self._keep(work, at, run if isinstance(after, HandsOver) else once_said(run)) is None:
                return
            spoken = assistant_spoke(current, at.decision.fence, at.decision.turn, now)
            if words.text:
                spoken = await say_words(work, spoken, at.decision.id, words.text, run, self._new_id, now)
            if isinstance(after, HandsOver):
                await self._to_person(work, spoken, at.decision, after.because, run)
            elif not words.text:
                await work.conversations.save(spoken)
            if run.state is RunState.DONE:
                data = {"run": str(run.id), "playbook": run.playbook, "version": run.version}
                await work.record(Event("playbook_done", "assistant", now, data, run.conversation))

    async def _refused(
        self,
        work: Work,
        at: _At,
        run: Run,
        current: Conversation,
        text: str,
        missing: tuple[str, ...],
        now: datetime,
    ) -> str | None:
        """In words, why this may not be said; None when it may."""
        if missing:
            return f"Its words need {', '.join(missing)}, which nobody gave."
        forbids = await forbidden_playbook(work, at.playbook, current, run.language, now)
        if forbids is not None:
            return f"It may not go on any more: {forbids}"
        found = () if self._forbid is None or not text else await self._forbid.within(work, current, text)
        return f"“{found[0].words}” is never said in this moment: {found[0].name}." if found else None

    async def _dropped(self, work: Work, decided: StoredDecision, why: str) -> None:
        data: Mapping[str, Any] = {"decision": str(decided.id), "why": why}
        await work.record(Event("answer_dropped", "assistant", self._clock(), data, decided.conversation))


def _moved(current: Conversation, decided: StoredDecision, now: datetime) -> str | None:
    try:
        assistant_spoke(current, decided.fence, decided.turn, now)
    except (AssistantMustBeSilent, ConversationAlreadyClosed, FenceMoved) as why:
        return str(why)
    return None


def _happened(run: Run, decided: StoredDecision, fact: PlaybookFact, now: datetime) -> Happened:
    """A turn is read once: what was read before a crash is not read again."""
    there = _there(now, run.timezone)
    if fact.how in ("fills", "again") and run.turn < decided.turn and decided.facts is not None:
        return Said(decided.facts.text, there, decided.turn)
    return GoesOn(there)


def _there(now: datetime, zone: str) -> datetime:
    return now.astimezone(ZoneInfo(zone))


def _language(playbook: Playbook, *codes: str | None) -> str:
    """The first that it is written in, else English, else the first it has."""
    known = [code.partition("-")[0] for code in codes if code and code != "und"]
    written = (code for code in (*known, "en", *playbook.languages) if code in playbook.languages)
    return next(written, "en")
