"""The decision: pure, total and explained. The first rule that applies wins; rules are ordered by caution.

The order is the floor: whatever asks for a person stands before whatever lets the assistant speak, so adding a wish,
a stop, a failure or a repetition to the facts can turn an answer into a person, never a person into an answer.
"""

from collections.abc import Callable

from handrail.core.escalation.decision import Answer, AskBack, Decision, HandOff, Reason, Wait
from handrail.core.escalation.facts import Facts

RULES_VERSION = "spine/4"
CONTACTS_BEFORE_A_PERSON = 3

Rule = Callable[[Facts], Decision | None]


def decide(facts: Facts) -> Decision:
    """One of the five outcomes for any facts whatever; never raises."""
    for rule in RULES:
        if (decision := rule(facts)) is not None:
            return decision
    return _person("nothing-applies", Reason.NO_EVIDENCE, "No rule allows an answer.", "Approved text on this.", facts)


def person_holds(facts: Facts) -> Decision | None:
    if not facts.person_writes or facts.wish is not None:
        return None
    return Decision(Wait(), "person-holds", "A person writes in this conversation.", "The person giving it back.")


def wants_person(facts: Facts) -> Decision | None:
    if facts.wish is None:
        return None
    how = "pressed the button" if facts.wish.by == "button" else "asked for a person"
    return _person(
        "wants-person",
        Reason.HUMAN_REQUEST,
        f"The customer {how}.",
        "Nothing: this is always granted.",
        facts,
    )


def danger(facts: Facts) -> Decision | None:
    if not facts.danger:
        return None
    why = "Somebody may be hurt or in danger."
    return _person("danger", Reason.DANGER, why, "Nothing: such words always go to a person.", facts)


def stopped(facts: Facts) -> Decision | None:
    if facts.stopped_by is None:
        return None
    return _person("stopped", Reason.STOPPED, facts.stopped_by, "Lifting the stop.", facts)


def passed_on(facts: Facts) -> Decision | None:
    if facts.passed_on is None:
        return None
    return _person("passed-on", Reason.PASSED_ON, facts.passed_on, "The person who had it taking it.", facts)


def failed(facts: Facts) -> Decision | None:
    if not facts.failures:
        return None
    what = ", ".join(facts.failures)
    return _person("failed", Reason.FAILURE, f"Could not be gathered: {what}.", "The part working again.", facts)


def third_contact(facts: Facts) -> Decision | None:
    if facts.contacts_in_window < CONTACTS_BEFORE_A_PERSON:
        return None
    why = f"Contact number {facts.contacts_in_window} on this topic within its window."
    return _person("third-contact", Reason.THIRD_CONTACT, why, "Fewer contacts on this topic.", facts)


def contradicted(facts: Facts) -> Decision | None:
    if facts.contradictions < 2:
        return None
    why = "The customer rejected an answer for the second time."
    return _person("contradicted", Reason.CONTRADICTION, why, "An answer that helped the first time.", facts)


def same_answer_again(facts: Facts) -> Decision | None:
    if facts.times_answered == 0:
        return None
    why = "The same answer was already given in this conversation."
    return _person("same-answer", Reason.LOOP, why, "Another approved passage that answers.", facts)


def only_a_file(facts: Facts) -> Decision | None:
    """Thanks or a greeting beside a file is no question that could be answered without looking at it."""
    if not facts.files or (facts.text.strip() and facts.small_talk is None):
        return None
    why = "The customer sent a file, and the assistant cannot read files."
    return _person("only-a-file", Reason.UNREAD_FILE, why, "A question in words beside it.", facts)


def courtesy(facts: Facts) -> Decision | None:
    match facts.small_talk:
        case "greeting":
            return _ask("assistant.greeting", "greeting", "The customer greeted us.")
        case "are_you_ai":
            return _ask("assistant.is_ai", "are-you-ai", "The customer asked whether this is a machine.")
        case "thanks":
            return Decision(
                Wait(),
                "thanks",
                "The customer said thanks.",
                "A question in the message.",
                offer_person=False,
            )
        case _:
            return None


def no_evidence(facts: Facts) -> Decision | None:
    evidence = facts.evidence
    if evidence is not None and evidence.enough and evidence.quote is not None and facts.topic is not None:
        return None
    reasons = " ".join(evidence.because) if evidence is not None else "Knowledge was not asked."
    if evidence is not None and evidence.enough and facts.topic is None:
        reasons = "The passage belongs to no taught topic."
    return _person("no-evidence", Reason.NO_EVIDENCE, reasons, "An approved article that answers this.", facts)


def level_forbids(facts: Facts) -> Decision | None:
    topic = facts.topic
    if topic is None or topic.speaks:
        return None
    why = f"{topic.because} The assistant may not answer “{topic.slug}” alone."
    return _person("level", Reason.LEVEL, why, "A certificate or a signed grant for this topic.", facts)


def quote_approved(facts: Facts) -> Decision | None:
    evidence, topic = facts.evidence, facts.topic
    if evidence is None or evidence.quote is None or not evidence.enough or topic is None or not topic.speaks:
        return None
    why = f"“{evidence.quote.title}” answers this and topic “{topic.slug}” may quote. {topic.because}"
    offer = facts.times_asked > 0 or facts.contradictions > 0
    return Decision(
        Answer(evidence.quote),
        "quote-approved",
        why,
        "A wish for a person, or weaker evidence.",
        offer_person=offer,
    )


RULES: tuple[Rule, ...] = (
    wants_person,
    person_holds,
    danger,
    stopped,
    passed_on,
    failed,
    third_contact,
    contradicted,
    same_answer_again,
    only_a_file,
    courtesy,
    no_evidence,
    level_forbids,
    quote_approved,
)


def _person(rule: str, reason: Reason, why: str, would_change: str, facts: Facts) -> Decision:
    drafts = facts.topic is not None and facts.topic.drafts
    draft = facts.evidence.quote if facts.evidence is not None and drafts else None
    return Decision(HandOff(reason, draft), rule, why, would_change, offer_person=True)


def _ask(text_id: str, rule: str, why: str) -> Decision:
    return Decision(AskBack(text_id), rule, why, "A question in the message.", offer_person=True)
