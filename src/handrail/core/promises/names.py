"""The six promises by name, each in one sentence."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Promise(StrEnum):
    REACHABLE = "reachable"
    OWNED = "owned"
    KEPT = "kept"
    BOUNDED = "bounded"
    EARNED = "earned"
    EXPLAINED = "explained"


WORDS: Final[Mapping[Promise, str]] = {
    Promise.REACHABLE: "A customer who wants a person gets one, and the assistant is silent until that person gives back.",
    Promise.OWNED: "Every open conversation has one accountable human on duty, one writer and one next deadline.",
    Promise.KEPT: "Nothing a customer sent is lost, nothing is said twice, and what was promised is settled.",
    Promise.BOUNDED: "The assistant says only what approved knowledge says, word for word.",
    Promise.EARNED: "The assistant speaks alone only under a certificate or a grant that was in force.",
    Promise.EXPLAINED: "Every decision is recorded with its facts, rule and versions, in a log that shows tampering.",
}
