"""Personal data in a message: cards, bank accounts, identity numbers, addresses. Where it stands, never what it says."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from handrail.core.handoff.slots import extract
from handrail.core.handoff.vocabulary import Slot
from handrail.core.understanding.checksums import CHECKED, luhn
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.telephone import telephones

PERSONAL_DATA_VERSION: Final = "checked/2"
READ: Final = 6_000

_CARD = re.compile(r"(?<![\w.-])(?:\d[ -]?){12,18}\d(?![\w-])")
_NUMBERS = tuple(
    (one, re.compile(rf"(?<![\w.-])(?:{one.pattern})(?![\w]|[.-]\d)", re.IGNORECASE | re.ASCII)) for one in CHECKED
)
_FORMATTED = (
    ("identity number (us)", re.compile(r"(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")),
    (
        "identity number (gb)",
        re.compile(r"(?<!\w)(?![DFIQUV])[A-CEGHJ-PR-TW-Z](?![DFIQUVO])[A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"),
    ),
)
_CUE = re.compile(
    r"(?:\bid\b|identity|passport|ssn|social security|national (?:id|insurance)|tax (?:id|number)|steuer|ausweis|perso\b|"
    r"\bbsn\b|burgerservice|pesel|\bcpf\b|kimlik|tckn|t\.?c\.?\b|aadhaar|aadhar|आधार|personnummer|dni|nie\b|身份证|هوية|هويه|マイナンバー)"
    r"[^\d\n]{0,30}$",
    re.IGNORECASE,
)
_ASSURED = {
    Slot.EMAIL: ("mail address", 0.5),
    Slot.ADDRESS: ("postal address", 0.5),
}


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """`score`: 1 for what must not travel on (cards, accounts, identity numbers), 0.5 for how to reach somebody."""

    kind: str
    start: int
    end: int
    score: float


def personal_data(text: str) -> tuple[PersonalDatum, ...]:
    """In order of place, each stretch of text read once, the gravest reading of it."""
    read = _ascii_digits(text[:READ])
    taken: list[PersonalDatum] = []
    for found in sorted(_everything(read), key=lambda each: (-each.score, each.start)):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda each: each.start))


def _ascii_digits(text: str) -> str:
    """Digits of every alphabet as ASCII ones, each in its place."""
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else str(unicodedata.decimal(sign, sign)) for sign in text)


def personal_data_signal(text: str, message: UUID | None = None) -> Signal | None:
    found = personal_data(text)
    if not found:
        return None
    gravest = max(found, key=lambda each: each.score)
    kinds = ", ".join(dict.fromkeys(each.kind for each in found))
    note = f"The message holds: {kinds}."
    return Signal("personal_data", gravest.score, PERSONAL_DATA_VERSION, gravest.start, gravest.end, message, note)


def _everything(text: str) -> Iterator[PersonalDatum]:
    if any(sign.isdigit() for sign in text):
        for one, pattern in _NUMBERS:
            for match in pattern.finditer(text):
                plain = re.sub(r"[\s.+-]", "", match[0]).upper()
                if one.holds(plain):
                    told = one.strong or bool(_CUE.search(text, max(0, match.start() - 60), match.start()))
                    if told:
                        yield PersonalDatum(one.kind, *match.span(), 1.0)
        for match in _CARD.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if 13 <= len(digits) <= 19 and digits[0] in "23456" and len(set(digits)) > 1 and luhn(digits):
                yield PersonalDatum("payment card", *match.span(), 1.0)
        for kind, pattern in _FORMATTED:
            for match in pattern.finditer(text):
                yield PersonalDatum(kind, *match.span(), 1.0)
    for start, end in telephones(text):
        yield PersonalDatum("telephone number", start, end, 0.5)
    for slot in extract(text):
        if slot.slot in _ASSURED:
            kind, score = _ASSURED[slot.slot]
            yield PersonalDatum(kind, slot.start, slot.end, score)
