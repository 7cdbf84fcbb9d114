"""Whether what was found is enough to answer with; when it is not, why, in words a person can check."""

import math
from dataclasses import dataclass

from handrail.core.knowledge.article import Audience
from handrail.core.knowledge.hit import Found, Hit
from handrail.core.knowledge.quote import has_placeholder

ENOUGH = 0.6
"""Least chance that the first hit answers. On the benchmark 84 % of answerable questions pass, of off-topic ones none;
of questions within the domain that the articles leave open 43 % still pass: only reading the passage tells those."""

RIVALS = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """`chance` (0 to 1) that the first hit answers, by a logistic model of few features, 0 when a rule forbids it;
    `margin` in score above the mean of the next five. `because` are sentences, the gravest first."""

    enough: bool
    chance: float
    margin: float
    because: tuple[str, ...]


def enough(found: Found, least: float = ENOUGH) -> Verdict:
    """A passage of the right product can still leave the question open, so a quote is offered, never a yes or no."""
    if not found.hits:
        return Verdict(False, 0.0, 0.0, ("No article is near the question.",))
    margin = _margin(found.hits)
    if forbidden := _forbidden(found):
        return Verdict(False, 0.0, margin, forbidden)
    chance = 1 / (1 + math.exp(-_log_odds(found, margin)))
    return Verdict(chance >= least, chance, margin, _reasons(found, chance, least, margin))


def _margin(hits: tuple[Hit, ...]) -> float:
    others = sorted((hit.score for hit in hits[1:]), reverse=True)[:RIVALS]
    return hits[0].score - sum(others) / len(others) if others else 0.0


def _forbidden(found: Found) -> tuple[str, ...]:
    passage = found.hits[0].passage
    unknown = ", ".join(found.unknown_names)
    rules = (
        (passage.audience is not Audience.CUSTOMER, "The best text is for agents only."),
        (bool(unknown), f"The articles know nothing called {unknown}."),
        (has_placeholder(passage.text), "The best passage holds a value that nobody has filled in."),
    )
    return tuple(sentence for holds, sentence in rules if holds)


def _log_odds(found: Found, margin: float) -> float:
    """Fitted on 145 answerable and 80 unanswerable questions (docs/explanation/retrieval.md), rounded."""
    best = found.hits[0]
    if best.article_similarity is None:
        return 0.9 * best.words + 1.05 * best.named + 0.29 * margin - 0.65
    unmet = max(found.naming - best.named, 0.0)
    return 1.0 * (best.passage_similarity or 0.0) + 6.7 * best.article_similarity + 0.12 * margin - 1.8 * unmet - 3.3


def _reasons(found: Found, chance: float, least: float, margin: float) -> tuple[str, ...]:
    best = found.hits[0]
    meaning = "" if best.passage_similarity is None else f", the nearest meaning is {best.passage_similarity:.2f}"
    near = f"The article holds {_percent(best.words)} of the question's words by weight{meaning}, {margin:.1f} ahead."
    verdict = f"The chance that it answers is {_percent(chance)}, {_percent(least)} is needed."
    named = "It is about what the question names." if best.named > 0.4 else "The question names something else."
    about = (named,) if found.naming > 0.4 else ()
    return (verdict, *about, near)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
