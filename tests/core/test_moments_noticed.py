"""Moments are noticed by phrases or by likeness: either is enough, nothing raises, and time grows with the text alone."""

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.escalation.moments.likeness import (
    ANY,
    ELSE,
    GRAVEST,
    Example,
    Likeness,
    as_arrays,
    from_arrays,
    learn,
)
from handrail.core.escalation.moments.moment import Register
from handrail.core.escalation.moments.notice import (
    Likely,
    both_say,
    examples_of,
    gravest_of,
    groups_for,
    likely,
    notice,
)
from handrail.core.escalation.moments.phrase_book import PhraseBook, phrase_book
from handrail.core.escalation.moments.spelling import SIZE, learn_spelling
from handrail.core.escalation.moments.windows import MOST, SHORT, windows
from handrail.rules.read_register import shipped_register

HALF = {ANY: 0.02, GRAVEST: 0.02, ELSE: 0.02}
GRAVE = frozenset({"fire"})
EXAMPLES = [
    *(Example(f"the {thing} is burning", "fire") for thing in ("house", "shop", "oven", "cable", "car", "roof")),
    *(Example(f"I want to leave the {thing}", "leaving") for thing in ("contract", "plan", "club", "box", "course")),
    *(Example(f"{thing} is a hot deal", None) for thing in ("phone", "lamp", "tent")),
    *(Example(f"when does the {thing} open", None, routine=True) for thing in ("shop", "pool", "desk", "bar", "hall")),
]


@pytest.fixture(scope="module")
def register() -> Register:
    return shipped_register()


@pytest.fixture(scope="module")
def book(register: Register) -> PhraseBook:
    return phrase_book(register)


@pytest.fixture(scope="module")
def small() -> Likeness:
    return learn(EXAMPLES, GRAVE, HALF)


def found(text: str, register: Register, book: PhraseBook, language: str = "en") -> list[str]:
    return [one.slug for one in notice(text, language, 0.99, register, book, {})]


def test_a_phrase_notices_a_moment_and_says_where(register: Register, book: PhraseBook):
    text = "Cancel it. My daughter says she wants to die, please hurry."
    first = notice(text, "en", 0.99, register, book, {})[0]
    assert (first.slug, first.urgency, first.by, first.score) == ("self-harm", "P0", "phrase", 1.0)
    assert "wants to die" in text[first.start : first.end]


def test_the_gravest_comes_first(register: Register, book: PhraseBook):
    slugs = found("I'll sue you. And I want to kill myself.", register, book)
    assert slugs.index("self-harm") < slugs.index("legal-threat")


@pytest.mark.parametrize("sure", [0.0, 0.95])
def test_an_unsure_language_still_finds_the_words_of_every_language(register: Register, book: PhraseBook, sure: float):
    for text, language in (("Ich will nicht mehr leben", "de"), ("死にたい", "ja"), ("quiero morirme", "es")):
        said = language if sure else "und"
        assert "self-harm" in [one.slug for one in notice(text, said, sure, register, book, {})]


def test_words_of_one_language_are_not_looked_for_inside_those_of_another(register: Register, book: PhraseBook):
    assert found("is the direct debit due, and do you sell dvds", register, book) == []


def test_a_take_back_takes_back_what_stands_inside_of_it_and_nothing_else(register: Register):
    plain = register.moments["self-harm"]
    changed = dataclasses.replace(
        plain, phrases={"en": ("kill myself",)}, not_phrases={"en": ("kill myself laughing",)}
    )
    taken = phrase_book(dataclasses.replace(register, moments={"self-harm": changed}))
    assert taken.find("I could kill myself laughing", "en", 0.99) == []
    hits = taken.find("I could kill myself laughing. No, I will kill myself", "en", 0.99)
    assert [hit.start for hit in hits] == [41]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["en", "de", "ja", "und", "xx", ""]), st.floats(0, 1))
def test_any_text_in_any_language_is_read(text: str, language: str, confidence: float):
    register = shipped_register()
    book = _books.setdefault("shipped", phrase_book(register)) if "shipped" not in _books else _books["shipped"]
    for one in notice(text, language, confidence, register, book, {}):
        assert 0 <= one.start < one.end <= len(text)


_books: dict[str, PhraseBook] = {}


def test_more_phrases_never_lose_a_grave_moment(register: Register):
    fewer = dataclasses.replace(register, moments={"self-harm": register.moments["self-harm"]})
    both = dataclasses.replace(register, moments=dict(list(register.moments.items())[:12]))
    less, more = phrase_book(fewer), phrase_book(both)
    for text in register.moments["self-harm"].positive["en"]:
        if "self-harm" in found(text, fewer, less):
            assert "self-harm" in found(text, both, more)


def test_what_stands_at_the_end_of_a_very_long_text_is_found(register: Register, book: PhraseBook):
    text = "The parcel is blue. " * 20_000 + "I want to kill myself"
    first = notice(text, "en", 0.99, register, book, {})[0]
    assert text[first.start : first.end] == "kill myself"


