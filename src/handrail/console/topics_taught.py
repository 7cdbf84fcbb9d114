"""What topics are known by: the fit in force and how well it does, labelled messages, and what is still missing."""

from collections.abc import Mapping
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.topics import a_topic
from handrail.core.access.roles import Act
from handrail.core.conversation.message import MessageNotText
from handrail.core.understanding.topics.certify import RECALL
from handrail.core.understanding.topics.example import Example, Handle
from handrail.core.understanding.topics.shown import percent, said_of
from handrail.core.understanding.topics.written import LONGEST, read_written
from handrail.flows.administer import By
from handrail.flows.fit_topics import FitForgotten, NotEnoughTaught
from handrail.ports import NotFound

MOST_PASTED = 400_000
"""Characters of a pasted file: some thousands of messages."""
SHOWN = 200
WITHOUT_TOPIC: Mapping[str, Handle] = {"people": Handle.PEOPLE, "not-ours": Handle.OUTSIDE}
DONE = {
    "fitted": "Fitted, and in force from now on.",
    "back": "The earlier fit is in force again.",
    "taught": "Taught. It counts from the next fit on.",
    "known": "This was taught already.",
    "removed": "Removed. The next fit is made without it.",
}


@get("/desk/{slug:str}/topics/taught")
async def taught(request: Asked) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    return await _taught_page(request, me, Form())


@post("/desk/{slug:str}/topics/taught/fit")
async def fit(request: Asked) -> Template | Redirect:
    me = require(request, Act.CHANGE_TOPICS)
    form = await form_of(request)
    try:
        await parts(request).fit_topics(me.tenant, By(me.person))
    except NotEnoughTaught as error:
        form.fails("fit", str(error))
        return await _taught_page(request, me, form)
    return Redirect(f"{me.desk}/topics/taught?done=fitted", status_code=303)


@post("/desk/{slug:str}/topics/taught/back")
async def back(request: Asked) -> Template | Redirect:
    me = require(request, Act.CHANGE_TOPICS)
    form = await form_of(request)
    try:
        await parts(request).fit_topics.roll_back(me.tenant, By(me.person), form.line("fitted", longest=64))
    except (FitForgotten, NotFound) as error:
        form.fails("fit", str(error))
        return await _taught_page(request, me, form)
    return Redirect(f"{me.desk}/topics/taught?done=back", status_code=303)


@post("/desk/{slug:str}/topics/taught/file")
async def paste(request: Asked) -> Template | Redirect:
    """A table of messages, each with its topic: all of it, or nothing and why."""
    me = require(request, Act.CHANGE_TOPICS)
    form = await form_of(request)
    written = read_written(form.text("table", longest=MOST_PASTED))
    for fault in written.faults[:1]:
        more = f" ({len(written.faults) - 1} more)" if len(written.faults) > 1 else ""
        form.fails("table", f"Line {fault.line}: {fault.why}{more} Nothing was taught.")
    if form.fine:
        try:
            await parts(request).teach_topics.add(me.tenant, By(me.person), written.examples, "file")
            return Redirect(f"{me.desk}/topics/taught?done=taught", status_code=303)
        except (NotFound, MessageNotText) as error:
            form.fails("table", str(error))
    return await _taught_page(request, me, form)


@get("/desk/{slug:str}/topics/{topic:str}/taught")
async def examples(request: Asked, topic: FromPath[str]) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    return await _examples_page(request, me, topic, Form())


@post("/desk/{slug:str}/topics/{topic:str}/taught")
async def add(request: Asked, topic: FromPath[str]) -> Template | Redirect:
    me = require(request, Act.CHANGE_TOPICS)
    form = await form_of(request)
    text = form.line("text", longest=LONGEST)
    handle = Handle(form.one_of("handle", _handles(topic)))
    if not form.fine:
        return await _examples_page(request, me, topic, form)
    example = Example(text, None if topic in WITHOUT_TOPIC else a_topic(topic), handle)
    done = await parts(request).teach_topics.add(me.tenant, By(me.person), [example])
    return _again(me, topic, "taught" if done.added else "known")


@post("/desk/{slug:str}/topics/{topic:str}/taught/pick/{message:uuid}")
async def pick(request: Asked, topic: FromPath[str], message: FromPath[UUID]) -> Template | Redirect:
    """One click: what a customer wrote is an example from now on."""
    me = require(request, Act.CHANGE_TOPICS)
    form = await form_of(request)
    handle = Handle(form.one_of("handle", _handles(topic)))
    if not form.fine:
        return await _examples_page(request, me, topic, form)
    slug = None if topic in WITHOUT_TOPIC else a_topic(topic)
    done = await parts(request).teach_topics.from_message(me.tenant, By(me.person), message, slug, handle)
    return _again(me, topic, "taught" if done.added else "known", "&pick=1#pick")


@post("/desk/{slug:str}/topics/{topic:str}/taught/{example:uuid}/remove")
async def remove(request: Asked, topic: FromPath[str], example: FromPath[UUID]) -> Redirect:
    me = require(request, Act.CHANGE_TOPICS)
    await parts(request).teach_topics.remove(me.tenant, By(me.person), example)
    return _again(me, topic, "removed")


async def _taught_page(request: Asked, me: SignedIn, form: Form) -> Template:
    fits = parts(request).fit_topics
    now = await fits.in_force(me.tenant)
    counts = await parts(request).teach_topics.counts(me.tenant)
    return page(
        request,
        "topics_taught.html",
        status=200 if form.fine else 422,
        current=now.fit,
        number=now.version,
        fits=await fits.newest(me.tenant),
        topics=[one.topic for one in await parts(request).reading.topics(me.tenant)],
        counts={f"{topic or ''} {handle.value}": n for (topic, handle), n in counts.items()},
        taught=sum(counts.values()),
        form=form,
        percent=percent,
        said_of=said_of,
        recall=RECALL,
        done=DONE.get(request.query_params.get("done", "")),
    )


async def _examples_page(request: Asked, me: SignedIn, topic: str, form: Form) -> Template:
    """Raises NotFound."""
    teach, word = parts(request).teach_topics, WITHOUT_TOPIC.get(topic)
    slug = None if word else a_topic(topic)
    name = {"people": "A person’s", "not-ours": "Not ours"}.get(topic, "")
    if slug is not None:
        name = (await parts(request).reading.topic(me.tenant, slug)).topic.name
    labelled, articles = await teach.examples(me.tenant, slug, word)
    wanted = "pick" in request.query_params and me.may(Act.CHANGE_TOPICS.value)
    picks = await teach.suggestions(me.tenant, By(me.person), slug) if wanted and slug is not None else None
    return page(
        request,
        "topic_taught.html",
        status=200 if form.fine else 422,
        slug=topic,
        name=name,
        is_topic=slug is not None,
        labelled=labelled[:SHOWN],
        of=len(labelled),
        articles=articles,
        picks=picks,
        form=form,
        handles=_handles(topic),
        done=DONE.get(request.query_params.get("done", "")),
    )


def _handles(topic: str) -> list[str]:
    """What an example here may be labelled as."""
    word = WITHOUT_TOPIC.get(topic)
    return [Handle.ROUTINE.value, Handle.PEOPLE.value] if word is None else [word.value]


def _again(me: SignedIn, topic: str, done: str, more: str = "") -> Redirect:
    return Redirect(f"{me.desk}/topics/{topic}/taught?done={done}{more}", status_code=303)


TOPICS_TAUGHT_ROUTES = [taught, fit, back, paste, examples, add, pick, remove]
