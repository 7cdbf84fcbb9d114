"""Reads a message into sentences of marked words, once for each language whose words it uses."""

import re
from dataclasses import dataclass, field

from handrail.core.understanding.wants_person.index import INDEX, UNSPACED, WORD, Node, known_as
from handrail.core.understanding.wants_person.lexicon import (
    ACT, APART, CALL, CALLBACK, COMMA, DESK, HUMAN, JUSSIVE, MACHINE, ME, NO, NOBODY, NUMBER, OTHER, PAST, PLAIN, ROLE, SOMEONE, TALK, TRANSFER,
)  # fmt: skip

_TOKEN = re.compile(rf"{WORD.pattern}|[.!?;\n,:()\u2013\u2014]")
_ENDS = frozenset(".!?;\n")
# A full stop after these ends no sentence.
_ABBREVIATIONS = frozenset(
    "pr pl nr ca mr mrs ms dr vs inkl evtl bzw tel sr sra art str kl bl fx eks cf resp".split()
)
_COMMAS = frozenset(",:()\u2013\u2014")
# What a word inside a longer phrase still says: "is there someone" names someone.
INNER = HUMAN | SOMEONE | ROLE | DESK | TALK | CALL | TRANSFER | ME | MACHINE | ACT | JUSSIVE | PLAIN | CALLBACK | NOBODY
_GREEK = re.compile("[\u03b1-\u03c9]")
_QUOTATION = re.compile(r"\"[^\"\n]{1,300}\"|(?<!\w)'[^'\n]{3,300}'(?!\w)")
_THAI = re.compile("[\u0e00-\u0e7f]")
# A word listed under these means nothing else, though a stem may match it too.
_FINAL = APART | PAST | NO | OTHER
_ASKING = ("吗", "么", "呢", "か", "の", "ไหม", "มั้ย", "หรือเปล่า", "รึเปล่า", "나요", "까", "니", "냐", "क्या", "kya")
_OPENING = frozenset("is are was does how what which when ar vai kas czy ali da_li чи wieviel wie hur hvordan".split())
_LETTER_LED = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of one language: its classes and its first and last word."""

    mask: int
    first: int
    last: int


@dataclass(slots=True)
class Sentence:
    """Words of the message up to a full stop, and their marks by language number."""

    first: int
    last: int = -1
    asks: bool = False
    marks: dict[int, list[Mark]] = field(default_factory=lambda: dict[int, list[Mark]]())


@dataclass(frozen=True, slots=True)
class Reading:
    """The words with their places in the folded text, and the sentences they form."""

    words: list[str]
    spans: list[tuple[int, int]]
    sentences: list[Sentence]
    quotes: list[tuple[int, int]]  # first and last word of each quotation of three words or more


def read(folded: str) -> Reading:
    """Words, sentences and marks of an already folded text, in time linear in its length."""
    words, spans = _words(folded)
    known = [known_as(word) if len(word) > 1 or word.isalnum() else () for word in words]
    sentences = _sentences(words, "?;" if _GREEK.search(folded) else "?")
    for sentence in sentences:
        _mark(sentence, words, known)
    return Reading(words, spans, sentences, _quotes(folded, spans))


def _quotes(folded: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Quotations of three words or more in a message that also has words of its own."""
    found: list[tuple[int, int]] = []
    for match in _QUOTATION.finditer(folded) if '"' in folded or " '" in folded else ():
        inside = [place for place, (start, end) in enumerate(spans) if match.start() < start and end < match.end()]
        if 3 <= len(inside) < len(spans):
            found.append((inside[0], inside[-1]))
    return found


def _words(folded: str) -> tuple[list[str], list[tuple[int, int]]]:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    unspaced = not folded.isascii() and UNSPACED.search(folded) is not None
    for match in _TOKEN.finditer(folded):
        word = match.group()
        if unspaced and UNSPACED.search(word):
            if words and _THAI.match(word) and folded[match.start() - 1] == " ":
                words.append(",")
                spans.append((match.start() - 1, match.start()))
            _split(word, match.start(), words, spans)
        else:
            words.append(word)
            spans.append(match.span())
    return words, spans


def _split(run: str, offset: int, words: list[str], spans: list[tuple[int, int]]) -> None:
    """The longest known piece at each place of a run written without spaces; single letters between."""
    at = 0
    while at < len(run):
        candidates = INDEX.pieces.get(run[at], ())
        piece = next((piece for piece in candidates if run.startswith(piece, at)), run[at])
        if len(piece) > 1 or not words or words[-1][-1] != piece:
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
        elif current is not None:
            current.last = place
        elif _LETTER_LED.match(word):
            current = Sentence(place, place)
            found.append(current)
    for sentence in found:
        sentence.asks = sentence.asks or _asks(words[sentence.first], words[sentence.last])
    return found


def _asks(first: str, last: str) -> bool:
    """Whether a sentence asks without a question mark."""
    return last.endswith(_ASKING) or first in _OPENING or (len(first) > 4 and first.endswith(("ko", "kö")))


def _mark(sentence: Sentence, words: list[str], known: list[tuple[str, ...]]) -> None:
    outer: dict[int, Mark] = {}
    marks = sentence.marks
    commas: list[int] = []
    numbers = _numbers(sentence, words)
    for place in range(sentence.first, sentence.last + 1):
        if not known[place]:
            if words[place] in _COMMAS:
                commas.append(place)
            continue
        best: dict[int, tuple[int, int]] = {}
        _walk(INDEX.root, place, place, sentence.last, known, best)
        for language, (last, mask) in best.items():
            around = outer.get(language)
            if around is not None and place <= around.last:
                mask = 0 if around.mask & APART else mask & INNER
                if mask:
                    marks[language].append(Mark(mask, place, last))
            else:
                outer[language] = Mark(mask, place, last)
                marks.setdefault(language, []).append(outer[language])
    extra = [Mark(COMMA, place, place) for place in commas] + numbers
    for found in marks.values() if extra else ():
        found.extend(extra)
        found.sort(key=lambda mark: mark.first)


def _numbers(sentence: Sentence, words: list[str]) -> list[Mark]:
    """Runs of digits long enough to be a telephone number."""
    found: list[Mark] = []
    first, digits = -1, 0
    for place in range(sentence.first, sentence.last + 2):
        word = words[place] if place <= sentence.last else ""
        if word.isdigit() or (digits and word in ("(", ")")):
            first, digits = (place if not digits else first), digits + len(word)
        else:
            if 7 <= digits <= 15:
                found.append(Mark(NUMBER, first, place - 1))
            digits = 0
    return found


def _walk(
    node: Node, first: int, place: int, end: int, known: list[tuple[str, ...]], best: dict[int, tuple[int, int]]
) -> None:
    for word in known[place]:
        following = node.follows.get(word)
        if following is None:
            continue
        for language, mask in following.meanings:
            last, shorter = best.get(language, (first - 1, 0))
            if place > last:
                best[language] = (place, mask if mask & APART else mask | shorter & INNER)
            elif place == last and not (mask | shorter) & _FINAL:
                best[language] = (place, mask | shorter)
        if following.follows and place < end:
            _walk(following, first, place + 1, end, known, best)
