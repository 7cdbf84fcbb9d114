"""Exchanges written as lines, to be heard as the assistant hears them: "C:" customer, "A:" assistant, "P:" a person."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from handrail.core.conversation.message import AuthorKind
from handrail.core.understanding.notice import notice
from handrail.core.understanding.said import Earlier, Heard
from handrail.core.understanding.signal import Signal

_WHO = {"C": AuthorKind.CUSTOMER, "A": AuthorKind.ASSISTANT, "P": AuthorKind.AGENT}
_START = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def heard(*lines: str, contacts: int = 0) -> Heard:
    """The last line is the turn. A line without a mark is the customer's."""
    said = [(line[0], line[2:].strip()) if line[:2] in ("C:", "A:", "P:") else ("C", line) for line in lines]
    earlier = tuple(
        Earlier(_WHO[who], text, UUID(int=n), _START + timedelta(minutes=n)) for n, (who, text) in enumerate(said[:-1])
    )
    return Heard(said[-1][1], "und", 0.0, earlier, (UUID(int=len(said)),), "chat", contacts)


def signal(name: str, *lines: str, contacts: int = 0) -> Signal | None:
    return next((one for one in notice(heard(*lines, contacts=contacts)) if one.name == name), None)


def score(name: str, *lines: str, contacts: int = 0) -> float:
    found = signal(name, *lines, contacts=contacts)
    return 0.0 if found is None else found.score
