"""What a tool answered, kept as plain data of a bounded size: no markup, no hidden marks, nothing that could be code."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

DEEPEST: Final = 8
MOST_VALUES: Final = 2_000
LONGEST_TEXT: Final = 4_000  # characters
LONGEST_NAME: Final = 64
LARGEST: Final = 256_000  # bytes of JSON that are read at all
_EXACT: Final = 2**53
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class AnswerUnreadable(ValueError):
    """It is no data, or more of it than anybody asked for."""


def answer_as_data(raw: object) -> dict[str, Any]:
    """A mapping of names to texts, numbers, yes or no, lists and mappings. A list or a single value stands under
    `result`. Texts lose control characters and invisible marks and are cut; they stay data, whatever they say. Raises
    AnswerUnreadable where it is too deep or too large."""
    whole = cast(Mapping[object, object], raw) if isinstance(raw, Mapping) else {"result": raw}
    return cast(dict[str, Any], _Reading().value(whole, 0))


def receipt_in(data: Mapping[str, Any]) -> str | None:
    """The tool's own name for what it did, where it gave one."""
    found = data.get("receipt")
    return str(found)[:200] if isinstance(found, str | int) and not isinstance(found, bool) and found != "" else None


def clean_text(text: str) -> str:
    """Of a tool: without control characters and invisible marks, at most LONGEST_TEXT characters."""
    kept = _UNWANTED.sub("", text[: 2 * LONGEST_TEXT])
    return kept if len(kept) <= LONGEST_TEXT else kept[: LONGEST_TEXT - 1] + "…"


class _Reading:
    def __init__(self) -> None:
        self._seen = 0

    def value(self, raw: object, depth: int) -> Any:
        self._seen += 1
        if depth > DEEPEST or self._seen > MOST_VALUES:
            raise AnswerUnreadable("The tool answered with more than anybody asked for.")
        match raw:
            case None | bool():
                return raw
            case int():
                return raw if abs(raw) < _EXACT else str(raw)[:40]
            case float():
                return raw if math.isfinite(raw) else None
            case str():
                return clean_text(raw)
            case Mapping():
                pairs = cast(Mapping[object, object], raw).items()
                return {clean_text(str(name))[:LONGEST_NAME]: self.value(one, depth + 1) for name, one in pairs}
            case Sequence() if not isinstance(raw, bytes | bytearray):
                return [self.value(one, depth + 1) for one in cast(Sequence[object], raw)]
            case _:
                raise AnswerUnreadable("The tool answered with something that is no data.")
