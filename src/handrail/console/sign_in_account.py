"""Everybody's own account: a new password, where they are signed in, and out of everywhere."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.page import Asked, page, parts
from handrail.console.sign_in import field, let_through, sign_in_parts, signed_out, waiting, where_from
from handrail.console.signed_in import signed_in
from handrail.core.access.passwords import SHORTEST
from handrail.flows.count_tries import TooManyTries
from handrail.flows.sign_in import PasswordRefused, SignInRefused


@get("/desk/{slug:str}/account")
async def account(request: Asked) -> Template:
    return await _account(request)


@post("/desk/{slug:str}/account/password")
async def change_password(request: Asked, slug: FromPath[str]) -> Response[Any]:
    me, here = signed_in(request), where_from(request)
    current, wanted = await field(request, "current"), await field(request, "password")
    try:
        fresh = await sign_in_parts(request).sign_in.change_password(me.tenant, me.person, current, wanted, here)
    except PasswordRefused as error:
        return await _account(request, 422, wrong_new=str(error))
    except (SignInRefused, TooManyTries) as error:
        return waiting(await _account(request, 422, wrong_current=str(error)), error)
    return let_through(request, slug, fresh, f"{me.desk}/account?changed=1")


@post("/desk/{slug:str}/account/sessions/{session:uuid}/end")
async def end_session(request: Asked, session: FromPath[UUID]) -> Redirect:
    """One of their own; another's stays as it is, and nobody is told that it exists."""
    me = signed_in(request)
    await sign_in_parts(request).sessions.end(me.tenant, me.person, session)
    return Redirect(f"{me.desk}/account", status_code=303)


@post("/desk/{slug:str}/account/sign-out-everywhere")
async def sign_out_everywhere(request: Asked, slug: FromPath[str]) -> Redirect:
    me = signed_in(request)
    await sign_in_parts(request).sessions.end_all(me.tenant, me.person)
    return signed_out(slug)


async def _account(request: Asked, status: int = 200, wrong_new: str = "", wrong_current: str = "") -> Template:
    me = signed_in(request)
    sessions = await sign_in_parts(request).sessions.open_of(me.tenant, me.person)
    given = {"sessions": sessions, "wrong_new": wrong_new, "wrong_current": wrong_current, "shortest": SHORTEST}
    changed = "changed" in request.query_params
    email = (await parts(request).reading.person(me.tenant, me.person)).email
    return page(request, "sign_in_account.html", status, here="account", changed=changed, email=email, **given)
