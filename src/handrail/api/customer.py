"""The customer's side: start, say, read, watch, press the red button, confirm that it is solved."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, JSONBody, QueryParameter

from handrail.api import schemas
from handrail.api.describe import NEWCOMER, Conversation, IdempotencyKey, answers, problems, write_problems
from handrail.api.fields import BIGINT
from handrail.api.house import NEWCOMERS, Asked, customer, house, parts
from handrail.api.identity import CustomerCaller, headers_of
from handrail.api.say import SayMessage
from handrail.api.starting import start_conversation
from handrail.api.streams import customer_stream, seq_from, stream
from handrail.api.views import own_conversation, thread_seen
from handrail.ports import NotFound

After = Annotated[int, QueryParameter(ge=0, le=BIGINT, description="Only messages with a larger `seq`.")]
_GONE = write_problems(404, 409)
_AGAIN: dict[int, ResponseSpec] = {200: answers(schemas.Kept, "The same key was sent before; this is how it was kept.")}


def known(caller: CustomerCaller) -> UUID:
    """Raises NotFound for somebody new: nothing of theirs can exist."""
    if caller.customer is None:
        raise NotFound("This conversation does not exist.")
    return caller.customer


@post(
    "/conversations",
    opt={NEWCOMERS: True},
    security=NEWCOMER,
    summary="Start a conversation",
    responses=write_problems(404),
)
async def start(request: Asked, data: JSONBody[schemas.StartIn]) -> schemas.Started:
    """Opens a conversation with a named person accountable from its first second. Without a bearer token somebody new
    is made, and their token is in the answer. To send a first message that may be tried again, leave `text` out here
    and send it to the conversation's messages with a key."""
    return await start_conversation(house(request), customer(request), data)


@get("/conversations", summary="List your conversations", responses=problems())
async def own_list(request: Asked, limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20) -> schemas.Conversations:
    """The newest first."""
    caller = customer(request)
    if caller.customer is None:
        return schemas.Conversations([])
    own = await parts(request).reading.own_conversations(caller.tenant, caller.customer, limit)
    return schemas.Conversations([own_conversation(one, parts(request).clock()) for one in own])


@get(
    "/conversations/{conversation:uuid}",
    summary="See who answers, what was promised, what you can do",
    responses=problems(404),
)
async def own(request: Asked, conversation: Conversation) -> schemas.Conversation:
    """As it stands now; the stream sends the same whenever it changes."""
    return await _as_it_stands(request, conversation)


@post(
    "/conversations/{conversation:uuid}/messages",
    summary="Say something",
    responses={**_GONE, **_AGAIN},
    response_description="Kept: durable before this answer was sent.",
)
async def say(
    request: Asked, conversation: Conversation, data: JSONBody[schemas.SayIn], idempotency_key: IdempotencyKey
) -> Response[schemas.Kept]:
    """Durable when acknowledged, once for each key. A closed conversation answers 409 with `continue`, the way to go
    on; with `continue: true` in the body the message opens a linked conversation instead, or goes into the one that
    was opened so before."""
    saying: SayMessage = request.app.state["say"]
    sent = await saying.keep(customer(request), conversation, idempotency_key, data)
    media_type = sent.headers[0][1].decode()
    return Response[Any](content=sent.body, status_code=sent.status, media_type=media_type)


@get("/conversations/{conversation:uuid}/messages", summary="Read the thread", responses=problems(404))
async def read(
    request: Asked,
    conversation: Conversation,
    after: After = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> schemas.Messages:
    """In order of `seq`. Notes among agents do not exist here."""
    caller = customer(request)
    thread = await parts(request).reading.own_thread(caller.tenant, known(caller), conversation, after, limit)
    return thread_seen(thread, limit)


@get(
    "/conversations/{conversation:uuid}/stream",
    summary="Watch the conversation",
    media_type="text/event-stream",
    responses=problems(404),
    response_description="`message` events (id = seq), `state` and `typing` events, a comment every 15 seconds.",
)
async def watch(
    request: Asked,
    conversation: Conversation,
    after: After = 0,
    last_event_id: Annotated[str | None, HeaderParameter(name="Last-Event-ID", max_length=40)] = None,
) -> Response[str]:
    """Server-sent events. `message` carries one message as the thread shows it, its id is its `seq`: reconnect with
    Last-Event-ID (or `after`) and nothing is missed or repeated. `state` carries the conversation; `typing`
    says which agent types an answer, null when nobody does any more."""
    caller, inside = customer(request), house(request)
    await _as_it_stands(request, conversation)
    since = seq_from(last_event_id, after)
    headers = headers_of(request.scope)
    return stream(customer_stream(inside, headers, caller.tenant, known(caller), conversation, since))


@post(
    "/conversations/{conversation:uuid}/person",
    status_code=200,
    summary="The red button: a person, please",
    responses=problems(404, 409),
)
async def person(request: Asked, conversation: Conversation) -> schemas.Conversation:
    """From this moment the assistant is silent until a person gives the conversation back. The answer says who is
    coming and by when. Pressing again changes nothing."""
    caller = customer(request)
    await parts(request).press_button(caller.tenant, conversation, known(caller))
    return await _as_it_stands(request, conversation)


@post(
    "/conversations/{conversation:uuid}/confirm",
    status_code=200,
    summary="Yes, it is solved",
    responses=problems(404, 409),
)
async def confirm(request: Asked, conversation: Conversation) -> schemas.Conversation:
    """Resolves the conversation. A new message within the topic's window opens it again."""
    caller = customer(request)
    await parts(request).close.confirm(caller.tenant, conversation, known(caller))
    return await _as_it_stands(request, conversation)


@post("/conversations/{conversation:uuid}/email", status_code=204, summary="Leave an address", responses=_GONE)
async def email(request: Asked, conversation: Conversation, data: JSONBody[schemas.EmailIn]) -> None:
    """Where an answer shall go when you are not here any more. A claim: it never shows you anybody's conversations."""
    caller = customer(request)
    await parts(request).leave_email(caller.tenant, conversation, known(caller), data.email)


@post(
    "/conversations/{conversation:uuid}/shown",
    status_code=204,
    summary="The screen showed everything up to here",
    responses=_GONE,
)
async def shown(request: Asked, conversation: Conversation, data: JSONBody[schemas.ShownIn]) -> None:
    """What was shown need not be mailed."""
    caller = customer(request)
    await parts(request).mark_shown(caller.tenant, conversation, known(caller), data.seq)


async def _as_it_stands(request: Asked, conversation: UUID) -> schemas.Conversation:
    caller = customer(request)
    own = await parts(request).reading.own_conversation(caller.tenant, known(caller), conversation)
    return own_conversation(own, parts(request).clock())


CUSTOMER_ROUTES = [start, own_list, own, say, read, watch, person, confirm, email, shown]
