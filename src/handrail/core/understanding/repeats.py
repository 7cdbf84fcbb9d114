"""Saying the same again: whether two turns, or two answers, are equal or nearly so, by their words or their meaning."""

import re
import unicodedata
from collections.abc import Iterable

from handrail.core.understanding.said import Similarity

NEARLY_EQUAL = 0.8
CONTAINED = 0.75
"""Share of the shorter text's telling words that stand in the other."""
HALF = 0.5
EQUAL_IN_MEANING = 0.85
"""Cosine above which two turns ask the same (escalation.md 3.3)."""
_LEAST = 3
"""Letters of a word that carries a matter; of two texts that share no such word nothing is said."""

_STEM = 5  # letters of a word that may be the beginning of another form of it

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_FILLERS = frozenset(
    [
        "the",
        "and",
        "you",
        "your",
        "for",
        "are",
        "can",
        "with",
        "this",
        "that",
        "have",
        "from",
        "will",
        "our",
        "was",
        "not",
        "but",
        "its",
        "they",
        "please",
        "would",
        "what",
        "here",
        "und",
        "der",
        "die",
        "das",
        "ist",
        "sie",
        "ihr",
        "ihre",
        "mit",
        "von",
        "ein",
        "eine",
        "den",
        "dem",
        "bitte",
        "auf",
        "fur",
        "zum",
        "zur",
        "les",
        "des",
        "est",
        "une",
        "vous",
        "votre",
        "pour",
        "dans",
        "estan",
        "puede",
        "puedes",
        "konnen",
        "kann",
        "peut",
        "pouvez",
        "puo",
        "kunt",
        "mozna",
        "avec",
        "que",
        "los",
        "las",
        "una",
        "por",
        "para",
        "con",
        "del",
        "sus",
        "esta",
        "como",
        "uma",
        "seu",
        "sua",
        "com",
        "nao",
        "voce",
        "il",
        "che",
        "per",
        "non",
        "suo",
        "della",
        "nel",
        "het",
        "een",
        "van",
        "uw",
        "voor",
        "met",
        "zijn",
        "jest",
        "nie",
        "sie",
        "dla",
        "pan",
        "pana",
        "pani",
        "bir",
        "icin",
        "ile",
        "och",
        "att",
        "det",
        "din",
    ]
)


def nearly_equal(one: str, other: str) -> bool:
    """Whether two turns say the same in nearly the same words: Jaccard similarity of their words of at least 0.8.

    Jaccard, P. (1912), "The distribution of the flora in the alpine zone". Wording counts, order and punctuation do not.
    """
    a, b = _words(one), _words(other)
    if not a or not b:
        return one.strip().casefold() == other.strip().casefold()
    return len(a & b) / len(a | b) >= NEARLY_EQUAL


def same_matter(one: str, other: str, similarity: Similarity | None = None) -> bool:
    """Whether two texts say the same, in other words too. Other numbers make another matter: two orders, two answers.

    True when they are nearly equal, when the shorter one's telling words nearly all stand in the other (at least half as
    many), or when their vectors say so.
    """
    if nearly_equal(one, other):
        return True
    if _numbers(one) != _numbers(other) and _numbers(one) and _numbers(other):
        return False
    a, b = _telling(one), _telling(other)
    shorter, longer = sorted((len(a), len(b)))
    if shorter >= 2 and len(a & b) / shorter >= CONTAINED and shorter * 2.5 >= longer:
        return True
    return similarity is not None and bool(a and b) and similarity(one, other) > EQUAL_IN_MEANING


def much_the_same(one: str, other: str) -> bool:
    """Whether half of the shorter one's telling words, two at least, stand in the other: an answer that does not budge."""
    a, b = _telling(one), _telling(other)
    shared = len(a & b)
    return shared >= 2 and shared / min(len(a), len(b)) >= HALF


def insists(turn: str, before: Iterable[str]) -> bool:
    """Whether a turn takes up two telling words, or a number, of what the same person said before."""
    telling, numbers = _telling(turn), _numbers(turn)
    return any(len(telling & _telling(text)) >= 2 or numbers & _numbers(text) for text in before)


def denies(turn: str, answer: str, after: int) -> bool:
    """Whether the word that follows a no (which ends at `after`) is one of the answer's telling words, or begins one
    ("not cancel", of what was cancelled)."""
    following = re.findall(r"\w+", _spaced(turn[after:]))[:2]
    denied = {word for each in following for word in _telling(each)}
    return any(
        said == word or (len(word) >= _STEM and said.startswith(word)) for word in denied for said in _telling(answer)
    )


def opens_another(turn: str, before: Iterable[str]) -> bool:
    """Whether a turn names a new reference (a number of four digits or more, no year) and shares no telling word with what was said."""
    new = {number for number in _numbers(turn) if len(number) >= 4 and not re.fullmatch("(?:19|20)..", number)}
    telling = _telling(turn)
    for text in before:
        new -= _numbers(text)
        if not new or telling & _telling(text):
            return False
    return bool(new)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _spaced(text)))


def _telling(text: str) -> frozenset[str]:
    """Words of three letters and more without the commonest, and without the commonest plural; numbers as they are."""
    plain = (word for word in re.findall(r"\w+", _spaced(text)) if word[0].isdigit() or _carries(word))
    return frozenset(word[:-1] if len(word) > 4 and word.endswith("s") else word for word in plain)


def _carries(word: str) -> bool:
    return (len(word) >= _LEAST or not word.isascii()) and word not in _FILLERS


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def _spaced(text: str) -> str:
    """Scripts without spaces become overlapping pairs of signs, so that they have words to compare."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not ("\u0300" <= c <= "\u036f"))
    if plain.isascii():
        return plain
    return _UNSPACED.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", plain)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
