"""The packet handoff/1 as the person who takes over reads it: every claim leads to the message that says it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from handrail.console.words import promise_words, slot_words, value_words


@dataclass(frozen=True, slots=True)
class Claim:
    """`places`: the `seq` of each message that says it, the first first; empty when they are gone."""

    text: str
    places: tuple[int, ...]
    label: str = ""
    confirmed: bool = False
    slot: str = ""


@dataclass(frozen=True, slots=True)
class PromiseTold:
    what: str
    due_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DraftOffered:
    """What the assistant would have said, had its topic's level let it."""

    article: UUID
    text: str
    title: str
    version: int


@dataclass(frozen=True, slots=True)
class PlaybookTold:
    """A playbook that was at work, and how far it came."""

    headline: str
    known: tuple[str, ...]
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PacketSeen:
    problem: Claim | None
    wanted: Claim | None
    since: Claim | None
    facts: tuple[Claim, ...]
    tried: tuple[Claim, ...]
    told: tuple[Claim, ...]
    do_not_ask: tuple[str, ...]
    open_questions: tuple[Claim, ...]
    suggested: tuple[str, ...]
    failed_because: str
    promise: PromiseTold | None
    urgent: bool
    customer_messages: int
    minutes: int
    risk_flags: tuple[str, ...]
    left_out: int
    draft: DraftOffered | None
    summary: tuple[Claim, ...] = ()  # by a model, each line with its messages; empty for quotations
    summary_model: str = ""
    playbooks: tuple[PlaybookTold, ...] = ()


_Part = Mapping[str, Any]


def messages_in(packet: _Part) -> list[UUID]:
    """Every message the packet points to."""
    issue = _mapping(packet.get("issue"))
    quotes = [_mapping(issue.get(name)) for name in ("problem", "desired_outcome", "since_when")]
    listed = [one for name in ("facts", "tried", "told", "open_questions") for one in _list(packet, name)]
    found = [one.get("message") for one in (*quotes, *listed)]
    listed = [*listed, *_list(_mapping(packet.get("summary")), "lines")]
    found += [message for one in listed for message in _texts(one.get("messages"))]
    return [UUID(one) for one in found if isinstance(one, str)]


def packet_seen(packet: _Part, places: Mapping[UUID, int]) -> PacketSeen | None:
    """None for one whose customer was erased."""
    if packet.get("erased") or "issue" not in packet:
        return None
    issue, effort = _mapping(packet["issue"]), _mapping(packet.get("effort"))
    return PacketSeen(
        problem=_quote(issue.get("problem"), places),
        wanted=_quote(issue.get("desired_outcome"), places),
        since=_quote(issue.get("since_when"), places),
        facts=tuple(_fact(one, places) for one in _list(packet, "facts")),
        tried=tuple(_step(one, places) for one in _list(packet, "tried")),
        told=tuple(_statement(one, places) for one in _list(packet, "told")),
        do_not_ask=tuple(slot_words(slot) for slot in _texts(packet.get("do_not_ask"))),
        open_questions=tuple(filter(None, (_quote(one, places) for one in _list(packet, "open_questions")))),
        suggested=tuple(_texts(packet.get("suggested_next"))),
        failed_because=str(packet.get("failed_because") or ""),
        promise=_promise(_mapping(packet.get("promise"))),
        urgent=packet.get("urgency") in ("urgent", "on_call"),
        customer_messages=int(effort.get("customer_messages", 0)),
        minutes=int(effort.get("minutes", 0)),
        risk_flags=tuple(_texts(packet.get("risk_flags"))),
        left_out=sum(int(one.get("count", 0)) for one in _list(packet, "left_out")),
        draft=_draft(_mapping(packet.get("draft"))),
        playbooks=tuple(_playbook(one) for one in _list(packet, "playbooks")),
        **_summary(_mapping(packet.get("summary")), places),
    )


def _summary(summary: _Part, places: Mapping[UUID, int]) -> dict[str, Any]:
    """A model's. Quotations stand in the packet's other parts already."""
    if not summary.get("model"):
        return {}
    lines = tuple(
        Claim(str(one.get("text")), _where(_texts(one.get("messages")), places)) for one in _list(summary, "lines")
    )
    return {"summary": lines, "summary_model": str(summary["model"])}


def _quote(value: Any, places: Mapping[UUID, int]) -> Claim | None:
    quote = _mapping(value)
    return None if not quote.get("text") else Claim(str(quote["text"]), _where([quote.get("message")], places))


def _fact(fact: _Part, places: Mapping[UUID, int]) -> Claim:
    slot = str(fact.get("slot", ""))
    where = _where(_texts(fact.get("messages")), places)
    return Claim(value_words(fact.get("value")), where, slot_words(slot), bool(fact.get("confirmed")), slot)


def _step(step: _Part, places: Mapping[UUID, int]) -> Claim:
    return Claim(f"{step.get('step')}: {step.get('result')}", _where([step.get("message")], places), str(step["who"]))


def _statement(told: _Part, places: Mapping[UUID, int]) -> Claim:
    return Claim(str(told.get("statement")), _where([told.get("message")], places), str(told.get("who", "")))


def _promise(promise: _Part) -> PromiseTold | None:
    if not promise:
        return None
    due_at = datetime.fromisoformat(str(promise["due_at"]))
    return PromiseTold(promise_words(str(promise["what"])), due_at, str(promise["owner_name"]))


def _draft(draft: _Part) -> DraftOffered | None:
    source = _mapping(draft.get("source"))
    if not draft.get("text") or not source.get("article"):
        return None
    return DraftOffered(
        UUID(source["article"]), str(draft["text"]), str(source.get("title", "")), int(source.get("version", 0))
    )


def _playbook(one: _Part) -> PlaybookTold:
    return PlaybookTold(str(one.get("headline", "")), tuple(_texts(one.get("known"))), tuple(_texts(one.get("done"))))


def _where(messages: Iterable[Any], places: Mapping[UUID, int]) -> tuple[int, ...]:
    found = (places.get(UUID(one)) for one in messages if isinstance(one, str))
    return tuple(seq for seq in found if seq is not None)


def _mapping(value: Any) -> _Part:
    return cast(_Part, value) if isinstance(value, Mapping) else {}


def _list(of: _Part, name: str) -> Sequence[_Part]:
    value = of.get(name)
    return [_mapping(one) for one in cast(list[Any], value)] if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [str(one) for one in cast(list[Any], value)] if isinstance(value, list) else []
