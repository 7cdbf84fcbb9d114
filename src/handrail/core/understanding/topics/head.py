"""One embedder's part of a fit: the examples weighed, and chances learned from each example having been left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.topics.chance import FOLDS, Chance, Numbers, learn, out_of_fold
from handrail.core.understanding.topics.example import Example, Label, label_of
from handrail.core.understanding.topics.fitted import Head, centred, masks
from handrail.core.understanding.topics.grams import Floats, buckets_for
from handrail.core.understanding.topics.ridge import Ints, Weighed, weigh
from handrail.core.understanding.topics.signs import NAMES, Labels, signs_of

FEW, FEW_BUCKETS, MANY_BUCKETS = 4000, 2048, 1024
BLOCK = 1000


@dataclass(frozen=True, slots=True)
class LearnedHead:
    """A head with what it would have said of its examples, had they not been taught.

    `taken` [n]: the label that the others give each example. `right`, `routine` [n]: chances, learned from the other folds.
    `unknown` [n]: the chance of being routine, and `unknown_right`, `unknown_taken`, had its whole topic not been taught.
    """

    head: Head
    english: bool
    labels: tuple[Label, ...]
    examples: Sequence[Example]
    owner: Ints
    taken: Ints
    right: Numbers
    routine: Numbers
    unknown_taken: Ints
    unknown_right: Numbers
    unknown: Numbers


def learn_head(
    embedder: str, examples: Sequence[Example], vectors: Floats, labels: tuple[Label, ...], english: bool
) -> LearnedHead | None:
    """None where there are not two labels with two examples each."""
    places = {label: at for at, label in enumerate(labels)}
    owner = np.array([places[label_of(one)] for one in examples], np.int64)
    if (np.bincount(owner, minlength=len(labels)) >= 2).sum() < 2:
        return None
    texts = [one.text for one in examples]
    buckets = buckets_for(texts, FEW_BUCKETS if len(texts) <= FEW else MANY_BUCKETS)
    middle = vectors.mean(0)
    rows = centred(vectors, middle)
    weighed = weigh(rows, buckets.rows(texts), owner, len(labels))
    which = Labels(*masks(labels))
    each, left_out = _signs(rows, weighed, owner, which, [len(text.split()) for text in texts])
    topic, routine = which.topic[owner], which.routine[owner]
    taken = _best(weighed.without_each, which)
    folds = _folds(owner)
    names = sorted({one.topic or "" for one in labels})
    topic_of = np.array([names.index(one.topic or "") for one in labels])
    hit = topic_of[taken] == topic_of[owner]  # the handling may still be a person's: that is the other chance
    outside = np.array([one.topic is None and one.handle == "outside" for one in examples], bool)
    right, right_out = _one_sided(each, hit, topic, folds)
    known, _ = _two_sided(each, left_out, topic, outside, topic, folds)
    routine_chance, (routine_out, unknown_out) = _two_sided(each, left_out, routine, ~routine, topic, folds)
    head = Head(
        embedder=embedder,
        buckets=buckets,
        middle=middle,
        rows=rows,
        owner=owner,
        coefs=weighed.coefs,
        words=weighed.words,
        right=right,
        known=known,
        routine=routine_chance,
    )
    return LearnedHead(
        head=head,
        english=english,
        labels=labels,
        examples=examples,
        owner=owner,
        taken=taken,
        right=right_out,
        routine=routine_out,
        unknown_taken=_best(weighed.without_topic, which),
        unknown_right=right(left_out),
        unknown=unknown_out,
    )


def _one_sided(signs: Numbers, yes: NDArray[np.bool_], rows: NDArray[np.bool_], folds: Ints) -> tuple[Chance, Numbers]:
    weights = rows.astype(float)
    return learn(signs, yes, weights), out_of_fold(signs, yes, folds, weights)


def _two_sided(
    each: Numbers,
    left_out: Numbers,
    yes: NDArray[np.bool_],
    no: NDArray[np.bool_],
    topics: NDArray[np.bool_],
    folds: Ints,
) -> tuple[Chance, tuple[Numbers, Numbers]]:
    """Yes: the examples `yes`. No: the examples `no`, and those of topics had their topic not been taught. Both sides
    weigh the same together."""
    signs, is_yes = np.concatenate([each, left_out]), np.concatenate([yes, np.zeros(len(yes), bool)])
    counted = np.concatenate([yes | no, topics]).astype(float)
    for side in (is_yes, ~is_yes):
        counted[side] *= len(yes) / max(counted[side].sum(), 1.0)
    twice = np.concatenate([folds, folds])
    found = out_of_fold(signs, is_yes, twice, counted)
    return learn(signs, is_yes, counted), (found[: len(yes)], found[len(yes) :])


def _folds(owner: Ints) -> Ints:
    """Dealt out within each label."""
    folds = np.empty(len(owner), np.int64)
    for label in np.unique(owner):
        mine = np.flatnonzero(owner == label)
        folds[mine] = (np.arange(len(mine)) + label) % FOLDS
    return folds


def _best(scores: Floats, which: Labels) -> Ints:
    return np.where(which.topic, scores, -np.inf).argmax(1).astype(np.int64)


def _signs(
    rows: Floats, weighed: Weighed, owner: Ints, which: Labels, lengths: Sequence[int]
) -> tuple[Numbers, Numbers]:
    """[n, k] twice: each example left out, and its whole label left out."""
    each, left_out = np.empty((len(owner), len(NAMES))), np.empty((len(owner), len(NAMES)))
    for start in range(0, len(owner), BLOCK):
        cosines = rows[start : start + BLOCK] @ rows.T
        for at, near in enumerate(cosines, start):
            if rows.shape[1]:
                near[at] = -np.inf
            each[at] = signs_of(weighed.without_each[at], near, owner, which, lengths[at])
            if rows.shape[1]:
                near[owner == owner[at]] = -np.inf
            left_out[at] = signs_of(weighed.without_topic[at], near, owner, which, lengths[at])
    return each, left_out
