"""Saved replies on a page: what the team keeps ready, made and retired by those who lead it."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.conversation.texts import LANGUAGES
from handrail.core.daily.saved_replies import VARIABLES, UnknownVariable
from handrail.flows.administer import By
from handrail.flows.saved_replies import SavedReplyChanged
from handrail.ports import AlreadyExists
from handrail.ports.daily import NewSavedReply, SavedReplyQuery

LONGEST = 20_000  # bytes of a reply
_FIELDS = ("shortcut", "title", "body", "language", "topic")


@get("/desk/{slug:str}/saved-replies")
async def saved_replies(request: Asked) -> Template:
    return await _listed(request, require(request, Act.SEE_CONVERSATIONS))


@get("/desk/{slug:str}/saved-replies/new")
async def new(request: Asked) -> Template:
    require(request, Act.SHARE_SAVED_REPLIES)
    return await _form(request, Form(), None)


@get("/desk/{slug:str}/saved-replies/{reply:uuid}")
async def edit(request: Asked, reply: FromPath[UUID]) -> Template:
    me = require(request, Act.SHARE_SAVED_REPLIES)
    kept = await parts(request).daily.saved_reply(me.tenant, me.person, reply)
    typed = {name: [getattr(kept, name) or ""] for name in _FIELDS}
    return await _form(request, Form({**typed, "version": [str(kept.version)]}), reply)


@post("/desk/{slug:str}/saved-replies")
async def add(request: Asked) -> Response[Any]:
    return await _kept(request, None)


@post("/desk/{slug:str}/saved-replies/{reply:uuid}")
async def change(request: Asked, reply: FromPath[UUID]) -> Response[Any]:
    return await _kept(request, reply)


@post("/desk/{slug:str}/saved-replies/{reply:uuid}/retire")
async def retire(request: Asked, reply: FromPath[UUID]) -> Redirect:
    me = require(request, Act.SHARE_SAVED_REPLIES)
    await parts(request).saved_replies.retire(me.tenant, By(me.person), reply)
    return _back(me)


async def _kept(request: Asked, reply: UUID | None) -> Response[Any]:
    me, form = require(request, Act.SHARE_SAVED_REPLIES), await form_of(request)
    wanted, version = await _read(request, me, form), 0 if reply is None else form.number("version", 1, 10**9)
    if form.fine:
        try:
            await _keep(request, me, reply, version, wanted)
            return _back(me)
        except SavedReplyChanged as error:
            form.fails("body", str(error))
        except AlreadyExists as error:
            form.fails("shortcut", str(error))
        except UnknownVariable as error:
            form.fails("body", str(error))
    return await _form(request, form, reply, 422)


async def _keep(request: Asked, me: SignedIn, reply: UUID | None, version: int, wanted: NewSavedReply) -> None:
    keep = parts(request).saved_replies
    if reply is None:
        await keep.add(me.tenant, By(me.person), wanted)
    else:
        changes = {name: getattr(wanted, name) for name in _FIELDS}
        await keep.change(me.tenant, By(me.person), reply, version, changes)


async def _read(request: Asked, me: SignedIn, form: Form) -> NewSavedReply:
    topics = [one.topic.slug for one in await parts(request).reading.topics(me.tenant)]
    return NewSavedReply(
        form.slug("shortcut"),
        form.line("title"),
        form.text("body", longest=LONGEST),
        form.one_of("language", LANGUAGES),
        form.one_of("topic", ["", *topics]) or None,
    )


async def _listed(request: Asked, me: SignedIn) -> Template:
    text = request.query_params.get("q", "")[:200]
    replies = await parts(request).daily.saved_replies(me.tenant, me.person, SavedReplyQuery(text))
    return page(request, "saved_replies.html", replies=replies, text=text)


async def _form(request: Asked, form: Form, reply: UUID | None, status: int = 200) -> Template:
    me = require(request, Act.SHARE_SAVED_REPLIES)
    topics = [(one.topic.slug, one.topic.name) for one in await parts(request).reading.topics(me.tenant)]
    given = {"topics": topics, "languages": [(one, one) for one in sorted(LANGUAGES)], "variables": VARIABLES}
    return page(request, "saved_reply.html", status, form=form, reply=reply, **given)


def _back(me: SignedIn) -> Redirect:
    return Redirect(f"{me.desk}/saved-replies", status_code=303)


SAVED_REPLIES_ROUTES = [saved_replies, new, edit, add, change, retire]
