"""What somebody does in a conversation: each a plain form. What cannot be done brings the page back with every word kept."""

from datetime import datetime
from uuid import UUID

from litestar import post
from litestar.params import FromPath

from handrail.console.acting import Acting, Answer, FieldWrong, act_on, acting_in, key_of, line_of, moment_of, number_of
from handrail.console.acts_draft import draft_sources
from handrail.console.conversation_typed import still_drafted
from handrail.console.page import Asked, parts
from handrail.core.access.roles import Act
from handrail.ports import NewStop, NotFound


@post("/desk/{slug:str}/conversations/{conversation:uuid}/reply")
async def reply(request: Asked, conversation: FromPath[UUID]) -> Answer:
    """Sends what was written, once for each rendered form."""

    async def send(acting: Acting) -> str:
        form, text = acting.form, acting.form.get("text", "")
        drafted = still_drafted(form.get("drafted", ""), text)
        sent = await parts(request).reply(
            *acting.who,
            text,
            key_of(form),
            drafted_by_assistant=drafted,
            sources=await draft_sources(acting) if drafted else (),
            ask_again_because=form.get("ask_again_because", "").strip() or None,
            say_it_because=form.get("say_it_because", "").strip() or None,
            seen_seq=number_of(form.get("seen_seq", "")),
        )
        return "reply-newer" if sent.newer else "reply"

    return await act_on(request, conversation, "text", send)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/note")
async def note(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def keep(acting: Acting) -> str:
        await parts(request).reply.note(*acting.who, acting.form.get("note", ""), key_of(acting.form))
        return "note"

    return await act_on(request, conversation, "note", keep)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/give-back")
async def give_back(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def give(acting: Acting) -> str:
        after = await parts(request).take_over.give_back(*acting.who)
        return "give-back" if after.writer is None else "give-on"

    return await act_on(request, conversation, "text", give)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/hand-to")
async def hand_to(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def offer(acting: Acting) -> str:
        await parts(request).take_over.hand_to(*acting.who, _person(acting.form.get("to", "")))
        return "hand-to"

    return await act_on(request, conversation, "to", offer)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/wait")
async def wait(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def put_off(acting: Acting) -> str:
        await parts(request).take_over.wait_for_other(*acting.who, moment_of(acting, "until"))
        return "wait"

    return await act_on(request, conversation, "until", put_off)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/resolve")
async def resolve(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def settle(acting: Acting) -> str:
        await parts(request).close.resolve(*acting.who)
        return "resolve"

    return await act_on(request, conversation, "text", settle)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/promise")
async def promise(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def make(acting: Acting) -> str:
        what, due = line_of(acting, "what"), moment_of(acting, "due")
        if not await _promised_already(acting, what, due):
            await parts(request).promise(*acting.who, what, due)
        return "promise"

    return await act_on(request, conversation, "due", make)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/promises/{promise_id:uuid}/{how:str}")
async def settle_promise(
    request: Asked, conversation: FromPath[UUID], promise_id: FromPath[UUID], how: FromPath[str]
) -> Answer:
    """`how`: keep or withdraw."""

    async def settle(acting: Acting) -> str:
        if how not in ("keep", "withdraw"):
            raise NotFound("There is no such act.")
        detail = await parts(request).reading.conversation(acting.me.tenant, acting.me.person, conversation)
        if promise_id not in {one.id for one in detail.promises}:
            raise NotFound("This promise does not exist.")
        settled = await parts(request).promise.settle(
            acting.me.tenant, promise_id, acting.me.person, kept=how == "keep"
        )
        return settled.value

    return await act_on(request, conversation, "text", settle)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/stop")
async def stop(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def put(acting: Acting) -> str:
        wanted = NewStop("conversation", str(conversation), line_of(acting, "because"))
        await parts(request).stop.put(acting.me.tenant, acting.me.person, wanted)
        return "stop"

    return await act_on(request, conversation, "because", put, Act.STOP_ASSISTANT)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/lift")
async def lift(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def put(acting: Acting) -> str:
        stops = await parts(request).reading.stops(acting.me.tenant)
        standing = next((one for one in stops if one.value == str(conversation)), None)
        if standing is not None:
            await parts(request).stop.lift(acting.me.tenant, acting.me.person, standing.id)
        return "lift"

    return await act_on(request, conversation, "because", put, Act.STOP_ASSISTANT)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/seen", status_code=204)
async def seen(request: Asked, conversation: FromPath[UUID]) -> None:
    """The newest words stand on a screen that somebody looks at: the page's script says so."""
    acting = await acting_in(request, conversation, Act.SEE_CONVERSATIONS)
    detail = await parts(request).reading.conversation(acting.me.tenant, acting.me.person, conversation)
    if detail.conversation.last_customer_at is not None:
        at = detail.conversation.last_customer_at
        await parts(request).inbox_lines.seen(acting.me.tenant, acting.me.person, conversation, at)


async def _promised_already(acting: Acting, what: str, due: datetime) -> bool:
    """The same form sent twice makes one promise."""
    tenant, conversation, me = acting.who
    detail = await parts(acting.request).reading.conversation(tenant, me, conversation)
    standing = {(one.owner, one.what, one.due_at) for one in detail.promises if one.status == "open"}
    return (me, what, due) in standing


def _person(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise FieldWrong("to", "Choose somebody.") from error


ACT_ROUTES = [
    reply, note, give_back, hand_to, wait, resolve, promise, settle_promise, stop, lift, seen
]  # fmt: skip
