"""How sure a share is that was counted."""

from math import sqrt
from typing import Any, cast

from scipy.special import ndtri
from scipy.stats import beta

_Z95 = 1.959963984540054


def wilson(count: float, of: float, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of a share, both ends from 0 to 1; (0, 1) of nothing. Approximate: it covers about `confidence`.

    `count` and `of` need not be whole (an effective number). Wilson, E. B. (1927), "Probable inference, the law of
    succession, and statistical inference".
    """
    if of <= 0:
        return 0.0, 1.0
    z = _Z95 if confidence == 0.95 else float(ndtri((1 + confidence) / 2))
    share, z2 = count / of, z**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = z * sqrt(share * (1 - share) / of + z2 / (4 * of**2)) / (1 + z2 / of)
    return (0.0 if count == 0 else middle - half), (1.0 if count == of else middle + half)


def exact(count: float, of: float, confidence: float = 0.95) -> tuple[float, float]:
    """The two-sided interval of a share that covers at least `confidence`; (0, 1) of nothing.

    Clopper, C. J. and Pearson, E. S. (1934), "The use of confidence or fiducial limits".
    """
    return exact_lower(count, of, (1 - confidence) / 2), exact_upper(count, of, (1 - confidence) / 2)


def exact_upper(count: float, of: float, error: float = 0.05) -> float:
    """The upper bound of a share that is too low at most `error` of the time (Clopper and Pearson 1934)."""
    return 1.0 if count >= of else float(cast(Any, beta).ppf(1 - error, count + 1, of - count))


def exact_lower(count: float, of: float, error: float = 0.05) -> float:
    """The lower bound of a share that is too high at most `error` of the time (Clopper and Pearson 1934)."""
    return 0.0 if count <= 0 else float(cast(Any, beta).ppf(error, count, of - count + 1))


def difference(first: tuple[int, int], second: tuple[int, int], confidence: float = 0.95) -> tuple[float, float]:
    """The interval of first share minus second, each a (count, of) of its own sample; from -1 to 1. Approximate.

    Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions", method 10.
    """
    (low1, high1), (low2, high2) = wilson(*first, confidence), wilson(*second, confidence)
    share1, share2 = (count / of if of else 0.5 for count, of in (first, second))
    low = share1 - share2 - sqrt((share1 - low1) ** 2 + (high2 - share2) ** 2)
    high = share1 - share2 + sqrt((high1 - share1) ** 2 + (share2 - low2) ** 2)
    return max(-1.0, low), min(1.0, high)
