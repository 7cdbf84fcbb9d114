"""How much a text is like the register's own examples of each moment: a head over vectors and one over spelling, averaged.

Kernel ridge regression (Saunders, Gammerman and Vovk 1998, "Ridge regression learning algorithm in dual variables") with
the kernel exp(GAMMA (cos - 1)), one target a moment and two for whole classes of them. What each example scores when it is
left out of the fit follows in closed form; the limits are set from those scores of the routine examples.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import lapack

from handrail.core.escalation.moments.spelling import Spelling, learn_spelling

Numbers = NDArray[np.float32]

LIKENESS_VERSION: Final = "likeness/2"
GAMMA: Final = 2.0
RIDGE: Final = 0.3
ANY, GRAVEST = "*", "**"
"""Targets of their own: any moment, and any P0 moment. They know apart what is nothing of the kind more surely than each
moment alone, since confusing two moments costs them nothing."""
ASKS_NOTHING: Final = frozenset({"praise"})
"""Moments that are none of ANY: nothing is asked for."""
ELSE: Final = ""


@dataclass(frozen=True, slots=True)
class Example:
    """`moment` None: nothing has come. `routine`: the limits are set by these, and those of turns that answer somebody by
    the `later` ones; near-misses only teach."""

    text: str
    moment: str | None
    routine: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """`rows`: centred unit vectors of the examples, [n, d]; `weights`: [n, k]."""

    mean: Numbers
    rows: Numbers
    weights: Numbers

    def scores(self, vectors: Numbers) -> Numbers:
        return _bent(_centred(vectors, self.mean) @ self.rows.T) @ self.weights


@dataclass(frozen=True, slots=True)
class SpellingHead:
    """`rows`: [n, Spelling.size], sparse."""

    spelling: Spelling
    rows: Any
    weights: Numbers

    def scores(self, texts: Sequence[str]) -> Numbers:
        return _bent(_dense(self.spelling.rows(texts) @ self.rows.T)) @ self.weights


@dataclass(frozen=True, slots=True)
class Likeness:
    """`mark`: of the embedder whose vectors it takes, "" for none. `limits`: from which score on each target counts, with
    vectors and, for when the embedder does not answer, with spelling alone; `later_limits` of turns that answer somebody."""

    targets: tuple[str, ...]
    mark: str
    head: Head | None
    by_spelling: SpellingHead
    limits: Numbers
    limits_by_spelling: Numbers
    later_limits: Numbers
    later_limits_by_spelling: Numbers

    def over_limits(
        self, texts: Sequence[str], vectors: Numbers | None, *, later: bool = False
    ) -> tuple[Numbers, Numbers]:
        """Scores ([texts, targets], about 0 unlike, about 1 like an example) and the limit of each target. `vectors`: a
        unit row a text by the embedder `mark`, or None; `later`: said in the middle of a conversation."""
        spelled = self.by_spelling.scores(texts)
        if self.head is None or vectors is None:
            return spelled, self.later_limits_by_spelling if later else self.limits_by_spelling
        both = ((spelled + self.head.scores(vectors)) / 2).astype(np.float32)
        return both, self.later_limits if later else self.limits


def learn(
    examples: Sequence[Example],
    gravest: frozenset[str],
    may_alarm: Mapping[str, float],
    vectors: Numbers | None = None,
    mark: str = "",
    *,
    later_may_alarm: Mapping[str, float] | None = None,
) -> Likeness:
    """`vectors`: a unit row an example. `may_alarm`: the share of routine examples that may reach a target's limit when
    left out, and `later_may_alarm` that of the later ones; ELSE for the targets it does not name. Seconds for some thousands;
    the work grows with the third power of their number.
    Raises ValueError without a single example of a moment."""
    targets = _targets(examples, gravest)
    if len(targets) < 2:
        raise ValueError("Nothing can be learned without an example of a moment.")
    wanted = _wanted(examples, targets, gravest)
    texts = [one.text for one in examples]
    spelling = learn_spelling(texts)
    spelled = spelling.rows(texts)
    spelling_weights, left_out = _solve(_bent(_dense(spelled @ spelled.T)), wanted)
    by_spelling = SpellingHead(spelling, spelled, spelling_weights)
    shares = (may_alarm, later_may_alarm or may_alarm)
    alone, later_alone = _limits(left_out, examples, targets, *shares)
    if vectors is None:
        return Likeness(targets, "", None, by_spelling, alone, alone, later_alone, later_alone)
    mean = vectors.mean(axis=0)
    rows = _centred(vectors, mean)
    weights, left_out_too = _solve(_bent(rows @ rows.T), wanted)
    both, later = _limits(((left_out + left_out_too) / 2).astype(np.float32), examples, targets, *shares)
    return Likeness(targets, mark, Head(mean, rows, weights), by_spelling, both, alone, later, later_alone)


def _targets(examples: Sequence[Example], gravest: frozenset[str]) -> tuple[str, ...]:
    named = dict.fromkeys(one.moment for one in examples if one.moment is not None)
    return (*named, ANY, *((GRAVEST,) if gravest & set(named) else ()))


def _wanted(examples: Sequence[Example], targets: Sequence[str], gravest: frozenset[str]) -> Numbers:
    column = {target: n for n, target in enumerate(targets)}
    wanted = np.zeros((len(examples), len(targets)), dtype=np.float32)
    for n, one in enumerate(examples):
        if one.moment is not None:
            wanted[n, column[one.moment]] = 1
            wanted[n, column[ANY]] = one.moment not in ASKS_NOTHING
            if one.moment in gravest:
                wanted[n, column[GRAVEST]] = 1
    return wanted


def _solve(kernel: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """The weights, and what every example scores when left out: y - w / diag((K + rI)^-1). Overwrites the kernel: of some
    thousands of examples it is hundreds of megabytes."""
    kernel[np.diag_indices_from(kernel)] += RIDGE
    solver = cast(Any, lapack)
    factor, failed = solver.spotrf(
        kernel.T, overwrite_a=True
    )  # transposed: in the order of columns that LAPACK writes in
    if failed:
        raise ValueError("The examples could not be learned from: their kernel is not positive definite.")
    weights, _ = solver.spotrs(factor, wanted)
    inverse, _ = solver.spotri(factor, overwrite_c=True)
    diagonal: Numbers = np.diag(inverse)[:, None]
    return np.ascontiguousarray(weights, dtype=np.float32), (wanted - weights / diagonal).astype(np.float32)


def _limits(
    left_out: Numbers,
    examples: Sequence[Example],
    targets: Sequence[str],
    may_alarm: Mapping[str, float],
    later_may_alarm: Mapping[str, float],
) -> tuple[Numbers, Numbers]:
    """Of first messages, and of later turns, which are never lower."""
    first = _limit(left_out, [one.routine for one in examples], targets, may_alarm)
    if not any(one.later for one in examples):
        return first, first
    later = _limit(left_out, [one.later for one in examples], targets, later_may_alarm)
    return first, np.maximum(first, later)


def _limit(left_out: Numbers, chosen: list[bool], targets: Sequence[str], may_alarm: Mapping[str, float]) -> Numbers:
    quiet = left_out[np.array(chosen)]
    if not len(quiet):
        return np.full(len(targets), 0.5, dtype=np.float32)
    shares = [1 - may_alarm.get(target, may_alarm[ELSE]) for target in targets]
    return np.array([np.quantile(quiet[:, n], share) for n, share in enumerate(shares)], dtype=np.float32)


def _centred(vectors: Numbers, mean: Numbers) -> Numbers:
    """Embedders point all texts roughly one way; without that common part, likeness is what remains."""
    moved = vectors - mean
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return (moved / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def _bent(cosines: Numbers) -> Numbers:
    return np.exp(np.float32(GAMMA) * (cosines - 1)).astype(np.float32)


def _dense(product: Any) -> Numbers:
    return cast(Numbers, product.toarray())


def as_arrays(one: Likeness) -> dict[str, NDArray[Any]]:
    """For keeping; `from_arrays` gives an equal one back."""
    head = one.head
    return {
        "targets": np.array(one.targets),
        "mark": np.array(one.mark),
        **({} if head is None else {"mean": head.mean, "rows": head.rows.astype(np.float16), "weights": head.weights}),
        "rarity": one.by_spelling.spelling.rarity,
        "spelled_data": one.by_spelling.rows.data,
        "spelled_indices": one.by_spelling.rows.indices,
        "spelled_indptr": one.by_spelling.rows.indptr,
        "spelling_weights": one.by_spelling.weights,
        "limits": one.limits,
        "limits_by_spelling": one.limits_by_spelling,
        "later_limits": one.later_limits,
        "later_limits_by_spelling": one.later_limits_by_spelling,
    }


def from_arrays(kept: Mapping[str, NDArray[Any]]) -> Likeness:
    """Raises KeyError or ValueError when it is nothing that `as_arrays` gave."""
    spelling = Spelling(kept["rarity"])
    parts = (kept["spelled_data"], kept["spelled_indices"], kept["spelled_indptr"])
    rows: Any = sparse.csr_matrix(parts, shape=(len(parts[2]) - 1, len(spelling.rarity)))
    head = Head(kept["mean"], kept["rows"].astype(np.float32), kept["weights"]) if "rows" in kept else None
    return Likeness(
        targets=tuple(str(one) for one in kept["targets"]),
        mark=str(kept["mark"]),
        head=head,
        by_spelling=SpellingHead(spelling, rows, kept["spelling_weights"]),
        limits=kept["limits"],
        limits_by_spelling=kept["limits_by_spelling"],
        later_limits=kept["later_limits"],
        later_limits_by_spelling=kept["later_limits_by_spelling"],
    )
