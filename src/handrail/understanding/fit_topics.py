"""Topics are fitted with the embedders of this machine: English by its own, every other language by one that reads all."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.topics.example import Example
from handrail.core.understanding.topics.fit import Reader, fit
from handrail.core.understanding.topics.fitted import ENOUGH_IN_A_LANGUAGE, FittedTopics
from handrail.core.understanding.topics.grams import Floats, buckets_for
from handrail.core.understanding.topics.packed import pack, unpack
from handrail.ports.taught import Changed, NewFit


class Embeds(Protocol):
    """An embedder, as far as topics need one: rows of length 1."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    async def embed(self, texts: Sequence[str]) -> Floats: ...


def mark_of(embedder: Embeds) -> str:
    """Vectors are comparable only where this is equal; a fit keeps it for each of its heads."""
    return f"{embedder.name}@{embedder.version}"


def read_here(fitted: FittedTopics, embedders: Sequence[Embeds]) -> FittedTopics:
    """The heads that this process can read, under their embedders' plain names. One whose embedder has another version now
    matches nothing, so its messages go to people until the topics are fitted again."""
    here = {mark_of(one): one.name for one in embedders}
    heads = tuple(replace(one, embedder=here.get(one.embedder, one.embedder)) for one in fitted.heads)
    english = None if fitted.english is None else here.get(fitted.english, fitted.english)
    return replace(fitted, heads=heads, english=english)


class TopicsFitter:
    """`english` reads English alone, `every` all languages; either may be missing, and without both words decide alone."""

    def __init__(self, english: Embeds | None, every: Embeds | None) -> None:
        self._english, self._every = english, every

    async def __call__(self, examples: Sequence[Example]) -> NewFit:
        readers = await self._readers(examples)
        fitted, report = await asyncio.to_thread(fit, examples, readers)
        return NewFit(fitted.version, report, await asyncio.to_thread(pack, fitted))

    async def nearest(self, texts: Sequence[str], taught: Sequence[str]) -> Sequence[float]:
        if not texts or not taught:
            return [0.0] * len(texts)
        embedder = self._every or self._english
        if embedder is None:
            buckets = buckets_for(taught, 1024)
            rows, known = buckets.rows(texts), buckets.rows(taught)
        else:
            rows, known = await embedder.embed(texts), await embedder.embed(taught)
        return [float(each) for each in (rows @ known.T).max(1)]

    async def compare(self, before: bytes, after: bytes, texts: Sequence[Example]) -> Sequence[Changed]:
        fits = [await asyncio.to_thread(unpack, raw) for raw in (before, after)]
        said = [one.text for one in texts]
        vectors = {mark_of(one): await one.embed(said) for one in (self._english, self._every) if one is not None}
        return await asyncio.to_thread(_changes, fits[0], fits[1], texts, vectors)

    async def _readers(self, examples: Sequence[Example]) -> Sequence[Reader]:
        """English by its own embedder. The one for all languages is slower by far, and asked only where some language has
        as many examples as acceptance needs."""
        counted = Counter(one.language for one in examples)
        others = max((n for language, n in counted.items() if language not in _ENGLISH), default=0)
        readers: list[Reader] = []
        if self._english is not None and any(counted[language] for language in _ENGLISH):
            readers.append(Reader(mark_of(self._english), await _embedded(self._english, examples), english=True))
        if readers and others < ENOUGH_IN_A_LANGUAGE:
            return readers
        if self._every is not None:
            return [*readers, Reader(mark_of(self._every), await _embedded(self._every, examples))]
        return [*readers, Reader("", np.zeros((len(examples), 0), np.float32))]


_ENGLISH = ("en", "und")


async def _embedded(embedder: Embeds, examples: Sequence[Example]) -> Floats:
    return np.asarray(await embedder.embed([one.text for one in examples]), np.float32)


def _changes(
    before: FittedTopics, after: FittedTopics, texts: Sequence[Example], vectors: dict[str, NDArray[np.float32]]
) -> Sequence[Changed]:
    changed: list[Changed] = []
    for at, one in enumerate(texts):
        given = {name: rows[at] for name, rows in vectors.items()}
        first, second = (each.guess(one.text, given, one.language) for each in (before, after))
        if (first.slug, first.accepted) != (second.slug, second.accepted):
            changed.append(Changed(one.text, (first.slug, first.accepted), (second.slug, second.accepted)))
    return changed
