"""What somebody wants mail about: offers not acknowledged, promises due soon, and customers who write while they are away."""

from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import signed_in
from handrail.core.daily.notices import Wanted

LONGEST = 24 * 60  # minutes


@get("/desk/{slug:str}/account/mail")
async def notices(request: Asked) -> Template:
    me = signed_in(request)
    wanted = await parts(request).daily.notices_wanted(me.tenant, me.person)
    typed = {
        "offered": ["1"] if wanted.offered_after is not None else [],
        "offered_after": [_minutes(wanted.offered_after, 5)],
        "due": ["1"] if wanted.due_within is not None else [],
        "due_within": [_minutes(wanted.due_within, 15)],
        "when_away": ["1"] if wanted.when_away else [],
    }
    return page(request, "notices.html", form=Form(typed), kept="kept" in request.query_params)


@post("/desk/{slug:str}/account/mail")
async def choose(request: Asked) -> Response[Any]:
    me, form = signed_in(request), await form_of(request)
    offered, due = _after(form, "offered", "offered_after", 0), _after(form, "due", "due_within", 1)
    if not form.fine:
        return page(request, "notices.html", 422, form=form, kept=False)
    await parts(request).notify.choose(me.tenant, me.person, Wanted(offered, due, form.ticked("when_away")))
    return Redirect(f"{me.desk}/account/mail?kept=1", status_code=303)


def _after(form: Form, chosen: str, minutes: str, least: int) -> timedelta | None:
    """Minutes count only where the box before them is ticked."""
    return timedelta(minutes=form.number(minutes, least, LONGEST)) if form.ticked(chosen) else None


def _minutes(given: timedelta | None, otherwise: int) -> str:
    return str(otherwise if given is None else round(given.total_seconds() / 60))


NOTICES_ROUTES = [notices, choose]
