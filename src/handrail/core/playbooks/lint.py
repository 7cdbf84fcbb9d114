"""What is wrong with a playbook before anybody is led by it: steps nobody reaches, ends that never come, texts that are missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from handrail.core.escalation.rules.remark import Grade, Remark
from handrail.core.escalation.rules.tokens import names_in
from handrail.core.identity.levels import IdentityLevel
from handrail.core.playbooks.playbook import (
    KIND_OF,
    Ask,
    Branch,
    Call,
    Done,
    HandOver,
    Playbook,
    Playbooks,
    Say,
    SlotKind,
    Step,
    Texts,
    Until,
    WaitUntil,
    follows,
    texts_of,
)
from handrail.core.playbooks.show import PLACE
from handrail.core.playbooks.words import leaves
from handrail.core.tools.tool import Kind, Parameter, Risk, Tool
from handrail.core.understanding.wants_person import find_wish

FEWEST_BEGINS: Final = 3


@dataclass(frozen=True, slots=True)
class Around:
    """What a workspace has besides. None: nobody looked, and it is not checked."""

    tools: Mapping[str, Tool] | None = None
    topics: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class LintedPlaybook:
    """`rule` in a remark is the step it is about; empty for the whole."""

    remarks: tuple[Remark, ...] = field(default=())

    @property
    def refused(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.grade is Grade.REFUSED)


def lint_playbook(playbook: Playbook, around: Around | None = None) -> LintedPlaybook:
    """Everything at once, in the order of the steps."""
    around = around or Around()
    found = [
        *_names(playbook),
        *_reached(playbook),
        *_ends(playbook),
        *_circles(playbook),
        *_languages(playbook),
        *_places(playbook),
        *_calls(playbook, around),
        *_from_a_person(playbook),
        *_around(playbook, around),
    ]
    order = {name: n for n, name in enumerate(playbook.steps)}
    return LintedPlaybook(tuple(sorted(dict.fromkeys(found), key=lambda one: order.get(one.rule, -1))))


def lint_all(playbooks: Playbooks) -> tuple[Remark, ...]:
    """What only shows beside the others: the same words may not begin two of them."""
    said: dict[tuple[str, str], str] = {}
    found: list[Remark] = []
    for one in playbooks.playbooks:
        for language, lines in one.begins.items():
            for line in lines:
                other = said.setdefault((language, line.casefold()), one.slug)
                if other != one.slug:
                    found.append(_refuse("", f"“{line}” begins “{other}” too; one request has one playbook."))
    return tuple(found)


def _names(playbook: Playbook) -> Iterator[Remark]:
    for name, step in playbook.steps.items():
        for after in follows(step):
            if after not in playbook.steps:
                yield _refuse(name, f"There is no step `{after}`.")
        if isinstance(step, Ask):
            yield from _question(playbook, step)
        for until in _untils(step):
            if _kind_of(playbook, until.at) is not Kind.INSTANT:
                yield _refuse(name, f"`{until.at}` is no instant that this playbook knows.")
        if isinstance(step, Branch):
            for case in step.cases:
                yield from _condition(playbook, name, case.when)


def _question(playbook: Playbook, step: Ask) -> Iterator[Remark]:
    slot = playbook.slots.get(step.slot)
    if slot is None:
        yield _refuse(step.name, f"There is no slot `{step.slot}`.")
        return
    values = {one.value for one in slot.choices} or ({"yes", "no"} if slot.kind is SlotKind.YES_NO else set[str]())
    for value in step.go:
        if value not in values:
            yield _refuse(step.name, f"`{step.slot}` is never `{value}`.")
    missing = sorted(values - set(step.go))
    if step.next is None and (missing or not values):
        which = f" for {', '.join(missing)}" if missing else ""
        yield _refuse(step.name, f"Where does it go on{which}? Add `next`.")


def _condition(playbook: Playbook, name: str, when: str) -> Iterator[Remark]:
    """Names alone; types are the language's own matter."""
    known = [f"slot.{one}" for one in playbook.slots] + [one for one, _ in playbook.results()]
    for one in names_in(when):
        if one.count(".") == 1 and one.startswith("slot.") and one not in known:
            yield _refuse(name, f"There is no slot `{one.removeprefix('slot.')}`.")
        if one.count(".") == 2 and one.startswith("result.") and one not in known:
            yield _refuse(name, f"No step before gives `{one}`.")


def _reached(playbook: Playbook) -> Iterator[Remark]:
    seen = _from(playbook, playbook.start)
    for name in playbook.steps:
        if name not in seen:
            yield _refuse(name, "No way leads to this step.")
    for name in playbook.slots:
        if not any(isinstance(one, Ask) and one.slot == name for one in playbook.steps.values()):
            yield _warn(
                "", f"The slot `{name}` is never asked for: it is known only where the customer says it unasked."
            )


