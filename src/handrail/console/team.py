"""Team: who works here, who is there now, how much each has in hand, and when they work; and one's own presence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get, post
from litestar.response import Redirect, Template

from handrail.console.form import form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require, signed_in
from handrail.core.access.roles import Act
from handrail.core.ownership.hours import Span, next_shift_start, on_shift, working_spans
from handrail.core.ownership.person import Person, Presence
from handrail.flows.administer import By
from handrail.ports import PersonSeen, TeamSeen

PRESENCE = {
    Presence.AVAILABLE: "Available",
    Presence.AWAY: "Away",
    Presence.OFFLINE: "Offline",
}
DONE = {
    "team-added": "The team is there. Give it people on their own pages.",
    "team-changed": "The team is changed.",
    "left": "They have left. What they owned has found somebody else.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody as the team's page shows them. `zone`: their own, by their first shift."""

    seen: PersonSeen
    on_shift: bool
    today: Sequence[Span]
    next_start: datetime | None
    zone: str
    absent_until: datetime | None

    @property
    def person(self) -> Person:
        return self.seen.person

    @property
    def takes_new(self) -> bool:
        here = self.on_shift and self.person.presence is Presence.AVAILABLE
        return here and self.person.has_room


def shown(seen: PersonSeen, now: datetime, otherwise: str) -> Shown:
    """`otherwise`: the time zone of whoever has no shift."""
    person = seen.person
    zone = person.shifts[0].timezone if person.shifts else otherwise
    midnight = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    today = working_spans(person, midnight, midnight + timedelta(days=1))
    absent = max((one.until for one in person.absences if now in one), default=None)
    return Shown(seen, on_shift(person, now), today, next_shift_start(person, now), zone, absent)


@get("/desk/{slug:str}/team")
async def team(request: Asked) -> Template:
    me = require(request, Act.SEE_TEAM)
    reading, now = parts(request).reading, parts(request).clock()
    everybody = await reading.people(me.tenant)
    teams = await reading.teams(me.tenant)
    here = [shown(one, now, me.timezone) for one in everybody if not one.person.gone]
    return page(
        request,
        "team.html",
        groups=_by_team(here, teams),
        gone=[one for one in everybody if one.person.gone],
        teams=teams,
        people=[(one.person.id, one.person.name) for one in here],
        names={one.person.id: one.person.name for one in everybody},
        working=sum(one.on_shift for one in here),
        room_left=sum(max(one.person.capacity - one.person.writing, 0) for one in here if one.takes_new),
        no_reserve=not any(one.person.reserve for one in here),
        done=DONE.get(request.query_params.get("done", "")),
        **await presence_of(request, me),
    )


def _by_team(here: Sequence[Shown], teams: Sequence[TeamSeen]) -> list[tuple[TeamSeen | None, list[Shown]]]:
    """Teams by name, then whoever is in none; within one, those who are there come first."""
    ordered = sorted(here, key=lambda one: (not one.on_shift, one.person.name.casefold()))
    groups: list[tuple[TeamSeen | None, list[Shown]]] = [
        (team, [one for one in ordered if one.person.team == team.id])
        for team in sorted(teams, key=lambda one: one.name.casefold())
    ]
    alone = [one for one in ordered if one.person.team is None]
    return [*groups, (None, alone)] if alone else groups


async def presence_of(request: Asked, me: SignedIn) -> dict[str, Any]:
    """What presence.html needs, on any page that includes it."""
    mine = (await parts(request).reading.person(me.tenant, me.person)).person
    return {"presence": mine.presence.value, "presences": [(one.value, text) for one, text in PRESENCE.items()]}


@get("/desk/{slug:str}/presence")
async def presence(request: Asked) -> Template:
    """The switch alone, as a fragment."""
    me = signed_in(request)
    return page(request, "presence.html", **await presence_of(request, me))


@post("/desk/{slug:str}/presence")
async def set_presence(request: Asked) -> Template | Redirect:
    """A script gets the switch back; a plain form comes back to the page it stood on."""
    me = require(request, Act.SET_OWN_PRESENCE)
    form = await form_of(request)
    wanted = form.one_of("presence", [one.value for one in Presence])
    if form.fine:
        await parts(request).administer.change_person(me.tenant, By(me.person), me.person, {"presence": wanted})
    if "hx-request" in request.headers:
        return page(request, "presence.html", **await presence_of(request, me))
    return Redirect(_back(request, me), status_code=303)


def _back(request: Asked, me: SignedIn) -> str:
    """The page the switch stood on, if it is one of this workspace."""
    path = urlsplit(request.headers.get("referer", "")).path
    return path if path.startswith(f"{me.desk}/") else f"{me.desk}/team"


def ids_of(teams: Sequence[TeamSeen]) -> list[UUID]:
    return [one.id for one in teams]


TEAM_READ_ROUTES = [team, presence, set_presence]
