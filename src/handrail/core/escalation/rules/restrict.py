"""Rules hold a decision back and can do nothing else: the outcome is the most cautious match over the floor."""

from collections.abc import Sequence
from dataclasses import replace

from handrail.core.escalation.decision import Act, Answer, AskBack, Decision, HandOff, Outcome, Reason, Route, Wait
from handrail.core.escalation.rules.fact_type import FactValues
from handrail.core.escalation.rules.rule import Do, Match

PERSON_HOLDS = "person-holds"
GRANTED = frozenset({Reason.HUMAN_REQUEST, Reason.DANGER})
"""Whoever is free first: no rule's wish for a team or a skill may stand between a customer and a person here."""
CAREFUL = tuple(Do)


def restrict(decision: Decision, matches: Sequence[Match], values: FactValues | None = None) -> Decision:
    """The floor's decision as these rules leave it; itself when they do not touch it. Total, and never less cautious:
    what the floor gives to a person stays with a person, and who writes already is not disturbed.

    `values` tells whether the assistant has asked back before; when nobody can say, it has.
    """
    if decision.rule == PERSON_HOLDS:
        return decision
    asked = values is None or values.get("times_asked_back", 1) != 0
    applying = sorted((match for match in matches if applies(match)), key=_order)
    held = decision
    for match in applying:
        held = _held(held, match, asked_before=asked)
    return _routed(held, applying)


def applies(match: Match) -> bool:
    """A rule that could not be judged holds back all the same; one that only routes has nothing to be careful with."""
    return match.error is None or match.rule.then.do is not Do.ROUTE


def caution(outcome: Outcome) -> int:
    """0 speaks or acts, 1 asks back, 2 says nothing, 3 gives it to a person."""
    match outcome:
        case Answer() | Act():
            return 0
        case AskBack():
            return 1
        case Wait():
            return 2
        case HandOff():
            return 3


def _order(match: Match) -> tuple[int, int, str]:
    """The most cautious first, then the higher priority; a rule's name decides last, never its place in the file."""
    return -CAREFUL.index(match.rule.then.do), -match.rule.priority, match.rule.slug


def _held(decision: Decision, match: Match, *, asked_before: bool) -> Decision:
    outcome, then = decision.outcome, match.rule.then
    match then.do, outcome:
        case (Do.FORBID_QUOTE, HandOff(draft=draft)) if draft is not None:
            return replace(decision, outcome=replace(outcome, draft=None), reason=_also(decision, match))
        case (_, HandOff()) | (Do.ROUTE, _):
            return decision
        case (Do.HAND_OFF, _):
            return _person(match, Reason.RULE, _draft_of(outcome))
        case (Do.FORBID_QUOTE, Answer()):
            return _person(match, Reason.RULE)
        case (Do.REQUIRE_APPROVAL, Answer(quote)):
            return _person(match, Reason.APPROVAL, HandOff(Reason.APPROVAL, quote))
        case (Do.REQUIRE_APPROVAL, Act()):
            return _person(match, Reason.APPROVAL)
        case (Do.FORBID_ACT, Act()):
            return _person(match, Reason.RULE)
        case (Do.ASK_BACK, Answer() | Act()) if asked_before:
            return _person(match, Reason.RULE, _draft_of(outcome))
        case (Do.ASK_BACK, Answer() | Act()):
            return Decision(AskBack(then.text_id), _name(match), _because(match), "", offer_person=True)
        case (Do.OFFER_PERSON, Answer() | Act() | AskBack()) if not decision.offer_person:
            return replace(decision, offer_person=True, reason=_also(decision, match))
        case _:
            return decision


def _draft_of(outcome: Outcome) -> HandOff | None:
    return HandOff(Reason.RULE, outcome.quote) if isinstance(outcome, Answer) else None


def _person(match: Match, reason: Reason, with_draft: HandOff | None = None) -> Decision:
    return Decision(with_draft or HandOff(reason), _name(match), _because(match), "", offer_person=True)


def _name(match: Match) -> str:
    return f"rules/{match.rule.slug}"


def _because(match: Match) -> str:
    if match.error is None:
        return match.rule.because
    return f"The rule “{match.rule.slug}” could not be judged, so it applies: {match.error}"


def _also(decision: Decision, match: Match) -> str:
    return f"{decision.reason} {_because(match)}".strip()


def _routed(decision: Decision, applying: Sequence[Match]) -> Decision:
    """Each of team, skill and urgency from the first that names it; a wish and danger go to whoever is free first."""
    outcome = decision.outcome
    routes = [match.rule.then.route for match in applying if match.rule.then.route is not None and not match.error]
    if not isinstance(outcome, HandOff) or outcome.reason in GRANTED or not routes:
        return decision
    first = outcome.route or Route()
    team = next((one.team for one in (first, *routes) if one.team is not None), None)
    skill = next((one.skill for one in (first, *routes) if one.skill is not None), None)
    route = Route(team, skill, first.urgent or any(one.urgent for one in routes))
    return replace(decision, outcome=replace(outcome, route=route))
