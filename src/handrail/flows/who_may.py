"""What a role does not allow is refused in the flow, whoever asks for it from where."""

from uuid import UUID

from handrail.core.access.roles import Act, may, who_may
from handrail.core.ownership.person import Person
from handrail.flows.administer import NotAllowed
from handrail.flows.hand_off import roster_of
from handrail.ports import Work


async def need(work: Work, person: UUID | None, act: Act) -> None:
    """None is a script whose token was checked at the door. Raises NotAllowed."""
    if person is not None:
        await person_who_may(work, person, act)


async def person_who_may(work: Work, person: UUID, act: Act) -> Person:
    """Raises NotAllowed, for somebody who left too."""
    found = (await roster_of(work)).person(person)
    if found is None or found.gone or not may(found.role, act):
        raise NotAllowed(who_may(act))
    return found
