"""Am I there: one's own presence, a switch that stands on every page."""

from typing import Any
from urllib.parse import urlsplit

from litestar import get, post
from litestar.response import Redirect, Template

from handrail.console.form import form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require, signed_in
from handrail.core.access.roles import Act
from handrail.core.ownership.person import Presence
from handrail.flows.administer import By

PRESENCE = {
    Presence.AVAILABLE: "Available",
    Presence.AWAY: "Away",
    Presence.OFFLINE: "Offline",
}
PRESENCES = [(one.value, text) for one, text in PRESENCE.items()]


async def presence_of(request: Asked, me: SignedIn) -> dict[str, Any]:
    """What presence.html needs."""
    mine = await parts(request).house.presence(me.tenant, me.person)
    return {"presence": mine.value, "presences": PRESENCES}


@get("/desk/{slug:str}/presence")
async def presence(request: Asked) -> Template:
    """The switch alone, as a fragment."""
    me = signed_in(request)
    return page(request, "presence.html", **await presence_of(request, me))


@post("/desk/{slug:str}/presence")
async def set_presence(request: Asked) -> Template | Redirect:
    """A script gets the switch back; a plain form comes back to the page it stood on."""
    me = require(request, Act.SET_OWN_PRESENCE)
    form = await form_of(request)
    wanted = form.one_of("presence", [one.value for one in Presence])
    if form.fine:
        await parts(request).administer.change_person(me.tenant, By(me.person), me.person, {"presence": wanted})
    if "hx-request" in request.headers:
        return page(request, "presence.html", **await presence_of(request, me))
    return Redirect(_back(request, me), status_code=303)


def _back(request: Asked, me: SignedIn) -> str:
    """The page the switch stood on, as it was asked for, if it is one of this workspace."""
    came = urlsplit(request.headers.get("referer", ""))
    if not came.path.startswith(f"{me.desk}/"):
        return f"{me.desk}/team"
    return f"{came.path}?{came.query}" if came.query else came.path


PRESENCE_ROUTES = [presence, set_presence]
