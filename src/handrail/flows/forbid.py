"""While a moment stands in a conversation, some words are never said in it: by the assistant never, by people not unwarned."""

from collections.abc import Callable, Sequence

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.moments.forbidden import Forbidden, forbidden_in, standing
from handrail.flows.register_in_force import RegisterInForce
from handrail.ports import Work


class NeverSaidHere(Exception):
    """The reply says what is never said in a moment that stands. May be overridden with a reason."""

    def __init__(self, found: Sequence[Forbidden]) -> None:
        self.found = tuple(found)
        said = "; ".join(dict.fromkeys(f"“{one.words}” ({one.name})" for one in found))
        super().__init__(f"This is never said in this moment: {said}. Say it otherwise, or send with a reason.")


class ForbidPhrases:
    def __init__(self, in_force: RegisterInForce) -> None:
        self._in_force = in_force

    async def within(self, work: Work, conversation: Conversation, text: str) -> tuple[Forbidden, ...]:
        """What stands in `text` and may not, by place in it; empty where no moment stands."""
        if not conversation.moments:
            return ()
        register = (await self._in_force.within(work)).register
        return forbidden_in(text, standing(conversation.moments, register.moments))

    async def finder(self, work: Work, conversation: Conversation) -> Callable[[str], tuple[Forbidden, ...]]:
        """What `within` says, for texts that do not exist yet."""
        if not conversation.moments:
            return lambda text: ()
        register = (await self._in_force.within(work)).register
        moments = standing(conversation.moments, register.moments)
        return lambda text: forbidden_in(text, moments)

    async def refuse(self, work: Work, conversation: Conversation, text: str, because: str | None) -> tuple[str, ...]:
        """Raises NeverSaidHere unless there is a reason; with one, the moments whose phrases were said all the same."""
        found = await self.within(work, conversation, text)
        if found and not (because is not None and because.strip()):
            raise NeverSaidHere(found)
        return tuple(dict.fromkeys(one.moment for one in found))
