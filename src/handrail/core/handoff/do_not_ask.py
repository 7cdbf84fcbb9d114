"""Before a reply is sent: does it ask the customer for something they have already given?"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from handrail.core.handoff.questions import ASKING, COLD_OPENINGS, DIRECT, FILLERS, OWNERS
from handrail.core.handoff.vocabulary import CARRIERS, NUMBER_WORDS, PLAIN_NOUNS, Slot

_REACH = 70  # characters after the word that asks within which the thing asked for stands
_BETWEEN = r"of|on|for|de|da|do|del|della|dell['’]|du|di|d['’]|van|der|ihrer|deiner"


@dataclass(frozen=True, slots=True)
class Violation:
    """`start` and `end`: the asking sentence within the draft."""

    slot: Slot
    start: int
    end: int
    text: str


def asks_again(draft: str, do_not_ask: Collection[Slot], known_values: Collection[str] = ()) -> tuple[Violation, ...]:
    """Every sentence of `draft` that asks for a slot of `do_not_ask`; whoever sends may override, with a
    reason.

    A sentence that repeats one of `known_values` confirms what is known and is allowed.
    """
    return tuple(
        Violation(slot, start, start + len(sentence), sentence)
        for start, sentence in _sentences(draft)
        if not _names_a_value(sentence, known_values)
        for slot in Slot
        if slot in do_not_ask and _asks_for(sentence, slot)
    )


def opens_cold(draft: str) -> bool:
    """A first line as if nothing had been said: "How can I help you?"."""
    return bool(_COLD.search(draft))


def _asks_for(sentence: str, slot: Slot) -> bool:
    direct = _DIRECT.get(slot)
    if direct is not None and direct.search(sentence):
        return True
    if _NAMES[slot].fullmatch(" ".join(_FILLERS.sub(" ", sentence).split())):
        return True
    asked = (sentence[match.start() : match.end() + _REACH] for match in _ASKS.finditer(sentence))
    return any(_ASKED_FOR[slot].search(stretch) for stretch in asked)


def _sentences(draft: str) -> Iterator[tuple[int, str]]:
    for match in _SENTENCE.finditer(draft):
        text = match[0].strip()
        if text:
            yield match.start() + match[0].index(text), text


def _names_a_value(sentence: str, values: Collection[str]) -> bool:
    squeezed = _squeezed(sentence)
    return any(len(_squeezed(value)) >= 2 and _squeezed(value) in squeezed for value in values)


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _name(slot: Slot) -> str:
    """What the slot is called. A carrier needs its number, before or after: "order number", "número de
    pedido"."""
    carrier = CARRIERS.get(slot)
    if carrier is None:
        return f"(?:{PLAIN_NOUNS[slot]})"
    numbered = rf"(?:{carrier})[\s-]*(?:{NUMBER_WORDS})"
    turned = rf"(?:{NUMBER_WORDS})\s(?:{_BETWEEN})\s?(?:{_OWNER}\s?)?(?:{carrier})"
    return _any(numbered, turned, *(("reference",) if slot is Slot.CASE_NUMBER else ()))


def _asked_for(slot: Slot) -> re.Pattern[str]:
    if slot in CARRIERS:
        return re.compile(rf"\b{_name(slot)}(?!\w)", re.IGNORECASE)
    described = r"(?:(?:new|full|billing|correct|current|exact|best)\s)*"
    return re.compile(rf"(?<!\w){_OWNER}\s?{described}{_name(slot)}(?!\w)", re.IGNORECASE)


_OWNER = _any(*OWNERS)
_ASKS = re.compile(rf"(?<!\w){_any(*ASKING)}(?!\w)", re.IGNORECASE)
_COLD = re.compile(rf"\b{_any(*COLD_OPENINGS)}", re.IGNORECASE)
_FILLERS = re.compile(rf"\b{_any(*FILLERS)}\b|[^\w\s-]", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…。？！\n]+(?:[.!?…。？！](?!\s|$)[^.!?…。？！\n]*)*[.!?…。？！]*")
_NAMES = {slot: re.compile(_name(slot), re.IGNORECASE) for slot in Slot}
_ASKED_FOR = {slot: _asked_for(slot) for slot in Slot}
_DIRECT = {slot: re.compile(rf"\b{_any(*asks)}", re.IGNORECASE) for slot, asks in DIRECT.items()}
