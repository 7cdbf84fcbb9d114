"""Every section in turn: `python -m bench.decisions [--data DIR] [--json FILE] [SECTION ...]`."""

import argparse
import dataclasses
import importlib
import json
import os
from pathlib import Path

from bench.decisions.figure import Figure, table

SHARED = Path(os.environ.get("HANDRAIL_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
SECTIONS = ("topics", "moments", "red_button", "dialogues", "signals", "cost")
"""Each is a module of this package with `measure(data: Path) -> Sequence[Figure]`."""


def main() -> None:
    asked = argparse.ArgumentParser(prog="bench.decisions")
    asked.add_argument("--data", type=Path, default=SHARED)
    asked.add_argument("--json", type=Path, default=None)
    asked.add_argument("sections", nargs="*", choices=[*SECTIONS, []])
    said = asked.parse_args()
    if not said.data.is_dir():
        raise SystemExit(f"bench.decisions: no folder {said.data}: give one with --data")
    figures: list[Figure] = []
    for name in said.sections or [s for s in SECTIONS if (Path(__file__).parent / f"{s}.py").exists()]:
        figures += importlib.import_module(f"bench.decisions.{name}").measure(said.data)
    print(table(figures))
    if said.json is not None:
        said.json.write_text(json.dumps([dataclasses.asdict(each) for each in figures], indent=1) + "\n")


if __name__ == "__main__":
    main()
