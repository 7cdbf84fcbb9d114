"""One person of the team: what they do, when they work, when they are away, and what they may."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.presence import PRESENCES
from handrail.console.signed_in import SignedIn, require
from handrail.console.team import ids_of, shown
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.ownership.person import Absence, Presence, Role, Shift
from handrail.flows.administer import By
from handrail.ports import AlreadyExists, NotFound, PersonSeen

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MOST_SHIFTS = 14
DONE = {
    "added": "They are part of the team. Give them shifts next: without any, nothing is routed to them.",
    "changed": "Changed.",
    "shifts": "The shifts are set.",
    "absent": "The absence is noted. What they own then moves on to somebody who is there.",
    "present": "The absence is taken away.",
}


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One row of the form of shifts, as it was typed or as it stands."""

    days: frozenset[str]
    starts: str
    ends: str
    zone: str


@get("/desk/{slug:str}/team/{person_id:uuid}")
async def person(request: Asked, person_id: FromPath[UUID]) -> Template:
    me = require(request, Act.SEE_TEAM)
    return await person_page(request, me, person_id)


@post("/desk/{slug:str}/team/{person_id:uuid}")
async def change_work(request: Asked, person_id: FromPath[UUID]) -> Template | Redirect:
    """What they do here: team, skills, languages, room and presence."""
    me = require(request, Act.PLAN_SHIFTS)
    form = await form_of(request)
    teams = ids_of(await parts(request).reading.teams(me.tenant))
    changes = {
        "team": form.id_of("team", teams, needed=False),
        "skills": list(form.words("skills", most=100)),
        "languages": list(form.languages("languages")),
        "capacity": form.number("capacity", 0, 1000),
        "presence": form.one_of("presence", [one.value for one in Presence]),
    }
    return await _changed(request, me, person_id, form, changes)


@post("/desk/{slug:str}/team/{person_id:uuid}/account")
async def change_account(request: Asked, person_id: FromPath[UUID]) -> Template | Redirect:
    """Who they are and what they may: name, address, role, and whether they are the last resort or duty manager."""
    me = require(request, Act.ADMINISTER_PEOPLE)
    form = await form_of(request)
    changes = {
        "name": form.line("name"),
        "email": form.email("email"),
        "role": form.one_of("role", [one.value for one in Role]),
        "reserve": form.ticked("reserve"),
        "duty_manager": form.ticked("duty_manager"),
        "on_call": form.ticked("on_call"),
    }
    return await _changed(request, me, person_id, form, changes)


@post("/desk/{slug:str}/team/{person_id:uuid}/shifts")
async def set_shifts(request: Asked, person_id: FromPath[UUID]) -> Template | Redirect:
    """The whole week at once; a row without a day is none."""
    me = require(request, Act.PLAN_SHIFTS)
    form = await form_of(request)
    rows = [_typed_row(form, number) for number in range(MOST_SHIFTS)]
    shifts = [_shift(form, number, row) for number, row in enumerate(rows) if row.days]
    if not form.fine:
        return await person_page(request, me, person_id, form, [row for row in rows if row.days or row.starts], 422)
    found = [shift for shift in shifts if shift is not None]
    await parts(request).administer.set_shifts(me.tenant, By(me.person), person_id, found)
    return _to(me, person_id, "shifts")


@post("/desk/{slug:str}/team/{person_id:uuid}/absences")
async def add_absence(request: Asked, person_id: FromPath[UUID]) -> Template | Redirect:
    me = require(request, Act.PLAN_SHIFTS)
    form = await form_of(request)
    seen = await _there(request, me, person_id)
    zone = ZoneInfo(shown(seen, parts(request).clock(), me.timezone).zone)
    from_, until = (_moment(form, name, zone) for name in ("from", "until"))
    if from_ and until and until <= from_:
        form.fails("until", "An absence ends after it begins.")
    if not form.fine or from_ is None or until is None:
        return await person_page(request, me, person_id, form, status=422)
    await parts(request).administer.add_absence(me.tenant, By(me.person), person_id, Absence(from_, until))
    return _to(me, person_id, "absent")


@post("/desk/{slug:str}/team/{person_id:uuid}/absences/{absence:uuid}/drop")
async def drop_absence(request: Asked, person_id: FromPath[UUID], absence: FromPath[UUID]) -> Redirect:
    me = require(request, Act.PLAN_SHIFTS)
    await parts(request).administer.drop_absence(me.tenant, By(me.person), person_id, absence)
    return _to(me, person_id, "present")


