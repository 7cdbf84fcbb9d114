"""What a server offers, as tools at their most cautious: nobody has said yet what they may do."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handrail.core.identity.levels import IdentityLevel
from handrail.core.tools import Caps, Risk, Tool
from handrail.core.tools.answers import clean_text
from handrail.core.tools.written import versioned
from handrail.tools.schema import CannotBeCalled, parameters_of, takes_key


@dataclass(frozen=True, slots=True)
class Found:
    """One tool as a server describes it."""

    name: str
    description: str
    schema: Mapping[str, Any]


def as_tools(server: str, found: Iterable[Found]) -> Iterator[Tool | str]:
    """A tool, or in a sentence why one of them cannot be had."""
    for one in found:
        try:
            parameters = parameters_of(one.schema)
        except CannotBeCalled as why:
            yield f"“{clean_text(one.name)[:60]}” is left out. {why}"
            continue
        yield versioned(
            Tool(
                slug=slug_of(one.name),
                server=server,
                remote=one.name,
                description=clean_text(one.description)[:1_000] or one.name,
                risk=Risk.IRREVERSIBLE,
                parameters=parameters,
                identity=IdentityLevel.SIGNED,
                caps=Caps(),
                takes_key=takes_key(one.schema) is not None,
            )
        )


def slug_of(name: str) -> str:
    spelled = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return re.sub(r"[^a-z0-9_-]+", "_", spelled).strip("_-")[:63] or "tool"
