"""The random data that both sides compute on."""

import numpy as np

RUNS = 5


def judged(run: int):
    """Labels and verdicts of 200 reviewed items, verdicts of 1,500 others; soft verdicts in every other run."""
    draw = np.random.default_rng([20261129, run])
    labels = (draw.random(200) < 0.1).astype(float)
    if run % 2:
        return labels, 0.6 * labels + 0.3 * draw.random(200), 0.6 * (draw.random(1500) < 0.1) + 0.3 * draw.random(1500)
    verdicts = np.where(draw.random(200) < 0.85, labels, 1 - labels)
    return labels, verdicts, (draw.random(1500) < 0.2).astype(float)


def scored(run: int):
    """Scores with ties, what they were, and scores asked for (some of them known)."""
    draw = np.random.default_rng([77, run])
    scores = np.round(draw.random(150), 2)
    return scores, draw.random(150) < scores**2, np.linspace(0, 1, 21)


def rated(run: int):
    """[4 reviewers, 30 items] of 1 to 4, some missing."""
    draw = np.random.default_rng([59, run])
    truth = draw.integers(1, 5, size=30)
    scores = np.where(draw.random((4, 30)) < 0.7, truth, draw.integers(1, 5, size=(4, 30))).astype(float)
    scores[draw.random((4, 30)) < 0.15] = np.nan
    return scores
