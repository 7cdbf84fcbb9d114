"""All benchmarks, one after another, each as `python -m bench.NAME` prints it; one that fails stops no other."""

import subprocess
import sys
import time

NAMES = ("ingest", "decisions", "red_button", "retrieval")


def main() -> None:
    failed: list[str] = []
    for name in NAMES:
        print(f"\n== {name} ==", flush=True)
        started = time.monotonic()
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False)
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
        if done.returncode:
            failed.append(name)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
