"""What the commands about tools share."""

from handrail.cli.within import Refused
from handrail.core.tools import Risk, Tool


def pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name:
        raise Refused(f"“{text}” is not NAME=VALUE.")
    return name, value


def tool_there(tool: Tool | None, name: str) -> Tool:
    if tool is None:
        raise Refused(f"There is no tool “{name}”. `handrail tools list` names them.")
    return tool


def caps_in_words(tool: Tool) -> str:
    if tool.risk is not Risk.MONEY:
        return "a person says yes" if tool.risk is Risk.IRREVERSIBLE else "by itself"
    caps = tool.caps
    if not caps.amount_per_call:
        return "a person says yes"
    return f"up to {caps.amount_per_call} {caps.currency} minor units a call"
