"""Knowledge: the approved articles, found by words and filters, each with its passages, versions and where it was quoted."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.knowledge_text import rendered
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.ports import ArticleQuery, PersonSeen, TopicSeen

PAGE = 25
_FILTERS = ("q", "topic", "audience", "language", "owner", "review", "freshness", "state")
DONE = {
    "saved": "The article is saved and in force from now on.",
    "unchanged": "Nothing had changed, so nothing was saved.",
    "retired": "The article is retired: nothing of it is quoted any more. What it once said stays on record.",
    "returned": "The article is in force again.",
}


@get("/desk/{slug:str}/knowledge")
async def knowledge(request: Asked) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    asked = _asked(request)
    query = _query(request, asked)
    articles = parts(request).articles
    found = await articles.page(me.tenant, me.person, query)
    return page(
        request,
        "knowledge.html",
        asked=asked,
        filtered=any(asked.values()),
        found=found.found,
        rows=found.rows,
        today=query.today,
        facets=await articles.facets(me.tenant, me.person),
        people=await owners(request, me),
        topics=await parts(request).reading.topics(me.tenant),
        number=query.page,
        last=max(-(-found.found // PAGE), 1),
        same="?" + urlencode([*((name, value) for name, value in asked.items() if value), ("page", "")]),
    )


@get("/desk/{slug:str}/knowledge/{article_id:uuid}")
async def article(request: Asked, article_id: FromPath[UUID]) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    seen = await parts(request).articles.article(me.tenant, me.person, article_id)
    return page(
        request,
        "knowledge_article.html",
        seen=seen,
        text=rendered(seen.article.body),
        today=parts(request).clock().date(),
        people=await owners(request, me),
        topics=topic_names(await parts(request).reading.topics(me.tenant)),
        done=DONE.get(request.query_params.get("done", "")),
    )


@get("/desk/{slug:str}/knowledge/{article_id:uuid}/versions/{version:int}")
async def version(request: Asked, article_id: FromPath[UUID], version: FromPath[int]) -> Template:
    """What the article said in one version, as it was approved."""
    me = require(request, Act.SEE_KNOWLEDGE)
    number = min(max(version, 0), 2**31 - 1)
    revision = await parts(request).articles.revision(me.tenant, me.person, article_id, number)
    return page(
        request, "knowledge_version.html", revision=revision, text=rendered(revision.text), article_id=article_id
    )


async def owners(request: Asked, me: SignedIn) -> Mapping[str, str]:
    """Whom an article's owner may mean, by short name and address, with the name people know them by."""
    seen = await parts(request).reading.people(me.tenant)
    return {name: one.person.name for one in seen for name in _called(one)}


def topic_names(topics: Sequence[TopicSeen]) -> Mapping[str, str]:
    return {one.topic.slug: one.topic.name for one in topics}


def _called(one: PersonSeen) -> tuple[str, ...]:
    return one.slug, one.email, one.person.name


def _asked(request: Asked) -> dict[str, str]:
    given = {name: request.query_params.get(name, "") for name in _FILTERS}
    return {name: str(value).replace("\x00", "")[:200] for name, value in given.items()}


def _query(request: Asked, asked: dict[str, str]) -> ArticleQuery:
    review: Any = asked["review"] if asked["review"] in ("due", "soon", "none") else ""
    freshness: Any = asked["freshness"] if asked["freshness"] in ("fresh", "old") else ""
    number = str(request.query_params.get("page", "1"))
    return ArticleQuery(
        today=parts(request).clock().date(),
        text=asked["q"],
        topic=asked["topic"],
        audience=asked["audience"],
        language=asked["language"],
        owner=asked["owner"],
        review=review,
        freshness=freshness,
        retired=asked["state"] == "retired",
        page=int(number) if number.isdecimal() and number.isascii() and 1 <= len(number) <= 6 and int(number) else 1,
        limit=PAGE,
    )


KNOWLEDGE_READ_ROUTES = [knowledge, article, version]
