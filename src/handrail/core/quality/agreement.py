"""How far reviewers say the same of the same conversation, beyond what chance alone would give.

Scores stand as a table [reviewers, items] of numbers, NaN where somebody did not score. Where all say the same, measures
that correct for chance are undefined (None): they have nothing to correct. On a stream where nearly everything is good they
are low or undefined however well people agree, so they gate nothing by themselves; look at the agreement on fails beside it.
"""

from enum import StrEnum
from typing import cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Scale(StrEnum):
    NOMINAL = "nominal"  # same or not
    ORDINAL = "ordinal"  # by rank
    INTERVAL = "interval"  # by squared distance


def krippendorff_alpha(scores: Floats, scale: Scale = Scale.NOMINAL) -> float | None:
    """1 is full agreement, 0 what chance gives, below it worse. Krippendorff (2011), "Computing Krippendorff's
    alpha-reliability": 1 - observed / expected disagreement, from pairs of scores of the same item."""
    values, pairs = _coincidences(scores)
    return _alphas(pairs.sum(axis=0)[None], values, scale)[0]


def alpha_interval(
    scores: Floats, draws: Ints, scale: Scale = Scale.NOMINAL, confidence: float = 0.95
) -> tuple[float, float] | None:
    """The percentile interval of alpha over items drawn again with replacement; approximate, poor under some 50 items.

    `draws` [B, items] holds indices of items, drawn by the caller. Draws where alpha is undefined are left out; None where
    more than half are.
    """
    values, pairs = _coincidences(scores)
    items = scores.shape[1]
    times = np.stack([np.bincount(row, minlength=items) for row in draws])
    summed = np.tensordot(times, pairs, axes=(1, 0))
    found = [one for one in _alphas(summed, values, scale) if one is not None]
    if 2 * len(found) < len(draws) or not found:
        return None
    low, high = np.quantile(np.array(found), [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _coincidences(scores: Floats) -> tuple[Floats, Floats]:
    """The values that occur, and [items, values, values]: for each item how often each pair of values met, over m - 1."""
    values = np.unique(scores[~np.isnan(scores)])
    counts = np.stack([(scores == value).sum(axis=0) for value in values], axis=1).astype(np.float64)
    many = counts.sum(axis=1)
    counts[many < 2] = 0
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs[:, range(len(values)), range(len(values))] -= counts
    return values, pairs / np.maximum(many - 1, 1)[:, None, None]


def _alphas(pairs: Floats, values: Floats, scale: Scale) -> list[float | None]:
    """For [B, v, v] coincidences."""
    marginal = pairs.sum(axis=2)
    total = marginal.sum(axis=1)
    apart = _apart(marginal, values, scale)
    seen = (pairs * apart).sum(axis=(1, 2))
    expected = np.einsum("bi,bj,bij->b", marginal, marginal, apart)
    return [None if e <= 0 else float(1 - (n - 1) * s / e) for s, e, n in zip(seen, expected, total, strict=True)]


def _apart(marginal: Floats, values: Floats, scale: Scale) -> Floats:
    size = len(values)
    if scale is Scale.NOMINAL:
        return np.broadcast_to(1 - np.eye(size), (len(marginal), size, size))
    if scale is Scale.INTERVAL:
        return np.broadcast_to(np.square(values[:, None] - values[None]), (len(marginal), size, size))
    ranks = np.cumsum(marginal, axis=1) - marginal / 2
    return np.square(ranks[:, :, None] - ranks[:, None, :])


def cohen_kappa(first: Floats, second: Floats) -> float | None:
    """(po - pe) / (1 - pe) of two who scored the same items (Cohen 1960)."""
    values = np.unique(np.concatenate([first, second]))
    po = float((first == second).mean())
    pe = sum(float((first == one).mean() * (second == one).mean()) for one in values)
    return None if pe >= 1 else (po - pe) / (1 - pe)


def gwet_ac1(scores: Floats, categories: int | None = None) -> float | None:
    """(pa - pe) / (1 - pe) with pe = mean(pi (1 - pi)) over categories: it stays sensible where nearly all is good (Gwet
    2008, "Computing inter-rater reliability and its variance in the presence of high agreement"), any number of reviewers.

    `categories`: how many the scale has; where not given, those that occur.
    """
    values = np.unique(scores[~np.isnan(scores)])
    size = categories or len(values)
    counts = np.stack([(scores == value).sum(axis=0) for value in values], axis=1).astype(np.float64)
    many = counts.sum(axis=1)
    both = many >= 2
    if size < 2 or not both.any():
        return None
    agreed = (counts * (counts - 1)).sum(axis=1)[both] / (many * (many - 1))[both]
    share = (counts[many > 0] / many[many > 0][:, None]).mean(axis=0)
    expected = float((share * (1 - share)).sum() / (size - 1))
    return (float(agreed.mean()) - expected) / (1 - expected)


def agreement_on(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> tuple[float | None, float | None]:
    """(on what is true, on what is false) of two: 2a / (2a + b + c) and 2d / (2d + b + c) (Cicchetti and Feinstein 1990).
    None where neither of them ever said it."""
    a, b = first.astype(np.int64), second.astype(np.int64)
    both, neither = int(np.sum(a * b)), int(np.sum((1 - a) * (1 - b)))
    apart = len(first) - both - neither

    def of(same: int) -> float | None:
        return 2 * same / (2 * same + apart) if same or apart else None

    return of(both), of(neither)


def within_one(scores: Floats, step: float = 1.0) -> float | None:
    """Of all pairs of scores of one item, the share that is at most one step apart; None where there is no pair."""
    close = pairs = 0
    for column in scores.T:
        given = cast(Floats, column[~np.isnan(column)])
        apart = np.abs(given[:, None] - given[None])[np.triu_indices(len(given), 1)]
        close, pairs = close + int((apart <= step).sum()), pairs + len(apart)
    return close / pairs if pairs else None
