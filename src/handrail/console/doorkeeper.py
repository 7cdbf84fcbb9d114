"""Before any page: who is it, may they be here without signing in, and does what they send come from a page of ours."""

from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, urlencode

from litestar import Response
from litestar.response import Redirect, Template

from handrail.console.alarms import alarms_of
from handrail.console.cookies import FORM, SESSION
from handrail.console.forgery import FORM_TOKEN, SAFE, SESSION_TOKEN, ForgedRequest, refuse_forged, token_of
from handrail.console.page import Asked, parts
from handrail.console.presence import presence_of
from handrail.console.signed_in import SignedIn, SignInFirst
from handrail.core.ownership.person import Role
from handrail.flows.sessions import LONGEST_SECRET

STRANGERS = {"strangers": True}
"""`opt` of the few pages that are there before sign-in; every other asks for a session, whether or not it looks."""
LONGEST_NEXT = 500


async def let_in(request: Asked) -> None:
    """Runs before every handler. Raises SignInFirst, ForgedRequest, TryAgain."""
    state, slug = request.scope["state"], request.path_params.get("slug")
    strangers = bool(request.route_handler.opt.get("strangers"))
    secret = request.cookies.get(SESSION, "")
    me = await _who(request, secret, slug)
    good: list[str] = []
    if me is not None:
        state["signed_in"] = me
        state["place"] = parts(request).follow.place(me.tenant)  # before anything that the page shows is read
        parts(request).rooms.asks(me.tenant, me.session)
        good.append(token_of(secret, SESSION_TOKEN))
        if _whole_page(request):
            state["presence"] = await presence_of(request, me)
            state["alarms"] = await alarms_of(request, me)
        state["first_steps_left"] = me.role is Role.ADMIN and await parts(request).first_run.left(me.tenant)
    if strangers:
        good.append(token_of(_form_secret(request), FORM_TOKEN))
    elif me is None:
        raise SignInFirst(slug)
    state["form_token"] = good[-1]
    await refuse_forged(request, good)


async def _who(request: Asked, secret: str, slug: str | None) -> SignedIn | None:
    if not secret or slug is None:
        return None
    # A page that renews its pieces by itself is no sign that somebody is there.
    by_itself = request.scope["method"] in SAFE and ("hx-request" in request.headers or _streams(request))
    found = await parts(request).sign_in.sessions.who(secret, uses=not by_itself)
    if found is None or found.slug != slug:  # a cookie of another workspace opens nothing here
        return None
    return SignedIn(
        found.tenant, found.slug, found.workspace, found.timezone, found.person, found.name, found.role, found.session
    )


def _form_secret(request: Asked) -> str:
    """The browser's own, or a new one, which the page then sets (see stranger_page)."""
    known = request.cookies.get(FORM, "")
    if known and len(known) <= LONGEST_SECRET and known.isascii():
        return known
    fresh = token_urlsafe(32)
    request.scope["state"]["new_form_secret"] = fresh
    return fresh


def to_sign_in(request: Asked, error: Exception) -> Response[Any]:
    """Nobody is signed in: pages lead to the sign-in page and back, fragments and streams are told where it is."""
    slug = error.slug if isinstance(error, SignInFirst) else None
    if slug is None:
        return Redirect("/desk", status_code=303)
    address = f"/desk/{quote(slug, safe='')}/sign-in"
    fragment = "hx-request" in request.headers
    if request.scope["method"] in SAFE and not fragment and not _streams(request):
        return Redirect(f"{address}?{urlencode({'next': _path_of(request)})}", status_code=303)
    headers = {"HX-Redirect": address} if fragment else {}
    told = {"address": address, "sent": request.scope["method"] not in SAFE}
    return Template(template_name="sign_in_first.html", context=told, status_code=401, headers=headers)


def forged(_: Asked, error: Exception) -> Response[Any]:
    assert isinstance(error, ForgedRequest)
    return Template(template_name="sign_in_forged.html", context={"says": str(error)}, status_code=403)


def safe_next(slug: str, wanted: str) -> str:
    """Where to go after sign-in: a page of this workspace, and nowhere else."""
    desk = f"/desk/{slug}/"
    odd = any(char <= " " or char in '\\"<>' or ord(char) > 126 for char in wanted)
    path = wanted.partition("?")[0].lower()
    climbs = "//" in path or ".." in path or "%2e" in path or "%2f" in path or "%5c" in path
    begins_again = path.startswith((f"{desk}sign-", f"{desk}welcome", f"{desk}forgot"))
    if not wanted.startswith(desk) or len(wanted) > LONGEST_NEXT or odd or climbs or begins_again:
        return f"{desk}inbox"
    return wanted


def _whole_page(request: Asked) -> bool:
    return "hx-request" not in request.headers and not _streams(request)


def _streams(request: Asked) -> bool:
    return "text/event-stream" in request.headers.get("accept", "")


def _path_of(request: Asked) -> str:
    query = request.url.query
    path = quote(str(request.scope["path"]))
    return f"{path}?{query}" if query else path
