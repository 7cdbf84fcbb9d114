"""What a search found as people read it: the words around the match, with the match marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.console.inbox_seen import Badge, rated, title_of
from handrail.console.words import STATES
from handrail.core.daily.searching import Snippet
from handrail.ports import Names
from handrail.ports.daily import SearchHit


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    matches: bool


@dataclass(frozen=True, slots=True)
class HitSeen:
    """`seq` is the message that was found, to jump to."""

    conversation: UUID
    seq: int | None
    title: str
    state: str
    topic: str
    owner: str
    at: datetime
    author_kind: str
    internal: bool
    rating: Badge | None
    pieces: tuple[Piece, ...]


def hit_seen(hit: SearchHit, names: Names) -> HitSeen:
    one = hit.conversation
    return HitSeen(
        one.id,
        hit.seq,
        title_of(hit.customer.name, hit.customer.erased),
        STATES[one.state],
        one.topic or "",
        names.get(one.owner, ""),
        hit.place.at,
        "" if hit.author_kind is None else hit.author_kind.value,
        hit.internal,
        None if hit.rating is None else rated(hit.rating),
        () if hit.snippet is None else tuple(pieces_of(hit.snippet)),
    )


def pieces_of(snippet: Snippet) -> Iterator[Piece]:
    """The text cut at its matches; joined again it is the same text."""
    reached = 0
    for span in snippet.matches:
        if span.start > reached:
            yield Piece(snippet.text[reached : span.start], False)
        yield Piece(snippet.text[span.start : span.end], True)
        reached = span.end
    if reached < len(snippet.text):
        yield Piece(snippet.text[reached:], False)
