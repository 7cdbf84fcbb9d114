"""YAML read as plain data with the line and column of everything in it; nothing but text, numbers, lists and mappings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from handrail.core.escalation.rules.reading import KEY

Path = tuple[str | int, ...]
DEEPEST: Final = 12
MOST_VALUES: Final = 100_000  # with what anchors repeat: a few lines can mean a billion


class YamlIsWrong(ValueError):
    """Where (counted from 1; 0 when nowhere) and what."""

    def __init__(self, line: int, column: int, says: str) -> None:
        super().__init__(says)
        self.line, self.column, self.says = line, column, says


@dataclass(frozen=True, slots=True)
class Written:
    """A text of the file: its value, and the raw characters it was written with, from line and column on."""

    value: str
    raw: str
    line: int
    column: int

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Where a line and column of the value stand in the file, however it was quoted or folded."""
        wanted = _index_of(self.value, line, column)
        at, n = self._start(), 0
        while at < len(self.raw) and n <= wanted:
            if n < len(self.value) and self.value[n].isspace():
                n += 1
            elif self.raw[at].isspace():
                at += 1
            elif n == wanted and (n >= len(self.value) or self.raw[at] == self.value[n]):
                break
            else:
                n += n < len(self.value) and self.raw[at] == self.value[n]
                at += 1
        before = self.raw[:at]
        down = before.count("\n")
        return self.line + down, len(before) - (before.rfind("\n") + 1) + (1 if down else self.column)

    def _start(self) -> int:
        """Past the header of a block (`|`, `>-`) or the opening quote."""
        if self.raw[:1] in ("|", ">"):
            return self.raw.find("\n") + 1
        return 1 if self.raw[:1] in ("'", '"') else 0


@dataclass(frozen=True, slots=True)
class PlacedYaml:
    """`data` is None for an empty file. `places` and `written` by path of keys and indexes."""

    data: Any
    places: "Places"
    written: Mapping[Path, Written]


class Places(Mapping[Path, tuple[int, int]]):
    """Line and column of every path of the file; of (*path of a text, line, column) too, within that text."""

    def __init__(self, places: Mapping[Path, tuple[int, int]], written: Mapping[Path, Written]) -> None:
        self._places, self._written = places, written

    def __getitem__(self, path: Path) -> tuple[int, int]:
        match path:
            case (*before, int(line), int(column)) if (text := self._written.get(tuple(before))) is not None:
                return text.place(line, column)
            case _:
                return self._places[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def read_placed_yaml(source: str, *, what: str, largest: int) -> PlacedYaml:
    """`what` names the file in words ("A rule file"), `largest` its most characters. Raises YamlIsWrong."""
    if len(source) > largest:
        raise YamlIsWrong(0, 0, f"{what} has at most {largest // 1024} KB of text.")
    node = _composed(source)
    places: dict[Path, tuple[int, int]] = {}
    written: dict[Path, Written] = {}
    data = None if node is None else _Reading(source, what, places, written).value((), node)
    return PlacedYaml(data, Places(places, written), written)


def _composed(source: str) -> Node | None:
    try:
        return cast(Node | None, yaml.compose(source, Loader=yaml.SafeLoader))  # pyright: ignore[reportUnknownMemberType]
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line, column = (0, 0) if mark is None else (mark.line + 1, mark.column + 1)
        raise YamlIsWrong(line, column, f"This is not YAML: {fault.problem or fault.context}.") from fault
    except yaml.reader.ReaderError as fault:
        before = source[: fault.position]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise YamlIsWrong(line, column, "This character may not stand in YAML.") from fault
    except (yaml.YAMLError, RecursionError, ValueError, LookupError) as fault:
        raise YamlIsWrong(0, 0, f"This is not YAML: {fault}.") from fault


class _Reading:
    def __init__(
        self, source: str, what: str, places: dict[Path, tuple[int, int]], written: dict[Path, Written]
    ) -> None:
        self._source, self._what, self._places, self._written = source, what, places, written
        self._loader = yaml.SafeLoader("")
        self._seen = 0

    def value(self, path: Path, node: Node) -> Any:
        """Plain data. Anchors are followed, never into themselves; tags of other kinds are refused."""
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        self._places.setdefault(path, (line, column))
        self._seen += 1
        if self._seen > MOST_VALUES:
            raise YamlIsWrong(line, column, f"This holds more values than {self._what.lower()} needs.")
        if len(path) > DEEPEST:
            raise YamlIsWrong(line, column, f"This is nested deeper than {self._what.lower()} needs.")
        match node:
            case MappingNode():
                return dict(self._pairs(path, node))
            case SequenceNode():
                return [self.value((*path, n), one) for n, one in enumerate(cast(list[Node], node.value))]
            case ScalarNode():
                return self._scalar(path, node, line, column)
            case _:
                raise YamlIsWrong(line, column, f"This is not known in {self._what.lower()}.")

    def _pairs(self, path: Path, node: MappingNode) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, value in cast(list[tuple[Node, Node]], node.value):
            place = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, ScalarNode):
                raise YamlIsWrong(*place, "A key is a word.")
            name = str(key.value)
            if name in seen:
                raise YamlIsWrong(*place, f"`{name}` stands here twice.")
            seen.add(name)
            self._places[*path, name] = self._places[*path, name, KEY] = place
            found = self.value((*path, name), value)
            if isinstance(value, ScalarNode):
                self._places[*path, name] = value.start_mark.line + 1, value.start_mark.column + 1
            yield name, found

    def _scalar(self, path: Path, node: ScalarNode, line: int, column: int) -> Any:
        text = str(node.value)
        if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
            raise YamlIsWrong(line, column, "This text holds a character that cannot be stored.")
        raw = self._source[node.start_mark.index : node.end_mark.index]
        self._written[path] = Written(text, raw, line, column)
        try:
            found = cast(Any, self._loader.construct_object(node))  # pyright: ignore[reportUnknownMemberType]
        except Exception as fault:  # PyYAML's constructors raise what their conversions happen to raise
            raise YamlIsWrong(line, column, f"This value cannot be read: {fault}.") from fault
        # Dates and the like are what YAML makes of plain words; these files know words only. `null` stays nothing.
        return found if found is None or isinstance(found, bool | int | float | str) else text


def _index_of(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return len(text)
    return min(start + column - 1, len(text))
