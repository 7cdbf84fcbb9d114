"""The demo's first morning: customers write, through the same flows as everybody, and the desk takes it from there."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from uuid import UUID

import msgspec
import yaml

from handrail.core.conversation.conversation import Channel
from handrail.demo.content import DemoContentIsBroken
from handrail.flows.press_button import PressButton
from handrail.flows.receive import Receive
from handrail.flows.start_conversation import Arrival, StartConversation
from handrail.ports import NewCustomer, Said


@dataclass(frozen=True, slots=True)
class Visit:
    """`customer` is the external id of a demo customer; `says` is one message each."""

    customer: str
    says: tuple[str, ...]
    button: bool = False


def load_morning() -> tuple[Visit, ...]:
    """In the order in which they come. Raises DemoContentIsBroken."""
    raw = yaml.safe_load((files("handrail.demo") / "morning.yaml").read_text("utf-8"))
    try:
        return msgspec.convert(raw, tuple[Visit, ...])
    except msgspec.ValidationError as error:
        raise DemoContentIsBroken("morning.yaml", [str(error)]) from error


class PlayMorning:
    """Keeps what they say and answers nothing: whoever works off the queue does."""

    def __init__(
        self, start: StartConversation, receive: Receive, press_button: PressButton, new_key: Callable[[], UUID]
    ) -> None:
        self._start, self._receive, self._press, self._key = start, receive, press_button, new_key

    async def __call__(self, tenant: UUID) -> None:
        for visit in load_morning():
            opened = await self._start(tenant, Arrival(Channel.CHAT, newcomer=NewCustomer(external_id=visit.customer)))
            for text in visit.says:
                await self._receive(Said(tenant, opened.id, opened.customer, text, str(self._key())))
            if visit.button:
                await self._press(tenant, opened.id, opened.customer)
