"""What the customer's side of the API takes and gives."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta, Struct, field

from handrail.api.fields import Email, Files, LanguageTag, Line, MaybeText, Seq, Text, Zone


class StartIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Everything is optional. `name` and `email` are claims; a signed token's own claims stand before them."""

    text: Text | None = None
    language: LanguageTag | None = None
    timezone: Zone | None = None
    name: Line | None = None
    email: Email | None = None
    channel: Literal["chat", "api"] = "chat"
    continues: Annotated[
        UUID | None,
        Meta(description="An earlier conversation of the same customer. If one goes on from it already, you get that."),
    ] = None


class SayIn(Struct, forbid_unknown_fields=True, frozen=True):
    """`text` may be left out where files are sent."""

    text: MaybeText = ""
    attachments: Files = field(default_factory=list[UUID])
    continue_: Annotated[
        bool, Meta(description="If the conversation is closed, say it in a linked new one instead of refusing.")
    ] = field(name="continue", default=False)


class ShownIn(Struct, forbid_unknown_fields=True, frozen=True):
    seq: Seq


class EmailIn(Struct, forbid_unknown_fields=True, frozen=True):
    email: Email


class Kept(Struct, frozen=True):
    """The message as kept, durable when this answer arrives. `turn` counts what the customer said.

    `conversation` differs from the one in the address when a closed conversation was continued."""

    id: UUID
    conversation: UUID
    seq: int
    at: datetime
    turn: int


class RatingIn(Struct, forbid_unknown_fields=True, frozen=True):
    """`effort`: how far the customer agrees that it was easy, from 1 (not at all) to 7 (very), as the customer effort
    score asks it."""

    rating: Annotated[int, Meta(ge=1, le=5, description="From 1 (poor) to 5 (very good).")]
    effort: Annotated[int, Meta(ge=1, le=7)] | None = None
    solved: bool | None = None
    comment: Annotated[str, Meta(max_length=2_000)] | None = None


class Rating(Struct, frozen=True):
    """`changed_at`: when it was last given again. `comment` is gone once erased."""

    rating: int
    effort: int | None
    solved: bool | None
    comment: str | None
    at: datetime
    changed_at: datetime | None = None


class TypingIn(Struct, forbid_unknown_fields=True, frozen=True):
    """`typing`: right now. Say it again every few seconds while it lasts; after ten it is forgotten."""

    typing: bool


class Typing(Struct, frozen=True):
    """A `typing` event of the stream. `who`: the agent's name, null when nobody types any more."""

    who: str | None


class Author(Struct, frozen=True):
    """Who speaks. `label` is for the customer's eyes and says "AI assistant" whenever it is one."""

    kind: Literal["customer", "assistant", "agent", "system"]
    label: str
    name: str | None = None


class Source(Struct, frozen=True):
    """Where it stands, and the very words."""

    title: str
    quote: str


class Attachment(Struct, frozen=True):
    """A file. `type` is what its bytes say; `size` in bytes. Fetch it from the conversation's attachments by its id."""

    id: UUID
    name: str
    type: str
    size: int


class Message(Struct, frozen=True):
    """`seq` counts within the conversation, with gaps. `text` is plain text, empty once erased or where only files
    were sent."""

    id: UUID
    seq: int
    at: datetime
    author: Author
    text: str
    sources: list[Source]
    drafted_by_assistant: bool = False
    erased: bool = False
    attachments: list[Attachment] = field(default_factory=list["Attachment"])


class Messages(Struct, frozen=True):
    """In order of `seq`. With `more`, ask again with `after` = the last one's seq."""

    messages: list[Message]
    more: bool


class Answering(Struct, frozen=True):
    """Who answers now: the assistant, or one named person."""

    kind: Literal["assistant", "agent"]
    label: str
    name: str | None = None


class PromiseMade(Struct, frozen=True):
    """Who does what by when, and how the customer hears of it."""

    who: str
    what: str
    by: datetime
    how: str


class Offers(Struct, frozen=True):
    """What the customer can do now. `person` (the red button) is always there while the conversation is, but for somebody
    blocked whom a person has answered since;
    `suggest_person`: show it larger. `email`: an address would help. `confirm`: ask whether it is solved.
    `rate`: ask how it went."""

    person: bool
    suggest_person: bool
    email: bool
    confirm: bool
    rate: bool = False


class Conversation(Struct, frozen=True):
    """`blocked_until`: words are refused until then, since a person decided so; `offers.person` says whether a person can
    still be asked for."""

    id: UUID
    state: Literal["assistant", "offered", "held", "waiting_customer", "waiting_other", "resolved", "closed"]
    answering: Answering
    promise: PromiseMade | None
    offers: Offers
    language: str
    channel: str
    opened_at: datetime
    last_seq: int
    continues: UUID | None = None
    blocked_until: datetime | None = None


class Conversations(Struct, frozen=True):
    """Newest first."""

    conversations: list[Conversation]


class Started(Struct, frozen=True):
    """`token` comes once, to whoever brought none: send it as `Authorization: Bearer` from now on."""

    conversation: Conversation
    token: str | None = None
    token_ends_at: datetime | None = None
    message: Kept | None = None
