"""Somebody takes a conversation for spam, and takes that back."""

from uuid import UUID

from litestar import post
from litestar.params import FromPath

from handrail.console.acting import Acting, Answer, act_on
from handrail.console.page import Asked, parts
from handrail.core.access.roles import Act


@post("/desk/{slug:str}/conversations/{conversation:uuid}/spam")
async def spam(request: Asked, conversation: FromPath[UUID]) -> Answer:
    """Refused in words over an unmet wish for a person or an open promise: calling it spam ends no duty."""

    async def mark(acting: Acting) -> str:
        await parts(request).mark_spam(*acting.who)
        return "spam"

    return await act_on(request, conversation, "text", mark, Act.MARK_SPAM)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/not-spam")
async def not_spam(request: Asked, conversation: FromPath[UUID]) -> Answer:
    """Whoever says so owns it and answers it."""

    async def mark(acting: Acting) -> str:
        await parts(request).mark_spam.undo(*acting.who)
        return "not-spam"

    return await act_on(request, conversation, "text", mark, Act.MARK_SPAM)


CONVERSATION_SPAM_ROUTES = [spam, not_spam]
