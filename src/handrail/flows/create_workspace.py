"""A company starts: a workspace, its first person as the named last resort, and one topic to begin with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from handrail.core.ownership.person import Role
from handrail.core.supervision.levels import Level
from handrail.flows.administer import Administer, By
from handrail.ports import NewId, NewPerson, NewTopic

W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class FirstPerson:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Made(Generic[W]):
    workspace: W
    person: UUID
    token: str


class CreateWorkspace(Generic[W]):
    """`create`: (tenant, slug, name, timezone, currency) to the workspace's record; raises AlreadyExists."""

    def __init__(
        self, create: Callable[[UUID, str, str, str, str], Awaitable[W]], administer: Administer, new_id: NewId
    ) -> None:
        self._create, self._administer, self._new_id = create, administer, new_id

    async def __call__(self, slug: str, name: str, timezone: str, first: FirstPerson, currency: str = "") -> Made[W]:
        tenant = self._new_id()
        workspace = await self._create(tenant, slug, name, timezone, currency)
        by = By()
        person = NewPerson(slug="admin", name=first.name, email=first.email, role=Role.ADMIN, capacity=0, reserve=True)
        admin = await self._administer.add_person(tenant, by, person)
        # A new workspace starts at suggest: the assistant drafts, people send (decisions: levels).
        await self._administer.add_topic(tenant, by, NewTopic("general", "General", admin, level=Level.SUGGEST))
        token = await self._administer.create_token(tenant, None, "first admin", ["admin", "read", "agent"], admin)
        return Made(workspace, admin, token.secret)
