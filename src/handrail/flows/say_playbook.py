"""What a run has to say goes out as the assistant's words: one message a decision, under its fence and turn, or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.conversation.message import AuthorKind
from handrail.core.log.chain import Event
from handrail.core.playbooks.machine import Asks, Next
from handrail.core.playbooks.playbook import Playbook
from handrail.core.playbooks.run import Run
from handrail.core.playbooks.show import question, unsaid
from handrail.ports import Job, NewId, NewMessage, Work


@dataclass(frozen=True, slots=True)
class Composed:
    """`missing`: values that a text needs and nobody gave; such words are not said."""

    text: str
    missing: tuple[str, ...]


def composed(playbook: Playbook, run: Run, after: Next) -> Composed:
    """Everything that waits to be said, and the question that follows."""
    words = unsaid(playbook, run, playbook.links)
    parts, missing = [words.text] if words.text else [], list(words.missing)
    if isinstance(after, Asks):
        asked = question(playbook, run, after.slot, again=after.again, links=playbook.links)
        parts.append(asked.text)
        missing += asked.missing
    return Composed("\n\n".join(parts), tuple(dict.fromkeys(missing)))


def said_key(decision: UUID) -> str:
    """A decision is said once: its id is the message's key."""
    return f"decision:{decision}"


async def say_words(
    work: Work, spoken: Conversation, decision: UUID, text: str, run: Run, new_id: NewId, now: datetime
) -> Conversation:
    """`spoken`: the conversation after `assistant_spoke`, under the caller's lock. It comes back saved."""
    message = NewMessage(
        new_id(), AuthorKind.ASSISTANT, now, body=text, idempotency_key=said_key(decision), decision=decision
    )
    spoken, kept = await work.conversations.append(spoken, message)
    await work.decisions.claim(kept.id, spoken.id, spoken.channel, now)
    await work.conversations.save(spoken)
    data = {
        "message": str(kept.id),
        "decision": str(decision),
        "seq": kept.seq,
        "fence": spoken.fence,
        "turn": spoken.turn,
        "run": str(run.id),
        "playbook": f"{run.playbook}/{run.version}",
    }
    await work.record(Event("assistant_said", "assistant", now, data, spoken.id))
    if spoken.channel is Channel.EMAIL:
        await work.enqueue(Job("mail", work.tenant, spoken.id, more={"message": str(kept.id)}))
    return spoken


def once_said(run: Run) -> Run:
    return replace(run, unsaid=())
