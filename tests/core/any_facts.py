"""Facts of every kind, and rule files of every kind, for properties that must hold for all of them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from handrail.core.escalation.decision import Route
from handrail.core.escalation.facts import (
    Circumstances,
    EvidenceFact,
    Facts,
    MomentFact,
    PlaybookFact,
    QuoteFact,
    TopicFact,
    TopicGuess,
    WishFact,
)
from handrail.core.escalation.rules import FACTS, Do, FactType, Kind, Rule, RuleSet, Then
from handrail.core.escalation.rules.fact_table import SIGNALS
from handrail.core.escalation.rules.parse import ASSISTANTS_TEXTS
from handrail.core.supervision.levels import Level
from handrail.core.understanding.signal import Signal

QUOTE = QuoteFact(UUID(int=1), 1, "Delivery", "We deliver to Norway.", "shipping", 0.9)
HOWS = ("starts", "fills", "again", "open", "goes_on", "waits", "leaves", "hands_over")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

wishes = st.builds(
    WishFact, by=st.sampled_from(["button", "en.talk", "alike/1.0"]), language=st.just("en"), message=st.none()
)
_scores = st.sampled_from([0.0, 0.4, 0.5, 0.9, 1.0])
_evidence = st.builds(
    EvidenceFact,
    quote=st.sampled_from([None, QUOTE]),
    enough=st.booleans(),
    because=st.just(("because",)),
    margin=_scores,
)
_topics = st.builds(
    TopicFact,
    slug=st.sampled_from(["shipping", "refunds"]),
    level=st.sampled_from([level.value for level in Level]),
    speaks=st.booleans(),
    drafts=st.booleans(),
    because=st.just("A grant."),
)
_moments = st.builds(
    MomentFact,
    slug=st.sampled_from(["bereavement", "outage"]),
    name=st.just("A moment"),
    urgency=st.sampled_from(["none", "P2", "P1", "P0"]),
    hard=st.booleans(),
    ceiling=st.sampled_from(list(Level)),
    score=_scores,
    by=st.sampled_from(["phrase", "likeness"]),
    version=st.just("1"),
)
_guesses = st.builds(
    TopicGuess,
    slug=st.sampled_from(["shipping", "refunds"]),
    confidence=_scores,
    in_scope=_scores,
    accepted=st.booleans(),
    because=st.just("because"),
    threshold=_scores,
    fitted=st.just("1"),
)
_signals = st.builds(Signal, name=st.sampled_from(sorted(SIGNALS)), score=_scores, version=st.just("1"))
_around = st.builds(
    Circumstances,
    now=st.none() | st.integers(0, 400).map(lambda hours: NOW + timedelta(hours=hours)),
    staffed=st.none() | st.booleans(),
    opened_at=st.none() | st.just(NOW),
    turns=st.none() | st.integers(0, 9),
    times_asked_back=st.none() | st.integers(0, 2),
    customer_known=st.none() | st.booleans(),
    customer_verified=st.none() | st.booleans(),
    customer_language=st.sampled_from([None, "en", "und"]),
    article_age_days=st.none() | st.integers(0, 900),
)
_playbooks = st.builds(
    PlaybookFact,
    slug=st.sampled_from(["refund", "order-status"]),
    name=st.just("Refund"),
    version=st.just("1"),
    how=st.sampled_from(HOWS),
    topic=st.sampled_from(["shipping", "refunds"]),
    level=st.sampled_from([level.value for level in Level]),
    speaks=st.booleans(),
    because=st.just("A grant."),
    run=st.none() | st.just(UUID(int=2)),
    asked=st.integers(0, 3),
    score=_scores,
)
_texts = st.text(max_size=40) | st.sampled_from(
    ["I want EUR 75.00 back", "a refund of $ 20, please", "Do you ship to Norway?", "REFUND", "café", "€ 1.234,50"]
)
any_facts = st.builds(
    Facts,
    text=_texts,
    language=st.sampled_from(["en", "und", "de"]),
    language_confidence=_scores,
    channel=st.sampled_from(["chat", "email", "api"]),
    person_writes=st.booleans(),
    wish=st.none() | wishes,
    small_talk=st.sampled_from([None, "greeting", "thanks", "are_you_ai"]),
    evidence=st.none() | _evidence,
    topic=st.none() | _topics,
    stopped_by=st.sampled_from([None, "The assistant was stopped by Lea: outage"]),
    times_asked=st.integers(0, 4),
    times_answered=st.integers(0, 2),
    contradictions=st.integers(0, 3),
    contacts_in_window=st.integers(0, 4),
    failures=st.sampled_from([(), ("knowledge (TimeoutError)",)]),
    danger=st.booleans(),
    files=st.integers(0, 2),
    signals=st.none() | st.lists(_signals, max_size=2).map(tuple),
    moments=st.none() | st.lists(_moments, max_size=2).map(tuple),
    guess=st.none() | _guesses,
    around=st.none() | _around,
    playbook=st.none() | _playbooks,
)


@st.composite
def answerable(draw: st.DrawFn) -> Facts:
    """What the floor answers: where rules have something to hold back."""
    found = draw(any_facts)
    quiet = {"person_writes": False, "wish": None, "small_talk": None, "stopped_by": None, "failures": (), "files": 0}
    calm = {"danger": False, "times_answered": 0, "contradictions": 0, "contacts_in_window": 0, "moments": None}
    granted = TopicFact("shipping", "autonomous", True, True, "A grant.")
    known = {
        "evidence": EvidenceFact(QUOTE, True, (), 0.4),
        "topic": granted,
        "guess": None,
        "signals": None,
        "playbook": None,
    }
    return Facts(**{**{name: getattr(found, name) for name in Facts.__slots__}, **quiet, **calm, **known})


def _condition(fact: FactType) -> st.SearchStrategy[str]:
    name = fact.name
    match fact.kind:
        case Kind.BOOL:
            return st.sampled_from([name, f"!{name}"])
        case Kind.INT:
            compared = st.sampled_from([">", "<", "==", ">=", "<=", "!="])
            return st.builds(lambda sign, n: f"{name} {sign} {n}", compared, st.integers(-1, 10_000))
        case Kind.DOUBLE:
            return st.builds(lambda sign, n: f"{name} {sign} {n}", st.sampled_from([">", "<=", ">="]), _scores)
        case Kind.STRING:
            word = st.sampled_from(sorted({*fact.words, "", "shipping", "refund", "en"}))
            return st.builds(lambda w: f'{name} == "{w}"', word) | st.builds(lambda w: f'{name}.contains("{w}")', word)
        case Kind.STRINGS:
            return st.sampled_from([f'"bereavement" in {name}', f"size({name}) > 0", f"{name}.exists(one, one != '')"])


simple_conditions = st.sampled_from(list(FACTS.values())).flatmap(_condition)
odd_conditions = st.sampled_from(
    ["true", "false", "1 / turns > 0", "turns / 0 > 1", 'text.matches("(")', "!(turns / 0 == 1)"]
)
conditions = st.recursive(
    simple_conditions | odd_conditions,
    lambda inner: st.builds(lambda a, sign, b: f"({a}) {sign} ({b})", inner, st.sampled_from(["&&", "||"]), inner),
    max_leaves=3,
)
_routes = st.none() | st.builds(
    Route, team=st.sampled_from([None, "orders"]), skill=st.sampled_from([None, "refunds"]), urgent=st.booleans()
).filter(lambda one: one != Route())


@st.composite
def thens(draw: st.DrawFn) -> Then:
    do, route = draw(st.sampled_from(list(Do))), draw(_routes)
    if do is Do.ROUTE and route is None:
        route = Route(team="orders")
    return Then(do, draw(st.sampled_from(sorted(ASSISTANTS_TEXTS))) if do is Do.ASK_BACK else "", route)


@st.composite
def rule_sets(draw: st.DrawFn) -> RuleSet:
    """Whatever can be written: up to five rules, sensible or not."""
    count = draw(st.integers(0, 5))
    return RuleSet(
        tuple(
            Rule(f"rule-{n}", draw(conditions), draw(thens()), f"Because of {n}.", draw(st.integers(-3, 3)))
            for n in range(count)
        )
    )
