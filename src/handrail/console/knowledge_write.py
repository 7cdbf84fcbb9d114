"""Articles are written, changed, looked at before they are saved, retired, and brought back."""

import re
import unicodedata
from dataclasses import replace
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.knowledge import owners, topic_names
from handrail.console.knowledge_text import rendered
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.knowledge.article import Article, Audience
from handrail.core.knowledge.passages import passages
from handrail.ports import ArticleDetail, ArticleMovedOn

LARGEST = 200_000
"""Bytes of an article written here; a form with its encoding must fit into one request."""
_FORM = 3 * LARGEST
_MEANWHILE = "Somebody else saved this article while you were writing. Your text is below and not saved yet."


@get("/desk/{slug:str}/knowledge/new")
async def new(request: Asked) -> Template:
    me = require(request, Act.EDIT_KNOWLEDGE)
    topic = str(request.query_params.get("topic", "general"))
    empty = Form(
        {"topic": [topic], "audience": ["customer"], "language": ["en"], "owner": [await _slug_of(request, me)]}
    )
    return await _editor(request, me, empty, None)


@post("/desk/{slug:str}/knowledge/new", request_max_body_size=_FORM)
async def create(request: Asked) -> Template | Redirect:
    me = require(request, Act.EDIT_KNOWLEDGE)
    form = await form_of(request)
    key = _key(form, parts(request).new_id())
    written = await _written(request, me, form, key)
    if not form.fine or form.value("act") == "preview":
        return await _editor(request, me, form, None, written)
    await parts(request).keep_articles.save(me.tenant, me.person, written, None)
    saved = await _called(request, me, written)
    return Redirect(f"{me.desk}/knowledge/{saved}?done=saved", status_code=303)


@get("/desk/{slug:str}/knowledge/{article_id:uuid}/edit")
async def edit(request: Asked, article_id: FromPath[UUID]) -> Template:
    me = require(request, Act.EDIT_KNOWLEDGE)
    seen = await parts(request).articles.article(me.tenant, me.person, article_id)
    return await _editor(request, me, _typed(seen), seen)


@post("/desk/{slug:str}/knowledge/{article_id:uuid}/edit", request_max_body_size=_FORM)
async def save(request: Asked, article_id: FromPath[UUID]) -> Template | Redirect:
    me = require(request, Act.EDIT_KNOWLEDGE)
    form = await form_of(request)
    seen = await parts(request).articles.article(me.tenant, me.person, article_id)
    written = replace(await _written(request, me, form, seen.article.key), family=seen.article.family)
    version = form.number("version", 1, 999_999_999)
    if not form.fine or form.value("act") == "preview":
        return await _editor(request, me, form, seen, written)
    try:
        brought = await parts(request).keep_articles.save(me.tenant, me.person, written, version)
    except ArticleMovedOn:
        form.fails("version", _MEANWHILE)
        return await _editor(request, me, form, seen, written, status=409)
    done = "unchanged" if brought.unchanged else "saved"
    return Redirect(f"{me.desk}/knowledge/{article_id}?done={done}", status_code=303)


@post("/desk/{slug:str}/knowledge/{article_id:uuid}/retire")
async def retire(request: Asked, article_id: FromPath[UUID]) -> Redirect:
    me = require(request, Act.EDIT_KNOWLEDGE)
    await parts(request).keep_articles.retire(me.tenant, me.person, article_id)
    return Redirect(f"{me.desk}/knowledge/{article_id}?done=retired", status_code=303)


@post("/desk/{slug:str}/knowledge/{article_id:uuid}/return")
async def bring_back(request: Asked, article_id: FromPath[UUID]) -> Redirect:
    """In force again, word for word as it was."""
    me = require(request, Act.EDIT_KNOWLEDGE)
    seen = await parts(request).articles.article(me.tenant, me.person, article_id)
    await parts(request).keep_articles.save(me.tenant, me.person, seen.article, seen.version)
    return Redirect(f"{me.desk}/knowledge/{article_id}?done=returned", status_code=303)


async def _editor(
    request: Asked,
    me: SignedIn,
    form: Form,
    seen: ArticleDetail | None,
    written: Article | None = None,
    status: int | None = None,
) -> Template:
    """`written`: what was typed, shown as it will be read when it can be."""
    preview = None if written is None or not form.fine else written
    return page(
        request,
        "knowledge_edit.html",
        status=status or (200 if form.fine else 422),
        form=form,
        seen=seen,
        topics=topic_names(await parts(request).reading.topics(me.tenant)),
        people=[(one.slug, one.person.name) for one in await parts(request).reading.people(me.tenant)],
        named=await owners(request, me),
        preview=preview,
        text=None if preview is None else rendered(preview.body),
        passages=[] if preview is None else passages(preview),
    )


async def _written(request: Asked, me: SignedIn, form: Form, key: str) -> Article:
    topics = topic_names(await parts(request).reading.topics(me.tenant))
    audience = form.one_of("audience", [one.value for one in Audience])
    languages = form.languages("language")
    if len(languages) > 1:
        form.fails("language", "One article is in one language.")
    return Article(
        key=key,
        title=form.line("title"),
        body=form.text("body", longest=LARGEST),
        topic=form.one_of("topic", topics),
        audience=Audience.CUSTOMER if audience == "customer" else Audience.INTERNAL,
        owner=form.line("owner", needed=False),
        review_at=form.day("review_at", needed=False),
        language=languages[0] if languages else "und",
        questions=form.lines("questions", most=50),
    )


def _typed(seen: ArticleDetail) -> Form:
    one = seen.article
    return Form(
        {
            "title": [one.title],
            "body": [one.body],
            "topic": [one.topic],
            "audience": [one.audience.value],
            "owner": [one.owner],
            "review_at": [one.review_at.isoformat() if one.review_at else ""],
            "language": [one.language],
            "questions": ["\n".join(one.questions)],
            "version": [str(seen.version)],
        }
    )


def _key(form: Form, new_id: UUID) -> str:
    """A name for good, readable in lists and logs, and never one that exists."""
    plain = unicodedata.normalize("NFKD", form.value("title")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{form.value('topic')}/{words or 'article'}-{new_id.hex[-8:]}"


async def _slug_of(request: Asked, me: SignedIn) -> str:
    return (await parts(request).reading.person(me.tenant, me.person)).slug


async def _called(request: Asked, me: SignedIn, written: Article) -> UUID:
    of_topic = await parts(request).articles.of_topic(me.tenant, me.person, written.topic)
    return next(found for found, one in of_topic if one.key == written.key)


KNOWLEDGE_WRITE_ROUTES = [new, create, edit, save, retire, bring_back]
