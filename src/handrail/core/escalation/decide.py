"""The decision: pure, total and explained. The first rule that applies wins; rules are ordered by caution.

The order is the floor: whatever asks for a person stands before whatever lets the assistant speak, so adding a wish,
a moment, a stop, a failure or a repetition to the facts can turn an answer into a person, never a person into an answer.
The workspace's own rules come after it and can only hold the assistant back further.
"""

from collections.abc import Callable
from dataclasses import replace

from handrail.core.escalation.decision import Act, Answer, AskBack, Decision, HandOff, Reason, Route, Wait
from handrail.core.escalation.facts import EARLIER, Facts, MomentFact, PlaybookFact, QuoteFact
from handrail.core.escalation.rules.explain import decide_under
from handrail.core.escalation.rules.rule import Evaluator
from handrail.core.escalation.rules.values import values_of
from handrail.core.supervision.levels import DRAFTS, SPEAKS_ALONE

RULES_VERSION = "floor/8"
CONTACTS_BEFORE_A_PERSON = 3
ASKED_BEFORE_A_PERSON = 2
"""A slot asked so often and not answered is a person's (decisions.md 8)."""
CLEAR = 0.5
"""From this score on a signal is meant; below it is a hint that only offers a person."""
SURE = 1.0
"""A second sign, or one that is unmistakable."""

Rule = Callable[[Facts], Decision | None]


def decide(facts: Facts, evaluate: Evaluator | None = None) -> Decision:
    """One of the five outcomes for any facts whatever, under the workspace's rules where they are given; never raises."""
    decision = floor(facts)
    return decision if evaluate is None else decide_under(decision, evaluate, values_of(facts))


def floor(facts: Facts) -> Decision:
    """What holds whatever a workspace has written."""
    for rule in RULES:
        if (decision := rule(facts)) is not None:
            return _offered(decision, facts)
    return _person("nothing-applies", Reason.NO_EVIDENCE, "No rule allows an answer.", "Approved text on this.", facts)


def person_holds(facts: Facts) -> Decision | None:
    if not facts.person_writes or facts.wish is not None:
        return None
    return Decision(Wait(), "person-holds", "A person writes in this conversation.", "The person giving it back.")


def wants_person(facts: Facts) -> Decision | None:
    if facts.wish is None:
        return None
    how = "pressed the button" if facts.wish.by == "button" else "asked for a person"
    how += " (noticed by likeness)" if facts.wish.by.startswith("alike/") else ""
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


def gravest_moment(facts: Facts) -> Decision | None:
    """A hard moment is a person's, whatever else holds."""
    return next((_moment(one, facts) for one in facts.moments or () if one.hard or one.urgency == "P0"), None)


def moment_ceiling(facts: Facts) -> Decision | None:
    """A soft moment whose ceiling keeps the assistant from speaking alone."""
    found = (one for one in facts.moments or () if one.ceiling not in SPEAKS_ALONE)
    return next((_moment(one, facts) for one in found), None)


def _moment(one: MomentFact, facts: Facts) -> Decision:
    reason = Reason.DANGER if one.urgency == "P0" else Reason.MOMENT
    why = " ".join(filter(None, (f"A moment that decides trust: {one.name} (noticed {_how(one)}).", facts.passed_on)))
    change = "Nothing: such a moment is always a person's." if one.hard else "The message without that moment."
    decision = _person(f"moment/{one.slug}", reason, why, change, facts)
    route = Route(one.team, one.skill, one.urgency in ("P0", "P1"))
    draft = _draft(facts) if one.ceiling in DRAFTS else None
    return replace(decision, outcome=HandOff(reason, draft, route))


def _how(one: MomentFact) -> str:
    if one.by == EARLIER:
        return "earlier in this conversation"
    return "in the words of the message" if one.by == "phrase" else f"by likeness, {one.score:.0%} sure"


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
    said = facts.signal("repeat_contact")
    if facts.contacts_in_window >= CONTACTS_BEFORE_A_PERSON:
        why = f"Contact number {facts.contacts_in_window} on this topic within its window."
    elif said is not None and said.score >= SURE:
        why = said.note or "The customer says that this is at least the third contact about it."
    else:
        return None
    return _person("third-contact", Reason.THIRD_CONTACT, why, "Fewer contacts on this topic.", facts)


