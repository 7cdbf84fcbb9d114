"""What a topic's level of autonomy allows the assistant, and on whose signature it rests.

A level alone allows nothing: it rests on a certificate (earned by blind reviews) or a grant (narrow, signed by a lead,
expiring). Without one in force the assistant drafts for people and does not speak.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

QUOTE = "quote"
"""The action class of sending an approved passage word for word."""


PHRASE = "phrase"
"""The action class of sending words that a language model made from approved passages, after every guard let them pass."""
ACTION_CLASSES = (QUOTE, PHRASE)
"""Those that every topic has; beside them stands a class of its own for each playbook of the topic."""
_PLAYBOOK = "playbook:"


def class_of_playbook(slug: str) -> str:
    """The action class of working a request through by this playbook."""
    return f"{_PLAYBOOK}{slug}"


def playbook_of(action_class: str) -> str | None:
    """The slug of the playbook whose class this is; None when it is no playbook's."""
    return action_class.removeprefix(_PLAYBOOK) if action_class.startswith(_PLAYBOOK) else None


class Level(StrEnum):
    OFF = "off"  # the assistant does nothing with the topic
    SHADOW = "shadow"  # it decides, nobody sees it
    SUGGEST = "suggest"  # agents see its draft
    APPROVE = "approve"  # it sends after a person's yes
    MONITORED = "monitored"  # it sends, people watch live
    AUTONOMOUS = "autonomous"  # it sends, reviews are sampled


_ORDER = tuple(Level)


def rank(level: Level) -> int:
    """From 0 for off to 5 for autonomous."""
    return _ORDER.index(level)


def lower_of(one: Level, other: Level) -> Level:
    return _ORDER[min(rank(one), rank(other))]


def below(level: Level, steps: int = 1) -> Level:
    """So many levels down, at least off."""
    return _ORDER[max(0, rank(level) - steps)]


def above(level: Level) -> Level | None:
    """One level up; None above autonomous."""
    return _ORDER[rank(level) + 1] if rank(level) + 1 < len(_ORDER) else None


REVIEW_FLOOR = 0.2
"""The least share of what the assistant says under a grant that people read afterwards."""

SPEAKS_ALONE = frozenset({Level.MONITORED, Level.AUTONOMOUS})
DRAFTS = SPEAKS_ALONE | {Level.SUGGEST, Level.APPROVE}


@dataclass(frozen=True, slots=True)
class Grant:
    """A lead's signature for one topic and action class, for at most 60 days."""

    id: UUID
    topic: str
    action_class: str
    signed_by: UUID
    signed_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    because: str = ""  # the signer's own words

    def in_force(self, now: datetime) -> bool:
        return self.signed_at <= now < self.expires_at and (self.revoked_at is None or now < self.revoked_at)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The evidence behind a level, for the languages and channels that had enough reviews of their own."""

    id: UUID
    topic: str
    action_class: str
    signed_at: datetime
    languages: frozenset[str]
    channels: frozenset[str]
    ended_at: datetime | None = None

    def in_force(self, now: datetime, language: str, channel: str) -> bool:
        ended = self.ended_at is not None and self.ended_at <= now
        return self.signed_at <= now and not ended and language in self.languages and channel in self.channels


@dataclass(frozen=True, slots=True)
class Permission:
    """What the assistant may do with one reply. `grant` or `certificate` is set exactly when it may speak alone."""

    speaks: bool
    drafts: bool
    because: str
    grant: UUID | None = None
    certificate: UUID | None = None


def permission(
    level: Level,
    action_class: str,
    grants: Sequence[Grant],
    certificates: Sequence[Certificate],
    *,
    language: str,
    channel: str,
    now: datetime,
) -> Permission:
    """Whether the assistant may send a reply of `action_class` alone. Certificates stand before grants."""
    if level not in SPEAKS_ALONE:
        return Permission(False, level in DRAFTS, f"The topic is at level {level.value}.")
    for certificate in certificates:
        if certificate.action_class == action_class and certificate.in_force(now, language, channel):
            return Permission(True, True, "The topic's certificate is in force.", certificate=certificate.id)
    for grant in grants:
        if grant.action_class == action_class and grant.in_force(now):
            return Permission(True, True, "Granted by a lead, not yet earned.", grant=grant.id)
    return Permission(False, True, "Neither a certificate nor a grant is in force for this topic.")


def refused_by_hand(
    wanted: Level, grants: Sequence[Grant], certificates: Sequence[Certificate], now: datetime
) -> str | None:
    """In words, why nobody can set this level by hand; None when it can be. Lowering is always possible."""
    earned = any(one.signed_at <= now and not (one.ended_at and one.ended_at <= now) for one in certificates)
    if wanted not in SPEAKS_ALONE or earned or any(grant.in_force(now) for grant in grants):
        return None
    return "The assistant speaks alone only under a grant or a certificate. Sign a grant first."
