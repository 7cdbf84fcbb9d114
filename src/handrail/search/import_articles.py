"""Articles brought into a workspace: only what changed is written, and only that is embedded."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import DictRow

from handrail.core.knowledge.article import Article
from handrail.core.knowledge.names import learn_name_words
from handrail.core.knowledge.passages import passages
from handrail.ports.encoder import Encoder, mark
from handrail.search import write_articles
from handrail.search.write_articles import Embedded, Written

Enter = Callable[[], AbstractAsyncContextManager[AsyncConnection[DictRow]]]
"""Opens a transaction for one workspace, as a viewer who may read internal text (system or staff)."""

Note = Callable[[AsyncConnection[DictRow], Sequence[Written]], Awaitable[None]]
"""Told within the transaction that wrote, so that what it records is committed with it or not at all."""

BATCH = 32
"""Articles embedded and written at a time: a stopped import keeps what it has, and no transaction stays open long."""


class TwoArticlesShareAKey(ValueError):
    """An import names one key twice, so neither text can be meant."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Keys of articles. `missing` are in the workspace but not in this import; they are retired only on demand.
    `embedded` counts texts, not articles."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    embedded_again: tuple[str, ...]
    missing: tuple[str, ...]
    retired: tuple[str, ...]
    embedded: int


async def import_articles(
    enter: Enter,
    articles: Sequence[Article],
    encoder: Encoder | None,
    now: datetime,
    *,
    retire_missing: bool = False,
    expects: Mapping[str, int | None] | None = None,
    note: Note | None = None,
) -> ImportReport:
    """Idempotent: a second run with the same articles writes nothing. Articles are embedded between transactions.

    A changed article gets the next version and new passages; one whose vectors are another embedder's is only
    embedded again. `expects`: by key the version before, None for a new one. Raises TwoArticlesShareAKey,
    AnotherVersion, or what the encoder raises (earlier batches stay).
    """
    wanted = {article.key: article for article in articles}
    if len(wanted) < len(articles):
        raise TwoArticlesShareAKey
    async with enter() as connection:
        known = await write_articles.known(connection)
    added = [key for key in wanted if key not in known]
    changed = [key for key in wanted if key in known and known[key].content_hash != wanted[key].content_hash]
    same = [key for key in wanted if key in known and known[key].content_hash == wanted[key].content_hash]
    current = mark(encoder) if encoder else None
    again = [key for key in same if current and known[key].embedder != current]
    count = 0
    for keys in _batches([*added, *changed, *again]):
        count += await _bring_in(enter, [wanted[key] for key in keys], encoder, now, expects or {}, note)
    missing = [key for key in known if key not in wanted]
    await _settle(enter, missing if retire_missing else [], now, renew_names=bool(added or changed))
    return ImportReport(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(key for key in same if key not in again),
        embedded_again=tuple(again),
        missing=tuple(missing),
        retired=tuple(missing if retire_missing else ()),
        embedded=count,
    )


def _batches(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]


async def retire_article(enter: Enter, article: UUID, now: datetime, note: Note) -> bool:
    """Out of force at once, and none of its words is a name any more. False when it was not in force."""
    async with enter() as connection:
        retired = await write_articles.retire_one(connection, article, now)
        if retired is None:
            return False
        await note(connection, [retired])
        read = await write_articles.families_and_bodies(connection)
        await write_articles.write_name_words(connection, learn_name_words(read))
    return True


async def _bring_in(
    enter: Enter,
    batch: Sequence[Article],
    encoder: Encoder | None,
    now: datetime,
    expects: Mapping[str, int | None],
    note: Note | None,
) -> int:
    ready = [await _embed(article, encoder) for article in batch]
    async with enter() as connection:
        for one in ready:
            if one.article.key in expects:
                await write_articles.refuse_unless(connection, one.article.key, expects[one.article.key])
        written = [await write_articles.write(connection, one, now) for one in ready]
        if note is not None:
            await note(connection, written)
    return sum(len(one.rows) for one in ready if one.rows is not None)


async def _embed(article: Article, encoder: Encoder | None) -> Embedded:
    cut = tuple(passages(article))
    if encoder is None:
        return Embedded(article, cut, None, None)
    whole = f"{article.family}\n{article.title}\n{article.body}"
    texts = [*(passage.searchable for passage in cut), whole, *article.questions]
    return Embedded(article, cut, await encoder.embed(texts), mark(encoder))


async def _settle(enter: Enter, retired: Sequence[str], now: datetime, *, renew_names: bool) -> None:
    if not retired and not renew_names:
        return
    async with enter() as connection:
        await write_articles.retire(connection, retired, now)
        read = await write_articles.families_and_bodies(connection)
        await write_articles.write_name_words(connection, learn_name_words(read))
