"""Why the assistant did what it did: the decision, its rule, what it rested on, and what would have changed it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from markupsafe import Markup

from handrail.console.marked import marked
from handrail.console.words import OUTCOMES, reason_words
from handrail.core.escalation.decide import decide
from handrail.core.escalation.facts import Facts, QuoteFact
from handrail.core.escalation.rules import FACTS, Evaluator, FactValues, values_of
from handrail.core.escalation.rules.candidates import facts_of
from handrail.core.escalation.rules.explain import shown
from handrail.core.grounding.verdict import Verdict
from handrail.ports import StoredDecision
from handrail.ports.model_use import ConversationUse, ModelCall, Said, Wording

LONGEST_VALUE = 120  # characters of a fact's value


@dataclass(frozen=True, slots=True)
class SourceSeen:
    article: UUID
    title: str
    version: int
    topic: str
    words: Markup


@dataclass(frozen=True, slots=True)
class OurRule:
    """A rule of the workspace that decided: its condition, the facts it used with their values, its version."""

    slug: str
    when: str
    used: tuple[tuple[str, str], ...]
    version: int | None
    error: str


@dataclass(frozen=True, slots=True)
class WhySeen:
    """`facts` is empty once the customer was erased. `change`: what would have changed it, as this version's rules say;
    empty where they would decide otherwise today."""

    id: UUID
    turn: int
    at: datetime
    what: str
    kind: str
    rule: str
    reason: str
    change: str
    facts: tuple[tuple[str, str], ...]
    sources: tuple[SourceSeen, ...]
    versions: tuple[tuple[str, str], ...]
    erased: bool
    ours: OurRule | None = None
    worded: "WordedSeen | None" = None


@dataclass(frozen=True, slots=True)
class VerdictSeen:
    guard: str
    passed: bool
    sentence: str
    because: str


@dataclass(frozen=True, slots=True)
class WordedSeen:
    """What a language model made of a decided answer. `verdicts`: those that stopped it first."""

    outcome: str
    mood: str
    because: str
    text: str
    verdicts: tuple[VerdictSeen, ...]
    passed: int
    guards: str
    model: str
    cost: str


def worded_seen(wording: Wording, calls: Sequence[ModelCall]) -> WordedSeen:
    says, mood = WORDED[wording.outcome]
    stopping = sorted(wording.verdicts, key=lambda one: one.passed)
    return WordedSeen(
        outcome=says,
        mood=mood,
        because=wording.because,
        text=wording.text or "",
        verdicts=tuple(_verdict(one) for one in stopping if not one.passed),
        passed=sum(one.passed for one in wording.verdicts),
        guards=wording.guards,
        model=wording.model,
        cost=cost_words(calls),
    )


WORDED = {
    Said.PASSED: ("Its words were sent, each sentence with what it rests on.", "good"),
    Said.STOPPED: ("A guard stopped its words; the passage was sent as it stands.", "warn"),
    Said.CANNOT_ANSWER: ("It had no answer; the passage was sent as it stands.", ""),
    Said.FAILED: ("It failed; the passage was sent as it stands.", "warn"),
    Said.ASKED: ("It never came back; the passage was sent as it stands.", "warn"),
}


def _verdict(one: Verdict) -> VerdictSeen:
    where = "the whole" if one.sentence is None else f"sentence {one.sentence + 1}"
    return VerdictSeen(one.guard.value.replace("_", " "), one.passed, where, one.because)


def cost_words(calls: Sequence[ModelCall]) -> str:
    """Tokens, price and time of some calls, in words."""
    if not calls:
        return ""
    tokens = sum(one.usage.tokens for one in calls)
    known = [one.usage.cost for one in calls if one.usage.cost is not None]
    price = f"US$ {sum(known) / 1e6:.4f}" if len(known) == len(calls) else "price unknown"
    seconds = sum(one.usage.ms for one in calls) / 1000
    return f"{tokens:,} tokens, {price}, {seconds:.1f} s"


def why_seen(one: StoredDecision, evaluate: Evaluator | None = None, use: ConversationUse | None = None) -> WhySeen:
    """`evaluate`: the workspace's rules in the version it was decided under; None where they cannot be read. `use`: what
    language models did in the conversation."""
    wording = None if use is None else next((w for w in use.wordings if w.decision == one.id), None)
    calls = () if use is None else [call for call in use.calls if call.decision == one.id]
    facts = one.facts
    code = str(one.outcome.get("reason", ""))
    what = OUTCOMES.get(one.kind, one.kind)
    return WhySeen(
        id=one.id,
        turn=one.turn,
        at=one.at,
        what=f"{what}: {reason_words(code).lower()}" if one.kind == "hand_off" and code else what,
        kind=one.kind,
        rule=one.rule,
        reason=one.reason,
        change=_change(one.rule, facts, evaluate),
        facts=() if facts is None else tuple(_facts(facts)),
        sources=() if facts is None else tuple(_sources(facts)),
        versions=_versions(one.versions),
        erased=facts is None,
        ours=None if facts is None or evaluate is None else _ours(one, facts, evaluate),
        worded=None if wording is None else worded_seen(wording, calls),
    )


def _change(rule: str, facts: Facts | None, evaluate: Evaluator | None) -> str:
    """Decided once more on the stored facts: the sentence is not stored, and the rules are pure."""
    if facts is None:
        return ""
    again = decide(facts, evaluate)
    return again.would_change if again.rule == rule else ""


def _ours(one: StoredDecision, facts: Facts, evaluate: Evaluator) -> OurRule | None:
    slug, values = one.rule.removeprefix("rules/"), values_of(facts)
    match = next((found for found in evaluate(values) if found.rule.slug == slug), None)
    if match is None or not one.rule.startswith("rules/"):
        return None
    used = tuple((name, _value(name, values)) for name in facts_of(match.rule, FACTS))
    number = one.versions.get("workspace_rules", "").partition("/")[0]
    return OurRule(slug, match.rule.when, used, int(number) if number.isdigit() else None, match.error or "")


def _value(name: str, values: FactValues) -> str:
    if name not in values:
        return "nobody could say"
    words = shown(FACTS[name], values[name])
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]}…"


def _facts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Those that say something; what is as always is left out."""
    if facts.language != "und":
        yield "Language", f"{facts.language}, {facts.language_confidence:.0%} sure"
    if facts.wish is not None:
        yield "Wish for a person", "the button" if facts.wish.by == "button" else f"in words ({facts.wish.language})"
    if facts.danger:
        yield "Danger", "words of injury, fire or despair"
    if facts.small_talk is not None:
        yield "Small talk", facts.small_talk.replace("_", " ")
    if facts.stopped_by is not None:
        yield "Stopped", facts.stopped_by
    yield from _evidence(facts)
    yield from _topic(facts)
    yield from _repeats(facts)
    for failure in facts.failures:
        yield "Failed", failure


