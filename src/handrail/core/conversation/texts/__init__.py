"""What `system` may say: a catalogue of texts with typed slots, in twelve languages."""

from handrail.core.conversation.texts.catalogue import (
    CATALOGUE_VERSION,
    FIXED,
    FIXED_SLOTS,
    LANGUAGES,
    SAYABLE,
    SLOTS,
    TEXT_IDS,
    SlotMissing,
    UnknownText,
    language_for,
    render,
)

__all__ = [
    "CATALOGUE_VERSION",
    "FIXED",
    "FIXED_SLOTS",
    "LANGUAGES",
    "SAYABLE",
    "SLOTS",
    "TEXT_IDS",
    "SlotMissing",
    "UnknownText",
    "language_for",
    "render",
]
