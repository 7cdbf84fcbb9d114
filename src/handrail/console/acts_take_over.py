"""Taking a conversation over. Whoever is not here by the desk's own book is told first that it would not stay with them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from litestar import post
from litestar.params import FromPath

from handrail.console.acting import Acting, Answer, act_on, acting_in, shown_again
from handrail.console.page import Asked, parts
from handrail.core.access.roles import Act
from handrail.core.ownership.person import Presence
from handrail.core.ownership.there import why_not_keep
from handrail.flows.administer import By

PASSED_ON = "It would be passed on to somebody who is here within a minute."
AWAY: Mapping[str, str] = {
    "offline": f"You are set to offline. {PASSED_ON}",
    "off shift": f"You are off shift. {PASSED_ON} Your hours stand on your page of the Team.",
    "absent": f"You are entered as absent. {PASSED_ON} Your absences stand on your page of the Team.",
}
"""By the reason that the desk's rules give."""


@post("/desk/{slug:str}/conversations/{conversation:uuid}/take-over")
async def take_over(request: Asked, conversation: FromPath[UUID]) -> Answer:
    """Also how one that was offered is acknowledged. What was being written stays in the box. `although` is "here" to be
    set available first, "away" to take it over all the same."""
    acting = await acting_in(request, conversation, Act.WRITE)
    if (refused := await away_first(acting)) is not None:
        return refused

    async def take(acting: Acting) -> str:
        await parts(request).take_over(*acting.who)
        return "take-over"

    return await act_on(request, conversation, "text", take)


async def away_first(acting: Acting) -> Answer | None:
    """The page with what would become of it, for whoever is not here and has not said what they want; else None."""
    although = acting.form.get("although", "")
    if although == "here":
        wanted = {"presence": Presence.AVAILABLE.value}
        me = acting.me.person
        await parts(acting.request).administer.change_person(acting.me.tenant, By(me), me, wanted)
    away = "" if although == "away" else await _away(acting)
    return await shown_again(acting, replace(acting.typed, notice=AWAY[away], away=away), 409) if away else None


async def _away(acting: Acting) -> str:
    """Why the desk would relieve them of it; nothing for whoever keeps it."""
    reading = parts(acting.request).reading
    me = (await reading.person(acting.me.tenant, acting.me.person)).person
    detail = await reading.conversation(acting.me.tenant, acting.me.person, acting.conversation)
    why = why_not_keep(me, parts(acting.request).clock(), grave=detail.conversation.p0_stands)
    return why if why is not None and why in AWAY else ""


ACT_TAKE_OVER_ROUTES = [take_over]
