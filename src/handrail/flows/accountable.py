"""Who is accountable while the assistant writes: the topic's owner on duty, else whoever could take it best."""

from datetime import datetime
from uuid import UUID

from handrail.core.ownership.accountable import OwnerChoice, choose_owner
from handrail.core.ownership.person import Person
from handrail.core.ownership.routing import Need, rank
from handrail.core.ownership.there import why_not
from handrail.flows.hand_off import roster_of
from handrail.ports import Topic, Work


async def accountable(
    work: Work,
    topic: Topic | None,
    now: datetime,
    *,
    prefer: UUID | None = None,
    exclude: frozenset[UUID] = frozenset(),
) -> OwnerChoice:
    """`prefer`: who had it before. The last resort is asked only when nobody is there. Raises NoLastResort."""
    roster = await roster_of(work)
    need = Need(
        skill=None if topic is None else topic.skill,
        team=None if topic is None else topic.team,
        stick_to=prefer,
        exclude=exclude,
    )
    ranked = rank(roster, now, need)
    return choose_owner(
        roster,
        now,
        topic_owner=prefer if topic is None else topic.owner,
        agent=next((one.person_id for one in ranked if _there(roster.person(one.person_id), now)), None),
        team=None if topic is None else topic.team,
        exclude=exclude,
    )


def _there(person: Person | None, now: datetime) -> bool:
    return person is not None and not person.reserve and why_not(person, now, to_write=False) is None
