"""How long somebody stays signed in, and how long a one-time link can be used."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=1)
"""A session's last use is written no more often than this."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """When a session began to be used, was last used, and ends whatever happens."""

    last_seen_at: datetime
    expires_at: datetime

    def in_force(self, now: datetime) -> bool:
        return now < self.expires_at and now - self.last_seen_at < IDLE

    def to_be_noted(self, now: datetime) -> bool:
        """Whether this use is worth writing down."""
        return now - self.last_seen_at >= SEEN_EVERY


class Purpose(StrEnum):
    INVITE = "invite"
    RESET = "reset"


def link_lasts(purpose: Purpose) -> timedelta:
    match purpose:
        case Purpose.INVITE:
            return timedelta(days=7)
        case Purpose.RESET:
            return timedelta(hours=1)
