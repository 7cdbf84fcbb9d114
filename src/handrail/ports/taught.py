"""What a workspace taught about its topics, and the fits made from that."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from handrail.core.understanding.topics.example import Example, Handle
from handrail.core.understanding.topics.report import FitReport
from handrail.ports.work import Work

TaughtBy = Literal["file", "console", "conversation", "demo"]


@dataclass(frozen=True, slots=True)
class TaughtExample:
    """`conversation`: whose words these are; they go when the customer is erased."""

    id: UUID
    text: str
    topic: str | None
    handle: Handle
    language: str
    source: TaughtBy
    by: str
    at: datetime
    conversation: UUID | None = None

    @property
    def example(self) -> Example:
        return Example(self.text, self.topic, self.handle, self.language)


@dataclass(frozen=True, slots=True)
class ArticleExample:
    """The title or an example question of an article that customers may read."""

    article: UUID
    title: str
    text: str
    topic: str
    language: str


@dataclass(frozen=True, slots=True)
class PastMessage:
    """The first message of a past conversation."""

    message: UUID
    conversation: UUID
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Fit:
    """One fit as it is kept. `fitted` names its data and embedders; `kept` is False once somebody's words that it had
    learned from were erased."""

    id: UUID
    fitted: str
    by: str
    at: datetime
    seconds: float
    report: FitReport
    kept: bool = True


@dataclass(frozen=True, slots=True)
class NewFit:
    """Fresh from the fitter: the model as bytes."""

    fitted: str
    report: FitReport
    model: bytes


class TaughtRows(Protocol):
    """Within one transaction of one workspace."""

    async def add(self, examples: Sequence[TaughtExample]) -> int:
        """How many were new: a text is kept once a topic. Raises NotFound for a topic that is not there."""
        ...

    async def remove(self, example: UUID) -> TaughtExample:
        """Raises NotFound."""
        ...

    async def all(self) -> Sequence[TaughtExample]: ...

    async def of(self, topic: str | None, handle: Handle | None = None) -> Sequence[TaughtExample]:
        """Newest first; `topic` None: those without one."""
        ...

    async def from_articles(self) -> Sequence[ArticleExample]: ...

    async def counts(self) -> Mapping[tuple[str | None, Handle], int]: ...

    async def message(self, message: UUID) -> PastMessage:
        """A customer's message. Raises NotFound."""
        ...

    async def first_messages(self, topic: str | None, limit: int) -> Sequence[PastMessage]:
        """Of the newest conversations (of this topic), without what is taught already."""
        ...


class FitRows(Protocol):
    """Within one transaction of one workspace. Publishing is `Configurations` of kind "topics": {"fit": id}."""

    async def keep(self, fit: Fit, model: bytes, conversations: Sequence[UUID]) -> None: ...

    async def get(self, fit: UUID) -> Fit:
        """Raises NotFound."""
        ...

    async def model(self, fit: UUID) -> bytes | None:
        """None once it was forgotten."""
        ...

    async def called(self, fitted: str) -> Fit | None:
        """The newest whose name begins so."""
        ...

    async def newest(self, limit: int = 20) -> Sequence[Fit]: ...

    async def outdated(self) -> Sequence[UUID]:
        """Those still kept that learned from words which were erased since."""
        ...

    async def forget(self, fits: Sequence[UUID]) -> None: ...


TaughtOf = Callable[[Work], TaughtRows]
FitsOf = Callable[[Work], FitRows]


@dataclass(frozen=True, slots=True)
class Changed:
    """One message that two fits judge differently, each as (topic, accepted)."""

    text: str
    before: tuple[str, bool]
    after: tuple[str, bool]


class Fitter(Protocol):
    """Learns outside of any transaction, and never on the event loop."""

    async def __call__(self, examples: Sequence[Example]) -> NewFit:
        """Raises NothingToLearn."""
        ...

    async def nearest(self, texts: Sequence[str], taught: Sequence[str]) -> Sequence[float]:
        """How near each text is to the nearest of what was taught, higher is nearer."""
        ...

    async def compare(self, before: bytes, after: bytes, texts: Sequence[Example]) -> Sequence[Changed]: ...
