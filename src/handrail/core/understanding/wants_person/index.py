"""All languages' phrases in one tree of words, and what is known of each word from it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from handrail.core.understanding.wants_person.folding import fold
from handrail.core.understanding.wants_person.lexicon import APART, Lexicon, entries
from handrail.core.understanding.wants_person.spelling import Spelling
from handrail.core.understanding.wants_person.words import LEXICONS

WORD = re.compile(r"[\w\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f]+(?:'(?:t|s|m|d|ll|re|ve)\b)?")
# The counts of all languages are added as one number, a byte each, so only so many words are counted.
MOST_COUNTED = 255


@dataclass(slots=True)
class Node:
    """A place in the tree: what the words so far mean, per language, and the words that may follow."""

    follows: dict[str, "Node"] = field(default_factory=dict[str, "Node"])
    meanings: dict[int, int] = field(default_factory=dict[int, int])
    ahead: dict[int, int] = field(default_factory=dict[int, int])

    def look_ahead(self) -> dict[int, int]:
        """Sets and gives `ahead`: per language, every class a phrase that ends here or later may have."""
        self.ahead = dict(self.meanings)
        for node in self.follows.values():
            for language, mask in node.look_ahead().items():
                self.ahead[language] = self.ahead.get(language, 0) | mask
        return self.ahead


@dataclass(frozen=True, slots=True)
class Index:
    """The tree; each of its words with the languages that use it; the unspaced pieces by first letter."""

    root: Node
    users: dict[str, frozenset[int]]
    pieces: dict[str, tuple[str, ...]]
    lenders: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables know of one word as a customer wrote it.

    `ahead`: per language, the classes of all phrases it may begin. `heard`: per language, with those it borrows from,
    the classes of the word by itself. `joins`: the same of the phrases it begins, by the word that follows. `users`: a
    bit per language that uses the word anywhere. `counts`: the same in bytes, to be summed over a message.
    """

    words: tuple[str, ...]
    ahead: dict[int, int]
    heard: dict[int, int]
    joins: dict[str, dict[int, int]]
    users: int
    counts: int


def _build(lexicons: tuple[Lexicon, ...]) -> Index:
    root = Node()
    pieces: dict[str, set[str]] = {}
    users: dict[str, set[int]] = {}
    for number, lexicon in enumerate(lexicons):
        for phrase, mask in entries(lexicon).items():
            words = [part for word in phrase for part in _parts(word)]
            if not words:
                continue
            if lexicon.unspaced:
                words = [word.rstrip("*") for word in words]
                for word in words:
                    pieces.setdefault(word[0], set()).add(word)
            for word in words:
                users.setdefault(word, set()).add(number)
            _add(root, words, number, mask & ~APART or APART)
    numbers = {lexicon.language: number for number, lexicon in enumerate(lexicons)}
    return Index(
        root,
        {word: frozenset(languages) for word, languages in users.items()},
        {first: tuple(sorted(found, key=len, reverse=True)) for first, found in pieces.items()},
        tuple(tuple(numbers[language] for language in lexicon.borrows.split()) for lexicon in lexicons),
    )


def _add(root: Node, words: Iterable[str], language: int, mask: int) -> None:
    node = root
    for word in words:
        node = node.follows.setdefault(word, Node())
    node.meanings[language] = node.meanings.get(language, 0) | mask


@cache
def _parts(word: str) -> tuple[str, ...]:
    """A table's word as the reader will meet it: hyphens and foreign apostrophes part words."""
    parts = [part.replace("'", "") for part in WORD.findall(fold(word.strip("*"))[0])]
    if parts and word.endswith("*"):
        parts[-1] += "*"
    if parts and word.startswith("*"):
        parts[-1] = "*" + parts[-1]
    return tuple(parts)


@cache
def index() -> Index:
    """Built at the first use and kept: it takes a third of a second, which commands that read no message need not wait."""
    built = _build(LEXICONS)
    for node in built.root.follows.values():
        node.look_ahead()
    return built


@cache
def _spelling() -> Spelling:
    built = index()
    return Spelling(built.users.keys(), {word: node.ahead for word, node in built.root.follows.items()})


def read_tables() -> None:
    """Builds the tables now."""
    _spelling()


@lru_cache(maxsize=1 << 14)
def known(word: str) -> Known:
    """What the tables know of a folded word, through its forms, its parts or a slip in it."""
    tree, words = index(), _spelling().meant_by(word)
    nodes = [tree.root.follows[each] for each in words if each in tree.root.follows]
    users = {language for each in words for language in tree.users[each]}
    return Known(
        words,
        _merged(node.ahead for node in nodes),
        _with_lent(_merged(node.meanings for node in nodes)),
        _joins(tuple(node for node in nodes if node.follows)),
        sum(1 << language for language in users),
        sum(1 << (8 * language) for language in users),
    )


def _joins(nodes: tuple[Node, ...]) -> dict[str, dict[int, int]]:
    """Per word that may follow, the classes of the phrases begun: made once for each way to begin, shared by words."""
    if len(nodes) == 1:
        return _follows(id(nodes[0]), nodes)
    found: dict[str, dict[int, int]] = {}
    for node in nodes:
        for word, masks in _follows(id(node), (node,)).items():
            found[word] = _merged((found[word], masks)) if word in found else masks
    return found


_FOLLOWS: dict[int, dict[str, dict[int, int]]] = {}


def _follows(key: int, nodes: tuple[Node, ...]) -> dict[str, dict[int, int]]:
    if key not in _FOLLOWS:
        _FOLLOWS[key] = {word: _with_lent(node.ahead) for word, node in nodes[0].follows.items()}
    return _FOLLOWS[key]


def _with_lent(masks: dict[int, int]) -> dict[int, int]:
    """A word's classes per language, those of the languages it borrows from among them."""
    found = dict(masks)
    for language, lenders in enumerate(index().lenders):
        for lender in lenders:
            if lender in masks:
                found[language] = found.get(language, 0) | masks[lender]
    return found


def _merged(masks: Iterable[dict[int, int]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for each in masks:
        for language, mask in each.items():
            found[language] = found.get(language, 0) | mask
    return found
