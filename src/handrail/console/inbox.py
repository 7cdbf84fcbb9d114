"""The inbox: what somebody owns, what is due next, and everything else that is open."""

from typing import Any

from litestar import get
from litestar.response import Template

from handrail.console.inbox_asked import STATES, TABS, InboxAsked, inbox_asked
from handrail.console.inbox_seen import count_words, line_seen
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.words import STATES as STATE_WORDS
from handrail.core.access.roles import Act
from handrail.core.conversation.conversation import State
from handrail.core.conversation.texts import LANGUAGES


@get("/desk/{slug:str}/inbox")
async def inbox(request: Asked) -> Template:
    """The list, with room for a conversation beside it."""
    me = require(request, Act.SEE_CONVERSATIONS)
    return page(request, "inbox.html", **await list_seen(request, me))


@get("/desk/{slug:str}/inbox/list")
async def inbox_list(request: Asked) -> Template:
    """The list alone; `open` marks the conversation that stands beside it."""
    me = require(request, Act.SEE_CONVERSATIONS)
    return page(request, "inbox_list.html", **await list_seen(request, me, request.query_params.get("open", "")))


async def list_seen(
    request: Asked, me: SignedIn, open_now: str = "", asked: InboxAsked | None = None
) -> dict[str, Any]:
    """What the template of the list needs; without `asked`, what the address asks for."""
    asked = asked or inbox_asked(request.query_params)
    found = await parts(request).inbox_lines.lines(me.tenant, me.person, asked.query(me.person))
    return {
        "asked": asked,
        "lines": [line_seen(line, me.person, open_now) for line in found.lines],
        "tabs": [(of, label, count_words(found.counts.get(of, 0))) for of, label in TABS.items()],
        "topics": found.topics,
        "states": [(state, STATE_WORDS[State(state)]) for state in STATES],
        "languages": sorted(LANGUAGES),
        "following": asked.past(found.lines[-1]) if found.more and found.lines else None,
        "first": InboxAsked(asked.of, asked.state, asked.topic, asked.language),
        "open_now": open_now,
    }


INBOX_ROUTES = [inbox, inbox_list]
