"""People write, import and retire what the assistant may say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.knowledge.article import Article
from handrail.flows.administer import Administer, By
from handrail.ports import Brought, Desk, NewTopic, NotFound, Shelf, Unread

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """`topics`: those that the import made, at level suggest."""

    brought: Brought
    refused: Sequence[Unread]
    topics: Sequence[str]


class KeepArticles:
    def __init__(self, desk: Desk, administer: Administer, shelf: Shelf) -> None:
        self._desk, self._administer, self._shelf = desk, administer, shelf

    async def save(self, tenant: UUID, by: UUID, article: Article, version: int | None) -> Brought:
        """`version`: the one that the writer had before them, None for a new article. Raises NotFound for a topic that
        is not there, ArticleMovedOn when somebody else saved in between."""
        missing, _ = await self._topics(tenant, {article.topic})
        if missing:
            raise NotFound(f"There is no topic “{article.topic}”.")
        return await self._shelf.keep(tenant, by, [article], {article.key: version})

    async def bring_in(
        self, tenant: UUID, by: UUID, articles: Sequence[Article], *, adds_topics: bool
    ) -> ImportOutcome:
        """Every article that can be kept; topics that are missing are made if whoever imports may do that."""
        missing, owner = await self._topics(tenant, {article.topic for article in articles})
        possible = {slug for slug in missing if adds_topics and owner is not None and _SLUG.fullmatch(slug)}
        for slug in sorted(possible):
            name = slug.replace("-", " ").capitalize()
            assert owner is not None
            await self._administer.add_topic(tenant, By(by), NewTopic(slug, name, owner))
        kept = [article for article in articles if article.topic not in missing - possible]
        refused = [Unread(a.key, _why_not(a.topic)) for a in articles if a.topic in missing - possible]
        brought = await self._shelf.keep(tenant, by, kept, {}) if kept else Brought((), (), ())
        return ImportOutcome(brought, refused, sorted(possible))

    async def retire(self, tenant: UUID, by: UUID, article: UUID) -> None:
        """Out of force at once: nothing of it is quoted any more, and what it once said stays on record."""
        await self._shelf.retire(tenant, by, article)

    async def _topics(self, tenant: UUID, wanted: set[str]) -> tuple[set[str], UUID | None]:
        """Those of `wanted` that do not exist, and who owns `general`."""
        async with self._desk.as_system(tenant) as work:
            missing = {slug for slug in wanted if await work.topics.get(slug) is None}
            general = await work.topics.get("general")
        return missing, None if general is None else general.owner


def _why_not(topic: str) -> str:
    if not _SLUG.fullmatch(topic):
        return f"“{topic}” is no topic's short name: small letters, digits and hyphens, at most 63"
    return f"there is no topic “{topic}”: a lead or an admin adds it first"
