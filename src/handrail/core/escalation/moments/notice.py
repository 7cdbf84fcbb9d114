"""Which moments have come in a turn: two detectors, phrases and likeness, either of which is enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.likeness import (
    ANY,
    ASKS_NOTHING,
    ELSE,
    GRAVEST,
    LIKENESS_VERSION,
    Example,
    Likeness,
    Numbers,
)
from handrail.core.escalation.moments.moment import Moment, Register, Words
from handrail.core.escalation.moments.ordinary import LATER, TROUBLE
from handrail.core.escalation.moments.phrase_book import SURE, PhraseBook, PhraseHit
from handrail.core.escalation.moments.windows import Span
from handrail.core.escalation.noticed import URGENCIES

MOST_BY_LIKENESS: Final = 3
"""Moments named of one part of a text. Which one it is, is less sure than that one has come."""
NEAR_THE_BEST: Final = 0.35
"""A moment is named beside the likeliest when it scores this share of it."""
MAY_ALARM: Final = {
    "en": {ANY: 0.0125, GRAVEST: 0.0075, ELSE: 0.0025},
    "others": {ANY: 0.015, GRAVEST: 0.01, ELSE: 0.0025},
}
"""By group, the share of the register's own routine examples that may be taken for a moment, any of them or a P0 one.
Chosen by leaving each shipped example out: of the pairs at which at most 2 % of routine is taken for a moment, one that finds the
most of what is gravest (English), or with few near-misses taken for it (the others)."""
PART_MARGIN: Final = 0.1
"""A part of a text has to be that much clearer than a text of its own: it has many chances to be mistaken."""

LATER_MAY_ALARM: Final = {
    "en": {ANY: 0.01, GRAVEST: 0.005, ELSE: 0.0025},
    "others": {ANY: 0.01, GRAVEST: 0.005, ELSE: 0.0025},
}
"""The same of turns that answer somebody, measured on the shipped later turns (`ordinary.LATER`): what is said in the middle of a
conversation ("I did that before") is unlike first messages, so it has limits of its own. Chosen on the 65 dialogues of the shared set."""

ENGLISH, OTHERS = "en", "others"


@dataclass(frozen=True, slots=True)
class Likely:
    """`start`, `end`: the part of the text that is like it (0, 0: the whole of it)."""

    moment: str
    score: float
    start: int = 0
    end: int = 0


def groups_for(language: str, confidence: float) -> tuple[str, ...]:
    """Which examples a text is compared with: English ones, those of all other languages, or both while nothing is sure."""
    if language == "und" or confidence < SURE:
        return (ENGLISH, OTHERS) if language in ("und", "en") else (OTHERS,)
    return (ENGLISH,) if language == "en" else (OTHERS,)


def examples_of(register: Register, group: str) -> list[Example]:
    """Positives, near-misses and routine of one group, in the order of the register, and ordinary trouble and later turns, which
    are the same for every register. English routine stands beside that of
    the others, which is little in each language: vectors carry it over. English moments do not:
    the others have enough of their own, and with them a third more examples would be embedded at the first start."""
    found = list[Example]()
    for moment in register.moments.values():
        if "likeness" in moment.detectors:
            for words, slug in ((moment.positive, moment.slug), (moment.near, None)):
                found += [Example(text, slug) for text in _lines(words, group)]
    found += [Example(text, None, routine=True) for text in _lines(register.routine, group, everything=True)]
    found += [Example(text, None) for text in _lines(TROUBLE, group, everything=True)]
    return found + [Example(text, None, later=True) for text in _lines(LATER, group, everything=True)]


def _lines(words: Words, group: str, *, everything: bool = False) -> list[str]:
    return [
        text
        for language, lines in words.items()
        if (language.split("-", 1)[0] == ENGLISH) == (group == ENGLISH) or (everything and group == OTHERS)
        for text in lines
    ]


def gravest_of(register: Register) -> frozenset[str]:
    return frozenset(slug for slug, moment in register.moments.items() if moment.gravest)


def likely(
    likeness: Likeness,
    texts: Sequence[str],
    spans: Sequence[Span],
    vectors: Numbers | None,
    gravest: frozenset[str],
    *,
    later: bool = False,
) -> dict[str, Likely]:
    """By moment, the best of all parts. `texts`: the whole first, then its parts; `spans`: where each of them stands;
    `later`: said in the middle of a conversation."""
    scores, limits = likeness.over_limits(texts, vectors, later=later)
    targets = likeness.targets
    best = dict[str, Likely]()
    for n, span in enumerate(spans):
        for slug, score in _named(scores[n], limits + (PART_MARGIN if n else 0.0), targets, gravest).items():
            if slug not in best or score > best[slug].score:
                best[slug] = Likely(slug, score, *(span if n else (0, 0)))
    return best


def _named(scores: Numbers, limits: Numbers, targets: tuple[str, ...], gravest: frozenset[str]) -> dict[str, float]:
    column = {target: n for n, target in enumerate(targets)}
    slugs = [target for target in targets if target not in (ANY, GRAVEST)]
    named = {slug for slug in slugs if slug in ASKS_NOTHING and scores[column[slug]] >= limits[column[slug]]}
    order = sorted(slugs, key=lambda slug: -float(scores[column[slug]]))
    grave = GRAVEST in column and scores[column[GRAVEST]] >= limits[column[GRAVEST]]
    if grave or scores[column[ANY]] >= limits[column[ANY]]:
        least = NEAR_THE_BEST * float(scores[column[order[0]]])
        beside = (slug for slug in order[:MOST_BY_LIKENESS] if scores[column[slug]] >= least)
        # A P0 moment pages somebody: as a second guess it is named only where the gravest are likely by themselves.
        named |= {order[0], *(slug for slug in beside if grave or slug not in gravest)}
    if grave and not named & gravest:
        named.add(next(slug for slug in order if slug in gravest))
    return {slug: float(np.clip(scores[column[slug]], 0, 1)) for slug in named}


def both_say(first: Mapping[str, Likely], second: Mapping[str, Likely], gravest: frozenset[str]) -> dict[str, Likely]:
    """Of a text whose language nobody is sure of: what both groups say, and every P0 moment that one of them says."""
    joined = {**second, **first}
    return {slug: one for slug, one in joined.items() if slug in gravest or (first and second)}


def notice(
    text: str,
    language: str,
    confidence: float,
    register: Register,
    book: PhraseBook,
    alike: Mapping[str, Likely],
) -> tuple[MomentFact, ...]:
    """The gravest first, then the surest. `alike`: what likeness says (`likely`); empty when it could not be asked."""
    found = {hit.moment: hit for hit in book.find(text, language, confidence)}
    slugs = [slug for slug in register.moments if slug in found or slug in alike]
    facts = [_fact(register.moments[slug], register.version, found.get(slug), alike.get(slug)) for slug in slugs]
    return tuple(sorted(facts, key=lambda one: (-URGENCIES.index(one.urgency), not one.hard, -one.score)))


def _fact(moment: Moment, version: str, hit: PhraseHit | None, like: Likely | None) -> MomentFact:
    score = 1.0 if hit is not None else 0.0 if like is None else like.score
    at = hit if hit is not None else like
    return MomentFact(
        slug=moment.slug,
        name=moment.name,
        urgency=moment.urgency,
        hard=moment.hard,
        ceiling=moment.ceiling,
        score=score,
        by="phrase" if hit is not None else "likeness",
        version=f"{version}+{LIKENESS_VERSION}",
        team=moment.team,
        skill=moment.skill,
        within_minutes=moment.within_minutes,
        start=0 if at is None else at.start,
        end=0 if at is None else at.end,
    )
