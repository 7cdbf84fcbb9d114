"""Repeat contact: somebody came back about the same thing. The third contact is never the assistant's alone."""

from collections.abc import Sequence
from dataclasses import replace

from handrail.core.understanding.exchange import Round
from handrail.core.understanding.phrasebook import phrasebook
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.words.coming_back import COMING_BACK

PHRASES = phrasebook(COMING_BACK)
REPEAT_CONTACT_VERSION = f"back/1.{PHRASES.version}"
THIRD = 3


def repeat_contact(rounds: Sequence[Round], contacts_in_window: int = 0) -> Signal | None:
    """1.0 from the third contact on, by count or by the customer's word; 0.6 at the second; None at the first."""
    if not rounds:
        return None
    now = rounds[-1]
    message = now.messages[-1] if now.messages else None
    counted = counted_contacts(contacts_in_window)
    said = PHRASES.find(now.text)
    third = next((each for each in said if each.kind == "third"), None)
    told_before = any(PHRASES.find(each.text) for each in rounds[:-1])
    if third is not None:
        worded = Signal("repeat_contact", 1.0 if told_before or not now.answer or contacts_in_window >= 2 else 0.9,
                        REPEAT_CONTACT_VERSION, third.start, third.end, message,
                        "The customer says that this is at least the third time.")  # fmt: skip
    elif said:
        worded = Signal("repeat_contact", 0.6, REPEAT_CONTACT_VERSION, said[0].start, said[0].end, message,
                        "The customer says that they came about this before.")  # fmt: skip
    else:
        return counted
    if counted is not None and counted.score > worded.score:
        return replace(counted, start=worded.start, end=worded.end, message=worded.message)
    return worded


def counted_contacts(contacts_in_window: int) -> Signal | None:
    """By count alone: conversations on the topic within its window, this one included."""
    if contacts_in_window < 2:
        return None
    score = 1.0 if contacts_in_window >= THIRD else 0.6
    note = f"Contact number {contacts_in_window} on this topic within its window."
    return Signal("repeat_contact", score, REPEAT_CONTACT_VERSION, note=note)


def with_contacts(signals: Sequence[Signal], contacts_in_window: int) -> tuple[Signal, ...]:
    """The signals once the contacts are counted, which needs the topic and so comes last."""
    counted = counted_contacts(contacts_in_window)
    if counted is None or any(one.name == counted.name and one.score >= counted.score for one in signals):
        return tuple(signals)
    return (*(one for one in signals if one.name != counted.name), counted)
