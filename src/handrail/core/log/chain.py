"""The chain: each event's hash covers the event before it, so that a change anywhere shows from there on.

The construction is that of RFC 9162's append-only logs in its simplest form, a linear hash chain over SHA-256; heads are
signed outside the database, so that whoever owns the database alone cannot rebuild it unnoticed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `data` holds ids, codes and salted digests, never what anybody wrote."""

    kind: str
    actor: str  # "customer:<id>", "assistant", "agent:<id>", "system"
    at: datetime
    data: Mapping[str, Any]
    conversation: UUID | None = None
    id: int = 0  # given by the database


@dataclass(frozen=True, slots=True)
class Seal:
    n: int
    event: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain first fails, in words."""

    n: int
    why: str


def event_hash(previous: bytes, event: Event) -> bytes:
    """SHA-256 over the previous hash and the event in canonical JSON (sorted keys, UTC microseconds, UTF-8)."""
    content = {
        "id": event.id,
        "kind": event.kind,
        "actor": event.actor,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "conversation": None if event.conversation is None else str(event.conversation),
        "data": event.data,
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + canonical.encode()).digest()


def seal(previous: bytes, n: int, events: Iterable[Event]) -> Iterator[Seal]:
    """Links `events`, in the order given, after the seal number `n` whose hash is `previous`."""
    for number, event in enumerate(events, start=n + 1):
        previous = event_hash(previous, event)
        yield Seal(number, event.id, previous)


def first_break(previous: bytes, expected_n: int, pairs: Iterable[tuple[Seal, Event | None]]) -> Broken | bytes:
    """Recomputes the chain from the seal after `expected_n`; the last hash, or where it breaks first."""
    for stored, event in pairs:
        expected_n += 1
        if stored.n != expected_n:
            return Broken(expected_n, f"Seal {expected_n} is missing.")
        if event is None:
            return Broken(stored.n, f"Event {stored.event} was removed.")
        previous = event_hash(previous, event)
        if previous != stored.hash:
            return Broken(stored.n, f"Event {stored.event} or something before it was changed.")
    return previous


def digest(salt: bytes, text: str) -> str:
    """What the log keeps of a text: SHA-256 over a random salt and the text, hex. Erasing the salt makes it mean nothing."""
    return hashlib.sha256(salt + text.encode()).hexdigest()


def signed_statement(tenant: UUID, n: int, head: bytes) -> bytes:
    """The bytes that a head's signature covers."""
    return b"handrail-log/1|" + str(tenant).encode() + b"|" + str(n).encode() + b"|" + head
