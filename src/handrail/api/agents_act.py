"""The agents' side, acting: reply, note, take over, hand on, give back, wait, promise, resolve, and stop the assistant."""

from typing import Annotated
from uuid import UUID

from litestar import delete, post, put
from litestar.params import JSONBody, PathParameter

from handrail.api import schemas_agents as schemas
from handrail.api.describe import Conversation, IdempotencyKey, problems, write_problems
from handrail.api.fields import in_reach
from handrail.api.house import Asked, agent, parts
from handrail.api.views_agents import detail_seen
from handrail.core.conversation.message import Message
from handrail.ports import NewStop

_GONE = write_problems(404, 409)
PromiseId = Annotated[UUID, PathParameter(description="The promise's id.")]
StopId = Annotated[UUID, PathParameter(description="The stop's id.")]


@post("/conversations/{conversation:uuid}/reply", summary="Answer the customer", responses=_GONE)
async def reply(
    request: Asked, conversation: Conversation, data: JSONBody[schemas.ReplyIn], idempotency_key: IdempotencyKey
) -> schemas.Replied:
    """Only whoever writes in the conversation may: take it over first. Asking for what the customer already told is
    refused once (409, `asks` names each place); `ask_again_because` sends it all the same. A phrase that a moment
    standing in the conversation forbids is refused too (409, `never`), unless `say_it_because` gives a reason. The same key sends once.
    With `seen_seq` only what was seen counts as answered, and `newer` says whether there was more."""
    caller = agent(request)
    sent = await parts(request).reply(
        caller.tenant,
        conversation,
        caller.person,
        data.text,
        idempotency_key,
        drafted_by_assistant=data.drafted_by_assistant,
        ask_again_because=data.ask_again_because,
        say_it_because=data.say_it_because,
        attachments=data.attachments,
        seen_seq=data.seen_seq,
    )
    return schemas.Replied(sent.message.id, sent.message.seq, sent.message.at, sent.newer)


@post("/conversations/{conversation:uuid}/notes", summary="Leave a note for colleagues", responses=_GONE)
async def note(
    request: Asked, conversation: Conversation, data: JSONBody[schemas.NoteIn], idempotency_key: IdempotencyKey
) -> schemas.Sent:
    """Never shown to the customer, nor read by the assistant."""
    caller = agent(request)
    writes = parts(request).reply.note
    return _sent(
        await writes(
            caller.tenant, conversation, caller.person, data.text, idempotency_key, attachments=data.attachments
        )
    )


@post(
    "/conversations/{conversation:uuid}/take-over",
    status_code=200,
    summary="Take it over",
    responses=problems(404, 409),
)
async def take_over(request: Asked, conversation: Conversation) -> schemas.Detail:
    """From the assistant or a colleague; also how you acknowledge one that was offered to you. The assistant is silent
    from here on."""
    caller = agent(request)
    await parts(request).take_over(caller.tenant, conversation, caller.person)
    return await _as_it_stands(request, conversation)


@post("/conversations/{conversation:uuid}/hand-to", status_code=200, summary="Hand it to a colleague", responses=_GONE)
async def hand_to(request: Asked, conversation: Conversation, data: JSONBody[schemas.HandToIn]) -> schemas.Detail:
    """You stay accountable until they take it over. Refused (409) for somebody who is absent, full or off shift."""
    caller = agent(request)
    await parts(request).take_over.hand_to(caller.tenant, conversation, caller.person, data.person)
    return await _as_it_stands(request, conversation)


@post(
    "/conversations/{conversation:uuid}/give-back",
    status_code=200,
    summary="Give it back to the assistant",
    responses=problems(404, 409),
)
async def give_back(request: Asked, conversation: Conversation) -> schemas.Detail:
    """Only this ends the assistant's silence. Refused while the customer still waits for a person's first answer. Where a
    P0 moment was noticed it goes to the next on call, who is paged, and never to the assistant."""
    caller = agent(request)
    await parts(request).take_over.give_back(caller.tenant, conversation, caller.person)
    return await _as_it_stands(request, conversation)


