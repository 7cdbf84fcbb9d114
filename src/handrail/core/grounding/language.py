"""An answer is in the language the customer gets answers in."""

from collections.abc import Callable

from handrail.core.grounding.draft import Draft
from handrail.core.grounding.verdict import Guard, Verdict

LONG_ENOUGH = 40
"""Letters from which a single sentence is asked for its language; shorter ones look like another too often."""


def language(draft: Draft, expected: str, language_of: Callable[[str], str] | None) -> tuple[Verdict, ...]:
    """A text whose language cannot be told is let pass: numbers and names have none. What the writer declares must fit."""
    if _base(draft.language) not in {"und", _base(expected)}:
        because = f"It is written in “{draft.language}”, the customer gets “{expected}”."
        return (Verdict(Guard.LANGUAGE, False, None, 0, 0, because),)
    if language_of is None:
        return (Verdict(Guard.LANGUAGE, True, None, 0, 0, "Written in the language asked for, by its own account."),)
    wrong = tuple(_wrong(draft, expected, language_of))
    return wrong or (Verdict(Guard.LANGUAGE, True, None, 0, 0, f"It reads as “{expected}”."),)


def _wrong(draft: Draft, expected: str, language_of: Callable[[str], str]) -> "list[Verdict]":
    texts: list[tuple[int | None, str]] = [(place, one.text) for place, one in enumerate(draft.sentences)]
    found: list[Verdict] = []
    for place, text in [*texts, (None, draft.text)]:
        told = "und" if place is not None and len(text) < LONG_ENOUGH else _base(language_of(text))
        if told not in {"und", _base(expected)} and not (place is None and found):
            because = f"It reads as “{told}”, the customer gets “{expected}”."
            found.append(Verdict(Guard.LANGUAGE, False, place, 0, 0 if place is None else len(text), because))
    return found


def _base(code: str) -> str:
    return code.replace("_", "-").partition("-")[0].casefold()
