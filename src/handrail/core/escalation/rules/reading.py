"""Reading plain data with the place of everything, collecting faults instead of stopping at the first."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from handrail.core.escalation.rules.rule import Fault

Path = tuple[str | int, ...]
KEY: Final = "\x00key"  # after a path: where its name stands, not its value

LookAt = Callable[[str], Sequence[tuple[int, int, str]]]
"""A condition's faults: line and column within it, from 1, and a sentence."""


def _nothing(condition: str) -> Sequence[tuple[int, int, str]]:
    return ()


class Reader:
    """`rule` is the slug of the rule being read, named with each fault."""

    def __init__(self, places: Mapping[Path, tuple[int, int]], look: LookAt | None = None) -> None:
        self._places, self.look = places, look or _nothing
        self.faults: list[Fault] = []
        self.rule = ""

    def fault(self, at: Path, says: str, rule: str | None = None) -> None:
        self.faults.append(Fault(*place_of(self._places, at), says, self.rule if rule is None else rule))

    def mapping(self, at: Path, data: object, fields: Sequence[str] | None, says: str) -> Mapping[str, Any] | None:
        """None, with a fault, when it is none or has a key that is not text; keys beyond `fields` are faults too."""
        if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in cast(Mapping[object, Any], data)):
            self.fault(at, says)
            return None
        found = cast(Mapping[str, Any], data)
        for key in found:
            if fields is not None and key not in fields:
                self.fault(
                    (*at, key, KEY), f"`{key}` is not known here; {', '.join(f'`{field}`' for field in fields)} are."
                )
        return found

    def sequence(self, at: Path, data: object, says: str) -> Sequence[Any]:
        """Empty, with a fault, when it is none."""
        if isinstance(data, list | tuple):
            return cast(Sequence[Any], data)
        self.fault(at, says)
        return ()


def place_of(places: Mapping[Path, tuple[int, int]], at: Path) -> tuple[int, int]:
    """Line and column of a path, or of the nearest thing around it that stands in the file; (0, 0) without any."""
    for length in range(len(at), -1, -1):
        if at[:length] in places:
            return places[at[:length]]
    return 0, 0
