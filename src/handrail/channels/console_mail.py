"""Prints letters instead of sending them: for the demo, and until a mail server is named."""

import unicodedata
from collections.abc import Callable

from handrail.channels.compose import address, compose
from handrail.ports import Outbound

_SHOWN = ("From", "To", "Subject", "Message-ID")


class ConsoleMail:
    """Takes and refuses the same letters as the mail server's twin does. Raises MailDidNotGo."""

    def __init__(self, sender: str = "support@handrail.example", write: Callable[[str], object] = print) -> None:
        self._sender = address(sender)
        self._write = write

    async def __call__(self, outbound: Outbound) -> str:
        letter = compose(outbound, self._sender)
        head = [f"{name}: {letter[name]}" for name in _SHOWN]
        files = [f"[{file.name}: {file.type}, {len(file.content)} bytes]" for file in outbound.enclosed]
        self._write(_visible("\n".join(["--- mail (printed, not sent)", *head, "", outbound.text, *files, "---"])))
        return "printed"


def _visible(text: str) -> str:
    """A customer's words must not steer a terminal."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cc")
