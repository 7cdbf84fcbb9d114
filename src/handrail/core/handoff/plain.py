"""Text that is safe to show in a packet: plain, one paragraph, nothing hidden, no link that can be
followed."""

import re
from itertools import accumulate, takewhile

# Marks that reorder or hide text: a reader would see something else than what was written.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEME = re.compile(r"(h)tt(ps?)://([^\s/?#<>]{0,253})", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"\b(ftps?|javascript|vbscript|data|file|mailto|tel|sms|intent)\s?:(?=\S)", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?<![\w@./-])((?:[\w-]{1,63}\.){1,6}[a-z]{2,24})(?=/)|\b(www\.[\w.-]{1,253})", re.IGNORECASE)


def unhidden(text: str) -> str:
    """`text` in its lines, without control characters, direction overrides, invisible marks and half characters."""
    kept = _HIDDEN.sub("", _SURROGATE.sub("\ufffd", text))
    return "\n".join(_CONTROL.sub(" ", line) for line in kept.splitlines())


def visible(text: str) -> str:
    """`text` on one line, as `unhidden`."""
    return " ".join(unhidden(text).split())


def disarmed(text: str) -> str:
    """Links as words: `https://evil.example/x` becomes `hxxps://evil[.]example/x`. Mail addresses stay
    as they are."""
    text = _SCHEME.sub(lambda m: f"{m[1]}xx{m[2]}://{_dotted(m[3])}", text)
    text = _OTHER_SCHEME.sub(lambda m: f"{m[1]}[:]", text)
    return _BARE_HOST.sub(lambda m: _dotted(m[1] or m[2]), text)


def plain(text: str, limit: int = 400) -> str:
    """Visible and disarmed, at most `limit` bytes, cut between characters with an ellipsis."""
    # What cannot be kept is not read either: a message may be far longer than its place here.
    return clipped(disarmed(visible(text[: 4 * limit])), limit)


def clipped(text: str, limit: int) -> str:
    """At most `limit` bytes as they stand in UTF-8 JSON, where quotation marks and backslashes take two."""
    if _bytes(text) <= limit:
        return text
    widths = accumulate(_bytes(char) for char in text)
    kept = sum(1 for _ in takewhile(lambda width: width <= limit - 3, widths))
    return text[:kept].rstrip() + "\u2026"


def _bytes(text: str) -> int:
    return len(text.encode()) + text.count('"') + text.count("\\")


def _dotted(host: str) -> str:
    return host.replace("[.]", ".").replace(".", "[.]")
