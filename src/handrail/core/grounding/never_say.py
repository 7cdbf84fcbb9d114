"""No sentence says what the topic or a moment that stands forbids."""

from collections.abc import Callable

from handrail.core.escalation.moments.forbidden import Forbidden
from handrail.core.grounding.draft import Draft
from handrail.core.grounding.verdict import Guard, Verdict


def never_say(draft: Draft, forbidden: Callable[[str], tuple[Forbidden, ...]]) -> tuple[Verdict, ...]:
    """Looks at the whole text too: a phrase may reach over the end of a sentence. Then the verdict names no sentence."""
    found: list[Verdict] = []
    for place, sentence in enumerate(draft.sentences):
        found += [_stop(one, place) for one in forbidden(sentence.text)]
    if not found:
        found = [_stop(one, None) for one in forbidden(draft.text)]
    return tuple(found) or (Verdict(Guard.NEVER_SAY, True, None, 0, 0, "Nothing that is never said here."),)


def _stop(found: Forbidden, place: int | None) -> Verdict:
    because = f"“{found.words}” is never said here ({found.name})."
    return Verdict(Guard.NEVER_SAY, False, place, found.start, found.end, because)
