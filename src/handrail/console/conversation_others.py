"""Who else is in a conversation right now, so that two agents do not answer one customer."""

import time
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.rates import PRESENCE, Buckets
from handrail.core.access.roles import Act
from handrail.ports.presence import WhoIsHere

_said = Buckets(PRESENCE)  # by session


@get("/desk/{slug:str}/conversations/{conversation:uuid}/looking")
async def looking(request: Asked, conversation: FromPath[UUID]) -> Template:
    """Asked every few seconds by a page that somebody can see, and counted as looking."""
    me = require(request, Act.SEE_CONVERSATIONS)
    here = await parts(request).show_presence.looking(me.tenant, conversation)
    if not any(one.person == me.person and one.typing for one in here.people):  # typing ends by itself, not by this
        here = await parts(request).show_presence.agent(me.tenant, conversation, me.person, typing=False)
    others, here_url = others_words(here, me), f"{me.desk}/conversations/{conversation}"
    return page(request, "conversation_others.html", conversation=conversation, others=others, here_url=here_url)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/looking", status_code=204)
async def types(request: Asked, conversation: FromPath[UUID]) -> None:
    """`typing` is 1 while words for the customer are written; `gone` is 1 when the page is left. Raises TooManyRequests."""
    me = require(request, Act.SEE_CONVERSATIONS)
    _said.take(me.session, time.monotonic())
    form = await request.form()
    if form.get("gone") == "1":
        parts(request).show_presence.leaves(me.tenant, conversation, me.person)
    else:
        require(request, Act.WRITE)
        typing = form.get("typing") == "1"
        await parts(request).show_presence.agent(me.tenant, conversation, me.person, typing=typing)


async def comes(request: Asked, me: SignedIn, conversation: UUID) -> str:
    """I opened the page; who else is there, in words."""
    return others_words(await parts(request).show_presence.agent(me.tenant, conversation, me.person, typing=False), me)


async def others_here(request: Asked, me: SignedIn, conversation: UUID) -> str:
    return others_words(await parts(request).show_presence.looking(me.tenant, conversation), me)


def others_words(here: WhoIsHere, me: SignedIn) -> str:
    """Sentences, never about me; nothing when I am alone."""
    others = [one for one in here.people if one.person != me.person]
    said = ["The customer is writing."] if here.customer_types else []
    said += [f"{one.name or 'A colleague'} is writing." for one in others if one.typing]
    said += [f"{one.name or 'A colleague'} looks at this too." for one in others if not one.typing]
    return " ".join(said)


CONVERSATION_OTHERS_ROUTES = [looking, types]
