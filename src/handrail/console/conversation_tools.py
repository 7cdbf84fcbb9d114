"""Saved replies beside the reply: those that fit the conversation, filled in for it, each one press away."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.acting import acting_in, shown_again
from handrail.console.conversation import saved_replies_for
from handrail.console.page import Asked, parts
from handrail.core.access.roles import Act

GONE = "This saved reply is not offered here any more. Nothing you typed was lost."


@post("/desk/{slug:str}/conversations/{conversation:uuid}/saved/{reply:uuid}")
async def use_saved(request: Asked, conversation: FromPath[UUID], reply: FromPath[UUID]) -> Template:
    """The filled reply, put below what stands in the box."""
    acting = await acting_in(request, conversation, Act.WRITE)
    detail = await parts(request).reading.conversation(acting.me.tenant, acting.me.person, conversation)
    offered = await saved_replies_for(request, acting.me, detail.conversation)
    chosen = next((one.filled for one in offered if one.id == reply), None)
    if chosen is None:
        return await shown_again(acting, replace(acting.typed, notice=GONE), 409)
    text = "\n\n".join(filter(None, (acting.typed.text.rstrip(), chosen.text)))
    return await shown_again(acting, replace(acting.typed, text=text, notice=_lacking(chosen.missing)), 200)


def _lacking(missing: Sequence[str]) -> str:
    """What the agent has to put in by hand, in a sentence."""
    names = " and ".join(f"{{{name}}}" for name in missing)
    return f"Nothing is known here for {names}: replace it in the text before you send." if missing else ""


CONVERSATION_TOOLS_ROUTES = [use_saved]
