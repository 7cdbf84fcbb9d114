"""A person gets the conversation: routed, promised, packed and told to the customer, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.conversation.moves import handed_over
from handrail.core.escalation.decide import RULES_VERSION, decide
from handrail.core.escalation.decision import URGENT, Decision, HandOff, Route
from handrail.core.escalation.facts import Facts, MomentFact, WishFact
from handrail.core.escalation.moments.moment import GRAVEST
from handrail.core.log.chain import Event
from handrail.core.ownership.accountable import Link
from handrail.core.ownership.lease import LeasePolicy, lease_for
from handrail.core.ownership.person import Person, Roster
from handrail.core.ownership.promise import PromisePolicy, PromiseTerms, make_promise
from handrail.core.ownership.routing import Need, Routing, reserve_deadline, route
from handrail.core.understanding.wants_person import LEXICON_VERSION, find_wish
from handrail.flows.pack import pack
from handrail.ports import Clock, Customer, Desk, Job, NewHandoff, NewId, NewMessage, NewPromise, Topic, Work

FIRST_REPLY = "first_reply"
UNROUTED = "hand_off"  # the deadline kind of a conversation silenced by a wish and not yet with its best person


async def roster_of(work: Work) -> Roster:
    people, teams = await work.people.roster()
    return Roster(tuple(people), tuple(teams))


async def say_text(
    work: Work,
    conversation: Conversation,
    message: UUID,
    text_id: str,
    slots: Mapping[str, Any],
    now: datetime,
    decision: UUID | None = None,
) -> tuple[Conversation, Message]:
    """A catalogue text from `system`; the only words besides quoted ones that no person wrote."""
    spoken = NewMessage(message, AuthorKind.SYSTEM, now, text_id=text_id, slots=slots, decision=decision)
    conversation, kept = await work.conversations.append(conversation, spoken)
    data = {"message": str(message), "seq": kept.seq, "text": text_id}
    await work.record(Event("system_said", "system", now, data, conversation.id))
    if conversation.channel.value == "email":
        await work.decisions.claim(message, conversation.id, "email", now)
        await work.enqueue(Job("mail", work.tenant, conversation.id, more={"message": str(message)}))
    return conversation, kept


class SayFirst(Protocol):
    """What the customer reads before the promise."""

    async def within(
        self, work: Work, conversation: Conversation, moments: Sequence[MomentFact], now: datetime, decision: UUID
    ) -> Conversation: ...


class Running(Protocol):
    """What runs in a conversation since a moment came, in words for the packet."""

    async def in_words(self, work: Work, conversation: Conversation) -> tuple[str, ...]: ...


class Ring(Protocol):
    """The alarm about a P0 moment, which rings for as long as nobody holds the conversation."""

    async def offered(
        self,
        work: Work,
        conversation: Conversation,
        called: Person | None,
        moments: Sequence[MomentFact],
        now: datetime,
    ) -> datetime: ...

    async def tried(self, work: Work, conversation: UUID) -> tuple[UUID, ...]: ...


class SoFar(Protocol):
    """The moments that were noticed earlier in a conversation."""

    async def of(self, work: Work, conversation: Conversation) -> tuple[MomentFact, ...]: ...


class EndRuns(Protocol):
    """Playbooks at work end where a person takes over; what they asked and did goes into the packet."""

    async def within(
        self, work: Work, conversation: Conversation, because: str, now: datetime
    ) -> Sequence[Mapping[str, Any]]: ...


class HandOver:
    """The steps inside somebody else's transaction; the conversation is locked by the caller."""

    def __init__(
        self,
        clock: Clock,
        new_id: NewId,
        leases: LeasePolicy | None = None,
        promises: PromisePolicy | None = None,
        *,
        say_first: SayFirst | None = None,
        running: Running | None = None,
        ring: Ring | None = None,
        so_far: SoFar | None = None,
        summarise: bool = False,
        end_runs: EndRuns | None = None,
    ) -> None:
        """`summarise`: a model is asked for the packet's summary afterwards, outside this transaction."""
        self._summarise = summarise
        self._clock, self._new_id, self._say_first, self._running = clock, new_id, say_first, running
        self._ring, self._so_far, self._end_runs = ring, so_far, end_runs
        self._leases, self._promises = leases or LeasePolicy(), promises or PromisePolicy()

    async def __call__(
        self,
        work: Work,
        conversation: Conversation,
        decision_id: UUID,
        facts: Facts,
        decision: Decision,
        outcome: HandOff,
        *,
        exclude: frozenset[UUID] = frozenset(),
        missed: int = 0,
        prefer: UUID | None = None,
    ) -> Conversation:
        now = self._clock()
        customer = await work.people.customer(conversation.customer)
        conversation = in_a_language(conversation, facts, customer)
        await work.people.take_turn_routing()
        roster = await roster_of(work)
        need = await self._need(work, conversation, outcome, exclude, roster, prefer)
        routing = route(roster, now, need)
        terms = await self._terms(work, conversation, routing, roster, need, customer)
        lease_until = await self._lease_until(work, conversation, routing, roster, need, facts, now)
        after = handed_over(conversation, routing.person.id, lease_until, missed=missed)
        after = await self._promise(work, after, terms, now)
        if self._say_first is not None:
            after = await self._say_first.within(work, after, facts.moments or (), now, decision_id)
        message = self._new_id()
        slots = {**promise_slots(terms), **_passed_on(conversation, roster, routing, missed)}
        after, _ = await say_text(work, after, message, terms.text_id, slots, now, decision_id)
        clocks = () if self._running is None else await self._running.in_words(work, after)
        runs = () if self._end_runs is None else await self._end_runs.within(work, after, decision.reason, now)
        packet = await pack(work, after, self._new_id(), facts, decision, outcome, terms, customer, now, clocks, runs)
        handoff = NewHandoff(
            self._new_id(),
            routing.person.id,
            outcome.reason.value,
            decision.reason,
            _explained(routing),
            packet,
            message,
            decision_id,
            now,
        )
        await work.decisions.hand_off(after, handoff)
        if self._summarise:
            await work.enqueue(Job("summarise", work.tenant, after.id, more={"handoff": str(handoff.id)}))
        await work.conversations.save(after)
        await work.record(_event(conversation, after, handoff, routing, now))
        return after

    async def moments_so_far(self, work: Work, conversation: Conversation) -> tuple[MomentFact, ...] | None:
        """Whoever gets it next is told what was noticed before. None where nothing was."""
        return None if self._so_far is None else await self._so_far.of(work, conversation) or None

    async def _need(
        self,
        work: Work,
        conversation: Conversation,
        outcome: HandOff,
        exclude: frozenset[UUID],
        roster: Roster,
        prefer: UUID | None,
    ) -> Need:
        topic = None if conversation.topic is None else await work.topics.get(conversation.topic)
        previous = await work.decisions.last_handoff(conversation.id)
        grave = conversation.urgency == GRAVEST
        return need_of(
            outcome,
            topic,
            roster,
            language=None if conversation.language == "und" else conversation.language,
            stick_to=prefer or (None if previous is None or previous.person in exclude else previous.person),
            exclude=exclude,
            grave=grave,
            tried=await self._ring.tried(work, conversation.id) if grave and self._ring is not None else (),
        )

    async def _terms(
        self,
        work: Work,
        conversation: Conversation,
        routing: Routing,
        roster: Roster,
        need: Need,
        customer: Customer,
    ) -> PromiseTerms:
        workspace = await work.people.workspace()
        return make_promise(
            routing,
            roster,
            self._clock(),
            need=need,
            workspace_timezone=workspace.timezone,
            waits=await work.decisions.recent_waits(),
            customer_timezone=customer.timezone,
            reached_by=conversation.channel,
            policy=self._promises,
            no_later_than=await self._promised_before(work, conversation),
        )

    async def _promised_before(self, work: Work, conversation: Conversation) -> datetime | None:
        promised = await work.decisions.open_promises(conversation.id)
        return min((one.due_at for one in promised if one.what == FIRST_REPLY), default=None)

    async def _lease_until(
        self,
        work: Work,
        conversation: Conversation,
        routing: Routing,
        roster: Roster,
        need: Need,
        facts: Facts,
        now: datetime,
    ) -> datetime:
        """Whoever is on call has a P0 conversation until the next one is paged."""
        lease = lease_for(conversation.channel, need.urgent, self._leases)
        if need.grave and self._ring is not None:
            called = routing.person if routing.person.on_call or routing.link is Link.ON_CALL else None
            next_page = await self._ring.offered(work, conversation, called, facts.moments or (), now)
            if called is not None:
                return next_page
        if routing.person.reserve:
            return reserve_deadline(roster, now, need, self._promises.acknowledge)
        return now + lease

    async def _promise(self, work: Work, after: Conversation, terms: PromiseTerms, now: datetime) -> Conversation:
        """One open promise of a first reply at a time; an earlier one is renewed with the new name and time."""
        for promise in await work.decisions.open_promises(after.id):
            if promise.what == FIRST_REPLY:
                await work.decisions.settle_promise(promise.id, "renewed", now)
        made = NewPromise(
            self._new_id(),
            FIRST_REPLY,
            terms.due_at,
            terms.owner,
            terms.fallback_owner,
            after.channel.value,
            now,
        )
        await work.decisions.promise(after.id, made)
        await work.record(_promised(after, made, now))
        return after


