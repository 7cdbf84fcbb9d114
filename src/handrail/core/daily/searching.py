"""What somebody typed into the search box, taken apart; and where its words stand in a text that was found."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST_QUERY: Final = 500
SNIPPET: Final = 200
_BEFORE: Final = 60
_WORD: Final = re.compile(r"\w+", re.UNICODE)
_INNER: Final = re.compile(r"(?<=\w)[@._+/-]+(?=\w)", re.UNICODE)
_LAST_WORD: Final = re.compile(r'(?<![\w"\'.@/+-])(\w{2,})\Z', re.UNICODE)


@dataclass(frozen=True, slots=True)
class Asked:
    """`whole` goes to the index as people write to search engines ("an exact phrase", -not, or); `prefix` is the last
    word, of which perhaps only the beginning was typed, and is not part of `whole`. `words` are all that may match."""

    whole: str
    prefix: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a snippet, from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """Plain text, never markup, on one line; `matches` are in order and apart from each other."""

    text: str
    matches: tuple[Span, ...]


def asked(typed: str) -> Asked:
    """Whatever was typed: what no text can hold (control characters, halves of pairs) is blank, what is too long is cut."""
    clean = "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in typed[:LONGEST_QUERY])
    last = None if clean.count('"') % 2 else _LAST_WORD.search(clean)
    if last is not None and last[1].casefold() in ("or", "and"):
        last = None
    whole = clean if last is None else clean[: last.start()]
    return Asked(whole.strip(), "" if last is None else last[1], _positive(clean))


def asked_for_names(typed: str) -> Asked:
    """The same about names and addresses, of which each part counts: who types "home.exa" means home.example."""
    return asked(_INNER.sub(" ", typed))


def snippet(body: str, question: Asked) -> Snippet:
    """The part of a text around the first match. The last word matches as a beginning, the others as a whole."""
    line = re.sub(r"\s", " ", body)  # one character for one, so that places stay where they are
    found = [Span(*word.span()) for word in _WORD.finditer(line) if _matches(word[0], question)]
    start = max(0, found[0].start - _BEFORE) if found and len(line) > SNIPPET else 0
    start = min(start, max(0, len(line) - SNIPPET))
    end = start + SNIPPET
    opening, closing = "…" if start else "", "…" if end < len(line) else ""
    moved = len(opening) - start
    within = tuple(Span(s.start + moved, s.end + moved) for s in found if s.start >= start and s.end <= end)
    return Snippet(f"{opening}{line[start:end]}{closing}", within)


def _positive(text: str) -> tuple[str, ...]:
    """The words that are looked for, folded; those after a minus are not."""
    kept: list[str] = []
    for part in re.findall(r'-?"[^"]*"?|\S+', text):
        if not part.startswith("-"):
            kept += [_folded(word) for word in _WORD.findall(part)]
    return tuple(dict.fromkeys(kept))


def _matches(word: str, question: Asked) -> bool:
    folded = _folded(word)
    return folded in question.words or (bool(question.prefix) and folded.startswith(_folded(question.prefix)))


def _folded(word: str) -> str:
    """Without accents and in small letters, much as the index has it."""
    return "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))
