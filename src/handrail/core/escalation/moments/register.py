"""The moments register as data: read from plain data, written back to it, the same both ways."""

from typing import Any

from handrail.core.escalation.moments.moment import (
    DETECTORS,
    GRAVEST,
    FixedText,
    Moment,
    Register,
    RegisterIsWrong,
    Words,
)
from handrail.core.escalation.moments.parse import parse_register

__all__ = [
    "DETECTORS",
    "GRAVEST",
    "FixedText",
    "Moment",
    "Register",
    "RegisterIsWrong",
    "Words",
    "parse_register",
    "plain_moment",
    "plain_register",
]


def plain_register(register: Register) -> dict[str, Any]:
    """What `parse_register` reads back to an equal register; only dictionaries, lists, text, numbers and truth values."""
    return {
        "version": register.version,
        "moments": {slug: plain_moment(moment) for slug, moment in register.moments.items()},
        "routine": _plain_words(register.routine),
    }


def plain_moment(moment: Moment) -> dict[str, Any]:
    """One row without its slug."""
    return {
        "number": moment.number,
        "name": moment.name,
        "detectors": list(moment.detectors),
        "hard": moment.hard,
        "who": {"team": moment.team, "skill": moment.skill},
        "within_minutes": moment.within_minutes,
        "around_the_clock": moment.around_the_clock,
        "urgency": moment.urgency,
        "ceiling": moment.ceiling.value,
        "allowed": list(moment.allowed),
        "forbidden": _plain_words(moment.forbidden),
        "clocks": list(moment.clocks),
        "training": moment.training,
        "review_months": moment.review_months,
        "positive": _plain_words(moment.positive),
        "near": _plain_words(moment.near),
        "phrases": _plain_words(moment.phrases),
        "not_phrases": _plain_words(moment.not_phrases),
        "texts": {language: _plain_text(text) for language, text in moment.texts.items()},
    }


def _plain_words(words: Words) -> dict[str, list[str]]:
    return {language: list(lines) for language, lines in words.items()}


def _plain_text(text: FixedText) -> dict[str, Any]:
    at = None if text.reviewed_at is None else text.reviewed_at.isoformat()
    return {"text": text.text, "reviewed_by": text.reviewed_by, "reviewed_at": at}
