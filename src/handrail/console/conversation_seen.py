"""One conversation as its page shows it: who owns and writes it, what is due, and what somebody may do now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.console.conversation_tags import Tags, summary_of, tags_of
from handrail.console.inbox_seen import title_of
from handrail.console.log_view import LogRow, rows_of
from handrail.console.packet_seen import Claim, PacketSeen, packet_seen
from handrail.console.signed_in import SignedIn
from handrail.console.thread_seen import ThreadSeen
from handrail.console.tools_seen import EffectSeen
from handrail.console.why_seen import WhySeen, cost_words, why_seen
from handrail.console.words import DEADLINES, STATES, reason_words
from handrail.core.access.roles import Act
from handrail.core.conversation.conversation import Conversation, State
from handrail.core.conversation.rating import Rating
from handrail.core.escalation.moments.clocks import clock_named
from handrail.core.escalation.rules import Evaluator
from handrail.core.ownership.person import Person
from handrail.core.ownership.there import why_not
from handrail.ports import ConversationDetail, Customer, HandoffSeen, LogLine, Names, PromiseSeen, StopSeen
from handrail.ports.clocks import Running
from handrail.ports.model_use import ConversationUse
from handrail.ports.understanding import NO_RULES_MARK, WORKSPACE_RULES

EVENTS = 100


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody whom it can be handed to; `why_not` is empty when they can take it now."""

    id: UUID
    name: str
    load: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Head:
    """`writer_kind`: assistant or agent. `mine`: I write. `offered`: to me, not acknowledged yet. `receiver`: somebody
    else to whom it is offered."""

    one: Conversation
    title: str
    state: str
    topic: str
    owner: str
    writer_kind: str
    writer: str
    mine: bool
    offered: bool
    receiver: str
    deadline_for: str
    reason: str
    acts: frozenset[str]
    stop: StopSeen | None
    takers: Sequence[Taker]


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """`due_at` None: only when it began is on record."""

    says: str
    started_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class AskedSeen:
    """Something that waits for a person's yes."""

    id: UUID
    title: str
    money: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Context:
    """`follows` and `continues`: the conversation after and before this one, where they are linked."""

    customer: Customer
    handoff: HandoffSeen | None
    packet: PacketSeen | None
    whys: Sequence[WhySeen]
    promises: Sequence[PromiseSeen]
    events: Sequence[LogRow]
    earlier: Sequence[Conversation]
    follows: UUID | None
    rating: Rating | None
    tags: Tags
    summary: tuple[Claim, ...]
    clocks: tuple[ClockSeen, ...] = ()
    known: tuple[str, str] = ("", "")  # how surely they are known here, and a mood
    asked: tuple[AskedSeen, ...] = ()
    models: str = ""  # what language models cost in it so far
    effects: tuple[EffectSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationSeen:
    id: UUID
    head: Head
    thread: ThreadSeen
    context: Context
    names: Names

    @property
    def language(self) -> str:
        return self.head.one.language


def head_seen(
    detail: ConversationDetail,
    me: SignedIn,
    names: Names,
    topic: str,
    people: Sequence[Person],
    stops: Sequence[StopSeen],
    now: datetime,
) -> Head:
    one, handoff = detail.conversation, detail.handoff
    offered = one.state is State.OFFERED
    stop = next((stop for stop in stops if _covers(stop, one)), None)
    return Head(
        one=one,
        title=title_of(detail.customer.name, detail.customer.erased),
        state=STATES[one.state],
        topic=topic,
        owner="you" if one.owner == me.person else names.get(one.owner, ""),
        writer_kind="assistant" if one.writer is None else "agent",
        writer="" if one.writer is None else "You" if one.writer == me.person else names.get(one.writer, ""),
        mine=one.writer == me.person,
        offered=offered and one.responder == me.person,
        receiver=names.get(one.responder, "") if offered and one.responder not in (None, me.person) else "",
        deadline_for=DEADLINES.get(one.deadline_kind or "", ""),
        reason="" if handoff is None or one.writer is None else reason_words(handoff.reason_code),
        acts=_acts(one, me, stop),
        stop=stop,
        takers=takers(people, me.person, now, grave=one.p0_stands),
    )


def context_seen(
    detail: ConversationDetail,
    names: Names,
    places: dict[UUID, int],
    topic: str,
    skill: str,
    rules: Mapping[str, Evaluator],
    use: ConversationUse,
) -> Context:
    """`rules`: the workspace's by the mark that a decision's versions hold."""

    handoff = detail.handoff
    lines = [LogLine(event, None, None) for event in detail.events[-EVENTS:]]
    return Context(
        customer=detail.customer,
        handoff=handoff,
        packet=None if handoff is None else packet_seen(handoff.packet, places),
        whys=[
            why_seen(one, rules.get(one.versions.get(WORKSPACE_RULES, NO_RULES_MARK)), use)
            for one in reversed(detail.decisions)
        ],
        promises=sorted(detail.promises, key=lambda one: (one.status != "open", one.due_at)),
        events=list(reversed(rows_of(lines, names))),
        earlier=detail.earlier,
        follows=next((one.id for one in detail.earlier if one.continues == detail.conversation.id), None),
        rating=detail.rating,
        tags=tags_of(detail.conversation, topic, skill),
        models=cost_words(use.calls),
        summary=() if handoff is not None else summary_of(detail.thread.messages),
    )


def clocks_seen(running: Sequence[Running]) -> tuple[ClockSeen, ...]:
    return tuple(ClockSeen(clock_named(one.name).says, one.started_at, one.due_at) for one in running)


def takers(people: Sequence[Person], me: UUID, now: datetime, *, grave: bool = False) -> list[Taker]:
    """Everybody but me who works here; first those who can take it now, the freest first."""
    others = [one for one in people if one.id != me and not one.gone]
    seen = [(one, "" if one.reserve else why_not(one, now, to_write=True, grave=grave) or "") for one in others]
    ranked = sorted(seen, key=lambda pair: (pair[1] != "", pair[0].reserve, pair[0].writing, pair[0].name))
    return [Taker(one.id, one.name, _load(one), why) for one, why in ranked]


def tomorrow_morning(now: datetime, zone: str) -> str:
    """As a field for local time wants it: tomorrow at nine."""
    local = now.astimezone(ZoneInfo(zone)) + timedelta(days=1)
    return f"{local:%Y-%m-%d}T09:00"


def _acts(one: Conversation, me: SignedIn, stop: StopSeen | None) -> frozenset[str]:
    """What is offered; the flows decide again under the lock."""
    if not one.is_open:
        return frozenset({"not-spam"} if one.spam_at is not None and me.may(Act.MARK_SPAM) else ())
    acts = set[str]()
    if me.may(Act.STOP_ASSISTANT) and one.writer is None and stop is None:
        acts.add("stop")
    if stop is not None and stop.scope == "conversation" and me.may(Act.STOP_ASSISTANT):
        acts.add("lift")
    if not me.may(Act.WRITE):
        return frozenset(acts)
    acts.add("note")
    mine, resolved = one.writer == me.person, one.state is State.RESOLVED
    held = mine and one.owner == me.person and one.state not in (State.OFFERED, State.RESOLVED)
    acts |= set[str]() if held else {"take-over"}
    acts |= {"reply"} if mine else set()
    acts |= {"give-back", "hand-to", "wait"} if mine and not resolved else set()
    acts |= {"promise"} if not resolved else set()
    acts |= {"resolve"} if one.writer in (None, me.person) and not resolved else set()
    acts |= {"spam"} if one.writer in (None, me.person) and me.may(Act.MARK_SPAM) else set()
    return frozenset(acts)


def _covers(stop: StopSeen, one: Conversation) -> bool:
    covered = {"everything": "", "topic": one.topic or "", "channel": one.channel.value, "conversation": str(one.id)}
    return stop.value == covered.get(stop.scope)


def _load(one: Person) -> str:
    return "last resort" if one.reserve else f"writes in {one.writing} of {one.capacity}"
