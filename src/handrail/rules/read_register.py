"""A moments register read from one YAML file, or from the folder it is shipped in; and written as one file again."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import Any, Final, cast

import yaml

from handrail.core.escalation.moments.moment import Register, RegisterIsWrong
from handrail.core.escalation.moments.register import parse_register, plain_register
from handrail.core.escalation.rules.rule import Fault
from handrail.rules.placed_yaml import YamlIsWrong, read_placed_yaml

LARGEST: Final = 2 * 1024 * 1024  # characters
_WHAT: Final = "A moments register"


def read_register(source: str) -> Register:
    """One file. Raises RegisterIsWrong with the line, column and path of every fault."""
    try:
        read = read_placed_yaml(source, what=_WHAT, largest=LARGEST)
    except YamlIsWrong as wrong:
        raise RegisterIsWrong((Fault(wrong.line, wrong.column, wrong.says),)) from wrong
    return parse_register(read.data, read.places)


def write_register(register: Register) -> str:
    """YAML that `read_register` reads back to an equal register."""
    written: str = yaml.dump(
        plain_register(register), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    return written


@cache
def shipped_register() -> Register:
    """What a workspace has until a lead publishes its own. Raises RegisterIsWrong, naming the file."""
    return read_folder(files("handrail.core.escalation.moments").joinpath("shipped"))


def read_folder(folder: Traversable) -> Register:
    """`register.yaml` with the rows, `texts.yaml` with their fixed texts, `routine.yaml`, and `examples/SLUG.yaml` with
    examples and phrases. Raises RegisterIsWrong, naming the file."""
    rows = _file(folder / "register.yaml")
    moments: dict[str, Any] = rows.get("moments") or {}
    texts = _file(folder / "texts.yaml")
    examples = {PurePath(one.name).stem: _file(one) for one in (folder / "examples").iterdir() if one.is_file()}
    for file, slugs in (("texts.yaml", texts), ("examples/", examples)):
        if strange := sorted(set(slugs) - set(moments)):
            raise RegisterIsWrong((Fault(0, 0, f"{file} names {', '.join(strange)}, which register.yaml has not."),))
    joined = {
        slug: {**cast(dict[str, Any], row), **examples.get(slug, {}), "texts": texts.get(slug, {})}
        for slug, row in moments.items()
    }
    return parse_register({**rows, "moments": joined, "routine": _file(folder / "routine.yaml")})


def _file(file: Traversable) -> dict[str, Any]:
    try:
        read = read_placed_yaml(file.read_text("utf-8"), what=_WHAT, largest=LARGEST)
    except YamlIsWrong as wrong:
        raise RegisterIsWrong((Fault(wrong.line, wrong.column, f"{file.name}: {wrong.says}"),)) from wrong
    data: object = read.data
    if not isinstance(data, dict):
        raise RegisterIsWrong((Fault(0, 0, f"{file.name} is no mapping of names."),))
    return cast(dict[str, Any], data)


class _Dumper(yaml.SafeDumper):
    """Lists of lines stand indented under their language, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # pyright: ignore[reportUnknownMemberType]
