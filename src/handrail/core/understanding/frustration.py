"""Frustration: effort without result, over the last turns. Not mood, and not one angry word by itself.

Each turn since something last worked adds what it shows. A turn that comes back to the same thing after an answer counts
for itself, whatever its tone and language: three that object, or four, are a customer who gets nowhere. Words of giving up, of saying
it again, scorn, swearing, and the time it has cost count besides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handrail.core.understanding.exchange import EFFORT, PHRASES, Round, Turning, since_progress
from handrail.core.understanding.phrasebook import Found
from handrail.core.understanding.signal import Signal

FRUSTRATION_VERSION = f"effort/1.{EFFORT.version}.{PHRASES.version}"

WEIGHTS = {"giving_up": 1.3, "scorn": 1.1, "repeating": 0.9, "swearing": 0.7, "effort": 0.5, "caps": 0.5, "marks": 0.4}
RETURNING = {Turning.RETURNS: 0.55, Turning.REJECTS: 0.7}
OBJECTING = 0.7  # a turn that comes back with a no or a but
ASKED_BACK = 0.4
FULL = 1.8
"""What the turns must add up to for a hand-off; half of it offers a person."""
FIRST_SIGN = 0.95 * FULL
"""The most that a first clear sign reaches: it offers a person, the second hands over (decisions.md 8)."""
UNMISTAKABLE = 1.4
"""What one turn after an answer must show to hand over by itself."""
REST = 0.4  # of what a turn shows besides its strongest sign

SAYS = {
    "giving_up": "gives up",
    "scorn": "scorns the answers",
    "repeating": "says that it was said before",
    "swearing": "swears",
    "effort": "names the time or the tries it took",
    "caps": "writes in capitals",
    "marks": "writes runs of marks",
    "returning": "comes back to it without an answer that helped",
}
_CAPITALS = re.compile(
    r"\b[A-ZÀ-ÞА-Я]{2,}\b(?:\W+\b[A-ZÀ-ÞА-Я]{2,}\b)+|\b(?:NOT|IS|STILL|AGAIN|MY|NEVER|LEFT|WHY|NO|ALREADY|HELP|ANSWER|NICHT|PAS|NON?)\b"
)
_MARKS = re.compile(r"[!！]{2,}|[?？؟]{2,}|[!?！？]{2,}|\.{4,}|[!！][^!！]{1,40}[!！]")


@dataclass(frozen=True, slots=True)
class Shown:
    """What one turn adds, and the strongest thing that shows it."""

    weight: float
    kinds: tuple[str, ...]
    at: Found | None


def frustration(rounds: Sequence[Round]) -> Signal | None:
    """From a hint (below 0.5) to 1.0, with the words of the present turn where there are some; None without a sign now.

    A turn that shows nothing itself raises nothing: somebody who asked on is not frustrated by what lies behind.
    """
    effort = since_progress(rounds)
    if not effort:
        return None
    shown = [shown_by(each, came_back=_came_back(effort[:place])) for place, each in enumerate(effort)]
    now = shown[-1]
    if now.weight <= 0:
        return None
    before = sum(each.weight for each in shown[:-1])
    total = before + now.weight
    if before < FULL / 2 and (now.weight < UNMISTAKABLE or not effort[-1].answer):
        total = min(total, FIRST_SIGN)
    place = (0, 0) if now.at is None else (now.at.start, now.at.end)
    kinds = dict.fromkeys(kind for each in reversed(shown) for kind in each.kinds)
    says = ", ".join(SAYS[kind] for kind in kinds)
    note = f"In {sum(each.weight > 0 for each in shown)} of the last {len(effort)} turns: the customer {says}."
    messages = effort[-1].messages
    return Signal(
        "frustration", min(1.0, total / FULL), FRUSTRATION_VERSION, *place, messages[-1] if messages else None, note
    )


def _came_back(before: Sequence[Round]) -> bool:
    return any(each.turning in (Turning.RETURNS, Turning.REJECTS) for each in before)


def shown_by(one: Round, *, came_back: bool = False) -> Shown:
    """`came_back`: an earlier turn of this effort did; then a question in reply to our question is another sign."""
    found = one.felt
    weights = {each.kind: WEIGHTS[each.kind] for each in found}
    if one.answer:
        if _CAPITALS.search(one.text):
            weights["caps"] = WEIGHTS["caps"]
        if _MARKS.search(one.text):
            weights["marks"] = WEIGHTS["marks"]
        returning = OBJECTING if one.objects else RETURNING.get(one.turning, 0.0)
        if one.turning is Turning.REPLIES and came_back and one.text.rstrip().endswith(("?", "？", "؟")):
            returning = ASKED_BACK
        if returning:
            weights["returning"] = returning
    if one.turning is Turning.OPENS and one.answer:
        weights.pop("effort", None)
    strongest = max(found, key=lambda each: WEIGHTS[each.kind], default=None)
    top = max(weights.values(), default=0.0)
    return Shown(
        top + REST * (sum(weights.values()) - top), tuple(sorted(weights, key=lambda k: -weights[k])), strongest
    )
