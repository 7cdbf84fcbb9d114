"""A model's words carry no picture, no HTML, no hidden sign, and lead nowhere the sources or the workspace do not lead."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from handrail.core.grounding.draft import Draft, Sentence, Source
from handrail.core.grounding.verdict import Guard, Verdict
from handrail.core.handoff.plain import unhidden

_IMAGE = re.compile(r"!\[[^\]]*\]\s*[(\[]")
_HTML = re.compile(r"<\s*/?\s*[a-z][^>]{0,400}>?|<!--|&(?:#x?[0-9a-f]{1,7}|lt|gt|quot|amp|nbsp);", re.IGNORECASE)
_SCHEME = re.compile(r"\b([a-z][a-z0-9+.-]{1,20}):(?://|(?=[^\s\d]))", re.IGNORECASE)
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>()\"'“”]+", re.IGNORECASE)
_SLASHED = re.compile(r"(?<![\w:/.-])//[\w.-]+\.\w{2,}", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w@./-])((?:[\w-]{1,63}\.){1,6}([a-z]{2,24}))(?![\w@-])(?:[/:?#][^\s<>()\[\]]*)?", re.IGNORECASE
)
_TOP_LEVEL = re.compile(
    "com|org|net|io|de|fr|es|it|nl|pt|pl|se|uk|eu|us|ca|au|br|jp|tr|in|cn|ru|ch|at|be|dk|no|fi|ie|info|biz|app|dev|shop|store|online"
    "|site|xyz|top|club|live|me|co|tv|ai|cc|ly|gl|example|test|help|support|cloud|link|click|page|email|bank|zip|mov|gov|edu"
)
"""What ends a bare name that a mail program turns into a link; "e.g" and "v1.2" end otherwise."""
_PLAIN_SCHEMES = frozenset({"http", "https"})
_DANGEROUS = re.compile(
    "javascript|vbscript|data|file|blob|ftps?|tel|sms|mailto|intent|wss?|about|chrome|market|whatsapp|tg"
)


def cleaned(draft: Draft) -> Draft:
    """The draft without signs that hide or reorder text; what is checked is what is sent."""
    sentences = (replace(one, text=unhidden(one.text).strip()) for one in draft.sentences)
    return replace(draft, sentences=tuple(one for one in sentences if one.text))


def markup(sentence: Sentence, place: int, sources: Sequence[Source], hosts: frozenset[str]) -> tuple[Verdict, ...]:
    """One verdict for each thing that must not stand there, or a single one that passed."""
    allowed = {host.casefold() for host in hosts} | {host for source in sources for host, _, _ in links(source.text)}
    found = tuple(_found(sentence.text, place, allowed))
    return found or (Verdict(Guard.MARKUP, True, place, 0, 0, "No picture, no HTML, no foreign link."),)


def links(text: str) -> tuple[tuple[str, int, int], ...]:
    """Host and place of everything a reader's program may turn into a link. An unreadable address has the host ''."""
    found = [(_host(match[0]), *match.span()) for pattern in (_LINK, _SLASHED) for match in pattern.finditer(text)]
    taken = [(start, end) for _, start, end in found]
    for match in _BARE.finditer(text):
        inside = any(start <= match.start() < end for start, end in taken)
        if not inside and _TOP_LEVEL.fullmatch(match[2].casefold()):
            found.append((_host(match[0]), *match.span()))
    return tuple(sorted(found, key=lambda one: one[1]))


def _found(text: str, place: int, allowed: set[str]) -> Iterable[Verdict]:
    def stop(match: "re.Match[str]", because: str) -> Verdict:
        return Verdict(Guard.MARKUP, False, place, match.start(), match.end(), because)

    yield from (stop(match, "A picture is never sent.") for match in _IMAGE.finditer(text))
    yield from (stop(match, "HTML is never sent.") for match in _HTML.finditer(text))
    for match in _SCHEME.finditer(text):
        scheme = match[1].casefold()
        if _DANGEROUS.fullmatch(scheme) or (match[0].endswith("//") and scheme not in _PLAIN_SCHEMES):
            yield stop(match, f"An address of the kind “{scheme}:” is never sent.")
    for host, start, end in links(text):
        if host not in allowed:
            because = f"No cited source and no list of the workspace leads to {host or 'this address'}."
            yield Verdict(Guard.MARKUP, False, place, start, end, because)


def _host(address: str) -> str:
    """The host a browser would go to, in lower case; '' where programs read the address in different ways."""
    whole = address if "//" in address else f"//{address}"
    try:
        parts = urlsplit(whole.rstrip(")].,;:!?*_"))
        host = parts.hostname or ""
    except ValueError:
        return ""
    return "" if "@" in parts.netloc or "\\" in address else host.rstrip(".")
