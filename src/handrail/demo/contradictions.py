"""What the demo company's files must not say: names of nobody, unsigned levels, time running backwards."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import available_timezones

from handrail.demo.records import Company, DemoConversation, DemoCustomer

LONGEST_GRANT_DAYS = 60
LOWEST_REVIEW_FLOOR = 0.2
LEVELS_THAT_SPEAK_ALONE = frozenset({"monitored", "autonomous"})


def in_company(company: Company) -> Iterator[str]:
    """One sentence for each contradiction; none when the company holds together."""
    yield from _twice("person", (person.slug for person in company.people))
    yield from _twice("e-mail address", (person.email for person in company.people))
    yield from _twice("team", (team.slug for team in company.teams))
    yield from _twice("topic", (topic.slug for topic in company.topics))
    yield from _timezones([company.workspace.timezone, *(person.timezone for person in company.people)])
    yield from _in_people(company)
    yield from _in_teams(company)
    yield from _in_topics(company)
    yield from _in_grants(company)


def in_customers(customers: Sequence[DemoCustomer]) -> Iterator[str]:
    yield from _twice("customer", (customer.external_id for customer in customers))
    contacts = (f"{contact.kind} {contact.value}" for customer in customers for contact in customer.contacts)
    yield from _twice("contact", contacts)
    yield from _timezones([customer.timezone for customer in customers])


def in_history(
    history: Sequence[DemoConversation], customers: Sequence[DemoCustomer], topics: Iterable[str]
) -> Iterator[str]:
    yield from _twice("conversation", (conversation.external_id for conversation in history))
    names = {customer.external_id: customer.name for customer in customers}
    known_topics = frozenset(topics)
    for conversation in history:
        who = conversation.customer
        if names.get(who.external_id) != who.name:
            yield f"{conversation.external_id} is of {who.external_id} {who.name}, who is no customer"
        if conversation.topic not in known_topics:
            yield f"{conversation.external_id} is about {conversation.topic}, which is no topic"
        yield from _in_order_of_time(conversation)


def _in_people(company: Company) -> Iterator[str]:
    people = {person.slug for person in company.people}
    topics = {topic.slug for topic in company.topics}
    for duty in (company.workspace.duty_manager, company.workspace.reserve, *company.workspace.on_call):
        if duty not in people:
            yield f"the workspace names {duty}, who is nobody here"
    for person in company.people:
        for skill in person.skills:
            if skill not in topics:
                yield f"{person.slug} has the skill {skill}, which is no topic"
        if person.capacity < 1:
            yield f"{person.slug} has room for no conversation"


def _in_teams(company: Company) -> Iterator[str]:
    people = {person.slug for person in company.people}
    for team in company.teams:
        for member in team.members:
            if member not in people:
                yield f"team {team.slug} names {member}, who is nobody here"
        if team.lead not in team.members:
            yield f"team {team.slug} is led by {team.lead}, who is not in it"
    yield from _twice("member of a team", (member for team in company.teams for member in team.members))


def _in_topics(company: Company) -> Iterator[str]:
    in_a_team = {member for team in company.teams for member in team.members}
    granted = {grant.topic for grant in company.grants}
    for topic in company.topics:
        if topic.owner not in in_a_team:
            yield f"topic {topic.slug} is owned by {topic.owner}, who is in no team"
        if topic.level in LEVELS_THAT_SPEAK_ALONE and topic.slug not in granted:
            yield f"topic {topic.slug} is {topic.level} and nobody has signed for it"
        if topic.window_days < 1:
            yield f"topic {topic.slug} has a window of {topic.window_days} days"
    if all(topic.slug != "general" for topic in company.topics):
        yield "there is no topic general, where articles without a topic belong"


def _in_grants(company: Company) -> Iterator[str]:
    leads = {person.slug for person in company.people if person.role == "lead"}
    topics = {topic.slug for topic in company.topics}
    yield from _twice("grant", (f"{grant.topic} {grant.action_class}" for grant in company.grants))
    for grant in company.grants:
        if grant.topic not in topics:
            yield f"a grant is for {grant.topic}, which is no topic"
        if grant.signed_by not in leads:
            yield f"the grant for {grant.topic} is signed by {grant.signed_by}, who is no lead"
        if not 1 <= grant.days <= LONGEST_GRANT_DAYS:
            yield f"the grant for {grant.topic} lasts {grant.days} days"
        if not LOWEST_REVIEW_FLOOR <= grant.review_floor <= 1:
            yield f"the grant for {grant.topic} has a review floor of {grant.review_floor}"


def _in_order_of_time(conversation: DemoConversation) -> Iterator[str]:
    if not conversation.messages:
        yield f"{conversation.external_id} has no message"
    ends = [conversation.resolved_at] if conversation.resolved_at else []
    moments = [conversation.opened_at, *(message.at for message in conversation.messages), *ends]
    if any(moment.tzinfo is None for moment in moments):
        yield f"{conversation.external_id} has a time without a zone"
    elif moments != sorted(moments):
        yield f"{conversation.external_id} has times that run backwards"


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{what} {name} appears {times} times"


def _timezones(zones: Iterable[str]) -> Iterator[str]:
    for zone in sorted(set(zones) - available_timezones()):
        yield f"{zone} is no time zone"
