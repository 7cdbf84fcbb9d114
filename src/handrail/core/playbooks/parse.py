"""Plain data (what a YAML or JSON reader gives) becomes a playbook, or every fault in it with its place."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, cast

from handrail.core.escalation.rules.reading import LookAt, Path, Reader
from handrail.core.escalation.rules.rule import Fault
from handrail.core.playbooks.parse_steps import StepReader, names_of
from handrail.core.playbooks.parse_tests import read_examples
from handrail.core.playbooks.playbook import FORMAT, Choice, Playbook, Playbooks, Slot, SlotKind, Step, Texts

T = TypeVar("T")
SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
LONGEST_TEXT: Final = 1_500
MOST_STEPS: Final = 200
FIELDS: Final = (
    "format", "slug", "name", "topic", "languages", "links", "begins", "slots", "start", "steps", "order", "tests"
)  # fmt: skip
_SLOT_FIELDS: Final = ("kind", "ask", "again", "choices", "order", "pattern")
LookOf = Callable[[Playbook], LookAt]
"""Makes a reader of conditions once slots and results are known."""
_NO_PLAYBOOK: Final = "The file begins with `format: playbook/1`, a slug, a name and a topic."


class PlaybookIsWrong(ValueError):
    """What was read is no playbook that could be used; every fault that was found, in the order of the file."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def parse_playbook(
    data: object, places: Mapping[Path, tuple[int, int]] | None = None, look: LookOf | None = None
) -> Playbook:
    """`look` gives the reader of conditions for this playbook's names. Raises PlaybookIsWrong with all faults."""
    reader = Reader(places or {})
    found = _playbook(reader, data, look)
    if reader.faults or found is None:
        raise PlaybookIsWrong(tuple(sorted(reader.faults, key=lambda fault: (fault.line, fault.column))))
    return found


def parse_playbooks(content: object) -> Playbooks:
    """All of a published version. Raises PlaybookIsWrong."""
    listed = cast(Mapping[str, Any], content).get("playbooks", []) if isinstance(content, Mapping) else None
    if not isinstance(listed, list):
        raise PlaybookIsWrong((Fault(0, 0, "A version of playbooks has a list `playbooks`."),))
    return Playbooks(tuple(parse_playbook(one) for one in cast(list[object], listed)))


def _playbook(reader: Reader, data: object, look: LookOf | None) -> Playbook | None:
    top = reader.mapping((), data, FIELDS, _NO_PLAYBOOK)
    if top is None:
        return None
    if top.get("format") != FORMAT:
        reader.fault(("format",), f"The first line says which format this is: `format: {FORMAT}`.")
    slug = _matching(reader, top, "slug", SLUG, "small letters, digits and dashes, such as `order-status`")
    name = _line(reader, (), top, "name", 80)
    topic = _matching(reader, top, "topic", SLUG, "the slug of a topic")
    languages = tuple(_languages(reader, top))
    begins = _begins(reader, top.get("begins"))
    slots = _slots(reader, top.get("slots", {}))
    steps = _in_order(_steps(reader, top.get("steps")), top.get("order"))
    start = top.get("start") or next(iter(steps), "")
    if not isinstance(start, str) or (steps and start not in steps):
        reader.fault(("start",), f"There is no step `{start}` to start with.")
        start = ""
    links = tuple(str(one) for one in reader.sequence(("links",), top.get("links", []), "`links:` lists hosts."))
    tests = read_examples(reader, top.get("tests", []))
    found = Playbook(slug, name, topic, languages, begins, slots, steps, start, tests, links)
    if look is not None and not reader.faults:
        _conditions(reader, found, look(found))
    return found


def _conditions(reader: Reader, playbook: Playbook, look: LookAt) -> None:
    for name, when, at in names_of(playbook):
        for line, column, says in look(when):
            reader.fault((*at, line, column), says, name)


def _languages(reader: Reader, top: Mapping[str, Any]) -> list[str]:
    says = "`languages:` lists the languages in which all of it is written, such as [en, de]."
    listed = reader.sequence(("languages",), top.get("languages"), says)
    if not listed:
        reader.fault(("languages",), says)
    for n, one in enumerate(listed):
        if not isinstance(one, str) or not LANGUAGE.fullmatch(one):
            reader.fault(
                ("languages", n), "A language is its code of two letters. Put `no` in quotes: YAML reads false."
            )
    return [str(one) for one in listed]


def _begins(reader: Reader, data: object) -> dict[str, tuple[str, ...]]:
    says = "`begins:` names by language how customers ask for this."
    found = reader.mapping(("begins",), data, None, says)
    if not found:
        reader.fault(("begins",), says)
        return {}
    return {
        language: tuple(str(one) for one in reader.sequence(("begins", language), listed, says))
        for language, listed in found.items()
    }


