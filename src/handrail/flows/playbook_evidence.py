"""What a yes can rest on: lines in words, each with the effect or the message that shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from handrail.core.playbooks.playbook import Playbook
from handrail.core.playbooks.run import Run
from handrail.core.playbooks.told import plain_value
from handrail.core.tools.effect import EffectState
from handrail.ports import Work

MOST_LINES = 12


async def evidence_of(work: Work, playbook: Playbook, run: Run) -> Sequence[Mapping[str, Any]]:
    """What the customer told, then what tools said of it."""
    thread = await work.conversations.latest_messages(run.conversation, 200)
    theirs = [one for one in thread if one.author_kind.value == "customer" and one.body]
    lines: list[Mapping[str, Any]] = []
    for name, value in run.slots.items():
        words = plain_value(value, run)
        told = next((one for one in reversed(theirs) if words.casefold() in (one.body or "").casefold()), None)
        line = {"text": f"{name.replace('_', ' ').capitalize()}: {words}"}
        lines.append(line if told is None else {**line, "message": str(told.id)})
    effects = {one.tool: one for one in await work.effects.of(run.conversation) if one.run == run.id}
    for step, fields in run.results.items():
        call = playbook.steps.get(step)
        effect = effects.get(getattr(call, "tool", ""))
        for name, value in fields.items():
            line = {"text": f"{name.replace('_', ' ').capitalize()}: {plain_value(value, run)}"}
            there = effect is not None and effect.state is EffectState.DONE
            lines.append({**line, "effect": str(effect.id)} if there and effect is not None else line)
    return lines[:MOST_LINES]
