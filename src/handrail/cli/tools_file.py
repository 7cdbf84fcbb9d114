"""A file of tools in YAML: read with the place of every fault, written as it can be read again."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import yaml

from handrail.cli.within import Refused, text_of
from handrail.core.tools import Kind, Money, Parameter, Tool
from handrail.core.tools.arguments import ArgumentRefused, read_value
from handrail.core.tools.written import ToolMisdescribed, tool_as_data
from handrail.rules.placed_yaml import PlacedYaml, YamlIsWrong, read_placed_yaml

LARGEST = 500_000  # characters


def read_tools_file(file: Path) -> PlacedYaml:
    """A mapping with a list `tools` of mappings. Raises Refused, with the place."""
    try:
        placed = read_placed_yaml(text_of(file), what="A file of tools", largest=LARGEST)
    except YamlIsWrong as why:
        raise Refused(f"{file}:{why.line}:{why.column}: {why.says}") from why
    data: Any = placed.data
    listed = cast(dict[str, Any], data).get("tools") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in cast(list[Any], listed)):
        raise Refused(f"{file}:1:1: A file of tools begins with `tools:` and lists them, each with its slug.")
    return placed


@contextmanager
def told_where(file: Path, placed: PlacedYaml) -> Generator[None]:
    """A fault in a tool becomes one sentence with file, line and column."""
    try:
        yield
    except ToolMisdescribed as why:
        line, column = next(
            (placed.places[why.path[:n]] for n in range(len(why.path), -1, -1) if why.path[:n] in placed.places), (1, 1)
        )
        raise Refused(f"{file}:{line}:{column}: {why.says}") from why


def write_tools_file(tools: Sequence[Tool]) -> str:
    return yaml.safe_dump({"tools": [tool_as_data(one) for one in tools]}, sort_keys=False, allow_unicode=True)


def amount_of(text: str) -> Money:
    """`50.00EUR`. Raises Refused. Nothing at all is an amount too: 0 asks a person each time."""
    number, currency = text[:-3].strip(), text[-3:].upper()
    if number and set(number) <= set("0."):
        return Money(0, currency)
    try:
        return cast(Money, read_value(Parameter("amount", Kind.MONEY), f"{number} {currency}"))
    except ArgumentRefused as why:
        raise Refused(f"“{text}” is no amount: write it as in 50.00EUR.") from why
