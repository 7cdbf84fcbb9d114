"""All languages' phrases in one tree of words, and the look-up of a customer's word in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from handrail.core.understanding.wants_person.folding import fold
from handrail.core.understanding.wants_person.lexicon import APART, HUMAN, ROLE, SOMEONE, TALK, Lexicon, entries
from handrail.core.understanding.wants_person.words import LEXICONS

WORD = re.compile(r"[\w\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f]+(?:'(?:t|s|m|d|ll|re|ve)\b)?")
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_WORD = 40
_REPEATED = re.compile(r"(.)\1{2,}")
_DIGIT_SPELLING = str.maketrans("0134578@$", "oieastbas")
_ARABIC_PREFIX = re.compile("^(?:[\u0648\u0641]?(?:\u0628\u0627\u0644|\u0643\u0627\u0644|\u0627\u0644|\u0644\u0644|[\u0628\u0644\u0643\u0648\u0641]))(?=..)")
_HEBREW_PREFIX = re.compile("^[\u05d5\u05e9\u05d4\u05d1\u05dc\u05de\u05db]{1,2}(?=...)")


@dataclass(slots=True)
class Node:
    """A place in the tree: what the words so far mean, per language, and the words that may follow."""

    follows: dict[str, "Node"] = field(default_factory=lambda: dict[str, Node]())
    meanings: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """The tree, the set of its words, and the unspaced scripts' words by first letter (longest first)."""

    root: Node
    words: frozenset[str]
    pieces: dict[str, tuple[str, ...]]
    lenders: tuple[tuple[int, ...], ...]


@cache
def _folded(word: str) -> str:
    return fold(word)[0]


def _add(root: Node, words: Iterable[str], language: int, mask: int) -> None:
    node = root
    for word in words:
        node = node.follows.setdefault(word, Node())
    meanings = dict(node.meanings)
    meanings[language] = meanings.get(language, 0) | mask
    node.meanings = tuple(meanings.items())


def _phrase(phrase: tuple[str, ...]) -> list[str]:
    """The words as the reader will meet them: hyphens and foreign apostrophes part words."""
    words: list[str] = []
    for word in phrase:
        stem = word.endswith("*")
        parts = [part.replace("'", "") for part in WORD.findall(_folded(word.rstrip("*")))]
        words += parts
        if stem and parts:
            words[-1] += "*"
    return words


def _build(lexicons: tuple[Lexicon, ...]) -> Index:
    root = Node()
    pieces: dict[str, set[str]] = {}
    words: set[str] = set()
    for number, lexicon in enumerate(lexicons):
        for phrase, mask in entries(lexicon).items():
            mask = mask & ~APART or APART
            parts = _phrase(phrase)
            if not parts:
                continue
            if lexicon.unspaced:
                parts = [part.rstrip("*") for part in parts]
                for piece in parts:
                    pieces.setdefault(piece[0], set()).add(piece)
            words.update(parts)
            _add(root, parts, number, mask)
    by_first = {first: tuple(sorted(found, key=len, reverse=True)) for first, found in pieces.items()}
    names = {lexicon.language: number for number, lexicon in enumerate(lexicons)}
    lenders = tuple(
        tuple(names[language] for language in lexicon.borrows.split() if language != lexicon.language)
        for lexicon in lexicons
    )
    return Index(root, frozenset(words), by_first, lenders)


INDEX = _build(LEXICONS)


@lru_cache(maxsize=1 << 14)
def known_as(word: str) -> tuple[str, ...]:
    """The tree's words that `word` is a form of, closest first; empty for a word the tables do not know."""
    if len(word) > _LONGEST_WORD:
        word = _REPEATED.sub(r"\1", word[: 4 * _LONGEST_WORD])[:_LONGEST_WORD]
    word = word.replace("'", "")
    if "\u0590" < word[:1] < "\u0780" or _REPEATED.search(word):
        return tuple(dict.fromkeys(known for form in _forms(word) for known in _exact_or_stem(form)))
    for form in _forms(word):
        found = _exact_or_stem(form)
        if found:
            return found
    return _misspelt(word)


def knows(language: int, word: str) -> bool:
    """Whether the language's own table has the word."""
    nodes = (INDEX.root.follows.get(known) for known in known_as(word))
    return any(number == language for node in nodes if node for number, _ in node.meanings)


def _forms(word: str) -> Iterable[str]:
    yield word
    if _REPEATED.search(word):
        yield _REPEATED.sub(r"\1", word)
        yield _REPEATED.sub(r"\1\1", word)
    if "\u0590" < word[0] < "\u0780":
        yield _ARABIC_PREFIX.sub("", word)
        yield _HEBREW_PREFIX.sub("", word)
        yield word[1:]
    elif not word.isalpha() and not word.isdigit():
        yield word.translate(_DIGIT_SPELLING)


def _exact_or_stem(word: str) -> tuple[str, ...]:
    words = INDEX.words
    found = [word] if word in words else []
    found += [stem for end in range(len(word), 1, -1) if (stem := word[:end] + "*") in words]
    return tuple(found)


def _cuts(word: str) -> set[str]:
    """The word with one letter left out, each way."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _misspelt(word: str) -> tuple[str, ...]:
    """The words meant by one that has a letter too few, too many, or two letters swapped."""
    if not _SHORTEST_MISSPELT <= len(word) <= 20 or not word.isalpha() or not "a" <= word[0] <= "\u0530":
        return ()
    near = {word, *_cuts(word)}
    found = {known for form in near for known in (*_CUT_TO.get(form, ()), form)}
    return tuple(_KEY_WORDS[known] for known in sorted(found) if known in _KEY_WORDS and _one_slip(word, known))


def _one_slip(word: str, known: str) -> bool:
    if len(word) != len(known):
        return min(len(word), len(known)) >= 6
    return sorted(word) == sorted(known)


def _key_words() -> dict[str, str]:
    """The words worth recognising when misspelt, and how the tree spells them (a stem ends in `*`)."""
    keys = HUMAN | SOMEONE | ROLE | TALK
    found: dict[str, str] = {}
    for word, node in INDEX.root.follows.items():
        plain = word.rstrip("*")
        if len(plain) >= _SHORTEST_MISSPELT and plain.isalpha() and any(mask & keys for _, mask in node.meanings):
            found.setdefault(plain, word)
    return found


def _cut_to() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in _KEY_WORDS:
        for cut in _cuts(word):
            found.setdefault(cut, set()).add(word)
    return found


_SHORTEST_MISSPELT = 4
_KEY_WORDS = _key_words()
_CUT_TO = _cut_to()
