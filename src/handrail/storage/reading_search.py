"""Search as staff do it: conversations by what was said in them, newest within the best, and customers by name."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final
from uuid import UUID

from psycopg import errors

from handrail.core.conversation.message import AuthorKind
from handrail.core.daily.searching import Asked, asked, asked_for_names, snippet
from handrail.ports import Customer
from handrail.ports.daily import SearchHit, SearchPage, SearchPlace, SearchQuery, TooBroad
from handrail.storage.conversations import COLUMNS, SELECT, conversation_from
from handrail.storage.door import Connection, Viewer
from handrail.storage.reading_rows import Reader, customers_of, names_of, people_in

PATIENCE: Final = "2500ms"
MOST_CUSTOMERS: Final = 10
NEWEST: Final = 1_000  # matches that are read before all of them are
EXACT: Final = 2  # the tier of the very words

_QUESTION: Final = """SELECT search_question(%(whole)s, %(prefix)s) IS NOT NULL AS asks,
  set_config('statement_timeout', %(patience)s, true)"""
_CONVERSATION: Final = ", ".join(f"c.{column}" for column in SELECT.split(", "))
_RATED: Final = """(SELECT g.rating FROM rating g WHERE g.tenant = c.tenant AND g.conversation_id = c.id
  AND g.erased_at IS NULL) AS rating"""
_ASKED: Final = "search_question(%(whole)s, %(prefix)s), phraseto_tsquery('simple', unaccent(%(phrase)s))"
_ALL: Final = f"WITH f AS MATERIALIZED (SELECT *, 0 AS exact, 0 AS every FROM search_messages({_ASKED}))"
_NEWEST: Final = f"""WITH n AS MATERIALIZED (SELECT * FROM search_newest({_ASKED}, %(at_most)s)),
  f AS (SELECT n.*, count(*) FILTER (WHERE part = 2) OVER () AS exact, count(*) FILTER (WHERE part = 1) OVER () AS every FROM n)"""
_FOUND: Final = f"""{{found}}, h AS MATERIALIZED (SELECT DISTINCT ON (conversation_id) * FROM f
  WHERE (%(from)s::timestamptz IS NULL OR at >= %(from)s) AND (%(to)s::timestamptz IS NULL OR at < %(to)s)
  ORDER BY conversation_id, tier DESC, at DESC, message_id)