def _from(playbook: Playbook, start: str) -> set[str]:
    seen, ahead = set[str](), [start]
    while ahead:
        name = ahead.pop()
        if name not in seen and name in playbook.steps:
            seen.add(name)
            ahead.extend(follows(playbook.steps[name]))
    return seen


def _ends(playbook: Playbook) -> Iterator[Remark]:
    """From every step that is reached an end is."""
    for name in _from(playbook, playbook.start):
        if not any(isinstance(playbook.steps[one], Done | HandOver) for one in _from(playbook, name)):
            yield _refuse(name, "From here no way leads to `done` or `hand_over`.")


def _circles(playbook: Playbook) -> Iterator[Remark]:
    """A circle has to ask something anew in it: that stops by itself after two questions, whatever is answered."""
    for name in playbook.steps:
        if _comes_back(playbook, name):
            yield _refuse(
                name, "From here it goes in a circle that asks nothing anew (`fresh: true`), so it may never end."
            )


def _comes_back(playbook: Playbook, name: str) -> bool:
    """Around to itself without a fresh question on the way."""
    seen, ahead = set[str](), [name]
    while ahead:
        at = ahead.pop()
        step = playbook.steps.get(at)
        if step is None or (isinstance(step, Ask) and step.fresh):
            continue
        for after in follows(step):
            if after == name:
                return True
            if after not in seen:
                seen.add(after)
                ahead.append(after)
    return False


def _languages(playbook: Playbook) -> Iterator[Remark]:
    declared = playbook.languages
    for language in declared:
        if len(playbook.begins.get(language, ())) < FEWEST_BEGINS:
            yield _refuse("", f"`begins` needs at least {FEWEST_BEGINS} ways to ask for it in `{language}`.")
    for name, slot in playbook.slots.items():
        for texts in (slot.ask, slot.again):
            yield from _complete("", f"the question for `{name}`", texts, declared)
        for choice in slot.choices:
            for language in declared:
                if language not in choice.words:
                    yield _refuse("", f"The choice `{choice.value}` of `{name}` has no words in `{language}`.")
    for name, step in playbook.steps.items():
        if (texts := texts_of(step)) is not None:
            yield from _complete(name, "this text", texts, declared)


def _complete(step: str, what: str, texts: Texts, declared: Sequence[str]) -> Iterator[Remark]:
    missing = [one for one in declared if one not in texts]
    if missing:
        yield _refuse(step, f"{what[0].upper()}{what[1:]} is missing in {', '.join(f'`{one}`' for one in missing)}.")
    strange = sorted(set(texts) - set(declared))
    if strange:
        yield _warn(step, f"{what[0].upper()}{what[1:]} stands in {', '.join(strange)} too, which is not declared.")


def _places(playbook: Playbook) -> Iterator[Remark]:
    """Whatever stands in braces is known on every way that leads there."""
    known = _surely_known(playbook)
    for name, step in playbook.steps.items():
        texts = texts_of(step) or {}
        asked = playbook.slots.get(step.slot) if isinstance(step, Ask) else None
        said = [*texts.values(), *(() if asked is None else (*asked.ask.values(), *asked.again.values()))]
        for place in dict.fromkeys(place for text in said for place in PLACE.findall(text)):
            if _kind_of(playbook, place) is None:
                yield _refuse(name, f"Nothing gives `{place}`.")
            elif name in known and place not in known[name]:
                yield _refuse(name, f"`{{{place}}}` is not known on every way that leads here.")
        for text in said:
            if "{" in PLACE.sub("", text) or "}" in PLACE.sub("", text):
                yield _refuse(name, f"Braces hold `slot.NAME` or `result.STEP.FIELD` and nothing else: {text[:60]}")


def _surely_known(playbook: Playbook) -> dict[str, frozenset[str]]:
    """By step: what is known whichever way was taken; a field that may be missing never is."""
    known: dict[str, frozenset[str]] = {playbook.start: frozenset()}
    ahead = [playbook.start]
    while ahead:
        name = ahead.pop()
        step = playbook.steps.get(name)
        if step is None:
            continue
        for after, gained in _gains(step):
            now = known[name] | gained
            before = known.get(after)
            merged = now if before is None else before & now
            if merged != before:
                known[after] = frozenset(merged)
                ahead.append(after)
    return known


def _gains(step: Step) -> Iterator[tuple[str, frozenset[str]]]:
    match step:
        case Ask(slot=slot, until=until):
            timed = () if until is None else (until.go, until.late)
            for after in follows(step):
                yield after, frozenset() if after in timed else frozenset({f"slot.{slot}"})
        case Call(next=after, refused=refused, gives=gives):
            yield after, frozenset(f"result.{step.name}.{one.name}" for one in gives if one.required)
            if refused is not None:
                yield refused, frozenset()
        case Branch(cases=cases, otherwise=otherwise):
            yield from ((one.go, _asked_to_be_known(one.when)) for one in cases)
            yield otherwise, frozenset()
        case _:
            for after in follows(step):
                yield after, frozenset()


