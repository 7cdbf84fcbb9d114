"""The admins' side: saved replies are written, changed and retired."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody, PathParameter, QueryParameter

from handrail.api import schemas_daily as schemas
from handrail.api.describe import problems, write_problems
from handrail.api.house import Asked, agent, parts
from handrail.api.views_admin import given
from handrail.api.views_daily import saved_reply_seen
from handrail.ports.daily import NewSavedReply, SavedReplyQuery

ReplyId = Annotated[UUID, PathParameter(description="The saved reply's id.")]


@get("/saved-replies", summary="Saved replies, to edit them", responses=problems())
async def all_replies(
    request: Asked,
    retired: Annotated[bool, QueryParameter(description="The retired ones too.")] = False,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 500,
) -> schemas.SavedReplies:
    """In order of their shortcuts."""
    caller = agent(request)
    query = SavedReplyQuery(retired=retired, limit=limit)
    found = await parts(request).reading.saved_replies(caller.tenant, caller.viewer, query)
    return schemas.SavedReplies([saved_reply_seen(one) for one in found])


@get("/saved-replies/{reply_id:uuid}", summary="One saved reply", responses=problems(404))
async def one_reply(request: Asked, reply_id: ReplyId) -> schemas.SavedReply:
    """A retired one too."""
    return await _reply(request, reply_id)


@post("/saved-replies", summary="Write a saved reply", responses=write_problems(404, 409))
async def add_reply(request: Asked, data: JSONBody[schemas.SavedReplyIn]) -> schemas.SavedReply:
    """A variable that nothing fills in is refused here (422), not when somebody uses the reply."""
    caller = agent(request)
    written = msgspec.convert(data, NewSavedReply, from_attributes=True)
    return await _reply(request, await parts(request).saved_replies.add(caller.tenant, caller.by, written))


@patch("/saved-replies/{reply_id:uuid}", summary="A saved reply changes", responses=write_problems(404, 409))
async def change_reply(
    request: Asked, reply_id: ReplyId, data: JSONBody[schemas.SavedReplyChange]
) -> schemas.SavedReply:
    """Refused (409) when somebody changed it since the `version` you read."""
    caller = agent(request)
    changes = {name: value for name, value in given(data).items() if name != "version"}
    await parts(request).saved_replies.change(caller.tenant, caller.by, reply_id, data.version, changes)
    return await _reply(request, reply_id)


@delete("/saved-replies/{reply_id:uuid}", status_code=204, summary="Retire a saved reply", responses=problems(404))
async def retire_reply(request: Asked, reply_id: ReplyId) -> None:
    """Nobody is offered it any more."""
    caller = agent(request)
    await parts(request).saved_replies.retire(caller.tenant, caller.by, reply_id)


async def _reply(request: Asked, reply_id: UUID) -> schemas.SavedReply:
    caller = agent(request)
    return saved_reply_seen(await parts(request).reading.saved_reply(caller.tenant, caller.viewer, reply_id))


REPLY_ROUTES = [all_replies, one_reply, add_reply, change_reply, retire_reply]