def need_of(
    outcome: HandOff,
    topic: Topic | None,
    roster: Roster,
    *,
    language: str | None,
    stick_to: UUID | None = None,
    exclude: frozenset[UUID] = frozenset(),
    grave: bool = False,
    tried: tuple[UUID, ...] = (),
) -> Need:
    """Whom it asks for: what a moment or a rule would rather have, where anybody here has it, else what the topic says. A
    P0 moment (`grave`) asks for what it needs itself: what else was talked about says nothing of who can help."""
    topic = None if grave else topic
    wanted = outcome.route or Route()
    skills = {skill.casefold() for person in roster.people for skill in person.skills}
    skill = wanted.skill if wanted.skill is not None and wanted.skill.casefold() in skills else None
    team = next((one.id for one in roster.teams if wanted.team and one.name.casefold() == wanted.team.casefold()), None)
    return Need(
        skill=skill or (None if topic is None else topic.skill),
        language=language,
        team=team or (None if topic is None else topic.team),
        stick_to=stick_to,
        urgent=grave or outcome.reason in URGENT or wanted.urgent,
        exclude=exclude,
        grave=grave,
        tried=tried,
    )


def in_a_language(conversation: Conversation, facts: Facts, customer: Customer) -> Conversation:
    """A wish is answered before anything has read the language: then in that of its words, else the customer's own."""
    if conversation.language != "und":
        return conversation
    known = facts.language if facts.language not in ("und", "") else customer.language
    return replace(conversation, language=known or "und")


