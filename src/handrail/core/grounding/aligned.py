"""A claim laid beside what a source states: which statement it repeats, and in what the two differ."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handrail.core.grounding.figures import Figure
from handrail.core.grounding.meaning import Meaning, exchanged, meaning, opposed
from handrail.core.grounding.names import said_names
from handrail.core.grounding.stated import Statement
from handrail.core.grounding.verdict import Similarity
from handrail.core.grounding.words.english import NEGATIONS

UNDER = 0.75
"""What a word is worth that stands only above the statement, beside one that stands in it."""
NEAR = 0.85
"""Statements at least so well covering as the best are read with it."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """`best`: the statement that covers the claim best, figures apart; None when the source says nothing. `features` by name,
    numbers from 0 to 1 mostly, for the weights."""

    best: Statement | None
    features: dict[str, float]


def align(claim: Meaning, stated: Sequence[Statement], similarity: Similarity | None) -> Aligned:
    weigh = _rarity(stated)
    wanted = {word: weigh(word) for word in sorted(claim.telling)}
    whole = sum(wanted.values()) or 1.0
    covers = [_cover(wanted, one) / whole for one in stated]
    likes = [similarity(claim.text, one.said.text) if similarity else 0.0 for one in stated]
    if not covers:
        return Aligned(None, dict.fromkeys(FEATURES, 0.0) | {"unknown": 1.0})
    scores = [
        cover + 0.6 * like + 0.1 * _cover(wanted, one, 0.0) / whole
        for cover, like, one in zip(covers, likes, stated, strict=True)
    ]
    at = _best_place(claim, stated, scores)
    near = [one for one, score in zip(stated, scores, strict=True) if score >= NEAR * scores[at]]
    told = _figures(claim, stated, near, scores, at, wanted)
    said = _cover(wanted, stated[at], 0.0) / whole
    features = {
        "cover": covers[at],
        "cover_square": covers[at] ** 2,
        "cover_said": said,
        "missing_known": told["figures_missing"] * said,
        "like": max(likes),
        "like_best": likes[at],
        **_unknown(wanted, stated, covers[at]),
        **told,
        **_differences(claim, stated[at], near),
    }
    return Aligned(stated[at], features)


def _best_place(claim: Meaning, stated: Sequence[Statement], scores: Sequence[float]) -> int:
    """Of equals the shortest; a statement with all of the claim's figures is preferred to one that covers it a little better."""
    said = {one.key for one in _said(claim)}
    more = 0.15 * max(scores)

    def worth(place: int) -> tuple[float, int]:
        holds = bool(said) and said <= {one.key for one in stated[place].said.figures}
        return scores[place] + (more if holds else 0.0), -len(stated[place].said.text)

    return max(range(len(scores)), key=worth)


def _unknown(wanted: dict[str, float], stated: Sequence[Statement], cover: float) -> dict[str, float]:
    """What the source does not say anywhere, and what it says, but not beside the rest."""
    whole = sum(wanted.values()) or 1.0
    known = {word for one in stated for word in one.said.telling | one.under.telling}
    return {
        "unknown": sum(weight for word, weight in wanted.items() if word not in known) / whole,
        "unknown_words": min(3, sum(word not in known for word in wanted)) / 3,
        "scattered": sum(weight for word, weight in wanted.items() if word in known) / whole - cover,
    }


def _rarity(stated: Sequence[Statement]) -> Callable[[str], float]:
    """How telling a word is within this source, from about 0.2 for what every line says to 1 for what none or one does."""
    counts = Counter(word for one in stated for word in one.said.telling)
    total = len(stated)
    return lambda word: math.log(1 + (total + 0.5) / (counts[word] + 0.5)) / math.log(2 + 2 * total)


def _cover(wanted: dict[str, float], one: Statement, under: float = UNDER) -> float:
    return sum(
        weight * (1.0 if word in one.said.telling else under if word in one.under.telling else 0.0)
        for word, weight in wanted.items()
    )


def _figures(
    claim: Meaning,
    stated: Sequence[Statement],
    near: Sequence[Statement],
    scores: Sequence[float],
    at: int,
    wanted: dict[str, float],
) -> dict[str, float]:
    said = _said(claim)
    here = {figure.key for figure in stated[at].said.figures}
    close = {figure.key for one in near for figure in one.said.figures} | {
        figure.key for figure in stated[at].under.figures
    }
    anywhere = {figure.key for one in stated for figure in (*one.said.figures, *one.under.figures)}
    holding = [
        score
        for one, score in zip(stated, scores, strict=True)
        if {figure.key for figure in one.said.figures} >= {figure.key for figure in said}
    ]
    missing = [one for one in said if not _in(one, anywhere)]
    far = [one for one in said if _in(one, anywhere) and not _in(one, close)]
    rivals = {
        figure.unit for one in near for figure in one.said.figures if figure.key not in {each.key for each in said}
    }
    return {
        "figures": float(bool(said)),
        "figures_here": float(bool(said) and all(_in(one, here) for one in said)),
        "figures_close": float(bool(said) and all(_in(one, close) for one in said)),
        "figures_far": float(bool(far)),
        "figures_missing": float(bool(missing)),
        "figures_rival": float(any(one.unit in rivals for one in (*missing, *far))),
        "figures_elsewhere": float(_better_row(said, stated, wanted)),
        "figures_lag": (scores[at] - max(holding)) / scores[at]
        if said and holding and scores[at]
        else float(bool(said)),
    }


