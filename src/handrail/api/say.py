"""A customer's message comes in, the one address that must be fast: kept before it is acknowledged, once for each key."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import msgspec

from handrail.api.house import House
from handrail.api.identity import CustomerCaller, Headers, headers_of
from handrail.api.problems import (
    Answered,
    BodyTooLarge,
    NotSignedIn,
    OutOfRange,
    WrongMediaType,
    closed_with_way_on,
)
from handrail.api.schemas import SayIn
from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.moves import ConversationAlreadyClosed
from handrail.flows.start_conversation import Arrival
from handrail.ports import Kept, NotFound, Said

LARGEST_BODY = 256 * 1024
PREFIX, SUFFIX = "/v1/customer/conversations/", "/messages"
TEMPLATE = "/v1/customer/conversations/{conversation}/messages"
_START = "/v1/customer/conversations"
_JSON = msgspec.json.Encoder()
_SAY = msgspec.json.Decoder(SayIn)


@dataclass(frozen=True, slots=True)
class Sent:
    """A finished answer."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ((b"content-type", b"application/json"),)


class SayMessage:
    """The same words for both ways in: the plain ASGI one that serves, and the documented handler."""

    def __init__(self, inside: House) -> None:
        self._inside = inside

    async def serve(self, scope: Any, receive: Any) -> Sent:
        """Raises what the flows and the checks raise; the caller turns that into a problem."""
        headers = headers_of(scope)
        conversation = _conversation(scope["path"])
        refuse_other_media(headers, needs_body=True)
        caller = await self._inside.callers.customer(headers)
        key = checked_key(headers)
        body = await read_body(headers, receive)
        if not body:
            raise msgspec.ValidationError("A body is needed.")
        return await self.keep(caller, conversation, key, _SAY.decode(body))

    async def keep(self, caller: CustomerCaller, conversation: UUID, key: str, said: SayIn) -> Sent:
        if caller.customer is None:
            if caller.vouched is None:
                raise NotSignedIn("A customer's token is needed: start a conversation to get one.")
            raise NotFound("This conversation does not exist.")
        one = Said(caller.tenant, conversation, caller.customer, said.text, key, tuple(said.attachments))
        try:
            kept = await self._inside.parts.receive(one)
        except ConversationAlreadyClosed as error:
            if not said.continue_:
                way_on = closed_with_way_on(error, _START, str(conversation))
                return _problem(way_on)
            kept = await self._continued(one)
        self._inside.meters.kept(kept.duplicate)
        self._no_longer_types(one)
        return Sent(200 if kept.duplicate else 201, _written(kept))

    def _no_longer_types(self, said: Said) -> None:
        """It is said: nobody waits ten seconds for the hint to be forgotten."""
        presence = self._inside.parts.presence
        if presence.customer_typing(said.tenant, said.conversation) > 0:
            presence.customer_types(said.tenant, said.conversation, typing=False)

    async def _continued(self, said: Said) -> Kept:
        """Into the conversation that goes on from the closed one: opened now, unless it was before."""
        parts = self._inside.parts
        arrival = Arrival(Channel.CHAT, customer=said.customer, continues=said.conversation)
        following = await parts.start(said.tenant, arrival)
        return await parts.receive(replace(said, conversation=following.id))


def is_said(scope: Any) -> bool:
    path: str = scope["path"]
    return scope["method"] == "POST" and path.endswith(SUFFIX) and path.startswith(PREFIX)


def checked_key(headers: Headers) -> str:
    key = headers.get(b"idempotency-key", b"")
    if not 1 <= len(key) <= 200 or not key.isascii() or not (text := key.decode()).isprintable():
        raise OutOfRange("Idempotency-Key is needed: 1 to 200 printable ASCII characters, the same for every try.")
    return text


def refuse_other_media(headers: Headers, *, needs_body: bool) -> None:
    """JSON only, in UTF-8 only."""
    given = headers.get(b"content-type")
    if given == b"application/json" or (given is None and not needs_body):
        return
    media, _, parameters = (given or b"").partition(b";")
    charset = parameters.replace(b" ", b"").replace(b'"', b"").lower()
    if media.strip().lower() != b"application/json" or charset not in (b"", b"charset=utf-8"):
        raise WrongMediaType("Send JSON in UTF-8: Content-Type: application/json.")


async def read_body(headers: Headers, receive: Any) -> bytes:
    """Never more than the limit in memory. Raises BodyTooLarge."""
    refuse_large(headers)
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False) and len(body) <= LARGEST_BODY:
        return body
    parts, size = [body], len(body)
    while message.get("more_body", False):
        if size > LARGEST_BODY:
            break
        message = await receive()
        parts.append(message.get("body", b""))
        size += len(parts[-1])
    if size > LARGEST_BODY:
        raise BodyTooLarge
    return b"".join(parts)


def refuse_large(headers: Headers) -> None:
    length = headers.get(b"content-length")
    if length is not None and (not length.isdigit() or int(length[:12]) > LARGEST_BODY):
        raise BodyTooLarge


def _conversation(path: str) -> UUID:
    try:
        return UUID(path[len(PREFIX) : -len(SUFFIX)])
    except ValueError as error:
        raise NotFound("This conversation does not exist.") from error


def _written(kept: Kept) -> bytes:
    return _JSON.encode(
        {
            "id": kept.message,
            "conversation": kept.conversation,
            "seq": kept.seq,
            "at": kept.at,
            "turn": kept.turn,
        }
    )


def _problem(answered: Answered) -> Sent:
    return Sent(answered.status, answered.body, ((b"content-type", b"application/problem+json"),))
