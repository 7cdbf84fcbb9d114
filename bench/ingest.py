"""Acknowledged durable messages a second over HTTP, beside pgbench running the same statements on the same server.

Everything is on: customers' tokens, rate limits, the wall, event, job, synchronous_commit. The web side, the clients and
the database are processes of their own and share the machine's cores, as pgbench and the database do.
"""

import json
from statistics import median

from bench.load import Outcome, drive
from bench.pgbench import pgbench
from bench.served import ServedDesk, Thread, messages, served_desk
from bench.tables import percentile, print_table

CLIENTS = (1, 16, 64)
ROUNDS = 3
SECONDS = 4


def say_head(desk: ServedDesk, thread: Thread) -> str:
    return (
        f"POST /v1/customer/conversations/{thread.conversation}/messages HTTP/1.1\r\nhost: 127.0.0.1\r\n"
        f"x-handrail-site: {desk.site_key}\r\nauthorization: Bearer {thread.token}\r\ncontent-type: application/json\r\n"
    )


def bodies() -> list[str]:
    return [json.dumps({"text": text}) for text in messages()]


def main() -> None:
    with served_desk() as desk:
        desk.start("web")
        print_table(
            [
                "clients",
                "ours /s",
                "pgbench /s",
                "ratio",
                "p50 ms",
                "p99 ms",
                "web CPU us",
                "database CPU us",
                "rounds",
            ],
            [_row(desk, clients) for clients in CLIENTS],
        )


def _row(desk: ServedDesk, clients: int) -> list[object]:
    """A B A B: both meet whatever else the machine does."""
    ours, theirs, outcomes = [float(0)] * 0, [float(0)] * 0, [Outcome()] * 0
    used = [0.0, 0.0]
    sent, mine, other = bodies(), desk.threads(clients), desk.threads(clients)
    heads = [say_head(desk, thread) for thread in mine]
    drive(desk.port, heads, sent, 1)
    for _ in range(ROUNDS):
        before = desk.cpu()
        outcomes.append(drive(desk.port, heads, sent, SECONDS))
        after = desk.cpu()
        used = [u + b - a for u, a, b in zip(used, before, after, strict=True)]
        ours.append(outcomes[-1].per_second)
        theirs.append(pgbench(desk.dsn, desk.data, desk.tenant, [t.conversation for t in other], SECONDS))
    took = [seconds for outcome in outcomes for seconds in outcome.took]
    assert not any(outcome.refused for outcome in outcomes), [outcome.statuses for outcome in outcomes]
    ratio = median(ours) / median(theirs)
    rounds = " ".join(f"{a:.0f}/{b:.0f}" for a, b in zip(ours, theirs, strict=True))
    latency = [percentile(took, share) * 1000 for share in (0.5, 0.99)]
    return [clients, median(ours), median(theirs), ratio, *latency, *(u / len(took) * 1e6 for u in used), rounds]


if __name__ == "__main__":
    main()
