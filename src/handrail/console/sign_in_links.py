"""Pages of links that work once: asking for one, and choosing a password with it."""

from typing import Any
from uuid import UUID

import structlog
from litestar import Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.doorkeeper import STRANGERS
from handrail.console.page import Asked
from handrail.console.sign_in import (
    field,
    let_through,
    sign_in_parts,
    stranger_page,
    waiting,
    where_from,
    workspace_called,
)
from handrail.core.access.passwords import SHORTEST
from handrail.flows.count_tries import TooManyTries
from handrail.flows.invite import Invite, LinkHasEnded
from handrail.flows.sign_in import PasswordRefused

_log = structlog.get_logger("handrail.console")


@get("/desk/{slug:str}/forgot", opt=STRANGERS)
async def forgot_page(request: Asked, slug: FromPath[str]) -> Template:
    return await _forgot(request, slug)


@post("/desk/{slug:str}/forgot", opt=STRANGERS)
async def forgot(request: Asked, slug: FromPath[str]) -> Template:
    """The same page for every address; the letter is made behind the answer, so that nothing can be timed."""
    where, email = await workspace_called(request, slug), await field(request, "email")
    try:
        await sign_in_parts(request).invite.admit_request(where.tenant, where_from(request))
    except TooManyTries as error:
        return waiting(await _forgot(request, slug, email=email, error=str(error)), error)
    answer = await _forgot(request, slug, email=email, asked=True)
    answer.background = BackgroundTask(_answer_request, sign_in_parts(request).invite, where.tenant, email)
    return answer


async def _answer_request(invite: Invite, tenant: UUID, email: str) -> None:
    try:
        await invite.answer_request(tenant, email)
    except Exception as error:  # nobody waits for this any more
        _log.error("reset_failed", error=type(error).__name__)


async def _forgot(request: Asked, slug: str, email: str = "", error: str = "", asked: bool = False) -> Template:
    where, arrives = await workspace_called(request, slug), sign_in_parts(request).mail_arrives
    return stranger_page(
        request, slug, "sign_in_forgot.html", where=where, email=email, error=error, asked=asked, arrives=arrives
    )


@get("/desk/{slug:str}/welcome/{link:str}", opt=STRANGERS)
async def welcome_page(request: Asked, slug: FromPath[str], link: FromPath[str]) -> Template:
    return await _welcome(request, slug, link)


@post("/desk/{slug:str}/welcome/{link:str}", opt=STRANGERS)
async def welcome(request: Asked, slug: FromPath[str], link: FromPath[str]) -> Response[Any]:
    where, password = await workspace_called(request, slug), await field(request, "password")
    try:
        fresh = await sign_in_parts(request).accept(where.tenant, link, password, where_from(request))
    except PasswordRefused as error:
        return await _welcome(request, slug, link, str(error))
    except LinkHasEnded:
        return await _welcome(request, slug, link)
    return let_through(request, slug, fresh, f"/desk/{slug}/inbox")


async def _welcome(request: Asked, slug: str, link: str, error: str = "") -> Template:
    where = await workspace_called(request, slug)
    try:
        who = await sign_in_parts(request).accept.opened(where.tenant, link)
    except LinkHasEnded:
        return stranger_page(request, slug, "sign_in_link_ended.html", 410, where=where)
    given = {"where": where, "who": who, "error": error, "shortest": SHORTEST}
    return stranger_page(request, slug, "sign_in_welcome.html", 422 if error else 200, **given)
