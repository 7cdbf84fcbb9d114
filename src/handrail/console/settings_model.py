"""What the language model may do and cost in this workspace, beside what it cost this month."""

from litestar import post
from litestar.response import Redirect, Template

from handrail.console.form import form_of
from handrail.console.page import Asked, parts
from handrail.console.settings import settings_page
from handrail.console.signed_in import require
from handrail.core.access.roles import Act
from handrail.ports.model_use import ModelSetting

MOST_TOKENS, MOST_DOLLARS = 999_999_999, 1_000_000


@post("/desk/{slug:str}/settings/model")
async def set_model(request: Asked) -> Template | Redirect:
    me = require(request, Act.CHANGE_SETTINGS)
    form = await form_of(request)
    tokens = form.number("monthly_tokens", 1, MOST_TOKENS) if form.value("monthly_tokens").strip() else None
    dollars = form.number("monthly_dollars", 1, MOST_DOLLARS) if form.value("monthly_dollars").strip() else None
    if not form.fine:
        return await settings_page(request, me, form, 422)
    setting = ModelSetting(
        enabled="enabled" in form.values("model"),
        mask="mask" in form.values("model"),
        monthly_tokens=tokens,
        monthly_cents=None if dollars is None else dollars * 100,
    )
    await parts(request).model.set(me.tenant, me.person, setting)
    return Redirect(f"{me.desk}/settings?done=model#model", status_code=303)


SETTINGS_MODEL_ROUTES = [set_model]
