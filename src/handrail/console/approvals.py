"""The page of approvals: what waits for a yes with its clock, and each with everything that somebody should see first."""

from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console import approvals_seen as words
from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.supervision.approval import ApprovalState, Because, CustomerWroteSince
from handrail.core.tools.arguments import ArgumentRefused
from handrail.flows.read_approvals import Seen

Answer = Redirect | Template
DONE = {
    "yes": "Your yes counts. It is done now, once.",
    "first": "Your yes counts. One more person has to say yes.",
    "edited": "Edited. Whoever said yes before says it anew.",
    "declined": "Declined.",
}


@get("/desk/{slug:str}/approvals")
async def approvals(request: Asked) -> Template:
    me = require(request, Act.SEE_CONVERSATIONS)
    return page(request, "approvals.html", done=_done(request), **await _listed(request, me))


@get("/desk/{slug:str}/approvals/list")
async def approvals_list(request: Asked) -> Template:
    """As a fragment of the page."""
    me = require(request, Act.SEE_CONVERSATIONS)
    return page(request, "approvals_list.html", **await _listed(request, me))


@get("/desk/{slug:str}/approvals/{approval:uuid}")
async def approval(request: Asked, approval: FromPath[UUID]) -> Template:
    return await _page(request, approval)


@get("/desk/{slug:str}/approvals/{approval:uuid}/now")
async def approval_now(request: Asked, approval: FromPath[UUID]) -> Template:
    """How it stands, as a fragment of its page."""
    me = require(request, Act.SEE_CONVERSATIONS)
    seen = await parts(request).approvals.read.one(me.tenant, me.person, approval)
    return page(request, "approval_now.html", **_seen(request, seen))


@post("/desk/{slug:str}/approvals/{approval:uuid}/approve")
async def approve(request: Asked, approval: FromPath[UUID]) -> Answer:
    """Where money moves it is asked once more, with the amount: a press too many moves nothing."""
    me, form = require(request, Act.SEE_CONVERSATIONS), await form_of(request)
    digest, seen_seq = form.value("digest"), _number(form.value("seen"))
    found = await parts(request).approvals.read.one(me.tenant, me.person, approval)
    if found.line.approval.amount is not None and form.value("sure") != digest:
        return await _page(request, approval, confirming=found.line.approval.digest == digest)
    try:
        after = await parts(request).approvals.settle.approve(me.tenant, approval, me.person, digest, seen_seq)
    except CustomerWroteSince as since:
        return await _page(request, approval, 409, notice=str(since), unread=since.seq)
    except IllegalMove as why:
        return await _page(request, approval, 409, notice=str(why))
    done = "yes" if after.state is ApprovalState.APPROVED else "first"
    return Redirect(f"{me.desk}/approvals/{approval}?done={done}", status_code=303)


@post("/desk/{slug:str}/approvals/{approval:uuid}/edit")
async def edit(request: Asked, approval: FromPath[UUID]) -> Answer:
    me, form = require(request, Act.SEE_CONVERSATIONS), await form_of(request)
    given = {name[4:]: form.value(name).strip() for name in form.names if name.startswith("arg.")}
    given = {name: value for name, value in given.items() if value}
    try:
        await parts(request).approvals.settle.edit(me.tenant, approval, me.person, given, form.value("digest"))
    except ArgumentRefused as wrong:
        form.wrong[f"arg.{wrong.name}"] = str(wrong)
        return await _page(request, approval, 422, form=form)
    except IllegalMove as why:
        return await _page(request, approval, 409, notice=str(why), form=form)
    return Redirect(f"{me.desk}/approvals/{approval}?done=edited", status_code=303)


@post("/desk/{slug:str}/approvals/{approval:uuid}/decline")
async def decline(request: Asked, approval: FromPath[UUID]) -> Answer:
    me, form = require(request, Act.SEE_CONVERSATIONS), await form_of(request)
    if form.value("code") not in set(Because):
        form.wrong["code"] = "Choose why."
        return await _page(request, approval, 422, form=form)
    code, take = Because(form.value("code")), form.value("then", "mine") == "mine"
    settle = parts(request).approvals.settle
    try:
        after = await settle.decline(
            me.tenant, approval, me.person, code, form.value("reason"), tell=form.ticked("tell"), take=take
        )
    except IllegalMove as why:
        return await _page(request, approval, 409, notice=str(why), form=form)
    where = f"conversations/{after.conversation}" if take else "approvals?done=declined"
    return Redirect(f"{me.desk}/{where}", status_code=303)


async def _page(
    request: Asked,
    approval: UUID,
    status: int = 200,
    *,
    form: Form | None = None,
    notice: str = "",
    unread: int | None = None,
    confirming: bool = False,
) -> Template:
    me = require(request, Act.SEE_CONVERSATIONS)
    seen = await parts(request).approvals.read.one(me.tenant, me.person, approval)
    return page(
        request,
        "approval.html",
        status,
        form=form or Form(),
        notice=notice,
        unread=unread,
        confirming=confirming,
        reasons=words.REASONS,
        fields=[] if seen.tool is None else words.fields_of(seen.line.approval, seen.tool),
        done=_done(request),
        **_seen(request, seen),
    )


def _seen(request: Asked, seen: Seen) -> dict[str, Any]:
    asked, now = seen.line.approval, parts(request).clock()
    known, mood = words.known_words(seen.known, now)
    return {
        **words.line_words(seen.line),
        "seen": seen,
        "arguments": words.arguments_of(asked, seen.tool),
        "evidence": words.evidence_of(seen),
        "caps": words.caps_of(seen),
        "known": known,
        "known_mood": mood,
        "reason": words.REASONS.get(asked.reason_code, ""),
        "open_now": asked.state is ApprovalState.WAITING and asked.expires_at > now,
    }


async def _listed(request: Asked, me: SignedIn) -> dict[str, Any]:
    listed = await parts(request).approvals.read.every(me.tenant, me.person)
    return {
        "waiting": [words.line_words(one) for one in listed.waiting],
        "settled": [words.line_words(one) for one in listed.settled],
        "names": listed.names,
        "may": listed.may,
    }


def _done(request: Asked) -> str:
    return DONE.get(request.query_params.get("done", ""), "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


APPROVALS_ROUTES = [approvals, approvals_list, approval, approval_now, approve, edit, decline]
