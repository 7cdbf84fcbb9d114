"""A fact that rules may use: its name, type, meaning, unit, and what it is when nothing is special."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TypeGuard, cast

FactValue = bool | int | float | str | tuple[str, ...]
FactValues = Mapping[str, FactValue]
"""The facts of one turn by name. A name that is absent is a fact nobody could give: cautious rules then apply."""


class Kind(StrEnum):
    """As CEL names them."""

    BOOL = "bool"
    INT = "int"
    DOUBLE = "double"
    STRING = "string"
    STRINGS = "list(string)"


@dataclass(frozen=True, slots=True)
class FactType:
    """`usual` is the value of an ordinary message: what a test that does not name the fact gets, and lint starts from.

    `words`: the only values there are (of each entry, for a list); empty when any text may stand there. `may_be_missing`
    says when nobody can give it; `guard` is the fact that tells so (`has_article && article_age_days > 365`).
    """

    name: str
    kind: Kind
    meaning: str
    usual: FactValue
    unit: str = ""
    words: tuple[str, ...] = ()
    may_be_missing: str = ""
    guard: str = ""


def fits(value: object, kind: Kind) -> TypeGuard[FactValue]:
    """True and false are no numbers here, and a whole number is no measurement unless it is asked for as one."""
    match kind:
        case Kind.BOOL:
            return isinstance(value, bool)
        case Kind.INT:
            return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
        case Kind.DOUBLE:
            return isinstance(value, float) and isfinite(value)
        case Kind.STRING:
            return isinstance(value, str)
        case Kind.STRINGS:
            return isinstance(value, tuple) and all(isinstance(one, str) for one in cast(tuple[object, ...], value))
