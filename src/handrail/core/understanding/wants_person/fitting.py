"""Fits the weighing of sentences to examples: a linear support vector machine, the same on every machine.

Dual coordinate descent for the squared hinge loss (Hsieh et al. 2008, "A dual coordinate descent method for large-scale
linear SVM", algorithm 1), in sums whose order is fixed, so the weights come out alike bit for bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.wants_person.features import BITS, MIX, Features

LETTERS = 1.0
PHRASES = 24**-0.5
_FEWEST = 8
_COST = 1.0
_ROUNDS = 25
_CHOICES = 2
"""How often the wish of a message of several sentences is looked for anew among them."""

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A message's sentences, and whether there is a wish in it (then in one of them; otherwise in none)."""

    sentences: tuple[Features, ...]
    wish: bool


def margin(weights: NDArray[np.float64], features: Features) -> float:
    """How far a sentence lies on the side of a wish (above 0) or of none (below)."""
    return float(
        weights[features.letters].sum() * LETTERS / max(len(features.letters), _FEWEST) ** 0.5
        + weights[features.phrases].sum() * PHRASES
    )


def fit(examples: Sequence[Example]) -> Weights:
    """The weights of all places in the table."""
    kept = [example for example in examples if example.sentences]
    chosen = [(each, example.wish) for example in kept for each in example.sentences if _certain(example)]
    weights = _descend(chosen)
    for _ in range(_CHOICES):
        chosen: list[tuple[Features, bool]] = []
        for example in kept:
            if example.wish:
                chosen.append((max(example.sentences, key=lambda each: margin(weights, each)), True))
            else:
                chosen += [(each, False) for each in example.sentences]
        weights = _descend(chosen)
    return weights


def _certain(example: Example) -> bool:
    return not example.wish or len(example.sentences) == 1


def _order(count: int, turn: int) -> list[int]:
    """The rows in an order as good as any, another one each turn."""
    mixed = (np.arange(1, count + 1, dtype=np.uint64) + np.uint64(turn << 32)) * MIX
    return np.argsort((mixed ^ (mixed >> np.uint64(29))) * MIX, kind="stable").tolist()


def _descend(rows: Sequence[tuple[Features, bool]]) -> Weights:
    weights = np.zeros(1 << BITS)
    scales = [LETTERS / max(len(each.letters), _FEWEST) ** 0.5 for each, _ in rows]
    ridge = 1 / (2 * _COST)
    squares = [
        len(each.letters) * scale * scale + len(each.phrases) * PHRASES * PHRASES + ridge
        for (each, _), scale in zip(rows, scales, strict=True)
    ]
    duals = [0.0] * len(rows)
    for turn in range(_ROUNDS):
        for place in _order(len(rows), turn):
            features, wish = rows[place]
            sign = 1.0 if wish else -1.0
            slope = sign * margin(weights, features) - 1 + ridge * duals[place]
            dual = max(duals[place] - slope / squares[place], 0.0)
            step = (dual - duals[place]) * sign
            if step:
                duals[place] = dual
                # Each place stands once in a sentence, so adding by place loses nothing.
                weights[features.letters] += step * scales[place]
                weights[features.phrases] += step * PHRASES
    return weights