async def person_page(
    request: Asked,
    me: SignedIn,
    person_id: UUID,
    form: Form | None = None,
    rows: list[ShiftRow] | None = None,
    status: int = 200,
) -> Template:
    """Raises NotFound."""
    reading, now = parts(request).reading, parts(request).clock()
    seen = await reading.person(me.tenant, person_id)
    one = shown(seen, now, me.timezone)
    form = form or Form()
    _as_it_stands(form, seen)
    standing = [
        ShiftRow(frozenset(map(str, s.weekdays)), _wall(s.starts), _wall(s.ends), s.timezone)
        for s in seen.person.shifts
    ]
    empty = ShiftRow(frozenset(), "", "", one.zone)
    return page(
        request,
        "person.html",
        status=status,
        one=one,
        form=form,
        rows=[*(standing if rows is None else rows), empty, empty][:MOST_SHIFTS],
        days=DAYS,
        teams=[(team.id, team.name) for team in await reading.teams(me.tenant)],
        roles=[(role.value, role.value.capitalize()) for role in Role],
        presences=PRESENCES,
        done=DONE.get(request.query_params.get("done", "")),
    )


async def _changed(
    request: Asked, me: SignedIn, person_id: UUID, form: Form, changes: dict[str, Any]
) -> Template | Redirect:
    await _there(request, me, person_id)
    if form.fine:
        try:
            await parts(request).administer.change_person(me.tenant, By(me.person), person_id, changes)
            return _to(me, person_id, "changed")
        except AlreadyExists:
            form.fails("email", "Somebody else has this address.")
        except IllegalMove as error:
            form.fails("role" if "role" in changes and changes["role"] != "admin" else "reserve", str(error))
    return await person_page(request, me, person_id, form, status=422)


async def _there(request: Asked, me: SignedIn, person_id: UUID) -> PersonSeen:
    seen = await parts(request).reading.person(me.tenant, person_id)
    if seen.person.gone:
        raise NotFound("This person has left.")
    return seen


def _to(me: SignedIn, person_id: UUID, done: str) -> Redirect:
    return Redirect(f"{me.desk}/team/{person_id}?done={done}", status_code=303)


def _as_it_stands(form: Form, seen: PersonSeen) -> None:
    one = seen.person
    for name, value in (
        ("team", "" if one.team is None else str(one.team)),
        ("skills", ", ".join(sorted(one.skills))),
        ("languages", ", ".join(sorted(one.languages))),
        ("capacity", str(one.capacity)),
        ("presence", one.presence.value),
        ("name", one.name),
        ("email", seen.email),
        ("role", one.role.value),
    ):
        form.fill(name, value)


def _typed_row(form: Form, number: int) -> ShiftRow:
    days = frozenset(day for day in form.values(f"days-{number}") if day in set("0123456"))
    starts, ends, zone = (form.value(f"{name}-{number}").strip()[:64] for name in ("starts", "ends", "zone"))
    return ShiftRow(days, starts, ends, zone)


def _shift(form: Form, number: int, row: ShiftRow) -> Shift | None:
    starts, ends = _clock(row.starts), _clock(row.ends)
    if starts is None or ends is None:
        form.fails("shifts", "Hours look like 09:00. An end that is not later than the start is on the next day.")
        return None
    zone = form.zone(f"zone-{number}")
    if form.error(f"zone-{number}"):
        form.fails("shifts", form.error(f"zone-{number}"))
    return Shift(frozenset(map(int, row.days)), starts, ends, zone)


def _clock(typed: str) -> time | None:
    try:
        found = time.fromisoformat(typed)
    except ValueError:
        return None
    return None if found.tzinfo else found.replace(second=0, microsecond=0)


def _moment(form: Form, name: str, zone: ZoneInfo) -> datetime | None:
    typed = form.line(name, longest=20)
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        form.fails(name, "A day and a time like 2027-05-09T08:00.")
        return None
    if found.tzinfo is not None or not 2000 <= found.year <= 2199:
        form.fails(name, "A day and a time between the years 2000 and 2199.")
        return None
    return found.replace(tzinfo=zone)


def _wall(clock: time) -> str:
    return f"{clock:%H:%M}"


TEAM_PERSON_ROUTES = [person, change_work, change_account, set_shifts, add_absence, drop_absence]
