"""Every figure, day, link, address, name and word of policy in a sentence stands in the sources it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handrail.core.grounding.draft import Sentence, Source
from handrail.core.grounding.figures import Figure, figures
from handrail.core.grounding.markup import links
from handrail.core.grounding.names import names_in, said_names
from handrail.core.grounding.verdict import Guard, Verdict
from handrail.core.grounding.words.policy import POLICY

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){6,16}(?![\w-])")
_CODE = re.compile(r"(?<![\w-])#?(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,30}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Missing:
    """A specific thing of the sentence that no source holds. `what` names its kind for the reader."""

    what: str
    said: str
    start: int
    end: int


def specifics(
    sentence: Sentence, place: int, sources: Sequence[Source], currency: str, heard: str = ""
) -> tuple[Verdict, ...]:
    """`heard`: the customer's own words; given only for a question, which may repeat them."""
    ground = "\n".join([*(f"{source.title}\n{source.text}" for source in sources), heard])
    missing = missing_from(sentence.text, ground, currency)
    source = sources[0].id if sources else None
    found = [
        Verdict(Guard.SPECIFICS, False, place, one.start, one.end, f"{one.what} “{one.said}” stands in no cited source.", source)
        for one in missing
    ]  # fmt: skip
    return tuple(found) or (
        Verdict(Guard.SPECIFICS, True, place, 0, 0, "Every figure, name and word of policy is in its sources.", source),
    )


def missing_from(text: str, ground: str, currency: str = "") -> tuple[Missing, ...]:
    """What `text` says in particular and `ground` does not, by place."""
    return tuple(sorted(_missing(text, ground, currency), key=lambda one: (one.start, one.end)))


def _missing(text: str, ground: str, currency: str) -> Iterator[Missing]:
    taken: list[tuple[int, int]] = []
    for what, pattern in (("The mail address", _MAIL), ("The number", _PHONE), ("The code", _CODE)):
        for match in pattern.finditer(text):
            taken.append(match.span())
            if _squeezed(match[0]) not in _squeezed(ground):
                yield Missing(what, match[0], *match.span())
    for host, start, end in links(text):
        taken.append((start, end))
        if host not in {known for known, _, _ in links(ground)}:
            yield Missing("The link", text[start:end], start, end)
    yield from _figures(text, ground, currency, taken)
    for name, start, end in names_in(text):
        if name not in said_names(ground) and not any(begin <= start < stop for begin, stop in taken):
            yield Missing("The name", text[start:end], start, end)
    for meaning, start, end in policy_words(text):
        if meaning not in {known for known, _, _ in policy_words(ground)}:
            yield Missing("The word", text[start:end], start, end)


def _figures(text: str, ground: str, currency: str, taken: list[tuple[int, int]]) -> Iterator[Missing]:
    known = {one.key for one in figures(ground, currency)}
    values = {value for value, _ in known}
    for one in figures(text, currency):
        if not any(start <= one.start < end for start, end in taken) and not _is_known(one, known, values):
            yield Missing("The figure", text[one.start : one.end], one.start, one.end)


def _is_known(one: Figure, known: set[tuple[float | str, str]], values: set[float | str]) -> bool:
    """With its unit; a bare number may drop the unit that its source gives it ("14" for "14 days")."""
    return one.key in known or (one.unit == "number" and one.key[0] in values)


@lru_cache(maxsize=1024)
def policy_words(text: str) -> tuple[tuple[str, int, int], ...]:
    """What each means, and its place."""
    return tuple((meaning, *match.span()) for meaning, pattern in _patterns() for match in pattern.finditer(text))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, "re.Pattern[str]"], ...]:
    return tuple((meaning, _pattern(written)) for meaning, written in POLICY.items())


def _pattern(written: str) -> "re.Pattern[str]":
    """Words stand by themselves, but in scripts without spaces."""
    parts = [re.sub(r"(?<=\w)\*", r"\\w*", part) for part in re.split(r"\|(?![^()]*\))", written)]
    spaced = [part for part in parts if part[0].isascii() or "\u00c0" <= part[0] <= "\u024f"]
    whole = "|".join(sorted(spaced, key=len, reverse=True))
    loose = "|".join(part for part in parts if part not in spaced)
    return re.compile(rf"(?<![\w])(?:{whole})(?![\w])" + (f"|{loose}" if loose else ""), re.IGNORECASE)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s().#+-]+", "", text).casefold()
