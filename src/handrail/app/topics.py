"""Topics put together: what teaches and fits them, and the fit in force for whoever decides, in every process."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from handrail.core.understanding.topics.fitted import FittedTopics
from handrail.core.understanding.topics.packed import unpack
from handrail.flows.fit_topics import FitTopics
from handrail.flows.teach_topics import TeachTopics
from handrail.models.embedder import Embedder
from handrail.models.language import detect_language
from handrail.ports import Clock, Desk, NewId
from handrail.storage.configuration import configurations_within
from handrail.storage.taught import fits_within, taught_within
from handrail.understanding.fit_topics import TopicsFitter, read_here

NOTHING = FittedTopics("forgotten", (), (), {}, "en")
"""A fit that is in force and cannot be had: accepts nothing, so people take it all."""


class Topics:
    """`english` reads English, `every` all languages, and may be the same one; without both words are read alone."""

    def __init__(
        self, desk: Desk, english: Embedder | None, every: Embedder | None, clock: Clock, new_id: NewId
    ) -> None:
        self._desk, self._english, self._every = desk, english, every
        self._clock, self._new_id = clock, new_id
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
        return TopicsFitter(None if self._english is self._every else self._english, self._every)

    @cached_property
    def _embedders(self) -> Sequence[Embedder]:
        both = (self._english, None if self._english is self._every else self._every)
        return tuple(one for one in both if one is not None)


def _language(text: str) -> str:
    return detect_language(text).code
