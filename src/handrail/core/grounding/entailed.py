"""Whether what a sentence cites really says so; whatever is unsure counts as not said."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from handrail.core.grounding import weights
from handrail.core.grounding.aligned import Aligned, align
from handrail.core.grounding.courtesies import is_courtesy, is_question, parts
from handrail.core.grounding.draft import Sentence, Source
from handrail.core.grounding.meaning import meaning
from handrail.core.grounding.stated import is_word_for_word, statements
from handrail.core.grounding.verdict import Guard, Similarity, Verdict


class Answer(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_MENTIONED = "not_mentioned"


ENOUGH: Final = 0.5
"""Least chance of being supported, once nothing speaks against it (docs/explanation/guards.md)."""

AGAINST: Final[dict[str, tuple[float, str]]] = {
    "clash": (0.0, "One denies what the other says."),
    "denial": (0.0, "One of the two is a no."),
    "contrast": (0.0, "The source names it as what does not hold."),
    "opposed": (0.0, "It says the opposite word."),
    "exchanged": (0.0, "The source names another way or another party."),
    "order": (0.0, "Before and after are exchanged."),
    "order_changed": (0.0, "Before or after is said by one alone."),
    "bound": (0.0, "The least and the most are exchanged."),
    "bound_changed": (0.0, "A least or a most is said by one alone."),
    "modality": (0.0, "One binds and the other permits."),
    "must_added": (0.0, "It binds more than the source."),
    "reach": (0.0, "It says “all” or “always”, the source does not."),
    "reach_lost": (0.0, "The source says “some”."),
    "only_added": (0.0, "It says “only”, the source does not."),
    "exception_dropped": (0.0, "The source makes an exception or says “only”."),
    "flip_alone": (0.0, "The condition is turned round."),
    "free_added": (0.0, "The source does not say that it is free."),
    "condition_new": (0.5, "It names a condition that the source does not."),
    "figures_elsewhere": (0.0, "The figure belongs to something else."),
    "names": (0.0, "The source speaks of something else."),
    "name_rival": (0.0, "The source says it of something else."),
    "unknown": (0.34, "Too many of its words are not in the source."),
    "scattered": (0.34, "Its words stand apart in the source."),
}
"""What stops a claim whatever its chance: the difference, how much of it is too much, and how it is told to a person."""


@dataclass(frozen=True, slots=True)
class Entailment:
    """`chance` of being supported (0 to 1) and `likeliest` of the three by the weights alone; `against` are reasons that stop it all the
    same. `beside`: the statement it was held against, '' when there is none."""

    supported: bool
    chance: float
    likeliest: Answer
    against: tuple[str, ...]
    beside: str
    source: str | None


def entailed(
    sentence: Sentence, place: int, sources: Sequence[Source], similarity: Similarity | None
) -> tuple[Verdict, ...]:
    """Each part of the sentence by itself; courtesies and questions in it say nothing that needs backing."""
    said = [part for part in parts(sentence.text) if not (is_courtesy(part) or is_question(part))]
    verdicts = [_verdict(entails(part, sources, similarity), sentence.text, part, place) for part in said]
    stopped = tuple(one for one in verdicts if not one.passed)
    return stopped or tuple(verdicts[:1]) or (Verdict(Guard.ENTAILED, True, place, 0, 0, "It states nothing."),)


def entails(claim: str, sources: Sequence[Source], similarity: Similarity | None = None) -> Entailment:
    """The best that one of the sources, or all of them together, can do for the claim."""
    together = [tuple(sources)] if len(sources) > 1 else []
    tries = [_tried(claim, group, similarity) for group in [*((source,) for source in sources), *together]]
    return max(tries, key=lambda one: (one.supported, one.chance), default=_NOTHING)


_NOTHING: Final = Entailment(False, 0.0, Answer.NOT_MENTIONED, ("There is no source.",), "", None)


def _tried(claim: str, sources: Sequence[Source], similarity: Similarity | None) -> Entailment:
    stated = [statement for source in sources for statement in statements(source)]
    if is_word_for_word(claim, stated):
        return Entailment(True, 1.0, Answer.SUPPORTED, (), claim, sources[0].id)
    aligned = align(meaning(claim), stated, similarity)
    chances = _chances(aligned, weights.BY_WORDS if similarity is None else weights.WITH_VECTORS)
    likeliest = max(chances, key=lambda answer: chances[answer])
    chance = chances[Answer.SUPPORTED]
    against = tuple(_against(aligned))
    beside = "" if aligned.best is None else aligned.best.said.text
    return Entailment(chance >= ENOUGH and not against, chance, likeliest, against, beside, sources[0].id)


def _against(aligned: Aligned) -> Iterable[str]:
    told = aligned.features
    for name, (limit, because) in AGAINST.items():
        if told[name] > limit:
            yield because
    if told["figures"] and not told["figures_close"]:
        yield "The source does not say that figure of it."
    if told["condition_dropped"] and told["condition_lost"] > 0.34:
        yield "A condition of the source is left out."


def _chances(aligned: Aligned, table: dict[str, dict[str, float]]) -> dict[Answer, float]:
    """Softmax over the three answers; constants stand under ''."""
    told = {**aligned.features, "": 1.0}
    scores = {answer: sum(weight * told[name] for name, weight in table[answer.value].items()) for answer in Answer}
    top = max(scores.values())
    whole = sum(math.exp(score - top) for score in scores.values())
    return {answer: math.exp(score - top) / whole for answer, score in scores.items()}


def _verdict(found: Entailment, text: str, part: str, place: int) -> Verdict:
    start = max(text.find(part), 0)
    because = (
        "The source says so."
        if found.supported
        else " ".join(found.against[:2]) or "The source does not clearly say so."
    )
    return Verdict(Guard.ENTAILED, found.supported, place, start, start + len(part), because, found.source)
