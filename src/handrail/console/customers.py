"""One customer on a page: how they are reached, what they came for, and whether they are blocked or merged."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import require
from handrail.console.words import STATES
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.ports import NotFound

DAYS = {"1": "a day", "7": "a week", "30": "30 days"}


@get("/desk/{slug:str}/customers/{customer:uuid}")
async def customer(request: Asked, customer: FromPath[UUID]) -> Template:
    """Asked for somebody merged, the page shows whom they were merged into."""
    return await _shown(request, customer)


@post("/desk/{slug:str}/customers/{customer:uuid}/block")
async def block(request: Asked, customer: FromPath[UUID]) -> Response[Any]:
    me, form = require(request, Act.BLOCK_CUSTOMERS), await form_of(request)
    because, days = form.line("because", longest=500), form.one_of("days", DAYS)
    if not form.fine:
        return await _shown(request, customer, 422, refused=" ".join(form.wrong.values()), because=because)
    until = parts(request).clock() + timedelta(days=int(days))
    await parts(request).block(me.tenant, me.person, customer, because, until)
    return _back(me.desk, customer)


@post("/desk/{slug:str}/customers/{customer:uuid}/unblock")
async def unblock(request: Asked, customer: FromPath[UUID]) -> Redirect:
    me = require(request, Act.BLOCK_CUSTOMERS)
    await parts(request).block.lift(me.tenant, me.person, customer)
    return _back(me.desk, customer)


@post("/desk/{slug:str}/customers/{customer:uuid}/merge")
async def merge(request: Asked, customer: FromPath[UUID]) -> Response[Any]:
    """The other one becomes part of this one; only where it is proven that they are the same."""
    me, form = require(request, Act.MERGE_CUSTOMERS), await form_of(request)
    try:
        gone = UUID(form.value("gone"))
        await parts(request).merge(me.tenant, me.person, gone, customer)
    except ValueError:
        return await _shown(
            request, customer, 422, refused="Choose one of the customers who are proven to be the same."
        )
    except (IllegalMove, NotFound) as error:
        return await _shown(request, customer, 409, refused=str(error))
    return _back(me.desk, customer)


@post("/desk/{slug:str}/customers/{customer:uuid}/unmerge")
async def unmerge(request: Asked, customer: FromPath[UUID]) -> Redirect:
    """`customer` is the one who was merged; they stand for themselves again."""
    me = require(request, Act.MERGE_CUSTOMERS)
    await parts(request).merge.undo(me.tenant, me.person, customer)
    return _back(me.desk, customer)


async def _shown(request: Asked, customer: UUID, status: int = 200, refused: str = "", because: str = "") -> Template:
    me = require(request, Act.SEE_CONVERSATIONS)
    detail = await parts(request).daily.customer_detail(me.tenant, me.person, customer)
    return page(
        request, "customer.html", status, detail=detail, states=STATES, days=DAYS, refused=refused, because=because
    )


def _back(desk: str, customer: UUID) -> Redirect:
    return Redirect(f"{desk}/customers/{customer}", status_code=303)


CUSTOMERS_ROUTES = [customer, block, unblock, merge, unmerge]
