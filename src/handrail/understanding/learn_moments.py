"""What the register's examples look like to this machine's embedders: learned once, kept on disk, read again at the next start."""

import asyncio
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import structlog

from handrail.core.escalation.moments.likeness import (
    LIKENESS_VERSION,
    Example,
    Likeness,
    as_arrays,
    from_arrays,
    learn,
)
from handrail.core.escalation.moments.moment import Register
from handrail.core.escalation.moments.notice import ENGLISH, LATER_MAY_ALARM, MAY_ALARM, OTHERS, examples_of, gravest_of
from handrail.core.escalation.moments.phrase_book import PhraseBook, phrase_book
from handrail.ports.encoder import Encoder, Vectors, mark

log = structlog.get_logger()

AT_ONCE = 16
"""Texts embedded in one go, so that customers' questions come in between."""
MOST_BOOKS = 8
KEPT = 6
"""Files kept in the folder: those of the last registers and embedders."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What notices the moments of one register. `likeness` by group of languages (`notice.groups_for`), empty before it
    was learned."""

    register: Register
    book: PhraseBook
    gravest: frozenset[str]
    likeness: Mapping[str, Likeness]


class LearnMoments:
    """`folder` None keeps nothing. Each group is learned with the embedder that reads it, else by spelling alone."""

    def __init__(self, english: Encoder | None, others: Encoder | None, folder: Path | None) -> None:
        self._encoders = {ENGLISH: english or others, OTHERS: others}
        self._folder = folder

    def phrases_of(self, register: Register) -> Learned:
        """About a second of processor time."""
        return Learned(register, _book(register), gravest_of(register), {})

    async def kept(self, register: Register) -> Learned:
        """What an earlier run learned of exactly this register, else its phrases."""
        return await asyncio.to_thread(self._all_kept, register)

    def _all_kept(self, register: Register) -> Learned:
        phrases, found = self.phrases_of(register), dict[str, Likeness]()
        for group, encoder in self._encoders.items():
            key = _key(examples_of(register, group), phrases.gravest, "" if encoder is None else mark(encoder))
            if (one := self._kept(key)) is not None:
                found[group] = one
        return Learned(register, phrases.book, phrases.gravest, found)

    async def __call__(self, register: Register) -> Learned:
        """Seconds from disk; the first time some three minutes of processor time, most of them the multilingual embedder's."""
        learned = await asyncio.to_thread(self.phrases_of, register)
        likeness = {group: await self._group(register, group) for group in (ENGLISH, OTHERS)}
        return Learned(
            register, learned.book, learned.gravest, {g: one for g, one in likeness.items() if one is not None}
        )

    async def _group(self, register: Register, group: str) -> Likeness | None:
        examples, gravest = examples_of(register, group), gravest_of(register)
        if not any(one.moment for one in examples):
            return None
        encoder = self._encoders[group]
        key = _key(examples, gravest, "" if encoder is None else mark(encoder))
        kept = await asyncio.to_thread(self._kept, key)
        if kept is not None:
            return kept
        vectors = None
        if encoder is not None:
            try:
                vectors = await _embedded(encoder, [one.text for one in examples])
            except Exception as error:  # words alone are weaker, and better than nothing; not kept
                log.warning("moments.not_embedded", group=group, error=type(error).__name__)
                return await asyncio.to_thread(_learn, examples, gravest, group)
        read_by = "" if encoder is None else mark(encoder)
        learned = await asyncio.to_thread(_learn, examples, gravest, group, vectors, read_by)
        await asyncio.to_thread(self._keep, key, learned)
        log.info("moments.learned", group=group, examples=len(examples), embedder=learned.mark or "none")
        return learned

    def _kept(self, key: str) -> Likeness | None:
        if self._folder is None:
            return None
        try:
            with (self._folder / f"{key}.npz").open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return from_arrays(kept)
        except (OSError, KeyError, ValueError, EOFError, BadZipFile):
            return None

    def _keep(self, key: str, learned: Likeness) -> None:
        """Written beside and moved into place: two processes may learn the same at the same time."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = self._folder / f"{key}.{os.getpid()}.part.npz"
            np.savez(beside, **as_arrays(learned))  # pyright: ignore[reportArgumentType]
            beside.replace(self._folder / f"{key}.npz")
            files = sorted(self._folder.glob("*.npz"), key=lambda file: file.stat().st_mtime)
            for file in files[:-KEPT]:
                file.unlink(missing_ok=True)
        except OSError as error:
            log.warning("moments.not_kept", error=str(error))


def _learn(
    examples: Sequence[Example], gravest: frozenset[str], group: str, vectors: Vectors | None = None, mark: str = ""
) -> Likeness:
    return learn(examples, gravest, MAY_ALARM[group], vectors, mark, later_may_alarm=LATER_MAY_ALARM[group])


async def _embedded(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Texts of like length go together: in one batch all are padded to the longest."""
    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    sorted_texts = [texts[n] for n in order]
    parts = [await encoder.embed(sorted_texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
    rows = np.concatenate(parts)
    placed = np.empty_like(rows)
    placed[order] = rows
    return placed


_books: dict[int, tuple[Register, PhraseBook]] = {}


def _book(register: Register) -> PhraseBook:
    """Compiled once a process, however many desks it opens."""
    known = _books.get(id(register))
    if known is None or known[0] is not register:
        while len(_books) >= MOST_BOOKS:
            _books.pop(next(iter(_books)))
        known = _books[id(register)] = (register, phrase_book(register))
    return known[1]


def _key(examples: Sequence[Example], gravest: frozenset[str], encoder: str) -> str:
    """Everything that what is learned depends on."""
    said = [
        LIKENESS_VERSION,
        MAY_ALARM,
        LATER_MAY_ALARM,
        encoder,
        sorted(gravest),
        [(one.text, one.moment, one.routine, one.later) for one in examples],
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]
