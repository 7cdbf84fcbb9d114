"""Tools: what the assistant may do in the company's own systems, what it did today, and what is in doubt."""

from collections.abc import Sequence
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.form import Form
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.tools_seen import LEVELS, RISKS, effect_seen, tool_seen
from handrail.console.topics import names_of
from handrail.core.access.roles import Act
from handrail.core.tools import Tool
from handrail.core.tools.money_words import in_decimals
from handrail.core.tools.written import SLUG
from handrail.ports import NotFound, StopSeen

DONE = {
    "changed": "Changed. The next call is made under what stands here now.",
    "stopped": "Stopped. Nobody's assistant calls this tool until somebody lifts the stop.",
    "lifted": "Lifted.",
    "settled": "Kept. The log says who looked.",
}


@get("/desk/{slug:str}/tools")
async def tools(request: Asked) -> Template:
    me = require(request, Act.SEE_TOOLS)
    return await tools_page(request, me)


async def tools_page(request: Asked, me: SignedIn, form: Form | None = None, effect: UUID | None = None) -> Template:
    """`form`: what was typed about the effect `effect`, where it was refused."""
    now = await parts(request).tools.read.every(me.tenant, me.person)
    names = names_of(await parts(request).reading.people(me.tenant))
    return page(
        request,
        "tools.html",
        status=200 if form is None else 422,
        servers=now.servers,
        tools=[tool_seen(one) for one in now.tools],
        in_doubt=[effect_seen(one, names) for one in now.in_doubt],
        form=form or Form(),
        wrong=effect,
        done=DONE.get(request.query_params.get("done", "")),
    )


@get("/desk/{slug:str}/tools/{tool:str}")
async def tool(request: Asked, tool: FromPath[str]) -> Template:
    me = require(request, Act.SEE_TOOLS)
    return await tool_page(request, me, a_tool(tool))


async def tool_page(request: Asked, me: SignedIn, slug: str, form: Form | None = None) -> Template:
    """Raises NotFound."""
    now, last = await parts(request).tools.read.one(me.tenant, me.person, slug)
    names = names_of(await parts(request).reading.people(me.tenant))
    every = await parts(request).tools.read.every(me.tenant, me.person)
    return page(
        request,
        "tool.html",
        status=200 if form is None else 422,
        one=tool_seen(now),
        stops=_covering(slug, await parts(request).reading.stops(me.tenant)),
        last=[effect_seen(one, names) for one in last],
        names=names,
        risks=[(risk.value, f"{risk.value}: {words}") for risk, words in RISKS.items()],
        levels=[(level.word, f"{level.word}: {words}") for level, words in LEVELS.items()],
        others=[("", "nothing"), *((one.tool.slug, one.tool.slug) for one in every.tools if one.tool.slug != slug)],
        money=[("", "none"), *((one.name, one.name) for one in now.tool.parameters if one.kind.value == "money")],
        form=form or typed(now.tool),
        done=DONE.get(request.query_params.get("done", "")),
    )


def a_tool(slug: str) -> str:
    """What stands in an address, if it can be a tool's short name at all. Raises NotFound."""
    if not SLUG.fullmatch(slug):
        raise NotFound("This tool does not exist.")
    return slug


def typed(tool: Tool) -> Form:
    caps = tool.caps

    def money(amount: int | None) -> list[str]:
        return ["" if amount is None else in_decimals(amount, caps.currency or "EUR")]

    def count(value: int | None) -> list[str]:
        return ["" if value is None else str(value)]

    return Form(
        {
            "risk": [tool.risk.value],
            "identity": [tool.identity.word],
            "amount": [tool.amount or ""],
            "undo": [tool.undo or ""],
            "currency": [caps.currency],
            "amount_per_call": money(caps.amount_per_call),
            "amount_per_customer_day": money(caps.amount_per_customer_day),
            "amount_per_day": money(caps.amount_per_day),
            "two_people_above": money(tool.two_people_above),
            "calls_per_conversation": count(caps.calls_per_conversation),
            "calls_per_customer_day": count(caps.calls_per_customer_day),
            "calls_per_day": count(caps.calls_per_day),
        }
    )


def _covering(slug: str, stops: Sequence[StopSeen]) -> list[StopSeen]:
    return [one for one in stops if one.scope == "everything" or (one.scope, one.value) == ("tool", slug)]


TOOLS_READ_ROUTES = [tools, tool]
