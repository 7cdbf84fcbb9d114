"""The log on a page: who decided what, when, under which version; whether the chain holds; and one case to take away."""

import json
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from litestar.response import Template

from handrail.console.log_view import LogRow, rows_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.conversation.message import Message
from handrail.ports import LogLine, LogQuery, Names, StoredDecision

PAGE = 100
MOST_OF_A_CASE = 1000

Id = Annotated[UUID | None, QueryParameter()]
Word = Annotated[str | None, QueryParameter(max_length=64)]
Before = Annotated[int | None, QueryParameter(ge=1, le=2**63 - 1)]


@get("/desk/{slug:str}/log")
async def log(request: Asked, kind: Word = None, conversation: Id = None, before: Before = None) -> Template:
    me = require(request, Act.SEE_LOG)
    query = LogQuery(kind=kind or None, conversation=conversation, before=before, limit=PAGE + 1)
    lines = await parts(request).read_log(me.tenant, me.person, query)
    shown = await _rows(request, me, lines[:PAGE])
    kinds = await parts(request).log_kinds(me.tenant)
    following = lines[PAGE - 1].event.id if len(lines) > PAGE else None
    return page(request, "log.html", rows=shown, kinds=kinds, kind=kind, conversation=conversation, following=following)


@get("/desk/{slug:str}/log/verified")
async def verified(request: Asked) -> Template:
    """Recomputes the whole chain: a fragment of its own, since a long log takes its time."""
    me = require(request, Act.SEE_LOG)
    name = "log_verified.html" if "hx-request" in request.headers else "log_verified_page.html"
    return page(request, name, report=await parts(request).verify_log(me.tenant))


@get("/desk/{slug:str}/log/cases/{conversation:uuid}")
async def case(request: Asked, conversation: FromPath[UUID]) -> Response[bytes]:
    """Everything recorded about one conversation, with its place in the chain, as JSON to keep or to hand on."""
    me = require(request, Act.SEE_LOG)
    detail = await parts(request).reading.conversation(me.tenant, me.person, conversation)
    query = LogQuery(conversation=conversation, limit=MOST_OF_A_CASE)
    lines = await parts(request).read_log(me.tenant, me.person, query)
    names = detail.thread.names
    content = {
        "schema": "case/1",
        "workspace": me.slug,
        "conversation": str(conversation),
        "exported_at": parts(request).clock().isoformat(),
        "exported_by": me.name,
        "owner": names.get(detail.conversation.owner),
        "messages": [_message(one, names) for one in detail.thread.messages],
        "earlier_messages_left_out": detail.more_before,
        "decisions": [_decision(one) for one in detail.decisions],
        "events": [_line(one) for one in reversed(lines)],
    }
    body = json.dumps(content, ensure_ascii=False, indent=2).encode()
    headers = {"Content-Disposition": f'attachment; filename="case-{conversation}.json"'}
    return Response(body, media_type="application/json", headers=headers)


async def _rows(request: Asked, me: SignedIn, lines: Sequence[LogLine]) -> list[LogRow]:
    people = {one.person.id: one.person.name for one in await parts(request).reading.people(me.tenant)}
    return rows_of(lines, people)


def _message(one: Message, names: Names) -> dict[str, Any]:
    return {
        "seq": one.seq,
        "at": one.at.isoformat(),
        "author_kind": one.author_kind.value,
        "author": None if one.author_id is None else names.get(one.author_id),
        "internal": one.internal,
        "drafted_by_assistant": one.drafted_by_assistant,
        "text": one.body,
        "text_id": one.text_id,
        "sources": [{"title": source.title, "version": source.version} for source in one.sources],
    }


def _decision(one: StoredDecision) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "at": one.at.isoformat(),
        "kind": one.kind,
        "rule": one.rule,
        "reason": one.reason,
        "versions": dict(one.versions),
    }


def _line(one: LogLine) -> dict[str, Any]:
    return {
        "id": one.event.id,
        "kind": one.event.kind,
        "actor": one.event.actor,
        "at": one.event.at.isoformat(),
        "data": dict(one.event.data),
        "seal": one.seal,
        "hash": None if one.hash is None else one.hash.hex(),
    }


LOG_ROUTES = [log, verified, case]