def contradicted(facts: Facts) -> Decision | None:
    signal = facts.signal("contradiction")
    at_once = signal is not None and signal.score >= SURE
    if facts.contradictions < 2 and not at_once:
        return None
    why = "The customer rejected an answer for the second time."
    if signal is not None and at_once and facts.contradictions < 2:
        why = signal.note or "The customer says that something was done which they did not ask for."
    return _person("contradicted", Reason.CONTRADICTION, why, "An answer that helped the first time.", facts)


def frustrated(facts: Facts) -> Decision | None:
    """Effort without result, clearly and not for the first time; a first clear sign offers a person (decisions.md 8)."""
    signal = facts.signal("frustration")
    if signal is None or signal.score < SURE:
        return None
    why = f"The customer is getting nowhere. {signal.note}".strip()
    return _person("frustrated", Reason.FRUSTRATION, why, "An answer that helped.", facts)


def going_in_circles(facts: Facts) -> Decision | None:
    """Two equal answers, or the same thing asked of the customer twice. What answers a playbook's question is no circle,
    however often it was asked."""
    signal = facts.signal("loop")
    if signal is None or signal.score < SURE or _playbook(facts) == "fills":
        return None
    why = f"The conversation goes in circles. {signal.note}".strip()
    return _person("loop", Reason.LOOP, why, "An answer that was not given before.", facts)


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


def playbook_hands_over(facts: Facts) -> Decision | None:
    """It came to where a person goes on, or to what nobody could judge."""
    playbook = facts.playbook
    if playbook is None or playbook.how != "hands_over":
        return None
    why = f"“{playbook.name}”: {playbook.because}"
    return _person("playbook-hands-over", Reason.PLAYBOOK, why, "Another answer at this step.", facts)


def playbook_left(facts: Facts) -> Decision | None:
    if _playbook(facts) != "leaves":
        return None
    return _ask("assistant.left", "playbook-left", "The customer does not want to go on with it.")


def playbook_goes_on(facts: Facts) -> Decision | None:
    """An open question that this turn answers is positive evidence; so is what the playbook itself waited for."""
    playbook = facts.playbook
    if playbook is None or playbook.how not in ("fills", "goes_on"):
        return None
    what = "This turn answers its open question." if playbook.how == "fills" else "What it waited for is there."
    return _acts(playbook, "playbook-goes-on", what, facts) or _not_allowed(playbook, facts)


def playbook_waits(facts: Facts) -> Decision | None:
    """Nothing is said to “ok” while a person looks at it."""
    if _playbook(facts) != "waits":
        return None
    return Decision(Wait(), "playbook-waits", "A person's yes is waited for.", "A question in the message.")


def playbook_asks_again(facts: Facts) -> Decision | None:
    """Neither an answer nor a question: asked once more, and then a person."""
    playbook = facts.playbook
    if playbook is None or playbook.how != "again":
        return None
    if playbook.asked >= ASKED_BEFORE_A_PERSON:
        why = f"“{playbook.name}” asked {playbook.asked} times, and the customer's words do not answer it."
        return _person("playbook-asked-twice", Reason.LOOP, why, "An answer to its question.", facts)
    again = _acts(playbook, "playbook-asks-again", "The customer's words do not answer its question.", facts)
    return again or _not_allowed(playbook, facts)


def playbook_starts(facts: Facts) -> Decision | None:
    """Only on a topic that is surely meant; where no topics are fitted, on the playbook's own taught words."""
    playbook, guess = facts.playbook, facts.guess
    if playbook is None or playbook.how != "starts" or not playbook.speaks:
        return None
    if guess is not None and (not guess.accepted or guess.slug != playbook.topic):
        return None
    sure = f"The customer asks for “{playbook.name}” ({playbook.score:.0%} like what was taught)."
    return _acts(playbook, "playbook-starts", sure, facts)


