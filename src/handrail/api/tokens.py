"""What customers carry: our own compact token for whoever came without a name, or one that the site signed."""

import base64
import binascii
import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

CUSTOMER_MARK = "hc_"
CUSTOMER_LIFETIME = timedelta(days=30)
LONGEST = 4_096
_BODY = 16 + 16 + 8
_SIGNED_WITH = hashlib.sha256
_FAR = 253_402_300_799  # the last second of the year 9999


class BadToken(Exception):
    """Forged, damaged, out of time, or not signed by whom it should be; which of them is not for the caller."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A customer token's content; `until` in seconds since 1970."""

    tenant: UUID
    customer: UUID
    until: float


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a site says about its customer, in a JWT it signed."""

    external_id: str
    name: str | None
    email: str | None
    until: float


def customer_token(secret: bytes, tenant: UUID, customer: UUID, now: datetime) -> tuple[str, datetime]:
    """The token and when it ends."""
    until = now + CUSTOMER_LIFETIME
    body = tenant.bytes + customer.bytes + int(until.timestamp()).to_bytes(8, "big")
    signed = body + hmac.digest(secret, b"customer/1|" + body, _SIGNED_WITH)
    return CUSTOMER_MARK + base64.urlsafe_b64encode(signed).rstrip(b"=").decode(), until


def read_customer_token(secret: bytes, token: str, now: float) -> Carried:
    """Raises BadToken."""
    try:
        text = token[len(CUSTOMER_MARK) :]
        signed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as error:
        raise BadToken from error
    body, mac = signed[:_BODY], signed[_BODY:]
    if len(body) != _BODY or not hmac.compare_digest(mac, hmac.digest(secret, b"customer/1|" + body, _SIGNED_WITH)):
        raise BadToken
    until = int.from_bytes(body[32:], "big")
    if until <= now:
        raise BadToken
    return Carried(UUID(bytes=body[:16]), UUID(bytes=body[16:32]), until)


def read_site_token(secret: bytes, token: str, now: float) -> Vouched:
    """A JWT (RFC 7519) signed HS256 with the workspace's identity secret; `sub` and `exp` are needed. Raises BadToken."""
    try:
        claims = jwt.decode(
            token,
            secret,
            algorithms=["HS256"],
            # The times are compared below, with the desk's own clock.
            options={
                "require": ["exp", "sub"],
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
                "verify_aud": False,
            },
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise BadToken from error
    until, since = _second(claims["exp"]), _second(claims.get("nbf", 0))
    if until <= now or since > now + 30:
        raise BadToken
    return Vouched(
        _text(claims["sub"], needed=True) or "", _text(claims.get("name")), _text(claims.get("email")), until
    )


def _second(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadToken
    return min(float(value), _FAR)


def _text(value: Any, *, needed: bool = False) -> str | None:
    """Short, printable text, or nothing; an id must be there."""
    good = isinstance(value, str) and 0 < len(value) <= 200 and value.isprintable() and value.strip() == value
    if needed and not good:
        raise BadToken
    return value if good else None
