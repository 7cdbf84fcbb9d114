"""Errors as RFC 9457 problems: a type, a sentence for people, and never a stack trace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from traceback import extract_tb
from typing import Any

import msgspec
from litestar.exceptions import HTTPException, MethodNotAllowedException, ValidationException

from handrail.api.file_body import UploadBrokeOff, UploadTooSlow
from handrail.api.limits import TooManyRequests
from handrail.core.conversation.attachment import ACCEPTED, FileEmpty, FileTooLarge, FileTypeRefused
from handrail.core.conversation.message import MessageEmpty, MessageNotText, MessageTooLong
from handrail.core.conversation.moves import (
    ConversationAlreadyClosed,
    CustomerIsBlocked,
    IllegalMove,
    PromiseStillOpen,
    SomebodyElseHolds,
    WishStillUnmet,
)
from handrail.core.conversation.rating import AlreadyRated
from handrail.core.daily.merging import NothingProvesIt
from handrail.core.daily.saved_replies import UnknownVariable
from handrail.core.ownership import NoLastResort, TimeWithoutZone, UnknownTimezone
from handrail.core.tools.arguments import ArgumentRefused
from handrail.flows.administer import LastResortNeeded, NotAllowed
from handrail.flows.attach import TooManyUnsent
from handrail.flows.forbid import NeverSaidHere
from handrail.flows.replace_owner import TheReserveCannotLeave
from handrail.flows.reply import AsksWhatIsKnown
from handrail.flows.saved_replies import SavedReplyChanged
from handrail.flows.take_over import NobodyThere
from handrail.ports import AlreadyExists, FileNotFree, NotFound, TryAgain
from handrail.ports.daily import TooBroad
from handrail.ports.files import FilesAway

MEDIA_TYPE = "application/problem+json"


class NotSignedIn(Exception):
    """The site key or the bearer token is missing, unknown, or has ended."""


class OutOfRange(ValueError):
    """A value is of the right kind but cannot be meant."""


class BodyTooLarge(Exception):
    pass


class NotJson(Exception):
    """The body is not JSON in UTF-8."""


class WrongMediaType(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Answered:
    """A problem, ready to send."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    slug: str
    title: str


