"""The team itself changes: somebody joins and is invited, somebody leaves, teams form and get a lead."""

import re
import unicodedata
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.team import ids_of
from handrail.core.access.roles import Act
from handrail.core.access.sessions import link_lasts
from handrail.core.conversation.moves import IllegalMove
from handrail.core.ownership.person import Role
from handrail.flows.administer import By
from handrail.flows.count_tries import TooManyTries
from handrail.flows.replace_owner import TheReserveCannotLeave
from handrail.ports import AlreadyExists, InboxQuery, NewPerson, NotFound, PersonSeen

OWNED_SHOWN = 50


@get("/desk/{slug:str}/team/new")
async def new(request: Asked) -> Template:
    me = require(request, Act.ADMINISTER_PEOPLE)
    return await _new_page(request, me, Form({"role": ["agent"], "languages": ["en"], "capacity": ["6"]}))


@post("/desk/{slug:str}/team/new")
async def create(request: Asked) -> Template:
    """Added and invited in one step; without a mail server the link is shown, this once."""
    me = require(request, Act.ADMINISTER_PEOPLE)
    form = await form_of(request)
    newcomer = await _newcomer(request, me, form)
    if form.fine:
        try:
            added = await parts(request).administer.add_person(me.tenant, By(me.person), newcomer)
            return await _invite(request, me, added)
        except AlreadyExists:
            form.fails("email", "Somebody here has this address already.")
    return await _new_page(request, me, form)


@post("/desk/{slug:str}/team/{person_id:uuid}/invite", status_code=200)
async def invite(request: Asked, person_id: FromPath[UUID]) -> Template:
    """A first invitation, or a new link for whoever cannot get in any more; links before it end."""
    me = require(request, Act.ADMINISTER_PEOPLE)
    await _there(request, me, person_id)
    return await _invite(request, me, person_id)


@get("/desk/{slug:str}/team/{person_id:uuid}/leave")
async def ask_to_leave(request: Asked, person_id: FromPath[UUID]) -> Template:
    me = require(request, Act.ADMINISTER_PEOPLE)
    return await _leave_page(request, me, person_id, Form())


@post("/desk/{slug:str}/team/{person_id:uuid}/leave")
async def leave(request: Asked, person_id: FromPath[UUID]) -> Template | Redirect:
    """First everything they own finds somebody else, then they are gone."""
    me = require(request, Act.ADMINISTER_PEOPLE)
    seen, form = await _there(request, me, person_id), await form_of(request)
    if form.line("confirm", needed=False).casefold() != " ".join(seen.person.name.split()).casefold():
        form.fails("confirm", f"Type the name as it stands here: {seen.person.name}.")
    if form.fine:
        try:
            await parts(request).administer.refuse_the_last_admins_leaving(me.tenant, person_id)
            await parts(request).leave(me.tenant, person_id, By(me.person).actor)
            return Redirect(f"{me.desk}/team?done=left", status_code=303)
        except (IllegalMove, TheReserveCannotLeave) as error:
            form.fails("confirm", str(error))
    return await _leave_page(request, me, person_id, form)


@post("/desk/{slug:str}/team/teams")
async def add_team(request: Asked) -> Template | Redirect:
    me = require(request, Act.ADMINISTER_PEOPLE)
    form = await form_of(request)
    name, lead = form.line("name"), form.id_of("lead", await _people(request, me), needed=False)
    if not form.fine:
        return _odd_team(request, form)
    try:
        await parts(request).administer.add_team(me.tenant, By(me.person), short_name(name), name, lead)
    except AlreadyExists:
        form.fails("name", "There is a team of this name already.")
        return _odd_team(request, form)
    return Redirect(f"{me.desk}/team?done=team-added", status_code=303)


@post("/desk/{slug:str}/team/teams/{team_id:uuid}")
async def change_team(request: Asked, team_id: FromPath[UUID]) -> Template | Redirect:
    me = require(request, Act.ADMINISTER_PEOPLE)
    form = await form_of(request)
    changes = {"name": form.line("name"), "lead": form.id_of("lead", await _people(request, me), needed=False)}
    if not form.fine:
        return _odd_team(request, form)
    await parts(request).administer.change_team(me.tenant, By(me.person), team_id, changes)
    return Redirect(f"{me.desk}/team?done=team-changed", status_code=303)


def short_name(name: str) -> str:
    """For addresses and commands: “Inês Tavares” is ines-tavares."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "somebody"


async def _newcomer(request: Asked, me: SignedIn, form: Form) -> NewPerson:
    reading = parts(request).reading
    taken = {one.slug for one in await reading.people(me.tenant)}
    name = form.line("name")
    wanted = short_name(name)
    slug = next(one for one in [wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))] if one not in taken)
    role = form.one_of("role", [one.value for one in Role])
    return NewPerson(
        slug=slug,
        name=name,
        email=form.email("email"),
        role=Role(role) if form.fine else Role.AGENT,
        team=form.id_of("team", ids_of(await reading.teams(me.tenant)), needed=False),
        skills=form.words("skills", most=100),
        languages=form.languages("languages"),
        capacity=form.number("capacity", 0, 1000),
        presence="offline",
    )


async def _invite(request: Asked, me: SignedIn, person_id: UUID) -> Template:
    seen = await parts(request).reading.person(me.tenant, person_id)
    try:
        invited = await parts(request).sign_in.invite(me.tenant, By(me.person), person_id)
    except TooManyTries as error:
        return page(
            request, "person_invited.html", status=429, seen=seen, invited=None, says=str(error), days=0, hours=0
        )
    lasts = link_lasts(invited.purpose)
    return page(
        request,
        "person_invited.html",
        seen=seen,
        invited=invited,
        says="",
        days=lasts.days,
        hours=lasts.seconds // 3600,
    )


async def _there(request: Asked, me: SignedIn, person_id: UUID) -> PersonSeen:
    seen = await parts(request).reading.person(me.tenant, person_id)
    if seen.person.gone:
        raise NotFound("This person has left.")
    return seen


async def _leave_page(request: Asked, me: SignedIn, person_id: UUID, form: Form) -> Template:
    seen = await _there(request, me, person_id)
    query = InboxQuery(of="mine", person=person_id, limit=OWNED_SHOWN)
    owned = await parts(request).reading.inbox(me.tenant, me.person, query)
    status = 200 if form.fine else 422
    return page(request, "person_leave.html", status=status, seen=seen, owned=owned, form=form)


async def _new_page(request: Asked, me: SignedIn, form: Form) -> Template:
    teams = await parts(request).reading.teams(me.tenant)
    return page(
        request,
        "person_new.html",
        status=200 if form.fine else 422,
        form=form,
        teams=[(one.id, one.name) for one in teams],
        roles=[(role.value, role.value.capitalize()) for role in Role],
        mail_arrives=parts(request).sign_in.mail_arrives,
    )


def _odd_team(request: Asked, form: Form) -> Template:
    return page(request, "team_odd.html", status=422, says=form.error("name") or form.error("lead"))


async def _people(request: Asked, me: SignedIn) -> list[UUID]:
    return [one.person.id for one in await parts(request).reading.people(me.tenant) if not one.person.gone]


TEAM_CHANGE_ROUTES = [new, create, invite, ask_to_leave, leave, add_team, change_team]
