"""Several kinds of evidence for each article made one ranking, with a turn for each thing that was asked about."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from handrail.core.knowledge.names import Mention

K = TypeVar("K", bound=Hashable)

STRONG_MENTION = 0.4
"""Share of a name that must be said before it gets a turn of its own in the ranking."""
TURN_NAME = 5.0
"""Weight of the name within such a turn: what comes there should be about that thing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one article.

    `passage` and `article` are cosines (None without an embedder): of the best passage or example question, and of
    the article as a whole. `words` is the BM25 score as a share of the best any article could have (0 to 1).
    """

    family: str
    words: float
    passage: float | None = None
    article: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a conditional logit ("which article answers?"), so a difference of 1 in score is odds of e to 1."""

    passage: float
    article: float
    words: float
    name: float


WITH_MEANING = Weights(passage=12.0, article=10.5, words=15.0, name=2.0)
BY_WORDS_ALONE = Weights(passage=0.0, article=0.0, words=15.0, name=2.0)
"""Learned on 160 questions of one knowledge base and rounded; see docs/explanation/retrieval.md for what it is worth."""


def weights_for(evidence: Iterable[Evidence]) -> Weights:
    return WITH_MEANING if any(one.passage is not None for one in evidence) else BY_WORDS_ALONE


def score(evidence: Evidence, weights: Weights, name: float = 0.0, name_weight: float | None = None) -> float:
    """`name` is the share of the article's family name that was said (0 to 1)."""
    return (
        weights.passage * (evidence.passage or 0.0)
        + weights.article * (evidence.article or 0.0)
        + weights.words * evidence.words
        + (weights.name if name_weight is None else name_weight) * name
    )


def ranked(evidence: dict[K, Evidence], mentions: Sequence[Mention]) -> list[tuple[K, float]]:
    """Articles best first with their score for the whole question.

    When a question names several things ("Evergreen, Gold Years and Blue"), each has its turn after the best for
    the whole question, and so has what speaks of none of them.
    """
    weights = weights_for(evidence.values())
    whole = {key: score(one, weights, _named(one, mentions)) for key, one in evidence.items()}
    turns = [_best_first(whole), *_turns(evidence, mentions, weights)]
    return [(key, whole[key]) for key in round_robin(turns)]


def _turns(evidence: dict[K, Evidence], mentions: Sequence[Mention], weights: Weights) -> list[list[K]]:
    strong = [mention for mention in mentions if mention.strength >= STRONG_MENTION]
    if len(strong) < 2:
        return []
    named = [
        {key: score(one, weights, _named(one, [mention]), TURN_NAME) for key, one in evidence.items()}
        for mention in strong
    ]
    return [_best_first(scores) for scores in [*named, {key: score(one, weights) for key, one in evidence.items()}]]


def _named(evidence: Evidence, mentions: Iterable[Mention]) -> float:
    return max((mention.families.get(evidence.family, 0.0) for mention in mentions), default=0.0)


def _best_first(scores: dict[K, float]) -> list[K]:
    return sorted(scores, key=lambda key: -scores[key])


def round_robin(turns: Sequence[Sequence[K]]) -> list[K]:
    """From each ranking in turn its best that was not taken yet."""
    taken: dict[K, None] = {}
    waiting = [iter(turn) for turn in turns]
    while waiting:
        waiting = [turn for turn in waiting if _take_next(turn, taken)]
    return list(taken)


def _take_next(turn: Iterable[K], taken: dict[K, None]) -> bool:
    for key in turn:
        if key not in taken:
            taken[key] = None
            return True
    return False


def reciprocal_rank_fusion(rankings: Iterable[Sequence[K]], k: float = 60.0) -> dict[K, float]:
    """Sum of 1 / (k + rank) over rankings (Cormack, Clarke and Buettcher, SIGIR 2009): the anchor to beat."""
    fused: dict[K, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            fused[key] = fused.get(key, 0.0) + 1.0 / (k + rank)
    return fused
