"""API tokens are made, shown this once, and revoked."""

from datetime import timedelta
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import form_of
from handrail.console.page import Asked, page, parts
from handrail.console.settings import SCOPES, settings_page
from handrail.console.signed_in import require
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.flows.administer import By


@post("/desk/{slug:str}/settings/tokens", status_code=200)
async def create_token(request: Asked) -> Template:
    """The secret is in this answer and nowhere else."""
    me = require(request, Act.CHANGE_SETTINGS)
    form = await form_of(request)
    people = [one.person.id for one in await parts(request).reading.people(me.tenant) if not one.person.gone]
    name, person = form.line("token_name"), form.id_of("person", people, needed=False)
    scopes = sorted({one for one in form.values("scope") if one in dict(SCOPES)})
    days = form.number("days", 1, 3650) if form.value("days").strip() else None
    if not scopes:
        form.fails("scope", "Choose at least one thing that it may do.")
    if form.fine:
        until = None if days is None else parts(request).clock() + timedelta(days=days)
        try:
            made = await parts(request).administer.create_token(me.tenant, By(me.person), name, scopes, person, until)
            return page(request, "settings_secret.html", kind="token", secret=made.secret, name=name)
        except IllegalMove as error:
            form.fails("person", str(error))
    return await settings_page(request, me, form, 422)


@post("/desk/{slug:str}/settings/tokens/{token:uuid}/revoke")
async def revoke_token(request: Asked, token: FromPath[UUID]) -> Redirect:
    me = require(request, Act.CHANGE_SETTINGS)
    await parts(request).administer.revoke_token(me.tenant, By(me.person), token)
    return Redirect(f"{me.desk}/settings?done=revoked#tokens", status_code=303)


SETTINGS_TOKENS_ROUTES = [create_token, revoke_token]
