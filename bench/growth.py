"""Does it stay fast? The same requests at 1,000, 100,000 and 1,000,000 stored messages; the anchor is the smallest size.

HANDRAIL_BENCH_QUICK leaves out the largest.
"""

import os
from uuid import uuid4

from bench.ingest import bodies, say_head
from bench.load import drive
from bench.served import ServedDesk, Thread, served_desk
from bench.tables import percentile, print_table

SIZES = (1_000, 100_000) if os.environ.get("HANDRAIL_BENCH_QUICK") else (1_000, 100_000, 1_000_000)
CLIENTS = 16
SECONDS = 5
ROUNDS = 3

# As rows are after their life: answered, closed, most by far of the past. Foreign keys hold by construction.
GROW = """
SET session_replication_role = replica;
INSERT INTO customer (tenant, id, name) SELECT '{tenant}', md5('{salt} who ' || n)::uuid, 'Kim'
FROM generate_series(1, {conversations}) n;
INSERT INTO conversation (tenant, id, customer_id, channel, language, state, owner_id, opened_at, last_customer_at, turn,
  decided_turn, last_seq, resolved_at, resolved_as, closes_at, closed_at, deadline_at, deadline_kind)
SELECT '{tenant}', md5('{salt} conversation ' || n)::uuid, md5('{salt} who ' || n)::uuid, 'chat', 'en',
  CASE WHEN n % 50 = 0 THEN 'assistant' ELSE 'closed' END, '{owner}', opened, opened + interval '10 minutes', 5, 5, 10,
  CASE WHEN n % 50 > 0 THEN opened + interval '1 day' END, CASE WHEN n % 50 > 0 THEN 'unconfirmed' END,
  CASE WHEN n % 50 > 0 THEN opened + interval '8 days' END, CASE WHEN n % 50 > 0 THEN opened + interval '8 days' END,
  CASE WHEN n % 50 = 0 THEN now() + interval '3 days' END, CASE WHEN n % 50 = 0 THEN 'customer_silent' END
FROM (SELECT n, now() - interval '10 days' - n * interval '1 minute' AS opened FROM generate_series(1, {conversations}) n) c;
INSERT INTO message (tenant, id, conversation_id, seq, author_kind, author_id, body, idempotency_key, at, turn, fence, salt)
SELECT '{tenant}', gen_random_uuid(), md5('{salt} conversation ' || n)::uuid, seq,
  CASE WHEN seq % 2 = 1 THEN 'customer' ELSE 'agent' END, CASE WHEN seq % 2 = 0 THEN '{owner}'::uuid END,
  'Where is my parcel? It should have come on Monday, and the page still says the same. Line ' || seq,
  gen_random_uuid()::text, now() - interval '10 days' - n * interval '1 minute' + seq * interval '1 second', (seq + 1) / 2, 0,
  decode(md5(n::text), 'hex')
FROM generate_series(1, {conversations}) n, generate_series(1, 10) seq;
INSERT INTO event (tenant, conversation_id, kind, actor, at, data)
SELECT '{tenant}', conversation_id, 'message_received', 'system', at, jsonb_build_object('message', id, 'seq', seq, 'turn', turn)
FROM message WHERE tenant = '{tenant}' AND salt IS NOT NULL AND at < now() - interval '9 days' AND id IN (
  SELECT id FROM message WHERE tenant = '{tenant}' ORDER BY id LIMIT {messages});
ANALYZE;
"""


def main() -> None:
    rows: list[list[object]] = []
    with served_desk() as desk:
        desk.start("web")
        mine = desk.threads(CLIENTS)
        for size in SIZES:
            stored: int = desk.execute("SELECT count(*) FROM message")[0][0]
            _grow(desk, size - stored)
            rows.append([size, *_p99(desk, mine)])
    ratios = [f"{last / first:.2f}" for first, last in zip(rows[0][1:], rows[-1][1:], strict=True)]  # type: ignore[operator]
    headings = ["stored messages", "say p50 ms", "say p99 ms", "thread p50", "thread p99", "inbox p50", "inbox p99"]
    print_table(headings, [*rows, ["largest / smallest", *ratios]])


def _grow(desk: ServedDesk, messages: int) -> None:
    for part in range(0, messages, 100_000):
        more = min(100_000, messages - part)
        values = {"tenant": desk.tenant, "owner": desk.owner, "salt": uuid4().hex, "messages": more}
        desk.execute(GROW.format(**values, conversations=max(1, more // 10)))


def _p99(desk: ServedDesk, mine: list[Thread]) -> list[float]:
    """Median and 99th percentile of the rounds' own, the median of three: a neighbour's burst is not growth."""
    say = [say_head(desk, thread) for thread in mine]
    read = [
        f"GET /v1/customer/conversations/{t.conversation}/messages?limit=50 HTTP/1.1\r\nhost: 127.0.0.1\r\n"
        f"x-handrail-site: {desk.site_key}\r\nauthorization: Bearer {t.token}\r\n"
        for t in mine[:4]
    ]
    inbox = (
        "GET /v1/agent/inbox?of=all&limit=50 HTTP/1.1\r\nhost: 127.0.0.1\r\n"
        f"authorization: Bearer {desk.agent_token}\r\n"
    )
    found: list[float] = []
    for heads, sent in ((say, bodies()), (read, []), ([inbox] * 2, [])):
        drive(desk.port, heads, sent, 1)
        took = [drive(desk.port, heads, sent, SECONDS).took for _ in range(ROUNDS)]
        assert all(took)
        found += [sorted(percentile(one, share) * 1000 for one in took)[ROUNDS // 2] for share in (0.5, 0.99)]
    return found


if __name__ == "__main__":
    main()
