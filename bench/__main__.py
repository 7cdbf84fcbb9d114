"""`make bench`: every benchmark in turn, each with its table and how long it took. Names as arguments choose some."""

import subprocess
import sys
import time

# What is measured, and the seconds after which it is ended; together well under half an hour.
BENCHMARKS = {
    "ingest": 180,
    "live": 90,
    "console_live": 200,
    "deciding": 120,
    "growth": 420,
    "inbox": 120,
    "retrieval": 300,
    "quality": 240,
    "grounding": 240,
}


def main() -> None:
    chosen = sys.argv[1:] or list(BENCHMARKS)
    failed: list[str] = []
    for name in chosen:
        print(f"== {name} ==", flush=True)
        began = time.monotonic()
        try:
            done = subprocess.run([sys.executable, "-m", f"bench.{name}"], timeout=BENCHMARKS[name], check=False)
            failed += [name] * (done.returncode != 0)
        except subprocess.TimeoutExpired:
            failed.append(name)
        print(f"-- {name}: {time.monotonic() - began:.0f} s --\n", flush=True)
    if failed:
        raise SystemExit(f"failed or too slow: {', '.join(failed)}")


if __name__ == "__main__":
    main()