def promise_slots(terms: PromiseTerms) -> dict[str, str]:
    """What the promise's catalogue text fills in."""
    slots = terms.slots
    return {
        "name": slots.name,
        "date": slots.date.isoformat(),
        "time": slots.time.strftime("%H:%M"),
        "timezone": slots.timezone,
    }


def _passed_on(before: Conversation, roster: Roster, routing: Routing, missed: int) -> dict[str, str]:
    """Who was promised and did not take it: a customer who reads another name is told why."""
    previous = roster.person(before.owner)
    if missed <= before.lease_missed or previous is None or previous.id == routing.person.id:
        return {}
    return {"previous": previous.name}


def _explained(routing: Routing) -> dict[str, Any]:
    return {
        "explanation": routing.explanation,
        "link": routing.link.value,
        "ranked": [
            {
                "person": str(c.person_id),
                "name": c.name,
                "eligible": c.eligible,
                "because": c.because,
                "score": asdict(c.score),
            }
            for c in routing.ranked
        ],
    }


def _event(before: Conversation, after: Conversation, handoff: NewHandoff, routing: Routing, now: datetime) -> Event:
    data = {
        "handoff": str(handoff.id),
        "decision": str(handoff.decision),
        "reason": handoff.reason_code,
        "from_owner": str(before.owner),
        "to": str(handoff.person),
        "link": routing.link.value,
        "fence": after.fence,
        "missed": after.lease_missed,
    }
    return Event("handed_off", "system", now, data, after.id)


def _promised(after: Conversation, made: NewPromise, now: datetime) -> Event:
    data = {
        "promise": str(made.id),
        "what": made.what,
        "due_at": made.due_at.isoformat(),
        "owner": str(made.owner),
    }
    return Event("promised", "system", now, data, after.id)


