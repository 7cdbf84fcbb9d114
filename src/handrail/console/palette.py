"""What the command palette finds: conversations and customers, as few as fit in a list."""

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
    except TooBroad as error:
        return [Hit(everything.group, everything.label, str(error), everything.href)]
    return [*_hits(me, found), everything]


def _hits(me: SignedIn, found: SearchPage) -> list[Hit]:
    conversations = [_conversation(me, one) for one in found.hits]
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
