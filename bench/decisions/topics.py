"""Topics taught by examples: how often right, what is kept from the assistant, and whether a certificate keeps its word.

Tuned on splits of the train files of BANKING77 and CLINC150 only. Where a folder holds test files beside the train files,
they are what is reported; else splits of our own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.decisions.figure import Figure, share
from handrail.core.understanding.topics.certify import certify
from handrail.core.understanding.topics.example import Example, Handle
from handrail.core.understanding.topics.fit import Reader, fit
from handrail.core.understanding.topics.fitted import FittedTopics, masks
from handrail.core.understanding.topics.grams import Floats
from handrail.core.understanding.topics.report import FitReport
from handrail.core.understanding.topics.signs import Labels
from handrail.models.minilm import installed_minilm

SECTION = "Topics"
OURS = "splits of the train files of BANKING77 and CLINC150"
HANDLES = {"routine": Handle.ROUTINE, "person": Handle.PEOPLE, "borderline": Handle.PEOPLE}
RETENTION, RESPLITS, SHOTS, HELD_OUT = 0.95, 1000, 10, 27


@dataclass(frozen=True, slots=True)
class Rows:
    """Messages of one file (or some of them) with their topics, who takes them, and their vectors [n, 384]."""

    texts: NDArray[np.object_]
    topics: NDArray[np.object_]
    handles: NDArray[np.object_]
    vectors: Floats

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, at: NDArray[np.bool_] | NDArray[np.int64]) -> "Rows":
        return Rows(self.texts[at], self.topics[at], self.handles[at], self.vectors[at])

    def __add__(self, other: "Rows") -> "Rows":
        pairs = ((self.texts, other.texts), (self.topics, other.topics), (self.handles, other.handles))
        return Rows(*(np.concatenate(pair) for pair in pairs), np.concatenate([self.vectors, other.vectors]))


@dataclass(frozen=True, slots=True)
class Measured:
    """What a fit says to each of some rows: the topic, the chances, and whether it was accepted."""

    slug: NDArray[np.object_]
    known: NDArray[np.float64]
    routine: NDArray[np.float64]
    passing: NDArray[np.float64]  # the chance that is held against the bar
    accepted: NDArray[np.bool_]


def measure(data: Path) -> Sequence[Figure]:
    """Every figure of topics."""
    return [*banking(data / "intents" / "banking77"), *clinc(data / "intents" / "clinc150")]


def banking(folder: Path) -> Sequence[Figure]:
    train = read(folder / "train.jsonl")
    test = read(folder / "test.jsonl")
    where = "test.jsonl" if test is not None else "own split, a fifth of train.jsonl"
    assert train is not None
    learn, check = (train, test) if test is not None else halves(train, 0.2, seed=1)
    fitted, report = taught(learn)
    said = measured(fitted, check)
    figures = [
        _right("BANKING77, all examples", said, check, "95 % (baseline 94.0)", where),
        *_own(report, "BANKING77"),
    ]
    figures += _cleared("BANKING77", said, check, "97 % (baseline 92.4)", where)
    figures += _few(train, test, where) + _near(train, test, where)
    half, pool = halves(train, 0.5, seed=2)
    pool = pool if test is None else pool + test
    figures += _kept_word(measured(taught(half)[0], pool), pool)
    return figures


def clinc(folder: Path) -> Sequence[Figure]:
    train, outside = read(folder / "train.jsonl"), read(folder / "out_of_scope_train.jsonl")
    assert train is not None and outside is not None
    test, unknown = read(folder / "test.jsonl"), read(folder / "out_of_scope_test.jsonl")
    where = "test.jsonl and out_of_scope_test.jsonl" if test is not None else "val.jsonl and out_of_scope_val.jsonl"
    test = test or read(folder / "val.jsonl")
    unknown = unknown or read(folder / "out_of_scope_val.jsonl")
    assert test is not None and unknown is not None
    fitted, report = taught(train + outside)
    inside, out = measured(fitted, test), measured(fitted, unknown)
    aim = "95 % (baseline 91)"
    return [
        _right("CLINC150 in scope, all examples", inside, test, "97 % (baseline 96.1)", where),
        *_own(report, "CLINC150"),
        _caught("CLINC150 out of scope caught at 95 % retention", inside.known, out.known, aim, where),
        *_cleared("CLINC150 with out of scope", measured(fitted, test + unknown), test + unknown, "85 % (69)", where),
    ]


def read(path: Path) -> Rows | None:
    """None where there is no such file."""
    if not path.exists():
        return None
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    columns = [np.array([row.get(name) for row in rows], object) for name in ("text", "topic", "handle")]
    return Rows(*columns, installed_minilm().embed_now(list(columns[0])))


def taught(rows: Rows) -> tuple[FittedTopics, FitReport]:
    examples = [
        Example(text, topic, Handle.OUTSIDE if topic is None else HANDLES[handle or "routine"], "en")
        for text, topic, handle in zip(rows.texts, rows.topics, rows.handles, strict=True)
    ]
    return fit(examples, [Reader("minilm", rows.vectors, english=True)])


def measured(fitted: FittedTopics, rows: Rows) -> Measured:
    [head] = fitted.heads
    which, bar = Labels(*masks(fitted.labels)), fitted.bars["en"].threshold
    found = [head.read(text, vector, which) for text, vector in zip(rows.texts, rows.vectors, strict=True)]
    reads = [one for one in found if one is not None]
    assert len(reads) == len(found)
    best = [fitted.labels[one.order[0]] for one in reads]
    passing = np.array(
        [r.routine if b.handle is Handle.ROUTINE and r.right >= 0.5 else 0.0 for r, b in zip(reads, best, strict=True)]
    )
    return Measured(
        np.array([one.topic for one in best], object),
        np.array([one.known for one in reads]),
        np.array([one.routine for one in reads]),
        passing,
        passing >= bar,
    )


def halves(rows: Rows, part: float, seed: int) -> tuple[Rows, Rows]:
    """The rest, and `part` of every topic."""
    draw, out = np.random.default_rng(seed), np.zeros(len(rows), bool)
    for topic in sorted(set(rows.topics)):
        mine = draw.permutation(np.flatnonzero(rows.topics == topic))
        out[mine[: round(part * len(mine))]] = True
    return rows[~out], rows[out]


def _right(name: str, said: Measured, rows: Rows, aim: str, where: str) -> Figure:
    hits = int((said.slug == rows.topics).sum())
    return share(SECTION, f"{name}: right topic", hits, len(rows), aim=aim, tuned_on=OURS, tested_on=where)


def _own(report: FitReport, name: str) -> Sequence[Figure]:
    """What the fit says of itself, so that it can be held against the unseen."""
    right, off = report.right, report.expected_error
    where = "its own examples, each left out in turn"
    return [
        share(SECTION, f"{name}: right topic as the fit reports it", right.hits, right.of, tested_on=where),
        Figure(SECTION, f"{name}: expected calibration error", 100 * off, right.of, unit="points", tested_on=where),
    ]


def _few(train: Rows, test: Rows | None, where: str) -> list[Figure]:
    hits = of = 0
    for seed in range(5):
        rest, few = _shots(train, seed)
        check = test if test is not None else rest[np.random.default_rng(seed).permutation(len(rest))[:2000]]
        said = measured(taught(few)[0], check)
        hits, of = hits + int((said.slug == check.topics).sum()), of + len(check)
    name, aim = "BANKING77, 10 examples a topic, 5 draws: right topic", "88 % (baseline 85.1)"
    return [share(SECTION, name, hits, of, aim=aim, tuned_on=OURS, tested_on=where)]


def _shots(rows: Rows, seed: int) -> tuple[Rows, Rows]:
    draw, few = np.random.default_rng(seed), np.zeros(len(rows), bool)
    for topic in sorted(set(rows.topics)):
        few[draw.permutation(np.flatnonzero(rows.topics == topic))[:SHOTS]] = True
    return rows[~few], rows[few]


def _near(train: Rows, test: Rows | None, where: str) -> list[Figure]:
    """Some topics are never taught; their messages must not pass for others."""
    figures: list[Figure] = []
    for seed in (11, 12):
        topics = np.random.default_rng(seed).permutation(sorted(set(train.topics)))
        held = set(topics[:HELD_OUT])
        learn, check = (train, test) if test is not None else halves(train, 0.2, seed)
        unknown = np.array([topic in held for topic in check.topics])
        fitted, _ = taught(learn[np.array([topic not in held for topic in learn.topics])])
        inside, out = measured(fitted, check[~unknown]), measured(fitted, check[unknown])
        name = f"BANKING77, {HELD_OUT} of 77 topics untaught ({seed - 10}): caught at 95 % retention"
        figures.append(_caught(name, inside.known, out.known, "80 % (baseline 64)", where))
    return figures


def _caught(name: str, inside: NDArray[np.float64], outside: NDArray[np.float64], aim: str, where: str) -> Figure:
    bar = np.quantile(inside, 1 - RETENTION)
    return share(SECTION, name, int((outside < bar).sum()), len(outside), aim=aim, tuned_on=OURS, tested_on=where)


def _cleared(name: str, said: Measured, rows: Rows, aim: str, where: str) -> list[Figure]:
    """Routine that the assistant may take, where so much of what is a person's is kept from it; borderline counts in
    neither. Then the same by the bar that the fit certified for itself, before seeing any of these messages."""
    person, routine = rows.handles == "person", rows.handles == "routine"
    figures: list[Figure] = []
    for recall, aimed in ((0.99, ""), (0.995, aim)):
        allowed = int((1 - recall) * person.sum())
        bar = np.sort(said.routine[person])[::-1][allowed]
        hits, label = int((said.routine[routine] > bar).sum()), f"{name}: routine cleared at {recall:.1%} recall"
        figures.append(share(SECTION, label, hits, int(routine.sum()), aim=aimed, tuned_on=OURS, tested_on=where))
    kept, cleared = int((~said.accepted[person]).sum()), int(said.accepted[routine].sum())
    label = f"{name}, the fit's own bar"
    figures.append(
        share(SECTION, f"{label}: kept for people", kept, int(person.sum()), aim="99 %", tuned_on=OURS, tested_on=where)
    )
    figures.append(share(SECTION, f"{label}: routine cleared", cleared, int(routine.sum()), tested_on=where))
    return figures


def _kept_word(said: Measured, rows: Rows) -> list[Figure]:
    """A thousand times: certify on one half of the messages, look at the other."""
    person, routine = rows.handles == "person", rows.handles == "routine"
    draw = np.random.default_rng(3)
    kept = within = certified = 0
    cleared: list[float] = []
    for _ in range(RESPLITS):
        mine = draw.random(len(rows)) < 0.5
        found = certify(said.passing[person & mine])
        if found.threshold is None:
            continue
        certified += 1
        others = said.passing[person & ~mine]
        recall = float((others < found.threshold).mean())
        kept += recall >= found.recall
        error = 1.645 * np.sqrt(found.recall * (1 - found.recall) / len(others))
        within += recall >= found.recall - error
        cleared.append(float((said.passing[routine & ~mine] >= found.threshold).mean()))
    where = f"{RESPLITS} resplits of {int(person.sum())} messages for people, unseen by the fit"
    name, aim = "A bar certified at 99 % keeps 99 % of the other half", "95 %"
    return [
        share(SECTION, name, kept, certified, tuned_on=OURS, tested_on=where),
        share(SECTION, f"{name}, within binomial error", within, certified, aim=aim, tuned_on=OURS, tested_on=where),
        Figure(SECTION, "Routine cleared by such bars, mean", float(np.mean(cleared)), certified, tested_on=where),
    ]
