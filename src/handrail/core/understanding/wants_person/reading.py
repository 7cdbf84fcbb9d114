"""Reads a message into words and sentences, and tells the languages it may be written in."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from handrail.core.understanding.wants_person.index import (
    MOST_COUNTED,
    WORD,
    Known,
    index,
    known,
)  # fmt: skip

_TOKEN = re.compile(rf"{WORD.pattern}|[.!?;\n,:()\u2013\u2014]")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FOREIGN = re.compile("[a-z]+")
_THAI = re.compile("[\u0e00-\u0e7f]")
_GREEK = re.compile("[\u03b1-\u03c9]")
_QUOTATION = re.compile(r"\"[^\"\n]{1,300}\"|(?<!\w)'[^'\n]{3,300}'(?!\w)")
_MARKS = re.compile("[\"']")
_ENDS = frozenset(".!?;\n")
# Longer runs of words are read in pieces, so that time stays linear.
_LONGEST_SENTENCE = 250
COMMAS = frozenset(",:()\u2013\u2014")
# A full stop after these ends no sentence.
_ABBREVIATIONS = frozenset(
    ("pr", "pl", "nr", "ca", "mr", "mrs", "ms", "dr", "vs", "inkl", "evtl", "bzw", "tel", "sr", "sra", "art", "str")
)
# How a sentence asks without a question mark.
_ASKING = ("吗", "么", "呢", "か", "の", "ไหม", "มั้ย", "หรือเปล่า", "รึเปล่า", "나요", "까", "니", "냐", "क्या", "kya")
_OPENING = frozenset(
    ("is", "are", "was", "does", "how", "what", "which", "when", "ar", "vai", "kas", "czy", "ali", "чи", "wie", "hur")
)


@dataclass(slots=True)
class Sentence:
    """The words of a message up to a full stop."""

    first: int
    last: int
    asks: bool = False


class Reading:
    """A message's words and what is known of them; sentences, places and quotations are worked out when asked for.

    Most messages hold no wish and are let go by their words alone, so nothing else is made before it is needed.
    """

    __slots__ = ("_folded", "_quotes", "_sentences", "_spans", "capital", "known", "words")

    def __init__(self, folded: str, capital: Callable[[tuple[int, int]], bool]) -> None:
        """`capital` tells of a span of the folded text whether a capital and small letters were written there."""
        self._folded = folded
        self._spans: list[tuple[int, int]] | None = None
        self._sentences: list[Sentence] | None = None
        self._quotes: list[tuple[int, int]] | None = None
        self.capital = capital
        if not folded.isascii() and _UNSPACED.search(folded):
            self.words, self._spans = _unspaced_words(folded)
        else:
            self.words: list[str] = _TOKEN.findall(folded)
        self.known: list[Known] = [known(word) for word in self.words]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Each word's place in the folded text."""
        if self._spans is None:
            self._spans = [match.span() for match in _TOKEN.finditer(self._folded)]
        return self._spans

    @property
    def sentences(self) -> list[Sentence]:
        if self._sentences is None:
            self._sentences = _sentences(self.words, "?;" if _GREEK.search(self._folded) else "?")
        return self._sentences

    @property
    def quotes(self) -> list[tuple[int, int]]:
        """The first and last word of each quotation."""
        if self._quotes is None:
            self._quotes = _quotes(self._folded, self.spans) if _MARKS.search(self._folded) else []
        return self._quotes

    def languages(self) -> list[int]:
        """The languages the message may be in: they know two thirds as many of its words as the one that
        knows most and some it does not know, or three it does not know."""
        counted = self.known[:MOST_COUNTED]
        counts = _counts(counted)
        most = max(counts)
        if not most:
            return []
        best = 1 << counts.index(most)
        extra = _counts([each for each in counted if not each.users & best])
        return [
            language
            for language, count in enumerate(counts)
            if count and (extra[language] >= 3 or (3 * count >= 2 * most and (extra[language] or count == most)))
        ]

    def classes(self, first: int, last: int, language: int) -> int:
        """Every class that phrases of the language and its lenders among these words may have (none is missing)."""
        found = 0
        words = self.known[first : last + 1]
        for each in words:
            found |= each.heard.get(language, 0)
        for one, two in pairwise(words):
            if one.joins and not one.joins.keys().isdisjoint(two.words):
                for word in two.words:
                    if word in one.joins:
                        found |= one.joins[word].get(language, 0)
        return found


def _counts(known: list[Known]) -> bytes:
    """How many of the words each language uses, by its number; those of every language count for none."""
    return b"\0" + sum([each.counts for each in known]).to_bytes(len(index().lenders), "little")[1:]


def _unspaced_words(folded: str) -> tuple[list[str], list[tuple[int, int]]]:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(folded):
        word = match.group()
        if _UNSPACED.search(word):
            if words and _THAI.match(word) and folded[match.start() - 1] == " ":
                # Thai parts its sentences by a space.
                words.append(",")
                spans.append((match.start() - 1, match.start()))
            _split(word, match.start(), words, spans)
        else:
            words.append(word)
            spans.append(match.span())
    return words, spans


def _split(run: str, offset: int, words: list[str], spans: list[tuple[int, int]]) -> None:
    """The longest known piece at each place of a run written without spaces; single letters and foreign words between."""
    at = 0
    while at < len(run):
        candidates = index().pieces.get(run[at], ())
        piece = next((piece for piece in candidates if run.startswith(piece, at)), run[at])
        foreign = _FOREIGN.match(run, at) if piece.isascii() else None
        piece = foreign.group() if foreign else piece
        if len(piece) > 1 or piece.isdigit() or not words or words[-1][-1] != piece:
            words.append(piece)
            spans.append((offset + at, offset + at + len(piece)))
        at += len(piece)


def _sentences(words: list[str], asking: str) -> list[Sentence]:
    found: list[Sentence] = []
    current: Sentence | None = None
    for place, word in enumerate(words):
        if word in _ENDS:
            if word == "." and place and words[place - 1] in _ABBREVIATIONS:
                continue
            if found and word in asking and found[-1].last >= place - 2:
                found[-1].asks = True
            current = None
        elif current is not None and place - current.first < _LONGEST_SENTENCE:
            current.last = place
        elif word not in COMMAS:
            current = Sentence(place, place)
            found.append(current)
    found = _with_numbers(found, words)
    for sentence in found:
        sentence.asks = sentence.asks or _asks(words[sentence.first], words[sentence.last])
    return found


def _with_numbers(sentences: list[Sentence], words: list[str]) -> list[Sentence]:
    """The sentences, a telephone number by itself belonging to the one before ("Can you call me? 07700 ...")."""
    found: list[Sentence] = []
    for sentence in sentences:
        if found and all(word.isdigit() for word in words[sentence.first : sentence.last + 1]):
            found[-1].last = sentence.last
        else:
            found.append(sentence)
    return found


def _asks(first: str, last: str) -> bool:
    """Whether a sentence asks without a question mark (Finnish asks by an ending of the first word)."""
    return last.endswith(_ASKING) or first in _OPENING or (len(first) > 4 and first.endswith("ko"))


def _quotes(folded: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Quotations in a message that also has words of its own."""
    found: list[tuple[int, int]] = []
    place = 0
    for match in _QUOTATION.finditer(folded):
        while place < len(spans) and spans[place][1] <= match.start():
            place += 1
        first = place
        while place < len(spans) and spans[place][0] < match.end():
            place += 1
        if place - first < len(spans):
            found.append((first, place - 1))
    return found
