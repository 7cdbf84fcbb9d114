"""What was noticed earlier in a conversation goes with it to whoever gets it next."""

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.known_before import known_before
from handrail.flows.register_in_force import RegisterInForce
from handrail.ports import Work


class MomentsSoFar:
    def __init__(self, in_force: RegisterInForce) -> None:
        self._in_force = in_force

    async def of(self, work: Work, conversation: Conversation) -> tuple[MomentFact, ...]:
        """As the register in force has them, the gravest first; none while nothing was noticed."""
        if not conversation.moments:
            return ()
        return known_before((await self._in_force.within(work)).register, conversation.moments)