def test_likeness_knows_what_it_was_shown(small: Likeness):
    scores, limits = small.over_limits(["the barn is burning", "when does the zoo open"], None)
    any_one, grave = small.targets.index(ANY), small.targets.index(GRAVEST)
    assert scores[0, any_one] > limits[any_one]
    assert scores[0, grave] > limits[grave]
    assert scores[1, any_one] < limits[any_one]


def test_a_part_of_a_long_text_is_found_and_said(small: Likeness):
    text = "Nice weather here, and the garden is lovely at this time of the year. " * 6 + "The house is burning!"
    spans = windows(text)
    named = likely(small, [text[a:b] for a, b in spans], spans, None, GRAVE)
    assert "burning" in text[named["fire"].start : named["fire"].end]


def test_what_is_learned_is_kept_and_read_again_the_same():
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(len(EXAMPLES), 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    learned = learn(EXAMPLES, GRAVE, HALF, vectors, "some@1")
    again = from_arrays(as_arrays(learned))
    texts = [one.text for one in EXAMPLES]
    assert again.targets == learned.targets
    assert again.mark == "some@1"
    assert np.allclose(again.over_limits(texts, vectors)[0], learned.over_limits(texts, vectors)[0], atol=2e-3)


def test_later_turns_set_the_limits_of_later_turns_and_no_other():
    talk = [Example(text, None, later=True) for text in ("the barn is burning hot", "my house, yes", "burning it now")]
    alone, both = learn(EXAMPLES, GRAVE, HALF), learn([*EXAMPLES, *talk], GRAVE, HALF, later_may_alarm={ELSE: 0.0})
    assert np.array_equal(alone.limits_by_spelling, alone.later_limits_by_spelling)
    first = both.over_limits(["x"], None)[1]
    later = both.over_limits(["x"], None, later=True)[1]
    assert (later >= first).all()
    assert (later > first).any()


def test_nothing_can_be_learned_without_an_example_of_a_moment():
    with pytest.raises(ValueError, match="without an example"):
        learn([Example("hello", None, routine=True)], GRAVE, HALF)


def test_in_an_unsure_language_a_grave_moment_needs_one_group_and_another_both():
    grave, other = {"fire": Likely("fire", 0.9)}, {"leaving": Likely("leaving", 0.9)}
    assert set(both_say(grave, {}, GRAVE)) == {"fire"}
    assert both_say(other, {}, GRAVE) == {}
    assert set(both_say(other, grave, GRAVE)) == {"fire", "leaving"}
    assert groups_for("und", 0.2) == ("en", "others")
    assert groups_for("en", 0.99) == ("en",)
    assert groups_for("pl", 0.5) == ("others",)


@given(st.text(max_size=6000))
def test_parts_are_in_order_short_and_few(text: str):
    whole, *parts = windows(text)
    assert whole == (0, len(text))
    assert len(parts) <= MOST
    assert all(0 < end - start <= SHORT for start, end in parts)
    assert all(first[1] <= second[0] for first, second in pairwise(parts))


@given(st.text(max_size=200))
def test_spelling_gives_a_unit_row_or_nothing(text: str):
    row = learn_spelling([text, "something else"]).rows([text]).toarray()
    assert row.shape == (1, SIZE)
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-4) or not row.any()


def test_the_shipped_examples_are_many_and_in_their_languages(register: Register):
    for slug in gravest_of(register):
        moment = register.moments[slug]
        assert len(moment.positive["en"]) >= 60
        assert len(moment.near["en"]) >= 40
        assert len(moment.positive) >= 13
    assert sum(len(lines) for lines in register.routine.values()) >= 300
    assert all(sum(one.moment is None for one in examples_of(register, group)) > 200 for group in ("en", "others"))


@pytest.mark.slow
@pytest.mark.parametrize("group", ["en", "others"])
def test_by_spelling_alone_a_third_of_what_was_left_out_is_still_noticed(register: Register, group: str):
    """A floor against regressions, of the weakest detector: every fourth example is learned without."""
    from handrail.core.escalation.moments.notice import MAY_ALARM

    examples = examples_of(register, group)
    kept = [one for n, one in enumerate(examples) if n % 4]
    asked = [one for n, one in enumerate(examples) if not n % 4]
    learned = learn(kept, gravest_of(register), MAY_ALARM[group])
    grave = [one.text for one in asked if one.moment in gravest_of(register)]
    routine = [one.text for one in asked if one.routine]
    hits = [bool(likely(learned, [text], [(0, len(text))], None, gravest_of(register))) for text in grave]
    alarms = [bool(likely(learned, [text], [(0, len(text))], None, gravest_of(register))) for text in routine]
    assert np.mean(hits) > 0.35
    assert np.mean(alarms) < 0.08


def test_in_the_middle_of_a_conversation_a_turn_has_to_be_clearer(small: Likeness) -> None:
    texts = [*(one.text for one in EXAMPLES), "where is my parcel", "I did that before writing"]
    first = [set(likely(small, [one], [(0, len(one))], None, GRAVE)) for one in texts]
    later = [set(likely(small, [one], [(0, len(one))], None, GRAVE, later=True)) for one in texts]
    assert all(now <= before for now, before in zip(later, first, strict=True))