def _said(claim: Meaning) -> list[Figure]:
    """Its figures but a bare one ("one of them")."""
    return [one for one in claim.figures if not (one.unit == "number" and one.value == 1)]


def _better_row(said: Sequence[Figure], stated: Sequence[Statement], wanted: dict[str, float]) -> bool:
    """Of the statements with a figure of that kind, the one that speaks most of the claim has another figure: the row beside was read."""
    for figure in said:
        rows = [one for one in stated if any(each.unit == figure.unit for each in one.said.figures)]
        best = max((_cover(wanted, one, 0.2) for one in rows), default=0.0)
        top = [one for one in rows if _cover(wanted, one, 0.2) >= best - 1e-9]
        if top and not any(figure.key in {each.key for each in one.said.figures} for one in top):
            return True
    return False


def _in(one: Figure, keys: set[tuple[float | str, str]]) -> bool:
    return one.key in keys or (one.unit == "number" and one.value in {value for value, _ in keys})


def _differences(claim: Meaning, best: Statement, near: Sequence[Statement]) -> dict[str, float]:
    said = best.said
    denied = said.denies or not NEGATIONS.isdisjoint(best.headings.words)
    names = claim.names - {name for one in near for name in _words(one)}
    away = claim.names - said_names(said.text)
    denial = claim.denies != denied
    clash = (claim.denied & said.telling) - said.denied | (said.denied & claim.telling) - claim.denied
    flip = _flips(claim, said)
    return {
        "denial": float(denial),
        "denial_added": float(claim.denies and not denied),
        "clash": float(bool(clash)),
        "contrast": float(bool(said.contrasted & claim.telling) and not claim.denies),
        "free_added": float(claim.free and not said.free),
        "free_lost": float(said.free and not claim.free),
        "opposed": float(opposed(claim, said)),
        "exchanged": float(exchanged(claim, said, best.headings)),
        "flip": float(flip),
        "flip_alone": float(flip != denial and bool(claim.conditions)),
        "condition_lost": _lost(claim, said),
        "condition_new": _lost(said, claim, best.under),
        "condition_dropped": float(said.conditions > 0 and claim.conditions == 0),
        "condition_added": float(claim.conditions > 0 and said.conditions == 0),
        "exception_dropped": float((said.excepts or said.only) and not (claim.excepts or claim.only)),
        "only_added": float(claim.only and not said.only),
        "reach": float(claim.reach == 1 and said.reach != 1),
        "reach_lost": float(said.reach == -1 and claim.reach != -1),
        "modality": float(claim.modality * said.modality == -1),
        "must_added": float(claim.modality == 1 and said.modality == 0),
        "bound": float(claim.bound * said.bound == -1),
        "bound_changed": float(claim.bound != said.bound),
        "order": float(claim.order * said.order == -1),
        "order_changed": float(claim.order != said.order),
        "trend": float(claim.trend * said.trend == -1),
        "names": float(bool(names)),
        "name_rival": float(bool(away) and bool(said.names - claim.names)),
    }


def _flips(claim: Meaning, said: Meaning) -> bool:
    """Both name the same condition, one as what must hold, the other as what must not."""
    return claim.conditions > 0 and said.conditions > 0 and claim.excepts != said.excepts and _lost(claim, said) < 0.5


_CONDITION = re.compile(
    r"\b(?:if|when|unless|except|only|provided|once|until|after|before|while|where|whenever|save|subject to|as long as|otherwise"
    r"|for|with|wenn|falls|sofern|außer|si|sauf|lorsque|cuando|salvo|se|quando|tranne|als|tenzij|mits|exceto|jeśli|chyba|om|endast|eğer)\b([^,.;:()]*)"
)


def _lost(claim: Meaning, said: Meaning, besides: Meaning | None = None) -> float:
    """The largest share of one of the conditions in `said` whose telling words neither the claim nor `besides` has."""
    has = claim.telling | (besides.telling if besides else frozenset[str]())
    parts = (meaning(found[1]) for found in _CONDITION.finditer(said.plain))
    shares = [len(part.telling - has) / len(part.telling) for part in parts if part.telling]
    return max(shares, default=0.0)


def _words(one: Statement) -> frozenset[str]:
    return said_names(one.said.text) | said_names(one.under.text)


FEATURES = (
    "cover", "cover_square", "cover_said", "unknown", "unknown_words", "scattered", "like", "like_best", "figures", "figures_here",
    "figures_close", "figures_far", "figures_missing", "missing_known", "figures_rival", "figures_elsewhere", "figures_lag", "denial",
    "denial_added", "clash", "contrast", "free_added", "free_lost", "opposed", "exchanged", "flip", "flip_alone", "condition_lost",
    "condition_new", "condition_dropped", "condition_added", "exception_dropped", "only_added", "reach", "reach_lost", "modality",
    "must_added", "bound", "bound_changed", "order", "order_changed", "trend", "names", "name_rival",
)  # fmt: skip
"""In the order of the fitting; `align` gives each."""
