"""A conversation starts over the API: somebody known, somebody a site vouches for, or somebody new who gets a token."""

from handrail.api import schemas
from handrail.api.house import House
from handrail.api.identity import CustomerCaller
from handrail.api.tokens import customer_token
from handrail.api.views import kept_seen, own_conversation
from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.conversation.message import clean_text
from handrail.flows.start_conversation import Arrival
from handrail.ports import NewCustomer, Said


async def start_conversation(inside: House, caller: CustomerCaller, wanted: schemas.StartIn) -> schemas.Started:
    """Raises what the flows raise; an unfit text is refused before anything is opened."""
    if wanted.text is not None:
        clean_text(wanted.text)
    parts = inside.parts
    opened = await parts.start(caller.tenant, _arrival(caller, wanted))
    if caller.customer is not None and wanted.email is not None:
        await parts.leave_email(caller.tenant, opened.id, opened.customer, wanted.email)
    message = await _said(inside, caller, opened, wanted.text)
    own = await parts.reading.own_conversation(caller.tenant, opened.customer, opened.id)
    token, until = None, None
    if caller.customer is None and caller.vouched is None:
        token, until = customer_token(parts.secret, caller.tenant, opened.customer, parts.clock())
    return schemas.Started(own_conversation(own, parts.clock()), token, until, message)


def _arrival(caller: CustomerCaller, wanted: schemas.StartIn) -> Arrival:
    signed = caller.newcomer
    newcomer = NewCustomer(
        name=signed.name if signed is not None and signed.name else wanted.name,
        email=signed.email if signed is not None and signed.email else wanted.email,
        language=wanted.language,
        timezone=wanted.timezone,
        external_id=None if signed is None else signed.external_id,
    )
    return Arrival(
        Channel(wanted.channel),
        customer=caller.customer,
        newcomer=None if caller.customer is not None else newcomer,
        language=wanted.language or "und",
        continues=wanted.continues,
    )


async def _said(inside: House, caller: CustomerCaller, opened: Conversation, text: str | None) -> schemas.Kept | None:
    if text is None:
        return None
    # A key of its own each time: the conversation may be one that somebody went on to before, with words in it.
    key = f"start:{inside.parts.new_id()}"
    kept = await inside.parts.receive(Said(caller.tenant, opened.id, opened.customer, text, key))
    inside.meters.kept(kept.duplicate)
    return kept_seen(kept)
