"""Sets the demo company up: its people with their shifts, topics with their grants, articles, customers and a token."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from handrail.core.ownership.person import Role, Shift
from handrail.core.supervision.levels import Level
from handrail.demo.content import load_company, load_customers
from handrail.demo.records import Company, DemoPerson, DemoTopic
from handrail.flows.administer import Administer, By
from handrail.ports import Clock, Desk, NewCustomer, NewId, NewPerson, NewTopic

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Seeded:
    people: dict[str, UUID]
    agent: str
    agent_token: str
    admin_token: str


class SeedDemo:
    """`import_articles` brings the demo's articles into the workspace; `sign_texts` signs, as the person named, what
    customers read in grave moments in these languages."""

    def __init__(
        self,
        desk: Desk,
        administer: Administer,
        import_articles: Callable[[UUID], Awaitable[object]],
        clock: Clock,
        new_id: NewId,
        sign_texts: Callable[[UUID, UUID, Sequence[str]], Awaitable[object]] | None = None,
    ) -> None:
        self._desk, self._administer, self._import = desk, administer, import_articles
        self._sign_texts = sign_texts
        self._clock, self._new_id = clock, new_id

    async def __call__(self, tenant: UUID) -> Seeded:
        company = load_company()
        people, teams = await self._people(tenant, company)
        for topic in company.topics:
            await self._topic(tenant, company, topic, people, teams)
        for grant in company.grants:
            by = By(people[grant.signed_by])
            expires = self._clock() + timedelta(days=grant.days) - timedelta(minutes=1)
            await self._administer.sign_grant(tenant, by, grant.topic, expires, action_class=grant.action_class)
        await self._customers(tenant)
        await self._import(tenant)
        lead = company.teams[0].lead
        if self._sign_texts is not None:
            await self._sign_texts(tenant, people[lead], company.workspace.signs)
        agent = company.workspace.reserve  # on duty at any hour: what they take over stays with them
        token = await self._administer.create_token(tenant, None, "demo agent", ["agent", "read"], people[agent])
        admin = await self._administer.create_token(tenant, None, "demo admin", ["admin", "read"], people[lead])
        return Seeded(people, agent, token.secret, admin.secret)

    async def _people(self, tenant: UUID, company: Company) -> tuple[dict[str, UUID], dict[str, UUID]]:
        by = By()
        teams = {t.slug: await self._administer.add_team(tenant, by, t.slug, t.name, None) for t in company.teams}
        people: dict[str, UUID] = {}
        for person in company.people:
            team = company.team_of(person.slug)
            new = _person(company, person, None if team is None else teams[team.slug])
            people[person.slug] = await self._administer.add_person(tenant, by, new)
            if person.shifts:
                await self._administer.set_shifts(tenant, by, people[person.slug], _shifts(person))
        for team in company.teams:
            await self._administer.change_team(tenant, by, teams[team.slug], {"lead": people[team.lead]})
        return people, teams

    async def _topic(
        self, tenant: UUID, company: Company, topic: DemoTopic, people: dict[str, UUID], teams: dict[str, UUID]
    ) -> None:
        team = company.team_of(topic.owner)
        skilled = any(topic.slug in person.skills for person in company.people)
        new = NewTopic(
            topic.slug,
            topic.name,
            people[topic.owner],
            None if team is None else teams[team.slug],
            topic.slug if skilled else None,
            Level(topic.level),
            topic.window_days,
        )
        await self._administer.add_topic(tenant, By(), new)

    async def _customers(self, tenant: UUID) -> None:
        async with self._desk.as_system(tenant) as work:
            for one in load_customers():
                email = next((c.value for c in one.contacts if c.kind == "email"), None)
                newcomer = NewCustomer(one.name, email, one.language, one.timezone, one.external_id)
                await work.people.customer_for(self._new_id(), newcomer)


def _person(company: Company, person: DemoPerson, team: UUID | None) -> NewPerson:
    workspace = company.workspace
    return NewPerson(
        slug=person.slug,
        name=person.name,
        email=person.email,
        role=Role(person.role),
        team=team,
        skills=person.skills,
        languages=person.languages,
        capacity=person.capacity,
        reserve=person.slug == workspace.reserve,
        duty_manager=person.slug == workspace.duty_manager,
        on_call=person.slug in workspace.on_call,
    )


def _shifts(person: DemoPerson) -> Sequence[Shift]:
    return [
        Shift(frozenset(DAYS.index(day) for day in shift.days), shift.starts, shift.ends, person.timezone)
        for shift in person.shifts
    ]
