"""Does the inbox stay quick? The page as an agent's browser asks for it, at 100 and at 10,000 open conversations.

Server time, in process: from the request's first byte in to the answer's last byte out, the session looked up, the page
rendered; beside it the processor time of this process alone, which a neighbour's load does not change. Three lists: one's
own (the agent owns half of everything), the team's, and all.
"""

import asyncio
import gc
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from bench.served import company
from bench.tables import percentile, print_table
from handrail.app import Handrail, open_desk, prepare_database
from handrail.app.console import console_parts
from handrail.console import create_console
from handrail.flows.sessions import Where
from handrail.frontend import Frontend
from handrail.settings import Settings
from handrail.storage import embedded
from handrail.storage.sign_in import sign_ins_within

SIZES = (100, 10_000)
ROUNDS = 300
WARM = 30
LISTS = {
    "mine": "/inbox",
    "team": "/inbox?of=team",
    "all": "/inbox?of=all",
    "all, filtered": "/inbox?of=all&state=held",
}

# As they stand in the middle of a day: a customer each, ten messages, half with the agent and half with the assistant.
GROW = """
SET session_replication_role = replica;
INSERT INTO customer (tenant, id, name) SELECT '{tenant}', md5('{salt} who ' || n)::uuid, 'Kim ' || n
FROM generate_series(1, {more}) n;
INSERT INTO conversation (tenant, id, customer_id, channel, language, topic, state, owner_id, writer_id, opened_at,
  last_customer_at, turn, decided_turn, last_seq, deadline_at, deadline_kind)
SELECT '{tenant}', md5('{salt} conversation ' || n)::uuid, md5('{salt} who ' || n)::uuid, 'chat', 'en', 'general',
  CASE WHEN n % 2 = 0 THEN 'held' ELSE 'assistant' END, CASE WHEN n % 2 = 0 THEN '{me}'::uuid ELSE '{other}'::uuid END,
  CASE WHEN n % 2 = 0 THEN '{me}'::uuid END, now() - interval '1 hour', now() - n * interval '1 second', 5, 5, 10,
  now() + n * interval '1 second', CASE WHEN n % 2 = 0 THEN 'reply' ELSE 'customer_silent' END
FROM generate_series(1, {more}) n;
INSERT INTO message (tenant, id, conversation_id, seq, author_kind, author_id, body, at, turn, fence, salt)
SELECT '{tenant}', gen_random_uuid(), md5('{salt} conversation ' || n)::uuid, seq,
  CASE WHEN seq % 2 = 1 THEN 'customer' ELSE 'agent' END, CASE WHEN seq % 2 = 0 THEN '{me}'::uuid END,
  'Where is my parcel? It should have come on Monday, and the page still says the same. Line ' || seq,
  now() - interval '1 hour' + seq * interval '1 second', (seq + 1) / 2, 0, decode(md5(n::text), 'hex')
FROM generate_series(1, {more}) n, generate_series(1, 10) seq;
ANALYZE;
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="handrail-bench-") as folder:
        data = Path(folder)
        data.chmod(0o755)
        try:
            asyncio.run(_measure(data))
        finally:
            embedded.stop(data)


async def _measure(data: Path) -> None:
    settings = Settings(data=data, embedder="none")
    dsn = prepare_database(settings)
    async with open_desk(settings, dsn) as desk:
        tenant, _, _, owner = await company(desk)
        async with desk.desk.as_system(tenant) as work:
            people, _ = await work.people.roster()
            begun = await desk.sign_in.sessions.begin(sign_ins_within(work), owner, Where("127.0.0.1"))
            slug = (await work.people.workspace()).slug
        other = next(one.id for one in people if one.id != owner)
        app = create_console(console_parts(desk, Frontend()))
        rows: list[list[object]] = []
        open_now = 0
        for size in SIZES:
            _grow(desk, more=size - open_now, tenant=tenant, me=owner, other=other)
            open_now = size
            took = [await _times(app, f"/desk/{slug}{path}", begun.secret) for path in LISTS.values()]
            rows.append([size, *(figure * 1000 for one in took for figure in one)])
    ratios = [f"{last / first:.2f}" for first, last in zip(rows[0][1:], rows[-1][1:], strict=True)]  # type: ignore[operator]
    headings = [f"{name} {what}" for name in LISTS for what in ("p50 ms", "p99", "cpu")]
    print_table(["open conversations", *headings], [*rows, [f"{SIZES[-1]:,} / {SIZES[0]}", *ratios]])


def _grow(desk: Handrail, **values: object) -> None:
    with psycopg.connect(desk.dsn, autocommit=True) as connection:
        connection.execute(GROW.format(salt=uuid4().hex, **values).encode())


async def _times(app: Any, address: str, secret: str) -> tuple[float, float, float]:
    """Seconds of a page: median, 99th percentile, and the processor's on average."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1"), (b"cookie", f"hr_session={secret}".encode())],
        "client": ("127.0.0.1", 40000),
        "server": ("127.0.0.1", 80),
    }
    took: list[float] = []
    gc.collect()
    worked = 0.0
    for round_ in range(WARM + ROUNDS):
        if round_ == WARM:
            worked = time.process_time()
        began = time.perf_counter()
        status, size = await _asked(app, {**scope, "state": {}})
        took.append(time.perf_counter() - began)
        assert status == 200
        assert size > 5_000
    took = took[WARM:]
    return percentile(took, 0.5), percentile(took, 0.99), (time.process_time() - worked) / ROUNDS


async def _asked(app: Any, scope: dict[str, Any]) -> tuple[int, int]:
    """Status and bytes of the answer."""
    answer: list[int] = [0, 0]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        answer[0] = message.get("status", answer[0])
        answer[1] += len(message.get("body", b""))

    await app(scope, receive, send)
    return answer[0], answer[1]


if __name__ == "__main__":
    main()
