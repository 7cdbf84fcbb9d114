"""What the console needs of a language model: whether there is one, what it may do and cost here, and what it did."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from handrail.flows.set_model import SetModel
from handrail.ports.model_use import ConversationUse, Wording


@dataclass(frozen=True, slots=True)
class ModelParts:
    """`says`: which model this process asks, or that there is none. `inside`: only servers of one's own are asked.
    `use` and `wording` read as one person of the team."""

    says: str
    there: bool
    inside: bool
    set: SetModel
    use: Callable[[UUID, UUID, UUID], Awaitable[ConversationUse]]
    wording: Callable[[UUID, UUID, UUID], Awaitable[Wording]]
