"""How many moments are noticed, and how many alarms are false: a moment at a time, the gravest pooled and by language.

Nothing here is fitted on the measured rows: the register's own examples are all that was learned from. The dev half of
`moments/` was looked at while limits were chosen, the rows of `rows/moments_b.jsonl` were not.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from bench.decisions.figure import Figure, share
from bench.decisions.reader import Reader
from handrail.core.escalation.facts import MomentFact

OWN_ROWS = Path(__file__).parent / "rows" / "moments_b.jsonl"
TUNED = "shipped examples; limits looked at on moments dev"
UNCOUNTED = frozenset({"praise"})
"""Of routine messages praise is no false alarm: nobody is called for it."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    name: str
    single: list[Row]
    routine: list[Row]


def measure(data: Path) -> Sequence[Figure]:
    reader = _reader()
    figures = list[Figure]()
    for rows in _measured(data / "moments"):
        figures += _of(rows, reader)
    return figures


@cache
def _reader() -> Reader:
    return Reader()


def _measured(folder: Path) -> list[Rows]:
    """Held-out rows where the folder has them, else its dev half; and our own."""
    held = [path for path in (folder / "heldout", folder) if _files(path, "single", heldout=path == folder)]
    if held:
        place = held[0]
        single = _lines(_files(place, "single", heldout=place == folder))
        routine = _lines(_files(place, "routine", heldout=place == folder))
        first = Rows("moments held out", single, routine)
    else:
        first = Rows("moments dev", _lines([folder / "single.jsonl"]), _lines([folder / "routine.jsonl"]))
    own = _lines([OWN_ROWS])
    if not own:
        return [first]
    plain = [row for row in own if _is_routine(row)]
    return [first, Rows("moments_b", [row for row in own if not _is_routine(row)], plain)]


def _files(folder: Path, stem: str, *, heldout: bool) -> list[Path]:
    names = (
        [f"{stem}{tail}.jsonl" for tail in ("_test", "_heldout", ".test", ".heldout")] if heldout else [f"{stem}.jsonl"]
    )
    return [folder / name for name in names if (folder / name).is_file()]


def _is_routine(row: Row) -> bool:
    return "topic" in row or ("near" in row and not row["near"] and not row["moments"])


def _lines(paths: Sequence[Path]) -> list[Row]:
    return [
        json.loads(line) for path in paths if path.is_file() for line in path.read_text().splitlines() if line.strip()
    ]


def _of(rows: Rows, reader: Reader) -> list[Figure]:
    grave = reader.gravest
    found = [(row, reader(row["text"])) for row in rows.single]
    quiet = [(row, reader(row["text"])) for row in rows.routine]
    return [
        *_recalls(rows.name, found, grave),
        *_false_alarms(rows.name, found, quiet, grave),
        *_baselines(rows),
    ]


Found = list[tuple[Row, tuple[MomentFact, ...]]]


def _recalls(name: str, found: Found, grave: frozenset[str]) -> list[Figure]:
    section = f"moments: recall on {name}"
    said = {"tuned_on": TUNED, "tested_on": name}
    labels = [(row, slug, facts) for row, facts in found for slug in row["moments"]]
    figures = list[Figure]()

    def add(what: str, chosen: list[tuple[Row, str, tuple[MomentFact, ...]]], aim: str) -> None:
        if chosen:
            hits = sum(any(one.slug == slug for one in facts) for _, slug, facts in chosen)
            figures.append(share(section, f"{what} ({len(chosen) - hits} missed)", hits, len(chosen), aim=aim, **said))

    p0 = [one for one in labels if one[1] in grave]
    add("P0, pooled", p0, "99 %")
    alarmed = [(row, facts) for row, facts in found if set(row["moments"]) & grave]
    hits = sum(any(one.slug in grave for one in facts) for _, facts in alarmed)
    any_p0 = f"P0, noticed as one or another P0 ({len(alarmed) - hits} missed)"
    figures.append(share(section, any_p0, hits, len(alarmed), **said))
    hard = sum(any(one.hard for one in facts) for _, facts in alarmed)
    figures.append(
        share(section, f"P0, a person takes over ({len(alarmed) - hard} missed)", hard, len(alarmed), **said)
    )
    for language in sorted({row["lang"] for row, _, _ in p0}):
        add(f"P0, {language}", [one for one in p0 if one[0]["lang"] == language], "99 %")
    add("other moments, pooled", [one for one in labels if one[1] not in grave], "95 %")
    anything = [(row, facts) for row, facts in found if row["moments"]]
    hits = sum(bool(facts) for _, facts in anything)
    figures.append(share(section, "any moment noticed as some moment", hits, len(anything), **said))
    for slug in sorted({slug for _, slug, _ in labels}, key=lambda one: (one not in grave, one)):
        add(slug, [one for one in labels if one[1] == slug], "99 %" if slug in grave else "95 %")
    return figures


