"""Somebody acts in a conversation: who, where, with which words; and what cannot be done brings the page back with every one of
them kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from litestar import Response
from litestar.response import Redirect, Template

from handrail.console.conversation import conversation_page
from handrail.console.conversation_typed import Typed
from handrail.console.inbox_asked import InboxAsked, inbox_asked
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
from handrail.flows.forbid import NeverSaidHere
from handrail.flows.reply import AsksWhatIsKnown
from handrail.ports import TryAgain

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
            say_it_because=form.get("say_it_because", ""),
            drafted=form.get("drafted", ""),
            drafted_from=form.get("drafted_from", ""),
        )

    @property
    def listed(self) -> InboxAsked:
        """The list that stood beside the conversation; it comes back with it."""
        return inbox_asked(dict(parse_qsl(self.form.get("list", "").removeprefix("?"))))

    @property
    def who(self) -> tuple[UUID, UUID, UUID]:
        """As every flow takes it: workspace, conversation, person."""
        return self.me.tenant, self.conversation, self.me.person


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
    except NeverSaidHere as error:
        return await shown_again(acting, replace(acting.typed, never=error.found), 409)
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
        return await shown_again(acting, _begun(acting), 200)
    where = f"{acting.me.desk}/conversations/{acting.conversation}{acting.listed.address(flash=done)}"
    return Redirect(where, status_code=303)


def _begun(acting: Acting) -> Typed:
    return Typed(text=acting.typed.text, drafted=acting.typed.drafted, drafted_from=acting.typed.drafted_from)


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


def key_of(form: Mapping[str, str]) -> str:
    """One of ours, made with the form; a form without one is sent as itself alone."""
    given = form.get("key", "")
    return given if 0 < len(given) <= 100 and given.isascii() and given.isprintable() else str(uuid4())


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def line_of(acting: Acting, field: str) -> str:
    try:
        return clean_text(" ".join(acting.form.get(field, "").split()), LONGEST_LINE)
    except MessageEmpty as error:
        raise FieldWrong(field, "Say it in a few words.") from error
    except (MessageTooLong, MessageNotText) as error:
        raise FieldWrong(field, str(error)) from error


def moment_of(acting: Acting, field: str) -> datetime:
    """A field for local time, by the clock of the workspace."""
    try:
        local = datetime.fromisoformat(acting.form.get(field, ""))
        return local if local.tzinfo else local.replace(tzinfo=ZoneInfo(acting.me.timezone))
    except ValueError as error:
        raise FieldWrong(field, "Give a day and a time.") from error
