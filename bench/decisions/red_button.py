"""How surely a wish for a person in words is found, and how often what is none is taken for one."""

import json
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.decisions.figure import Figure, share
from bench.decisions.reader import Reader
from handrail.core.understanding.wants_person import Wish, find_wish, read_lexicon
from handrail.core.understanding.wants_person.alike import Alike

OWN = Path(__file__).parent / "rows" / "wishes_c.jsonl"
UNSEEN = ("heldout.jsonl", "test.jsonl")
DEVELOPMENT = "dev.jsonl"
TUNED_ON = "red_button/dev.jsonl and our own written examples"
GROUPS = {"nn": "nb", "hr": "sr", "bs": "sr", "yue": "zh-Hant"}
SMALLEST = 30
"""Groups of languages with fewer rows are pooled."""
ORDINARY = (
    "Hello, I ordered a blue kettle from your shop two weeks ago and the parcel has still not arrived here",
    "the app shows an error 504 when I try to upload an invoice, I already cleared the cache and restarted",
    "Could you tell me whether the larger tent also fits into the small bag, and what it weighs when packed?",
    "Hallo, ich habe vor zwei Wochen einen Wasserkocher bestellt und das Paket ist immer noch nicht da",
    "Можно ли вернуть обувь без коробки, если со дня покупки прошло меньше двух недель?",
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A row and what was found in it."""

    row: Row
    wish: Wish | None

    @property
    def group(self) -> str:
        tag = str(self.row["lang"])
        language = tag if tag == "zh-Hant" else tag.split("-", maxsplit=1)[0]
        return GROUPS.get(language, language)

    @property
    def kind(self) -> str:
        return str(self.row["kind"])


def measure(data: Path) -> Sequence[Figure]:
    """Rows held back where the folder has them, otherwise those it was tuned on; and always our own unseen ones."""
    read_lexicon()
    folder = data / "red_button"
    held = next((folder / name for name in UNSEEN if (folder / name).is_file()), None)
    figures: list[Figure] = []
    if held is not None:
        figures += _of(_seen(held), f"Red button, {held.name}", "")
    elif (folder / DEVELOPMENT).is_file():
        figures += _of(_seen(folder / DEVELOPMENT), "Red button, dev.jsonl (TUNED ON THIS)", "")
    own = _seen(OWN)
    figures += _of(own, "Red button, wishes_c.jsonl (written before the tuning), words alone", "")
    reader = Reader()
    if reader.looks:
        if held is None and (folder / DEVELOPMENT).is_file():
            figures += _looked_at(_seen(folder / DEVELOPMENT), reader, "dev.jsonl (TUNED ON THIS)")
        figures += _looked_at(own, reader, "wishes_c.jsonl (written before the tuning)")
        figures += _ordinary_looked_at(data, reader)
    return [*figures, *_ordinary(data), *_speed(own)]


def _seen(path: Path) -> list[Seen]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Seen(row, find_wish(row["text"])) for row in rows]


def _looked_at(seen: Sequence[Seen], reader: Reader, name: str) -> list[Figure]:
    """With the look by likeness: what it finds surely is a wish, what it finds half surely offers a person."""
    looked = [(each, None if each.wish else reader.understood(each.row["text"]).wish) for each in seen]
    surely = [replace(each, wish=each.wish or _as_wish(alike)) for each, alike in looked]
    at_least = [replace(each, wish=each.wish or _as_wish(alike, half=True)) for each, alike in looked]
    section = f"Red button with the look by likeness, {name}"
    figures = _of(surely, section, "")
    clear = [each for each in at_least if not each.row["ambiguous"]]
    for label, what in ((1, "wishes found, or a person offered"), (0, "others taken for one, or a person offered")):
        figures.append(
            replace(_share(what, [each for each in clear if each.row["label"] == label], ""), section=section)
        )
    return [replace(each, tuned_on=TUNED_ON, tested_on=section) for each in figures]


def _as_wish(alike: Alike | None, *, half: bool = False) -> Wish | None:
    return Wish("und", "indirect", 0, 0, "alike") if alike is not None and (alike.sure or half) else None


def _ordinary_looked_at(data: Path, reader: Reader) -> list[Figure]:
    path = data / "moments" / "routine.jsonl"
    if not path.is_file():
        return []
    texts = [each.row["text"] for each in _seen(path) if each.wish is None]
    found = [reader.understood(text).wish for text in texts]
    section = "Red button with the look by likeness, routine of the moments that words do not take for a wish"
    return [
        share(section, "a wish, surely", sum(each is not None and each.sure for each in found), len(texts)),
        share(section, "a wish, or a person offered", sum(each is not None for each in found), len(texts)),
    ]


def _of(seen: Sequence[Seen], section: str, tested_on: str) -> list[Figure]:
    clear = [each for each in seen if not each.row["ambiguous"]]
    wishes = [each for each in clear if each.row["label"]]
    others = [each for each in clear if not each.row["label"]]
    explicit = [each for each in wishes if each.kind == "explicit"]
    missed = sum(each.wish is None for each in explicit)
    figures = [
        _share("recall", wishes, "99 %"),
        _share(f"recall, explicit ({missed} missed)", explicit, "0 missed"),
        *_by("recall", [each for each in wishes if each.kind != "explicit"], lambda each: each.kind, ""),
        *_languages(wishes),
        _share("false alarms", others, "2 %"),
        *_by("false alarms", others, lambda each: each.kind, ""),
    ]
    for label, name in ((1, "found, ambiguous wishes"), (0, "found, ambiguous others")):
        figures.append(
            _share(name, [each for each in seen if each.row["ambiguous"] and each.row["label"] == label], "")
        )
    return [replace(each, section=section, tuned_on=TUNED_ON, tested_on=tested_on or section) for each in figures]


def _languages(wishes: Sequence[Seen]) -> list[Figure]:
    """The recall of each group with enough rows, of all smaller ones pooled, and the worst of those."""
    groups = _parted(wishes, lambda each: each.group)
    large = [each for each in wishes if len(groups[each.group]) >= SMALLEST]
    small = [each for each in wishes if len(groups[each.group]) < SMALLEST]
    figures = _by("recall, language", large, lambda each: each.group, "97 %")
    if small:
        names = {each.group for each in small}
        figures.append(_share(f"recall, {len(names)} smaller languages pooled", small, "97 %"))
        missing = {name: sum(each.wish is None for each in groups[name]) for name in sorted(names)}
        for name in sorted(missing, key=lambda name: -missing[name]):
            if missing[name]:
                figures.append(_share(f"recall, language {name} ({missing[name]} missed)", groups[name], "97 %"))
    return figures


def _by(name: str, seen: Sequence[Seen], key: Callable[[Seen], str], aim: str) -> list[Figure]:
    return [_share(f"{name}, {part}", rows, aim) for part, rows in sorted(_parted(seen, key).items())]


def _parted(seen: Iterable[Seen], key: Callable[[Seen], str]) -> dict[str, list[Seen]]:
    parts: dict[str, list[Seen]] = {}
    for each in seen:
        parts.setdefault(key(each), []).append(each)
    return parts


def _share(name: str, seen: Sequence[Seen], aim: str) -> Figure:
    return share("", name, sum(each.wish is not None for each in seen), len(seen), aim=aim)


def _ordinary(data: Path) -> list[Figure]:
    """How often ordinary messages of other data sets are taken for a wish; a few of them do ask for a person."""
    section = "Red button, ordinary messages taken for a wish"
    figures: list[Figure] = []
    for path in (data / "moments" / "routine.jsonl", *sorted(data.glob("intents/*/train.jsonl"))):
        if path.is_file():
            found = [bool(each.wish) for each in _seen(path)]
            name = path.stem if path.stem != "train" else path.parent.name
            figures.append(share(section, name, sum(found), len(found), tuned_on=TUNED_ON, tested_on=name))
    return figures


def _speed(seen: Sequence[Seen]) -> list[Figure]:
    section = "Red button, processor time a message"
    ordinary = statistics.median(_milliseconds(text) for text in ORDINARY)
    rows = sorted(_milliseconds(each.row["text"]) for each in seen[::10])
    return [
        Figure(section, "ordinary messages of 100 letters, median", ordinary, len(ORDINARY), aim="0.5 ms", unit="ms"),
        Figure(section, "rows, median", statistics.median(rows), len(rows), unit="ms"),
        Figure(section, "rows, 99 of 100", rows[int(0.99 * (len(rows) - 1))], len(rows), unit="ms"),
    ]


def _milliseconds(text: str, rounds: int = 7) -> float:
    """The best of some rounds: what the work takes when nothing else is in the way."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time_ns()
        for _ in range(5):
            find_wish(text)
        best = min(best, (time.process_time_ns() - begun) / 5e6)
    return best
