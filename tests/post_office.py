"""A real mail server on the loopback for tests: it keeps what it accepts, and misbehaves when told to."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class PostOffice:
    """`mood`: "kind", "refuses" (the recipient), "refuses_letter", "hangs_up" (after it took the letter), "stalls",
    "dawdles" (until `go_on` is set)."""

    port: int = 0
    mood: str = "kind"
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    connections: int = 0
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def letters(self) -> list[EmailMessage]:
        return [cast(EmailMessage, message_from_bytes(raw, policy=default)) for raw in self.raw]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood == "refuses":
            return f"550 5.1.1 <{address}> is unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mood == "refuses_letter":
            return "554 5.7.1 not this one"
        self.raw.append(cast(bytes, envelope.original_content))
        self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        if self.mood == "hangs_up":
            cast(Any, server.transport).abort()
        if self.mood == "stalls":
            await asyncio.sleep(30)
        if self.mood == "dawdles":
            await self.go_on.wait()
        return f"250 2.0.0 queued as {len(self.raw)}@mx.test"


def words(letter: EmailMessage) -> str:
    """What the customer reads, with line ends as we write them."""
    return str(letter.get_content()).replace("\r\n", "\n").rstrip("\n")


@asynccontextmanager
async def post_office() -> AsyncGenerator[PostOffice]:
    office = PostOffice()

    def connected() -> SMTP:
        office.connections += 1
        return SMTP(office, hostname="mx.test", enable_SMTPUTF8=False)

    server = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
