"""From signs to a chance: a small logistic regression, the same every time for the same examples."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

SHRINK, SHRINK_SQUARES = 1.0, 1.0
"""Squares wait for data: with few examples a chance rises and falls with its signs and bends nowhere."""
LEAST_SCALE = 0.1
"""Signs are from about 0 to 1: a spread smaller than this is an accident of few or alike examples."""
STEPS = 50
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Chance:
    """`weights` [2 k + 1] for the standardised signs, their squares, and 1."""

    middle: Numbers
    scale: Numbers
    weights: Numbers

    def __call__(self, signs: Numbers) -> Numbers:
        """Chances from 0 to 1 for [..., k]."""
        return 1 / (1 + np.exp(-np.clip(self.logit(signs), -30, 30)))

    def logit(self, signs: Numbers) -> Numbers:
        return _with_squares(signs, self.middle, self.scale) @ self.weights


def learn(signs: Numbers, yes: NDArray[np.bool_], weights: Numbers | None = None) -> Chance:
    """Newton's method on the penalised likelihood: convex, so it ends in the one optimum."""
    each = np.ones(len(signs)) if weights is None else weights
    middle = np.average(signs, axis=0, weights=each) if len(signs) else np.zeros(signs.shape[1])
    scale = np.sqrt(np.average((signs - middle) ** 2, axis=0, weights=each)) if len(signs) else np.ones_like(middle)
    scale = np.maximum(scale, LEAST_SCALE)
    rows = _with_squares(signs, middle, scale)
    found = np.zeros(rows.shape[1])
    k = signs.shape[1]
    penalty = np.concatenate([np.full(k, SHRINK), np.full(k, SHRINK_SQUARES), [1e-3]])
    for _ in range(STEPS):
        at = np.clip(rows @ found, -30, 30)
        chance = 1 / (1 + np.exp(-at))
        slope = rows.T @ (each * (chance - yes)) + penalty * found
        curve = (rows * (each * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        found = found - step / max(1.0, float(np.abs(step).max()) / 2)
        if np.abs(step).max() < 1e-6:
            break
    return Chance(middle, scale, found)


def out_of_fold(signs: Numbers, yes: NDArray[np.bool_], folds: NDArray[np.int64], weights: Numbers) -> Numbers:
    """What the chance of each row would be, learned from the other folds alone."""
    found = np.full(len(signs), 0.5)
    for fold in np.unique(folds):
        rest = folds != fold
        if weights[rest].sum() > 0:
            found[~rest] = learn(signs[rest], yes[rest], weights[rest])(signs[~rest])
    return found


def _with_squares(signs: Numbers, middle: Numbers, scale: Numbers) -> Numbers:
    rows = np.clip((signs - middle) / scale, -6, 6)
    return np.concatenate([rows, rows**2 - 1, np.ones((*rows.shape[:-1], 1))], axis=-1)
