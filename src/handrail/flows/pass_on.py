"""An offer that nobody took in time goes on to the next person."""

from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.log.chain import Event
from handrail.core.ownership.lease import OfferTo, after_missed
from handrail.core.ownership.person import Roster
from handrail.core.ownership.there import anybody_on_call
from handrail.flows.hand_off import HandOn, roster_of
from handrail.ports import Clock, Work


class PassOn:
    def __init__(self, hand_on: HandOn, clock: Clock) -> None:
        self._hand_on, self._clock = hand_on, clock

    async def within(self, work: Work, current: Conversation) -> Conversation:
        """Under the caller's lock. A P0 conversation goes round among those on call; any other, after two rounds, to the
        duty manager and at last to the last resort."""
        missed = current.lease_missed + 1
        step, roster = after_missed(missed), await roster_of(work)
        goes_round = current.p0_stands and anybody_on_call(roster.people)
        others = set[UUID]() if missed == 1 or goes_round else _everybody_but(roster, step.offer_to)
        data = {
            "owner": str(current.owner),
            "deadline": current.deadline_kind,
            "missed": missed,
            "page_lead": step.page_lead,
        }
        await work.record(Event("lease_missed", "system", self._clock(), data, current.id))
        exclude = frozenset({current.owner} | others)
        return await self._hand_on.within(
            work, current, _not_taken(missed), exclude=exclude, missed=missed, passed_on=True
        )


def _not_taken(missed: int) -> str:
    return "It was not taken in time." if missed == 1 else f"It was not taken in time, for the {missed}. time."


def _everybody_but(roster: Roster, offer_to: OfferTo) -> set[UUID]:
    """After two rounds among agents only a duty manager is asked, after them only the reserve."""
    match offer_to:
        case OfferTo.NEXT_PERSON:
            return set()
        case OfferTo.DUTY_MANAGER:
            return {p.id for p in roster.people if not p.duty_manager}
        case OfferTo.RESERVE:
            return {p.id for p in roster.people if not p.reserve}
