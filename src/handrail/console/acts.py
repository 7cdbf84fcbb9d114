"""What somebody does in a conversation: each a plain form. What cannot be done brings the page back with every word kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from litestar import Response, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.conversation import conversation_page
from handrail.console.conversation_typed import Typed, still_drafted
from handrail.console.inbox_asked import InboxAsked, inbox_asked
from handrail.console.packet_seen import packet_seen
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.conversation.message import MessageEmpty, MessageNotText, MessageTooLong, clean_text
from handrail.core.conversation.moves import (
    ConversationAlreadyClosed,
    IllegalMove,
    KeyUsedForAnother,
    SomebodyElseHolds,
)
from handrail.core.escalation.facts import QuoteFact
from handrail.flows.draft import Draft
from handrail.flows.reply import AsksWhatIsKnown
from handrail.ports import NewStop, NotFound, TryAgain

LONGEST_LINE = 300
Answer = Response[str] | Redirect | Template


class FieldWrong(Exception):
    """What a field holds cannot be taken; the message is the sentence beside it."""

    def __init__(self, field: str, says: str) -> None:
        super().__init__(says)
        self.field = field


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts where, and with which words."""

    request: Asked
    me: SignedIn
    conversation: UUID
    form: Mapping[str, str]

    @property
    def typed(self) -> Typed:
        form = self.form
        return Typed(
            text=form.get("text", ""),
            note=form.get("note", ""),
            what=form.get("what", ""),
            due=form.get("due", ""),
            until=form.get("until", ""),
            to=form.get("to", ""),
            because=form.get("because", ""),
            ask_again_because=form.get("ask_again_because", ""),
            drafted=form.get("drafted", ""),
        )

    @property
    def listed(self) -> InboxAsked:
        """The list that stood beside the conversation; it comes back with it."""
        return inbox_asked(dict(parse_qsl(self.form.get("list", "").removeprefix("?"))))

    @property
    def who(self) -> tuple[UUID, UUID, UUID]:
        """As every flow takes it: workspace, conversation, person."""
        return self.me.tenant, self.conversation, self.me.person


@post("/desk/{slug:str}/conversations/{conversation:uuid}/reply")
async def reply(request: Asked, conversation: FromPath[UUID]) -> Answer:
    """Sends what was written, once for each rendered form."""

    async def send(acting: Acting) -> str:
        form, text = acting.form, acting.form.get("text", "")
        sent = await parts(request).reply(
            *acting.who,
            text,
            _key(form),
            drafted_by_assistant=still_drafted(form.get("drafted", ""), text),
            ask_again_because=form.get("ask_again_because", "").strip() or None,
            seen_seq=_number(form.get("seen_seq", "")),
        )
        return "reply-newer" if sent.newer else "reply"

    return await act_on(request, conversation, "text", send)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/note")
