"""Which playbook a customer's words begin: those most like what it was taught, clearly enough and clearly more than the others."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from handrail.core.playbooks.playbook import Playbook, Playbooks
from handrail.core.playbooks.words import plain_words

LIKE: Final = 0.62
"""From here on words alone begin a playbook."""
LIKE_WITHIN_TOPIC: Final = 0.4
"""Where the topic is known otherwise, less will do."""
CLEARLY: Final = 0.08
"""More like it than like the next."""
LOOKED_AT: Final = 600  # characters
_PARTS: Final = re.compile(r"[.!?;\n…。？！]+|,\s+(?:and|but|und|aber|et|mais|y|pero)\s+")
_EMPTY: Final = frozenset(
    """a an the i my me we our you your it its is are was be am to of for in on at with please hi hello hey thanks can could
    would will do does did have has had get got this that and or but if so just now not t s m d ll ve re want like need
    ich mein meine meinen meiner mir mich wir sie ihr es ist sind war ein eine einen der die das den dem zu und oder aber
    bitte hallo kann konnen konnten mochte will wurde habe hat haben im am mit auf fur von nicht noch
    je j mon ma mes moi nous vous votre il elle est sont un une le la les l de du des d a au aux et ou mais ne pas que qu
    bonjour svp plait voudrais veux peux pouvez ai avoir pour en ce c dans
    yo mi mis me nosotros usted su es son un una el la los las de del al y o pero no que por favor hola quiero quisiera
    puedo puede pueden he tengo para en con se lo""".split()  # noqa: SIM905 - read as words
)


@dataclass(frozen=True, slots=True)
class Begins:
    """`score` from 0 to 1: how like its taught words; `next`: the best of any other playbook."""

    slug: str
    score: float
    next: float = 0.0


def begins(playbooks: Playbooks, text: str, topic: str | None = None) -> Begins | None:
    """`topic`: what the turn is surely about, where that is known; then only that topic's playbooks begin."""
    spoken = [words for part in _PARTS.split(text[:LOOKED_AT]) if (words := _words(part))][:12]
    if not spoken:
        return None
    weights = _weights(playbooks)
    scores = sorted(((_like(one, spoken, weights), one) for one in playbooks.playbooks), key=lambda each: -each[0])
    among = [(score, one) for score, one in scores if topic is None or one.topic == topic]
    if not among:
        return None
    (score, best), others = among[0], [each for each, one in scores if one is not among[0][1]]
    other = max(others, default=0.0)
    enough = LIKE if topic is None else LIKE_WITHIN_TOPIC
    if score < enough or (score - other < CLEARLY and score < 1.0) or score <= other:
        return None
    return Begins(best.slug, score, other)


def _like(playbook: Playbook, spoken: list[frozenset[str]], weights: Mapping[str, float]) -> float:
    lines = _lines(playbook)
    return max((_overlap(said, line, weights) for said in spoken for line in lines), default=0.0)


def _overlap(said: frozenset[str], line: frozenset[str], weights: Mapping[str, float]) -> float:
    """Shared words over all words (Dice), rare ones counting more."""
    shared = sum(weights.get(one, 1.0) for one in said & line)
    whole = sum(weights.get(one, 1.0) for one in said) + sum(weights.get(one, 1.0) for one in line)
    return 2 * shared / whole if whole else 0.0


def _words(text: str) -> frozenset[str]:
    """Without what every sentence has and without numbers and codes."""
    return frozenset(
        one for one in plain_words(text) if one not in _EMPTY and not any(c.isdigit() for c in one) and len(one) > 1
    )


@lru_cache(maxsize=64)
def _taught(lines: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(words for one in lines if (words := _words(one)))


def _lines(playbook: Playbook) -> tuple[frozenset[str], ...]:
    return _taught(tuple(line for said in playbook.begins.values() for line in said))


def _weights(playbooks: Playbooks) -> dict[str, float]:
    """A word that several playbooks are taught tells little of each."""
    counted = Counter(word for one in playbooks.playbooks for word in {word for line in _lines(one) for word in line})
    among = len(playbooks.playbooks)
    return {word: 0.3 + math.log((1 + among) / count) for word, count in counted.items()}
