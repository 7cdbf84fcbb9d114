"""One-time codes: six digits to a contact, for ten minutes and five tries, that hold for twelve hours in one conversation."""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

LIVES: Final = timedelta(minutes=10)
HOLDS: Final = timedelta(hours=12)
COOL_OFF: Final = timedelta(hours=72)  # after a contact was changed, tools that move money wait
TRIES: Final = 5
SENT_AN_HOUR: Final = 3  # to one contact, and for one customer
SENT_A_DAY: Final = 8  # so that nobody has more than 40 tries a day at a million
MASK: Final = "•••• (code)"
_DIGITS: Final = 6
# Spaces, dots and dashes within it are how people copy it; digits right before or after make it another number.
_CODE: Final = re.compile(r"(?<![\d.,-])\d(?:[ .\u00a0-]?\d){5}(?![\d-]|[.,]\d)")
_REST: Final = 40  # letters beside a code that are no question yet ("here it is", "the code is")


class Checked(Enum):
    PASSED = "passed"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"  # that was the last try


@dataclass(frozen=True, slots=True)
class Code:
    """One code that was sent. `hash` is of the code, so that the row gives nothing away."""

    id: UUID
    conversation: UUID
    customer: UUID
    kind: str  # "email" or "phone"
    contact: str
    hash: bytes
    sent_at: datetime
    expires_at: datetime
    tries: int = 0
    passed_at: datetime | None = None
    holds_until: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Neither passed nor ended; it may have expired."""
        return self.passed_at is None and self.ended_at is None


def code_of(secret: bytes, code: UUID) -> str:
    """The six digits, made again whenever the mail is tried again, and kept nowhere (RFC 4226, 5.3 without its bias: 64
    bits before the modulus)."""
    mac = hmac.new(secret, b"digits" + code.bytes, hashlib.sha256).digest()
    return str(int.from_bytes(mac[:8]) % 10**_DIGITS).zfill(_DIGITS)


def hash_of(secret: bytes, code: UUID, digits: str) -> bytes:
    return hmac.new(secret, b"check" + code.bytes + digits.encode(), hashlib.sha256).digest()


def digits_in(text: str) -> str | None:
    """The code that somebody wrote, in digits of any script; None without one, and where there are several different."""
    found = {_plain(match.group()) for match in _CODE.finditer(text)}
    return found.pop() if len(found) == 1 else None


def masked(text: str) -> str:
    """The same text with dots where codes stand."""
    return _CODE.sub(MASK, text)


def only_a_code(text: str) -> bool:
    """Nothing else worth an answer stands beside it."""
    return sum(char.isalpha() for char in _CODE.sub("", text)) <= _REST and "?" not in text


def check(code: Code, hashed: bytes, now: datetime) -> tuple[Checked, Code]:
    """What a try gives, and the code with the try counted. A try counts before anything is said about it."""
    if not code.is_open or code.tries >= TRIES:
        return Checked.SPENT, code
    if now >= code.expires_at:
        return Checked.EXPIRED, replace(code, ended_at=now)
    tried = replace(code, tries=code.tries + 1)
    if hmac.compare_digest(code.hash, hashed):
        return Checked.PASSED, replace(tried, passed_at=now, holds_until=now + HOLDS)
    if tried.tries >= TRIES:
        return Checked.SPENT, replace(tried, ended_at=now)
    return Checked.WRONG, tried


def shortened(contact: str) -> str:
    """A contact as it may be shown in a thread: enough to know it by, too little to learn it from."""
    name, at, host = contact.rpartition("@")
    if not at:
        return f"•••{contact[-2:]}"
    return f"{name[:1]}•••@{host}"


def _plain(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal())
