"""What a tool is called with is read strictly; who and how much is never a text's to say; more caution never permits more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.identity.levels import IdentityLevel, Known
from handrail.core.tools import (
    Caps,
    Kind,
    Money,
    NeedsApproval,
    NeedsIdentity,
    Parameter,
    Permit,
    Permitted,
    Refused,
    Spent,
    Tool,
    effect_key,
    permit,
)
from handrail.core.tools.arguments import ArgumentRefused, IdentityMissing, read_arguments, read_value
from handrail.core.tools.written import ToolMisdescribed, tool_as_data, tool_from_data, versioned
from tests.shop_for_tests import ALL, REFUND

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
KIM = Known(IdentityLevel.SIGNED, "c-1", "kim@home.example")
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.datetimes() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(["order", "amount", "customer", "email", "Customer", "amount ", "currency"]) | st.text(
    max_size=8
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(names, anything, max_size=5), st.dictionaries(st.just("order"), st.just("A-1")))
def test_no_arguments_whatever_change_who_the_customer_is(said: dict[str, Any], more: dict[str, Any]) -> None:
    for tool in ALL:
        try:
            read = read_arguments(tool, {**said, **more}, KIM)
        except ArgumentRefused:
            continue
        assert read["customer"] == "c-1" and "customer" not in said
        with pytest.raises(IdentityMissing):
            read_arguments(tool, {**said, **more}, Known(IdentityLevel.CLAIMED))


@settings(max_examples=150, deadline=None)
@given(st.text() | anything)
def test_what_becomes_an_amount_says_its_currency_and_nothing_else_becomes_one(raw: Any) -> None:
    try:
        money = read_value(Parameter("amount", Kind.MONEY), raw)
    except ArgumentRefused:
        return
    assert isinstance(money, Money) and money.minor > 0
    assert isinstance(raw, dict) or any(sign in raw.upper() for sign in (money.currency, "€", "£", "¥", "EUR"))


@pytest.mark.parametrize(
    ("raw", "cents"),
    [("24.90 EUR", 2490), ("€24.90", 2490), ("EUR 1.234,50", 123450), ({"amount": 2490, "currency": "EUR"}, 2490)],
)
def test_amounts_as_people_and_programs_write_them(raw: Any, cents: int) -> None:
    assert read_value(Parameter("amount", Kind.MONEY), raw) == Money(cents, "EUR")


@pytest.mark.parametrize(
    "raw",
    [2490, "2490", "24.90", "-24.90 EUR", "0 EUR", "24.90 $", "1e5 EUR", "24.90 EUR and 5 EUR", "２４ EUR", True, None,
     {"amount": 24.9, "currency": "EUR"}, {"amount": 1, "currency": "XXX"}, {"amount": True, "currency": "EUR"},
     {"amount": 1, "currency": "EUR", "customer": "c-2"}, "1\u200b0 EUR", "9" * 30 + " EUR"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(raw: Any) -> None:
    with pytest.raises(ArgumentRefused):
        read_value(Parameter("amount", Kind.MONEY), raw)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.TEXT, "  A\u200b-1\u202e \n", "A-1"),
        (Kind.TEXT, "e\u0301", "\u00e9"),
        (Kind.WHOLE, "12", 12),
        (Kind.DATE, "2026-11-29", date(2026, 11, 29)),
        (Kind.INSTANT, "2026-11-29T14:30+00:00", datetime(2026, 11, 29, 14, 30, tzinfo=UTC)),
        (Kind.EMAIL, "kim@home.example", "kim@home.example"),
        (Kind.PHONE, "+49 30 123456", "+4930123456"),
        (Kind.YES_NO, "yes", True),
    ],
)
def test_values_are_read_as_their_kind(kind: Kind, raw: Any, value: Any) -> None:
    assert read_value(Parameter("x", kind), raw) == value


@pytest.mark.parametrize(
    ("parameter", "raw"),
    [
        (Parameter("x", Kind.TEXT, longest=3), "four"),
        (Parameter("x", Kind.TEXT), "\u200b"),
        (Parameter("x", Kind.TEXT, pattern="[A-Z]-[0-9]+"), "A-1; drop"),
        (Parameter("x", Kind.TEXT, pattern="[A-Z]-\\d+"), "A-\u0661"),
        (Parameter("x", Kind.WHOLE), True),
        (Parameter("x", Kind.WHOLE), 1.0),
        (Parameter("x", Kind.DATE), "2026-02-30"),
        (Parameter("x", Kind.DATE), "29.11.2026"),
        (Parameter("x", Kind.INSTANT), "2026-11-29T14:30"),
        (Parameter("x", Kind.CHOICE, choices=("a", "b")), "A"),
        (Parameter("x", Kind.EMAIL), "kim@home.example\u200b.evil.example"),
        (Parameter("x", Kind.EMAIL), "kim@home.example, eve@evil.example"),
        (Parameter("x", Kind.PHONE), "030 123456"),
        (Parameter("x", Kind.YES_NO), "maybe"),
    ],
)
def test_what_does_not_fit_its_kind_is_refused_with_its_name(parameter: Parameter, raw: Any) -> None:
    with pytest.raises(ArgumentRefused) as refused:
        read_value(parameter, raw)
    assert refused.value.name == "x" and str(refused.value).endswith(".")


def caution(verdict: Permit) -> tuple[int, int]:
    match verdict:
        case Permitted():
            return (0, 0)
        case NeedsApproval(people, _):
            return (1, people)
        case NeedsIdentity(level, _):
            return (2, level)
        case Refused():
            return (3, 0)


spent = st.builds(Spent, *[st.integers(0, 60)] * 5, *[st.integers(0, 120_000)] * 2)
tools = st.builds(
    replace,
    st.sampled_from(ALL),
    caps=st.builds(Caps, *[st.integers(0, 20_000)] * 3, st.sampled_from(["EUR", "USD"])),
    two_people_above=st.none() | st.integers(0, 30_000),
)


@settings(max_examples=300, deadline=None)
@given(
    tools,
    spent,
    spent,
    st.integers(1, 40_000),
    st.integers(0, 40_000),
    st.sampled_from(IdentityLevel),
    st.integers(0, 3),
)
def test_more_spent_less_identity_or_more_money_never_permits_more(
    tool: Tool, before: Spent, more: Spent, amount: int, extra: int, level: IdentityLevel, yeses: int
) -> None:
    def asked(amount: int, level: IdentityLevel, used: Spent, yeses: int, **how: Any) -> tuple[int, int]:
        arguments = {"amount": Money(amount, "EUR")}
        return caution(permit(tool, arguments, replace(KIM, level=level), used, NOW, approved_by=yeses, **how))

    usual = asked(amount, level, before, yeses)
    summed = Spent(*(getattr(before, name) + getattr(more, name) for name in Spent.__slots__))
    assert asked(amount, level, summed, yeses) >= usual
    assert asked(amount + extra, level, before, yeses) >= usual
    assert asked(amount, IdentityLevel(max(level - 1, 0)), before, yeses) >= usual
    assert asked(amount, level, before, max(yeses - 1, 0)) >= usual
    assert asked(amount, level, before, yeses, stopped="stopped") >= usual


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40_000), st.sampled_from(["USD", "JPY", "GBP"]))
def test_another_currency_than_the_caps_always_needs_a_person(amount: int, currency: str) -> None:
    verdict = permit(REFUND, {"amount": Money(amount, currency)}, KIM, Spent(), NOW)
    assert isinstance(verdict, NeedsApproval) and verdict.people == 2


def test_a_changed_address_makes_money_wait_and_nothing_lifts_it() -> None:
    cooling = replace(KIM, cool_off_until=NOW + timedelta(hours=1))
    arguments = {"amount": Money(1, "EUR")}
    assert isinstance(permit(REFUND, arguments, cooling, Spent(), NOW, approved_by=2), Refused)
    assert isinstance(permit(REFUND, arguments, cooling, Spent(), NOW + timedelta(hours=2)), Permitted)


@settings(max_examples=60, deadline=None)
@given(tools)
def test_a_tool_written_down_and_read_again_is_the_same(tool: Tool) -> None:
    assert tool_from_data(tool_as_data(tool)) == versioned(tool)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"risk": "harmless"}, ("risk",)),
        ({"caps": {"amount_per_call": 5}}, ("caps",)),
        ({"caps": {"amount_per_cal": 5}}, ("caps", "amount_per_cal")),
        ({"caps": {"amount_per_call": -5, "currency": "EUR"}}, ("caps", "amount_per_call")),
        ({"amount": "order"}, ("amount",)),
        ({"identity": "sure"}, ("identity",)),
        ({"slug": "Refund Order"}, ("slug",)),
        ({"parameters": [{"name": "a", "kind": "text", "pattern": "("}]}, ("parameters", 0, "pattern")),
        ({"parameters": [{"name": "a", "kind": "text", "from_identity": "card"}]}, ("parameters", 0, "from_identity")),
        ({"parameters": [{"name": "a", "kind": "text"}] * 2, "amount": None}, ("parameters", 1)),
    ],
)
def test_a_fault_in_a_written_tool_has_its_place(change: dict[str, Any], place: tuple[str | int, ...]) -> None:
    data = {name: value for name, value in {**tool_as_data(REFUND), **change}.items() if value is not None}
    with pytest.raises(ToolMisdescribed) as fault:
        tool_from_data(data)
    assert fault.value.path == place


def test_another_argument_is_another_effect() -> None:

    one = effect_key(UUID(int=1), "1", "t", {"amount": Money(1, "EUR")})
    assert one == effect_key(UUID(int=1), "1", "t", {"amount": Money(1, "EUR")})
    assert one != effect_key(UUID(int=1), "1", "t", {"amount": Money(2, "EUR")})
    assert one != effect_key(UUID(int=1), "2", "t", {"amount": Money(1, "EUR")})
