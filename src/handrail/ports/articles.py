"""Articles as the people see them who keep them, and how a text is brought in or taken out of force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID

from handrail.core.knowledge.article import Article

Review = Literal["", "due", "soon", "none"]
Freshness = Literal["", "fresh", "old"]


class ArticleMovedOn(Exception):
    """Somebody else saved the article meanwhile; nothing was kept of the later text."""


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """'' filters nothing. Every word of `text` must stand in title, key, questions or body. `review`: due by `today`,
    soon (within 30 days) or without a date; `freshness`: changed within 90 days, or not for a year. Pages count from 1."""

    today: date
    text: str = ""
    topic: str = ""
    audience: str = ""
    language: str = ""
    owner: str = ""
    review: Review = ""
    freshness: Freshness = ""
    retired: bool = False
    page: int = 1
    limit: int = 25


@dataclass(frozen=True, slots=True)
class ArticleRow:
    id: UUID
    key: str
    title: str
    topic: str
    audience: str
    language: str
    version: int
    owner: str
    review_at: date | None
    changed_at: datetime
    retired_at: datetime | None
    questions: int


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`found` counts all that match, on every page."""

    rows: Sequence[ArticleRow]
    found: int


@dataclass(frozen=True, slots=True)
class ArticleFacets:
    """What the articles in force can be filtered by: each value with how many have it."""

    languages: Mapping[str, int]
    owners: Mapping[str, int]
    topics: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PassageSeen:
    heading: Sequence[str]
    text: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What the article said in one version. `text` is '' in a list of versions."""

    version: int
    title: str
    audience: str
    kept_at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    conversation: UUID
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """`passages`: what can be quoted, none once retired. `quoted`: among the last 2,000 decisions, newest first."""

    id: UUID
    article: Article
    version: int
    changed_at: datetime
    retired_at: datetime | None
    passages: Sequence[PassageSeen]
    versions: Sequence[Revision]
    quoted: Sequence[Quoted]


class Articles(Protocol):
    """As a person of the workspace reads them, internal ones included. Raises NotFound, TryAgain."""

    async def page(self, tenant: UUID, viewer: UUID, query: ArticleQuery) -> ArticlePage: ...

    async def facets(self, tenant: UUID, viewer: UUID) -> ArticleFacets: ...

    async def article(self, tenant: UUID, viewer: UUID, article: UUID) -> ArticleDetail: ...

    async def revision(self, tenant: UUID, viewer: UUID, article: UUID, version: int) -> Revision: ...

    async def of_topic(self, tenant: UUID, viewer: UUID, topic: str) -> Sequence[tuple[UUID, Article]]:
        """In force, by title, with their example questions and without their text; at most 500."""
        ...


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read or kept: `place` is a file, or a file and line."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadIn:
    """What uploaded files held. `files` counts those looked into."""

    articles: Sequence[Article]
    refused: Sequence[Unread]
    files: int


@dataclass(frozen=True, slots=True)
class Brought:
    """Keys of articles."""

    added: Sequence[str]
    changed: Sequence[str]
    unchanged: Sequence[str]


class Shelf(Protocol):
    """Where approved text is kept. Each change is committed together with its event in the log."""

    async def keep(
        self, tenant: UUID, by: UUID, articles: Sequence[Article], expects: Mapping[str, int | None]
    ) -> Brought:
        """Brings articles in, or back into force. `expects`: by key the version that a writer had before them, None
        for an article that must not exist yet. Raises ArticleMovedOn."""
        ...

    async def retire(self, tenant: UUID, by: UUID, article: UUID) -> None:
        """Out of force at once. Raises NotFound for what is not in force."""
        ...
