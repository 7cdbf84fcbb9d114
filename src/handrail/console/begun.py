"""What hardly ever waits is done at once, without a task: a thousand streams are told of a change in one go."""

import asyncio
from collections.abc import Coroutine, Generator
from typing import Any


def begun(doing: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
    """Runs it until it first waits; None when it was done by then, else the task in which it goes on. Raises what it raises
    before it waits."""
    try:
        awaited = doing.send(None)
    except StopIteration:
        return None
    return asyncio.create_task(_goes_on(_Rest(doing, awaited)))


async def _goes_on(rest: "_Rest") -> None:
    await rest


class _Rest:
    """A coroutine from where it stands: it waits for `awaited`."""

    def __init__(self, doing: Coroutine[Any, Any, None], awaited: Any) -> None:
        self._doing, self._awaited = doing, awaited

    def __await__(self) -> Generator[Any, Any, None]:
        awaited = self._awaited
        while True:
            try:
                given = yield awaited
            except BaseException as error:
                goes_on, given = self._doing.throw, error
            else:
                goes_on = self._doing.send
            try:
                awaited = goes_on(given)
            except StopIteration:
                return
