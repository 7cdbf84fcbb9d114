"""Approvals for agents' programs: what waits for a yes, a yes to exactly what was seen, an edit, a no."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import JSONBody, PathParameter

from handrail.api import schemas_approvals as schemas
from handrail.api.describe import problems, write_problems
from handrail.api.house import Asked, agent, parts
from handrail.core.supervision.approval import Approval, Because
from handrail.core.tools.effect import canonical
from handrail.flows.read_approvals import Seen

ApprovalId = Annotated[UUID, PathParameter(description="The approval's id.")]
_GONE = write_problems(404, 409)


@get("/approvals", summary="What waits for a yes", responses=problems())
async def approvals(request: Asked) -> schemas.ApprovalList:
    """The next to expire first, and the last twenty that were settled. Silence is never a yes."""
    caller = agent(request)
    listed = await parts(request).read_approvals.every(caller.tenant, caller.viewer)
    return schemas.ApprovalList(
        [_seen(one.approval) for one in listed.waiting], [_seen(one.approval) for one in listed.settled]
    )


@get("/approvals/{approval:uuid}", summary="One approval, with what to see first", responses=problems(404))
async def approval(request: Asked, approval: ApprovalId) -> schemas.ApprovalWhole:
    """Exactly what would be done, what it rests on, how the customer is known there, and what they wrote since. Send `digest`
    and `last_seq` back with a yes."""
    caller = agent(request)
    return _whole(request, await parts(request).read_approvals.one(caller.tenant, caller.viewer, approval))


@post("/approvals/{approval:uuid}/approve", status_code=200, summary="Say yes to exactly this", responses=_GONE)
async def approve(request: Asked, approval: ApprovalId, data: JSONBody[schemas.ApproveIn]) -> schemas.ApprovalSeen:
    """Refused (409) when it was edited or the customer wrote since you looked, when it was settled, and under a stop. With the
    last yes that is needed it is done, once. The same yes again changes nothing. Supervisors, leads and admins (403)."""
    caller = agent(request)
    settle = parts(request).settle_approval
    return _seen(await settle.approve(caller.tenant, approval, caller.person, data.digest, data.seen_seq))


@post("/approvals/{approval:uuid}/edit", status_code=200, summary="Change it first", responses=_GONE)
async def edit(request: Asked, approval: ApprovalId, data: JSONBody[schemas.ApprovalEditIn]) -> schemas.ApprovalSeen:
    """Within what the tool takes (422 names what it does not). Every yes before falls, and as many people say it anew."""
    caller = agent(request)
    settle = parts(request).settle_approval
    return _seen(await settle.edit(caller.tenant, approval, caller.person, data.arguments, data.digest))


@post("/approvals/{approval:uuid}/decline", status_code=200, summary="Say no", responses=_GONE)
async def decline(request: Asked, approval: ApprovalId, data: JSONBody[schemas.DeclineIn]) -> schemas.ApprovalSeen:
    """Nothing is done, and a person has the conversation."""
    caller = agent(request)
    settle = parts(request).settle_approval
    code = Because(data.because)
    return _seen(
        await settle.decline(caller.tenant, approval, caller.person, code, data.reason, tell=data.tell, take=data.take)
    )


def _seen(one: Approval) -> schemas.ApprovalSeen:
    return schemas.ApprovalSeen(
        id=one.id,
        conversation=one.conversation,
        tool=one.tool,
        arguments=canonical(one.arguments),
        amount=None if one.amount is None else one.amount.minor,
        currency=None if one.amount is None else one.amount.currency,
        because=one.because,
        rule=one.rule,
        evidence=[dict(line) for line in one.evidence],
        people=one.people,
        counted=one.counted(),
        yeses=[schemas.Yes(yes.person, yes.at, yes.digest == one.digest) for yes in one.yeses],
        asked_at=one.asked_at,
        expires_at=one.expires_at,
        state=one.state.value,
        settled_at=one.settled_at,
        settled_by=one.settled_by,
        reason_code=one.reason_code,
        reason=one.reason,
        digest=one.digest,
    )


def _whole(request: Asked, seen: Seen) -> schemas.ApprovalWhole:
    return schemas.ApprovalWhole(
        approval=_seen(seen.line.approval),
        last_seq=seen.last_seq,
        wrote_since=[one.seq for one in seen.since],
        identity=seen.known.at(parts(request).clock()).word,  # pyright: ignore[reportArgumentType] - one of the four
        stopped_by=seen.stopped,
        may_approve=seen.may,
    )


APPROVAL_ROUTES = [approvals, approval, approve, edit, decline]
