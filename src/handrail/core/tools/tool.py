"""A tool as this company allows it: what it does, what it takes, who must be known, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from handrail.core.identity.levels import IdentityLevel
from handrail.core.money import Money


class Risk(StrEnum):
    """What goes wrong if it is called wrongly. A tool's class decides what the assistant may do with it alone."""

    READ = "read"  # tells something, changes nothing
    REVERSIBLE = "reversible"  # changes what can be changed back
    MONEY = "money"  # moves money; the cap is 0 unless the workspace raises it, so a person says yes
    IRREVERSIBLE = "irreversible"  # cannot be taken back: always a person's yes


class Kind(StrEnum):
    """Of which type a value is; `arguments.py` reads and checks each."""

    TEXT = "text"
    WHOLE = "whole"  # a whole number
    MONEY = "money"  # whole minor units with a currency
    DATE = "date"
    INSTANT = "instant"  # with its offset from UTC
    CHOICE = "choice"
    EMAIL = "email"
    PHONE = "phone"
    YES_NO = "yes_no"


Value = str | int | bool | Money | date | datetime


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument. `from_identity`: code fills it in from what is known of the customer, whatever anybody wrote."""

    name: str
    kind: Kind
    description: str = ""
    required: bool = True
    choices: tuple[str, ...] = ()
    pattern: str | None = None  # the whole text must match it
    longest: int = 500  # characters
    from_identity: str | None = None  # "reference" or "email"


@dataclass(frozen=True, slots=True)
class Caps:
    """How much and how often. None: no limit of that kind. Money is counted in minor units of `currency` alone:
    another currency is over every cap."""

    amount_per_call: int = 0
    amount_per_customer_day: int = 0
    amount_per_day: int = 0
    currency: str = ""
    calls_per_conversation: int | None = 20
    calls_per_customer_hour: int | None = 20
    calls_per_customer_day: int | None = 50
    calls_per_hour: int | None = None
    calls_per_day: int | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """`slug` is ours, `remote` its name at the server. `amount` names the parameter that is the money it moves.
    `two_people_above`: from this many minor units on two different people say yes; None: never two."""

    slug: str
    server: str
    remote: str
    description: str
    risk: Risk
    parameters: tuple[Parameter, ...] = ()
    identity: IdentityLevel = IdentityLevel.CLAIMED
    caps: Caps = field(default_factory=Caps)
    amount: str | None = None
    undo: str | None = None  # the slug of the tool that takes it back, with the same arguments and the receipt's id
    two_people_above: int | None = None
    takes_key: bool = False  # the server promises: the same idempotency key has the effect once
    version: str = ""

    def parameter(self, name: str) -> Parameter | None:
        return next((one for one in self.parameters if one.name == name), None)

    def contacts_changed(self, arguments: Mapping[str, Value]) -> tuple[str, ...]:
        """“email” and “phone”, where this call sets one that somebody gave: money waits after such a change. Code's own
        arguments say who the customer is and change nothing."""
        if self.risk is Risk.READ:
            return ()
        given = (one for one in self.parameters if one.from_identity is None and arguments.get(one.name) is not None)
        return tuple(sorted({one.kind.value for one in given if one.kind in (Kind.EMAIL, Kind.PHONE)}))

    def money(self, arguments: Mapping[str, Value]) -> Money | None:
        """The amount that this call moves. None where it moves none, or the argument is no money."""
        value = arguments.get(self.amount) if self.amount is not None else None
        return value if isinstance(value, Money) else None
