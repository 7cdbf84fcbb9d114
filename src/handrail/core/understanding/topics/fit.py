"""Topics are learned from examples: in seconds, the same every time, and judged on what each part of it had not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from handrail.core.understanding.topics.example import Example, Label, label_of
from handrail.core.understanding.topics.fitted import FittedTopics
from handrail.core.understanding.topics.grams import Floats, folded
from handrail.core.understanding.topics.head import LearnedHead, learn_head
from handrail.core.understanding.topics.judge import bars_of, judged, report_on
from handrail.core.understanding.topics.report import FitReport

METHOD = "topics/1"
MOST_EXAMPLES = 16_000
"""The kernel of more would take over a gigabyte; of each label the same share is then left out."""


class NothingToLearn(Exception):
    """Two labels with two examples each are the least that can be told apart."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One embedder's vectors [n, d] of the examples, in their order ("" and d = 0: words alone). `english`: it reads
    nothing else, and learns from English examples only."""

    embedder: str
    vectors: Floats
    english: bool = False


def data_hash(examples: Sequence[Example], embedders: Sequence[str]) -> str:
    """Names what was learned from, whatever the order."""
    lines = sorted(f"{e.text}\x1f{e.topic}\x1f{e.handle}\x1f{e.language}" for e in examples)
    return sha256("\x1e".join([METHOD, *embedders, *lines]).encode("utf-8", "replace")).hexdigest()


def fit(examples: Sequence[Example], readers: Sequence[Reader]) -> tuple[FittedTopics, FitReport]:
    """Raises NothingToLearn. Readers in order of preference; the same examples in any order give the same fit."""
    order = sorted(range(len(examples)), key=lambda i: _key(examples[i]))
    told = _in_languages([examples[i] for i in order])
    labels = tuple(sorted({label_of(e) for e in told}, key=lambda one: (one.topic or "~", one.handle)))
    version = data_hash(examples, [one.embedder for one in readers])[:12]
    learned: list[LearnedHead] = []
    for reader in readers:
        used = _used(told, labels, reader.english)
        vectors = np.asarray(reader.vectors, np.float32)[order]
        found = learn_head(reader.embedder, [told[i] for i in used], vectors[used], labels, reader.english)
        if found is not None:
            learned.append(found)
    if not learned:
        raise NothingToLearn("Teach at least two topics, or one and what is not, with two different examples each.")
    rows = judged(learned)
    bars = bars_of(labels, rows)
    english = next((one.head.embedder for one in learned if one.english), None)
    main = max(sorted(bars), key=lambda one: bars[one][0].labels)
    heads = tuple(one.head for one in learned)
    fitted = FittedTopics(version, labels, heads, {of: bar for of, (bar, _) in bars.items()}, main, english)
    return fitted, report_on(version, labels, rows, bars)


def _key(example: Example) -> tuple[str, str, str, str]:
    return example.topic or "", example.handle, folded(example.text), example.text


def _in_languages(examples: Sequence[Example]) -> Sequence[Example]:
    """Short messages whose language nobody can tell count with the language that was taught most."""
    known = [e.language for e in examples if e.language != "und"]
    main = max(sorted(set(known)), key=known.count, default="en")
    return [e if e.language != "und" else Example(e.text, e.topic, e.handle, main) for e in examples]


def _used(examples: Sequence[Example], labels: Sequence[Label], english: bool) -> list[int]:
    """Each text once a label: a copy would vouch for itself where it is left out."""
    mine: dict[Label, list[int]] = {label: [] for label in labels}
    met: set[tuple[Label, str]] = set()
    for at, one in enumerate(examples):
        label = label_of(one)
        if (english and one.language != "en") or (label, folded(one.text).strip()) in met:
            continue
        met.add((label, folded(one.text).strip()))
        mine[label].append(at)
    total = sum(map(len, mine.values()))
    kept = [at[: max(2, len(at) * MOST_EXAMPLES // total)] if total > MOST_EXAMPLES else at for at in mine.values()]
    return [at for each in kept for at in each]
