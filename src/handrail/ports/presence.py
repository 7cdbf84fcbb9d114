"""Who looks at a conversation right now, and who types: a hint for ten seconds, never a record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

LASTS = 10.0  # seconds after it was last said


@dataclass(frozen=True, slots=True)
class Present:
    """An agent who has a conversation open. `left`: seconds until that is forgotten, unless it is said again."""

    person: UUID
    typing: bool
    since: datetime
    left: float


class Presence(Protocol):
    """The same in every web process, a moment later. Whoever watches the conversation (`Live.watch`) is woken when
    somebody comes, goes, starts or stops typing; not when somebody's ten seconds pass, which `left` foretells."""

    def looks(self, tenant: UUID, conversation: UUID, person: UUID, *, typing: bool) -> None: ...

    def leaves(self, tenant: UUID, conversation: UUID, person: UUID) -> None:
        """They closed it: nobody need wait until that is forgotten."""
        ...

    def customer_types(self, tenant: UUID, conversation: UUID, *, typing: bool) -> None: ...

    def people(self, tenant: UUID, conversation: UUID) -> Sequence[Present]:
        """Who came first stands first."""
        ...

    def customer_typing(self, tenant: UUID, conversation: UUID) -> float:
        """For how many seconds more they count as typing; 0.0 when they do not."""
        ...


@dataclass(frozen=True, slots=True)
class LookingSeen:
    """As `Present`, with the name."""

    person: UUID
    name: str
    typing: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class WhoIsHere:
    people: Sequence[LookingSeen]
    customer_types: bool
