"""A letter as mail servers take it: fixed by its contents alone, and closed to headers that hide in words."""

import re
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from handrail.core.conversation.message import AuthorKind
from handrail.core.conversation.texts.slots import plain
from handrail.ports import MailDidNotGo, Outbound

_ADDRESS = re.compile(r"([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@([^\s@<>()\[\],;:\\\"]{1,253})")
_HOST = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_OF_IDS = frozenset({"in-reply-to", "references", "list-id"})


class _OneIdALine(EmailPolicy):
    """The standard policy encodes ids that are longer than a line, and mail programs then no longer find the thread."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() in _OF_IDS:
            return f"{name}: {f'{self.linesep} '.join(value.split())}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii") if name.lower() in _OF_IDS else super().fold_binary(name, value)


# Seven bits only, so that every server on the way may take it as it is.
_POLICY = _OneIdALine(linesep="\r\n", cte_type="7bit")


def address(text: str) -> Address:
    """Raises MailDidNotGo for what is no single mail address."""
    match = _ADDRESS.fullmatch(text.strip())
    try:
        host = "" if match is None else match[2].encode("idna").decode()
    except UnicodeError:
        host = ""
    if match is None or not _HOST.fullmatch(host):
        raise MailDidNotGo("This is no mail address.")
    return Address(username=match[1], domain=host)


def compose(outbound: Outbound, sender: Address) -> EmailMessage:
    """The same letter gives the same bytes, so that a second try is no second mail. Raises MailDidNotGo."""
    letter = EmailMessage(policy=_POLICY)
    letter["From"] = Address(plain(outbound.author), sender.username, sender.domain)
    letter["To"] = address(outbound.to)
    letter["Subject"] = plain(outbound.subject)
    letter["Date"] = format_datetime(outbound.at.astimezone(UTC))
    letter["Message-ID"] = f"<{outbound.message}@{sender.domain}>"
    _thread(letter, outbound, sender.domain)
    _automatic(letter, outbound, sender.domain)
    letter.set_content(outbound.text.replace("\r\n", "\n").replace("\r", "\n"))
    _enclose(letter, outbound)
    return letter


def _enclose(letter: EmailMessage, outbound: Outbound) -> None:
    for file in outbound.enclosed:
        main, sub = file.type.split("/", 1)
        letter.add_attachment(file.content, maintype=main, subtype=sub, filename=plain(file.name))
    if outbound.enclosed:
        letter.set_boundary(f"{outbound.message.hex}={len(outbound.enclosed)}")  # "=" stands in no encoded body


def _thread(letter: EmailMessage, outbound: Outbound, domain: str) -> None:
    if outbound.references:
        letter["In-Reply-To"] = f"<{outbound.references[-1]}@{domain}>"
        letter["References"] = " ".join(f"<{earlier}@{domain}>" for earlier in outbound.references)


def _automatic(letter: EmailMessage, outbound: Outbound, domain: str) -> None:
    """What no person wrote says so (RFC 3834), and so no absence note answers it; a list's id (RFC 2919) sorts it."""
    kinds = {AuthorKind.ASSISTANT: "auto-replied", AuthorKind.SYSTEM: "auto-generated"}
    if outbound.author_kind in kinds:
        letter["Auto-Submitted"] = kinds[outbound.author_kind]
        letter["List-Id"] = f"<{re.sub('[^a-z0-9-]', '', outbound.workspace) or 'desk'}.{domain}>"
