"""Who is looking at a page: one person of one workspace, by their session."""

from dataclasses import dataclass
from uuid import UUID

from handrail.console.page import Asked
from handrail.core.ownership.person import Role


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

    @property
    def desk(self) -> str:
        """What every address of this workspace starts with."""
        return f"/desk/{self.slug}"


def signed_in(request: Asked) -> SignedIn:
    """The person; the guard of every page below /desk/{slug} put them there. KeyError: the page has no guard."""
    return request.scope["state"]["signed_in"]
