"""A lead teaches what belongs to a topic, what is a person's and what is none of our business: written, or picked from what
customers asked."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.message import clean_text
from handrail.core.log.chain import Event
from handrail.core.understanding.topics.example import Example, Handle
from handrail.core.understanding.topics.written import LONGEST
from handrail.flows.administer import By
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, NewId, NotFound, Work
from handrail.ports.taught import ArticleExample, Fitter, PastMessage, TaughtBy, TaughtExample, TaughtOf

LOOKED_AT = 120
"""Past conversations among which the nearest are picked: each costs the embedder some milliseconds."""

LanguageOf = Callable[[str], str]
"""The language of a text, `und` where it cannot be told."""


@dataclass(frozen=True, slots=True)
class Added:
    """`known`: how many were taught already."""

    added: int
    known: int


class TeachTopics:
    def __init__(
        self, desk: Desk, taught: TaughtOf, fitter: Fitter, language_of: LanguageOf, clock: Clock, new_id: NewId
    ) -> None:
        self._desk, self._taught, self._fitter = desk, taught, fitter
        self._language_of, self._clock, self._new_id = language_of, clock, new_id

    async def add(self, tenant: UUID, by: By, examples: Sequence[Example], source: TaughtBy = "console") -> Added:
        """All or none. Raises NotAllowed, NotFound naming the topics that are not there, and the refusals of clean_text."""
        rows = [self._row(by, each, source) for each in examples]
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.CHANGE_TOPICS)
            await _topics_are_there(work, {each.topic for each in examples if each.topic is not None})
            added = await self._taught(work).add(rows)
            topics = sorted({each.topic or each.handle.value for each in examples})
            await self._record(work, "examples_taught", by, examples=added, source=source, topics=topics)
        return Added(added, len(rows) - added)

    async def from_message(
        self, tenant: UUID, by: By, message: UUID, topic: str | None, handle: Handle = Handle.ROUTINE
    ) -> Added:
        """A customer's own words; they are forgotten with the customer. Raises NotAllowed, NotFound."""
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.CHANGE_TOPICS)
            await _topics_are_there(work, set() if topic is None else {topic})
            said = await self._taught(work).message(message)
            example = Example(said.text, topic, handle, said.language)
            added = await self._taught(work).add([self._row(by, example, "conversation", said.conversation)])
            await self._record(
                work, "examples_taught", by, examples=added, source="conversation", topics=[topic or handle]
            )
        return Added(added, 1 - added)

    async def remove(self, tenant: UUID, by: By, example: UUID) -> TaughtExample:
        """The next fit is made without it. Raises NotAllowed, NotFound."""
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.CHANGE_TOPICS)
            removed = await self._taught(work).remove(example)
            await self._record(work, "example_removed", by, topic=removed.topic, handle=removed.handle.value)
        return removed

    async def examples(
        self, tenant: UUID, topic: str | None, handle: Handle | None = None
    ) -> tuple[Sequence[TaughtExample], Sequence[ArticleExample]]:
        """What a topic is taught by: labelled messages, and the titles and questions of its articles. Raises NotFound."""
        async with self._desk.as_system(tenant) as work:
            await _topics_are_there(work, set() if topic is None else {topic})
            rows = self._taught(work)
            articles = [one for one in await rows.from_articles() if one.topic == topic]
            return await rows.of(topic, handle), articles

    async def counts(self, tenant: UUID) -> Mapping[tuple[str | None, Handle], int]:
        """Labelled messages by topic and handling; those from articles are routine."""
        async with self._desk.as_system(tenant) as work:
            counted = Counter(await self._taught(work).counts())
            counted.update((one.topic, Handle.ROUTINE) for one in await self._taught(work).from_articles())
        return counted

    async def suggestions(self, tenant: UUID, by: By, topic: str, most: int = 8) -> Sequence[PastMessage]:
        """What customers wrote first in past conversations on this topic, nearest to what is taught first."""
        async with self._entered(tenant, by) as work:
            rows = self._taught(work)
            past = await rows.first_messages(topic, LOOKED_AT)
            known = [one.text for one in await rows.of(topic)]
            known += [one.text for one in await rows.from_articles() if one.topic == topic]
        near = await self._fitter.nearest([one.text for one in past], known)
        ranked = sorted(zip(near, past, strict=True), key=lambda one: -one[0])
        return [one for _, one in ranked[:most]]

    def _row(self, by: By, each: Example, source: TaughtBy, conversation: UUID | None = None) -> TaughtExample:
        text = clean_text(each.text[: LONGEST * 2], LONGEST)
        language = each.language if each.language != "und" else self._language_of(text)
        return TaughtExample(
            self._new_id(), text, each.topic, each.handle, language, source, by.actor, self._clock(), conversation
        )

    def _entered(self, tenant: UUID, by: By):
        return self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)

    async def _record(self, work: Work, kind: str, by: By, **data: object) -> None:
        await work.record(Event(kind, by.actor, self._clock(), data))


async def _topics_are_there(work: Work, wanted: set[str]) -> None:
    missing = [slug for slug in sorted(wanted) if await work.topics.get(slug) is None]
    if missing:
        named = ", ".join(f"“{slug}”" for slug in missing)
        raise NotFound(f"There is no topic {named}. Add it first, or label the messages “people” or “not-ours”.")