def _evidence(facts: Facts) -> Iterator[tuple[str, str]]:
    evidence = facts.evidence
    if evidence is not None:
        yield "Evidence", f"{'enough' if evidence.enough else 'not enough'}, {evidence.margin:.2f} ahead of the next"
        for because in evidence.because:
            yield "", because


def _topic(facts: Facts) -> Iterator[tuple[str, str]]:
    topic = facts.topic
    if topic is not None:
        yield "Topic", f"{topic.slug}, level {topic.level}"
        rests = "granted" if topic.grant else "certified" if topic.certificate else "no grant, no certificate"
        yield "Permission", f"{'may answer' if topic.speaks else 'may not answer alone'} ({rests}). {topic.because}"


def _repeats(facts: Facts) -> Iterator[tuple[str, str]]:
    counted = (
        ("Asked before", facts.times_asked),
        ("Same answer given before", facts.times_answered),
        ("Answers rejected", facts.contradictions),
        ("Contacts on this topic", facts.contacts_in_window if facts.contacts_in_window > 1 else 0),
    )
    yield from ((label, str(count)) for label, count in counted if count)


def _sources(facts: Facts) -> Iterator[SourceSeen]:
    if facts.evidence is not None:
        quotes = (facts.evidence.quote, *facts.evidence.others)
        yield from (_source(quote) for quote in quotes if quote is not None)


def _source(quote: QuoteFact) -> SourceSeen:
    return SourceSeen(quote.article, quote.title, quote.version, quote.topic, marked(quote.text))


def _versions(versions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(versions.items()))
