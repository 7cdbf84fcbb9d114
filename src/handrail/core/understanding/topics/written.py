"""Examples as somebody wrote them down: CSV or JSON lines, read row by row, each fault with its place."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.core.understanding.topics.example import Example, Handle

LONGEST = 2000
"""Characters of an example: a message, not a document."""
WORDS: Mapping[str, Handle] = {"people": Handle.PEOPLE, "not-ours": Handle.OUTSIDE, "not ours": Handle.OUTSIDE}
"""What may stand in place of a topic."""
COLUMNS = ("text", "topic", "language", "handle")


@dataclass(frozen=True, slots=True)
class Fault:
    """`line` counts from 1; `why` is a sentence."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    examples: tuple[Example, ...]
    faults: tuple[Fault, ...]


def read_written(text: str) -> Written:
    """JSON lines where the first line is an object, else CSV whose first row names its columns (text, topic, and perhaps
    language and handle: routine, people or outside)."""
    lines = text.lstrip("\ufeff").splitlines()
    first = next((line for line in lines if line.strip()), "")
    rows = _json_lines(lines) if first.lstrip().startswith("{") else _csv(lines)
    examples: list[Example] = []
    faults: list[Fault] = []
    for line, row in rows:
        made = row if isinstance(row, Fault) else _example(line, row)
        if isinstance(made, Fault):
            faults.append(made)
        else:
            examples.append(made)
    return Written(tuple(examples), tuple(faults))


def _json_lines(lines: Sequence[str]) -> Iterator[tuple[int, Mapping[str, Any] | Fault]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            yield number, Fault(number, "This line is no JSON.")
            continue
        yield number, row if isinstance(row, dict) else Fault(number, "This line is no JSON object.")


def _csv(lines: Sequence[str]) -> Iterator[tuple[int, Mapping[str, Any] | Fault]]:
    reader = csv.reader(lines, strict=True)
    names: list[str] = []
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if not names:
                names = [cell.strip().lower() for cell in row]
                if not {"text", "topic"} <= set(names):
                    yield reader.line_num, Fault(reader.line_num, "The first row must name the columns: text,topic.")
                    return
            elif len(row) != len(names):
                why = f"This row has {len(row)} cells, and the first has {len(names)}. Put text with commas in quotes."
                yield reader.line_num, Fault(reader.line_num, why)
            else:
                yield reader.line_num, dict(zip(names, row, strict=True))
    except csv.Error as error:
        yield reader.line_num, Fault(reader.line_num, f"This is no CSV ({error}).")


def _example(line: int, row: Mapping[str, Any]) -> Example | Fault:
    text, topic, language, handle = (row.get(name) for name in COLUMNS)
    if not isinstance(text, str) or not text.strip():
        return Fault(line, "The text is missing.")
    if len(text) > LONGEST:
        return Fault(line, f"The text has {len(text)} characters; an example has at most {LONGEST}.")
    if any(not isinstance(each, str | None) for each in (topic, language, handle)):
        return Fault(line, "Topic, language and handle are words.")
    said, named = (handle or "").strip().lower(), (topic or "").strip()
    if said and said not in list(Handle):
        return Fault(line, f"“{said}” is no handle: routine, people or outside.")
    word = WORDS.get(named.lower())
    found = Handle(said) if said else word or Handle.ROUTINE
    slug = None if word is not None or found is Handle.OUTSIDE else named or None
    if found is Handle.ROUTINE and slug is None:
        return Fault(line, "The topic is missing: a topic's short name, “people”, or “not-ours”.")
    return Example(text.strip(), slug, found, (language or "").strip().lower() or "und")
