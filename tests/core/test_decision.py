"""The decision is total and explained, and its floor is monotone: more caution never turns a person into an answer."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.escalation.decide import CONTACTS_BEFORE_A_PERSON, decide
from handrail.core.escalation.decision import Act, Answer, AskBack, HandOff, Reason, Wait
from handrail.core.escalation.facts import (
    EvidenceFact,
    Facts,
    MomentFact,
    PlaybookFact,
    TopicFact,
    TopicGuess,
    WishFact,
)
from handrail.core.escalation.rules.fact_table import SIGNALS
from handrail.core.supervision.levels import Level
from handrail.core.understanding.danger import danger
from handrail.core.understanding.signal import Signal
from tests.core.any_facts import QUOTE, any_facts, wishes


@given(any_facts)
def test_a_decision_is_made_for_any_facts_whatever(given_facts: Facts) -> None:
    decision = decide(given_facts)
    assert decision.rule
    assert decision.reason
    assert decision.would_change
    assert decision == decide(given_facts), "the same facts, the same decision"


@given(any_facts, wishes)
def test_a_wish_for_a_person_is_always_granted(given_facts: Facts, wish: WishFact) -> None:
    decision = decide(replace(given_facts, wish=wish))
    assert isinstance(decision.outcome, HandOff)
    assert decision.outcome.reason is Reason.HUMAN_REQUEST


@given(any_facts)
def test_the_assistant_answers_only_on_positive_evidence_under_a_permission_in_force(given_facts: Facts) -> None:
    decision = decide(given_facts)
    if isinstance(decision.outcome, Answer):
        assert given_facts.evidence is not None
        assert given_facts.evidence.enough
        assert decision.outcome.quote == given_facts.evidence.quote
        assert given_facts.topic is not None
        assert given_facts.topic.speaks
        assert not given_facts.person_writes


@given(any_facts, st.data())
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
        assert not isinstance(after.outcome, Act | Answer | AskBack)


URGENCIES = ("none", "P2", "P1", "P0")


@given(any_facts, st.sampled_from(sorted(SIGNALS)), st.sampled_from([0.1, 0.5, 0.9, 1.0]))
def test_a_signal_more_or_stronger_never_turns_a_person_into_an_answer(
    given_facts: Facts, name: str, score: float
) -> None:
    signals = given_facts.signals or ()
    added = replace(given_facts, signals=(*signals, Signal(name, score, "1")))
    never_less_careful(given_facts, added)
    raised = tuple(replace(one, score=max(one.score, score)) if one.name == name else one for one in signals)
    never_less_careful(given_facts, replace(given_facts, signals=raised))


@given(any_facts, st.data())
def test_a_moment_more_or_graver_never_turns_a_person_into_an_answer(given_facts: Facts, data: st.DataObject) -> None:
    urgency, hard, ceiling = (
        data.draw(st.sampled_from(URGENCIES)),
        data.draw(st.booleans()),
        data.draw(st.sampled_from(list(Level))),
    )
    moments = given_facts.moments or ()
    one = MomentFact("outage", "Outage", urgency, hard, ceiling, 0.9, "likeness", "1")
    never_less_careful(given_facts, replace(given_facts, moments=(*moments, one)))
    graver = tuple(
        replace(
            each,
            urgency=max(each.urgency, urgency, key=URGENCIES.index),
            hard=each.hard or hard,
            ceiling=min(each.ceiling, ceiling, key=list(Level).index),
        )
        for each in moments
    )
    never_less_careful(given_facts, replace(given_facts, moments=graver))


@given(any_facts)
def test_being_less_sure_of_the_topic_never_turns_a_person_into_an_answer(given_facts: Facts) -> None:
    if given_facts.guess is not None:
        unsure = replace(given_facts.guess, accepted=False, confidence=0.0, in_scope=0.0)
        never_less_careful(given_facts, replace(given_facts, guess=unsure))
    if given_facts.evidence is not None:
        weak = replace(given_facts.evidence, enough=False, margin=-1.0)
        never_less_careful(given_facts, replace(given_facts, evidence=weak))


def never_less_careful(before: Facts, after: Facts) -> None:
    """A person stays one, and where a person was offered one still is, or comes."""
    first, second = decide(before), decide(after)
    if isinstance(first.outcome, HandOff):
        assert not isinstance(second.outcome, Act | Answer | AskBack)
    if isinstance(first.outcome, Act | Answer) and isinstance(second.outcome, Act | Answer):
        assert second.offer_person or not first.offer_person


@given(any_facts)
def test_while_a_person_writes_the_assistant_does_nothing(given_facts: Facts) -> None:
    decision = decide(replace(given_facts, person_writes=True, wish=None))
    assert isinstance(decision.outcome, Wait)


@given(any_facts)
def test_a_file_without_a_question_in_words_goes_to_a_person(given_facts: Facts) -> None:
    for silent in ({"text": " "}, {"small_talk": "thanks"}, {"small_talk": "greeting"}):
        decision = decide(replace(given_facts, files=1, person_writes=False, **silent))
        assert isinstance(decision.outcome, HandOff)


ANSWERABLE = Facts(
    text="?",
    language="en",
    language_confidence=1,
    channel="chat",
    person_writes=False,
    wish=None,
    small_talk=None,
    evidence=EvidenceFact(QUOTE, True, ()),
    topic=TopicFact("shipping", "autonomous", True, True, "A grant."),
    stopped_by=None,
)


@pytest.mark.parametrize(
    ("signal", "reason"),
    [
        (Signal("frustration", 1.0, "1"), Reason.FRUSTRATION),
        (Signal("loop", 1.0, "1"), Reason.LOOP),
        (Signal("contradiction", 1.0, "1"), Reason.CONTRADICTION),
        (
            Signal("repeat_contact", 1.0, "1", note="The customer says that this is the third time."),
            Reason.THIRD_CONTACT,
        ),
    ],
)
def test_a_second_sign_hands_over_and_a_first_one_offers(signal: Signal, reason: Reason) -> None:
    """CONVENTION: 0.5 to 0.99 a first clear sign, 1.0 a second or an unmistakable one; below, nothing is said."""
    sure = decide(replace(ANSWERABLE, signals=(signal,)))
    assert isinstance(sure.outcome, HandOff)
    assert sure.outcome.reason is reason
    clear = decide(replace(ANSWERABLE, signals=(replace(signal, score=0.5),)))
    assert isinstance(clear.outcome, Answer)
    assert clear.offer_person
    hint = decide(replace(ANSWERABLE, signals=(replace(signal, score=0.4),)))
    assert not hint.offer_person


def test_the_third_contact_on_a_topic_goes_to_a_person() -> None:
    base = ANSWERABLE
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


# Playbooks -------------------------------------------------------------------------------------------------------------------

RUNNING = PlaybookFact(
    "refund", "Refund", "3", "fills", "refunds", "autonomous", True, "Granted by a lead, not yet earned.", UUID(int=7)
)
QUIET = replace(ANSWERABLE, evidence=None, topic=None, text="TW-300001")


@given(any_facts)
def test_a_playbook_acts_only_under_a_permission_in_force_and_never_over_a_person(given_facts: Facts) -> None:
    decision = decide(given_facts)
    if isinstance(decision.outcome, Act):
        playbook = given_facts.playbook
        assert playbook is not None
        assert playbook.speaks
        assert not given_facts.person_writes
        assert given_facts.wish is None
        assert given_facts.stopped_by is None
        assert not given_facts.failures
        assert not given_facts.danger
        assert (decision.outcome.playbook, decision.outcome.run) == (playbook.slug, playbook.run)


@given(any_facts)
def test_a_playbook_starts_only_on_a_topic_that_is_surely_meant(given_facts: Facts) -> None:
    decision = decide(given_facts)
    if decision.rule == "playbook-starts":
        guess, playbook = given_facts.guess, given_facts.playbook
        assert playbook is not None
        assert guess is None or (guess.accepted and guess.slug == playbook.topic)


@given(any_facts)
def test_a_playbook_that_may_less_never_turns_a_person_into_an_answer(given_facts: Facts) -> None:
    playbook = given_facts.playbook
    if playbook is not None:
        for less in (replace(playbook, speaks=False), replace(playbook, asked=playbook.asked + 1)):
            never_less_careful(given_facts, replace(given_facts, playbook=less))


def test_an_answer_to_an_open_question_moves_the_playbook_on() -> None:
    decision = decide(replace(QUIET, playbook=RUNNING))
    assert decision.outcome == Act("refund", "3", UUID(int=7))
    ended = decide(replace(QUIET, playbook=replace(RUNNING, speaks=False)))
    assert isinstance(ended.outcome, HandOff)
    assert ended.outcome.reason is Reason.LEVEL


def test_a_second_time_without_an_answer_is_a_persons() -> None:
    again = replace(RUNNING, how="again", asked=1)
    first = decide(replace(QUIET, playbook=again))
    assert isinstance(first.outcome, Act)
    assert first.offer_person
    second = decide(replace(QUIET, playbook=replace(again, asked=2)))
    assert isinstance(second.outcome, HandOff)
    assert second.outcome.reason is Reason.LOOP


def test_a_question_in_between_is_answered_from_articles_and_the_playbook_waits() -> None:
    meanwhile = decide(replace(ANSWERABLE, playbook=replace(RUNNING, how="open")))
    assert isinstance(meanwhile.outcome, Answer)
    unknown = decide(replace(QUIET, playbook=replace(RUNNING, how="open")))
    assert isinstance(unknown.outcome, HandOff), "what nobody wrote about is a person's, in a playbook too"


def test_never_mind_leaves_and_a_yes_that_is_waited_for_says_nothing() -> None:
    assert decide(replace(QUIET, playbook=replace(RUNNING, how="leaves"))).outcome == AskBack("assistant.left")
    assert decide(replace(QUIET, playbook=replace(RUNNING, how="waits"))).outcome == Wait()


def test_whatever_asks_for_a_person_stands_before_a_playbook() -> None:
    careful = {
        "wish": WishFact("button", "en", None),
        "danger": True,
        "stopped_by": "Stopped.",
        "failures": ("search",),
        "contacts_in_window": 3,
        "contradictions": 2,
        "moments": (MomentFact("bereavement", "Bereavement", "P1", True, Level.OFF, 1, "phrase", "1"),),
        "signals": (Signal("frustration", 1.0, "1"),),
    }
    for name, value in careful.items():
        decision = decide(replace(QUIET, playbook=RUNNING, **{name: value}))
        assert isinstance(decision.outcome, HandOff), name


def test_a_new_one_needs_the_topic_where_topics_are_fitted() -> None:
    starts = replace(RUNNING, how="starts", run=None)
    sure = TopicGuess("refunds", 0.9, 0.9, True, "Sure.", 0.5, "1")
    assert isinstance(decide(replace(QUIET, playbook=starts)).outcome, Act), "no fit: its own taught words"
    assert isinstance(decide(replace(QUIET, playbook=starts, guess=sure)).outcome, Act)
    for other in (replace(sure, accepted=False), replace(sure, slug="shipping")):
        assert isinstance(decide(replace(QUIET, playbook=starts, guess=other)).outcome, HandOff)
