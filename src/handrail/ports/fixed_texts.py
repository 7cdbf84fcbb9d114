"""Signatures under the fixed texts of the moments register: by whom, for which words, in which language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from handrail.ports.work import Work


@dataclass(frozen=True, slots=True)
class Signature:
    """In force for exactly these words. `register` marks the version that was read when signing."""

    id: UUID
    moment: str
    language: str
    words: str
    register: str
    signed_by: UUID
    name: str
    signed_at: datetime


class Signatures(Protocol):
    """Within one transaction of one workspace."""

    async def in_force(self) -> Sequence[Signature]:
        """Oldest first."""
        ...

    async def sign(self, signature: Signature) -> bool:
        """False when these words are signed already."""
        ...

    async def withdraw(self, moment: str, language: str, by: UUID, at: datetime) -> int:
        """All signatures of this language of this moment; how many those were."""
        ...


SignaturesOf = Callable[[Work], Signatures]
