"""Mistakes in a rule file are named with the line and column of the file, however it was written."""

import pytest

from handrail.core.escalation.rules import FACTS, RulesAreWrong, Vocabulary, lint
from handrail.core.escalation.rules.remark import Grade
from handrail.rules import RuleLanguage

READ = RuleLanguage().from_file
HEAD = "# Ours\nformat: rules/1\nrules:\n"


def rule(when: str, then: str = "{hand_off: true}", slug: str = "it", more: str = "") -> str:
    return f"  - slug: {slug}\n    when: {when}\n    then: {then}\n    because: Because.\n{more}"


def faults(text: str) -> list[str]:
    with pytest.raises(RulesAreWrong) as wrong:
        READ(text)
    return [str(fault) for fault in wrong.value.faults]


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("amout.EUR > 5000", "line 5, column 11: it: There is no fact or function `amout.EUR`. Did you mean `amount.EUR`?"),
        ("turns > 1.5", "line 5, column 17: it: `>` cannot be applied to int, double. Write whole numbers for counts"),
        ('channel == 1', "line 5, column 19: it: `==` cannot be applied to string, int."),
        ("turns", "line 5, column 11: it: A condition is true or false; this one gives int."),
        ("turns >", "line 5, column 18: it: This is not CEL: it ends too early."),
        ('"turns > 1 && nobody"', "line 5, column 25: it: There is no fact or function `nobody`."),
        ("'text == \"it''s\" && nobody'", "line 5, column 31: it: There is no fact or function `nobody`."),
        (">-\n      turns > 1 &&\n      nobody", "line 7, column 7: it: There is no fact or function `nobody`."),
        ("|\n      turns > 1\n      && nobody", "line 7, column 10: it: There is no fact or function `nobody`."),
        ("turns > 1 &&\n      nobody", "line 6, column 7: it: There is no fact or function `nobody`."),
        ("amount > 1", "line 5, column 11: it: `amount` alone is no fact; `amount.AED` is one of"),
        ("dyn(turns) == 1", "line 5, column 11: it: `dyn` would hide wrong types"),
        ("'[1, 2].exists(n, n > 1)'", "it: `exists` is asked of a fact that is a list"),
        ("size(moments.map(one, one)) > 1", "it: `map` makes lists"),
        ("moments.exists(a, moments.exists(b, a == b))", "it: One list within another"),
        ("((((((((((((((true))))))))))))))", "line 5, column 23: it: Brackets stand at most 12 deep."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_condition_is_named_where_it_stands(when: str, says: str) -> None:
    [found] = faults(HEAD + rule(when))
    assert says in found


def test_a_condition_longer_than_a_person_could_check_is_refused() -> None:
    assert "A condition has at most 2000 characters" in faults(HEAD + rule(" || ".join(["turns > 1"] * 200)))[0]


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ("{answer: true}", "line 6, column 12: it: `answer` is not known here"),
        ("{forbid: person}", "line 6, column 20: it: Nothing may forbid a person"),
        ("{hand_off: false}", "line 6, column 22: it: `hand_off` takes `true`"),
        ("{hand_off: true, require: approval}", "it: A rule does one thing"),
        ("{route: {priority: low}}", "it: `priority` can only be `urgent`"),
        ("{ask_back: assistant.nothing}", "it: The assistant asks back with one of its catalogue texts"),
        ("speak", "line 6, column 11: it: `then` holds the assistant back in one way"),
    ],
)
def test_nothing_can_be_written_that_lets_the_assistant_speak_or_keeps_a_person_away(then: str, says: str) -> None:
    assert any(says in found for found in faults(HEAD + rule("true", then)))


def test_every_mistake_is_named_at_once_in_the_order_of_the_file() -> None:
    text = HEAD + rule("nobody", slug="one") + rule("turns > 'x'", slug="two") + rule("true", slug="three")
    found = faults(text)
    assert [one.split(":")[1].strip() for one in found] == ["one", "two"]
    twins = faults(HEAD + rule("true", slug="same") + rule("true", slug="same"))
    assert twins == ["line 8, column 11: same: Two rules are called “same”; each needs a name of its own."]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The file begins with `format: rules/1`"),
        ("rules: []", "The first line says which format this is"),
        ("format: rules/1\nrules: {}", "line 2, column 1: `rules:` is a list"),
        ("format: [", "line 1, column 10: This is not YAML"),
        ("format: rules/1\nformat: rules/1", "line 2, column 1: `format` stands here twice."),
        ("a: &a [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
            f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n" for a, b in ("ab", "bc", "cd", "de", "ef")), "more values than"),
        ("x" * 300_000, "at most 256 KB"),
    ],
)  # fmt: skip
def test_what_is_no_rule_file_says_why(text: str, says: str) -> None:
    assert any(says in found for found in faults(text))


