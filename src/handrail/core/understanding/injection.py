"""Orders to the assistant hidden or plain in a message. Nothing obeys them: answers are approved quotations either way.

The signal is for people and rules. It says nothing about the customer, who may have pasted what somebody sent them.
"""

from typing import Final
from uuid import UUID

from handrail.core.understanding.phrasebook import phrasebook
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.words.orders import ORDERS

PHRASES = phrasebook(ORDERS)
INJECTION_VERSION: Final = f"orders/1.{PHRASES.version}"

_WORTH: Final = {"override": 0.7, "reveal": 0.6, "marks": 0.5, "power": 0.5, "role": 0.5}
_SAYS: Final = {
    "override": "takes back instructions",
    "reveal": "asks for instructions",
    "role": "gives the assistant a role",
    "marks": "holds marks of a machine's input",
    "power": "claims a power over the assistant",
}


def injection(text: str, message: UUID | None = None) -> Signal | None:
    """0.5 and more: one kind of order; 1.0 from two kinds on, of which none is likely in a customer's matter."""
    found = PHRASES.find(text)
    kinds = dict.fromkeys(each.kind for each in found)
    if not kinds:
        return None
    score = min(1.0, sum(_WORTH[kind] for kind in kinds))
    first = max(found, key=lambda each: _WORTH[each.kind])
    note = f"The message {', '.join(_SAYS[kind] for kind in kinds)}."
    return Signal("injection", score, INJECTION_VERSION, first.start, first.end, message, note)
