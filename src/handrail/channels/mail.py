"""Sends letters through a mail server, and tells a refusal from a doubt."""

import re
from dataclasses import dataclass, field

from aiosmtplib import SMTP, SMTPDataError, SMTPException

from handrail.channels.compose import address, compose
from handrail.ports import MailDidNotGo, Outbound

TLS_FROM_THE_START = 465
_LONGEST_RECEIPT = 200


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`starttls`: the connection must become encrypted before anything is sent; port 465 is encrypted from the start.
    `timeout` in seconds, for each answer of the server."""

    host: str
    port: int = 587
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    starttls: bool = True
    sender: str = "support@handrail.example"
    timeout: float = 20.0


class SmtpMail:
    """A connection for each letter. Gives the server's receipt; raises MailDidNotGo."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._sender = address(settings.sender)

    async def __call__(self, outbound: Outbound) -> str:
        letter = compose(outbound, self._sender)
        client = self._client()
        try:
            await self._envelope(client, address(outbound.to).addr_spec)
            receipt = await _data(client, letter.as_bytes())
            await _part(client)
            return receipt
        finally:
            client.close()

    def _client(self) -> SMTP:
        settings = self._settings
        encrypted = settings.port == TLS_FROM_THE_START
        return SMTP(
            hostname=settings.host,
            port=settings.port,
            username=settings.username,
            password=settings.password,
            use_tls=encrypted,
            start_tls=settings.starttls and not encrypted,
            timeout=settings.timeout,
            local_hostname=self._sender.domain,  # else a name look-up, which may block, and this machine's name
        )

    async def _envelope(self, client: SMTP, recipient: str) -> None:
        """Up to here nothing was handed over: whatever fails, it did not go."""
        try:
            await client.connect()
            await client.mail(self._sender.addr_spec)
            await client.rcpt(recipient)
        except (SMTPException, OSError) as error:
            raise MailDidNotGo(_in_words(error)) from error


async def _data(client: SMTP, letter: bytes) -> str:
    try:
        answer = await client.data(letter)
    except SMTPDataError as error:
        raise MailDidNotGo(_in_words(error)) from error
    except (SMTPException, OSError) as error:
        # The letter was on its way when the line broke: the server may have it.
        raise MailDidNotGo(_in_words(error), doubtful=True) from error
    return _without_addresses(f"{answer.code} {answer.message}")


async def _part(client: SMTP) -> None:
    """The letter is accepted; a goodbye that fails changes nothing."""
    try:
        await client.quit()
    except (SMTPException, OSError):
        return


def _in_words(error: Exception) -> str:
    return _without_addresses(f"The mail server did not take it: {type(error).__name__} {error}")


def _without_addresses(text: str) -> str:
    """Receipts and errors are kept and logged; the customer's address is not theirs to keep."""
    return re.sub(r"\S+@\S+", "…", " ".join(text.split()))[:_LONGEST_RECEIPT]
