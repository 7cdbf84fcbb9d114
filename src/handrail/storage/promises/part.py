"""A part of a promise as a written query: it names what it looked at and whether that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.promises import Checked
from handrail.core.promises.report import SHOWN
from handrail.storage.door import Connection

_COUNTED = """
SELECT count(*) AS examined, count(*) FILTER (WHERE bad) AS violations,
       (array_agg(id::text ORDER BY id::text) FILTER (WHERE bad))[1:{shown}] AS first
FROM ({query}) AS looked"""


@dataclass(frozen=True, slots=True)
class Part:
    """`query` gives (id, bad) for everything it examines; it stands word for word in docs/reference/promises.md."""

    name: str
    query: str

    async def check(self, connection: Connection, values: Mapping[str, Any]) -> Checked:
        cursor = await connection.execute(_COUNTED.format(shown=SHOWN, query=self.query).encode(), values)
        row = await cursor.fetchone()
        assert row is not None
        return Checked(self.name, row["examined"], row["violations"], tuple(row["first"] or ()))
