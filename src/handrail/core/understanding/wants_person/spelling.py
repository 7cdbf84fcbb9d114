"""Finds the table words a customer's word stands for: repeated letters, digits for letters, slips, compounds."""

import re
from collections.abc import Iterator, Mapping, Set

from handrail.core.understanding.wants_person.lexicon import HUMAN, ROLE, SOMEONE, TALK

_LONGEST = 40
_SHORTEST_SLIP = 4
_SHORTEST_COMPOUND = 8
_REPEATED = re.compile(r"(.)\1{2,}")
_DIGITS = str.maketrans("0134578", "oieastb")
# Arabic and Hebrew write "and", "to", "with", "the" onto the word.
_ARABIC_PREFIX = re.compile(
    "^[\u0648\u0641]?(?:\u0628\u0627\u0644|\u0643\u0627\u0644|\u0627\u0644|\u0644\u0644|[\u0628\u0644\u0643\u0648\u0641])(?=..)"
)
_HEBREW_LETTER = re.compile("^[\u05d5\u05e9\u05d4\u05d1\u05dc\u05de\u05db](?=...)")
_HEBREW_PREFIX = re.compile("^[\u05d5\u05e9\u05d4\u05d1\u05dc\u05de\u05db]{2}(?=...)")


class Spelling:
    """The words of the tables, prepared for being met misspelt, inflected or inside a compound."""

    def __init__(self, words: Set[str], ahead: Mapping[str, Mapping[int, int]]) -> None:
        self._words = words
        self._part = re.compile(
            "|".join(sorted({word.strip("*") for word in words if word.startswith("*")}, key=len, reverse=True))
        )
        self._keys = dict(_key_words(ahead))
        self._cut: dict[str, set[str]] = {}
        for key in self._keys:
            for cut in _cuts(key):
                self._cut.setdefault(cut, set()).add(key)

    def meant_by(self, word: str) -> tuple[str, ...]:
        """The table words that `word` is a form of, closest first; empty when there is none."""
        word = word.replace("'", "")
        if len(word) > _LONGEST:
            word = _REPEATED.sub(r"\1", word[: 4 * _LONGEST])[:_LONGEST]
        forms = list(_forms(word))
        found = tuple(dict.fromkeys(stem for form in forms for stem in self._stems(form))) + self._compound(word)
        return found if any(_says_much(stem, word) for stem in found) else found + self._slipped(word)

    def _stems(self, word: str) -> Iterator[str]:
        if word in self._words:
            yield word
        for end in range(len(word), 1, -1):
            if (stem := word[:end] + "*") in self._words:
                yield stem

    def _compound(self, word: str) -> tuple[str, ...]:
        """The known later parts of a long compound ("Kreditspezialist")."""
        if len(word) < _SHORTEST_COMPOUND:
            return ()
        parts = self._part.findall(word, 2)
        open_ended = [f"*{part}*" for part in parts if f"*{part}*" in self._words]
        return tuple(open_ended) or tuple(f"*{part}" for part in parts if word.endswith(part))

    def _slipped(self, word: str) -> tuple[str, ...]:
        """The words meant by one with a letter too few, too many, or two letters swapped."""
        if not _SHORTEST_SLIP <= len(word) <= 20 or not word.isalpha() or not "a" <= word[0] <= "\u0530":
            return ()
        near = {key for form in (word, *_cuts(word)) for key in (*self._cut.get(form, ()), form)}
        return tuple(self._keys[key] for key in sorted(near) if key in self._keys and _one_slip(word, key))


def _forms(word: str) -> Iterator[str]:
    yield word
    if _REPEATED.search(word):
        yield _REPEATED.sub(r"\1", word)
        yield _REPEATED.sub(r"\1\1", word)
    if "\u0590" < word[:1] < "\u0780":
        yield _ARABIC_PREFIX.sub("", word)
        yield _HEBREW_PREFIX.sub("", word)
        yield _HEBREW_LETTER.sub("", word)
    elif not word.isalpha() and not word.isdigit():
        yield word.translate(_DIGITS)


def _key_words(ahead: Mapping[str, Mapping[int, int]]) -> Iterator[tuple[str, str]]:
    """The words worth recognising when misspelt, and how the tables spell them."""
    keys = HUMAN | SOMEONE | ROLE | TALK
    for word, masks in ahead.items():
        plain = word.rstrip("*")
        if len(plain) >= _SHORTEST_SLIP and plain.isalpha() and any(mask & keys for mask in masks.values()):
            yield plain, word


def _says_much(stem: str, word: str) -> bool:
    """Whether more than the first two letters are known: "al*" of one language leaves "algien" a slip of another's."""
    return not stem.endswith("*") or len(stem) > 3 or len(word) <= 4


def _cuts(word: str) -> set[str]:
    """The word with one letter left out, each way."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _one_slip(word: str, key: str) -> bool:
    if len(word) != len(key):
        return min(len(word), len(key)) >= 6
    return sorted(word) == sorted(key)
