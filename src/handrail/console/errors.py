"""Failures as pages in plain words, each with the next step; nothing of the inside is shown."""

from dataclasses import dataclass
from traceback import extract_tb
from typing import Any, cast

import structlog
from litestar import Response
from litestar.exceptions import HTTPException, InternalServerException
from litestar.response import Template

from handrail.console.page import Asked, parts
from handrail.core.access.rates import TooManyRequests
from handrail.core.conversation.moves import IllegalMove
from handrail.flows.administer import NotAllowed
from handrail.ports import NotFound, TryAgain
from handrail.ports.files import FilesAway

_log = structlog.get_logger("handrail.console")


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says. `next_step` is one sentence."""

    status: int
    title: str
    says: str
    next_step: str


_NOT_FOUND = Told(
    404, "Nothing here", "It does not exist, or it is not for you to see.", "Check the address, or go to your inbox."
)
_AWAY = Told(
    503,
    "The desk is busy",
    "The database did not answer in time. Nothing you sent was lost without being told.",
    "Try again in a moment.",
)
_FILES_AWAY = Told(
    503,
    "Files cannot be fetched now",
    "The place where files are kept does not answer. The file is not lost.",
    "Try again in a few minutes; if it stays so, tell whoever runs this desk: `handrail doctor` says why.",
)
_OURS = Told(
    500,
    "Something failed on our side",
    "The failure was logged. What you did may not have been kept.",
    "Go back, look whether it arrived, and try once more.",
)


def as_page(request: Asked, error: Exception) -> Response[Any]:
    """Any failure whatever as a page; for a fragment the same words in a smaller frame."""
    told = _told(error, parts(request).away)
    if told is _OURS and not _hung_up(error):
        _log.error("page_failed", path=_template(request), error=type(error).__name__, where=_where(error))
    name = "error_fragment.html" if "hx-request" in request.headers else "error.html"
    wait = {"Retry-After": str(max(1, round(error.seconds + 0.5)))} if isinstance(error, TooManyRequests) else {}
    return Template(template_name=name, context={"told": told}, status_code=told.status, headers=wait)


def _told(error: Exception, away: tuple[type[Exception], ...]) -> Told:
    match error:
        case NotFound():
            return _NOT_FOUND
        case NotAllowed():
            return Told(403, "Not for your role", str(error), "Ask a lead or an admin of your workspace.")
        case IllegalMove():
            return Told(409, "Not possible now", str(error), "Go back and look at how the conversation stands.")
        case HTTPException():
            return _of_http(error)
        case TryAgain():
            return _AWAY
        case TooManyRequests():
            return Told(429, "Too many requests", str(error), "Wait a little, then go on.")
        case FilesAway():
            return _FILES_AWAY
        case _:
            return _AWAY if isinstance(error, away) else _OURS


def _of_http(error: HTTPException) -> Told:
    match error.status_code:
        case 403:
            return Told(403, "Not for your role", error.detail, "Ask a lead or an admin of your workspace.")
        case 404 | 405:
            return _NOT_FOUND
        case 413:
            return Told(413, "Too large", "What you sent is larger than the desk takes.", "Send less at once.")
        case 429:
            return Told(429, "Too many tries", error.detail, "Wait a little, then try again.")
        case status if 400 <= status < 500:
            return Told(
                status, "That could not be read", "Some of what was sent does not fit.", "Go back and try again."
            )
        case _:
            return _OURS


def _hung_up(error: Exception) -> bool:
    """The browser went away while it was still saying something: nobody waits for an answer, and nothing failed here."""
    return isinstance(error, InternalServerException) and "disconnected" in error.detail


def _template(request: Asked) -> str:
    """The address as the routes name it: the path itself can hold a secret."""
    return cast(Any, request.scope).get("path_template", "")


def _where(error: BaseException) -> str:
    """The innermost places of our own code. Not the message: it can quote what somebody wrote."""
    frames = [f for f in extract_tb(error.__traceback__) if "handrail" in f.filename]
    return " < ".join(f"{f.filename.rsplit('handrail/', 1)[-1]}:{f.lineno}" for f in reversed(frames[-4:]))
