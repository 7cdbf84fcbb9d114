"""A draft from approved text: put into the box by an agent, and sent by them with the source that it stands in."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from litestar import post
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.acting import Acting, acting_in, shown_again
from handrail.console.packet_seen import packet_seen
from handrail.console.page import Asked, parts
from handrail.core.access.roles import Act
from handrail.core.conversation.message import Source
from handrail.core.escalation.facts import QuoteFact
from handrail.core.knowledge.article import Audience
from handrail.core.knowledge.stands_in import stands_in
from handrail.flows.draft import Draft
from handrail.ports import NotFound

WORDED = "wording"
"""What `drafted_from` begins with for a model's draft; its id follows."""


@post("/desk/{slug:str}/conversations/{conversation:uuid}/draft")
async def draft(request: Asked, conversation: FromPath[UUID]) -> Template:
    """What approved text says to the customer's last words, put below what stands in the box. What may not answer the
    question is only shown, until somebody says that it is to be used."""
    acting = await acting_in(request, conversation, Act.WRITE)
    wanted = acting.form.get("from", "")
    found = await _packets_draft(acting) if wanted == "packet" else None
    found = found or await parts(request).draft(*acting.who)
    typed = replace(acting.typed, draft=found)
    if found.worded is not None and found.worded.text and not wanted:
        text = "\n\n".join(filter(None, (typed.text.rstrip(), found.worded.text)))
        worded = found.worded
        typed = replace(typed, text=text, drafted=worded.text, drafted_from=f"{WORDED}:{worded.id}")
    elif found.quote is not None and (found.enough or wanted):
        text = "\n\n".join(filter(None, (typed.text.rstrip(), found.quote.text)))
        quote = found.quote
        typed = replace(typed, text=text, drafted=quote.text, drafted_from=f"{quote.article}:{quote.version}")
    return await shown_again(acting, typed, 200)


async def draft_sources(acting: Acting) -> Sequence[Source]:
    """Where the drafted words stand. A form can say anything: only what customers may read, and does say this, is a source."""
    article, _, version = acting.form.get("drafted_from", "").partition(":")
    drafted = acting.form.get("drafted", "")
    if article == WORDED:
        return await _worded_sources(acting, version, drafted)
    try:
        found = await parts(acting.request).articles.revision(
            acting.me.tenant, acting.me.person, UUID(article), int(version[:9])
        )
    except (ValueError, NotFound):
        return ()
    said = found.audience == Audience.CUSTOMER.value and stands_in(drafted, found.text)
    return (Source(UUID(article), found.version, found.title, drafted),) if said else ()


async def _worded_sources(acting: Acting, wording: str, drafted: str) -> Sequence[Source]:
    """The passages that a model's draft rests on, as they were kept with it."""
    tenant, conversation, me = acting.who
    try:
        found = await parts(acting.request).model.wording(tenant, me, UUID(wording))
    except (ValueError, NotFound):
        return ()
    same = found.conversation == conversation and found.text == drafted
    return found.sources if same else ()


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


ACT_DRAFT_ROUTES = [draft]
