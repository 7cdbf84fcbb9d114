"""Reads a message into words and sentences, and tells the languages it may be written in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Reading:
    """The words with their places in the folded text and what is known of them, the sentences they form, and
    the first and last word of each quotation."""

    words: list[str]
    spans: list[tuple[int, int]]
    known: list[Known]
    sentences: list[Sentence]
    quotes: list[tuple[int, int]]
    capital: Callable[[tuple[int, int]], bool]  # whether a span was written with a capital and small letters

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

    def classes(self, sentence: Sentence, language: int) -> int:
        """Every class that phrases of the language and its lenders in the sentence may have (none is missing)."""
        found = 0
        voices = (language, *index().lenders[language])
        for place in range(sentence.first, sentence.last + 1):
            each = self.known[place]
            for voice in voices:
                found |= each.alone.get(voice, 0)
            if each.begins and place < sentence.last:
                found |= _joined(each, self.known[place + 1], voices)
        return found


def _joined(one: Known, two: Known, voices: tuple[int, ...]) -> int:
    """The classes of phrases that may begin with these two words."""
    found = 0
    for node in one.begins:
        for word in two.words:
            following = node.follows.get(word)
            if following is not None:
                for voice in voices:
                    found |= following.ahead.get(voice, 0)
    return found


def _counts(known: list[Known]) -> bytes:
    """How many of the words each language uses, by its number; those of every language count for none."""
    return b"\0" + sum([each.counts for each in known]).to_bytes(len(index().lenders), "little")[1:]


def read(folded: str, capital: Callable[[tuple[int, int]], bool]) -> Reading:
    """Words and sentences of an already folded text, in time linear in its length.

    `capital` tells of a span of the folded text whether a capital and small letters were written there.
    """
    words, spans = _words(folded)
    sentences = _sentences(words, "?;" if _GREEK.search(folded) else "?")
    return Reading(words, spans, [known(word) for word in words], sentences, _quotes(folded, spans), capital)


def _words(folded: str) -> tuple[list[str], list[tuple[int, int]]]:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    unspaced = not folded.isascii() and _UNSPACED.search(folded) is not None
    for match in _TOKEN.finditer(folded):
        word = match.group()
        if unspaced and _UNSPACED.search(word):
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
    if '"' not in folded and "'" not in folded:
        return []
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
