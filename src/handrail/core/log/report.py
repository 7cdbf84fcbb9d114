"""What a check of the log found: how much is sealed, how old the unsealed rest is, and where the chain breaks, if it does."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LogReport:
    """What `log verify` found. `unsealed_age`: seconds since the oldest event that no seal covers yet. `heads`: signed
    heads in the database; `heads_not_on_file`: those of them that this folder's file lacks, because another machine
    wrote them into its own, or because somebody removed them."""

    sealed: int
    sealed_up_to: datetime | None
    unsealed: int
    unsealed_age: float
    broken: str | None = None
    heads: int = 0
    heads_not_on_file: int = 0

    @property
    def holds(self) -> bool:
        return self.broken is None
