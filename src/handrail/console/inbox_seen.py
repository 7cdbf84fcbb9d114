"""Lines of the inbox as people read them: who owns it, who writes, what is due, and what somebody should know first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from handrail.console.marked import unmarked
from handrail.console.words import DEADLINES, GRAVE, STATES, reason_words
from handrail.core.conversation.conversation import State
from handrail.core.conversation.message import AuthorKind
from handrail.core.conversation.said import snippet, text_of
from handrail.ports.inbox_lines import COUNTED_TO, Line

SHOWN = 120  # characters of the last words
GOOD = 4  # of 5
NOBODY_NAMED = "Customer without a name"
ERASED = "Erased customer"


@dataclass(frozen=True, slots=True)
class Badge:
    text: str
    mood: str = ""


@dataclass(frozen=True, slots=True)
class LineSeen:
    """`writer_kind`: assistant or agent, told apart by shape. `who`: who writes and who owns, in a few words."""

    id: UUID
    title: str
    words: str
    words_language: str
    state: str
    writer_kind: str
    topic: str
    language: str
    deadline: datetime | None
    deadline_for: str
    who: str
    badges: tuple[Badge, ...]
    unread: bool
    grave: bool


def line_seen(line: Line, me: UUID, open_now: str = "") -> LineSeen:
    """What stands open beside the list is being read, whenever its words came."""
    one = line.conversation
    return LineSeen(
        id=one.id,
        title=title_of(line.customer, line.erased),
        words=_last(line),
        words_language="" if one.language == "und" else one.language,
        state=STATES[one.state],
        writer_kind="assistant" if one.writer is None else "agent",
        topic=line.topic or "",
        language="" if one.language == "und" else one.language,
        deadline=one.deadline_at,
        deadline_for=DEADLINES.get(one.deadline_kind or "", ""),
        who=_who(line, me),
        badges=tuple(_badges(line, me)),
        unread=line.unread and str(one.id) != open_now,
        grave=one.p0_stands,
    )


def title_of(name: str | None, erased: bool) -> str:
    return ERASED if erased else name or NOBODY_NAMED


def count_words(count: int) -> str:
    return f"{COUNTED_TO - 1}+" if count >= COUNTED_TO else str(count)


def rated(rating: int) -> Badge:
    return Badge(f"Rated {rating} of 5", "good" if rating >= GOOD else "warn")


def _who(line: Line, me: UUID) -> str:
    one, owner = line.conversation, "you" if line.conversation.owner == me else line.owner
    if one.writer is None:
        return f"AI writes, owner {owner}"
    if one.writer == one.owner:
        return "You own and write" if one.owner == me else f"{owner} owns and writes"
    return f"You write, owner {owner}" if one.writer == me else f"{line.writer} writes, owner {owner}"


def _badges(line: Line, me: UUID) -> list[Badge]:
    one, badges = line.conversation, list[Badge]()
    if one.p0_stands:
        badges.append(Badge("▲ P0" if one.is_held else "▲ P0, nobody has it", "grave"))
    if one.state is State.OFFERED and one.responder == me:
        badges.append(Badge("Offered to you", "accent"))
    elif line.receiver is not None and one.responder != one.owner:
        badges.append(Badge(f"Offered to {line.receiver}"))
    badges += [
        Badge(f"{'▲' if one.urgency == 'P0' else '◆'} {moment_words(slug)}", _mood(one.urgency))
        for slug in one.moments[:2]
    ]
    if one.wish_is_unmet:
        badges.append(Badge("Wants a person", "warn"))
    if line.reason is not None and one.writer is not None and line.reason != "human-request":
        badges.append(Badge(reason_words(line.reason), "bad" if line.reason in GRAVE else ""))
    if line.rating is not None:
        badges.append(rated(line.rating))
    return badges


def moment_words(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _mood(urgency: str) -> str:
    return "bad" if urgency == "P0" else "warn"


def _last(line: Line) -> str:
    if line.last is None:
        return "Nothing was said yet."
    if line.last.erased:
        return "Erased"
    text = text_of(line.last, line.conversation.language)
    ours = line.last.author_kind is not AuthorKind.CUSTOMER  # a customer's stars are theirs
    return snippet(unmarked(text) if ours else text, SHOWN) or "A file"
