"""What the command palette finds: conversations and customers, as few as fit in a list."""

from collections.abc import Sequence
from urllib.parse import urlencode

from litestar import get
from msgspec import Struct

from handrail.console.inbox_seen import title_of
from handrail.console.page import Asked, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.words import STATES
from handrail.core.access.roles import Act
from handrail.core.daily.searching import LONGEST_QUERY
from handrail.ports import Customer
from handrail.ports.daily import SearchHit, SearchPage, SearchQuery, TooBroad

CONVERSATIONS, CUSTOMERS = 6, 4
NAMED, OF_EACH = 3, 2  # customers whose conversations are looked for, and how many of each


class Hit(Struct, frozen=True):
    """One line: where it leads, and words that are always text, never markup."""

    group: str
    label: str
    detail: str
    href: str


@get("/desk/{slug:str}/palette")
async def palette(request: Asked) -> list[Hit]:
    """For `q` as somebody types it; nothing for less than two characters."""
    me = require(request, Act.SEE_CONVERSATIONS)
    text = request.query_params.get("q", "").strip()[:LONGEST_QUERY]
    if len(text) < 2:
        return []
    everything = Hit("Search", f"Search for “{text}”", "", f"{me.desk}/search?{urlencode({'q': text})}")
    try:
        found = await parts(request).daily.search(me.tenant, me.person, SearchQuery(text, limit=CONVERSATIONS))
        named = await _of_named(request, me, found)
    except TooBroad as error:
        return [Hit(everything.group, everything.label, str(error), everything.href)]
    return [*_hits(me, found, named), everything]


async def _of_named(request: Asked, me: SignedIn, found: SearchPage) -> list[SearchHit]:
    """What whoever is called so said last, whether or not the name stands in it."""
    search, hits = parts(request).daily.search, list[SearchHit]()
    for customer in found.customers[:NAMED]:
        query = SearchQuery(customer=customer.id, limit=OF_EACH)
        hits += (await search(me.tenant, me.person, query)).hits
    return hits


def _hits(me: SignedIn, found: SearchPage, named: Sequence[SearchHit]) -> list[Hit]:
    """Whom one knows by name first, each conversation once."""
    once = {hit.conversation.id: hit for hit in (*found.hits, *named)}
    ordered = list(dict.fromkeys(hit.conversation.id for hit in (*named, *found.hits)))[:CONVERSATIONS]
    conversations = [_conversation(me, once[one]) for one in ordered]
    return [*conversations, *(_customer(me, one) for one in found.customers[:CUSTOMERS])]


def _conversation(me: SignedIn, hit: SearchHit) -> Hit:
    said = "" if hit.snippet is None else hit.snippet.text
    state = STATES[hit.conversation.state]
    return Hit(
        "Conversations",
        title_of(hit.customer.name, hit.customer.erased),
        f"{state} · {said}" if said else state,
        f"{me.desk}/conversations/{hit.conversation.id}",
    )


def _customer(me: SignedIn, customer: Customer) -> Hit:
    return Hit("Customers", title_of(customer.name, customer.erased), "", f"{me.desk}/customers/{customer.id}")


PALETTE_ROUTES = [palette]