INTERNAL = _Kind(500, "internal", "Something failed on our side")
AWAY = _Kind(503, "try-again", "The desk is busy for the moment")
_KINDS: Mapping[type[BaseException], _Kind] = {
    NotJson: _Kind(400, "not-json", "The body is not JSON"),
    NotSignedIn: _Kind(401, "not-signed-in", "Who is calling is not known"),
    NotAllowed: _Kind(403, "not-allowed", "This caller may not do that"),
    NotFound: _Kind(404, "not-found", "It does not exist, or not for this caller"),
    CustomerIsBlocked: _Kind(403, "blocked", "Messages are not accepted for the moment"),
    AlreadyExists: _Kind(409, "already-exists", "It exists already"),
    IllegalMove: _Kind(409, "not-now", "This is not possible now"),
    ConversationAlreadyClosed: _Kind(409, "conversation-closed", "The conversation is closed"),
    SomebodyElseHolds: _Kind(409, "somebody-else-holds", "Somebody else writes in this conversation"),
    PromiseStillOpen: _Kind(409, "promise-still-open", "A promise is still open"),
    WishStillUnmet: _Kind(409, "wish-still-unmet", "The customer still waits for a person"),
    NothingProvesIt: _Kind(409, "nothing-proves-it", "Nothing proves that they are the same"),
    SavedReplyChanged: _Kind(409, "changed-meanwhile", "Somebody changed it meanwhile"),
    NobodyThere: _Kind(409, "nobody-there", "This person cannot take it now"),
    AsksWhatIsKnown: _Kind(409, "asks-what-is-known", "The reply asks for what the customer already told"),
    NeverSaidHere: _Kind(409, "never-said-here", "The reply says what is never said in this moment"),
    LastResortNeeded: _Kind(409, "last-resort-needed", "Somebody must be the last resort"),
    TheReserveCannotLeave: _Kind(409, "last-resort-needed", "Somebody must be the last resort"),
    AlreadyRated: _Kind(409, "already-rated", "It was rated already"),
    TooManyUnsent: _Kind(409, "too-many-unsent", "Too many files wait to be sent"),
    UploadBrokeOff: _Kind(400, "upload-broke-off", "The file did not arrive whole"),
    UploadTooSlow: _Kind(408, "upload-too-slow", "The file came too slowly"),
    FileTooLarge: _Kind(413, "file-too-large", "The file is too large"),
    FileTypeRefused: _Kind(415, "file-type-refused", "This kind of file is not accepted"),
    FileEmpty: _Kind(422, "file-empty", "The file is empty"),
    FileNotFree: _Kind(422, "file-not-free", "A file cannot be sent with this message"),
    BodyTooLarge: _Kind(413, "too-large", "The request is too large"),
    WrongMediaType: _Kind(415, "not-json-type", "Only JSON in UTF-8 is understood"),
    TooBroad: _Kind(422, "too-broad", "Too much was found"),
    ArgumentRefused: _Kind(422, "argument-refused", "The tool does not take this"),
    UnknownVariable: _Kind(422, "unknown-variable", "Nothing fills in a variable"),
    MessageEmpty: _Kind(422, "message-empty", "The message is empty"),
    MessageTooLong: _Kind(422, "message-too-long", "The message is too long"),
    MessageNotText: _Kind(422, "message-not-text", "The message is not text"),
    UnknownTimezone: _Kind(422, "unknown-timezone", "There is no such time zone"),
    TimeWithoutZone: _Kind(422, "out-of-range", "A value cannot be meant"),
    OutOfRange: _Kind(422, "out-of-range", "A value cannot be meant"),
    OverflowError: _Kind(422, "out-of-range", "A value cannot be meant"),
    msgspec.ValidationError: _Kind(422, "does-not-fit", "What was sent does not fit"),
    msgspec.DecodeError: _Kind(400, "not-json", "The body is not JSON"),
    UnicodeDecodeError: _Kind(400, "not-json", "The body is not JSON"),
    RecursionError: _Kind(400, "not-json", "The body is not JSON"),
    TooManyRequests: _Kind(429, "too-many-requests", "Too many requests"),
    TryAgain: AWAY,
    FilesAway: _Kind(503, "files-away", "Files cannot be reached for the moment"),
    NoLastResort: _Kind(503, "no-last-resort", "This workspace names nobody as the last resort"),
}
_BY_STATUS: Mapping[int, _Kind] = {
    400: _Kind(400, "not-json", "The request cannot be read"),
    401: _KINDS[NotSignedIn],
    403: _KINDS[NotAllowed],
    404: _KINDS[NotFound],
    405: _Kind(405, "no-such-method", "This address does not know that method"),
    413: _KINDS[BodyTooLarge],
    415: _KINDS[WrongMediaType],
}
# Their own words come from a library or say nothing to the caller; these do.
_SENTENCES: Mapping[str, str] = {
    "internal": "The request was understood, but something failed here. Nothing more is known to you or lost by you.",
    "not-json": "The body must be JSON in UTF-8.",
    "does-not-fit": "Some of what was sent does not fit; `errors` says what.",
    "try-again": "The desk is busy; please try again in a moment.",
    "files-away": "The place where files are kept does not answer. Nothing was kept by half, and no file is lost: "
    "please try again in a few minutes.",
    "no-such-method": "This address does not know that method; the Allow header names those it does.",
    "too-large": "A request body holds at most 256 KB.",
}


class Misfit(msgspec.Struct, frozen=True):
    """One value that does not fit, and where it stands."""

    message: str
    at: str = ""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong, as RFC 9457 has it. Some types carry more members, named in their description."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Misfit] | msgspec.UnsetType = msgspec.UNSET


