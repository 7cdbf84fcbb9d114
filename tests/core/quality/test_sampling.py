"""Who is reviewed is drawn by nobody's choice, with the chance that is said, and anybody can check it afterwards."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from handrail.core.quality.sampling import DaySeed, Draw, draw, recheck, targeted
from handrail.core.quality.weighed import hajek, horvitz_thompson

DAY = date(2026, 11, 29)
SEED = DaySeed(DAY, bytes(range(32)))
UNITS = [f"conversation-{n}/1" for n in range(5000)]
units = st.text(min_size=1, max_size=20)


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.9])
def test_a_conversation_is_drawn_with_the_chance_that_is_logged(rate: float) -> None:
    drawn = sum(draw(SEED, unit, rate).drawn for unit in UNITS)
    assert binom.ppf(0.0005, len(UNITS), rate) <= drawn <= binom.ppf(0.9995, len(UNITS), rate)
    assert all(draw(SEED, unit, 1.0).drawn for unit in UNITS[:100])


@given(units, st.floats(0.001, 1), st.floats(0.001, 1))
@settings(max_examples=50)
def test_drawing_again_changes_nothing_and_a_higher_rate_only_adds(unit: str, rate: float, other: float) -> None:
    assert draw(SEED, unit, rate) == draw(SEED, unit, rate)
    if rate <= other and draw(SEED, unit, rate).drawn:
        assert draw(SEED, unit, other).drawn


def test_without_the_seed_earlier_draws_say_nothing_of_the_next() -> None:
    """Another seed agrees with a draw as often as two coins do, and another day of the same seed too."""
    here = np.array([draw(SEED, unit, 0.5).drawn for unit in UNITS])
    for other in (DaySeed(DAY, bytes(32)), DaySeed(date(2026, 11, 30), SEED.seed)):
        same = int((here == [draw(other, unit, 0.5).drawn for unit in UNITS]).sum())
        assert binom.ppf(0.0005, len(UNITS), 0.5) <= same <= binom.ppf(0.9995, len(UNITS), 0.5)


def test_a_seed_cannot_be_changed_after_its_hash_was_written_down() -> None:
    committed = SEED.commitment
    assert SEED.kept(committed)
    assert not DaySeed(DAY, bytes(32)).kept(committed)
    assert not DaySeed(date(2026, 11, 30), SEED.seed).kept(committed)
    assert recheck(DaySeed(DAY, bytes(32)), committed, {}, ())[0].why.startswith("The published seed is not")


def test_what_was_skipped_added_or_turned_round_is_found() -> None:
    resolved = dict.fromkeys(UNITS[:200], 0.2)
    logged = [draw(SEED, unit, rate) for unit, rate in resolved.items()]
    assert recheck(SEED, SEED.commitment, resolved, logged) == ()
    first = logged[0]
    turned = Draw(first.unit, DAY, first.rate, not first.drawn)
    cases = {
        "nobody drew for it": logged[1:],
        "the log says": [turned, *logged[1:]],
        "its topic's rate was 0.2": [Draw(first.unit, DAY, 0.1, first.drawn), *logged[1:]],
        "never resolved": [*logged, draw(SEED, "invented/1", 0.2)],
    }
    for why, told in cases.items():
        [found] = recheck(SEED, SEED.commitment, resolved, told)
        assert why in found.why


@pytest.mark.parametrize("rate", [0.0, -0.1, 1.1])
def test_a_rate_that_can_draw_nothing_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="rate of a certifying draw"):
        draw(SEED, "one", rate)


def test_a_short_seed_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DaySeed(DAY, b"short")


@given(st.dictionaries(units, st.integers(0, 3), max_size=30), st.integers(0, 20))
@settings(max_examples=50)
def test_no_conversation_stands_in_both_streams(reasons: dict[str, int], room: int) -> None:
    certifying = {unit for unit in reasons if draw(SEED, unit, 0.3).drawn}
    found = targeted(SEED, reasons, certifying, room)
    assert not certifying & set(found)
    assert len(found) == min(room, len(reasons) - len(certifying))
    weights = [reasons[unit] for unit in found]
    assert weights == sorted(weights, reverse=True)


def test_rates_from_unequal_draws_are_unbiased_and_their_interval_holds() -> None:
    """Half of the conversations are drawn at 1 in 2, half at 1 in 20, and the rarely drawn fail three times as often."""
    chance = np.repeat([0.5, 0.05], 2000)
    failed = np.random.default_rng(1).random(4000) < np.repeat([0.04, 0.12], 2000)
    truth, runs, held = float(failed.mean()), 400, 0
    totals: list[float] = []
    for seed in range(runs):
        taken = np.random.default_rng([2, seed]).random(4000) < chance
        found = hajek(failed[taken], chance[taken])
        held += found.low <= truth <= found.high
        totals.append(horvitz_thompson(failed[taken].astype(float), chance[taken])[0])
    assert abs(np.mean(totals) - failed.sum()) < 4 * np.std(totals) / np.sqrt(runs)
    assert held >= binom.ppf(0.001, runs, 0.95)


def test_equal_chances_give_the_plain_share_and_nothing_drawn_gives_no_claim() -> None:
    failed = np.array([True] * 3 + [False] * 97)
    found = hajek(failed, np.full(100, 0.2))
    assert (found.share, found.effective) == (pytest.approx(0.03), pytest.approx(100))
    assert found.total == pytest.approx(15)
    nothing = hajek(np.array([], bool), np.array([]))
    assert (nothing.low, nothing.high) == (0, 1)
    with pytest.raises(ValueError, match="chance with which it was drawn"):
        hajek(failed, np.zeros(100))
