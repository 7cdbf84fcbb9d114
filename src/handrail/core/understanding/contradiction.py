"""Contradiction: the customer says that an answer was wrong or did not help. Once is one more try, twice is a person's."""

from collections.abc import Sequence

from handrail.core.understanding.exchange import PHRASES, Round, Turning, since_progress, undone
from handrail.core.understanding.phrasebook import Found, phrasebook
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.words.wrong_action import WRONG_ACTION

_ACTIONS = phrasebook(WRONG_ACTION)
CONTRADICTION_VERSION = f"rejected/1.{PHRASES.version}.{_ACTIONS.version}"


def contradiction(rounds: Sequence[Round]) -> Signal | None:
    """0.5 at a first rejection, 1.0 at a second, and at once where we did something that they did not ask for."""
    if not rounds or not rounds[-1].answer:
        return None
    now, times = rounds[-1], contradictions(rounds)
    place = next(((each.start, each.end) for each in now.found if each.kind == "rejection"), (0, 0))
    wrong = _wrong_action(now) or undone(now)
    if wrong is not None:
        place = (wrong.start, wrong.end)
        score, note = 1.0, "We did something that the customer did not ask for."
    elif not now.objects:
        return None
    elif times >= 2:
        score, note = 1.0, f"The customer rejected {times} answers in this conversation."
    else:
        score, note = 0.5, "The customer says that the answer was wrong or did not help."
    message = now.messages[-1] if now.messages else None
    return Signal("contradiction", score, CONTRADICTION_VERSION, *place, message, note)


def _wrong_action(now: Round) -> Found | None:
    """ "How do I undo that" is a question, and whoever says that it worked takes nothing back."""
    asks = now.turning in (Turning.PROGRESS, Turning.ASKS)
    return next((each for each in _ACTIONS.find(now.text) if not (asks and each.kind == "undo")), None)


def contradictions(rounds: Sequence[Round]) -> int:
    """How many turns rejected an answer, or came back with a no or a but, since a person last wrote and an answer helped."""
    return sum(each.objects for each in since_progress(rounds))
