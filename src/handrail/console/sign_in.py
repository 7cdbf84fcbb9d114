"""Pages of signing in and out: which workspace, who, and back to where they wanted to go."""

import re
from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.cookies import FORM, SESSION, forget, form_cookie, session_cookie
from handrail.console.doorkeeper import STRANGERS, safe_next
from handrail.console.page import Asked, page, parts
from handrail.console.sign_in_parts import SignInParts
from handrail.console.signed_in import signed_in, somebody
from handrail.flows.count_tries import TooManyTries
from handrail.flows.sessions import FreshSession, Where
from handrail.flows.sign_in import SignInRefused
from handrail.ports import NotFound, WorkspaceFound

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
LONGEST_FIELD = 2000


@get("/desk", opt=STRANGERS)
async def which_workspace(request: Asked) -> Response[Any]:
    """Asks for the workspace's short name; it is no secret, so a wrong one is said to be wrong."""
    wanted = request.query_params.get("workspace", "").strip().lower()
    if wanted and _SLUG.fullmatch(wanted) and await sign_in_parts(request).find_workspace(wanted):
        return Redirect(f"/desk/{wanted}/sign-in", status_code=303)
    error = f"There is no workspace called “{wanted[:63]}” here." if wanted else ""
    return page(request, "sign_in_workspace.html", 404 if wanted else 200, wanted=wanted[:63], error=error)


@get("/desk/{slug:str}", opt=STRANGERS)
async def front_door(request: Asked, slug: FromPath[str]) -> Redirect:
    where = await workspace_called(request, slug)
    ahead = "sign-in" if somebody(request) is None else "inbox"
    return Redirect(f"/desk/{where.slug}/{ahead}", status_code=303)


@get("/desk/{slug:str}/sign-in", opt=STRANGERS)
async def sign_in_page(request: Asked, slug: FromPath[str]) -> Response[Any]:
    where = await workspace_called(request, slug)
    ahead = safe_next(slug, request.query_params.get("next", ""))
    if somebody(request) is not None:
        return Redirect(ahead, status_code=303)
    return stranger_page(request, slug, "sign_in.html", where=where, email="", ahead=ahead, error="")


@post("/desk/{slug:str}/sign-in", opt=STRANGERS)
async def sign_in(request: Asked, slug: FromPath[str]) -> Response[Any]:
    where = await workspace_called(request, slug)
    email, password = await field(request, "email"), await field(request, "password")
    ahead = safe_next(slug, await field(request, "next"))
    before = somebody(request)
    try:
        fresh = await sign_in_parts(request).sign_in(where.tenant, email, password, where_from(request))
    except (SignInRefused, TooManyTries) as error:
        given = {"where": where, "email": email, "ahead": ahead, "error": str(error)}
        return waiting(stranger_page(request, slug, "sign_in.html", 422, **given), error)
    if before is not None:  # this browser was somebody's: they have gone, and so has their session
        await sign_in_parts(request).sessions.end(before.tenant, before.person, before.session)
    return let_through(request, slug, fresh, ahead)


@post("/desk/{slug:str}/sign-out")
async def sign_out(request: Asked, slug: FromPath[str]) -> Redirect:
    me = signed_in(request)
    await sign_in_parts(request).sessions.end(me.tenant, me.person, me.session)
    return signed_out(slug)


def signed_out(slug: str) -> Redirect:
    answer = Redirect(f"/desk/{slug}/sign-in", status_code=303)
    forget(answer, slug, SESSION)
    return answer


def let_through(request: Asked, slug: str, fresh: FreshSession, ahead: str) -> Redirect:
    """With the new session's cookie, in place of whatever cookie the browser brought."""
    answer = Redirect(ahead, status_code=303)
    answer.set_cookie(session_cookie(request, slug, fresh.secret))
    forget(answer, slug, FORM)
    return answer


def stranger_page(request: Asked, slug: str, template: str, status: int = 200, **context: Any) -> Template:
    """A page before sign-in; its forms are tied to this browser by a cookie."""
    answer = page(request, template, status, slug=slug, **context)
    fresh = request.scope["state"].get("new_form_secret")
    if fresh is not None:
        answer.set_cookie(form_cookie(request, slug, fresh))
    return answer


def waiting(answer: Template, error: Exception) -> Template:
    if isinstance(error, TooManyTries):
        answer.status_code = 429
        answer.headers["retry-after"] = str(-(-error.wait // timedelta(seconds=1)))
    return answer


async def workspace_called(request: Asked, slug: str) -> WorkspaceFound:
    """Raises NotFound."""
    found = await sign_in_parts(request).find_workspace(slug) if _SLUG.fullmatch(slug) else None
    if found is None:
        raise NotFound("There is no such workspace.")
    return found


async def field(request: Asked, name: str) -> str:
    """What was typed, '' for nothing and for what is no text."""
    given = (await request.form()).get(name)
    return given[:LONGEST_FIELD] if isinstance(given, str) else ""


def where_from(request: Asked) -> Where:
    """The network address; behind a proxy the server must be told to believe it (uvicorn's own setting)."""
    client = request.client
    return Where("local" if client is None else client.host, request.headers.get("user-agent", ""))


def sign_in_parts(request: Asked) -> SignInParts:
    return parts(request).sign_in
