"""A P0 moment that nobody has acknowledged stands on every page, with a sound, until somebody does."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act


async def alarms_of(request: Asked, me: SignedIn) -> dict[str, Any]:
    """What alarms.html needs: the open alarms, and what their moments are called."""
    inside = parts(request).moments
    found = await inside.alarms(me.tenant, me.person)
    register = (await inside.in_force(me.tenant)).register if found else None
    names = {} if register is None else {slug: moment.name for slug, moment in register.moments.items()}
    return {"alarms": found, "moment_names": names}


@get("/desk/{slug:str}/alarms")
async def alarms(request: Asked) -> Template:
    """As a fragment of every page."""
    me = require(request, Act.SEE_CONVERSATIONS)
    return page(request, "alarms.html", **await alarms_of(request, me))


@post("/desk/{slug:str}/conversations/{conversation:uuid}/acknowledge")
async def acknowledge(request: Asked, conversation: FromPath[UUID]) -> Redirect:
    """Whoever presses it goes to the conversation."""
    me = require(request, Act.WRITE)
    await parts(request).moments.page_on_call.acknowledge(me.tenant, conversation, me.person)
    return Redirect(f"{me.desk}/conversations/{conversation}?flash=acknowledge", status_code=303)


ALARMS_ROUTES = [alarms, acknowledge]
