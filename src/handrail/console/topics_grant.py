"""A grant is signed: a lead lets the assistant quote approved passages of one topic alone, for at most sixty days."""

from datetime import datetime, timedelta
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.playbooks_read import readable_playbooks
from handrail.console.signed_in import SignedIn, require
from handrail.console.topics import LEVELS, a_topic
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.supervision.levels import PHRASE, QUOTE, REVIEW_FLOOR, Level, playbook_of
from handrail.flows.administer import LONGEST_GRANT, By

_SPEAKING = (Level.AUTONOMOUS, Level.MONITORED)
LONGEST_DAYS = LONGEST_GRANT.days


@get("/desk/{slug:str}/topics/{topic:str}/grant")
async def ask(request: Asked, topic: FromPath[str]) -> Template:
    me = require(request, Act.SIGN_GRANTS)
    topic = a_topic(topic)
    return await _grant_page(
        request, me, topic, Form({"days": [str(LONGEST_DAYS)], "level": ["autonomous"], "to": [QUOTE]})
    )


@post("/desk/{slug:str}/topics/{topic:str}/grant")
async def sign(request: Asked, topic: FromPath[str]) -> Template | Redirect:
    me = require(request, Act.SIGN_GRANTS)
    topic = a_topic(topic)
    form = await form_of(request)
    days, because = form.number("days", 1, LONGEST_DAYS), form.line("because", longest=1000)
    to = form.one_of("to", [one for one, _ in await _classes(request, me, topic)]) if form.value("to") else QUOTE
    level = form.one_of("level", [one.value for one in _SPEAKING])
    if form.line("signature", needed=False).casefold() != me.name.casefold():
        form.fails("signature", f"Type your name as it stands here: {me.name}.")
    if not form.fine:
        return await _grant_page(request, me, topic, form)
    try:
        await parts(request).administer.sign_grant(
            me.tenant, By(me.person), topic, _ends(parts(request).clock(), days), because, Level(level), to
        )
    except IllegalMove as error:
        form.fails("days", str(error))
        return await _grant_page(request, me, topic, form)
    done = "granted" if playbook_of(to) is None else "granted-playbook"
    return Redirect(f"{me.desk}/topics/{topic}?done={done}", status_code=303)


@post("/desk/{slug:str}/topics/{topic:str}/grants/{grant:uuid}/revoke")
async def revoke(request: Asked, topic: FromPath[str], grant: FromPath[UUID]) -> Redirect:
    me = require(request, Act.CHANGE_TOPICS)
    topic = a_topic(topic)
    await parts(request).administer.revoke_grant(me.tenant, By(me.person), topic, grant)
    return Redirect(f"{me.desk}/topics/{topic}?done=revoked", status_code=303)


def _ends(now: datetime, days: int) -> datetime:
    """A moment before the days are full: the database counts them exactly, from when it was signed."""
    return now + timedelta(days=days) - timedelta(seconds=1)


async def _grant_page(request: Asked, me: SignedIn, topic: str, form: Form) -> Template:
    seen = (await parts(request).reading.topic(me.tenant, topic)).topic
    articles = await parts(request).articles.of_topic(me.tenant, me.person, topic)
    return page(
        request,
        "topic_grant.html",
        status=200 if form.fine else 422,
        topic=seen,
        form=form,
        quotable=sum(one.audience.value == "customer" for _, one in articles),
        classes=await _classes(request, me, topic),
        levels=[(level.value, f"{level.value}: {LEVELS[level]}") for level in _SPEAKING],
        longest=LONGEST_DAYS,
        floor=round(100 * REVIEW_FLOOR),
    )


async def _classes(request: Asked, me: SignedIn, topic: str) -> list[tuple[str, str]]:
    """What a grant on this topic can be to, in words."""
    playbooks, _ = await readable_playbooks(request, me)
    return [
        (QUOTE, "quote approved passages word for word"),
        (PHRASE, "send what a language model words of them"),
        *((one.action_class, f"work requests through by the playbook {one.name}") for one in playbooks.on(topic)),
    ]


TOPICS_GRANT_ROUTES = [ask, sign, revoke]
