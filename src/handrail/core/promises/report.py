"""What a check found: how much it looked at, how much of that was wrong, and what it could not look at."""

from collections.abc import Sequence
from dataclasses import dataclass

from handrail.core.promises.names import Promise

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Checked:
    """One part of a promise. `first`: the ids of at most ten things found wrong."""

    part: str
    examined: int
    violations: int
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromiseReport:
    """`examined` and `violations` are sums over the parts; `not_checked` names in words what nobody looked at."""

    promise: Promise
    examined: int
    violations: int
    first: tuple[str, ...]
    not_checked: tuple[str, ...]
    parts: tuple[Checked, ...] = ()

    @property
    def holds(self) -> bool:
        return self.violations == 0


def reported(promise: Promise, parts: Sequence[Checked], not_checked: Sequence[str]) -> PromiseReport:
    return PromiseReport(
        promise,
        examined=sum(part.examined for part in parts),
        violations=sum(part.violations for part in parts),
        first=tuple(dict.fromkeys(one for part in parts for one in part.first))[:SHOWN],
        not_checked=tuple(not_checked),
        parts=tuple(parts),
    )
