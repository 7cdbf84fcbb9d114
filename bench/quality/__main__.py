"""Every section in turn: `python -m bench.quality [--json FILE] [SECTION ...]`; a few minutes of one processor in all."""

import argparse
import dataclasses
import importlib
import json
import time
from pathlib import Path

from bench.decisions.figure import Figure, table

SECTIONS = ("promotion", "certifying", "drift", "coverage", "judge", "thresholds")
"""Each is a module of this package with `measure() -> Sequence[Figure]`."""


def main() -> None:
    asked = argparse.ArgumentParser(prog="bench.quality")
    asked.add_argument("--json", type=Path, default=None)
    asked.add_argument("sections", nargs="*", choices=[*SECTIONS, []])
    said = asked.parse_args()
    figures: list[Figure] = []
    for name in said.sections or SECTIONS:
        began = time.process_time()
        found = importlib.import_module(f"bench.quality.{name}").measure()
        print(table(found))
        print(f"-- {name}: {time.process_time() - began:.0f} s of processor time --", flush=True)
        figures += found
    if said.json is not None:
        said.json.write_text(json.dumps([dataclasses.asdict(each) for each in figures], indent=1) + "\n")


if __name__ == "__main__":
    main()
