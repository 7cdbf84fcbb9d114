"""The six promises, checked now on the live database: zero beside how much was looked at, or every violation."""

from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import require
from handrail.core.access.roles import Act
from handrail.core.promises import WORDS
from handrail.ports import NotFound


@get("/desk/{slug:str}/promises")
async def promises(request: Asked) -> Template:
    me = require(request, Act.SEE_PROMISES)
    reports = await parts(request).check_promises(me.tenant)
    ready = await parts(request).moments.ready(me.tenant)
    return page(request, "promises.html", reports=reports, words=WORDS, ready=ready, checked_at=parts(request).clock())


@get("/desk/{slug:str}/promises/{thing:uuid}")
async def violation(request: Asked, thing: FromPath[UUID]) -> Redirect:
    """What a check named, whatever it is, leads to its conversation."""
    me = require(request, Act.SEE_PROMISES)
    conversation = await parts(request).conversation_of(me.tenant, thing)
    if conversation is None:
        raise NotFound("Nothing of this workspace has this id.")
    return Redirect(f"{me.desk}/conversations/{conversation}", status_code=303)


PROMISES_ROUTES = [promises, violation]