async def note(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def keep(acting: Acting) -> str:
        await parts(request).reply.note(*acting.who, acting.form.get("note", ""), _key(acting.form))
        return "note"

    return await act_on(request, conversation, "note", keep)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/draft")
async def draft(request: Asked, conversation: FromPath[UUID]) -> Template:
    """What approved text says to the customer's last words, put below what stands in the box. What may not answer the
    question is only shown, until somebody says that it is to be used."""
    acting = await acting_in(request, conversation, Act.WRITE)
    wanted = acting.form.get("from", "")
    found = await _packets_draft(acting) if wanted == "packet" else None
    found = found or await parts(request).draft(*acting.who)
    typed = replace(acting.typed, draft=found)
    if found.quote is not None and (found.enough or wanted):
        text = "\n\n".join(filter(None, (typed.text.rstrip(), found.quote.text)))
        typed = replace(typed, text=text, drafted=found.quote.text)
    return await shown_again(acting, typed, 200)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/take-over")
async def take_over(request: Asked, conversation: FromPath[UUID]) -> Answer:
    """Also how one that was offered is acknowledged. What was being written stays in the box."""

    async def take(acting: Acting) -> str:
        await parts(request).take_over(*acting.who)
        return "take-over"

    return await act_on(request, conversation, "text", take)


@post("/desk/{slug:str}/conversations/{conversation:uuid}/give-back")
async def give_back(request: Asked, conversation: FromPath[UUID]) -> Answer:
    async def give(acting: Acting) -> str:
        await parts(request).take_over.give_back(*acting.who)
        return "give-back"

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
        await parts(request).take_over.wait_for_other(*acting.who, _moment(acting, "until"))
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
        what, due = _line(acting, "what"), _moment(acting, "due")
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
        wanted = NewStop("conversation", str(conversation), _line(acting, "because"))
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


async def acting_in(request: Asked, conversation: UUID, act: Act) -> Acting:
    me = require(request, act)
    form = await request.form()
    return Acting(request, me, conversation, {name: value for name, value in form.items() if isinstance(value, str)})


async def act_on(
    request: Asked,
    conversation: UUID,
    field: str,
    do: Callable[[Acting], Awaitable[str]],
    act: Act = Act.WRITE,
) -> Answer:
    """Does it and shows the conversation; or shows the page again, and beside `field` why it was not done."""
    acting = await acting_in(request, conversation, act)
    try:
        done = await do(acting)
    except AsksWhatIsKnown as error:
        return await shown_again(acting, replace(acting.typed, asks=error.found), 409)
    except (MessageEmpty, MessageTooLong, MessageNotText) as error:
        return await shown_again(acting, replace(acting.typed, errors={field: str(error)}), 422)
    except FieldWrong as error:
        return await shown_again(acting, replace(acting.typed, errors={error.field: str(error)}), 422)
    except IllegalMove as error:
        return await _refused(acting, error, field)
    except TryAgain:
        return page(request, "conversation_away.html", 503, acting=acting, here=request.url.path)
    return await _done(acting, done)


async def _done(acting: Acting, done: str) -> Answer:
    """What was begun and not sent by this is not lost either."""
    unsent = done not in ("reply", "reply-newer") and bool(acting.form.get("text", "").strip())
    if unsent:
        return await shown_again(acting, Typed(text=acting.form["text"], drafted=acting.form.get("drafted", "")), 200)
    where = f"{acting.me.desk}/conversations/{acting.conversation}{acting.listed.address(flash=done)}"
    return Redirect(where, status_code=303)


async def _refused(acting: Acting, error: IllegalMove, field: str) -> Answer:
    """A race, or a form that asked for what cannot be: what stands now, and who did it."""
    match error:
        case SomebodyElseHolds() | ConversationAlreadyClosed() | KeyUsedForAnother():
            typed = replace(acting.typed, notice=await _what_happened(acting, error))
        case _ if field in ("to", "until", "due"):
            typed = replace(acting.typed, errors={field: str(error)})
        case _:
            typed = replace(acting.typed, notice=str(error))
    return await shown_again(acting, typed, 409)


async def _what_happened(acting: Acting, error: IllegalMove) -> str:
    """Who holds it now, by name; else the refusal in its own words."""
    tenant, conversation, me = acting.who
    detail = await parts(acting.request).reading.conversation(tenant, me, conversation)
    one, kept = detail.conversation, " Nothing you typed was lost." if acting.typed.text or acting.typed.note else ""
    if not isinstance(error, SomebodyElseHolds) or one.writer in (None, me):
        return f"{error}{kept}"
    return f"{detail.thread.names.get(one.writer, 'A colleague')} writes in this conversation now.{kept}"


async def shown_again(acting: Acting, typed: Typed, status: int) -> Template:
    """The page as it stands now, with what was typed."""
    return await conversation_page(acting.request, acting.me, acting.conversation, typed, status, acting.listed)


async def _packets_draft(acting: Acting) -> Draft | None:
    """What the assistant would have said when it handed over, where its topic let it draft."""
    tenant, conversation, me = acting.who
    detail = await parts(acting.request).reading.conversation(tenant, me, conversation)
    packet = None if detail.handoff is None else packet_seen(detail.handoff.packet, {})
    if packet is None or packet.draft is None:
        return None
    draft = packet.draft
    quote = QuoteFact(draft.article, draft.version, draft.title, draft.text, detail.conversation.topic or "", 0.0)
    return Draft(quote, False, ())


async def _promised_already(acting: Acting, what: str, due: datetime) -> bool:
    """The same form sent twice makes one promise."""
    tenant, conversation, me = acting.who
    detail = await parts(acting.request).reading.conversation(tenant, me, conversation)
    standing = {(one.owner, one.what, one.due_at) for one in detail.promises if one.status == "open"}
    return (me, what, due) in standing


def _key(form: Mapping[str, str]) -> str:
    """One of ours, made with the form; a form without one is sent as itself alone."""
    given = form.get("key", "")
    return given if 0 < len(given) <= 100 and given.isascii() and given.isprintable() else str(uuid4())


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _person(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise FieldWrong("to", "Choose somebody.") from error


def _line(acting: Acting, field: str) -> str:
    try:
        return clean_text(" ".join(acting.form.get(field, "").split()), LONGEST_LINE)
    except MessageEmpty as error:
        raise FieldWrong(field, "Say it in a few words.") from error
    except (MessageTooLong, MessageNotText) as error:
        raise FieldWrong(field, str(error)) from error


def _moment(acting: Acting, field: str) -> datetime:
    """A field for local time, by the clock of the workspace."""
    try:
        local = datetime.fromisoformat(acting.form.get(field, ""))
        return local if local.tzinfo else local.replace(tzinfo=ZoneInfo(acting.me.timezone))
    except ValueError as error:
        raise FieldWrong(field, "Give a day and a time.") from error


ACT_ROUTES = [
    reply, note, draft, take_over, give_back, hand_to, wait, resolve, promise, settle_promise, stop, lift, seen
]  # fmt: skip
