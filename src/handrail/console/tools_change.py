"""What a tool may do is changed by a lead; a tool is stopped by anybody; what is in doubt is settled by whoever looked."""

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, parts
from handrail.console.signed_in import require
from handrail.console.tools import a_tool, tool_page, tools_page
from handrail.core.access.roles import Act
from handrail.core.identity.levels import IdentityLevel
from handrail.core.money import CURRENCIES, digits_of
from handrail.core.tools import Risk
from handrail.core.tools.written import ToolMisdescribed
from handrail.flows.administer import By
from handrail.flows.settle_effect import NotInDoubt
from handrail.flows.undo_effect import CannotUndo
from handrail.ports import NewStop

AMOUNTS = ("amount_per_call", "amount_per_customer_day", "amount_per_day")
COUNTS = ("calls_per_conversation", "calls_per_customer_day", "calls_per_day")


@post("/desk/{slug:str}/tools/{tool:str}")
async def change(request: Asked, tool: FromPath[str]) -> Template | Redirect:
    me = require(request, Act.CHANGE_TOOLS)
    tool = a_tool(tool)
    form = await form_of(request)
    now, _ = await parts(request).tools.read.one(me.tenant, me.person, tool)
    said = _said(form, now.tool.caps.calls_per_customer_hour, now.tool.caps.calls_per_hour)
    if form.fine:
        try:
            await parts(request).tools.change(me.tenant, By(me.person), tool, said)
            return Redirect(f"{me.desk}/tools/{tool}?done=changed", status_code=303)
        except ToolMisdescribed as why:
            field = str(why.path[-1]) if why.path else "risk"
            form.fails("currency" if field == "caps" else field, why.says)
    return await tool_page(request, me, tool, form)


@post("/desk/{slug:str}/tools/{tool:str}/stop")
async def stop(request: Asked, tool: FromPath[str]) -> Template | Redirect:
    """Anybody may."""
    me = require(request, Act.STOP_ASSISTANT)
    tool = a_tool(tool)
    form = await form_of(request)
    because = form.line("because", longest=1000)
    if not form.fine:
        return await tool_page(request, me, tool, form)
    await parts(request).stop.put(me.tenant, me.person, NewStop("tool", tool, because))
    return Redirect(f"{me.desk}/tools/{tool}?done=stopped", status_code=303)


@post("/desk/{slug:str}/tools/{tool:str}/stops/{stop_id:uuid}/lift")
async def lift(request: Asked, tool: FromPath[str], stop_id: FromPath[UUID]) -> Redirect:
    me = require(request, Act.LIFT_STOPS)
    tool = a_tool(tool)
    await parts(request).stop.lift(me.tenant, me.person, stop_id)
    return Redirect(f"{me.desk}/tools/{tool}?done=lifted", status_code=303)


@post("/desk/{slug:str}/effects/{effect:uuid}/settle")
async def settle(request: Asked, effect: FromPath[UUID]) -> Template | Redirect:
    me = require(request, Act.ANSWER_FOR_EFFECTS)
    form = await form_of(request)
    happened, because = form.one_of("happened", ("yes", "no")), form.line("because", longest=500)
    if form.fine:
        try:
            await parts(request).tools.settle(me.tenant, effect, me.person, happened=happened == "yes", because=because)
            return Redirect(f"{me.desk}/tools?done=settled", status_code=303)
        except NotInDoubt as why:
            form.fails("because", str(why))
    return await tools_page(request, me, form, effect)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/effects/{effect:uuid}/undo")
async def undo(request: Asked, conversation: FromPath[UUID], effect: FromPath[UUID]) -> Redirect:
    """Through the tool that takes it back; the conversation's page says what became of it."""
    me = require(request, Act.ANSWER_FOR_EFFECTS)
    try:
        tried = await parts(request).tools.undo(me.tenant, effect, me.person)
        flash = f"undo-{tried.state.value}"
    except CannotUndo:
        flash = "undo-refused"
    return Redirect(f"{me.desk}/conversations/{conversation}?flash={flash}#effects", status_code=303)


def _said(form: Form, per_customer_hour: int | None, per_hour: int | None) -> dict[str, Any]:
    currency = form.value("currency").strip().upper()
    if currency and currency not in CURRENCIES:
        form.fails("currency", "Write a currency's three letters, as in EUR.")
    amounts = {name: _amount(form, name, currency) or 0 for name in AMOUNTS}
    counts = {name: _count(form, name) for name in COUNTS}
    hours = {"calls_per_customer_hour": per_customer_hour, "calls_per_hour": per_hour}
    return {
        "risk": form.one_of("risk", [one.value for one in Risk]),
        "identity": form.one_of("identity", [one.word for one in IdentityLevel]),
        "amount": form.value("amount") or None,
        "undo": form.value("undo") or None,
        "two_people_above": _amount(form, "two_people_above", currency),
        "caps": {**amounts, **counts, **hours, **({"currency": currency} if currency else {})},
    }


def _amount(form: Form, name: str, currency: str) -> int | None:
    """In minor units; None where nothing was typed."""
    text = form.value(name).strip()
    if not text:
        return None
    digits = digits_of(currency or "EUR")
    try:
        minor = Decimal(text).scaleb(digits)
        whole = int(minor)
    except (InvalidOperation, ValueError, OverflowError):
        whole, minor = -1, Decimal(0)
    if whole < 0 or whole != minor or whole > 10**12 or not text.isascii():
        form.fails(name, f"Write an amount such as {'50.00' if digits else '50'}.")
        return None
    return whole


def _count(form: Form, name: str) -> int | None:
    text = form.value(name).strip()
    if text and not (text.isascii() and text.isdigit() and len(text) < 8):
        form.fails(name, "Write a whole number, or nothing for no limit.")
        return None
    return int(text) if text else None


TOOLS_CHANGE_ROUTES = [change, stop, lift, settle, undo]
