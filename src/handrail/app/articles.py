"""Articles between the room that searches and the room that keeps: brought in, retired, read from uploads."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from handrail.app.desk import Handrail
from handrail.core.knowledge.article import Article
from handrail.core.log.chain import Event
from handrail.ports import ArticleMovedOn, Brought, NotFound, ReadIn, Unread
from handrail.search.import_articles import Note, import_articles, retire_article
from handrail.search.read_upload import read_upload
from handrail.search.write_articles import AnotherVersion, Written
from handrail.storage.desk import keep_event
from handrail.storage.door import Connection, Viewer


class ArticleShelf:
    """The port `Shelf`."""

    def __init__(self, desk: Handrail) -> None:
        self._desk = desk

    async def keep(
        self, tenant: UUID, by: UUID, articles: Sequence[Article], expects: Mapping[str, int | None]
    ) -> Brought:
        desk, enter = self._desk, self._enter(tenant, by)
        note = self._note(tenant, by, "article_kept")
        try:
            report = await import_articles(
                enter, articles, desk.chosen.embedder, desk.clock(), expects=expects, note=note
            )
        except AnotherVersion as error:
            raise ArticleMovedOn("Somebody else saved this article meanwhile.") from error
        return Brought(report.added, report.changed, (*report.unchanged, *report.embedded_again))

    async def retire(self, tenant: UUID, by: UUID, article: UUID) -> None:
        note = self._note(tenant, by, "article_retired")
        if not await retire_article(self._enter(tenant, by), article, self._desk.clock(), note):
            raise NotFound("This article is not in force.")

    def _enter(self, tenant: UUID, by: UUID) -> Any:
        return partial(self._desk.door.enter, tenant, Viewer.staff(by))

    def _note(self, tenant: UUID, by: UUID, kind: str) -> Note:
        async def note(connection: Connection, written: Sequence[Written]) -> None:
            for one in written:
                data = {"article": str(one.id), "version": one.version, "audience": one.audience}
                await keep_event(connection, tenant, Event(kind, f"agent:{by}", self._desk.clock(), data))

        return note


def upload_reader(desk: Handrail) -> Callable[[Sequence[tuple[str, bytes]]], Awaitable[ReadIn]]:
    """Reads in a thread: a large upload keeps nobody else waiting. Raises TooMuchToRead."""

    async def read(files: Sequence[tuple[str, bytes]]) -> ReadIn:
        reading = await asyncio.to_thread(read_upload, files, desk.language_of)
        refused = [Unread(one.place, one.reason) for one in reading.refused]
        return ReadIn(reading.articles, refused, len(files))

    return read
