"""Orders to the assistant, and what routine messages wrongly raise: recall and false alarms of what is read from words."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.decisions.figure import Figure, share
from handrail.core.understanding.injection import injection
from handrail.core.understanding.notice import notice
from handrail.core.understanding.said import Heard
from handrail.models.language import detect_language

READ_FIRST = 303
"""Rows of the file that had been read when the lists were written; many later ones are their translations."""
CLEAR = 0.5
_WROTE = "the first 303 rows were read"

Row = dict[str, Any]


def measure(data: Path) -> Sequence[Figure]:
    figures: list[Figure] = []
    attacks = data / "prompt_injection" / "train.jsonl"
    if attacks.exists():
        figures += _orders(_rows(attacks))
    for name in ("routine", "single"):
        path = data / "moments" / f"{name}.jsonl"
        if path.exists():
            figures += _in_customers_words(name, _rows(path))
    return figures


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _orders(rows: list[Row]) -> list[Figure]:
    figures: list[Figure] = []
    for name, part in (("rows read before", rows[:READ_FIRST]), ("rows not read", rows[READ_FIRST:])):
        for label, what in ((1, "orders found"), (0, "false alarms")):
            of = [injection(row["text"]) is not None for row in part if row["label"] == label]
            figures.append(
                share("orders", f"{name}: {what}", sum(of), len(of), tuned_on=_WROTE, tested_on="prompt_injection")
            )
    for language in ("en", "de"):
        part = [row for row in rows[READ_FIRST:] if detect_language(row["text"]).code == language]
        for label, what in ((1, "orders found"), (0, "false alarms")):
            of = [injection(row["text"]) is not None for row in part if row["label"] == label]
            figures.append(
                share("orders", f"rows not read, {language}: {what}", sum(of), len(of), tested_on="prompt_injection")
            )
    return figures + _anchor(rows)


def _anchor(rows: list[Row]) -> list[Figure]:
    """What letters alone do, fitted and tested by five folds with translations kept together as far as order tells."""
    import sklearn.feature_extraction.text as letters
    import sklearn.linear_model as linear
    import sklearn.model_selection as folds
    from sklearn import pipeline

    text: Any = letters
    line: Any = linear
    fold: Any = folds
    pipe: Any = pipeline
    texts, labels = [row["text"] for row in rows], np.array([row["label"] for row in rows])
    model = pipe.make_pipeline(
        text.TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
        line.LogisticRegression(C=10, max_iter=1000),
    )
    predicted: Any = fold.cross_val_predict(model, texts, labels, cv=fold.KFold(5), method="predict_proba")[:, 1]
    least = float(np.quantile(predicted[labels == 0], 0.99))
    found = int((predicted[labels == 1] > least).sum())
    return [share("orders", "anchor: letters, 5 folds, at 1 % false alarms: orders found", found, int(labels.sum()),
                  tuned_on="the other folds", tested_on="prompt_injection")]  # fmt: skip


def _in_customers_words(name: str, rows: list[Row]) -> list[Figure]:
    """How many messages raise what, by words alone. In `routine` none should; in `single` many are meant to."""
    raised: dict[str, int] = {}
    for row in rows:
        heard = Heard(row["text"], "und", 0.0, (), (), "chat")
        for one in notice(heard):
            if one.score >= CLEAR:
                raised[one.name] = raised.get(one.name, 0) + 1
    figures = [
        share("signals", f"{name}: “{signal}” raised", count, len(rows), tested_on=f"moments/{name}")
        for signal, count in sorted(raised.items())
    ]
    if name == "single":
        for slug, signal in (("prompt-injection", "injection"), ("legal-threat", "legal"), ("press", "press"),
                             ("regulator-complaint", "regulator"), ("abusive-customer", "abuse")):  # fmt: skip
            found = [_raised(row, signal) for row in rows if slug in row["moments"]]
            figures.append(
                share(
                    "signals", f"{slug}: “{signal}” by words alone", sum(found), len(found), tested_on="moments/single"
                )
            )
    return figures


def _raised(row: Row, name: str) -> bool:
    heard = Heard(row["text"], "und", 0.0, (), (), "chat")
    return any(one.name == name and one.score >= CLEAR for one in notice(heard))
