"""The agents' side, reading: who am I, the inbox by what is due next, a conversation with everything, the live log."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from litestar import Response, get
from litestar.params import HeaderParameter, QueryParameter

from handrail.api import schemas_agents as schemas
from handrail.api.describe import Conversation, problems
from handrail.api.fields import BIGINT
from handrail.api.house import Asked, agent, house, parts
from handrail.api.identity import headers_of
from handrail.api.problems import OutOfRange
from handrail.api.streams import place_from, stream, workspace_stream
from handrail.api.views_agents import detail_seen, inbox_seen, stop_seen, thread_seen
from handrail.ports import InboxQuery

State = Literal["assistant", "offered", "held", "waiting_customer", "waiting_other", "resolved"]
_TOPIC = r"^[a-z0-9][a-z0-9-]{0,62}$"
_LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$"


@get("/me", summary="Who acts with this token", responses=problems())
async def me(request: Asked) -> schemas.Me:
    """The person, their role and the token's scopes."""
    token = agent(request).token
    person = None if token.person is None else schemas.PersonNamed(token.person, token.name or "")
    role = None if token.role is None else token.role.value
    return schemas.Me(person, role, sorted(token.scopes), token.tenant, token.expires_at)


@get("/inbox", summary="Conversations, the next deadline first", responses=problems())
async def inbox(
    request: Asked,
    of: Annotated[Literal["mine", "team", "all"], QueryParameter(description="Whose conversations.")] = "mine",
    in_state: Annotated[State | None, QueryParameter(name="state", description="Only in this state.")] = None,
    topic: Annotated[str | None, QueryParameter(pattern=_TOPIC, description="Only of this topic.")] = None,
    language: Annotated[
        str | None, QueryParameter(pattern=_LANGUAGE, max_length=35, description="Only in this language.")
    ] = None,
    after: Annotated[str | None, QueryParameter(max_length=80, description="The `next` of the page before.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
) -> schemas.Inbox:
    """Open conversations: `mine` are those you own, write in or were offered; `team` those your team owns."""
    caller = agent(request)
    asked = InboxQuery(of, caller.token.person, in_state, topic, language, _row_from(after), limit)
    page = await parts(request).reading.inbox(caller.tenant, caller.viewer, asked)
    return inbox_seen(page, parts(request).clock())


@get("/conversations/{conversation:uuid}", summary="Everything about one conversation", responses=problems(404))
async def detail(request: Asked, conversation: Conversation) -> schemas.Detail:
    """Thread, packet, decisions with facts and rule, promises, the log of who owned and wrote, earlier contacts."""
    caller = agent(request)
    found = await parts(request).reading.conversation(caller.tenant, caller.viewer, conversation)
    return detail_seen(found, parts(request).clock())


@get("/conversations/{conversation:uuid}/messages", summary="The thread with its notes", responses=problems(404))
async def thread(
    request: Asked,
    conversation: Conversation,
    after: Annotated[int, QueryParameter(ge=0, le=BIGINT, description="Only messages with a larger `seq`.")] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> schemas.ThreadMessages:
    """In order of `seq`."""
    caller = agent(request)
    found = await parts(request).reading.thread(caller.tenant, caller.viewer, conversation, after, limit)
    return schemas.ThreadMessages(thread_seen(found), len(found.messages) == limit)


@get(
    "/stream",
    summary="Watch the workspace",
    media_type="text/event-stream",
    responses=problems(),
    response_description="`ready`, then `change` events with the kind and the conversation's id.",
)
async def watch(
    request: Asked,
    last_event_id: Annotated[str | None, HeaderParameter(name="Last-Event-ID", max_length=40)] = None,
) -> Response[str]:
    """Server-sent events with ids only: fetch what you show. In the log's own order and complete, so that going on
    after a break with Last-Event-ID misses nothing. A change appears here once every earlier one is certain."""
    caller, inside = agent(request), house(request)
    place, headers = place_from(last_event_id), headers_of(request.scope)
    return stream(workspace_stream(inside, headers, caller.tenant, caller.token.id, place))


@get("/stops", summary="Where the assistant is stopped", responses=problems())
async def stops(request: Asked) -> schemas.Stops:
    """Those in force, newest first."""
    return schemas.Stops([stop_seen(one) for one in await parts(request).reading.stops(agent(request).tenant)])


def _row_from(text: str | None) -> tuple[datetime, UUID] | None:
    """Raises OutOfRange for a place that no page gave."""
    if text is None:
        return None
    try:
        # A plus sign that nobody escaped arrives as a space.
        at, _, last = text.replace(" ", "+").rpartition("_")
        moment = datetime.fromisoformat(at)
        if moment.utcoffset() is None:
            raise ValueError
        return moment, UUID(last)
    except ValueError as error:
        raise OutOfRange("`after` is not a `next` that the inbox gave.") from error


READ_ROUTES = [me, inbox, detail, thread, watch, stops]
