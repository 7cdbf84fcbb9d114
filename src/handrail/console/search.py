"""Search: conversations by what was said in them, customers by who they are."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, cast, get_args
from uuid import UUID

from litestar import get
from litestar.response import Template

from handrail.console.page import Asked, page, parts
from handrail.console.search_seen import hit_seen
from handrail.console.signed_in import require
from handrail.console.words import STATES
from handrail.core.access.roles import Act
from handrail.core.conversation.texts import LANGUAGES
from handrail.ports.daily import Has, SearchHit, SearchPlace, SearchQuery, TooBroad

LINES = 20
HAS: Mapping[str, str] = {
    "open": "still open",
    "wish": "waiting for a person",
    "promise": "with an open promise",
    "spam": "spam",
}


@get("/desk/{slug:str}/search")
async def search(request: Asked) -> Template:
    """Without words: the newest conversations that the filters let through."""
    me = require(request, Act.SEE_CONVERSATIONS)
    given = request.query_params
    query = search_asked(given)
    people = await parts(request).reading.people(me.tenant)
    topics = await parts(request).reading.topics(me.tenant)
    context: dict[str, Any] = {
        "query": query,
        "typed": given,
        "has": HAS,
        "states": [(state.value, words) for state, words in STATES.items()],
        "people": [(one.person.id, one.person.name) for one in people],
        "topics": [(one.topic.slug, one.topic.name) for one in topics],
        "languages": sorted(LANGUAGES),
    }
    try:
        found = await parts(request).daily.search(me.tenant, me.person, query)
    except TooBroad as error:
        return page(request, "search.html", 422, **context, hits=[], customers=[], following="", refused=str(error))
    hits = [hit_seen(one, found.names) for one in found.hits]
    following = _written(found.hits[-1]) if found.more else ""
    return page(
        request, "search.html", **context, hits=hits, customers=found.customers, following=following, refused=""
    )


def search_asked(given: Mapping[str, str]) -> SearchQuery:
    """What an address asks for; what it cannot mean is left out."""
    has = given.get("has", "")
    return SearchQuery(
        text=given.get("q", ""),
        state=given.get("state") if given.get("state") in {state.value for state in STATES} else None,
        topic=_plain(given.get("topic", "")),
        owner=_id(given.get("owner", "")),
        language=_plain(given.get("language", "")),
        has=frozenset({cast(Has, has)} if has in get_args(Has) else ()),
        after=_place(given.get("after", "")),
        limit=LINES,
    )


def _plain(text: str) -> str | None:
    return text if 0 < len(text) <= 63 and all(char.isalnum() or char in "-_" for char in text) else None


def _id(text: str) -> UUID | None:
    with suppress(ValueError):
        return UUID(text)
    return None


def _written(hit: SearchHit) -> str:
    return f"{hit.place.tier}_{hit.place.at.isoformat()}_{hit.place.conversation}"


def _place(text: str) -> SearchPlace | None:
    tier, _, rest = text.replace(" ", "+").partition("_")
    at, _, last = rest.rpartition("_")
    try:
        moment = datetime.fromisoformat(at)
        return SearchPlace(int(tier[:4]), moment, UUID(last)) if moment.utcoffset() is not None else None
    except ValueError:
        return None


SEARCH_ROUTES = [search]
