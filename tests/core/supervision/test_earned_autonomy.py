"""No sequence of reviews, stops, version changes and clock jumps leaves a topic above what its certificate allows."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from math import log
from uuid import UUID

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from handrail.core.quality.promotion import alpha_of
from handrail.core.quality.tilts import BETTER
from handrail.core.supervision.cell import Cell, Rules, allowed, new_cell
from handrail.core.supervision.course import after
from handrail.core.supervision.happened import (
    Alarmed,
    Around,
    BegunAgain,
    Demoted,
    DueKept,
    Expired,
    Followed,
    Happened,
    Lifted,
    Promoted,
    Refused,
    Renewed,
    Reviewed,
    SetByHand,
    Signed,
    Stopped,
    Ticked,
    VersionChanged,
    Why,
)
from handrail.core.supervision.levels import Level, rank
from handrail.core.supervision.proposal import proposal

START = datetime(2026, 11, 1, tzinfo=timezone.utc)  # noqa: UP017
LEAD, AGENT = UUID(int=1), UUID(int=2)
FINE = Around(None, 1.0, capacity_seen=True)
DAY = timedelta(days=1)
WEEK = 7 * DAY


def course(cell: Cell, rules: Rules, *happened: Happened) -> tuple[Cell, list[Followed]]:
    followed: list[Followed] = []
    for one in happened:
        cell, more = after(cell, one, rules)
        followed += more
    return cell, followed


def good(at: datetime, times: int, version: str = "v1") -> list[Happened]:
    return [DueKept(at), *[Reviewed(at, version, failed=False)] * times]


def climbed(to: Level, rules: Rules = Rules()) -> Cell:  # noqa: B008
    """A flawless topic, signed up level by level."""
    cell, at = new_cell("v1", START, rules), START
    for goal in tuple(Level)[rank(Level.APPROVE) : rank(to) + 1]:
        cell, _ = course(cell, rules, *[DueKept(at + days * DAY) for days in range(0, 30, 5)])
        at += 30 * DAY
        cell, _ = course(cell, rules, *good(at, 320))
        found = proposal(cell, at, rules, FINE)
        assert (found.to, found.missing) == (goal, ())
        cell, followed = course(cell, rules, Signed(at, LEAD, goal, FINE))
        assert followed == [Promoted(tuple(Level)[rank(goal) - 1], goal)]
    return cell


def test_a_topic_climbs_by_proof_and_signature_alone() -> None:
    rules = Rules()
    cell = new_cell("v1", START, rules)
    assert [one for one in course(cell, rules, Signed(START, LEAD, Level.APPROVE, FINE))[1] if isinstance(one, Refused)]
    proven, followed = course(cell, rules, *good(START, 200))
    assert (proven.level, followed) == (Level.SUGGEST, [])
    top = climbed(Level.AUTONOMOUS)
    assert top.certified is not None
    assert top.certified.allows is Level.AUTONOMOUS
    assert top.certified.bound <= 0.05
    assert allowed(top, top.seen_at) is Level.AUTONOMOUS


@pytest.mark.parametrize(
    ("happened", "level", "why"),
    [
        (lambda at: Reviewed(at, "v1", failed=True, critical=True), Level.APPROVE, Why.CRITICAL),
        (lambda at: Reviewed(at, "old", failed=True, critical=True, certifying=False), Level.APPROVE, Why.CRITICAL),
        (lambda at: Alarmed(at, "contradicted"), Level.APPROVE, Why.SIGN),
        (Expired, Level.APPROVE, Why.EXPIRED),
        (lambda at: Stopped(at, AGENT), Level.SUGGEST, Why.STOPPED),
        (lambda at: VersionChanged(at, "v2", major=True, replayed_equal=True), Level.MONITORED, Why.VERSION),
        (lambda at: VersionChanged(at, "v2", major=False, replayed_equal=False), Level.MONITORED, Why.VERSION),
        (lambda at: Ticked(at + WEEK), Level.MONITORED, Why.LAPSED),
        (lambda at: Ticked(at + 2 * WEEK), Level.APPROVE, Why.LAPSED),
        (lambda at: Ticked(at + 400 * DAY), Level.SUGGEST, Why.OVER),
        (lambda at: SetByHand(at, LEAD, Level.OFF), Level.OFF, Why.BY_HAND),
    ],
)
def test_whatever_takes_trust_away_does_so_at_once_and_for_good(happened, level: Level, why: Why) -> None:
    rules, top = Rules(), climbed(Level.AUTONOMOUS)
    fallen, followed = after(top, happened(top.seen_at), rules)
    [demoted] = followed
    assert isinstance(demoted, Demoted)
    assert (demoted.was, demoted.now, demoted.why) == (Level.AUTONOMOUS, level, why)
    assert fallen.level is level
    assert fallen.test.reviews == 0
    later, _ = course(fallen, rules, *good(fallen.seen_at, 50), Lifted(fallen.seen_at, LEAD))
    assert later.level is level


def test_a_failing_topic_falls_by_its_reviews_and_so_does_one_whose_reviews_never_come() -> None:
    rules, top = Rules(), climbed(Level.MONITORED)
    for failed in (True, None):
        fallen, followed = course(top, rules, *[Reviewed(top.seen_at, "v1", failed)] * 20)
        falls = [(one.now, one.why) for one in followed if isinstance(one, Demoted)]
        assert falls == [(Level.APPROVE, Why.DRIFT), (Level.SUGGEST, Why.DRIFT)]
        assert fallen.level is Level.SUGGEST


def test_a_minor_change_that_replays_equal_keeps_the_certificate_and_doubles_the_draw() -> None:
    rules, top = Rules(), climbed(Level.MONITORED)
    top, _ = course(top, rules, *good(top.seen_at, 30))
    kept, followed = after(top, VersionChanged(top.seen_at, "v1b", major=False, replayed_equal=True), rules)
    assert followed == ()
    assert (kept.level, kept.certified, kept.test) == (Level.MONITORED, top.certified, top.test)
    assert (kept.watch.reviews, kept.doubled_until) == (0, top.seen_at + 14 * DAY)


def test_a_demoted_topic_does_not_flap_and_has_to_prove_itself_again_with_less_error_to_spend() -> None:
    rules, top = Rules(), climbed(Level.MONITORED)
    slightly_bad = [False] * 15 + [True]  # 6.2 %: over the bar for promotion, under the one for demotion
    same, followed = course(top, rules, *[Reviewed(top.seen_at, "v1", failed) for failed in slightly_bad * 12])
    assert (same.level, followed) == (Level.MONITORED, [])
    down, _ = course(top, rules, Alarmed(top.seen_at, "repeat contact"))
    assert down.test.alpha < climbed(Level.APPROVE).test.alpha
    assert down.test.alpha == pytest.approx(alpha_of(2))


@pytest.mark.parametrize(
    ("around", "why"),
    [
        (replace(FINE, barred="Reviewers caught 3 of 30 bad items."), "caught 3 of 30"),
        (replace(FINE, capacity_seen=False), "take over"),
        (replace(FINE, repeat_ratio_high=None), "Repeat contacts"),
        (replace(FINE, repeat_ratio_high=1.3), "Repeat contacts"),
    ],
)
def test_a_signature_without_what_stands_around_it_is_refused(around: Around, why: str) -> None:
    rules, cell = Rules(), climbed(Level.MONITORED)
    at = cell.seen_at + 30 * DAY
    kept = [DueKept(cell.seen_at + days * DAY) for days in (6, 12, 18, 24)]
    ready, _ = course(cell, rules, *kept, *good(at, 320))
    assert proposal(ready, at, rules, FINE).stands
    same, followed = after(ready, Signed(at, LEAD, Level.AUTONOMOUS, around), rules)
    assert same.level is Level.MONITORED
    assert any(why in sentence for one in followed if isinstance(one, Refused) for sentence in one.why)


def test_autonomy_takes_four_weeks_and_three_hundred_reviews_without_a_critical_harm() -> None:
    rules, cell = Rules(), climbed(Level.MONITORED)
    soon, _ = course(cell, rules, *good(cell.seen_at + DAY, 200))
    missing = proposal(replace(soon, clean=200), soon.seen_at, rules, FINE).missing
    assert any("28 days" in one for one in missing)
    assert any("100 more reviews" in one for one in missing)


def test_money_stays_where_its_rules_end() -> None:
    rules = Rules(target=0.98, highest=Level.APPROVE)
    cell, _ = course(climbed(Level.APPROVE, rules), rules, *good(START + 35 * DAY, 900))
    found = proposal(cell, cell.seen_at, rules, FINE)
    assert (found.to, found.stands) == (None, False)


def test_reviewers_who_miss_failures_make_the_bar_higher() -> None:
    assert new_cell("v1", START, Rules(sensitivity=0.8)).test.theta0 == pytest.approx(0.08)


def test_a_certificate_is_renewed_on_reviews_since_it_was_signed_and_on_nothing_older() -> None:
    rules, cell = Rules(), climbed(Level.MONITORED)
    same, followed = after(cell, Signed(cell.seen_at, LEAD, Level.MONITORED, FINE), rules)
    assert isinstance(followed[0], Refused)
    proven, _ = course(same, rules, *good(cell.seen_at + DAY, 200))
    renewed, followed = after(proven, Signed(proven.seen_at, LEAD, Level.MONITORED, FINE), rules)
    assert followed == (Renewed(Level.MONITORED),)
    assert renewed.certified is not None
    assert renewed.certified.until == proven.seen_at + rules.certificate_for


def test_a_clock_that_goes_back_gives_nothing_back() -> None:
    rules, top = Rules(), climbed(Level.AUTONOMOUS)
    late, _ = after(top, Ticked(top.seen_at + 8 * DAY), rules)
    back, _ = after(late, DueKept(START), rules)
    assert back.level is Level.MONITORED
    assert back.seen_at == late.seen_at
    assert allowed(back, START) is Level.MONITORED


def test_nothing_starts_above_what_needs_no_certificate() -> None:
    with pytest.raises(ValueError, match="starts at suggest"):
        new_cell("v1", START, Rules(), Level.APPROVE)


class TopicCourse(RuleBasedStateMachine):
    """Beside the cell a ledger that only counts: labels since the tests last began, and the highest level still allowed."""

    def __init__(self) -> None:
        super().__init__()
        self.rules = Rules(alpha=0.2, certificate_for=60 * DAY)  # loose, so that random reviews climb at all
        self.at = self.kept = START
        self.cell = new_cell("v0", START, self.rules)
        self.version, self.top = "v0", Level.SUGGEST
        self.labels: list[bool] = []
        self.until: datetime | None = None
        self.stopped = False

    @initialize(to=st.sampled_from([Level.SUGGEST, Level.APPROVE, Level.MONITORED, Level.MONITORED, Level.AUTONOMOUS]))
    def has_climbed_to(self, to: Level) -> None:
        while self.cell.level is not to:
            self.weeks_pass_in_order(5)
            self.went_well(310)
            self.signed(capacity=True, repeat=1.0, again=False)

    def happen(self, one: Happened) -> tuple[Followed, ...]:
        self.at = max(self.at, one.at)
        self._time()
        before = self.cell
        self.cell, followed = after(self.cell, one, self.rules)
        for each in followed:
            if isinstance(each, Demoted):
                assert rank(each.now) < rank(each.was)
        if self.cell.test.reviews == 0 and before.test.reviews:
            self.labels = []
        return followed

    def _time(self) -> None:
        weeks = int((self.at - self.kept) // WEEK)
        if self.until is not None and self.at >= self.until:
            self._cap(Level.SUGGEST)
        for _ in range(weeks):
            self.kept += WEEK
            if rank(self.top) > rank(Level.SUGGEST):
                self._cap(tuple(Level)[rank(self.top) - 1])

    def _cap(self, level: Level) -> None:
        if rank(level) < rank(self.top):
            self.top = level

    @rule(failed=st.sampled_from([False] * 12 + [True, None]), times=st.integers(1, 90), mine=st.booleans())
    def reviewed(self, failed: bool | None, times: int, mine: bool) -> None:
        for _ in range(times if failed is False else min(times, 8)):
            if mine:
                self.labels.append(failed is not False)
            self.happen(Reviewed(self.at, self.version if mine else "other", failed))

    @rule(times=st.integers(150, 340))
    def went_well(self, times: int) -> None:
        for _ in range(times):
            self.labels.append(False)
            self.happen(Reviewed(self.at, self.version, failed=False))

    @rule(certifying=st.booleans())
    def critical(self, certifying: bool) -> None:
        self.happen(Reviewed(self.at, self.version, failed=True, critical=True, certifying=certifying))
        self._cap(Level.APPROVE)
        assert self.cell.clean == 0

    @rule(times=st.integers(1, 50))
    def targeted_reviews_prove_nothing(self, times: int) -> None:
        test = self.cell.test
        for _ in range(times):
            self.happen(Reviewed(self.at, self.version, failed=False, certifying=False))
        assert self.cell.test in (test, replace(test, theta0=self.cell.test.theta0, alpha=self.cell.test.alpha))

    @rule(days=st.integers(-30, 40), kept=st.booleans())
    def clock_jumps(self, days: int, kept: bool) -> None:
        there = self.at + days * DAY
        self.happen(DueKept(there) if kept else Ticked(there))
        if kept:
            self.kept = self.at

    @rule(weeks=st.integers(1, 5))
    def weeks_pass_in_order(self, weeks: int) -> None:
        for _ in range(weeks):
            self.happen(DueKept(self.at + 6 * DAY))
            self.kept = self.at

    @rule(capacity=st.booleans(), repeat=st.sampled_from([None, 1.0, 1.5]), again=st.booleans())
    def signed(self, capacity: bool, repeat: float | None, again: bool) -> None:
        self.happen(Ticked(self.at))
        was, test, labels = self.cell, self.cell.test, list(self.labels)
        goal = was.level if again else tuple(Level)[min(rank(was.level) + 1, 5)]
        followed = self.happen(Signed(self.at, LEAD, goal, Around(None, repeat, capacity)))
        if any(isinstance(one, Promoted | Renewed) for one in followed):
            assert capacity and not self.stopped
            if rank(goal) > rank(Level.SUGGEST):
                self._must_be_proven(labels, test.theta0, test.alpha, goal)
                self.until = self.at + self.rules.certificate_for
            if goal is Level.AUTONOMOUS and not again:
                assert repeat == 1.0
                assert self.at - was.since >= 28 * DAY
            self.top = goal
            if not again:
                self.kept = self.at
            self.labels = []

    def _must_be_proven(self, labels: list[bool], theta0: float, alpha: float, goal: Level) -> None:
        assert theta0 <= 1 - (0.9 if goal is Level.APPROVE else 0.95) + 1e-12
        assert alpha <= 0.2
        stakes = np.log(BETTER.weights) + np.cumsum([BETTER.log_factors(theta0, failed) for failed in labels], axis=0)
        assert np.logaddexp.reduce(stakes, axis=1).max() >= log(1 / alpha) - 1e-9

    @rule(major=st.booleans(), equal=st.booleans())
    def version_changed(self, major: bool, equal: bool) -> None:
        self.version = f"v{int(self.version[1:]) + 1}"
        before = rank(self.cell.level), len(self.labels)
        self.happen(VersionChanged(self.at, self.version, major, equal))
        if major or not equal:
            if rank(self.top) > rank(Level.SUGGEST):
                self._cap(tuple(Level)[rank(self.top) - 1])
            self.labels = []
            assert self.cell.test.reviews == 0
        assert rank(self.cell.level) <= before[0]

    @rule()
    def stopped_by_anybody(self) -> None:
        self.happen(Stopped(self.at, AGENT))
        self.stopped = True
        self._cap(Level.SUGGEST)

    @precondition(lambda self: self.stopped)
    @rule()
    def lifted(self) -> None:
        before = self.cell.level
        self.happen(Lifted(self.at, LEAD))
        self.stopped = False
        assert rank(self.cell.level) <= rank(before)

    @rule(sign=st.booleans())
    def a_sign_or_an_article(self, sign: bool) -> None:
        self.happen(Alarmed(self.at, "contradicted") if sign else Expired(self.at))
        self._cap(Level.APPROVE)

    @rule()
    def begun_again(self) -> None:
        self.happen(BegunAgain(self.at, LEAD))
        self.labels = []

    @rule(to=st.sampled_from(list(Level)))
    def set_by_hand(self, to: Level) -> None:
        before = self.cell.level
        self.happen(SetByHand(self.at, LEAD, to))
        if rank(to) > rank(Level.SUGGEST):
            assert rank(self.cell.level) <= rank(before)
            self._cap(to)
        else:
            self.top = to
            if to is not before:
                self.labels = []

    @invariant()
    def never_above_what_is_allowed(self) -> None:
        assert rank(self.cell.level) <= rank(self.top)
        if self.cell.speaks_on_signature:
            certified = self.cell.certified
            assert certified is not None
            assert rank(self.cell.level) <= rank(certified.allows)
            assert not self.stopped

    @invariant()
    def whoever_asks_later_without_any_tick_gets_what_a_tick_would_have_left(self) -> None:
        for days in (-100, 0, 3, 8, 15, 100):
            then = self.at + days * DAY
            assert allowed(self.cell, then) is after(self.cell, Ticked(then), self.rules)[0].level

    @invariant()
    def the_test_counts_what_came_since_it_began(self) -> None:
        assert self.cell.test.reviews == len(self.labels)
        assert self.cell.test.failures == sum(self.labels)


TestTopicCourse = TopicCourse.TestCase
TestTopicCourse.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