def answered(error: BaseException, away: tuple[type[Exception], ...] = ()) -> Answered:
    """Any failure whatever as a problem; what nobody foresaw is a 500 that says nothing of the inside."""
    kind = _kind_of(error, away)
    more, headers = _more(error, kind)
    return _written(kind, _sentence(error, kind), more, headers)


def is_ours(error: BaseException, away: tuple[type[Exception], ...] = ()) -> bool:
    """A failure of the desk, to be logged as one."""
    return _kind_of(error, away) is INTERNAL


def where(error: BaseException) -> str:
    """The innermost places of our own code. Not the message: a database's message can quote what somebody wrote."""
    frames = [f for f in extract_tb(error.__traceback__) if "handrail" in f.filename]
    return " < ".join(f"{f.filename.rsplit('handrail/', 1)[-1]}:{f.lineno}" for f in reversed(frames[-4:]))


def _kind_of(error: BaseException, away: tuple[type[Exception], ...]) -> _Kind:
    if isinstance(error, ValidationException):
        return _KINDS[msgspec.ValidationError]
    if isinstance(error, HTTPException):
        return _BY_STATUS.get(error.status_code, INTERNAL)
    if isinstance(error, away):
        return AWAY
    return next((_KINDS[one] for one in type(error).__mro__ if one in _KINDS), INTERNAL)


def _sentence(error: BaseException, kind: _Kind) -> str:
    if kind.slug in _SENTENCES:
        return _SENTENCES[kind.slug]
    if isinstance(error, HTTPException):
        return f"{kind.title}."
    if isinstance(error, OverflowError):
        return "A number or a time lies outside every range that could be meant."
    return str(error) or f"{kind.title}."


def _more(error: BaseException, kind: _Kind) -> tuple[dict[str, Any], dict[str, str]]:
    match error:
        case ValidationException():
            return {"errors": _misfits(error.extra)}, {}
        case msgspec.ValidationError():
            what, _, at = str(error).partition(" - at `$")
            return {"errors": [{"message": what, "at": f"body{at.rstrip('`')}"}]}, {}
        case MethodNotAllowedException():
            return {}, dict(error.headers or {})
        case AsksWhatIsKnown():
            asks = [
                {"slot": one.slot.value, "text": one.text, "start": one.start, "end": one.end} for one in error.found
            ]
            return {"asks": asks}, {}
        case NeverSaidHere():
            never = [
                {"moment": one.moment, "name": one.name, "text": one.words, "start": one.start, "end": one.end}
                for one in error.found
            ]
            return {"never": never}, {}
        case FileTypeRefused():
            return {"accepted": list(ACCEPTED)}, {}
        case CustomerIsBlocked():
            return {"until": error.until}, {}
        case TooManyRequests():
            return {}, {"Retry-After": str(max(1, round(error.seconds + 0.5)))}
        case NotSignedIn():
            return {}, {"WWW-Authenticate": "Bearer"}
        case _:
            return {}, {"Retry-After": "1"} if kind.status == 503 else {}


def _misfits(extra: object) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for one in extra if isinstance(extra, Sequence) else ():  # pyright: ignore[reportUnknownVariableType]
        if isinstance(one, Mapping):
            at = [str(one[name]) for name in ("source", "key") if one.get(name)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType, reportUnknownVariableType]
            found.append({"message": str(one.get("message", "")), "at": ".".join(at)})  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
    return found


def _written(kind: _Kind, detail: str, more: Mapping[str, Any], headers: Mapping[str, str]) -> Answered:
    problem = {"type": f"/problems/{kind.slug}", "title": kind.title, "status": kind.status, "detail": detail, **more}
    return Answered(kind.status, msgspec.json.encode(problem), headers)


def closed_with_way_on(error: ConversationAlreadyClosed, href: str, continues: str) -> Answered:
    """A closed conversation, and how to go on: start one that continues it."""
    way_on = {"continue": {"href": href, "continues": continues}}
    return _written(_KINDS[ConversationAlreadyClosed], str(error), way_on, {})
