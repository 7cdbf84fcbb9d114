"""No rule file, however written, keeps a customer from a person: rules only hold the assistant back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handrail.core.escalation.decide import decide, floor
from handrail.core.escalation.decision import Answer, AskBack, HandOff, Reason, Route, Wait
from handrail.core.escalation.facts import Circumstances, Facts, WishFact
from handrail.core.escalation.rules import (
    FACTS,
    Do,
    Evaluator,
    Match,
    Rule,
    RulesAreWrong,
    RuleSet,
    Then,
    caution,
    parse_rules,
    plain_rules,
    rules_hash,
    values_of,
)
from handrail.core.escalation.rules.fact_type import fits
from handrail.rules import RuleLanguage
from tests.core.any_facts import QUOTE, answerable, any_facts, rule_sets, thens, wishes

LANGUAGE = RuleLanguage()


def asked(rules: RuleSet) -> Evaluator:
    return LANGUAGE.from_content(plain_rules(rules)).evaluate


def one_rule(when: str, then: Then, **more: Any) -> Evaluator:
    return asked(RuleSet((Rule("it", when, then, "Because.", **more),)))


@settings(max_examples=200)
@given(any_facts | answerable(), rule_sets())
def test_rules_only_restrict_and_every_decision_is_explained_and_made_the_same_again(
    facts: Facts, rules: RuleSet
) -> None:
    evaluate, before = asked(rules), floor(facts)
    after = decide(facts, evaluate)
    assert caution(after.outcome) >= caution(before.outcome)
    assert after.offer_person or not before.offer_person
    assert after.rule
    assert after.reason
    assert after.would_change
    assert after == decide(facts, evaluate)


@settings(max_examples=150)
@given(any_facts, wishes, rule_sets())
def test_a_customer_who_wants_a_person_gets_whoever_is_free_first_whatever_the_rules_say(
    facts: Facts, wish: WishFact, rules: RuleSet
) -> None:
    decision = decide(replace(facts, wish=wish), asked(rules))
    assert isinstance(decision.outcome, HandOff)
    assert decision.outcome.reason is Reason.HUMAN_REQUEST
    assert decision.outcome.route is None
    assert decision.rule == "wants-person"


@given(any_facts, rule_sets())
def test_danger_and_the_gravest_moments_go_to_a_person_whatever_the_rules_say(facts: Facts, rules: RuleSet) -> None:
    decision = decide(replace(facts, danger=True, person_writes=False), asked(rules))
    assert isinstance(decision.outcome, HandOff)


@given(any_facts, rule_sets())
def test_rules_never_disturb_a_person_who_writes(facts: Facts, rules: RuleSet) -> None:
    decision = decide(replace(facts, person_writes=True, wish=None), asked(rules))
    assert isinstance(decision.outcome, Wait)


@given(answerable(), rule_sets(), st.data())
def test_one_more_rule_never_makes_a_decision_less_cautious(facts: Facts, rules: RuleSet, data: st.DataObject) -> None:
    more = Rule("one-more", "true", data.draw(thens()), "Because.")
    with_it = decide(facts, asked(RuleSet((*rules.rules, more))))
    assert caution(with_it.outcome) >= caution(decide(facts, asked(rules)).outcome)


@given(answerable(), rule_sets())
def test_the_order_of_rules_in_the_file_means_nothing(facts: Facts, rules: RuleSet) -> None:
    assert decide(facts, asked(rules)) == decide(facts, asked(RuleSet(rules.rules[::-1])))


@given(answerable(), thens(), st.sampled_from(sorted(FACTS)))
def test_a_missing_fact_only_ever_raises_caution(facts: Facts, then: Then, name: str) -> None:
    """Whatever a rule says about a fact that nobody can give, it applies when it holds back, and never lets speak."""
    rule = Rule("it", "true", then, "Because.")

    def unknown(values: Mapping[str, Any]) -> tuple[Match, ...]:
        return (Match(rule, f"nobody could give the fact `{name}`."),)

    decision = decide(facts, unknown)
    assert caution(decision.outcome) >= caution(floor(facts).outcome)
    if then.do not in (Do.ROUTE, Do.OFFER_PERSON, Do.FORBID_ACT):
        assert not isinstance(decision.outcome, Answer)


@pytest.mark.parametrize("name", [name for name, fact in FACTS.items() if fact.kind.value == "int"])
def test_a_rule_about_a_fact_nobody_could_give_applies_and_says_so(name: str) -> None:
    evaluate = one_rule(f"{name} > 5", Then(Do.HAND_OFF))
    [match] = evaluate({})
    assert match.error == f"nobody could give the fact `{name}`."


def test_what_another_part_of_the_condition_settles_needs_no_missing_fact() -> None:
    evaluate = one_rule("has_article && article_age_days > 365", Then(Do.HAND_OFF))
    assert evaluate({"has_article": False}) == ()
    [match] = evaluate({"has_article": True})
    assert match.error is not None


@settings(max_examples=200)
@given(st.text(max_size=300))
@example("format: rules/1\nrules: [{slug: a, when: true, then: {forbid: person}, because: x}]")
@example("!!timestamp x")
@example("? [a]\n: b")
@example("a: &a [*a]")
@example("\ud800")
@example("format: rules/1\nrules: [{slug: a, when: '\\ud800', then: hand_off, because: x}]")
def test_any_text_is_rules_or_a_list_of_faults_and_nothing_else(text: str) -> None:
    try:
        LANGUAGE.from_file(text)
    except RulesAreWrong as wrong:
        assert wrong.faults


_KEYS = st.sampled_from(["format", "rules", "slug", "when", "then", "because", "hand_off", "forbid", "tests", "facts"])
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["rules/1", "person"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200)
@given(_JSON)
def test_any_data_is_rules_or_a_list_of_faults_and_nothing_else(data: Any) -> None:
    try:
        LANGUAGE.from_content({"format": "rules/1", "rules": [data]})
        LANGUAGE.from_content(data)
    except RulesAreWrong as wrong:
        assert wrong.faults


@settings(max_examples=200)
@given(st.text(max_size=120) | st.text("()!&|<>=\"'.[]{}?:+-*/% \n0123456789naturs", max_size=120))
def test_any_condition_is_compiled_or_refused_with_its_place(when: str) -> None:
    try:
        ready = LANGUAGE.from_content(
            {"format": "rules/1", "rules": [{"slug": "it", "when": when, "then": "hand_off", "because": "x"}]}
        )
    except RulesAreWrong as wrong:
        assert wrong.faults
    else:
        ready.evaluate({})


@given(rule_sets())
def test_rules_come_back_from_storage_as_they_were_published(rules: RuleSet) -> None:
    again = parse_rules(plain_rules(rules))
    assert again == rules
    assert rules_hash(again) == rules_hash(rules)


@settings(max_examples=30)
@given(rule_sets())
def test_rules_written_to_a_file_are_the_same_rules(rules: RuleSet) -> None:
    text = yaml.safe_dump(plain_rules(rules), allow_unicode=True, sort_keys=False)
    ready = LANGUAGE.from_file(text)
    assert ready.rules == rules
    assert set(ready.places) == {rule.slug for rule in rules.rules}


@given(any_facts)
def test_every_value_that_rules_see_is_of_the_type_that_was_declared(facts: Facts) -> None:
    values = values_of(facts)
    assert all(fits(value, FACTS[name].kind) for name, value in values.items())


ANSWERED = Facts(
    text="Do you ship to Norway?",
    language="en",
    language_confidence=1.0,
    channel="chat",
    person_writes=False,
    wish=None,
    small_talk=None,
    evidence=None,
    topic=None,
    stopped_by=None,
    around=Circumstances(turns=1, times_asked_back=0, article_age_days=400),
)


@given(answerable())
def test_each_thing_a_rule_may_do_holds_an_answer_back_in_its_own_way(facts: Facts) -> None:
    facts = replace(facts, around=replace(facts.around or Circumstances(), times_asked_back=0))

    def under(then: Then) -> Any:
        return decide(facts, one_rule("true", then))

    handed, approval, forbidden = (
        under(Then(Do.HAND_OFF)),
        under(Then(Do.REQUIRE_APPROVAL)),
        under(Then(Do.FORBID_QUOTE)),
    )
    assert handed.outcome == HandOff(Reason.RULE, QUOTE)
    assert approval.outcome == HandOff(Reason.APPROVAL, QUOTE)
    assert forbidden.outcome == HandOff(Reason.RULE, None), "a quote that is forbidden is no draft either"
    assert under(Then(Do.FORBID_ACT)).outcome == Answer(QUOTE)
    assert under(Then(Do.OFFER_PERSON)).offer_person
    assert under(Then(Do.ROUTE, route=Route("orders"))).outcome == Answer(QUOTE)
    asks = Then(Do.ASK_BACK, "assistant.greeting")
    assert under(asks).outcome == AskBack("assistant.greeting")
    for times in (1, None):
        again = replace(facts, around=replace(facts.around or Circumstances(), times_asked_back=times))
        assert isinstance(decide(again, one_rule("true", asks)).outcome, HandOff), (
            "asking back a second time is a person"
        )


def test_of_two_that_are_as_cautious_the_higher_priority_is_named_and_else_the_name() -> None:
    rules = RuleSet(
        (
            Rule("a", "true", Then(Do.HAND_OFF), "A."),
            Rule("b", "true", Then(Do.HAND_OFF), "B.", priority=1),
            Rule("c", "true", Then(Do.REQUIRE_APPROVAL), "C.", priority=9),
        )
    )
    facts = replace(ANSWERED, small_talk="greeting")
    assert decide(facts, asked(rules)).rule == "rules/b"
    assert decide(facts, asked(RuleSet((rules.rules[0], rules.rules[2])))).rule == "rules/a"
