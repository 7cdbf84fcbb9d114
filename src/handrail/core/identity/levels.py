"""How surely a customer is known in one conversation, in rising order. Only code raises it, never what anybody wrote."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class IdentityLevel(IntEnum):
    """Ordered: each level may do what those below it may. Stored by name, in lower case."""

    ANONYMOUS = 0
    CLAIMED = 1  # they told a name, an address, a number: nothing proves it
    CODE = 2  # they gave back a one-time code that was sent to a contact of theirs
    SIGNED = 3  # the site's own token, signed with its secret, says who they are

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the customer of one conversation, now.

    `reference` is the company's own id of them, only from a signed token or a verified contact; tools that read or change
    a customer's things get it from here and never from a text. `email` is a verified one. `cool_off_until`: a mail
    address or telephone number was changed lately, and money tools wait until then.
    """

    level: IdentityLevel = IdentityLevel.ANONYMOUS
    reference: str | None = None
    email: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    cool_off_until: datetime | None = None

    def at(self, now: datetime) -> IdentityLevel:
        """The level that holds now: a code's proof ends, what was only claimed stays claimed."""
        ended = self.level is IdentityLevel.CODE and self.until is not None and self.until <= now
        return IdentityLevel.CLAIMED if ended else self.level
