"""One line of advice for the person who takes over, from the reason why the assistant handed over."""

from handrail.core.handoff.packet import Urgency
from handrail.core.handoff.plain import clipped

_ADVICE = {
    "human-request": (
        "They asked for a person. Say your name, what you understood about {topic}, and what you do next."
    ),
    "no-evidence": (
        "No approved passage answers this about {topic}. Answer it, then note what the article should say."
    ),
    "loop": "The assistant repeated itself on {topic}. Do not repeat its answer: {problem}.",
    "same-slot": ("They were asked for the same thing twice. Use the facts below and ask for nothing that is known."),
    "contradiction": ("They contradicted the assistant about {topic}. Check which is right before anything else."),
    "frustration": ("They are frustrated about {topic}. Acknowledge it in one sentence, then give the next step."),
    "ai-wrong": (
        "The assistant may have been wrong about {topic}. Compare what was told with the source; put it right."
    ),
    "third-contact": ("They came before about this. Read the earlier contacts; stay the owner until it is solved."),
    "refund": ("Decide on the refund for {topic}: check the sum and the policy, then say the outcome and its date."),
    "payment-dispute": ("A payment is disputed. Confirm the transaction from the facts, and say what happens by when."),
    "account-takeover": "Secure the account first, then verify who is writing, then explain what was done.",
    "scam-victim": "Stop further payments first. No blame. Say what can be recovered and by when.",
    "bereavement": (
        "Somebody died. Condolence first; ask for as little as possible; keep them with you, do not transfer."
    ),
    "self-harm": (
        "Somebody may be in danger. Follow the crisis text, stay in the conversation, involve the duty manager."
    ),
    "violence-threat": "Somebody is threatened. Stay calm and factual, promise nothing, keep every word, and call security in.",
    "child-safety": "A child may be at risk. Ask for no pictures and no more detail than safety needs; bring in safeguarding.",
    "domestic-abuse": "They may be watched. Ask first whether it is safe to write here, and send nothing anywhere else.",
    "product-harm": "Somebody may be hurt. Ask whether they need help now, then secure the product details.",
    "legal-threat": ("Do not argue the case. Acknowledge receipt, keep everything, pass it to the legal contact."),
    "language-barrier": "Write short, plain sentences in their language, or find somebody who speaks it.",
    "accessibility": "Respect the stated need in every message, and do for them what they cannot do themselves.",
    "approval": "A step waits for your decision. Check its arguments against the facts, then approve or refuse it.",
    "unread-file": "They sent a file, which the assistant cannot read. Open it first, then say what you see in it.",
    "playbook": "A playbook came as far as it could: what it asked and did stands under “done so far”. Go on from there.",
    "passed-on": "A colleague could not go on with it. Say that you have it now, and answer: {problem}.",
    "failure": "The assistant could not work (a part of it failed). Start from the problem: {problem}.",
    "praise": "They are thankful. Thank them by name.",
}
# Other names under which the same reasons are known.
_ALSO = {
    "red-button": "human-request", "wants-person": "human-request", "wish": "human-request", "person-wanted": "human-request",
    "abstain": "no-evidence", "no-answer": "no-evidence", "no-topic": "no-evidence", "knowledge": "no-evidence",
    "refund-exception": "refund", "refund-within-policy": "refund", "error": "failure", "failed": "failure",
    "medical": "product-harm", "repeat": "loop",
}  # fmt: skip
_DEFAULT = "Read the problem, say what you understood about {topic}, and give the next step with a time."


def suggested_next(reason_code: str, topic: str | None, problem: str | None, urgency: Urgency) -> tuple[str, ...]:
    """At most two lines. Reason codes are compared word by word: `moment.bereavement` finds `bereavement`."""
    advice = _advice(reason_code).format(
        topic=f"“{topic}”" if topic else "their request",
        problem=f"“{clipped(problem, 160)}”" if problem else "read the transcript",
    )
    return (advice, "On call: take it now.") if urgency is Urgency.ON_CALL else (advice,)


def _advice(reason_code: str) -> str:
    code = reason_code.casefold().replace("_", "-")
    for part in (code, *reversed(code.replace(":", ".").split("."))):
        known = _ADVICE.get(_ALSO.get(part, part))
        if known is not None:
            return known
    longest = sorted((*_ADVICE, *_ALSO), key=lambda name: (-len(name), name))
    found = next((name for name in longest if name in code), None)
    return _ADVICE[_ALSO.get(found, found)] if found else _DEFAULT
