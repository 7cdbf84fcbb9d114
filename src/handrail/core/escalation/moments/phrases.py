"""Phrases a register's rows carry, in a small safe grammar: what a customer may write when a moment has come.

A phrase is words with `*` (the rest of a word), `~` (up to five words in between), `(a|b)` and `(a)?`, `^` and `$` for
the ends of the message; a backslash makes a sign plain, `\\d` is a digit, `\\w+` a word. Both sides are folded first. Repetition
without bound does not exist in it, so no phrase somebody writes can make the search slow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from handrail.core.understanding.wants_person.folding import fold

UNSPACED = frozenset({"ja", "zh", "th"})
_JOINED = {"ar": "[\u0600-\u06ff]", "hi": "[\u0900-\u097f]"}
"""Scripts whose endings are too many to list: a phrase may end inside a word there."""
_ARABIC_PREFIX = "(?:وال|بال|فال|كال|لل|ال|[وفبلك])?"
_LONGEST = 4000
_DEEPEST = 4
_KEY = 2


class PhraseIsWrong(ValueError):
    """A phrase that cannot be read, and where."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """`pattern` is searched in the folded text. `starts`: the two letters its first word may begin with (None: any)."""

    pattern: "re.Pattern[str]"
    starts: frozenset[str] | None
    source: str


@dataclass(frozen=True, slots=True)
class _Script:
    space: str
    gap: str
    before: str
    after: str
    indexed: bool


def _script(language: str) -> _Script:
    if language in UNSPACED:
        # Latin letters in them are words: "dv" does not stand in "advice".
        return _Script(r"\s*", ".{0,14}?", "(?:(?<![a-z])|(?![a-z]))", "(?:(?<![a-z])|(?![a-z]))", indexed=False)
    if letters := _JOINED.get(language):
        prefix = _ARABIC_PREFIX if language == "ar" else ""
        return _Script(r"\s+", r"[^.!?\n]{0,30}?", f"(?<!{letters}){prefix}", "", indexed=False)
    between = r"[^\w.!?\n]+"
    return _Script(r"[^\w\n]+", rf"(?:{between}[\w']+){{0,5}}?{between}", r"(?<!\w)", r"(?!\w)", indexed=True)


@lru_cache(maxsize=8192)
def compile_phrase(source: str, language: str) -> Phrase:
    """Raises PhraseIsWrong with the position of what cannot be read."""
    if len(source) > _LONGEST:
        raise PhraseIsWrong(f"A phrase has at most {_LONGEST} signs, this one {len(source)}.")
    reader = _Reader(" ".join(_folded(source).split()), _script(language))
    body, starts = reader.alternatives(0)
    if reader.at < len(reader.text):
        raise PhraseIsWrong(f"Sign {reader.at + 1} of “{source}”: a closing bracket that nothing opened.")
    script = reader.script
    pattern = re.compile(f"{script.before}(?:{body}){script.after}")
    if pattern.match(""):
        raise PhraseIsWrong(f"“{source}” would be found in every text.")
    known = starts if script.indexed and starts is not None and all(starts) else None
    return Phrase(pattern, known, source)


def _folded(source: str) -> str:
    return "".join(part if part.startswith("\\") else fold(part)[0] for part in re.split(r"(\\.)", source))


class _Reader:
    """Reads a phrase from left to right into a pattern, and notes how its first word may begin."""

    def __init__(self, text: str, script: _Script) -> None:
        self.text = text
        self.script = script
        self.at = 0

    def alternatives(self, depth: int) -> tuple[str, frozenset[str] | None]:
        if depth > _DEEPEST:
            raise PhraseIsWrong(f"Brackets may stand {_DEEPEST} deep.")
        bodies, starts = list[str](), set[str]()
        unknown = False
        while True:
            body, begins = self._sequence(depth)
            bodies.append(body)
            unknown = unknown or begins is None
            starts |= begins or set()
            if self._peek() != "|":
                return "|".join(bodies), None if unknown else frozenset(starts)
            self.at += 1

    def _sequence(self, depth: int) -> tuple[str, set[str] | None]:
        pieces: list[str] = []
        starts: set[str] | None = {""}
        optional_before = False
        while (sign := self._peek()) and sign not in "|)":
            if sign == "(":
                body, begins, optional = self._group(depth)
                pieces.append(f"(?:{body})" + "?" * optional)
                starts = _joined(starts, begins, optional)
            elif sign in " ~":
                leads = not pieces and depth > 0 and sign == " "
                pieces.append(self._between(first=not pieces, after_optional=optional_before))
                if leads and not pieces[-1]:
                    # "you('ll| will)": the gap belongs to this alternative alone
                    pieces[-1] = self.script.space
                    starts = {"\0"}
                starts = _ended(starts)
                optional = False
            else:
                piece, letter, optional = self._letter()
                pieces.append(piece)
                starts = _joined(starts, None if letter is None else {letter}, optional)
            optional_before = optional and sign == "("
        return "".join(pieces), None if starts is None else {start.rstrip("\0") for start in starts}

    def _group(self, depth: int) -> tuple[str, frozenset[str] | None, bool]:
        opened = self.at
        self.at += 1
        body, starts = self.alternatives(depth + 1)
        if self._peek() != ")":
            raise PhraseIsWrong(f"Sign {opened + 1} of “{self.text}”: this bracket is never closed.")
        self.at += 1
        return body, starts, self._taken("?")

    def _between(self, *, first: bool, after_optional: bool) -> str:
        gap = False
        while (sign := self._peek()) and sign in " ~*":
            gap = gap or sign == "~"
            self.at += 1
        if self._taken("?") and not gap:
            return r"[^\w\n]*"
        if not self._peek() or (first and not gap):
            return ""
        if self._peek() in "|)":
            return self.script.space if not gap else ""
        if gap:
            return self.script.gap
        return r"[^\w\n]*" if after_optional else self.script.space

    def _letter(self) -> tuple[str, str | None, bool]:
        sign = self.text[self.at]
        self.at += 1
        match sign:
            case "*":
                return (r"\w*", "\0", False)
            case "^" | "$":
                return (rf"{sign}\s*" if sign == "^" else r"\s*[.!?]*\s*$", "", False)
            case "\\":
                return self._escaped()
            case "?":
                raise PhraseIsWrong(f"Sign {self.at} of “{self.text}”: “?” stands after a bracket or a letter.")
            case _:
                optional = self._taken("?")
                return re.escape(sign) + "?" * optional, sign, optional

    def _escaped(self) -> tuple[str, str | None, bool]:
        sign = self._peek()
        self.at += 1
        if sign == "d":
            return (r"\d{1,9}" if self._taken("+") else r"\d", None, False)
        if sign == "w":
            return (r"\w{1,30}" if self._taken("+") else r"\w", None, False)
        return re.escape(sign), sign, self._taken("?")

    def _peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def _taken(self, sign: str) -> bool:
        taken = self._peek() == sign
        self.at += taken
        return taken


def _ended(starts: set[str] | None) -> set[str] | None:
    return None if starts is None else {start if len(start) >= _KEY or not start else start + "\0" for start in starts}


def _joined(starts: set[str] | None, more: "set[str] | frozenset[str] | None", optional: bool) -> set[str] | None:
    """How a word may begin once `more` follows; a start of two letters, or of a whole word, is final."""
    if starts is None:
        return None
    open_ones = {start for start in starts if len(start) < _KEY and not start.endswith("\0")}
    if not open_ones:
        return starts
    if more is None:
        return None
    grown = {(start + each)[:_KEY] for start in open_ones for each in more}
    return (starts - open_ones) | grown | (open_ones if optional else set())


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Phrases by how they begin, so that of hundreds only those are tried whose first word stands in the text."""

    by_start: dict[str, tuple[int, ...]]
    anywhere: tuple[int, ...]

    def candidates(self, folded: str) -> list[int]:
        keys = {word[:1] for word in _WORDS.findall(folded)} | {word[:_KEY] for word in _WORDS.findall(folded)}
        found = set(self.anywhere)
        for key in keys:
            found.update(self.by_start.get(key, ()))
        return sorted(found)


_WORDS = re.compile(r"\w+")


def index_phrases(phrases: Sequence[Phrase]) -> PhraseIndex:
    by_start: dict[str, list[int]] = {}
    for number, phrase in enumerate(phrases):
        for start in phrase.starts or ():
            by_start.setdefault(start, []).append(number)
    anywhere = tuple(number for number, phrase in enumerate(phrases) if phrase.starts is None)
    return PhraseIndex({key: tuple(numbers) for key, numbers in by_start.items()}, anywhere)
