"""What the fields of requests may hold, checked before anything else sees them, and written so in the OpenAPI document."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from handrail.api.problems import OutOfRange
from handrail.core.conversation.attachment import MOST_A_MESSAGE
from handrail.core.conversation.message import MAX_CHARS

_NO_CONTROLS = r"^[^\x00-\x1f\x7f]*$"
_ONE_LINE = r"^[^\x00-\x1f\x7f\s]([^\x00-\x1f\x7f]*[^\x00-\x1f\x7f\s])?$"
BIGINT = 2**53  # every JSON reader counts exactly up to here

Text = Annotated[str, Meta(min_length=1, max_length=MAX_CHARS, description="Plain text with a visible character.")]
MaybeText = Annotated[str, Meta(max_length=MAX_CHARS, description="Plain text; empty only where files are sent.")]
Files = Annotated[
    list[UUID], Meta(max_length=MOST_A_MESSAGE, description="Files uploaded in this conversation, by id.")
]
Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=_ONE_LINE, description="One line of text.")]
Sentence = Annotated[str, Meta(min_length=1, max_length=1_000, pattern=_ONE_LINE, description="A line in words.")]
Slug = Annotated[
    str, Meta(max_length=63, pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", description="Short name for addresses.")
]
Email = Annotated[
    str,
    Meta(
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,180}[A-Za-z0-9])?$",
        description="An address for e-mail.",
    ),
]
LanguageTag = Annotated[
    str,
    Meta(max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$", description="BCP 47, like en or pt-BR."),
]
Zone = Annotated[str, Meta(max_length=64, pattern=r"^[A-Za-z][A-Za-z0-9_+/-]*$", description="IANA, like Europe/Oslo.")]
Seq = Annotated[int, Meta(ge=0, le=BIGINT, description="A message's number within its conversation.")]
Moment = Annotated[datetime, Meta(tz=True, description="A time with its offset from UTC.")]
Skill = Annotated[str, Meta(min_length=1, max_length=63, pattern=_NO_CONTROLS)]


def in_reach(moment: datetime) -> datetime:
    """In UTC. Raises OutOfRange for years that nobody can mean."""
    if not 2000 <= moment.year <= 2199:
        raise OutOfRange("A time between the years 2000 and 2199 is needed.")
    return moment.astimezone(UTC)
