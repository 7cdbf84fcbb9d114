"""The decision is total and explained, and its floor is monotone: more caution never turns a person into an answer."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.escalation.decide import CONTACTS_BEFORE_A_PERSON, decide
from handrail.core.escalation.decision import Answer, AskBack, HandOff, Reason, Wait
from handrail.core.escalation.facts import EvidenceFact, Facts, QuoteFact, TopicFact, WishFact
from handrail.core.understanding.danger import danger

QUOTE = QuoteFact(UUID(int=1), 1, "Delivery", "We deliver to Norway.", "shipping", 0.9)

wishes = st.builds(WishFact, by=st.sampled_from(["button", "en.talk"]), language=st.just("en"), message=st.none())
evidence = st.builds(
    EvidenceFact,
    quote=st.sampled_from([None, QUOTE]),
    enough=st.booleans(),
    because=st.just(("because",)),
    margin=st.floats(-1, 1),
)
topics = st.builds(
    TopicFact,
    slug=st.just("shipping"),
    level=st.sampled_from(["off", "shadow", "suggest", "approve", "monitored", "autonomous"]),
    speaks=st.booleans(),
    drafts=st.booleans(),
    because=st.just("A grant."),
)
facts = st.builds(
    Facts,
    text=st.text(max_size=40),
    language=st.sampled_from(["en", "und", "de"]),
    language_confidence=st.floats(0, 1),
    channel=st.sampled_from(["chat", "email", "api"]),
    person_writes=st.booleans(),
    wish=st.none() | wishes,
    small_talk=st.sampled_from([None, "greeting", "thanks", "are_you_ai"]),
    evidence=st.none() | evidence,
    topic=st.none() | topics,
    stopped_by=st.sampled_from([None, "The assistant was stopped by Lea: outage"]),
    times_asked=st.integers(0, 4),
    times_answered=st.integers(0, 3),
    contradictions=st.integers(0, 4),
    contacts_in_window=st.integers(0, 5),
    failures=st.sampled_from([(), ("knowledge (TimeoutError)",)]),
    danger=st.booleans(),
    files=st.integers(0, 2),
)


@given(facts)
def test_a_decision_is_made_for_any_facts_whatever(given_facts: Facts) -> None:
    decision = decide(given_facts)
    assert decision.rule
    assert decision.reason
    assert decision.would_change
    assert decision == decide(given_facts), "the same facts, the same decision"


@given(facts, wishes)
def test_a_wish_for_a_person_is_always_granted(given_facts: Facts, wish: WishFact) -> None:
    decision = decide(replace(given_facts, wish=wish))
    assert isinstance(decision.outcome, HandOff)
    assert decision.outcome.reason is Reason.HUMAN_REQUEST


@given(facts)
def test_the_assistant_answers_only_on_positive_evidence_under_a_permission_in_force(given_facts: Facts) -> None:
    decision = decide(given_facts)
    if isinstance(decision.outcome, Answer):
        assert given_facts.evidence is not None
        assert given_facts.evidence.enough
        assert decision.outcome.quote == given_facts.evidence.quote
        assert given_facts.topic is not None
        assert given_facts.topic.speaks
        assert not given_facts.person_writes


@given(facts, st.data())
def test_more_caution_never_turns_a_person_into_an_answer(given_facts: Facts, data: st.DataObject) -> None:
    before = decide(given_facts)
    more = data.draw(
        st.sampled_from(
            [
                {"wish": WishFact("button", "en", None)},
                {"stopped_by": "stopped"},
                {"danger": True},
                {"failures": ("search",)},
                {"times_answered": given_facts.times_answered + 1},
                {"contradictions": given_facts.contradictions + 1},
                {"files": given_facts.files + 1},
                {"contacts_in_window": given_facts.contacts_in_window + 1},
                {"evidence": None},
                {"topic": None},
            ]
        )
    )
    after = decide(replace(given_facts, **more))
    if isinstance(before.outcome, HandOff):
        assert not isinstance(after.outcome, Answer | AskBack)


@given(facts)
def test_while_a_person_writes_the_assistant_does_nothing(given_facts: Facts) -> None:
    decision = decide(replace(given_facts, person_writes=True, wish=None))
    assert isinstance(decision.outcome, Wait)


@given(facts)
def test_a_file_without_a_question_in_words_goes_to_a_person(given_facts: Facts) -> None:
    for silent in ({"text": " "}, {"small_talk": "thanks"}, {"small_talk": "greeting"}):
        decision = decide(replace(given_facts, files=1, person_writes=False, **silent))
        assert isinstance(decision.outcome, HandOff)


def test_the_third_contact_on_a_topic_goes_to_a_person() -> None:
    granted = TopicFact("shipping", "autonomous", True, True, "A grant.")
    base = Facts(
        text="?",
        language="en",
        language_confidence=1,
        channel="chat",
        person_writes=False,
        wish=None,
        small_talk=None,
        evidence=EvidenceFact(QUOTE, True, ()),
        topic=granted,
        stopped_by=None,
    )
    assert isinstance(decide(base).outcome, Answer)
    third = decide(replace(base, contacts_in_window=CONTACTS_BEFORE_A_PERSON))
    assert isinstance(third.outcome, HandOff)
    assert third.outcome.draft == QUOTE, "the person sees what the assistant would have said"


@pytest.mark.parametrize(
    "text",
    [
        "my stove exploded and burned my hand",
        "the stove caught fire",
        "I got an electric shock from the kettle",
        "Der Kocher ist explodiert, ich bin verletzt",
        "J'ai brûlé ma main",
        "I want to end my life",
    ],
)
def test_words_of_danger_are_heard(text: str) -> None:
    assert danger(text) is not None


@pytest.mark.parametrize(
    "text", ["My stove does not light", "Do you ship to Norway?", "the price is killing it", "cut to size?"]
)
def test_ordinary_words_are_no_danger(text: str) -> None:
    assert danger(text) is None


@given(st.text(max_size=200))
def test_any_text_may_be_looked_at_for_danger(text: str) -> None:
    assert danger(text) is None or isinstance(danger(text), tuple)
