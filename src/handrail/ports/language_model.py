"""A language model, as the flows ask it: five questions with typed answers, each with what it cost. None of them acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from handrail.core.grounding.draft import Draft, Sentence
from handrail.core.prompting import Prompt

T_co = TypeVar("T_co", covariant=True)


class Outcome(StrEnum):
    """How a call ended."""

    ANSWERED = "answered"
    CANNOT_ANSWER = "cannot_answer"  # it says so itself
    TIMED_OUT = "timed_out"
    UNREADABLE = "unreadable"  # not in the form asked for, also after its one repair
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Usage:
    """Of one call with its repair. `input_tokens` counts cached ones too. `cost` in millionths of a US dollar, None when no
    price is known. `ms`: until the answer was read."""

    model: str
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    ms: int = 0
    cost: int | None = None

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class Told(Generic[T_co]):
    """`value` None: the model says that it cannot answer."""

    value: T_co | None
    usage: Usage


class ModelDidNotAnswer(Exception):
    """Nothing that could be used came back; the message says why, without a word of the conversation."""

    def __init__(self, outcome: Outcome, why: str, usage: Usage) -> None:
        super().__init__(why)
        self.outcome, self.usage = outcome, usage


class LanguageModel(Protocol):
    """Every question raises ModelDidNotAnswer, within its time, and asks once more at most (one repair of the form)."""

    @property
    def name(self) -> str:
        """As it was set, "provider:model", the whole chain."""
        ...

    async def write_reply(self, prompt: Prompt) -> Told[Draft]:
        """Sentences to a customer, each with the names of the parts it rests on."""
        ...

    async def draft(self, prompt: Prompt) -> Told[Draft]:
        """The same for an agent to change and send."""
        ...

    async def choose(self, prompt: Prompt, choices: int) -> Told[int]:
        """The place of one of the choices, from 0; a value of None: none of them."""
        ...

    async def fill_slots(self, prompt: Prompt, names: Sequence[str]) -> Told[Mapping[str, str]]:
        """Values as written, for code to validate; only of these names."""
        ...

    async def summarise(self, prompt: Prompt) -> Told[Sequence[Sentence]]:
        """Lines, each with the names of the messages it rests on."""
        ...
