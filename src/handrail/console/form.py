"""What was typed into a form, read field by field: every fault is a sentence beside its field, and nothing typed is lost."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID
from zoneinfo import available_timezones

from handrail.console.page import Asked
from handrail.core.money import CURRENCIES

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,180}[A-Za-z0-9])?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
LINE = 200


class Form:
    """`wrong`: sentences by the field's name. Readers note a fault there and give something usable all the same, so that
    every field is looked at before the page answers; use what they gave only when `fine`."""

    def __init__(self, typed: Mapping[str, Sequence[str]] | None = None) -> None:
        self._typed = {name: list(values) for name, values in (typed or {}).items()}
        self.wrong: dict[str, str] = {}

    @property
    def fine(self) -> bool:
        return not self.wrong

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that were sent."""
        return tuple(self._typed)

    def value(self, name: str, otherwise: str = "") -> str:
        """As it was typed, to be shown again."""
        return next(iter(self._typed.get(name, ())), otherwise)

    def values(self, name: str) -> list[str]:
        return list(self._typed.get(name, ()))

    def fill(self, name: str, value: str) -> None:
        """What stands in a field that was not sent with this form."""
        self._typed.setdefault(name, [value])

    def error(self, name: str) -> str:
        return self.wrong.get(name, "")

    def fails(self, name: str, sentence: str) -> None:
        self.wrong.setdefault(name, sentence)

    def line(self, name: str, *, needed: bool = True, longest: int = LINE) -> str:
        """One line of text, its spaces made single."""
        text = " ".join(self.value(name).split())
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
            self.fails(name, "This holds characters that are no text.")
        elif len(text) > longest:
            self.fails(name, f"At most {longest} characters; these are {len(text)}.")
        elif needed and not text:
            self.fails(name, "This is needed.")
        return text

    def text(self, name: str, *, longest: int, needed: bool = True) -> str:
        text = self.value(name).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
        if "\x00" in text:
            self.fails(name, "This holds a NUL character, which is no text.")
        elif len(text.encode("utf-8", "replace")) > longest:
            self.fails(name, f"At most {longest:,} bytes.")
        elif needed and not text.strip():
            self.fails(name, "This is needed.")
        return text

    def lines(self, name: str, *, most: int, longest: int = 500) -> tuple[str, ...]:
        """One to a line, empty ones left out."""
        found = [" ".join(line.split()) for line in self.text(name, longest=most * longest, needed=False).split("\n")]
        found = [line for line in found if line]
        if len(found) > most:
            self.fails(name, f"At most {most} lines.")
        if any(len(line) > longest for line in found):
            self.fails(name, f"A line has at most {longest} characters.")
        return tuple(dict.fromkeys(found))

    def words(self, name: str, *, most: int, longest: int = 63) -> tuple[str, ...]:
        """Separated by commas."""
        found = [" ".join(word.split()) for word in self.line(name, needed=False, longest=most * longest).split(",")]
        if len(found) > most or any(len(word) > longest for word in found):
            self.fails(name, f"At most {most}, each of at most {longest} characters.")
        return tuple(dict.fromkeys(word for word in found if word))

    def slug(self, name: str) -> str:
        slug = self.line(name, longest=63)
        if slug and not _SLUG.fullmatch(slug):
            self.fails(name, "Small letters, digits and hyphens, at most 63, beginning with a letter or digit.")
        return slug

    def email(self, name: str) -> str:
        email = self.line(name, longest=254)
        if email and not _EMAIL.fullmatch(email):
            self.fails(name, "This is no e-mail address.")
        return email

    def languages(self, name: str) -> tuple[str, ...]:
        found = self.words(name, most=40, longest=35)
        if not found:
            self.fails(name, "At least one language, like en or pt-BR.")
        for one in found:
            if not _LANGUAGE.fullmatch(one):
                self.fails(name, f"“{one}” is no language tag. They look like en or pt-BR.")
        return found

    def zone(self, name: str) -> str:
        zone = self.line(name, longest=64)
        if zone and zone not in available_timezones():
            self.fails(name, f"There is no time zone called “{zone}”. They look like Europe/Lisbon.")
        return zone if zone in available_timezones() else "UTC"

    def currency(self, name: str) -> str:
        """Three capitals that we can count in, or ''."""
        typed = self.line(name, needed=False, longest=20).upper()
        if typed and typed not in CURRENCIES:
            self.fails(name, f"“{typed}” is no currency that is known here. Known are {', '.join(CURRENCIES)}.")
        return typed

    def number(self, name: str, low: int, high: int) -> int:
        typed = self.line(name, longest=20)
        if not re.fullmatch(r"[0-9]{1,9}", typed) or not low <= int(typed) <= high:
            self.fails(name, f"A whole number from {low} to {high:,}.")
            return low
        return int(typed)

    def day(self, name: str, *, needed: bool = True) -> date | None:
        typed = self.line(name, needed=needed, longest=20)
        try:
            found = date.fromisoformat(typed) if typed else None
        except ValueError:
            found = None
            self.fails(name, "A day like 2027-05-09.")
        if found is not None and not 2000 <= found.year <= 2199:
            self.fails(name, "A day between the years 2000 and 2199.")
        return found

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        typed = self.value(name)
        if typed not in allowed:
            self.fails(name, "Choose one of the list.")
        return typed

    def id_of(self, name: str, allowed: Collection[UUID], *, needed: bool = True) -> UUID | None:
        """One of these ids; None when nothing was chosen."""
        typed = self.value(name)
        found = next((one for one in allowed if str(one) == typed), None)
        if found is None and (typed or needed):
            self.fails(name, "Choose one of the list.")
        return found

    def ticked(self, name: str) -> bool:
        return bool(self.value(name))


async def form_of(request: Asked) -> Form:
    typed: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        typed.setdefault(name, []).extend(_texts(value))
    return Form(typed)


def _texts(value: object) -> list[str]:
    several = cast(list[object], value) if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, str)]
