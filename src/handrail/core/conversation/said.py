"""What a message says, in the words that people read: its own, or those of the catalogue's text."""

from handrail.core.conversation.message import Message
from handrail.core.conversation.texts import SlotMissing, UnknownText, render


def text_of(message: Message, language: str) -> str:
    """Empty after erasure, and for a catalogue text that another version wrote."""
    if message.text_id is None:
        return message.body or ""
    try:
        return render(message.text_id, message.slots, language)
    except (UnknownText, SlotMissing):  # written by another version, or its slots were erased
        return ""


def snippet(text: str, length: int) -> str:
    """The beginning, on one line, at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