def _slots(reader: Reader, data: object) -> dict[str, Slot]:
    found = reader.mapping(("slots",), data, None, "`slots:` names what the customer is asked for.")
    return {} if found is None else {name: slot for name, one in found.items() if (slot := _slot(reader, name, one))}


def _slot(reader: Reader, name: str, data: object) -> Slot | None:
    at: Path = ("slots", name)
    if not NAME.fullmatch(name):
        reader.fault(at, "A slot's name is made of small letters, digits and underscores.")
    said = reader.mapping(at, data, _SLOT_FIELDS, "A slot has a kind and `ask`.")
    if said is None:
        return None
    kind = said.get("kind")
    if kind not in [one.value for one in SlotKind]:
        reader.fault((*at, "kind"), f"A slot's kind is one of {', '.join(one.value for one in SlotKind)}.")
        return None
    ask = texts(reader, (*at, "ask"), said.get("ask"))
    again = texts(reader, (*at, "again"), said.get("again")) if "again" in said else ask
    made = {one.value: one for one in _choices(reader, (*at, "choices"), said.get("choices", {}))}
    choices = tuple(_in_order(made, said.get("order")).values())
    if (kind == SlotKind.CHOICE.value) != bool(choices):
        reader.fault(at, "A slot of kind choice has `choices`; no other has.")
    return Slot(name, SlotKind(kind), ask, again, choices, _pattern(reader, at, said.get("pattern")))


def _choices(reader: Reader, at: Path, data: object) -> tuple[Choice, ...]:
    says = "`choices:` has a name for each, and by language the words that customers use for it."
    found = reader.mapping(at, data, None, says) or {}
    made: list[Choice] = []
    for value, words in found.items():
        by_language = reader.mapping((*at, value), words, None, says) or {}
        made.append(Choice(value, {code: _words(reader, (*at, value, code), one) for code, one in by_language.items()}))
    return tuple(made)


def _words(reader: Reader, at: Path, data: object) -> tuple[str, ...]:
    listed = [data] if isinstance(data, str) else reader.sequence(at, data, "Words are a text or a list of texts.")
    if not listed or not all(isinstance(one, str) and one.strip() for one in listed):
        reader.fault(at, "Words are texts; put `yes`, `no` and numbers in quotes.")
        return ("–",)
    return tuple(str(one).strip() for one in listed)


def _pattern(reader: Reader, at: Path, pattern: object) -> str | None:
    if pattern is None:
        return None
    try:
        if not isinstance(pattern, str) or len(pattern) > 200:
            raise ValueError("it is no text of at most 200 characters")
        re.compile(pattern, re.ASCII)
    except (re.error, RecursionError, OverflowError, ValueError) as fault:
        reader.fault((*at, "pattern"), f"This pattern cannot be read: {fault}.")
        return None
    return pattern


def _steps(reader: Reader, data: object) -> dict[str, Step]:
    found = reader.mapping(("steps",), data, None, "`steps:` has each step by its name.")
    if not found:
        reader.fault(("steps",), "A playbook has at least one step.")
        return {}
    if len(found) > MOST_STEPS:
        reader.fault(("steps",), f"A playbook has at most {MOST_STEPS} steps; this one has {len(found)}.")
        return {}
    steps = StepReader(reader, texts)
    for name in found:
        if not NAME.fullmatch(name):
            reader.fault(("steps", name), "A step's name is made of small letters, digits and underscores.")
    return {name: step for name, one in found.items() if (step := steps.read(name, one)) is not None}


def _in_order(found: dict[str, T], order: object) -> dict[str, T]:
    """As stored versions say; a file has its own order."""
    names = [str(one) for one in cast(list[object], order)] if isinstance(order, list) else []
    return found if sorted(names) != sorted(found) else {name: found[name] for name in names}


def texts(reader: Reader, at: Path, data: object) -> Texts:
    found = reader.mapping(at, data, None, "Texts stand by their language: `{en: …, de: …}`.")
    if not found:
        reader.fault(at, "A text is missing here.")
        return {}
    for language, text in found.items():
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
            reader.fault((*at, language), f"This is a text of 1 to {LONGEST_TEXT} characters.")
    return {language: str(text).strip() for language, text in found.items()}


def _matching(reader: Reader, top: Mapping[str, Any], name: str, pattern: re.Pattern[str], says: str) -> str:
    value = top.get(name)
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    reader.fault((name,), f"`{name}` is made of {says}.")
    return ""


def _line(reader: Reader, at: Path, said: Mapping[str, Any], name: str, longest: int) -> str:
    value = said.get(name)
    if isinstance(value, str) and 0 < len(value.strip()) <= longest:
        return value.strip()
    reader.fault((*at, name), f"`{name}` is one line of at most {longest} characters.")
    return ""
