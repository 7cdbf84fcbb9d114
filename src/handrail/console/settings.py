"""Settings: the workspace's own record, the widget's key and snippet, signed customers, and how this installation is set."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.flows.change_workspace import ChangedMeanwhile
from handrail.ports import NewStop, WorkspaceSeen
from handrail.ports.model_use import ModelSetting

DONE = {
    "changed": "Changed.",
    "stopped": "The assistant is stopped everywhere. New messages go to people.",
    "lifted": "The stop is lifted.",
    "model": "Changed: the next answer is made so.",
    "revoked": "The token is revoked. Within seconds nothing accepts it any more.",
}
SCOPES = (
    ("read", "reads conversations, people and topics"),
    ("agent", "acts as the person named with it"),
    ("admin", "administers people, topics and articles"),
    ("customer:write", "lets a server speak for customers"),
)


@get("/desk/{slug:str}/settings")
async def settings(request: Asked) -> Template:
    me = require(request, Act.CHANGE_SETTINGS)
    return await settings_page(request, me)


@post("/desk/{slug:str}/settings")
async def change(request: Asked) -> Template | Redirect:
    me = require(request, Act.CHANGE_SETTINGS)
    form = await form_of(request)
    changes: dict[str, Any] = {"name": form.line("name"), "timezone": form.zone("timezone")}
    changes["currency"] = form.currency("currency")
    changes["retention_days"] = (
        form.number("retention_days", 1, 36500) if form.value("retention_days").strip() else None
    )
    if not form.fine:
        return await settings_page(request, me, form, 422)
    await parts(request).change_workspace(me.tenant, me.person, changes)
    return Redirect(f"{me.desk}/settings?done=changed", status_code=303)


@post("/desk/{slug:str}/settings/identity-secret", status_code=200)
async def new_identity_secret(request: Asked) -> Template:
    """Shown in this answer and in no other."""
    me = require(request, Act.CHANGE_SETTINGS)
    form = await form_of(request)
    if form.line("confirm", needed=False, longest=63) != me.slug:
        form.fails("confirm", f"Type the workspace's short name: {me.slug}.")
        return await settings_page(request, me, form, 422)
    try:
        secret = await parts(request).change_workspace.new_identity_secret(
            me.tenant, me.person, form.value("instead_of")
        )
    except ChangedMeanwhile as error:
        form.fails("confirm", str(error))
        return await settings_page(request, me, form, 409)
    return page(request, "settings_secret.html", kind="identity", secret=secret.hex(), name="")


@post("/desk/{slug:str}/settings/stop")
async def stop_everywhere(request: Asked) -> Template | Redirect:
    me = require(request, Act.STOP_ASSISTANT)
    form = await form_of(request)
    because = form.line("because", longest=1000)
    if not form.fine:
        return await settings_page(request, me, form, 422)
    await parts(request).stop.put(me.tenant, me.person, NewStop("everything", "", because))
    return Redirect(f"{me.desk}/settings?done=stopped#stops", status_code=303)


@post("/desk/{slug:str}/settings/stops/{stop_id:uuid}/lift")
async def lift(request: Asked, stop_id: FromPath[UUID]) -> Redirect:
    me = require(request, Act.LIFT_STOPS)
    await parts(request).stop.lift(me.tenant, me.person, stop_id)
    return Redirect(f"{me.desk}/settings?done=lifted#stops", status_code=303)


async def settings_page(request: Asked, me: SignedIn, form: Form | None = None, status: int = 200) -> Template:
    reading, process = parts(request).reading, parts(request).process
    workspace = await parts(request).house.workspace(me.tenant)
    people = await reading.people(me.tenant)
    ready = await parts(request).model.set.ready(me.tenant)
    return page(
        request,
        "settings.html",
        status=status,
        workspace=workspace,
        process=process,
        snippet=snippet(process.address, workspace.site_key),
        secret_mark=await parts(request).change_workspace.secret_mark(me.tenant, me.person),
        tokens=await reading.tokens(me.tenant),
        stops=await reading.stops(me.tenant),
        topics={one.topic.slug: one.topic.name for one in await reading.topics(me.tenant)},
        scopes=SCOPES,
        names={one.person.id: one.person.name for one in people},
        people=[(one.person.id, one.person.name) for one in people if not one.person.gone],
        form=_as_it_stands(form or Form(), workspace, ready.setting),
        model=parts(request).model,
        model_ready=ready,
        at=parts(request).clock(),
        done=DONE.get(request.query_params.get("done", "")),
    )


def snippet(address: str, site_key: str) -> str:
    """What a site puts before its closing body tag."""
    return f'<script src="{address}/widget.js" defer></script>\n<handrail-chat site-key="{site_key}"></handrail-chat>'


def _as_it_stands(form: Form, workspace: WorkspaceSeen, model: ModelSetting) -> Form:
    form.fill("monthly_tokens", "" if model.monthly_tokens is None else str(model.monthly_tokens))
    form.fill("monthly_dollars", "" if model.monthly_cents is None else str(model.monthly_cents // 100))
    form.fill("name", workspace.name)
    form.fill("timezone", workspace.timezone)
    form.fill("currency", workspace.currency)
    form.fill("retention_days", "" if workspace.retention_days is None else str(workspace.retention_days))
    return form


SETTINGS_READ_ROUTES = [settings, change, new_identity_secret, stop_everywhere, lift]
