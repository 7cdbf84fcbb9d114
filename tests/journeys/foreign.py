"""Text of strangers at its worst: what tries to become a page of its own, where it can stand in the record, and how a page is searched
for what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from playwright.async_api import Page
from psycopg.types.json import Jsonb

# Whatever becomes an element says so by `data-planted`; whatever runs says so by `ran`.
PAYLOADS: Sequence[str] = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1 data-planted>",
    '"><svg onload=window.ran=1 data-planted>',
    "' onfocus=window.ran=1 autofocus data-planted x='",
    "</textarea></title></script><iframe srcdoc='<script>parent.ran=1</script>' data-planted></iframe>",
    "<a href=javascript:window.ran=1 data-planted>x</a> [x](javascript:window.ran=1) <javascript:window.ran=1>",
    "![x](https://elsewhere.example/x.png)",
    "<form action=https://elsewhere.example data-planted><input name=csrf>",
    "<style data-planted>*{display:none}</style><base href=//elsewhere.example data-planted>",
    "<p hx-get=/elsewhere hx-trigger=load hx-on:load=window.ran=1 data-planted>",
    "&lt;img src=x onerror=window.ran=1&gt; {{7*7}} ${7*7} \u202e",
)
PAYLOAD = " ".join(PAYLOADS)

# Every column that holds words of a customer, a colleague, an article or a browser.
COLUMNS: Mapping[str, Sequence[str]] = {
    "workspace": ["name"],
    "team": ["name"],
    "person": ["name"],
    "topic": ["name"],
    "article": ["title", "body", "owner", "key"],
    "article_revision": ["title", "body"],
    "passage": ["body"],
    "topic_example": ["text"],
    "customer": ["name", "external_id"],
    "contact": ["value"],
    "message": ["body"],
    "attachment": ["name"],
    "api_token": ["name"],
    "autonomy_grant": ["because"],
    "stop": ["because"],
    "customer_block": ["because"],
    "promise": ["what"],
    "rating": ["comment"],
    "saved_reply": ["title", "body"],
    "session": ["agent"],
    "decision": ["reason"],
    "handoff": ["reason"],
}
UNIQUE = {"article.key", "contact.value", "customer.external_id"}
LISTS = {"article": ["questions"], "passage": ["heading"], "person": ["skills"]}
DOCUMENTS = {
    "decision": ["facts", "outcome"],
    "handoff": ["packet", "routing"],
    "message": ["sources"],
}
# What holds no sentence of anybody today, and would be shown if it did.
MORE = {
    "message.slots": "slots || jsonb_build_object('name', %(payload)s::text) WHERE slots ? 'name'",
    "event.data": "data || jsonb_build_object('because', %(payload)s::text)",
}

FOUND = r"""() => {
  const LEADS = ["href", "src", "action", "formaction", "xlink:href", "data", "poster"];
  const RUNS = /^\s*(javascript|data|vbscript):/i, OURS = /^[/](assets[/]|widget[.]js)/;
  const roots = [document], wrong = window.ran === undefined ? [] : ["a script ran"];
  for (const root of roots) {
    for (const one of root.querySelectorAll("*")) {
      if (one.shadowRoot) roots.push(one.shadowRoot);
      for (const { name, value } of one.attributes) {
        const away = one.tagName !== "A" && /elsewhere/.test(value);
        if (/^(on|hx-on)|^srcdoc$|^data-planted$/.test(name) || (LEADS.includes(name) && (RUNS.test(value) || away)))
          wrong.push(`${one.tagName} ${name}=${value.slice(0, 80)}`);
      }
      if (/^(IFRAME|OBJECT|EMBED|BASE|STYLE)$/.test(one.tagName)) wrong.push(one.tagName);
      if (one.tagName === "SCRIPT" && !OURS.test(new URL(one.src, location).pathname)) wrong.push(one.outerHTML.slice(0, 80));
    }
  }
  return wrong;
}"""


def plant(dsn: str) -> dict[str, int]:
    """The payload in place of every text that there is, past all checks of the flows; how many rows of which column."""
    planted: dict[str, int] = {}
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # no trigger stands in the way

        def put(table: str, column: str, value: str) -> None:
            query = f"UPDATE {table} SET {column} = {value} WHERE {column} IS NOT NULL"
            planted[f"{table}.{column}"] = connection.execute(query.encode(), {"payload": PAYLOAD}).rowcount

        for table, columns in COLUMNS.items():
            for column in columns:
                unique = " || ctid::text" if f"{table}.{column}" in UNIQUE else ""
                put(table, column, f"%(payload)s{unique}")
        for table, columns in LISTS.items():
            for column in columns:
                put(table, column, "ARRAY[%(payload)s]")
        for name, value in MORE.items():
            table, column = name.split(".")
            query = f"UPDATE {table} SET {column} = {value}"
            planted[name] = connection.execute(query.encode(), {"payload": PAYLOAD}).rowcount
        for table, columns in DOCUMENTS.items():
            for column in columns:
                rows = connection.execute(f"SELECT ctid, {column} FROM {table} WHERE {column} IS NOT NULL".encode())
                changed = [(Jsonb(after), at) for at, before in rows if (after := _worse(before)) != before]
                planted[f"{table}.{column}"] = len(changed)
                with connection.cursor() as cursor:
                    cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE ctid = %s".encode(), changed)
    return planted


def _worse(value: Any) -> Any:
    """Sentences become the payload; codes, ids and times have no spaces and stay."""
    match value:
        case str():
            return PAYLOAD if " " in value.strip() else value
        case list():
            return [_worse(one) for one in value]  # pyright: ignore[reportUnknownVariableType]
        case dict():
            return {name: _worse(one) for name, one in value.items()}  # pyright: ignore[reportUnknownVariableType]
        case _:
            return value


async def found(page: Page) -> list[str]:
    """What a payload became in this page, shadow roots among it; [] when all of it is text."""
    return await page.evaluate(FOUND)


async def shows(page: Page) -> bool:
    """Whether a payload stands there to be read: else nothing was tested."""
    return await page.evaluate(
        """() => document.body.innerText.includes("window.ran=1")
          || [...document.querySelectorAll("input, textarea")].some((one) => one.value.includes("window.ran=1"))"""
    )