@post("/conversations/{conversation:uuid}/wait", status_code=200, summary="Wait for somebody else", responses=_GONE)
async def wait(request: Asked, conversation: Conversation, data: JSONBody[schemas.WaitIn]) -> schemas.Detail:
    """A carrier, a workshop: a third party has the next word. It comes back to you at `until`."""
    caller = agent(request)
    until = in_reach(data.until)
    await parts(request).take_over.wait_for_other(caller.tenant, conversation, caller.person, until)
    return await _as_it_stands(request, conversation)


@post(
    "/conversations/{conversation:uuid}/resolve", status_code=200, summary="It is solved", responses=problems(404, 409)
)
async def resolve(request: Asked, conversation: Conversation) -> schemas.Detail:
    """Refused while a promise is open or a wish for a person unmet. The customer's next message opens it again."""
    caller = agent(request)
    await parts(request).close.resolve(caller.tenant, conversation, caller.person)
    return await _as_it_stands(request, conversation)


@post("/conversations/{conversation:uuid}/promises", summary="Promise something by a time", responses=_GONE)
async def promise(request: Asked, conversation: Conversation, data: JSONBody[schemas.PromiseIn]) -> schemas.Promised:
    """Yours to keep, within 90 days; a colleague stands behind it. The conversation cannot be resolved over it."""
    caller = agent(request)
    due_at = in_reach(data.due_at)
    made = await parts(request).promise(caller.tenant, conversation, caller.person, data.what, due_at)
    return schemas.Promised(made.id, made.what, made.due_at)


@post("/promises/{promise_id:uuid}/keep", status_code=200, summary="A promise was kept", responses=problems(404, 409))
async def keep(request: Asked, promise_id: PromiseId) -> schemas.Settled:
    """After its time it counts as broken, and is recorded so."""
    caller = agent(request)
    status = await parts(request).promise.settle(caller.tenant, promise_id, caller.person, kept=True)
    return schemas.Settled(status.value)  # pyright: ignore[reportArgumentType]: settle gives one of the three


@post(
    "/promises/{promise_id:uuid}/withdraw",
    status_code=200,
    summary="A promise is taken back",
    responses=problems(404, 409),
)
async def withdraw(request: Asked, promise_id: PromiseId) -> schemas.Settled:
    """Tell the customer first. The promise of a first reply cannot be taken back: answering keeps it."""
    caller = agent(request)
    status = await parts(request).promise.settle(caller.tenant, promise_id, caller.person, kept=False)
    return schemas.Settled(status.value)  # pyright: ignore[reportArgumentType]: settle gives one of the three


@post("/stops", summary="Stop the assistant", responses=write_problems(404))
async def stop(request: Asked, data: JSONBody[schemas.StopIn]) -> schemas.Made:
    """At once, in one conversation, a topic, a channel or everywhere; people get what it would have answered. Anybody
    on the team may."""
    caller = agent(request)
    wanted = NewStop(data.scope, "" if data.scope == "everything" else data.value, data.because)
    return schemas.Made(await parts(request).stop.put(caller.tenant, caller.person, wanted))


@delete("/stops/{stop_id:uuid}", status_code=204, summary="Lift a stop", responses=problems(404))
async def lift(request: Asked, stop_id: StopId) -> None:
    """One that is wider than a conversation is lifted by a supervisor, a lead or an admin."""
    caller = agent(request)
    await parts(request).stop.lift(caller.tenant, caller.person, stop_id)


@put("/me/presence", status_code=204, summary="I am here, away, or gone for today", responses=write_problems())
async def presence(request: Asked, data: JSONBody[schemas.PresenceIn]) -> None:
    """Away: a short break, nothing new comes. Offline: what you own moves on to somebody who is there."""
    caller = agent(request)
    changes = {"presence": data.presence}
    await parts(request).administer.change_person(caller.tenant, caller.by, caller.person, changes)


async def _as_it_stands(request: Asked, conversation: UUID) -> schemas.Detail:
    caller = agent(request)
    found = await parts(request).reading.conversation(caller.tenant, caller.viewer, conversation)
    return detail_seen(found, parts(request).clock())


def _sent(message: Message) -> schemas.Sent:
    return schemas.Sent(message.id, message.seq, message.at)


ACT_ROUTES = [
    reply, note, take_over, hand_to, give_back, wait, resolve, promise, keep, withdraw, stop, lift, presence
]  # fmt: skip
