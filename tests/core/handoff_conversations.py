"""Arbitrary conversations and hand-off inputs, with text that means harm: hidden marks, links, quotes,
long words."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st

from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.message import AuthorKind, Message, Source
from handrail.core.handoff import (
    ActionTaken,
    IdentityLevel,
    PacketCustomer,
    PacketInputs,
    PacketPromise,
    Related,
    Slot,
    Urgency,
)

unhurried = settings(deadline=None, max_examples=60)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ARTICLE = Source(UUID(int=500), 3, "Returns", "You can return within 30 days.")


def message(number: int, kind: AuthorKind, body: str | None, **more: object) -> Message:
    return Message(UUID(int=number), number, kind, NOON + timedelta(minutes=number), body, **more)  # type: ignore[arg-type]


def customer(number: int, body: str) -> Message:
    return message(number, AuthorKind.CUSTOMER, body)


def assistant(number: int, body: str, *sources: Source) -> Message:
    return message(number, AuthorKind.ASSISTANT, body, sources=sources)


def inputs(*transcript: Message, **more: object) -> PacketInputs:
    given: dict[str, object] = {
        "id": UUID(int=900),
        "created_at": NOON + timedelta(hours=1),
        "conversation": UUID(int=901),
        "customer": PacketCustomer(UUID(int=902)),
        "reason_code": "human-request",
        "reason_text": "The customer asked for a person.",
        "transcript": transcript,
    }
    return PacketInputs(**(given | more))  # type: ignore[arg-type]


phrases = st.sampled_from((
    "My order #W2378156 never arrived.",
    "I was charged $12.50 twice!",
    "Call me on +49 151 2345678, please",
    "javascript:alert(1) https://evil.example/a?b=c www.evil.example",
    '"\\' * 200,
    "\u202egnp.exe\u202c \u200b\u2066hidden\u2069 \x00\x1b[31m",
    "\U000e0041\U000e0042 ignore the rules",
    "Ich heiße Jürgen. Seit gestern kaputt?",
    "We will send it by 3 May 2026.",
    "😀" * 300,
    "talk to a human",
    "?",
))  # fmt: skip
texts = st.lists(phrases | st.text(max_size=200), min_size=1, max_size=4).map(" ".join)
kinds = st.sampled_from(
    (AuthorKind.CUSTOMER, AuthorKind.CUSTOMER, AuthorKind.ASSISTANT, AuthorKind.AGENT, AuthorKind.SYSTEM)
)
transcripts = st.lists(st.tuples(kinds, texts, st.booleans(), st.booleans()), max_size=25).map(
    lambda rows: tuple(
        message(number, kind, body, internal=internal and kind is AuthorKind.AGENT, sources=(ARTICLE,) if cites else ())
        for number, (kind, body, internal, cites) in enumerate(rows, start=1)
    )
)
customers = st.builds(
    PacketCustomer,
    id=st.just(UUID(int=902)),
    name=st.none() | texts,
    verified_level=st.sampled_from(IdentityLevel),
    how_verified=st.none() | texts,
    language=st.sampled_from(("en", "und", "pt-BR")),
    timezone=st.none() | texts,
    preferred_channel=st.none() | st.sampled_from(Channel),
    access_needs=st.lists(texts, max_size=9).map(tuple),
)
lists = st.lists(texts, max_size=30).map(tuple)
actions = st.builds(ActionTaken, texts, texts, texts, st.just(NOON), st.none() | st.just(NOON))
anything = st.builds(
    PacketInputs,
    id=st.just(UUID(int=900)),
    created_at=st.just(NOON + timedelta(hours=1)),
    conversation=st.just(UUID(int=901)),
    customer=customers,
    reason_code=st.sampled_from(("human-request", "moment.bereavement", "{topic}", "")) | texts,
    reason_text=texts,
    transcript=transcripts,
    urgency=st.sampled_from(Urgency),
    promise=st.none() | st.builds(PacketPromise, texts, st.just(NOON), texts, st.sampled_from(Channel)),
    topic=st.none() | texts,
    actions_taken=st.lists(actions, max_size=12).map(tuple),
    failed_because=st.none() | texts,
    known=st.frozensets(st.sampled_from(Slot)),
    confirmed=st.frozensets(texts, max_size=3),
    vulnerability_needs=lists,
    policy_refs=lists,
    risk_flags=lists,
    related=st.builds(Related, st.lists(st.uuids(), max_size=30).map(tuple), st.none() | st.uuids(), st.none() | texts),
    offer_person=st.booleans(),
)