class AnswerWish:
    """The red button, or the wish in words: a person, in the same turn, whatever else is broken."""

    def __init__(self, desk: Desk, hand_over: HandOver, clock: Clock, new_id: NewId) -> None:
        self._desk, self._hand_over, self._clock, self._new_id = desk, hand_over, clock, new_id

    async def __call__(self, tenant: UUID, conversation: UUID) -> Conversation:
        """Hands over what `receive` or the button silenced. Changes nothing when a person has it already."""
        async with self._desk.as_system(tenant) as work:
            return await self.within(work, await work.conversations.get(conversation, lock=True))

    async def within(self, work: Work, current: Conversation) -> Conversation:
        if not current.wish_is_unmet or current.deadline_kind != UNROUTED or current.state is not State.OFFERED:
            return current
        thread = await work.conversations.latest_messages(current.id, 20)
        facts = replace(wish_facts(current, thread), moments=await self._hand_over.moments_so_far(work, current))
        decision = decide(facts)
        assert isinstance(decision.outcome, HandOff)  # a wish is always granted: core, property-tested
        decision_id = self._new_id()
        now = self._clock()
        await work.decisions.keep(decision_id, current, facts, decision, now)
        data = {
            "decision": str(decision_id),
            "kind": decision.kind,
            "rule": decision.rule,
            "turn": current.turn,
        }
        await work.record(Event("decided", "assistant", now, data, current.id))
        # A wish is granted before anything else of the message was read, and something else may stand in it.
        await work.enqueue(Job("notice", work.tenant, current.id))
        return await self._hand_over(work, current, decision_id, facts, decision, decision.outcome)


def wish_facts(conversation: Conversation, thread: Sequence[Message]) -> Facts:
    """The facts of a wish: its words and where they stand, or the button."""
    for message in reversed(thread):
        wish = find_wish(message.body) if message.author_kind is AuthorKind.CUSTOMER and message.body else None
        if wish is not None:
            fact = WishFact(wish.pattern, wish.language, message.id, wish.start, wish.end)
            break
    else:
        fact = WishFact("button", conversation.language, None)
    said = [m for m in thread if m.author_kind is AuthorKind.CUSTOMER and m.body]
    return Facts(
        text=said[-1].body or "" if said else "",
        language=conversation.language if fact.language in ("und", "") else fact.language,
        language_confidence=1.0,
        channel=conversation.channel.value,
        person_writes=False,
        wish=fact,
        small_talk=None,
        evidence=None,
        topic=None,
        stopped_by=None,
        messages=tuple(m.id for m in said[-1:]),
        versions={"rules": RULES_VERSION, "lexicon": LEXICON_VERSION},
    )


class HandOn:
    """A person gets it because something did not happen in time, or somebody left: the way out of every failure."""

    def __init__(self, desk: Desk, hand_over: HandOver, clock: Clock, new_id: NewId) -> None:
        self._desk, self._hand_over, self._clock, self._new_id = desk, hand_over, clock, new_id

    async def within(
        self,
        work: Work,
        current: Conversation,
        why: str,
        *,
        exclude: frozenset[UUID] = frozenset(),
        missed: int = 0,
        passed_on: bool = False,
        prefer: UUID | None = None,
    ) -> Conversation:
        """Under the caller's lock. The decision records `why` as what failed, or with `passed_on` as what kept the person
        who had it, so that it replays to the same outcome. `prefer`: who gets it where they can take it now."""
        thread = await work.conversations.latest_messages(current.id, 20)
        moments = await self._hand_over.moments_so_far(work, current)
        facts = replace(wish_facts(current, thread), wish=None, moments=moments)
        facts = replace(facts, passed_on=why) if passed_on else replace(facts, failures=(why,))
        decision = decide(facts)
        assert isinstance(decision.outcome, HandOff)  # a failure always means a person: core, property-tested
        decision_id, now = self._new_id(), self._clock()
        await work.decisions.keep(decision_id, current, facts, decision, now)
        data = {
            "decision": str(decision_id),
            "kind": decision.kind,
            "rule": decision.rule,
            "turn": current.turn,
        }
        await work.record(Event("decided", "system", now, data, current.id))
        return await self._hand_over(
            work, current, decision_id, facts, decision, decision.outcome, exclude=exclude, missed=missed, prefer=prefer
        )

    async def after_failed_work(self, tenant: UUID, conversation: UUID, why: str, *, unsent: bool = False) -> None:
        """The terminal handler of failed jobs: whatever was to be done, a person has the conversation now.
        `unsent`: what was said never reached the customer, so that it counts as unanswered whoever said it."""
        async with self._desk.as_system(tenant) as work:
            current = await work.conversations.get(conversation, lock=True)
            unanswered = unsent or current.undecided_since is not None
            if not current.is_open or not unanswered:
                return
            if current.writer is None:
                await self.within(work, current, why)
            elif unsent:  # a person's own words did not arrive: they look again, now
                now = self._clock()
                held = replace(current, state=State.HELD, deadline_at=now, deadline_kind="reply")
                await work.conversations.save(held)
                await work.record(Event("not_sent", "system", now, {"writer": str(current.writer)}, conversation))
