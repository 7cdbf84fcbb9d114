"""The two cookies: a session's secret, and before sign-in the secret that ties a form to its browser."""

from typing import Any

from litestar import Response
from litestar.datastructures import Cookie

from handrail.console.page import Asked, parts
from handrail.core.access.sessions import ABSOLUTE

SESSION, FORM = "hr_session", "hr_form"
_FORM_SECONDS = 24 * 3600


def session_cookie(request: Asked, slug: str, secret: str) -> Cookie:
    return _cookie(request, SESSION, secret, f"/desk/{slug}", int(ABSOLUTE.total_seconds()))


def form_cookie(request: Asked, slug: str, secret: str) -> Cookie:
    return _cookie(request, FORM, secret, f"/desk/{slug}", _FORM_SECONDS)


def forget(response: Response[Any], slug: str, *names: str) -> None:
    for name in names:
        response.delete_cookie(name, path=f"/desk/{slug}")


def _cookie(request: Asked, name: str, secret: str, path: str, seconds: int) -> Cookie:
    """Kept from scripts, from other sites' forms, and from other workspaces."""
    return Cookie(
        key=name,
        value=secret,
        path=path,
        max_age=seconds,
        secure=_encrypted(request),
        httponly=True,
        samesite="lax",
    )


def _encrypted(request: Asked) -> bool:
    public = parts(request).sign_in.public_url
    return request.url.scheme == "https" or (public is not None and public.startswith("https://"))
