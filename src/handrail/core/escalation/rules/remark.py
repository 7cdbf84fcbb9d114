"""What lint has to say about a rule, and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    REFUSED = "refused"  # such rules are not published
    WARNED = "warned"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Remark:
    """`code` is stable; `says` is a sentence. `rule` is the slug, empty when it concerns the set."""

    grade: Grade
    code: str
    rule: str
    says: str
