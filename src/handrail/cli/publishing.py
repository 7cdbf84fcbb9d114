"""What the commands of everything that is written in a file and published share: the file, the why, mistakes and remarks."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from handrail.cli.within import Refused
from handrail.core.escalation.rules import Fault, Grade, Remark

file_argument = click.argument("file", type=click.Path(path_type=Path, allow_dash=True, dir_okay=False))
because_option = click.option("--because", default="", help="Why, in a sentence; kept with the version.")
_COLOURS = {Grade.REFUSED: "red", Grade.WARNED: "yellow", Grade.NOTED: "cyan"}


def say_faults(file: Path, faults: Sequence[Fault]) -> Refused:
    """Each fault on a line of its own on standard error, as compilers write them."""
    for one in faults:
        place = _at(file, one.line, one.column)
        click.secho(f"{place}: {f'{one.rule}: ' if one.rule else ''}{one.says}", fg="red", err=True)
    return Refused("One mistake." if len(faults) == 1 else f"{len(faults)} mistakes.")


def say_remarks(file: Path, remarks: Sequence[Remark], place: Callable[[Remark], tuple[int, int]]) -> None:
    """`place`: line and column of what a remark is about; line 0: of nothing in the file."""
    for remark in remarks:
        where = _at(file, *place(remark))
        click.secho(f"{where}: {remark.grade.value}: ", fg=_COLOURS[remark.grade], nl=False, err=True)
        click.echo(f"{f'{remark.rule}: ' if remark.rule else ''}{remark.says}", err=True)
    sys.stderr.flush()


def _at(file: Path, line: int, column: int) -> str:
    return f"{file}:{line}:{column}" if line else str(file)
