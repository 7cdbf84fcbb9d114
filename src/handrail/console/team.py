"""Team: who works here, who is there now, how much each has in hand, and when they work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get
from litestar.response import Template

from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import require
from handrail.core.access.roles import Act
from handrail.core.ownership.hours import Span, next_shift_start, on_shift, working_spans
from handrail.core.ownership.person import Person, Presence
from handrail.ports import PersonSeen, TeamSeen

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


def ids_of(teams: Sequence[TeamSeen]) -> list[UUID]:
    return [one.id for one in teams]


TEAM_READ_ROUTES = [team]
