"""The admins' side: people, their shifts and absences, and the teams they form."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post, put
from litestar.params import JSONBody, PathParameter

from handrail.api import schemas_admin as schemas
from handrail.api.describe import problems, write_problems
from handrail.api.fields import in_reach
from handrail.api.house import Asked, agent, parts
from handrail.api.problems import OutOfRange
from handrail.api.schemas_agents import Made
from handrail.api.views_admin import given, person_seen, shift_from, team_seen
from handrail.core.ownership.person import Absence
from handrail.ports import NewPerson

PersonId = Annotated[UUID, PathParameter(description="The person's id.")]
AbsenceId = Annotated[UUID, PathParameter(description="The absence's id.")]
TeamId = Annotated[UUID, PathParameter(description="The team's id.")]


@get("/people", summary="Everybody, those who left included", responses=problems())
async def people(request: Asked) -> schemas.People:
    """With how many conversations each one writes in now."""
    seen = await parts(request).reading.people(agent(request).tenant)
    return schemas.People([person_seen(one) for one in seen])


@get("/people/{person_id:uuid}", summary="One person", responses=problems(404))
async def person(request: Asked, person_id: PersonId) -> schemas.Person:
    """Role, skills, languages, shifts, absences."""
    return person_seen(await parts(request).reading.person(agent(request).tenant, person_id))


@post("/people", summary="Somebody joins", responses=write_problems(404, 409))
async def add_person(request: Asked, data: JSONBody[schemas.PersonIn]) -> Made:
    """Give them shifts next: without any they are never on duty."""
    caller = agent(request)
    joins = msgspec.convert(data, NewPerson, from_attributes=True)
    return Made(await parts(request).administer.add_person(caller.tenant, caller.by, joins))


@patch("/people/{person_id:uuid}", summary="Something about a person changes", responses=write_problems(404, 409))
async def change_person(request: Asked, person_id: PersonId, data: JSONBody[schemas.PersonChange]) -> schemas.Person:
    """The last one who is the last resort stays it (409)."""
    caller, changes = agent(request), given(data)
    if changes:
        await parts(request).administer.change_person(caller.tenant, caller.by, person_id, changes)
    return person_seen(await parts(request).reading.person(caller.tenant, person_id))


@put("/people/{person_id:uuid}/shifts", summary="When a person works", responses=write_problems(404))
async def set_shifts(request: Asked, person_id: PersonId, data: JSONBody[schemas.ShiftsIn]) -> schemas.Person:
    """The whole week at once."""
    caller = agent(request)
    shifts = [shift_from(one) for one in data.shifts]
    await parts(request).administer.set_shifts(caller.tenant, caller.by, person_id, shifts)
    return person_seen(await parts(request).reading.person(caller.tenant, person_id))


@post("/people/{person_id:uuid}/absences", summary="A person is away", responses=write_problems(404))
async def add_absence(request: Asked, person_id: PersonId, data: JSONBody[schemas.AbsenceIn]) -> Made:
    """Leave, illness, training. What they own then moves on to somebody who is there."""
    caller = agent(request)
    absence = Absence(in_reach(data.from_at), in_reach(data.until_at))
    if absence.until <= absence.from_:
        raise OutOfRange("An absence ends after it begins.")
    return Made(await parts(request).administer.add_absence(caller.tenant, caller.by, person_id, absence))


@delete(
    "/people/{person_id:uuid}/absences/{absence_id:uuid}",
    status_code=204,
    summary="They are there after all",
    responses=problems(404),
)
async def drop_absence(request: Asked, person_id: PersonId, absence_id: AbsenceId) -> None:
    """Takes one absence away."""
    caller = agent(request)
    await parts(request).administer.drop_absence(caller.tenant, caller.by, person_id, absence_id)


@post(
    "/people/{person_id:uuid}/leave", status_code=200, summary="A person leaves for good", responses=problems(404, 409)
)
async def leave(request: Asked, person_id: PersonId) -> schemas.Person:
    """First everything they own finds somebody else, then they are gone and their tokens end."""
    caller = agent(request)
    await parts(request).leave(caller.tenant, person_id)
    return person_seen(await parts(request).reading.person(caller.tenant, person_id))


@get("/teams", summary="The teams", responses=problems())
async def teams(request: Asked) -> schemas.Teams:
    """With their leads."""
    seen = await parts(request).reading.teams(agent(request).tenant)
    return schemas.Teams([team_seen(one) for one in seen])


@post("/teams", summary="A team forms", responses=write_problems(404, 409))
async def add_team(request: Asked, data: JSONBody[schemas.TeamIn]) -> Made:
    """Its lead is accountable when its people are not there."""
    caller = agent(request)
    return Made(await parts(request).administer.add_team(caller.tenant, caller.by, data.slug, data.name, data.lead))


@patch("/teams/{team_id:uuid}", status_code=204, summary="A team changes", responses=write_problems(404))
async def change_team(request: Asked, team_id: TeamId, data: JSONBody[schemas.TeamChange]) -> None:
    """Its name or its lead."""
    caller, changes = agent(request), given(data)
    if changes:
        await parts(request).administer.change_team(caller.tenant, caller.by, team_id, changes)


PEOPLE_ROUTES = [
    people, person, add_person, change_person, set_shifts, add_absence, drop_absence, leave, teams, add_team, change_team
]  # fmt: skip
