"""A P0 moment that nobody has taken stands on every page, with a sound, until somebody does."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.acting import Answer, acting_in
from handrail.console.acts_take_over import away_first
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import ConversationAlreadyClosed


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
async def acknowledge(request: Asked, conversation: FromPath[UUID]) -> Answer:
    """Whoever presses it goes to the conversation, and has it unless somebody had it already. Whoever would not keep it by
    the desk's own book is told so first, as when they take over; meanwhile it rings on."""
    acting = await acting_in(request, conversation, Act.WRITE)
    ringing = await parts(request).moments.alarms(acting.me.tenant, acting.me.person)
    nobody_has_it = any(one.alarm.conversation == conversation and one.holder is None for one in ringing)
    if nobody_has_it and (refused := await away_first(acting)) is not None:
        return refused
    page_on_call, me = parts(request).moments.page_on_call, acting.me
    try:
        done = await page_on_call.acknowledge(me.tenant, conversation, me.person)
    except ConversationAlreadyClosed:
        return Redirect(f"{me.desk}/conversations/{conversation}", status_code=303)
    flash = "acknowledge" if done.holder == me.person else "acknowledge-theirs"
    return Redirect(f"{me.desk}/conversations/{conversation}?flash={flash}", status_code=303)


ALARMS_ROUTES = [alarms, acknowledge]
