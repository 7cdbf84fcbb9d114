"""Personal data in a conversation becomes tokens like [CARD_1] before a model reads it, and what it may say becomes words again."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from handrail.core.understanding.personal_data import READ, personal_data

_KINDS: Final = (
    ("payment card", "CARD"),
    ("bank account", "IBAN"),
    ("identity number", "ID"),
    ("telephone number", "PHONE"),
    ("mail address", "MAIL"),
    ("postal address", "ADDRESS"),
)
TYPED: Final = "TYPED"  # what looked like a token before anything was masked: somebody wrote it so
RESTORED: Final = frozenset({"PHONE", "MAIL", "ADDRESS"})
"""What words to a customer may hold again. Cards, accounts and identity numbers are repeated to nobody."""

TAIL: Final = 60
"""Longer than any number or address that is looked for."""
_TOKEN: Final = re.compile(r"\[([A-Z]+)_(\d+)\]")
_LIKE_TOKEN: Final = re.compile(
    rf"\[\s*(?:{'|'.join((*(kind for _, kind in _KINDS), TYPED))})\s*_\s*\d+\s*\]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Masks:
    """What was taken out of one conversation: (token, value) in the order they were met."""

    held: tuple[tuple[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.held)


NO_MASKS: Final = Masks()


def mask_all(texts: Sequence[str], masks: Masks = NO_MASKS) -> tuple[tuple[str, ...], Masks]:
    """The texts of one conversation, oldest first, with tokens in place of personal data; the same value has the same token
    wherever it stands, also where only another message showed what it is.

    A text is read to its READth character, and what was not read is left out: of a longer one the last TAIL too, in which a
    number may begin that could not be read whole. Hidden signs must have been removed before:
    they could divide a number. `masks`: what was met before, whose tokens stay.
    """
    read = [text[:READ] for text in texts]
    known = {value: token for token, value in masks.held}
    counts: dict[str, int] = {}
    for token, _ in masks.held:
        kind = token[1:].partition("_")[0]
        counts[kind] = counts.get(kind, 0) + 1
    for kind, value in _found(read):
        if value not in known:
            counts[kind] = counts.get(kind, 0) + 1
            known[value] = f"[{kind}_{counts[kind]}]"
    held = Masks(tuple((token, value) for value, token in known.items()))
    if not known:
        return tuple(_without_tail(text, longer) for text, longer in zip(read, texts, strict=True)), held
    anywhere = re.compile("|".join(re.escape(value) for value in sorted(known, key=len, reverse=True)))
    masked = (anywhere.sub(lambda match: known[match[0]], text) for text in read)
    return tuple(_without_tail(text, longer) for text, longer in zip(masked, texts, strict=True)), held


def unmask(text: str, masks: Masks, kinds: Collection[str] | None = None) -> str:
    """Tokens that `masks` holds become their values, each once: what comes back is not searched again. `kinds`: only these,
    as RESTORED names them; None: all. Any other token stays as it is."""
    held = dict(masks.held)

    def value(match: re.Match[str]) -> str:
        allowed = kinds is None or match[1] in kinds
        return held.get(match[0], match[0]) if allowed else match[0]

    return _TOKEN.sub(value, text)


def bears_token(text: str) -> bool:
    """Something that looks like a token stands in the text: it would mean nothing to a reader."""
    return _LIKE_TOKEN.search(text) is not None


def _found(texts: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in texts:
        for match in _LIKE_TOKEN.finditer(text):
            yield TYPED, match[0]
        for datum in personal_data(text):
            kind = next(short for name, short in _KINDS if datum.kind.startswith(name))
            yield kind, text[datum.start : datum.end]


def _without_tail(text: str, whole: str) -> str:
    return text if len(whole) <= READ else text[:-TAIL]