def _asked_to_be_known(when: str) -> frozenset[str]:
    """`known.result.look.eta && …` leads on only where it is."""
    parts = [] if "||" in when or "?" in when else [one.strip() for one in when.split("&&")]
    return frozenset(one.removeprefix("known.") for one in parts if one.startswith("known."))


def _calls(playbook: Playbook, around: Around) -> Iterator[Remark]:
    for name, step in playbook.steps.items():
        if not isinstance(step, Call):
            continue
        for argument, where in step.arguments.items():
            if _kind_of(playbook, where) is None:
                yield _refuse(name, f"Nothing gives `{where}` for the argument `{argument}`.")
        if around.tools is None:
            continue
        tool = around.tools.get(step.tool)
        if tool is None:
            yield _refuse(name, f"There is no tool `{step.tool}` in this workspace.")
        else:
            yield from _fits(playbook, step, tool)


def _fits(playbook: Playbook, step: Call, tool: Tool) -> Iterator[Remark]:
    for argument, where in step.arguments.items():
        parameter = tool.parameter(argument)
        kind, slot = _kind_of(playbook, where), playbook.slots.get(where.removeprefix("slot."))
        if parameter is None:
            yield _refuse(step.name, f"`{tool.slug}` takes no `{argument}`.")
        elif parameter.from_identity is not None:
            yield _refuse(step.name, f"`{argument}` is who the customer is: code fills it in, never a text.")
        elif kind is not None and parameter.kind is not kind and parameter.kind is not Kind.TEXT:
            says = f"`{argument}` is {parameter.kind.value}, and `{where}` is {kind.value}."
            if not (kind is Kind.TEXT and parameter.kind in (Kind.EMAIL, Kind.PHONE, Kind.CHOICE)):
                yield _refuse(step.name, says)
        if slot is not None and parameter is not None and parameter.kind is Kind.CHOICE:
            odd = [one.value for one in slot.choices if one.value not in parameter.choices]
            if odd or not slot.choices:
                yield _refuse(step.name, f"`{argument}` is one of {', '.join(parameter.choices)}.")
    for parameter in tool.parameters:
        if parameter.required and parameter.from_identity is None and parameter.name not in step.arguments:
            yield _refuse(step.name, f"`{tool.slug}` needs `{parameter.name}`.")
    if tool.amount is not None and not step.arguments.get(tool.amount, "").startswith("result."):
        yield _refuse(step.name, "An amount of money comes from what a tool said, never from the customer's words.")
    if tool.identity >= IdentityLevel.CODE and tool.risk is Risk.READ and not step.gives:
        yield _warn(step.name, f"`{tool.slug}` is asked and nothing of its answer is read.")


def _from_a_person(playbook: Playbook) -> Iterator[Remark]:
    """Nothing that means a person may mean something else here; that a wish is heard before any playbook is the floor's."""
    for name, slot in playbook.slots.items():
        for choice in slot.choices:
            for said in (each for words in choice.words.values() for each in words):
                if find_wish(said) is not None:
                    yield _refuse("", f"“{said}” is a wish for a person and cannot be a choice of `{name}`.")
                if leaves(said):
                    yield _refuse("", f"“{said}” is how customers leave a playbook and cannot be a choice of `{name}`.")
    for language, lines in playbook.begins.items():
        for line in lines:
            if find_wish(line) is not None:
                yield _refuse("", f"“{line}” ({language}) is a wish for a person: no playbook begins with it.")


def _around(playbook: Playbook, around: Around) -> Iterator[Remark]:
    if around.topics is not None and playbook.topic not in around.topics:
        yield _refuse("", f"There is no topic `{playbook.topic}`.")
    if not playbook.tests:
        yield _warn("", "It has no tests.")
    for name, step in playbook.steps.items():
        if isinstance(step, Say) and isinstance(playbook.steps.get(step.next), HandOver):
            yield Remark(
                Grade.NOTED, "playbook", name, "After these words a person takes over; that is said by itself."
            )


def _untils(step: Step) -> tuple[Until, ...]:
    match step:
        case Ask(until=until) if until is not None:
            return (until,)
        case WaitUntil(until=until):
            return (until,)
        case _:
            return ()


def _kind_of(playbook: Playbook, where: str) -> Kind | None:
    if where.startswith("slot."):
        slot = playbook.slots.get(where.removeprefix("slot."))
        return None if slot is None else KIND_OF.get(slot.kind, Kind.TEXT)
    found: dict[str, Parameter] = dict(playbook.results())
    return found[where].kind if where in found else None


def _refuse(step: str, says: str) -> Remark:
    return Remark(Grade.REFUSED, "playbook", step, says)


def _warn(step: str, says: str) -> Remark:
    return Remark(Grade.WARNED, "playbook", step, says)
