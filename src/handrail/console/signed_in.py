"""Who is looking at a page: one person of one workspace, by their session."""

from dataclasses import dataclass
from uuid import UUID

from handrail.console.page import Asked
from handrail.core.access.roles import Act, may, who_may
from handrail.core.ownership.person import Role
from handrail.flows.administer import NotAllowed


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`workspace` is its name, `slug` stands in addresses, `timezone` (IANA) is the one that pages show times in."""

    tenant: UUID
    slug: str
    workspace: str
    timezone: str
    person: UUID
    name: str
    role: Role
    session: UUID

    def may(self, act: Act | str) -> bool:
        """For templates: what is not for this role is not offered. The server checks again by `require`."""
        return may(self.role, Act(act))

    @property
    def desk(self) -> str:
        """What every address of this workspace starts with."""
        return f"/desk/{self.slug}"


class SignInFirst(Exception):
    """This page is for people who are signed in; `slug` names the workspace, as far as the address does."""

    def __init__(self, slug: str | None) -> None:
        super().__init__("Sign in first.")
        self.slug = slug


def signed_in(request: Asked) -> SignedIn:
    """The person. Raises SignInFirst, which becomes the way to the sign-in page and back here."""
    me = somebody(request)
    if me is None:
        raise SignInFirst(request.path_params.get("slug"))
    return me


def require(request: Asked, act: Act) -> SignedIn:
    """The person, if their role may do this. Raises SignInFirst, and NotAllowed in words, which becomes a 403 page."""
    me = signed_in(request)
    if not may(me.role, act):
        raise NotAllowed(who_may(act))
    return me


def somebody(request: Asked) -> SignedIn | None:
    """The person, or None: for the few pages that are there before sign-in."""
    return request.scope["state"].get("signed_in")