def _acts(playbook: PlaybookFact, rule: str, why: str, facts: Facts) -> Decision | None:
    if not playbook.speaks:
        return None
    outcome = Act(playbook.slug, playbook.version, playbook.run)
    change = "A wish for a person, a stop, or the grant ending."
    offer = rule == "playbook-asks-again" or facts.times_asked > 0
    return Decision(outcome, rule, f"{why} {playbook.because}", change, offer_person=offer)


def _not_allowed(playbook: PlaybookFact, facts: Facts) -> Decision:
    why = f"{playbook.because} The assistant may not go on with “{playbook.name}” alone."
    change = f"A certificate or a signed grant for playbook:{playbook.slug}."
    return _person("level", Reason.LEVEL, why, change, facts)


def _playbook(facts: Facts) -> str:
    return "" if facts.playbook is None else facts.playbook.how


def not_taught(facts: Facts) -> Decision | None:
    """Positive evidence for a topic that this company taught, or a person: what is unknown is nobody's routine."""
    guess = facts.guess
    if guess is None:
        return None
    if not guess.accepted:
        change = f"Being surer of a taught topic ({guess.threshold:.0%} is needed)."
        return _person("not-taught", Reason.UNKNOWN_TOPIC, guess.because, change, facts)
    evidence = facts.evidence
    quoted = None if evidence is None or evidence.quote is None or not evidence.enough else evidence.quote.topic
    if quoted is not None and quoted != guess.slug:
        why = f"It is about “{guess.slug}”, and the best passage belongs to “{quoted}”."
        return _person("other-topic", Reason.NO_EVIDENCE, why, f"An approved article on “{guess.slug}”.", facts)
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
    if evidence.quote.topic != topic.slug:
        return None
    why = f"“{evidence.quote.title}” answers this and topic “{topic.slug}” may quote. {topic.because}"
    return Decision(Answer(evidence.quote), "quote-approved", why, "A wish for a person, or weaker evidence.")


RULES: tuple[Rule, ...] = (
    wants_person,
    person_holds,
    gravest_moment,  # before plain words of danger: it knows who is there for it
    danger,
    stopped,
    passed_on,
    failed,
    moment_ceiling,
    third_contact,
    contradicted,
    frustrated,
    going_in_circles,
    same_answer_again,
    only_a_file,
    playbook_hands_over,
    playbook_left,
    playbook_goes_on,
    playbook_waits,
    courtesy,
    playbook_asks_again,
    playbook_starts,
    not_taught,
    no_evidence,
    level_forbids,
    quote_approved,
)


OFFERS = frozenset(
    [
        "frustration",
        "distress",
        "vulnerability",
        "loop",
        "contradiction",
        "repeat_contact",
        "abuse",
        "rights",
        "legal",
        "regulator",
        "press",
        "danger",
        "wants_person",
    ]
)
"""Signals at which whatever the assistant says offers a person too."""


def _offered(decision: Decision, facts: Facts) -> Decision:
    if decision.offer_person or not isinstance(decision.outcome, Answer | Act):
        return decision
    repeated = facts.times_asked > 0 or facts.contradictions > 0
    noticed = any(one.name in OFFERS and one.score >= CLEAR for one in facts.signals or ())
    return replace(decision, offer_person=repeated or noticed or bool(facts.moments))


def _draft(facts: Facts) -> QuoteFact | None:
    """The passage found, where its own topic may draft."""
    quote, topic = None if facts.evidence is None else facts.evidence.quote, facts.topic
    return quote if quote is not None and topic is not None and topic.drafts and topic.slug == quote.topic else None


def _person(rule: str, reason: Reason, why: str, would_change: str, facts: Facts) -> Decision:
    return Decision(HandOff(reason, _draft(facts)), rule, why, would_change, offer_person=True)


def _ask(text_id: str, rule: str, why: str) -> Decision:
    return Decision(AskBack(text_id), rule, why, "A question in the message.", offer_person=True)
