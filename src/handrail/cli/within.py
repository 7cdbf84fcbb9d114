"""What every command needs: settings, an open desk, the workspace it speaks of, and errors as one sentence."""

import asyncio
import functools
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
import msgspec

from handrail.app import Handrail, open_desk, prepare_database
from handrail.core.conversation.message import MessageEmpty, MessageNotText, MessageTooLong
from handrail.core.conversation.moves import IllegalMove
from handrail.core.escalation.moments.register import RegisterIsWrong
from handrail.flows.administer import NotAllowed
from handrail.flows.replace_owner import TheReserveCannotLeave
from handrail.ports import AlreadyExists, NotFound, TryAgain
from handrail.ports.configuration import VersionMovedOn
from handrail.ports.tools import ToolSurelyNotDone
from handrail.search.read_articles import NothingToRead
from handrail.settings import SettingIsWrong, Settings, settings_from
from handrail.storage.backup import BackupDidNotSucceed
from handrail.storage.embedded import DatabaseServerCannotServe
from handrail.storage.keys import CannotUnlock, SecretKeyIsBroken
from handrail.storage.migrate import ServerTooOld
from handrail.storage.restore import DatabaseNotEmpty, NotABackup
from handrail.storage.workspaces import WorkspaceRow

REFUSALS = (
    RegisterIsWrong,
    ToolSurelyNotDone,
    VersionMovedOn,
    BackupDidNotSucceed,
    DatabaseNotEmpty,
    NotABackup,
    DatabaseServerCannotServe,
    CannotUnlock,
    AlreadyExists,
    IllegalMove,
    MessageEmpty,
    MessageNotText,
    MessageTooLong,
    NotAllowed,
    NotFound,
    NothingToRead,
    SecretKeyIsBroken,
    ServerTooOld,
    TheReserveCannotLeave,
    TryAgain,
)


F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
P = ParamSpec("P")


class Refused(click.ClickException):
    """Exit code 1 and one sentence on standard error."""


def data_option(command: F) -> F:
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="The data folder [HANDRAIL_DATA, default ./data].",
    )(command)


def workspace_option(command: F) -> F:
    return click.option("--workspace", default=None, help="Its short name; needed once there is more than one.")(
        command
    )


def settings_for(data: Path | None, **given: Any) -> Settings:
    try:
        return settings_from(data=data, **given)
    except SettingIsWrong as error:
        raise Refused(str(error)) from error


def with_desk(data: Path | None, run: Callable[[Handrail], Awaitable[T]], *, make: bool = False) -> T:
    """Runs on an open desk, starting the bundled database if it is not running. Only with `make` is a data folder that
    does not exist made: asking in the wrong place must not start a second database there."""
    settings = settings_for(data)
    if settings.database_url is None and not make and not settings.data.exists():
        raise Refused(f"There is no data folder {settings.data}: say where it is with --data or HANDRAIL_DATA.")

    async def inside() -> T:
        dsn = await asyncio.to_thread(prepare_database, settings)
        async with open_desk(settings, dsn) as desk:
            return await run(desk)

    try:
        return asyncio.run(inside())
    except DatabaseServerCannotServe as error:
        raise Refused(str(error)) from error


def in_workspace(data: Path | None, slug: str | None, run: Callable[[Handrail, WorkspaceRow], Awaitable[T]]) -> T:
    async def inside(desk: Handrail) -> T:
        return await run(desk, await the_workspace(desk, slug))

    return with_desk(data, inside)


async def the_workspace(desk: Handrail, slug: str | None) -> WorkspaceRow:
    """The one named, or the only one there is."""
    if slug is not None:
        found = await desk.workspaces.find(slug)
        if found is None:
            raise Refused(f"There is no workspace called “{slug}”. `handrail workspace list` names them.")
        return found
    every = await desk.workspaces.all()
    if not every:
        raise Refused("There is no workspace yet: `handrail workspace create SLUG` makes one, `handrail demo` a demo.")
    if len(every) > 1:
        names = ", ".join(one.slug for one in every)
        raise Refused(f"There are several workspaces ({names}): say which with --workspace.")
    return every[0]


def print_json(value: object) -> None:
    click.echo(json.dumps(msgspec.to_builtins(value, enc_hook=str), indent=2, ensure_ascii=False))


def told_plainly(command: Callable[P, T]) -> Callable[P, T]:
    """Refusals of flows and edges become one sentence; anything else is a bug and shows its trace."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except REFUSALS as error:
            raise Refused(str(error) or type(error).__name__) from error

    return wrapped


def text_of(file: Path) -> str:
    """A text file, '-' for standard input. Raises Refused when it is not there or not UTF-8."""
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{file} is not UTF-8 text.") from error
    except OSError as error:
        raise Refused(f"{file} cannot be read: {(error.strerror or str(error)).lower()}.") from error


def lines_of(file: Path) -> list[str]:
    return text_of(file).splitlines()
