"""What customers write when no moment has come: ordinary trouble at the start, and every kind of turn in the middle of a conversation.

Beside a register's own routine examples, and the same for every workspace: they are about talking, not about a business. `TROUBLE` only
teaches; `LATER` teaches and sets the limits of turns that answer somebody, and no other limit. A line each, written for this project.
"""

from collections.abc import Mapping
from typing import Final

from handrail.core.escalation.moments.words.later import LATER as LATER_WORDS
from handrail.core.escalation.moments.words.trouble import TROUBLE as TROUBLE_WORDS


def _lines(table: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    return {language: tuple(filter(None, map(str.strip, text.splitlines()))) for language, text in table.items()}


TROUBLE: Final = _lines(TROUBLE_WORDS)
"""By language: first messages about something that went wrong, as it does every day."""
LATER: Final = _lines(LATER_WORDS)
"""By language: turns that answer somebody."""
