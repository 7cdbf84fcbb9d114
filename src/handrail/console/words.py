"""What states, deadlines, reasons and facts are called on the pages of conversations."""

from collections.abc import Mapping
from typing import Any

from handrail.core.conversation.conversation import State

STATES: Mapping[State, str] = {
    State.ASSISTANT: "Assistant answers",
    State.OFFERED: "Not acknowledged yet",
    State.HELD: "In work",
    State.WAITING_CUSTOMER: "Waits for customer",
    State.WAITING_OTHER: "Waits for others",
    State.RESOLVED: "Resolved",
    State.CLOSED: "Closed",
}
DEADLINES: Mapping[str, str] = {
    "decide": "to decide",
    "hand_off": "to find a person",
    "acknowledge": "to acknowledge",
    "reply": "to reply",
    "customer_silent": "for the customer to answer",
    "other_silent": "until we look again",
    "close": "until it closes",
}
REASONS: Mapping[str, str] = {
    "human-request": "Asked for a person",
    "danger": "Danger",
    "stopped": "Assistant stopped",
    "failure": "A part failed",
    "passed-on": "Passed on by a colleague",
    "loop": "Going in circles",
    "contradiction": "Rejected an answer twice",
    "third-contact": "Third contact",
    "no-evidence": "No approved answer",
    "level": "Topic needs a person",
    "moment": "A moment that needs a person",
    "frustration": "Getting nowhere",
    "unknown-topic": "Not a topic we taught",
    "rule": "One of our rules",
    "playbook": "A playbook ends here",
    "approval": "Needs a person's yes",
}
GRAVE = frozenset({"danger"})
OUTCOMES: Mapping[str, str] = {
    "answer": "Answered with an approved passage",
    "act": "Took a step of a playbook",
    "ask_back": "Sent a fixed text",
    "hand_off": "Handed over to a person",
    "wait": "Said nothing",
}
CHANNELS: Mapping[str, str] = {"chat": "Chat", "email": "E-mail", "api": "API"}
RESOLVED_AS: Mapping[str, str] = {
    "by_agent": "settled by an agent",
    "confirmed": "the customer said yes",
    "unconfirmed": "silence, not confirmed",
}
PROMISES: Mapping[str, str] = {
    "open": "open",
    "kept": "kept",
    "broken": "broken",
    "renewed": "renewed",
    "withdrawn": "taken back",
}
MOODS: Mapping[str, str] = {"open": "accent", "kept": "good", "broken": "bad", "renewed": "", "withdrawn": ""}
FIRST_REPLY = "first_reply"


def reason_words(code: str) -> str:
    """A code that a workspace made itself reads as its own words."""
    return REASONS.get(code, code.replace("-", " ").replace("_", " ").replace(".", ": ").capitalize())


def slot_words(slot: str) -> str:
    return slot.replace("_", " ").capitalize()


def promise_words(what: str) -> str:
    return "A first reply" if what == FIRST_REPLY else what


def value_words(value: Any) -> str:
    """A fact's value: text, or a sum of money in minor units."""
    match value:
        case {"minor": int(minor), "currency": str(currency)}:
            exponent = {"JPY": 0, "KRW": 0, "BHD": 3, "KWD": 3}.get(currency, 2)
            return f"{minor / 10**exponent:,.{exponent}f} {currency}"
        case _:
            return str(value)
