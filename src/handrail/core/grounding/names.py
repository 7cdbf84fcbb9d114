"""Words written as names: of products, people and places, and codes with capitals inside."""

import re
from functools import lru_cache

from handrail.core.grounding.words.names import GERMAN, NO_NAMES

_WORD = re.compile(r"[^\W_][\w'’&.+-]*(?<![.'’+-])|[^\W_]")
_SENTENCE_START = re.compile(r"(?:^|[.!?。！？:;\n]|[\"“„«(*-])\s*$")


@lru_cache(maxsize=1024)
def names_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Folded name and place. Capital inside a sentence, or two capitals, or a digit beside letters; German writes every noun large, so
    there only the latter two count."""
    nouns = _writes_nouns_large(text)
    found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if word in NO_NAMES or word == word.lower():
            continue
        inside = any(sign.isupper() for sign in word[1:])
        begins = _SENTENCE_START.search(text[: match.start()]) is not None
        if inside or (not begins and not nouns):
            found.append((_folded(word), *match.span()))
    return tuple(found)


@lru_cache(maxsize=1024)
def said_names(text: str) -> frozenset[str]:
    """Every word of a text, folded as a name would be: a source may write it small, or in the plural."""
    return frozenset(_folded(match[0]) for match in _WORD.finditer(text)) | frozenset(
        _folded(part) for match in _WORD.finditer(text) for part in re.split(r"[-'’&.+]", match[0]) if part
    )


def _folded(word: str) -> str:
    plain = re.sub(r"['’]s$", "", word).casefold()
    return plain[:-1] if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss") else plain


def _writes_nouns_large(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text)
    return sum(word.lower() in GERMAN for word in words) >= max(1, len(words) / 12)