def _false_alarms(name: str, found: Found, quiet: Found, grave: frozenset[str]) -> list[Figure]:
    section = f"moments: false alarms on {name}"
    said = {"tuned_on": TUNED, "tested_on": name}
    near = [(row, facts) for row, facts in found if not row["moments"]]
    kinds: list[tuple[str, Callable[[tuple[MomentFact, ...]], bool]]] = [
        ("any moment", lambda facts: any(one.slug not in UNCOUNTED for one in facts)),
        ("a person comes", lambda facts: any(one.hard for one in facts)),
        ("P0", lambda facts: any(one.slug in grave for one in facts)),
        ("by a phrase", lambda facts: any(one.by == "phrase" and one.slug not in UNCOUNTED for one in facts)),
    ]
    figures = list[Figure]()
    for where, rows, aim in (("routine", quiet, "2 %"), ("near-misses", near, "5 to 10 % for P0")):
        for what, alarms in kinds:
            hits = sum(alarms(facts) for _, facts in rows)
            figures.append(share(section, f"{where}: {what}", hits, len(rows), aim=aim, **said))
        for english in (True, False):
            chosen = [facts for row, facts in rows if (row["lang"] == "en") == english]
            hits = sum(kinds[0][1](facts) for facts in chosen)
            label = f"{where}: any moment, {'English' if english else 'other languages'}"
            figures.append(share(section, label, hits, len(chosen), aim=aim, **said))
    if quiet:
        per_thousand = 1000 * sum(kinds[0][1](facts) for _, facts in quiet) / len(quiet)
        figures.append(
            Figure(section, "routine: any moment, per 1,000", per_thousand, len(quiet), unit="/1,000", **said)
        )
    return figures


def _baselines(rows: Rows) -> list[Figure]:
    """What a message's length alone, and character n-grams fitted on these very rows, know apart: a moment or none."""
    section = f"moments: baselines on {rows.name}, area under the curve"
    everything = [*rows.single, *rows.routine]
    figures = list[Figure]()
    for language, chosen in (
        ("English", [row for row in everything if row["lang"] == "en"]),
        ("other languages", [row for row in everything if row["lang"] != "en"]),
    ):
        labels = np.array([bool(row["moments"]) for row in chosen])
        if len(set(labels.tolist())) < 2:
            continue
        texts = [row["text"] for row in chosen]
        length = cast(
            float, roc_auc_score(labels, [len(text.split()) if language == "English" else len(text) for text in texts])
        )
        grams: Any = make_pipeline(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
            LogisticRegression(C=10, max_iter=1000),
        )
        folds = StratifiedKFold(5, shuffle=True, random_state=7)
        chances = cross_val_predict(grams, texts, labels, cv=folds, method="predict_proba")[:, 1]
        figures.append(Figure(section, f"length alone, {language}", length, len(chosen), unit="AUC"))
        figures.append(
            Figure(
                section,
                f"character n-grams, 5-fold, {language}",
                cast(float, roc_auc_score(labels, chances)),
                len(chosen),
                unit="AUC",
            )
        )
    return figures


if __name__ == "__main__":
    from bench.decisions.__main__ import SHARED
    from bench.decisions.figure import table

    asked = argparse.ArgumentParser(prog="bench.decisions.moments")
    asked.add_argument("--data", type=Path, default=SHARED)
    print(table(measure(asked.parse_args().data)))
