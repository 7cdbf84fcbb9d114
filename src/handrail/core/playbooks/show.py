"""What a run says, in the customer's language: the playbook's own texts with values in their places, and nothing else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from handrail.core.playbooks.machine import value_of
from handrail.core.playbooks.playbook import Playbook, Slot, SlotKind, Texts, texts_of
from handrail.core.playbooks.run import Run
from handrail.core.playbooks.values import shown
from handrail.core.tools.tool import Value

PLACE: Final = re.compile(r"\{((?:slot|result)\.[a-z0-9_.-]+)\}")
UNKNOWN: Final = "–"


@dataclass(frozen=True, slots=True)
class Words:
    """`missing`: places that nothing filled; such a text is not said."""

    text: str
    missing: tuple[str, ...] = ()


def words_in(texts: Texts, language: str) -> str:
    """In the language itself, else its primary subtag, else English; empty where there is none of them."""
    return texts.get(language) or texts.get(language.partition("-")[0]) or texts.get("en", "")


def speaks(playbook: Playbook, language: str) -> bool:
    """In this language the whole of it is written."""
    return language.partition("-")[0] in playbook.languages


def unsaid(playbook: Playbook, run: Run, links: Sequence[str] = ()) -> Words:
    """Everything that waits to be said, a paragraph each."""
    texts = (texts_of(playbook.steps[name]) for name in run.unsaid if name in playbook.steps)
    parts = [filled(playbook, run, words_in(one, run.language), links) for one in texts if one is not None]
    return Words("\n\n".join(one.text for one in parts if one.text), tuple(m for one in parts for m in one.missing))


def question(playbook: Playbook, run: Run, slot: str, *, again: bool, links: Sequence[str] = ()) -> Words:
    one = playbook.slots[slot]
    asked = filled(playbook, run, words_in(one.again if again else one.ask, run.language), links)
    choices = choices_in(one, run.language)
    return Words("\n".join((asked.text, *choices)), asked.missing)


def choices_in(slot: Slot, language: str) -> list[str]:
    """“1. Order status”, so that a number is an answer too."""
    if slot.kind is not SlotKind.CHOICE:
        return []
    return [f"{n}. {_name(one.words, language)}" for n, one in enumerate(slot.choices, 1)]


def filled(playbook: Playbook, run: Run, text: str, links: Sequence[str] = ()) -> Words:
    """One pass: braces in a value are ordinary characters."""
    missing: list[str] = []

    def put(match: re.Match[str]) -> str:
        value = value_of(run, match[1])
        if value is None:
            missing.append(match[1])
            return UNKNOWN
        return _shown(playbook, run, match[1], value, links)

    return Words(PLACE.sub(put, text), tuple(missing))


def _shown(playbook: Playbook, run: Run, place: str, value: Value, links: Sequence[str]) -> str:
    slot = playbook.slots.get(place.removeprefix("slot.")) if place.startswith("slot.") else None
    choice = slot.choice(value) if slot is not None and isinstance(value, str) else None
    if choice is not None:
        return _name(choice.words, run.language)
    return shown(value, run.language, run.timezone, links)


def _name(words: Mapping[str, tuple[str, ...]], language: str) -> str:
    said = words.get(language) or words.get(language.partition("-")[0]) or words.get("en") or next(iter(words.values()))
    return said[0]
