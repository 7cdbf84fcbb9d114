"""How surely the wish for a person in words is found: `python -m bench.red_button [--misses]` prints the tables."""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from scipy.stats import beta

from handrail.core.understanding.wants_person import LEXICON_VERSION, Wish, find_wish

DATA = Path(os.environ.get("HANDRAIL_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
GROUPS = {"nn": "nb", "hr": "sr", "bs": "sr"}
ORDINARY = (
    "Hello, I ordered a blue kettle from your shop two weeks ago and the parcel has still not arrived here",
    "the app shows an error 504 when I try to upload an invoice, I already cleared the cache and restarted",
    "Could you tell me whether the larger tent also fits into the small bag, and what it weighs when packed?",
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A row of the data set and what was found in it."""

    row: Row
    wish: Wish | None

    @property
    def group(self) -> str:
        language = str(self.row["lang"]).split("-")[0]
        return GROUPS.get(language, language)


def interval(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """The two-sided Clopper-Pearson interval of a share."""
    tail = (1 - confidence) / 2
    quantile = cast(Callable[[float, float, float], float], cast(Any, beta).ppf)
    low = 0.0 if hits == 0 else quantile(tail, hits, of - hits + 1)
    high = 1.0 if hits == of else quantile(1 - tail, hits + 1, of - hits)
    return low, high


def line(name: str, hits: int, of: int) -> str:
    if of == 0:
        return f"{name:<24} {'-':>11}"
    low, high = interval(hits, of)
    return f"{name:<24} {hits:>5}/{of:<5} {hits / of:6.1%}   95 % {low:6.1%} .. {high:6.1%}"


def table(title: str, seen: Iterable[Seen], key: Callable[[Seen], str]) -> Iterator[str]:
    """A line per key: how many rows held a wish in our reading."""
    cells: dict[str, list[bool]] = {}
    for each in seen:
        cells.setdefault(key(each), []).append(each.wish is not None)
    yield f"\n{title}"
    for name in sorted(cells):
        yield line(name, sum(cells[name]), len(cells[name]))
    everything = [found for cell in cells.values() for found in cell]
    yield line("all", sum(everything), len(everything))


def microseconds(text: str, rounds: int = 5) -> float:
    """The best of some rounds for one message."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        find_wish(text)
        best = min(best, time.perf_counter() - begun)
    return best * 1e6


def traffic(folder: Path) -> Iterator[str]:
    """How often ordinary messages of other data sets hold a wish in our reading (some of them do ask for a person)."""
    yield "\nOrdinary messages taken for a wish"
    for path in (folder / "moments" / "routine.jsonl", *sorted(folder.glob("intents/*/train.jsonl"))):
        if path.is_file():
            texts = [json.loads(text)["text"] for text in path.read_text(encoding="utf-8").splitlines()]
            found = sum(find_wish(text) is not None for text in texts)
            yield line(path.stem if path.stem != "train" else path.parent.name, found, len(texts))


def speed(seen: Iterable[Seen]) -> Iterator[str]:
    by_group: dict[str, list[float]] = {}
    for each in seen:
        by_group.setdefault(each.group, []).append(microseconds(each.row["text"]))
    yield "\nMicroseconds a message (median, slowest)"
    for group in sorted(by_group):
        yield f"{group:<24} {statistics.median(by_group[group]):6.0f} {max(by_group[group]):6.0f}"
    ordinary = statistics.median(microseconds(text) for text in ORDINARY)
    yield f"{'ordinary English, 100':<24} {ordinary:6.0f}"


def report(path: Path, misses: bool) -> Iterator[str]:
    rows = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    seen = [Seen(row, find_wish(row["text"])) for row in rows]
    clear = [each for each in seen if not each.row["ambiguous"]]
    wishes = [each for each in clear if each.row["label"]]
    others = [each for each in clear if not each.row["label"]]
    doubtful = [each for each in seen if each.row["ambiguous"]]
    yield f"{path.name}: {len(rows)} rows, lexicon {LEXICON_VERSION}"
    yield from table("Recall by kind", wishes, lambda each: each.row["kind"])
    yield from table("Recall by language", wishes, lambda each: each.group)
    yield from table("False alarms by kind", others, lambda each: each.row["kind"])
    yield from table("False alarms by language", others, lambda each: each.group)
    yield from table("Ambiguous rows, found", doubtful, lambda each: f"labelled {each.row['label']}")
    yield from traffic(path.parent.parent)
    yield from speed(clear)
    if misses:
        yield "\nWrong"
        for each in clear:
            if (each.wish is None) == bool(each.row["label"]):
                yield f"{each.row['lang']} | {each.row['kind']} | {each.row['text']} | {each.wish}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA / "red_button" / "dev.jsonl")
    parser.add_argument("--misses", action="store_true", help="print every wrong row")
    options = parser.parse_args()
    if not options.data.is_file():
        raise SystemExit(f"{options.data} is not here (set HANDRAIL_SHARED_DATA or --data)")
    print("\n".join(report(options.data, options.misses)))


if __name__ == "__main__":
    main()
