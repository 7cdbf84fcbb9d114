"""A certified threshold on real messages: what share is answered, and how wrong it then is.

The messages are the train file of BANKING77. The scores are those of a plain naive Bayes over word pairs, fitted on a third of them
and not Handrail's own topics, so that a thousand resplits of the rest cost seconds.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import ComplementNB

from bench.decisions.figure import Figure, share
from handrail.core.quality.calibration import VennAbers, calibration, point
from handrail.core.quality.thresholds import conformal_risk, learn_then_test

SECTION = "Certified thresholds (BANKING77, naive Bayes scores)"
SHARED = Path(os.environ.get("HANDRAIL_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
RESPLITS, LIMIT = 1000, 0.05
LADDER = np.linspace(0.995, 0.0, 200)


def measure() -> Sequence[Figure]:
    scores, right = scored(SHARED / "intents" / "banking77" / "train.jsonl")
    draw = np.random.default_rng(8)
    return [*_calibrated(draw, scores, right), *_kept_word(draw, scores, ~right)]


def scored(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Scores from 0 to 1 (the margin between the two best topics, as a rank), and whether the topic was right."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    order = np.random.default_rng(9).permutation(len(rows))
    texts, topics = (np.array([row[key] for row in rows], object)[order] for key in ("text", "topic"))
    third = len(rows) // 3
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    model = ComplementNB(alpha=0.3).fit(words.fit_transform(texts[:third]), topics[:third])
    logs = model.predict_joint_log_proba(words.transform(texts[third:]))
    best = np.sort(logs, axis=1)
    margin = best[:, -1] - best[:, -2]
    return margin / (margin + 1), model.classes_[logs.argmax(axis=1)] == topics[third:]


def _calibrated(draw: np.random.Generator, scores: np.ndarray, right: np.ndarray) -> list[Figure]:
    """Means over splits in halves."""
    found: list[tuple[float, float, float, float]] = []
    for _ in range(20):
        mine = draw.random(len(scores)) < 0.5
        p0, p1 = VennAbers.of(scores[mine], right[mine]).chances(scores[~mine])
        made = calibration(point(p0, p1), right[~mine])
        raw = calibration(scores[~mine], right[~mine])
        found.append((raw.error, made.error, made.by_chance, float((p1 - p0).mean())))
    names = (
        "calibration error of the raw score",
        "calibration error after Venn-Abers",
        "the same were every chance exactly right",
        "distance of the two chances",
    )
    means = np.mean(found, axis=0)
    figures = [Figure(SECTION, name, float(mean), len(scores) // 2) for name, mean in zip(names, means, strict=True)]
    return [share(SECTION, "right topic", int(right.sum()), len(right)), *figures]


def _kept_word(draw: np.random.Generator, scores: np.ndarray, wrong: np.ndarray) -> list[Figure]:
    found = held = within = 0
    cleared: list[float] = []
    risks: list[float] = []
    for _ in range(RESPLITS):
        mine = draw.random(len(scores)) < 0.5
        one = learn_then_test(scores[mine], wrong[mine], LADDER, LIMIT)
        other = conformal_risk(scores[mine], wrong[mine], LADDER, 0.02)
        risks.append(0.0 if other is None else float((wrong[~mine] & (scores[~mine] >= other)).mean()))
        if one.score is None:
            continue
        found += 1
        taken = scores[~mine] >= one.score
        rate = float(wrong[~mine][taken].mean()) if taken.any() else 0.0
        held += rate <= LIMIT
        within += rate <= LIMIT + 1.645 * (LIMIT * (1 - LIMIT) / max(int(taken.sum()), 1)) ** 0.5
        cleared.append(float(taken.mean()))
    name = f"at most {LIMIT:.0%} of answered wrong"
    return [
        share(SECTION, f"{name}: certified at all", found, RESPLITS),
        share(SECTION, f"{name}: kept on the other half", held, found),
        share(SECTION, f"{name}: kept within binomial error", within, found, aim="95 %"),
        Figure(SECTION, f"{name}: answered, mean", float(np.mean(cleared or [0.0])), found),
        Figure(SECTION, "conformal risk, answered and wrong at most 2 %: mean", float(np.mean(risks)), RESPLITS),
    ]
