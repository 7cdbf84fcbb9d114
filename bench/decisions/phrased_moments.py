"""Moments noticed by the shipped register's phrases alone: what is certain without an embedder."""

from functools import cache

from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.moment import Moment, Words
from handrail.core.escalation.moments.phrases import Phrase, compile_phrase
from handrail.core.understanding.wants_person.folding import fold
from handrail.rules.read_register import shipped_register

ELSEWHERE = frozenset({"human-request", "third-contact"})
"""Moments that other parts notice: the wish for a person, and the count of contacts."""
_URGENCIES = ("none", "P2", "P1", "P0")


def phrased_moments(text: str) -> tuple[MomentFact, ...]:
    """The gravest first."""
    folded, _ = fold(text)
    found: list[MomentFact] = []
    for moment, phrases, not_phrases in _compiled():
        for language, wanted in phrases:
            match = next((hit for phrase in wanted if (hit := phrase.pattern.search(folded))), None)
            taken_back = any(
                phrase.pattern.search(folded) for own, lines in not_phrases for phrase in lines if own == language
            )
            if match is not None and not taken_back:
                found.append(_fact(moment))
                break
    return tuple(sorted(found, key=lambda one: (-_URGENCIES.index(one.urgency), not one.hard)))


def _fact(moment: Moment) -> MomentFact:
    return MomentFact(
        moment.slug, moment.name, moment.urgency, moment.hard, moment.ceiling, 1.0, "phrase", shipped_register().version,
        moment.team, moment.skill, moment.within_minutes,
    )  # fmt: skip


@cache
def _compiled() -> list[tuple[Moment, list[tuple[str, list[Phrase]]], list[tuple[str, list[Phrase]]]]]:
    return [
        (moment, _phrases(moment.phrases), _phrases(moment.not_phrases))
        for slug, moment in shipped_register().moments.items()
        if slug not in ELSEWHERE
    ]


def _phrases(words: Words) -> list[tuple[str, list[Phrase]]]:
    return [(language, [compile_phrase(line, language) for line in lines]) for language, lines in words.items()]
