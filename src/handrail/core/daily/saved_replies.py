"""Replies that a team keeps ready: the variables they may hold, and how those are filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handrail.core.conversation.texts.slots import plain

CUSTOMER_NAME, AGENT_NAME, CONVERSATION = "customer_name", "agent_name", "conversation"
VARIABLES: Final = (CUSTOMER_NAME, AGENT_NAME, CONVERSATION)
# Braces around anything that is no name are ordinary characters.
_VARIABLE: Final = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


class UnknownVariable(ValueError):
    """The reply holds a variable that nothing would fill in."""


@dataclass(frozen=True, slots=True)
class Filled:
    """`missing`: variables that have no value here. They still stand in the text, for the agent to replace."""

    text: str
    missing: tuple[str, ...] = ()


def check_variables(body: str) -> None:
    """Raises UnknownVariable, naming every one and those that exist."""
    unknown = sorted({name for name in _VARIABLE.findall(body) if name not in VARIABLES})
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in VARIABLES)
        wrong = ", ".join(f"{{{name}}}" for name in unknown)
        raise UnknownVariable(f"Nothing fills in {wrong}. These can be used: {known}.")


def fill(body: str, values: Mapping[str, str | None]) -> Filled:
    """One pass: braces inside a value are ordinary characters, and a value is one line of plain words."""
    missing: dict[str, None] = {}

    def value(match: re.Match[str]) -> str:
        name = match[1]
        given = plain(values.get(name) or "") if name in VARIABLES else match[0]
        if not given:
            missing[name] = None
            return match[0]
        return given

    return Filled(_VARIABLE.sub(value, body), tuple(missing))
