"""The playbooks in force as pages read them, also when some of them cannot be read any more."""

from handrail.console.page import Asked, parts
from handrail.console.signed_in import SignedIn
from handrail.core.playbooks.parse import PlaybookIsWrong
from handrail.core.playbooks.playbook import Playbooks


async def readable_playbooks(request: Asked, me: SignedIn) -> tuple[Playbooks, str]:
    """The sentence says what cannot be read; "" when all can."""
    try:
        return (await parts(request).playbooks.shelf.in_force(me.tenant)).playbooks, ""
    except PlaybookIsWrong as wrong:
        return Playbooks(), str(wrong)
