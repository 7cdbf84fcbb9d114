"""What a customer stated, found in their own words: numbers, addresses, sums, days and names, each with
its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handrail.core.handoff.dates import DATE, read_date
from handrail.core.handoff.vocabulary import CARRIERS, NUMBER_WORDS, Slot
from handrail.core.money import MONEY, Money, read_money
from handrail.core.understanding.checksums import luhn

MAX_READ = 6_000  # characters of a message that are searched; the rest is in the transcript

_CODE = r"#?(?=[A-Z0-9/-]*\d)[A-Z0-9](?:[A-Z0-9/-]{0,30}[A-Z0-9])?"
_IS = r"(?:\s+(?:is|are|ist|lautet|est|es|é|è))?\s*[:=]?\s*"
_CARRIED = {
    slot: re.compile(
        rf"\b(?:{carrier})(?P<named>[\s-]*(?:{NUMBER_WORDS})(?!\w)\.?|"
        rf"\s*#)?{_IS}(?P<code>{_CODE})(?![\w@])(?P<end>\s*(?:[,.;:!?)]|$))?",
        re.IGNORECASE,
    )
    for slot, carrier in CARRIERS.items()
}
_HASH = re.compile(r"(?<![\w&/])#[A-Z]{0,4}-?\d{3,20}(?![\w-])", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?<![.-])")
_CARRIER_CODE = re.compile(r"\b(?:1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2})\b")
_PHONE = re.compile(r"(?<![\w#.,/-])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){6,16}(?![\w-])")
_PHONE_CUE = re.compile(
    r"(?:phone|call|number|mobile|tel|reach|ring|whatsapp|anruf|telefon)\W+(?:\w+\W+){0,4}$", re.IGNORECASE
)
_UK_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_POSTCODE = re.compile(
    r"\b(?:zip(?: ?code)?|post ?code|postal code|plz|postleitzahl|code postal|código postal|cep|cap)\b(?: "
    r"code)?"
    r"\W{0,3}(?:(?:is|ist|est|es|é|è)\W{1,2})?(?P<code>\d{5}-\d{3,4}|\d{4} ?[A-Z]{2}\b|[A-Z]\d[A-Z] "
    r"?\d[A-Z]\d|\d{4,5})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b\d{1,5}[a-z]?,?\s(?:[A-ZÀ-Þ][\w'’.-]{0,30}\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|"
    r"Dr|Way|Court|Ct|Boulevard|Blvd|Square|Place|Terrace|Close|Crescent)\b"
    r"|\b[A-ZÄÖÜ][\wäöüß-]{1,40}(?:straße|strasse|str\.|weg|platz|allee|gasse)\s\d{1,4}[a-z]?\b"
    r"|\b\d{1,4},?\s(?:rue|avenue|boulevard|place|chemin)\s(?:(?:de|du|des|la|le|"
    r"les)\s){0,2}[A-ZÀ-Þ][\w'’-]{1,30}"
    r"|\b(?:Calle|Avenida|Rua|Via|Viale|Piazza)\s(?:[\w'’-]{1,30}\s){1,4}?\d{1,4}\b"
)
_INTRODUCED = re.compile(
    r"\b(?:my name is|my name's|i am called|the name is|name is|name:|ich hei(?:ß|ss)e|mein name ist|je "
    r"m'appelle|je m’appelle|mon nom est|"
    r"me llamo|mi nombre es|meu nome é|me chamo|chamo-me|mi chiamo|il mio nome è|mijn naam is|ik "
    r"heet)\s+(?P<rest>[^\n,.;:!?()]{1,80})",
    re.IGNORECASE,
)
_NOT_A_NAME = frozenset(
    [
        "and",
        "i",
        "my",
        "but",
        "from",
        "with",
        "the",
        "a",
        "an",
        "is",
        "on",
        "at",
        "for",
        "to",
        "of",
        "in",
        "und",
        "ich",
        "aus",
        "mit",
        "et",
        "je",
        "avec",
        "y",
        "de",
        "con",
        "e",
        "o",
        "from",
        "order",
        "email",
        "mail",
        "you",
        "it",
        "not",
        "wrong",
        "misspelled",
        "spelled",
        "incorrect",
    ]
)


@dataclass(frozen=True, slots=True)
class SlotValue:
    """`value` is normalised where that is safe (ISO dates, money), else as written. `start`, `end`: its
    place."""

    slot: Slot
    value: str | Money
    start: int
    end: int


def extract(text: str, home_currency: str = "") -> tuple[SlotValue, ...]:
    """Everything stated in `text`, in order, each stretch of text read once. `home_currency` settles a
    bare `$`."""
    taken: list[SlotValue] = []
    read = text[:MAX_READ]
    for found in _everything(read, home_currency):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return tuple(sorted(taken, key=lambda found: found.start))


def _everything(text: str, home_currency: str) -> Iterator[SlotValue]:
    """Surest first: whoever comes first keeps the place."""
    yield from _matches(Slot.EMAIL, _EMAIL, text, lambda match: match[0])
    yield from _matches(Slot.TRACKING_CODE, _CARRIER_CODE, text, lambda match: match[0])
    yield from _matches(Slot.AMOUNT, MONEY, text, lambda match: read_money(match, home_currency))
    yield from _matches(Slot.DATE, DATE, text, read_date)
    for slot, pattern in _CARRIED.items():
        yield from _matches(slot, pattern, text, _carried_code)
    yield from _matches(Slot.ORDER_NUMBER, _HASH, text, lambda match: match[0][1:])
    yield from _matches(Slot.POSTCODE, _POSTCODE, text, lambda match: match["code"])
    yield from _matches(Slot.POSTCODE, _UK_POSTCODE, text, lambda match: match[0])
    yield from _matches(Slot.ADDRESS, _ADDRESS, text, lambda match: match[0])
    yield from _matches(Slot.PHONE, _PHONE, text, _phone)
    yield from _matches(Slot.NAME, _INTRODUCED, text, _name)


def _matches(
    slot: Slot, pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], str | Money | None]
) -> Iterator[SlotValue]:
    for match in pattern.finditer(text):
        value = read(match)
        if value is not None:
            start = match.start() + max(match[0].find(value), 0) if isinstance(value, str) else match.start()
            length = len(value) if isinstance(value, str) and match[0].find(value) >= 0 else len(match[0])
            yield SlotValue(slot, value, start, start + length)


def _carried_code(match: re.Match[str]) -> str | None:
    """A short bare number counts only at the end of a clause: "order 61." is a number, "order 12 shirts"
    a wish."""
    code = match["code"].lstrip("#")
    if code.isdigit() and not match["named"] and (len(code) < 2 or (len(code) < 4 and match["end"] is None)):
        return None
    return code if len(code) > 1 else None


def _phone(match: re.Match[str]) -> str | None:
    written = match[0].strip()
    digits = re.sub(r"\D", "", written)
    if re.fullmatch(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}", written):
        return None  # a day that does not exist
    if not 8 <= len(digits) <= 15 or (len(digits) >= 13 and luhn(digits)):
        return None  # such a number must not travel as a fact
    looks = written.startswith(("+", "00", "(")) or bool(re.search(r"\d[\s().-]+\d", written))
    return written if looks or _PHONE_CUE.search(match.string[max(match.start() - 60, 0) : match.start()]) else None


def _name(match: re.Match[str]) -> str | None:
    words: list[str] = []
    for word in match["rest"].split()[:4]:
        proper = word[:1].isupper()
        if word.casefold() in _NOT_A_NAME or not re.fullmatch(r"[^\W\d_][\w'’.-]*", word):
            break
        if words and words[0][:1].isupper() and not proper:
            break
        words.append(word)
        if len(words) == (3 if words[0][:1].isupper() else 2):
            break
    return " ".join(words) or None
