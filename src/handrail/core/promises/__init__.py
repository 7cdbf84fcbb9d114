"""The six promises as they are checked: their names, the limits they set, and what a check reports."""

from handrail.core.promises.duty import OwnedSince, owned_by_nobody_there
from handrail.core.promises.limits import LIMITS, NOT_ON_DUTY
from handrail.core.promises.names import WORDS, Promise
from handrail.core.promises.report import Checked, PromiseReport, reported

__all__ = [
    "LIMITS",
    "NOT_ON_DUTY",
    "WORDS",
    "Checked",
    "OwnedSince",
    "Promise",
    "PromiseReport",
    "owned_by_nobody_there",
    "reported",
]