SELECT {_CONVERSATION}, h.message_id, h.at AS found_at, h.tier, h.exact, h.every, {_RATED}
FROM h JOIN conversation c ON c.tenant = %(tenant)s AND c.id = h.conversation_id
WHERE true {{filters}} ORDER BY h.tier DESC, h.at DESC, h.conversation_id DESC LIMIT %(limit)s"""
# Without words: the conversations themselves, by when the customer last spoke in them.
_SPOKE: Final = "COALESCE(c.last_customer_at, c.opened_at)"
_LISTED: Final = f"""SELECT {_CONVERSATION}, NULL::uuid AS message_id, {_SPOKE} AS found_at, 0 AS tier, {_RATED}
FROM conversation c WHERE c.tenant = %(tenant)s
  AND (%(from)s::timestamptz IS NULL OR {_SPOKE} >= %(from)s) AND (%(to)s::timestamptz IS NULL OR {_SPOKE} < %(to)s)
  {{filters}} ORDER BY {_SPOKE} DESC, c.id DESC LIMIT %(limit)s"""
_HAS: Final = {
    "open": "AND c.state <> 'closed'",
    "wish": "AND c.wish_at IS NOT NULL AND c.wish_met_at IS NULL",
    "promise": """AND EXISTS (SELECT 1 FROM promise p WHERE p.tenant = c.tenant AND p.conversation_id = c.id
      AND p.status = 'open')""",
    "spam": "AND c.spam_at IS NOT NULL",
}
_EQUAL: Final = ("state", "topic", "owner", "channel")
_SAID: Final = """SELECT id, seq, author_kind, internal, body FROM message WHERE tenant = %s AND id = ANY(%s)"""
_CUSTOMERS: Final = """SELECT customer_id FROM search_customers(search_question(%(whole)s, %(prefix)s), %(limit)s)"""


class SearchReads:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def search(self, tenant: UUID, viewer: UUID, query: SearchQuery) -> SearchPage:
        question = asked(query.text)
        values = _values(tenant, query, question)
        async with self._reader.enter(tenant, Viewer.staff(viewer)) as connection, _patiently():
            row = await (await connection.execute(_QUESTION, values)).fetchone()
            asks = row is not None and row["asks"]
            if not asks and query.text.strip():
                return SearchPage([], [], {}, False)  # marks only, or only what must not be there
            rows = await _rows(connection, query, values, asks=asks)
            hits = await _hits(connection, tenant, rows[: query.limit], question)
            customers: Sequence[Customer] = ()
            if asks and query.after is None:
                customers = await _customers(connection, tenant, asked_for_names(query.text))
            people = people_in(*(hit.conversation for hit in hits))
            return SearchPage(hits, customers, await names_of(connection, tenant, people), len(rows) > query.limit)


async def _rows(
    connection: Connection, query: SearchQuery, values: dict[str, Any], *, asks: bool
) -> Sequence[dict[str, Any]]:
    """The newest matches are enough for nearly every page; where they cannot be known to be, all are brought together."""
    if not asks:
        return await _fetched(connection, _LISTED.format(filters=_filters(query, _SPOKE, "0", "c.id")), values)
    filters = _filters(query, "h.at", "h.tier", "h.conversation_id")
    rows = await _fetched(connection, _FOUND.format(found=_NEWEST, filters=filters), values)
    if _enough(rows, query.limit):
        return rows
    return await _fetched(connection, _FOUND.format(found=_ALL, filters=filters), values)


async def _fetched(connection: Connection, sql: str, values: dict[str, Any]) -> Sequence[dict[str, Any]]:
    return await (await connection.execute(sql.encode(), values)).fetchall()


def _enough(rows: Sequence[dict[str, Any]], limit: int) -> bool:
    """Whether these are the first of all that is found. Older exact words come before newer others, so that a page of
    others is right only when every exact match was among those that were read."""
    if not rows:
        return False
    all_exact, all_read = rows[0]["exact"] < NEWEST, rows[0]["every"] < NEWEST
    if len(rows) > limit:
        return all_exact or all(row["tier"] == EXACT for row in rows)
    return all_exact and all_read


def _filters(query: SearchQuery, at: str, tier: str, last: str) -> str:
    """`at`, `tier` and `last`: where the order of hits stands."""
    filters = [f"AND c.{COLUMNS.get(name, name)} = %({name})s" for name in _EQUAL if getattr(query, name) is not None]
    filters += [_HAS[one] for one in sorted(query.has)]
    if "spam" not in query.has:
        filters.append("AND c.spam_at IS NULL")
    if query.language is not None:
        filters.append("AND (c.language = %(language)s OR starts_with(c.language, %(language)s || '-'))")
    if query.customer is not None:
        filters.append("""AND c.customer_id IN (SELECT k.id FROM customer k WHERE k.tenant = %(tenant)s
          AND (k.id = %(customer)s OR k.merged_into = %(customer)s))""")
    if query.after is not None:
        filters.append(f"AND ({tier}, {at}, {last}) < (%(after_tier)s, %(after_at)s, %(after_id)s)")
    return " ".join(filters)


def _values(tenant: UUID, query: SearchQuery, question: Asked) -> dict[str, Any]:
    after = query.after
    return {
        "tenant": tenant,
        "whole": question.whole,
        "prefix": question.prefix,
        "phrase": " ".join(question.words),
        "patience": PATIENCE,
        "from": query.from_at,
        "to": query.to_at,
        "customer": query.customer,
        "language": query.language,
        **{name: getattr(query, name) for name in _EQUAL},
        "after_tier": None if after is None else after.tier,
        "after_at": None if after is None else after.at,
        "after_id": None if after is None else after.conversation,
        "limit": query.limit + 1,
        "at_most": NEWEST,
    }


async def _hits(
    connection: Connection, tenant: UUID, rows: Sequence[dict[str, Any]], question: Asked
) -> Sequence[SearchHit]:
    customers = await customers_of(connection, tenant, {row["customer_id"] for row in rows})
    wanted = [row["message_id"] for row in rows if row["message_id"] is not None]
    cursor = await connection.execute(_SAID, [tenant, wanted])
    said = {row["id"]: row for row in await cursor.fetchall()}
    return [_hit(row, customers[row["customer_id"]], said.get(row["message_id"]), question) for row in rows]


def _hit(row: dict[str, Any], customer: Customer, said: dict[str, Any] | None, question: Asked) -> SearchHit:
    return SearchHit(
        conversation=conversation_from(row),
        customer=customer,
        place=SearchPlace(row["tier"], row["found_at"], row["id"]),
        message=None if said is None else said["id"],
        seq=None if said is None else said["seq"],
        author_kind=None if said is None else AuthorKind(said["author_kind"]),
        internal=said is not None and said["internal"],
        rating=row["rating"],
        snippet=None if said is None or said["body"] is None else snippet(said["body"], question),
    )


async def _customers(connection: Connection, tenant: UUID, question: Asked) -> Sequence[Customer]:
    values = {"whole": question.whole, "prefix": question.prefix, "limit": MOST_CUSTOMERS}
    cursor = await connection.execute(_CUSTOMERS, values)
    ids = [row["customer_id"] for row in await cursor.fetchall()]
    found = await customers_of(connection, tenant, ids)
    return [found[one] for one in ids if one in found]


@asynccontextmanager
async def _patiently() -> AsyncGenerator[None]:
    """Raises TooBroad when the database was stopped at the end of our patience."""
    try:
        yield
    except errors.QueryCanceled as error:
        raise TooBroad("Too much was found: add a word, or narrow it by topic, owner or dates.") from error
