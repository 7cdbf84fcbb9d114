"""The pieces of a conversation's page, each alone or as many as are wanted at once: read once, and only what changed is sent."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Struct

from handrail.console.conversation import has_read, page_says, seen_now
from handrail.console.conversation_others import others_here
from handrail.console.conversation_typed import Typed
from handrail.console.inbox import list_seen
from handrail.console.inbox_asked import inbox_asked
from handrail.console.page import Asked, page, written
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act

PIECES: Mapping[str, str] = {
    "head": "conversation_head.html",
    "context": "conversation_context.html",
    "thread": "conversation_thread.html",
    "writing": "conversation_writing.html",
    "folds": "conversation_more.html",
}
"""By the id of the element that each is."""
LIST = "inbox-list"
MARKED = "X-Pieces"
# What is different in every writing of the same: how far a countdown is, and the one-time keys of forms.
_PASSING = re.compile(r'(?<=<time class="countdown )[^<]*(?=</time>)|(?<=name="key" value=")[^"]*')


class Piece(Struct, frozen=True, omit_defaults=True):
    """`html` is None where the browser has it already: it sent this `mark`."""

    mark: str
    html: str | None = None


@get([f"/desk/{{slug:str}}/conversations/{{conversation:uuid}}/{name}" for name in PIECES])
async def piece(request: Asked, conversation: FromPath[UUID]) -> Template:
    """One of them. New words count as read: a page fetches its thread only while somebody can see it."""
    me = require(request, Act.SEE_CONVERSATIONS)
    name = request.url.path.rpartition("/")[2]
    return page(request, PIECES[name], **await _said(request, me, conversation, reads=name == "thread"))


@get("/desk/{slug:str}/conversations/{conversation:uuid}/pieces")
async def pieces(request: Asked, conversation: FromPath[UUID]) -> dict[str, Piece]:
    """Those that `pieces` names, by their ids. The list beside the conversation alone asks nothing about it."""
    me = require(request, Act.SEE_CONVERSATIONS)
    wanted = request.query_params.get("pieces", "").split(",")
    known = dict(one.split("=", 1) for one in request.headers.get(MARKED, "").split(",") if "=" in one)
    html: dict[str, str] = {}
    if some := [name for name in PIECES if name in wanted]:
        said = await _said(request, me, conversation, reads="thread" in some)
        html = {name: written(request, PIECES[name], **said) for name in some}
    if LIST in wanted:
        html[LIST] = written(request, "inbox_list.html", **await list_seen(request, me, str(conversation)))
    return {name: _piece(text, known.get(name)) for name, text in html.items()}


def _piece(html: str, known: str | None) -> Piece:
    mark = hashlib.blake2b(_PASSING.sub("", html).encode(), digest_size=12).hexdigest()
    return Piece(mark) if mark == known else Piece(mark, html)


async def _said(request: Asked, me: SignedIn, conversation: UUID, *, reads: bool) -> dict[str, Any]:
    seen = await seen_now(request, me, conversation)
    if reads:
        await has_read(request, me, seen)
    said = await page_says(request, me, seen, Typed())
    return {**said, "others": await others_here(request, me, conversation), "asked": inbox_asked(request.query_params)}


CONVERSATION_PIECES_ROUTES = [piece, pieces]