TESTS = """    tests:
      - {name: over, facts: {amount.EUR: 7500}, applies: true}
      - {name: under, facts: {amount.EUR: 4999}, applies: false}
"""


def test_a_fact_in_a_test_is_checked_too() -> None:
    odd = TESTS.replace("7500", "7500.5").replace("amount.EUR: 4999", "language: no")
    found = faults(HEAD + rule("amount.EUR > 5000", more=odd))
    assert "line 9, column 42: it: The fact `amount.EUR` is of type int; 7500.5 is not." in found[0]
    assert "The fact `language` is of type string; False is not. Put it in quotes." in found[1]


def remarks(text: str, **words: set[str]) -> dict[str, tuple[Grade, str]]:
    ready = READ(text)
    vocabulary = Vocabulary({name: frozenset(known) for name, known in words.items()})
    return {one.code: (one.grade, one.says) for one in lint(ready.rules, ready.evaluate, vocabulary).remarks}


def test_a_file_with_its_tests_and_nothing_odd_gets_no_remark() -> None:
    assert remarks(HEAD + rule("amount_clear && amount.EUR > 5000", "{require: approval}", more=TESTS)) == {}


@pytest.mark.parametrize(
    "when", ["wants_person", "signal.wants_person > 0.5", "danger && turns > 1", 'moment_urgency == "P0" || hour > 20']
)
@pytest.mark.parametrize("then", ["{ask_back: assistant.greeting}", "{offer_person: true}", "{route: {team: orders}}"])
def test_a_rule_that_could_stand_between_a_customer_and_a_person_is_refused(when: str, then: str) -> None:
    found = remarks(HEAD + rule(when, then))
    assert found["in-the-way"][0] is Grade.REFUSED


def test_handing_over_because_somebody_wants_a_person_is_no_block() -> None:
    assert "in-the-way" not in remarks(HEAD + rule("signal.wants_person > 0.3"))


def test_a_test_in_the_file_that_comes_out_otherwise_is_refused() -> None:
    grade, says = remarks(HEAD + rule("amount.EUR > 8000", more=TESTS))["test-failed"]
    assert grade is Grade.REFUSED
    assert says == "Its test “over” says that it applies; it did not."


def test_rules_that_never_always_or_needlessly_apply_are_warned_of() -> None:
    assert "unreachable" in remarks(HEAD + rule("turns > 5 && turns < 3"))
    assert "always" in remarks(HEAD + rule("true"))
    twice = rule("amount.EUR > 5000", slug="wide") + rule("amount.EUR > 9000", "{require: approval}", slug="narrow")
    assert "“wide” applied too" in remarks(HEAD + twice)["shadowed"][1]


def test_rules_of_one_priority_that_want_different_things_are_a_conflict() -> None:
    both = rule("turns > 1", "{route: {team: orders}}", slug="one") + rule(
        "turns > 2", "{route: {team: care}}", slug="two"
    )
    grade, says = remarks(HEAD + both)["conflict"]
    assert grade is Grade.REFUSED
    assert "want different teams for turns 3" in says


def test_a_hole_between_thresholds_is_noted() -> None:
    both = rule("amount.EUR < 5000", slug="below") + rule("amount.EUR > 5000", slug="above")
    assert "leave out EUR 50.00" in remarks(HEAD + both)["gap"][1]


def test_words_that_nothing_here_ever_is_are_refused() -> None:
    assert "`channel` is never “fax”" in remarks(HEAD + rule('channel == "fax"'))["unknown-word"][1]
    assert (
        "`topic` is never “refund”" in remarks(HEAD + rule('topic in ["refund"]'), topic={"refunds"})["unknown-word"][1]
    )
    assert "unknown-word" not in remarks(HEAD + rule('topic == "refunds"'), topic={"refunds"})
    found = remarks(HEAD + rule("true", "{hand_off: true, route: {team: odrers}}"), **{"route.team": {"orders"}})
    assert "There is no team “odrers” here" in found["unknown-word"][1]


def test_a_fact_that_may_be_missing_is_noted_with_its_guard() -> None:
    assert "Write `has_article && …`" in remarks(HEAD + rule("article_age_days > 365"))["unguarded"][1]
    assert "unguarded" not in remarks(HEAD + rule("has_article && article_age_days > 365"))


def test_every_fact_can_be_used_as_it_is_declared() -> None:
    compared = {
        "bool": "",
        "int": " > 1",
        "double": " > 0.5",
        "string": ' == "x"',
        "list(string)": '.exists(one, one == "x")',
    }
    for name, fact in FACTS.items():
        assert READ(HEAD + rule(f"{name}{compared[fact.kind.value]}")).rules.rules
