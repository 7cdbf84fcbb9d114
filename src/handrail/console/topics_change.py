"""Topics are added, handed to another owner, raised and lowered by hand, stopped, and taught by example questions."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.topics import LEVELS, a_topic, topic_page
from handrail.core.access.roles import Act
from handrail.core.supervision.levels import SPEAKS_ALONE, Level, refused_by_hand
from handrail.flows.administer import By
from handrail.ports import AlreadyExists, ArticleMovedOn, NewStop, NewTopic

RESERVED = ("new", "taught", "people", "not-ours")
_BY_HAND = [level for level in Level if level not in SPEAKS_ALONE]


@get("/desk/{slug:str}/topics/new")
async def new(request: Asked) -> Template:
    me = require(request, Act.CHANGE_TOPICS)
    return await _new_page(request, me, Form({"window_days": ["7"], "level": ["suggest"], "owner": [str(me.person)]}))


@post("/desk/{slug:str}/topics/new")
async def create(request: Asked) -> Template | Redirect:
    me = require(request, Act.CHANGE_TOPICS)
    form = await form_of(request)
    slug, changes = form.slug("slug"), await _changes(request, me, form)
    if slug in RESERVED:
        form.fails("slug", f"“{slug}” is an address of the desk itself. Choose another short name.")
    level = form.one_of("level", _BY_HAND)
    if form.fine:
        topic = NewTopic(slug, level=Level(level), **changes)
        try:
            await parts(request).administer.add_topic(me.tenant, By(me.person), topic)
            return Redirect(f"{me.desk}/topics/{slug}?done=added", status_code=303)
        except AlreadyExists:
            form.fails("slug", "A topic with this short name exists already.")
    return await _new_page(request, me, form)


@post("/desk/{slug:str}/topics/{topic:str}")
async def change(request: Asked, topic: FromPath[str]) -> Template | Redirect:
    me = require(request, Act.CHANGE_TOPICS)
    topic = a_topic(topic)
    form = await form_of(request)
    changes = await _changes(request, me, form)
    if not form.fine:
        return await topic_page(request, me, topic, form, 422)
    await parts(request).administer.change_topic(me.tenant, By(me.person), topic, changes)
    return Redirect(f"{me.desk}/topics/{topic}?done=changed", status_code=303)


@post("/desk/{slug:str}/topics/{topic:str}/level")
async def set_level(request: Asked, topic: FromPath[str]) -> Template | Redirect:
    """Lowering is always possible; speaking alone rests on a signature."""
    me = require(request, Act.CHANGE_TOPICS)
    topic = a_topic(topic)
    form = await form_of(request)
    wanted = form.one_of("level", [level.value for level in Level])
    seen = await parts(request).reading.topic(me.tenant, topic)
    if form.fine:
        why_not = refused_by_hand(Level(wanted), seen.grants, seen.certificates, parts(request).clock())
        if why_not:
            form.fails("level", why_not)
    if not form.fine:
        return await _again(request, me, topic, form)
    await parts(request).administer.change_topic(me.tenant, By(me.person), topic, {"level": Level(wanted)})
    return Redirect(f"{me.desk}/topics/{topic}?done=level", status_code=303)


@post("/desk/{slug:str}/topics/{topic:str}/stop")
async def stop(request: Asked, topic: FromPath[str]) -> Template | Redirect:
    """Anybody may."""
    me = require(request, Act.STOP_ASSISTANT)
    topic = a_topic(topic)
    form = await form_of(request)
    because = form.line("because", longest=1000)
    if not form.fine:
        return await _again(request, me, topic, form)
    await parts(request).stop.put(me.tenant, me.person, NewStop("topic", topic, because))
    return Redirect(f"{me.desk}/topics/{topic}?done=stopped", status_code=303)


@post("/desk/{slug:str}/topics/{topic:str}/stops/{stop_id:uuid}/lift")
async def lift(request: Asked, topic: FromPath[str], stop_id: FromPath[UUID]) -> Redirect:
    me = require(request, Act.LIFT_STOPS)
    topic = a_topic(topic)
    await parts(request).stop.lift(me.tenant, me.person, stop_id)
    return Redirect(f"{me.desk}/topics/{topic}?done=lifted", status_code=303)


@post("/desk/{slug:str}/topics/{topic:str}/examples")
async def teach(request: Asked, topic: FromPath[str]) -> Template | Redirect:
    """One more way of asking, kept with the article that answers it."""
    me = require(request, Act.EDIT_KNOWLEDGE)
    topic = a_topic(topic)
    form = await form_of(request)
    articles = dict(await parts(request).articles.of_topic(me.tenant, me.person, topic))
    wanted, question = form.id_of("article", list(articles)), form.line("question", longest=500)
    if not form.fine or wanted is None:
        return await _again(request, me, topic, form)
    seen = await parts(request).articles.article(me.tenant, me.person, wanted)
    if question in seen.article.questions:
        return Redirect(f"{me.desk}/topics/{topic}?done=taught-before", status_code=303)
    taught = replace(seen.article, questions=(*seen.article.questions, question))
    try:
        await parts(request).keep_articles.save(me.tenant, me.person, taught, seen.version)
    except ArticleMovedOn:
        form.fails("question", "Somebody else saved this article just now. Send the question once more.")
        return await _again(request, me, topic, form)
    return Redirect(f"{me.desk}/topics/{topic}?done=taught", status_code=303)


async def _again(request: Asked, me: SignedIn, topic: str, form: Form) -> Template:
    """The topic's page with what was typed in one of its small forms; its own form shows the record."""
    seen = (await parts(request).reading.topic(me.tenant, topic)).topic
    for name, value in (("name", seen.name), ("owner", str(seen.owner)), ("skill", seen.skill or "")):
        form.fill(name, value)
    form.fill("team", "" if seen.team is None else str(seen.team))
    form.fill("window_days", str(seen.window_days))
    form.fill("level", seen.level.value)
    return await topic_page(request, me, topic, form, 422)


async def _changes(request: Asked, me: SignedIn, form: Form) -> dict[str, Any]:
    reading = parts(request).reading
    people = [one.person.id for one in await reading.people(me.tenant) if not one.person.gone]
    teams = [one.id for one in await reading.teams(me.tenant)]
    return {
        "name": form.line("name"),
        "owner": form.id_of("owner", people),
        "team": form.id_of("team", teams, needed=False),
        "skill": form.line("skill", needed=False, longest=63) or None,
        "window_days": form.number("window_days", 1, 90),
    }


async def _new_page(request: Asked, me: SignedIn, form: Form) -> Template:
    reading = parts(request).reading
    return page(
        request,
        "topic_new.html",
        status=200 if form.fine else 422,
        form=form,
        people=[(one.person.id, one.person.name) for one in await reading.people(me.tenant) if not one.person.gone],
        teams=[(one.id, one.name) for one in await reading.teams(me.tenant)],
        levels=[(level.value, f"{level.value}: {LEVELS[level]}") for level in _BY_HAND],
    )


TOPICS_CHANGE_ROUTES = [new, create, change, set_level, stop, lift, teach]
