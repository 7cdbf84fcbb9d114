"""A back-test puts first what matters most: who needed a person and would lose one, then who would get one sooner."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.escalation.decision import Answer, Decision, HandOff, Reason
from handrail.core.escalation.facts import Facts, QuoteFact, WishFact
from handrail.core.escalation.rules.backtest import Backtest, Effect, backtest
from handrail.core.escalation.rules.course import Course, Step, Truth, needed
from handrail.core.trust.intervals import wilson

NOW = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
QUOTE = QuoteFact(UUID(int=1), 1, "Delivery", "We deliver.", "shipping", 0.9)
ANSWER = Decision(Answer(QUOTE), "quote-approved", "It answers.", "Less evidence.")
PERSON = Decision(HandOff(Reason.RULE), "rules/it", "Because.", "Without it.", offer_person=True)
FACTS = Facts(
    text="?", language="en", language_confidence=1, channel="chat", person_writes=False, wish=None, small_talk=None,
    evidence=None, topic=None, stopped_by=None,
)  # fmt: skip


def course(
    before: str, after: str, truth: Truth | None = None, facts: dict[int, Facts] | None = None, n: int = 1
) -> Course:
    """One letter a turn: `a` answered, `p` to a person."""
    kinds = {"a": ANSWER, "p": PERSON}
    steps = tuple(
        Step(NOW + timedelta(hours=turn), (facts or {}).get(turn, FACTS), kinds[one], kinds[other])
        for turn, (one, other) in enumerate(zip(before, after, strict=True))
    )
    return Course(UUID(int=n), NOW + timedelta(days=n), "shipping", False, steps, truth or Truth())


def wrote_after(turn: int) -> Truth:
    return Truth((NOW + timedelta(hours=turn, minutes=5),))


@pytest.mark.parametrize(
    ("before", "after", "truth", "effect"),
    [
        ("aa", "ap", wrote_after(1), Effect.CAUGHT),
        ("aap", "app", wrote_after(1), Effect.CAUGHT),
        ("ap", "aa", wrote_after(1), Effect.LOST),
        ("app", "aap", wrote_after(1), Effect.LOST),
        ("aa", "pa", wrote_after(1), Effect.CAUGHT),
        ("ap", "pp", wrote_after(1), Effect.OTHER),
        ("pp", "ap", wrote_after(1), Effect.OTHER),
        ("aa", "ap", Truth(), Effect.NEEDLESS),
        ("ap", "aa", Truth(), Effect.RELEASED),
        ("aa", "pp", Truth(rating=1), Effect.CAUGHT),
        ("aa", "pp", Truth(solved=False), Effect.CAUGHT),
        ("aa", "pp", Truth(rating=5, solved=True), Effect.NEEDLESS),
    ],
)
def test_what_happened_says_whether_a_change_is_good(before: str, after: str, truth: Truth, effect: Effect) -> None:
    [change] = backtest([course(before, after, truth)]).changes
    assert change.effect is effect


def test_what_goes_the_same_way_is_no_change_and_what_follows_a_person_does_not_count() -> None:
    assert backtest([course("aa", "aa"), course("pa", "pp")]).changes == ()


def test_another_name_or_reason_for_the_same_is_no_change_but_another_person_is() -> None:
    base = course("p", "p")
    renamed = replace(PERSON, rule="rules/other", reason="Otherwise.")
    assert backtest([replace(base, steps=(replace(base.steps[0], after=renamed),))]).changes == ()
    drafted = replace(PERSON, outcome=HandOff(Reason.RULE, QUOTE))
    [change] = backtest([replace(base, steps=(replace(base.steps[0], after=drafted),))]).changes
    assert change.effect is Effect.OTHER


def test_a_rejected_or_repeated_question_shows_that_the_answer_before_it_was_no_help() -> None:
    rejected = course("aaa", "aaa", facts={2: replace(FACTS, contradictions=1)})
    assert needed(rejected) is not None
    assert needed(rejected).step == 1  # pyright: ignore[reportOptionalMemberAccess]
    again = course("aa", "aa", facts={1: replace(FACTS, times_asked=1)})
    assert needed(again).because == "The customer had to ask nearly the same again."  # pyright: ignore
    wish = course("aaa", "aaa", facts={1: replace(FACTS, wish=WishFact("button", "en", None))})
    assert needed(wish).step == 1  # pyright: ignore
    assert needed(course("aa", "aa")) is None


def test_an_agent_who_wrote_first_shows_no_need() -> None:
    assert needed(course("aa", "aa", Truth((NOW - timedelta(hours=1),)))) is None


def test_the_report_counts_with_intervals_and_by_topic_and_puts_lost_first() -> None:
    found = backtest(
        [
            course("aa", "ap", n=1),
            course("ap", "aa", wrote_after(1), n=2),
            course("aa", "ap", wrote_after(1), n=3),
            replace(course("aa", "aa", n=4), topic="refunds"),
            course("aa", "ap", wrote_after(1), n=5),
        ],
        unread=1,
        left_out=2,
    )
    assert [change.effect for change in found.changes] == [Effect.LOST, Effect.CAUGHT, Effect.CAUGHT, Effect.NEEDLESS]
    assert [change.course.conversation.int for change in found.of(Effect.CAUGHT)] == [5, 3], "the newest first"
    assert (found.looked_at, found.needed, found.fine, found.unread, found.left_out) == (5, 3, 2, 1, 2)
    assert (found.missed_before, found.missed_after) == (2, 1)
    assert found.by_topic["refunds"] == {}
    assert found.by_topic["shipping"] == {Effect.LOST: 1, Effect.CAUGHT: 2, Effect.NEEDLESS: 1}
    assert found.of_topic == {"refunds": 1, "shipping": 4}
    assert found.shares["needless"].count == 1
    assert found.shares["needless"].of == 2
    assert found.shares["changed"].share == 0.8


def test_nothing_looked_at_gives_no_share() -> None:
    empty = backtest([])
    assert empty == Backtest()
    assert all((share.low, share.high) == (0.0, 1.0) for share in empty.shares.values())


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share_and_stays_between_none_and_all(count: int, of: int) -> None:
    count = min(count, of)
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1


def test_the_interval_is_the_published_one() -> None:
    """Newcombe (1998), table 1: 81 of 263, and 0 of 20."""
    assert [round(end, 4) for end in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(end, 4) for end in wilson(0, 20)] == [0.0, 0.1611]
