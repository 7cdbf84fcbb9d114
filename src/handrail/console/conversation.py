"""One conversation: the thread, who holds it and until when, why things are as they are, and room to act."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Redirect, Stream, Template

from handrail.console import words
from handrail.console.approvals_seen import known_words, money_words
from handrail.console.approvals_seen import title_of as title_asked
from handrail.console.conversation_others import comes
from handrail.console.conversation_seen import (
    AskedSeen,
    ConversationSeen,
    clocks_seen,
    context_seen,
    head_seen,
    tomorrow_morning,
)
from handrail.console.conversation_typed import Typed
from handrail.console.inbox import list_seen
from handrail.console.inbox_asked import InboxAsked
from handrail.console.inbox_seen import title_of
from handrail.console.packet_seen import messages_in
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.thread_seen import SHOWN, ThreadSeen, places_known, thread_seen, window
from handrail.console.tools_seen import effects_seen
from handrail.core.access.roles import Act
from handrail.core.conversation.attachment import download_headers
from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.moments.known_before import known_before
from handrail.core.escalation.moments.moment import GRAVEST
from handrail.core.escalation.rules import Evaluator, RulesAreWrong
from handrail.ports import ConversationDetail, Names, NotFound
from handrail.ports.daily import SavedReply, SavedReplyQuery
from handrail.ports.understanding import NO_RULES_MARK, WORKSPACE_RULES

ACTS = (
    "reply", "note", "draft", "take-over", "give-back", "hand-to", "wait", "resolve", "promise", "stop", "lift", "seen",
    "spam", "not-spam", "acknowledge",
)  # fmt: skip
WORDS: Mapping[str, Any] = {
    "state_words": words.STATES,
    "channels": words.CHANNELS,
    "resolved_as": words.RESOLVED_AS,
    "promise_states": words.PROMISES,
    "promise_moods": words.MOODS,
    "promise_words": words.promise_words,
    "reason_words": words.reason_words,
}
DID = {
    "reply": "Sent.",
    "reply-newer": "Sent. The customer wrote something new meanwhile: it still waits for an answer.",
    "note": "Note kept, for colleagues only.",
    "take-over": "You write here now; the assistant is silent.",
    "spam": "Closed as spam.",
    "not-spam": "It is none: you write here now.",
    "give-back": "Given back: the assistant answers again.",
    "give-on": "Given to the next person on call, who is paged now.",
    "hand-to": "Offered. You stay accountable until they take it over.",
    "wait": "Waiting. You will look again at the time you set.",
    "resolve": "Resolved. A new message of the customer opens it again.",
    "promise": "Promised. It is yours to keep.",
    "undo-done": "Taken back.",
    "undo-failed": "It could not be taken back; under “What was done” stands why.",
    "undo-in_doubt": "Taking it back is in doubt: look into your own system.",
    "undo-refused": "It was not done, or somebody took it back already.",
    "kept": "Promise settled as kept.",
    "broken": "Promise settled. It was late, and is recorded so.",
    "withdrawn": "Promise taken back.",
    "stop": "The assistant is stopped in this conversation.",
    "lift": "The assistant may answer here again.",
    "acknowledge": "You have it: you write here now, and nobody else is paged.",
    "acknowledge-theirs": "A colleague has it: nobody else is paged.",
}
"""What an act says afterwards, by the code in the address; other codes say nothing."""


@get("/desk/{slug:str}/conversations/{conversation:uuid}")
async def conversation(request: Asked, conversation: FromPath[UUID]) -> Template:
    """The page; looking at it counts as having read it."""
    me = require(request, Act.SEE_CONVERSATIONS)
    return await conversation_page(request, me, conversation)


@get("/desk/{slug:str}/conversations/{conversation:uuid}/files/{file:uuid}")
async def attachment(request: Asked, conversation: FromPath[UUID], file: FromPath[UUID]) -> Stream:
    """What was sent along, always as a download."""
    me = require(request, Act.SEE_CONVERSATIONS)
    found = await parts(request).files.file(me.tenant, me.person, conversation, file)
    return Stream(found.pieces, headers=download_headers(found.name, found.type, found.size))


@get([f"/desk/{{slug:str}}/conversations/{{conversation:uuid}}/{act}" for act in (*ACTS, "saved/{reply:uuid}")])
async def back(request: Asked, conversation: FromPath[UUID]) -> Redirect:
    """The address of an act, asked for by itself (a reload, a bookmark), leads to the conversation."""
    me = require(request, Act.SEE_CONVERSATIONS)
    return Redirect(f"{me.desk}/conversations/{conversation}", status_code=303)


async def conversation_page(
    request: Asked,
    me: SignedIn,
    conversation: UUID,
    typed: Typed | None = None,
    status: int = 200,
    listed: InboxAsked | None = None,
) -> Template:
    """The whole page, as it stands now; with what was typed, when it comes back instead of what was wanted."""
    seen = await seen_now(request, me, conversation)
    await has_read(request, me, seen)
    beside = await list_seen(request, me, str(conversation), listed)
    others = await comes(request, me, conversation)
    return page(
        request,
        "conversation.html",
        status,
        **await page_says(request, me, seen, typed or Typed()),
        **beside,
        others=others,
    )


async def seen_now(request: Asked, me: SignedIn, conversation: UUID) -> ConversationSeen:
    """Raises NotFound for what is not of this workspace."""
    inside = parts(request)
    detail = await inside.reading.conversation(me.tenant, me.person, conversation)
    people = [one.person for one in await inside.reading.people(me.tenant)]
    names = {one.id: one.name for one in people}
    stops = await inside.reading.stops(me.tenant)
    topic, skill = await _topic(request, me, detail.conversation)
    waiting, known = await inside.approvals.read.of(me.tenant, me.person, conversation)
    return ConversationSeen(
        id=conversation,
        head=head_seen(detail, me, names, topic, people, stops, inside.clock()),
        thread=await _thread(request, me, detail, names),
        context=replace(
            context_seen(
                detail,
                names,
                await _places(request, me, detail),
                topic,
                skill,
                await _rules(request, me, detail),
                await inside.model.use(me.tenant, me.person, conversation),
            ),
            known=known_words(known, inside.clock()),
            asked=tuple(
                AskedSeen(one.id, title_asked(one), money_words(one.amount), one.expires_at) for one in waiting
            ),
            clocks=clocks_seen(await inside.moments.clocks(me.tenant, me.person, conversation)),
            effects=effects_seen(await inside.tools.read.effects_of(me.tenant, me.person, conversation), names),
        ),
        names=names,
    )


async def saved_replies_for(request: Asked, me: SignedIn, one: Conversation) -> Sequence[SavedReply]:
    """In its language and for its topic, where these are known; filled in for it."""
    language = None if one.language == "und" else one.language
    query = SavedReplyQuery(topic=one.topic, language=language, conversation=one.id)
    return await parts(request).daily.saved_replies(me.tenant, me.person, query)


async def page_says(request: Asked, me: SignedIn, seen: ConversationSeen, typed: Typed) -> dict[str, Any]:
    """What every template of the page may say."""
    writes = "note" in seen.head.acts
    saved = await saved_replies_for(request, me, seen.head.one) if writes else ()
    return {**_shared(request, me, seen, typed), "saved": saved}


async def has_read(request: Asked, me: SignedIn, seen: ConversationSeen) -> None:
    """The newest words stand before this person."""
    said_at = seen.head.one.last_customer_at
    if said_at is not None and seen.thread.latest:
        await parts(request).inbox_lines.seen(me.tenant, me.person, seen.id, said_at)


def _shared(request: Asked, me: SignedIn, seen: ConversationSeen, typed: Typed) -> dict[str, Any]:
    now = parts(request).clock()
    return {
        "seen": seen,
        "conversation": seen.id,
        "head": seen.head,
        "context": seen.context,
        "thread": seen.thread,
        "typed": typed,
        "here_url": f"{me.desk}/conversations/{seen.id}",
        **WORDS,
        "did": DID.get(request.query_params.get("flash", ""), ""),
        "upto": str(_upto(request) or ""),
        "key": str(parts(request).new_id()),
        "tomorrow": tomorrow_morning(now, me.timezone),
    }


async def _thread(request: Asked, me: SignedIn, detail: ConversationDetail, names: Names) -> ThreadSeen:
    """From the messages at hand; older ones are asked for."""
    one, upto = detail.conversation, _upto(request)
    after, _ = window(one.last_seq, upto)
    messages = detail.thread.messages
    if messages and messages[0].seq > after + 1 and detail.more_before:
        older = await parts(request).reading.thread(me.tenant, me.person, one.id, after, SHOWN)
        messages = older.messages
    customer = title_of(detail.customer.name, detail.customer.erased)
    return thread_seen(messages, one.last_seq, upto, names, customer, one.language, me.timezone)


async def _places(request: Asked, me: SignedIn, detail: ConversationDetail) -> dict[UUID, int]:
    """Where the messages stand that the packet points to."""
    if detail.handoff is None:
        return {}
    known = dict(places_known(detail.thread.messages))
    missing = [one for one in messages_in(detail.handoff.packet) if one not in known]
    return known | dict(await parts(request).inbox_lines.places(me.tenant, me.person, missing))


async def _rules(request: Asked, me: SignedIn, detail: ConversationDetail) -> dict[str, Evaluator]:
    """Those that the decisions were made under, by their marks; what cannot be read any more is left out."""
    found = dict[str, Evaluator]()
    for mark in {one.versions.get(WORKSPACE_RULES, NO_RULES_MARK) for one in detail.decisions}:
        try:
            found[mark] = (await parts(request).rules.rulebook.of(me.tenant, mark)).evaluate
        except (NotFound, RulesAreWrong):
            continue
    return found


async def _topic(request: Asked, me: SignedIn, one: Conversation) -> tuple[str, str]:
    """Its name, and the skill it asks of a person; empty where there is none. While a P0 moment stands it is about that."""
    if one.p0_stands:
        known = known_before((await parts(request).moments.in_force(me.tenant)).register, one.moments)
        return next(((fact.name, fact.skill or "") for fact in known if fact.urgency == GRAVEST), ("", ""))
    if one.topic is None:
        return "", ""
    topic = (await parts(request).reading.topic(me.tenant, one.topic)).topic
    return topic.name, topic.skill or ""


def _upto(request: Asked) -> int | None:
    given = request.query_params.get("upto", "")
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 16 else None


CONVERSATION_ROUTES = [conversation, attachment, back]
