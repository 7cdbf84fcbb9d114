"""Which conversations the list shows: read from an address, and written back into every address of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from handrail.core.conversation.conversation import State
from handrail.ports import InboxQuery
from handrail.ports.inbox_lines import Line

LINES = 50
Of = Literal["mine", "team", "all"]
TABS: Mapping[Of, str] = {"mine": "Mine", "team": "My team", "all": "All"}
STATES = tuple(state.value for state in State if state is not State.CLOSED)
PINNED = "P0_"
"""Before a place in the list: among those that stand above all others."""
_LONGEST = 63


@dataclass(frozen=True, slots=True)
class InboxAsked:
    """`after` is the place of the last line of the page before. Empty texts: no filter."""

    of: Of = "mine"
    state: str = ""
    topic: str = ""
    language: str = ""
    after: str = ""

    @property
    def filtered(self) -> bool:
        return bool(self.state or self.topic or self.language)

    def query(self, person: UUID) -> InboxQuery:
        place, pinned = _place(self.after), self.after.startswith(PINNED)
        return InboxQuery(
            self.of, person, self.state or None, self.topic or None, self.language or None, place, LINES, pinned
        )

    def address(self, **changed: str) -> str:
        """As it follows a path: empty, or with its question mark."""
        values = {"of": self.of, "state": self.state, "topic": self.topic, "language": self.language}
        given = {name: value for name, value in {**values, "after": self.after, **changed}.items() if value}
        if given.get("of") == "mine":
            del given["of"]
        return f"?{urlencode(given)}" if given else ""

    def past(self, line: Line) -> "InboxAsked":
        """The page that follows this line."""
        one = line.conversation
        pinned = PINNED if one.p0_stands else ""
        return (
            self if one.deadline_at is None else replace(self, after=f"{pinned}{one.deadline_at.isoformat()}_{one.id}")
        )


def inbox_asked(given: Mapping[str, str]) -> InboxAsked:
    """What an address asks for; what it cannot mean is left out."""
    of: Of = "team" if given.get("of") == "team" else "all" if given.get("of") == "all" else "mine"
    state = given.get("state", "")
    after = given.get("after", "").replace(" ", "+")  # a plus that nobody escaped
    return InboxAsked(
        of,
        state if state in STATES else "",
        _plain(given.get("topic", "")),
        _plain(given.get("language", "")),
        after if _place(after) else "",
    )


def _plain(text: str) -> str:
    fits = len(text) <= _LONGEST and all(char.isalnum() or char in "-_" for char in text)
    return text if fits and text.isascii() else ""


def _place(text: str) -> tuple[datetime, UUID] | None:
    at, _, last = text.removeprefix(PINNED).rpartition("_")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(last)) if moment.utcoffset() is not None else None
    except ValueError:
        return None
