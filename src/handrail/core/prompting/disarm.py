"""Words of others before a model reads them: what a reader would not see is gone, and what would lead somewhere is only words."""

import re
from typing import Final

from handrail.core.handoff.plain import disarmed, unhidden

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNREAD: Final = re.compile(
    r"<(script|style|template|noscript|iframe|object|svg|title)\b[^>]{0,2000}>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_HIDING: Final = (
    r"(?:\bhidden\b|aria-hidden\s*=\s*[\"']?true|style\s*=\s*(?:\"[^\"]*|'[^']*)"
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0|color\s*:\s*(?:white|\#fff)))"
)
_HIDDEN_ELEMENT: Final = re.compile(
    rf"<(\w{{1,20}})\b[^>]{{0,2000}}?{_HIDING}[^>]{{0,2000}}>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_IMAGE: Final = re.compile(r"!\[([^\]]{0,500})\]\s?(?:\([^)]{0,2000}\)|\[[^\]]{0,200}\])")
_LINK: Final = re.compile(r"\[([^\]]{1,500})\]\((?:[^()\s]|\([^()]*\)){0,2000}(?:\s+[\"'(][^)]{0,500})?\)")
_REFERENCE: Final = re.compile(r"^\s{0,3}\[[^\]]{1,200}\]:\s*\S+.*$", re.MULTILINE)
_MACHINE_MARK: Final = re.compile(
    r"<\|?/?(?:im_start|im_end|endoftext|eot_id|start_header_id|end_header_id|begin_of_text|system|user|assistant|tool)\|?>|"
    r"\[/?INST\]|<</?SYS>>|<\|",
    re.IGNORECASE,
)
_FENCE_LIKE: Final = re.compile(r"[<«‹＜]{3,}|[>»›＞]{3,}")
LONGEST: Final = 12_000


def disarmed_data(text: str, *, links: bool = False) -> str:
    """Plain text in its lines, at most LONGEST characters: no invisible signs, comments, hidden or foreign markup, images,
    links that could be followed, marks of a model's own input, or anything like our fences.

    `links`: addresses stay readable as they are, for text that we approved; a link's words are kept either way.
    """
    text = unhidden(text[:LONGEST])
    for pattern in (_COMMENT, _UNREAD, _HIDDEN_ELEMENT):
        text = pattern.sub(" ", text)
    text = _MACHINE_MARK.sub(" ", text)
    text = _IMAGE.sub(lambda match: f"(image: {match[1]})" if match[1].strip() else "(image)", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub(" ", text).replace("](", "] (")  # one that never closes is none either
    if not links:
        text = _REFERENCE.sub("", text)
        text = disarmed(text)
    text = _FENCE_LIKE.sub("…", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
