"""How many reviews a model judge saves, at different skill."""

from collections.abc import Sequence

import numpy as np

from bench.decisions.figure import Figure
from handrail.core.quality.prediction_powered import prediction_powered

SECTION = "Reviews saved by a model judge (PPI++, 400 reviews, 8,000 judged)"
RUNS = 400


def measure() -> Sequence[Figure]:
    draw = np.random.default_rng(7)
    return [
        _saved(draw, rate, recall, flags)
        for rate in (0.05, 0.1, 0.2)
        for recall, flags in ((0.95, 0.01), (0.8, 0.03), (0.6, 0.1), (0.3, 0.3))
    ]


def _saved(draw: np.random.Generator, rate: float, recall: float, flags: float) -> Figure:
    saved: list[float] = []
    for _ in range(RUNS):
        failed = draw.random(8400) < rate
        said = np.where(failed, draw.random(8400) < recall, draw.random(8400) < flags).astype(float)
        found = prediction_powered(failed[:400].astype(float), said[:400], said[400:])
        saved.append(found.saved)
    low, high = np.quantile(saved, [0.025, 0.975])
    name = f"fails {rate:.0%}, judge catches {recall:.0%}, flags {flags:.0%} of good"
    return Figure(SECTION, name, float(np.mean(saved)), RUNS, float(low), float(high))
