"""What the pages of signing in are made of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handrail.flows.invite import AcceptLink, Invite
from handrail.flows.sessions import KeepSessions
from handrail.flows.sign_in import SignIn
from handrail.ports import WorkspaceFound

FindWorkspace = Callable[[str], Awaitable[WorkspaceFound | None]]
"""By the short name that stands in addresses. Raises TryAgain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInParts:
    """`public_url`: what people type to come here ("https://desk.example"), where settings name it. `mail_arrives` is
    False while letters are only printed."""

    find_workspace: FindWorkspace
    sessions: KeepSessions
    sign_in: SignIn
    invite: Invite
    accept: AcceptLink
    public_url: str | None = None
    mail_arrives: bool = False
