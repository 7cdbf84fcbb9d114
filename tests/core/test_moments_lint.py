"""Forbidden phrases are found where they stand, differences are said field by field, and clocks run to a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.escalation.moments.clocks import CLOCKS, clock_named, due_at
from handrail.core.escalation.moments.difference import difference
from handrail.core.escalation.moments.examples import by_phrases
from handrail.core.escalation.moments.floor import below_the_floor
from handrail.core.escalation.moments.forbidden import forbidden_in
from handrail.core.escalation.moments.register import Moment, Register, RegisterIsWrong, Words, parse_register
from handrail.core.escalation.moments.said_at_once import said_at_once
from handrail.core.supervision.levels import SPEAKS_ALONE
from handrail.rules.read_register import shipped_register
from tests.core.test_register import registers

SHIPPED = shipped_register()
BY_LANGUAGE = ("forbidden", "positive", "near", "phrases", "not_phrases")
FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def sayings(phrase: str) -> str:
    """One sentence that a phrase is meant for: the first way of each choice, gaps and stems filled."""
    words, depth, skipping = "", 0, 0
    for at, sign in enumerate(phrase):
        match sign:
            case "(":
                depth += 1
            case ")":
                depth, skipping = depth - 1, skipping if skipping < depth else 0
            case "|":
                skipping = skipping or depth
            case "~" if not skipping:
                words += "some more"
            case "*" | "?":
                pass
            case _ if not skipping:
                words += sign
            case _:
                pass
        if skipping and depth < skipping:
            skipping = 0
        assert at >= 0
    return " ".join(words.split())


EVERY_FORBIDDEN = [
    (moment.slug, phrase)
    for moment in SHIPPED.moments.values()
    for phrases in moment.forbidden.values()
    for phrase in phrases
]


@pytest.mark.parametrize(("slug", "phrase"), EVERY_FORBIDDEN)
def test_every_shipped_forbidden_phrase_is_found_where_it_stands(slug: str, phrase: str) -> None:
    said = sayings(phrase)
    text = f"Well — {said}!"
    found = [one for one in forbidden_in(text, [SHIPPED.moments[slug]]) if one.phrase == phrase]
    assert found, said
    assert text[found[0].start : found[0].end] == found[0].words


def test_a_forbidden_phrase_is_found_in_capitals_and_beside_letters_with_accents() -> None:
    [found] = forbidden_in("Très désolé… ÇA VA? CALM DOWN please", [SHIPPED.moments["self-harm"]])
    assert found.words == "CALM DOWN"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    for one in forbidden_in(text, SHIPPED.moments.values()):
        assert text[one.start : one.end] == one.words


def test_the_same_register_differs_in_nothing() -> None:
    assert difference(SHIPPED, SHIPPED) == ()


@settings(deadline=None)
@given(registers(), registers())
def test_two_registers_that_differ_say_so(one: Register, other: Register) -> None:
    changes = difference(one, other)
    alike = one.moments == other.moments and one.routine == other.routine
    assert bool(changes) or alike or _only_order_differs(one, other)


def _only_order_differs(one: Register, other: Register) -> bool:
    """Empty languages and the order of lines say nothing."""
    return all(
        slug in other.moments and sorted(map(str, vars_of(moment))) == sorted(map(str, vars_of(other.moments[slug])))
        for slug, moment in one.moments.items()
    )


def vars_of(moment: Moment) -> list[object]:
    return [
        {key: sorted(lines) for key, lines in cast(Words, value).items() if lines} if name in BY_LANGUAGE else value
        for name, value in ((name, getattr(moment, name)) for name in Moment.__slots__)
    ]


@settings(deadline=None)
@given(registers())
def test_no_register_that_may_be_published_makes_a_gravest_moment_soft(register: Register) -> None:
    joined = replace(register, moments={**SHIPPED.moments, **register.moments})
    if below_the_floor(joined, SHIPPED):
        return
    noticing = by_phrases(joined)
    for slug, must in SHIPPED.moments.items():
        own = joined.moments[slug]
        if must.gravest:
            assert (own.urgency, own.hard, own.around_the_clock) == ("P0", True, True)
            assert own.ceiling not in SPEAKS_ALONE
            assert own.within_minutes <= 60
            before = by_phrases(Register({slug: must}, {}, ""))
            example = next(text for text in must.positive["en"] if slug in before(text, "en"))
            assert slug in noticing(example, "en")


def test_the_shipped_register_is_not_below_its_own_floor() -> None:
    assert below_the_floor(SHIPPED, SHIPPED) == ()


def test_what_a_file_says_of_a_soft_gravest_moment_is_refused() -> None:
    row = {
        "name": "Soft", "hard": False, "who": {"team": "a", "skill": "b"}, "within_minutes": 1, "urgency": "P0",
        "ceiling": "autonomous", "around_the_clock": False,
    }  # fmt: skip
    with pytest.raises(RegisterIsWrong) as caught:
        parse_register({"version": "x", "moments": {"soft": row}})
    assert {fault.rule for fault in caught.value.faults} == {
        "moments.soft.hard", "moments.soft.ceiling", "moments.soft.around_the_clock"
    }  # fmt: skip


def test_every_clock_of_the_register_is_known() -> None:
    assert {name for moment in SHIPPED.moments.values() for name in moment.clocks} == set(CLOCKS)


def test_clocks_run_to_their_time_and_working_days_leave_weekends_out() -> None:
    assert due_at(clock_named("data-breach"), FRIDAY) == FRIDAY + timedelta(hours=72)
    assert due_at(clock_named("formal-complaint"), FRIDAY) == FRIDAY + timedelta(days=21)
    assert due_at(clock_named("payment-dispute"), FRIDAY) is None
    assert due_at(clock_named("a-clock-of-our-own"), FRIDAY) is None


def test_nothing_is_said_at_once_that_nobody_signed() -> None:
    for slug, moment in SHIPPED.moments.items():
        for language in moment.texts:
            assert said_at_once(SHIPPED, [slug], language) is None
