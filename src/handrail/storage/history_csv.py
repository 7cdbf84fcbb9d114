"""Past conversations from a table, one message a row, as most help desks give them out."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.message import AuthorKind
from handrail.flows.history import FORMAT, LineRefused, PastConversation
from handrail.storage.history_lines import read_line

NEEDED: Final = ("conversation", "at", "author", "text")
KNOWN: Final = (
    *NEEDED, "author_name", "internal", "customer", "customer_name", "channel", "topic", "language", "resolved_at",
)  # fmt: skip
LARGEST_CELL: Final = 1 << 20
_YES: Final = {"true": True, "yes": True, "1": True, "": False, "false": False, "no": False, "0": False}


def read_csv(text: str) -> Iterator[tuple[int, PastConversation | LineRefused]]:
    """Each conversation with the line it begins in (the header is line 1), or why it cannot be taken and in which line.
    Rows of a conversation may stand anywhere; they are put in order by their times. Raises LineRefused when the header is
    missing or wrong."""
    csv.field_size_limit(LARGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=True)
    header = _header(next(rows, list[str]()))
    found: dict[str, list[tuple[int, dict[str, str]]]] = {}
    refused: dict[str, tuple[int, LineRefused]] = {}
    for line, row in _numbered(rows):
        if isinstance(row, LineRefused):
            yield line, row
            return  # a broken quote swallows rows of any conversation: none is taken in half
        if not any(cell.strip() for cell in row):
            continue
        named, why = _named(header, row)
        key = named.get("conversation", "")
        if why is None:
            found.setdefault(key, []).append((line, named))
        elif not key:
            yield line, why
        else:
            refused.setdefault(key, (line, why))
            found.setdefault(key, [])
    for key, said in found.items():
        yield refused[key] if key in refused else _conversation(key, said)


def _dialect(text: str) -> type[csv.Dialect] | str:
    """Commas, or what spreadsheets of other countries write."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)

    class Found(csv.excel):
        pass

    Found.delimiter = delimiter
    return Found


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    missing = [name for name in NEEDED if name not in names]
    strange = [name for name in names if name not in KNOWN]
    if missing or strange or len(set(names)) != len(names):
        wrong = (
            f"The columns {', '.join(missing)} are missing." if missing
            else f"The column {strange[0]!r} is not known." if strange else "A column stands there twice."
        )  # fmt: skip
        raise LineRefused(f"The first line names the columns. {wrong} Known are: {', '.join(KNOWN)}.")
    return names


def _numbered(rows: Any) -> Iterator[tuple[int, list[str] | LineRefused]]:
    """Rows with the line they begin in; a cell may hold several lines."""
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, LineRefused(f"This is not a row of a table: {error}.")
            return
        yield line, row


def _named(header: list[str], row: list[str]) -> tuple[dict[str, str], LineRefused | None]:
    if len(row) != len(header):
        return {}, LineRefused(f"This row has {len(row)} cells, the header has {len(header)}.")
    named = dict(zip(header, row, strict=True))
    named = {name: cell if name == "text" else cell.strip() for name, cell in named.items()}
    return named, _fault(named)


def _fault(row: Mapping[str, str]) -> LineRefused | None:
    for name in NEEDED:
        if not row[name].strip():
            return LineRefused(f"The column {name} is empty.")
    if row["author"].lower() not in {kind.value for kind in AuthorKind}:
        return LineRefused(f"The author {row['author']!r} is none of {', '.join(kind.value for kind in AuthorKind)}.")
    if row.get("channel", "") not in {"", *(channel.value for channel in Channel)}:
        return LineRefused(f"The channel {row['channel']!r} is none of {', '.join(one.value for one in Channel)}.")
    if row.get("internal", "").lower() not in _YES:
        return LineRefused(f"The column internal is yes or no, not {row['internal']!r}.")
    for name in ("at", "resolved_at"):
        if row.get(name) and (why := _no_time(row[name])):
            return LineRefused(f"The column {name} is {why}: {row[name]!r}. Times look like 2026-09-28T17:04:00Z.")
    return None


def _no_time(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return "no time"
    return "" if found.tzinfo is not None else "a time without its zone"


def _conversation(key: str, said: list[tuple[int, dict[str, str]]]) -> tuple[int, PastConversation | LineRefused]:
    line = said[0][0]
    ordered = sorted((row for _, row in said), key=lambda row: datetime.fromisoformat(row["at"]))
    first = said[0][1]

    def once(name: str) -> str:
        return next((row[name] for _, row in said if row.get(name)), "")

    given: dict[str, Any] = {
        "schema": FORMAT,
        "external_id": key,
        "customer": {"external_id": once("customer") or f"customer of {key}", "name": once("customer_name") or None},
        "channel": first.get("channel") or "chat",
        "topic": once("topic") or None,
        "language": once("language") or "und",
        "opened_at": ordered[0]["at"],
        "messages": [_message(row) for row in ordered],
        "resolved_at": once("resolved_at") or None,
    }
    try:
        return line, read_line(json.dumps(given).encode())
    except LineRefused as why:
        return line, why


def _message(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "author": row["author"].lower(),
        "text": row["text"],
        "at": row["at"],
        "author_name": row.get("author_name") or None,
        "internal": _YES[row.get("internal", "").lower()],
    }
