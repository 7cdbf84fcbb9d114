"""A form is taken from our own pages only: each carries a token that its session alone can have, and browsers say where a
request comes from."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from handrail.console.page import Asked, parts

FIELD, HEADER = "csrf", "x-csrf-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION_TOKEN, FORM_TOKEN = "session", "form"
"""What a token was made for: the form of somebody signed in, or one before sign-in."""


class ForgedRequest(Exception):
    """It does not come from a page of ours, or from one that was opened in another session."""


def token_of(secret: str, made_for: str) -> str:
    """From the cookie's secret, which a page of another origin can neither read nor set. Knowing it gives no way back."""
    made = hmac.digest(secret.encode(), f"handrail form token: {made_for}".encode(), hashlib.sha256)
    return urlsafe_b64encode(made).decode().rstrip("=")


def csrf_token(request: Asked) -> str:
    """For scripts, as header X-CSRF-Token."""
    return request.scope["state"]["form_token"]


def csrf(request: Asked) -> Markup:
    """For forms, as a hidden field."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token(request))


async def refuse_forged(request: Asked, allowed: list[str]) -> None:
    """`allowed`: the tokens that are good here. Raises ForgedRequest."""
    if request.scope["method"] in SAFE:
        return
    _refuse_other_origins(request)
    given = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    if not isinstance(given, str) or not any(_same(given, one) for one in allowed):
        raise ForgedRequest("This page was opened before you signed in or out. Go back, reload it, and send it again.")


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), token.encode())


def _refuse_other_origins(request: Asked) -> None:
    """Browsers send Sec-Fetch-Site to https and the loopback, and Origin everywhere; programs need neither."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in {None, "same-origin", "none"}:
        raise ForgedRequest("This was sent from a page of another site.")
    if origin is not None and not _is_ours(request, origin):
        raise ForgedRequest("This was sent from a page of another site.")


def _is_ours(request: Asked, origin: str) -> bool:
    """The scheme is not compared with the request's own: behind a proxy that speaks TLS it is another one."""
    here = _host(f"//{request.headers.get('host', '')}")
    public = parts(request).sign_in.public_url
    return _host(origin) is not None and _host(origin) in {here, None if public is None else _host(public)}


def _host(address: str) -> tuple[str, int | None] | None:
    try:
        split: Any = urlsplit(address)
        return None if not split.hostname else (split.hostname, split.port)
    except ValueError:
        return None
