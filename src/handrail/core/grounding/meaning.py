"""A sentence taken apart: its telling words in one plain form, its figures and names, and what denies, limits or binds it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from handrail.core.grounding.figures import Figure, figures
from handrail.core.grounding.names import names_in
from handrail.core.grounding.words.english import (
    AFTER,
    ALL,
    BEFORE,
    CONDITIONS,
    COUNTERPARTS,
    EXCEPTIONS,
    FREE,
    LEAST,
    LESS,
    MAY,
    MORE,
    MOST,
    MUST,
    NEGATIONS,
    ONLY,
    OPPOSITE,
    PHRASES,
    SAME,
    SOME,
    STOP,
)  # fmt: skip
from handrail.core.knowledge.wording import for_full_text, in_written_words, stems

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PHRASE = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, PHRASES), key=len, reverse=True))})\b")
_BACK = re.compile(
    r"\b(?:send|sends|sent|give|gives|take|takes|bring|brings|return|returns)\b((?:\W+\w+){1,4}?)\W+back\b"
)
_PAID_BACK = re.compile(r"\b(?:pay|pays|paid|get|gets)\b((?:\W+\w+){1,4}?)\W+back\b")
_NOT_BUT = re.compile(r",? (?:and )?(?:not|never) (?:by|in|at|through|on|for|from|with|to)?\b([^,.;:]*)")
_NOT_THEM = re.compile(r"[;,] ([\w' -]{2,40}?) (?:does|do|is|are|can|may|will|must|need|has|have)(?: not|n't)\W*$")
_SCOPE = re.compile(r"[,.;:()]|\b(?:but|and|or|if|unless|except|when|because|who|which|that)\b")
_REACH = 5  # words behind a no that it denies


@dataclass(frozen=True)
class Meaning:
    """`text` as written; everything else is read from it when it is asked for."""

    text: str

    @cached_property
    def plain(self) -> str:
        """In lower case, everyday words and phrases made one, and every way of paying nothing said as "free"."""
        lower = in_written_words(self.text.replace("’", "'").lower())
        lower = _PAID_BACK.sub(r"refund\1", _BACK.sub(r"return\1", lower))
        said = _PHRASE.sub(lambda found: PHRASES[found[0]], lower)
        for pattern in FREE:
            said = pattern.sub(lambda found: f" free {_inner(found[0])} ", said)
        return said

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.plain))

    @cached_property
    def telling(self) -> frozenset[str]:
        """Stems that carry a matter, synonyms made one; figures are left to `figures`."""
        return _telling(self.words)

    @cached_property
    def exact(self) -> frozenset[str]:
        """The same without making synonyms one: opposites are looked for among these."""
        return frozenset(stem for stem in stems(" ".join(self.words)) if not stem[0].isdigit())

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return figures(self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _, _ in names_in(self.text))

    @cached_property
    def denies(self) -> bool:
        """A no anywhere but in a contrast ("by post, not by phone")."""
        bare = _NOT_BUT.sub(" ", self.plain) if "," in self.plain else self.plain
        return not NEGATIONS.isdisjoint(_WORD.findall(bare)) or "n't" in bare

    @cached_property
    def denied(self) -> frozenset[str]:
        """The stems that stand behind a no, as far as it reaches."""
        found: set[str] = set()
        for part in _SCOPE.split(self.plain):
            words = _WORD.findall(part)
            places = [place for place, word in enumerate(words) if word in NEGATIONS or word.endswith("n't")]
            for place in places:
                found |= _telling(words[place + 1 : place + 1 + _REACH])
        return frozenset(found)

    @cached_property
    def contrasted(self) -> frozenset[str]:
        """The words behind "…, not by …", and those of a last "…; the other does not"."""
        found = [*(_NOT_BUT.finditer(self.plain) if "," in self.plain else ()), *_NOT_THEM.finditer(self.plain)]
        return frozenset(stem for match in found for stem in _telling(_WORD.findall(match[1])))

    @cached_property
    def free(self) -> bool:
        return "free" in self.words

    @cached_property
    def conditions(self) -> int:
        return sum(word in CONDITIONS for word in self.words)

    @cached_property
    def modality(self) -> int:
        """1 binds, -1 permits, 0 neither or both."""
        return self.has(MUST) - self.has(MAY)

    @cached_property
    def reach(self) -> int:
        """1 for all, -1 for some, 0 for neither or both."""
        return self.has(ALL) - self.has(SOME)

    @cached_property
    def bound(self) -> int:
        """1 for a least, -1 for a most."""
        return self.has(LEAST) - self.has(MOST)

    @cached_property
    def order(self) -> int:
        """1 before, -1 after."""
        return self.has(BEFORE) - self.has(AFTER)

    @cached_property
    def trend(self) -> int:
        """1 for more, -1 for less."""
        return self.has(MORE) - self.has(LESS)

    @cached_property
    def excepts(self) -> bool:
        return self.has(EXCEPTIONS)

    @cached_property
    def only(self) -> bool:
        return self.has(ONLY)

    def has(self, listed: frozenset[str]) -> bool:
        return not listed.isdisjoint(self.words)


def _telling(words: Iterable[str]) -> frozenset[str]:
    said = " ".join(word for word in words if word not in STOP and word not in NEGATIONS and not word.isdigit())
    return frozenset(_same().get(stem, stem) for stem in stems(for_full_text(said)) if _carries(stem))


def _inner(said: str) -> str:
    """What stands between a no and its fee: "no late fee" is "free late fee"."""
    return " ".join(
        word
        for word in said.split()
        if word not in NEGATIONS and word[0].isalpha() and word not in {"do", "does", "did", "will"}
    )


@lru_cache(maxsize=8192)
def meaning(text: str) -> Meaning:
    return Meaning(text)


def opposed(one: Meaning, other: Meaning) -> bool:
    """One says a word and the other its opposite, and neither says both."""
    return any(
        (a in one.exact and b in other.exact and b not in one.exact and a not in other.exact)
        or (b in one.exact and a in other.exact and a not in one.exact and b not in other.exact)
        for a, b in _opposites()
    )


def exchanged(claim: Meaning, said: Meaning, besides: Meaning) -> bool:
    """The claim names one of several counterparts ("by phone") where the statement names another ("in the app") and not that one."""
    new = claim.telling - said.telling - besides.telling
    old = said.telling - claim.telling
    return any(not new.isdisjoint(group) and not old.isdisjoint(group) for group in _counterparts())


@lru_cache(maxsize=1)
def _counterparts() -> tuple[frozenset[str], ...]:
    return tuple(_telling(line.split()) for line in COUNTERPARTS.strip().splitlines())


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    """Stem to the first of its line. A word in two lines belongs to the first of them."""
    table: dict[str, str] = {}
    for line in SAME.strip().splitlines():
        group = [stem for word in line.split() for stem in stems(word)]
        first = next((table[stem] for stem in group[:1] if stem in table), group[0])
        for stem in group:
            table.setdefault(stem, first)
    return table


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[str, str], ...]:
    pairs = [pair.split() for line in OPPOSITE.strip().splitlines() for pair in line.split("|")]
    return tuple((stems(one)[0], stems(other)[0]) for one, other in pairs)


def _carries(stem: str) -> bool:
    return (len(stem) > 2 or not stem.isascii()) and not stem[0].isdigit()
