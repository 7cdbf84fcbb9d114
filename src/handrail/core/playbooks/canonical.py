"""A playbook as plain data again, in one form whatever the file looked like: for storing, comparing and hashing."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from handrail.core.playbooks.playbook import (
    FORMAT,
    USUAL_NOW,
    Ask,
    Branch,
    Call,
    Done,
    Example,
    HandOver,
    Playbook,
    Playbooks,
    Say,
    Slot,
    Step,
    Until,
    WaitUntil,
)
from handrail.core.tools.tool import Kind, Parameter


def plain_playbooks(playbooks: Playbooks) -> dict[str, Any]:
    """What `parse_playbooks` reads back as the same playbooks."""
    return {"format": "playbooks/1", "playbooks": [plain_playbook(one) for one in playbooks.playbooks]}


def plain_playbook(one: Playbook) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "slug": one.slug,
        "name": one.name,
        "topic": one.topic,
        "languages": list(one.languages),
        "links": list(one.links),
        "begins": {language: list(said) for language, said in one.begins.items()},
        "slots": {name: _slot(slot) for name, slot in one.slots.items()},
        "start": one.start,
        "steps": {name: plain_step(step) for name, step in one.steps.items()},
        "order": list(one.steps),
        "tests": [_example(test) for test in one.tests],
    }


def playbooks_hash(playbooks: Playbooks) -> bytes:
    """SHA-256 over the canonical JSON. The database sorts the names in an object, so order stands in lists beside."""
    plain = json.dumps(plain_playbooks(playbooks), separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()


def _slot(slot: Slot) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": slot.kind.value, "ask": dict(slot.ask), "again": dict(slot.again)}
    if slot.choices:
        found["choices"] = {one.value: {code: list(said) for code, said in one.words.items()} for one in slot.choices}
        found["order"] = [one.value for one in slot.choices]
    if slot.pattern is not None:
        found["pattern"] = slot.pattern
    return found


def plain_step(step: Step) -> dict[str, Any]:
    match step:
        case Ask():
            found: dict[str, Any] = {"ask": step.slot}
            if step.next is not None:
                found["next"] = step.next
            if step.go:
                found["go"] = dict(step.go)
            if step.fresh:
                found["fresh"] = True
            return {**found, **({} if step.until is None else {"until": _until(step.until)})}
        case Say():
            return {"say": dict(step.text), "next": step.next}
        case Branch():
            cases = [{"when": one.when, "go": one.go} for one in step.cases]
            return {"branch": cases, "otherwise": step.otherwise}
        case Call():
            gives = {one.name: _kind(one) for one in step.gives}
            found = {"call": step.tool, "with": dict(step.arguments), "gives": gives, "next": step.next}
            if step.waiting:
                found["waiting"] = dict(step.waiting)
            return found if step.refused is None else {**found, "refused": step.refused}
        case WaitUntil():
            return {"wait_until": _until(step.until), "late": step.late}
        case HandOver():
            return {"hand_over": step.because}
        case Done():
            return {"done": True}


def _until(until: Until) -> dict[str, Any]:
    found = {"at": until.at, "before": _before(until.before), "go": until.go}
    return found if until.late is None else {**found, "late": until.late}


def _before(before: timedelta) -> str:
    minutes = int(before.total_seconds() // 60)
    if minutes and minutes % 1440 == 0:
        return f"{minutes // 1440}d"
    return f"{minutes // 60}h" if minutes and minutes % 60 == 0 else f"{minutes}m"


def _kind(one: Parameter) -> Any:
    if one.kind is Kind.CHOICE:
        return list(one.choices)
    return one.kind.value if one.required else f"{one.kind.value}?"


def _example(test: Example) -> dict[str, Any]:
    found: dict[str, Any] = {"name": test.name, "turns": list(test.turns), "ends": test.ends}
    if test.results:
        found["results"] = {
            step: [one if isinstance(one, str) else dict(one) for one in given] for step, given in test.results.items()
        }
    if test.asks is not None:
        found["asks"] = list(test.asks)
    if test.calls is not None:
        found["calls"] = list(test.calls)
    if test.says:
        found["says"] = list(test.says)
    usual = {"language": "en", "now": USUAL_NOW, "timezone": "UTC"}
    said = {"language": test.language, "now": test.now, "timezone": test.timezone}
    return {**found, **{name: value for name, value in said.items() if value != usual[name]}}
