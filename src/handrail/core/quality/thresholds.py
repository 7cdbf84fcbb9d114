"""From which score on the assistant may answer, with the promise that this makes said exactly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from handrail.core.trust.intervals import exact_upper

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Threshold:
    """`score`: answer at or above it; None where no threshold holds, and nothing may be answered by it. `wrong` of
    `answered` calibration items stood at or above it (at the strictest one, where none holds); `bound`: the highest rate
    that this allows at confidence 1 - error. `cleared`: the share of all calibration items that it answers."""

    score: float | None
    answered: int
    wrong: int
    bound: float
    cleared: float
    limit: float
    error: float


def steps_that_hold(failures: Ints, of: Ints, limit: float, error: float) -> int:
    """How many rates from the first on are shown to be at most `limit`, all together with an error of at most `error`.

    Each is an exact binomial test of "the rate is over the limit", p = P(Bin(of, limit) <= failures); the order was fixed
    beforehand and the first that does not hold ends it. Angelopoulos, Bates, Candes, Jordan and Lei (2021), "Learn then
    test", fixed sequence testing.
    """
    if not 0 < limit < 1 or not 0 < error < 1:
        raise ValueError("A limit and an error lie between 0 and 1.")
    chances = np.asarray(binom.cdf(failures, of, limit))  # pyright: ignore[reportUnknownMemberType]
    holds = chances <= error
    return len(holds) if bool(holds.all()) else int(np.argmin(holds))


def learn_then_test(scores: Floats, wrong: Bools, ladder: Floats, limit: float, error: float = 0.05) -> Threshold:
    """The lowest score of `ladder` so that at most `limit` of what is answered at or above it is wrong, with confidence
    1 - `error` over the draw of the calibration items.

    `ladder`: thresholds from the strictest down, chosen without these items; `scores` and `wrong` [n]: items like those to
    come (exchangeable), which nothing that made the scores had seen. The rate among the answered need not fall as the
    threshold rises. Steps with too few items to say anything are not tested, which no label decides: where the strictest
    ones answer next to nothing they would end the sequence for nothing.
    """
    order = np.sort(scores)
    answered = len(scores) - np.searchsorted(order, ladder)
    failing = np.sort(scores[wrong])
    failed = len(failing) - np.searchsorted(failing, ladder)
    tested = np.flatnonzero(answered >= needed(limit, error))
    if not len(tested):
        return _found(None, answered, failed, 0, len(scores), limit, error)
    held = steps_that_hold(failed[tested], answered[tested], limit, error)
    at = int(tested[max(held - 1, 0)])
    return _found(float(ladder[at]) if held else None, answered, failed, at, len(scores), limit, error)


def needed(limit: float, error: float = 0.05) -> int:
    """The least number of items, none of them wrong, from which anything is shown: 59 for 5 % at an error of 5 %."""
    return int(np.ceil(np.log(error) / np.log1p(-limit) - 1e-12))


def conformal_risk(scores: Floats, wrong: Bools, ladder: Floats, limit: float) -> float | None:
    """The lowest score of `ladder` so that, on average over the draw of calibration items and of the next one, the chance
    that the next item is answered and wrong is at most `limit`; None where not even the strictest does.

    The loss, 1 for an item that is answered and wrong, falls as the threshold rises, which is what the promise needs; it
    does not hold for the share of wrong ones among the answered. `ladder` from the strictest down. Angelopoulos, Bates,
    Fisch, Lei and Schuster (2022), "Conformal risk control": n/(n+1) risk + 1/(n+1) <= limit.
    """
    failing = np.sort(scores[wrong])
    failed = len(failing) - np.searchsorted(failing, ladder)
    holds = (failed + 1) / (len(scores) + 1) <= limit
    return float(ladder[int(np.flatnonzero(holds)[-1])]) if bool(holds.any()) else None


def _found(
    score: float | None, answered: Ints, failed: Ints, at: int, items: int, limit: float, error: float
) -> Threshold:
    above, wrong = (int(answered[at]), int(failed[at])) if len(answered) else (0, 0)
    cleared = above / items if items and score is not None else 0.0
    return Threshold(score, above, wrong, exact_upper(wrong, above, error), cleared, limit, error)
