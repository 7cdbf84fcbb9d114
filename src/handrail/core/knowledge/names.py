"""Which of the company's things (products, plans, accounts) a question names, however it writes them."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import pairwise

from handrail.core.knowledge.wording import words

_SAID = re.compile(r"[^\W_]+(?:['’]s\b)?|[^\w\s]")
"""Words and signs one by one: a comma between two names keeps them apart."""

LONGEST_NAME = 5
PLAIN_WORD = 0.25
"""Weight of a word of a name that is no name by itself ("account", "card"), beside a name word's 1."""
CLOSE_SPELLING = 0.85


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing named in a question. `families` gives each family it can mean, with how much of its name was said
    (0 to 1); several when the question leaves it open."""

    said: tuple[str, ...]
    families: dict[str, float]

    @property
    def strength(self) -> float:
        return max(self.families.values(), default=0.0)


@dataclass(frozen=True)
class Names:
    """The families of a workspace and which of their words are names (see `learn_name_words`)."""

    families: tuple[str, ...]
    name_words: frozenset[str]

    @cached_property
    def _sequences(self) -> dict[str, list[str]]:
        return {family: words(family) for family in self.families}

    @cached_property
    def _weights(self) -> dict[str, float]:
        """Rare words weigh more (inverse family frequency, as in BM25), plain words a quarter."""
        counts = Counter(word for sequence in self._sequences.values() for word in set(sequence))
        total = len(self.families)
        return {
            word: math.log(1 + (total - count + 0.5) / (count + 0.5)) * (1 if word in self.name_words else PLAIN_WORD)
            for word, count in counts.items()
        }

    def mentions(self, text: str) -> list[Mention]:
        """Longest names first come first served, left to right; "Light Blue" is not also "Blue"."""
        said = [self._spelled(word) for word in words(text)]
        runs = self._runs(said)
        return [Mention(run, self._meant(run, said, runs)) for run in dict.fromkeys(runs)]

    def strangers(self, text: str) -> list[str]:
        """Words written as names beside the words that names here are made of, but in no family: "Ruby Rewards",
        "the Teal account". Whether any article knows them is for the caller to look up."""
        said = _SAID.findall(text)
        kinds = [self._is_part_of_names((words(one) or [""])[0]) for one in said]
        return [
            one
            for at, one in enumerate(said)
            if at > 0 and one[0].isupper() and (words(one) or [""])[0] not in self._weights
            if any(kinds[max(at - 1, 0) : at + 2])
        ]

    def impossible_pairs(self, text: str) -> list[str]:
        """Two name words side by side that no family has together: "Silver Elite", "Gold Zoom"."""
        said = [(words(one) or [""])[0] for one in _SAID.findall(text)]
        return [
            f"{one} {other}"
            for one, other in pairwise(said)
            if {one, other} <= self.name_words and one != other
            if not any({one, other} <= set(sequence) for sequence in self._sequences.values())
        ]

    def _is_part_of_names(self, word: str) -> bool:
        """A name word, or one that many families carry ("account", "card")."""
        carrying = sum(word in sequence for sequence in self._sequences.values())
        return word in self.name_words or carrying >= max(2, 0.1 * len(self.families))

    def _spelled(self, word: str) -> str:
        if word in self._weights or len(word) < 6:
            return word
        return next(iter(get_close_matches(word, self.name_words, 1, CLOSE_SPELLING)), word)

    def _runs(self, said: Sequence[str]) -> list[tuple[str, ...]]:
        runs: list[tuple[str, ...]] = []
        at = 0
        while at < len(said):
            run = self._longest_name(said[at : at + LONGEST_NAME])
            runs.extend([run] if run else [])
            at += len(run) or 1
        return runs

    def _longest_name(self, ahead: Sequence[str]) -> tuple[str, ...]:
        if not ahead or ahead[0] not in self._weights:
            return ()
        lengths = range(len(ahead), 0, -1)
        return next((tuple(ahead[:n]) for n in lengths if self._is_name(ahead[:n])), ())

    def _is_name(self, run: Sequence[str]) -> bool:
        own = set(run)
        return not own.isdisjoint(self.name_words) and any(own <= set(s) for s in self._sequences.values())

    def _meant(self, run: tuple[str, ...], said: Sequence[str], runs: list[tuple[str, ...]]) -> dict[str, float]:
        """Families that hold the run, weighed by how much of their name the whole question says.

        The first words of other mentions do not count: in "Gold and Silver Rewards", Rewards belongs to both.
        """
        others = {other[0] for other in runs if other != run} - set(run)
        heard = set(said) - others
        holding = [family for family, sequence in self._sequences.items() if set(run) <= set(sequence)]
        in_order = [family for family in holding if _holds_in_order(self._sequences[family], run)]
        return {family: self._share_said(family, heard) for family in in_order or holding}

    def _share_said(self, family: str, heard: set[str]) -> float:
        own = set(self._sequences[family])
        return sum(self._weights[word] for word in own & heard) / sum(self._weights[word] for word in own)


@lru_cache(maxsize=64)
def names_of(families: tuple[str, ...], name_words: frozenset[str]) -> Names:
    return Names(families, name_words)


def _holds_in_order(sequence: Sequence[str], run: tuple[str, ...]) -> bool:
    return any(tuple(sequence[at : at + len(run)]) == run for at in range(len(sequence)))


def learn_name_words(articles: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Words of family names that are names: written with a capital within sentences, and at home in their family.

    `articles` are (family, body). "Evergreen" and "Gold" pass, "account", "pay" and "limit" do not. In a script
    without capitals being at home decides alone.
    """
    read = [(set(words(family)), body) for family, body in articles]
    candidates = {word for family, _ in read for word in family}
    capital: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    articles_with: Counter[str] = Counter()
    at_home: Counter[str] = Counter()
    for family, body in read:
        present = (set(words(body)) & candidates) | family
        articles_with.update(present)
        at_home.update(present & family)
        for word, is_capital in _inside_lines(body, candidates):
            seen[word] += 1
            capital[word] += is_capital
    return frozenset(
        word
        for word in candidates
        if at_home[word] / articles_with[word] >= (0.25 if seen[word] else 0.5)
        and (capital[word] + 1) / (seen[word] + 2) >= 0.5
    )


def _inside_lines(body: str, candidates: set[str]) -> Iterable[tuple[str, bool]]:
    """Cased words that do not begin a line, outside headings, where everything is written large."""
    for line in body.split("\n"):
        if line.startswith("#"):
            continue
        for written in line.split()[1:]:
            folded = words(written)
            if len(folded) == 1 and folded[0] in candidates and written.lower() != written.upper():
                yield folded[0], next(letter for letter in written if letter.isalpha()).isupper()
