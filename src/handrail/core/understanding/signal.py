"""A signal: one thing noticed in what a customer wrote, always with its evidence."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Signal:
    """`name` is a slug ("loop", "distress", "rights"); `score` from 0 to 1, 1 where a pattern decides alone.

    `start` and `end` count characters of the text it was found in (0, 0: the whole of it), `message` says which one
    (None: the turn as a whole), `version` which detector said so, and `note` what an agent shall read about it.
    """

    name: str
    score: float
    version: str
    start: int = 0
    end: int = 0
    message: UUID | None = None
    note: str = ""
