"""Many topics under test at once: how many false promotions that may cost."""

from collections.abc import Mapping
from math import log
from typing import TypeVar

Key = TypeVar("Key")


def shared(alpha: float, topics: int) -> float:
    """What each of `topics` tests may err, so that any false promotion at all has chance at most `alpha` (Bonferroni): for
    topics that touch money or identity."""
    if topics < 1:
        raise ValueError("There is at least one topic.")
    return alpha / topics


def e_bh(log_stakes: Mapping[Key, float], alpha: float) -> frozenset[Key]:
    """Which tests pass so that, on average, at most `alpha` of those that pass are false, however the tests depend on one
    another: the k largest where the k-th is at least topics / (alpha k).

    `log_stakes`: of every topic under test the logarithm of its stake at one and the same time, not the highest it ever
    was. Wang and Ramdas (2022), "False discovery rate control with e-values".
    """
    ranked = sorted(log_stakes.items(), key=lambda one: -one[1])
    holds = [k for k, (_, stake) in enumerate(ranked, 1) if stake >= log(len(ranked) / (alpha * k))]
    return frozenset(key for key, _ in ranked[: max(holds, default=0)])
