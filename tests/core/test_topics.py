"""Taught topics: guesses for anything whatever, the same every time, never bolder for being less sure."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.escalation.facts import TopicGuess
from handrail.core.understanding.topics.example import Example, Handle
from handrail.core.understanding.topics.fit import NothingToLearn, Reader, fit
from handrail.core.understanding.topics.fitted import Bar, FittedTopics, Head
from handrail.core.understanding.topics.grams import Floats, grams_of
from handrail.core.understanding.topics.report import FitReport

PLACES = ["Norway", "Sweden", "Poland", "France", "Spain", "Italy", "Iceland", "Ireland", "Greece", "Malta"]
THINGS = ["tent", "stove", "jacket", "boots", "lamp", "kettle", "rope", "bottle", "pack", "scale"]
PAST = "yesterday", "on Monday", "last week", "two days ago", "in May"
SHIPPING = [f"Do you ship to {p}?" for p in PLACES] + [f"What does delivery to {p} cost?" for p in PLACES]
RETURNS = [f"How do I send my {t} back?" for t in THINGS] + [f"Can I return a {t}?" for t in THINGS]
ORDERS = [f"Where is the {t} I ordered?" for t in THINGS] + [f"When does my order with the {t} arrive?" for t in THINGS]
PEOPLE = [f"I want to dispute the charge for the {t}" for t in THINGS] + [f"I was billed twice {w}" for w in PAST]
OUTSIDE = ["What is the capital of Peru?", "Tell me a joke", "Who won the match?", "Play some music", "Is it raining?"]
D = 24


def examples() -> list[Example]:
    routine = (("shipping", SHIPPING), ("returns", RETURNS), ("orders", ORDERS))
    taught = [Example(text, topic, language="en") for topic, texts in routine for text in texts]
    taught += [Example(text, "disputes", Handle.PEOPLE, "en") for text in PEOPLE]
    return taught + [Example(text, None, Handle.OUTSIDE, "en") for text in OUTSIDE]


def vector(text: str) -> Floats:
    """Where words stand for meaning: the sum of a direction a word."""
    total = np.zeros(D)
    for word in grams_of(text)[0]:
        total += np.random.default_rng(sum(word.encode()) * 7919).normal(size=D)
    return (total / (np.linalg.norm(total) or 1)).astype(np.float32)


@cache
def taught() -> tuple[FittedTopics, FitReport]:
    given = examples()
    return fit(given, [Reader("toy", np.stack([vector(e.text) for e in given]), english=True)])


@cache
def by_words() -> tuple[FittedTopics, FitReport]:
    given = examples()
    return fit(given, [Reader("", np.zeros((len(given), 0), np.float32))])


def asked(text: str, language: str = "en", fitted: FittedTopics | None = None) -> TopicGuess:
    return (fitted or taught()[0]).guess(text, {"toy": vector(text)}, language)


@pytest.mark.parametrize("meaning", [True, False])
def test_what_was_taught_is_found_again_in_other_words(meaning: bool) -> None:
    topics, _ = taught() if meaning else by_words()
    assert asked("do you ship to Portugal", fitted=topics).slug == "shipping"
    assert asked("can I return the gloves", fitted=topics).slug == "returns"
    assert asked("where is the book I ordered", fitted=topics).slug == "orders"


def test_a_taught_question_is_accepted_and_says_on_what_ground() -> None:
    guess = asked("Do you ship to Portugal?")
    assert guess.accepted, guess
    assert guess.confidence > 0.8
    assert guess.because.startswith("It is “shipping”")
    assert "Not certified yet" in guess.because


@pytest.mark.parametrize(
    "text",
    [
        "I want to dispute the charge for the gloves",
        "I was billed twice in June",
        "Tell me a story",
        "qwertz",
        "",
        "?!",
    ],
)
def test_what_is_a_persons_or_was_never_taught_is_not_accepted(text: str) -> None:
    assert not asked(text).accepted, asked(text)


def test_a_language_nothing_was_taught_in_is_not_accepted_however_sure() -> None:
    guess = asked("Do you ship to Portugal?", "fr")
    assert not guess.accepted
    assert "Nothing was taught in this language (fr)" in guess.because


def test_a_language_with_few_labelled_messages_is_not_accepted() -> None:
    given = [replace(e, language="de") if i % 9 == 0 else e for i, e in enumerate(examples())]
    fitted, report = fit(given, [Reader("", np.zeros((len(given), 0), np.float32))])
    guess = fitted.guess("Do you ship to Portugal?", {}, "de")
    assert not guess.accepted
    assert "20 are needed" in guess.because
    assert fitted.guess("Do you ship to Portugal?", {}, "en").slug == "shipping"
    assert {one.language for one in report.languages} == {"de", "en"}


@given(
    st.text(max_size=200),
    st.sampled_from(["en", "und", "fr", "", "xx"]),
    st.lists(st.floats(width=32), min_size=0, max_size=2 * D),
)
@settings(max_examples=150, deadline=None)
def test_any_text_and_any_vector_give_a_guess_within_bounds_and_the_same_again(
    text: str, language: str, numbers: list[float]
) -> None:
    given = {"toy": np.array(numbers, np.float32), "other": np.zeros(3, np.float32)}
    guess = taught()[0].guess(text, given, language)
    assert guess == taught()[0].guess(text, given, language)
    for chance in (guess.confidence, guess.in_scope, guess.near_domain):
        assert 0 <= chance <= 1
    assert guess.because
    if guess.accepted:
        assert guess.in_scope >= guess.threshold
        assert guess.confidence >= 0.5


def test_a_surrogate_and_a_very_long_text_are_read_too() -> None:
    for text in ("\ud800 ship to Norway", "ship " * 100_000, "\x00", "🛶" * 50):
        assert isinstance(taught()[0].guess(text, {}, "en"), TopicGuess)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([*SHIPPING[:3], *PEOPLE[:2], *OUTSIDE[:2]]))
@settings(max_examples=60, deadline=None)
def test_a_higher_bar_never_accepts_more(one: float, other: float, text: str) -> None:
    low, high = sorted((one, other))

    def accepted(threshold: float) -> bool:
        bar = Bar(threshold, True, 100, "Certified.")
        return asked(text, fitted=replace(taught()[0], bars={"en": bar})).accepted

    assert accepted(low) or not accepted(high)


@given(st.floats(0, 3), st.sampled_from(["right", "routine"]), st.sampled_from([*SHIPPING[:4], *RETURNS[:4]]))
@settings(max_examples=60, deadline=None)
def test_less_confidence_never_accepts_more(less: float, chance: str, text: str) -> None:
    fitted = taught()[0]
    [head] = fitted.heads
    held = getattr(head, chance)
    lowered = replace(held, weights=held.weights - less * (np.arange(len(held.weights)) == len(held.weights) - 1))
    doubting: Head = replace(head, **{chance: lowered})
    if asked(text, fitted=replace(fitted, heads=(doubting,))).accepted:
        assert asked(text).accepted


def test_the_same_examples_in_any_order_give_the_same_fit() -> None:
    given = examples()
    order = np.random.default_rng(5).permutation(len(given))
    shuffled = [given[i] for i in order]
    fitted, report = fit(shuffled, [Reader("toy", np.stack([vector(e.text) for e in shuffled]), english=True)])
    assert fitted.version == taught()[0].version
    assert report == taught()[1]
    assert np.array_equal(fitted.heads[0].coefs, taught()[0].heads[0].coefs)


def test_another_example_is_another_version() -> None:
    given = [*examples(), Example("Do you deliver on Sundays?", "shipping", language="en")]
    assert fit(given, [Reader("", np.zeros((len(given), 0), np.float32))])[0].version != by_words()[0].version


def test_a_copy_of_an_example_does_not_vouch_for_itself() -> None:
    given = [*examples(), *(replace(e, text=e.text.upper()) for e in examples())]
    _, report = fit(given, [Reader("", np.zeros((len(given), 0), np.float32))])
    assert report.examples == by_words()[1].examples


def test_the_report_counts_each_example_and_says_how_many_labels_are_missing() -> None:
    report = taught()[1]
    assert report.examples == len(examples())
    assert sum(one.right.of for one in report.topics) == len(examples())
    assert report.right.low < report.right.value < report.right.high or report.right.value == 1
    assert sum(one.of for one in report.reliability) == report.right.of
    [english] = report.languages
    assert english.certificate.threshold is None
    assert english.certificate.missing == 299 - len(PEOPLE) - len(OUTSIDE)


@pytest.mark.parametrize("given", [[], examples()[:1], examples()[:20], [examples()[0], examples()[25]]])
def test_one_topic_alone_cannot_be_learned(given: list[Example]) -> None:
    with pytest.raises(NothingToLearn, match="two topics"):
        fit(given, [Reader("", np.zeros((len(given), 0), np.float32))])


def test_what_would_be_said_had_an_example_been_left_out_is_what_a_fit_without_it_says() -> None:
    """The closed form against doing it: one example out, and one topic out."""
    from handrail.core.understanding.topics.grams import buckets_for
    from handrail.core.understanding.topics.ridge import kernel, weigh

    given = examples()[:60]
    labels = np.array([["shipping", "returns", "orders"].index(e.topic or "") for e in given])
    words = buckets_for([e.text for e in given], 512).rows([e.text for e in given])
    vectors = np.stack([vector(e.text) for e in given])
    all_at_once = weigh(vectors, words, labels, 3)
    whole = kernel(vectors, words).astype(np.float64)
    for out in ([7], list(range(20, 40))):
        rest = [i for i in range(60) if i not in out]
        wanted = np.eye(3)[labels]
        coefs = np.linalg.solve(whole[np.ix_(rest, rest)] + 0.1 * np.eye(len(rest)), wanted[rest])
        by_hand = whole[np.ix_(out, rest)] @ coefs
        told = all_at_once.without_each if len(out) == 1 else all_at_once.without_topic
        others = [0, 1, 2] if len(out) == 1 else [0, 2]
        np.testing.assert_allclose(told[np.ix_(out, others)], by_hand[:, others], atol=2e-3)
