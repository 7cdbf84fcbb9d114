"""Figures, names and words of policy that no source holds are stopped; written differently they are the same."""

# ruff: noqa: E501  (lists of sentences)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.grounding.backing import NOTHING_DONE
from handrail.core.grounding.check import check
from handrail.core.grounding.draft import Draft, Sentence, Source, SourceKind
from handrail.core.grounding.figures import figures
from handrail.core.grounding.specifics import missing_from
from handrail.core.grounding.verdict import Guard, Policy

GROUND = """Returns and warranty
You can return unused items within 14 days of delivery for a full refund. Return shipping costs €4.90. Orders over €1,500 ship for 10 EUR.
Write to help@shop.example or call +44 20 7946 0958. The Aurora tent has a two-year warranty and weighs 2.5 kg. Open 9:00 to 17:00 until 3 May 2027.
Members get 5 % back. Parts arrive in 3-5 business days."""


@pytest.mark.parametrize(
    ("one", "other"),
    [("two weeks", "14 days"), ("a fortnight later, 1 fortnight", "14 days"), ("€10", "10 EUR"), ("10 euros", "EUR 10.00"), ("$1.5k", "$1,500"), ("twenty-five items", "25 items"),
     ("one hundred and fifty", "150"), ("24 months", "two years"), ("48 hours", "2 days"), ("5 pm", "17:00"), ("3.5 percent", "3.5%"), ("3rd of May", "May 3"), ("vierzehn Tage", "2 Wochen"),
     ("1.234,50 €", "€1,234.50"), ("quinze jours", "15 días"), ("500 MB", "0.5 GB"), ("10 Werktage", "10 business days"), ("within a week", "within 7 days"), ("14日間", "14 days"), ("fünfundzwanzig Stück", "25 Stück"),
     ("3 to 5 days", "3-5 days"), ("２ weeks", "2 weeks")],
)  # fmt: skip
def test_the_same_figure_written_differently_is_the_same(one: str, other: str) -> None:
    said = {each.key for each in figures(one)}
    assert said
    assert said & {each.key for each in figures(other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("30 days", "1 month"), ("10 days", "10 business days"), ("$10", "€10"), ("10 %", "$10"), ("14 days", "14 hours"), ("5 pm", "5 am"), ("$1,500", "$15.00")],
)  # fmt: skip
def test_figures_of_other_units_are_not_the_same(one: str, other: str) -> None:
    assert not {each.key for each in figures(one)} & {each.key for each in figures(other)}


@pytest.mark.parametrize(
    "text",
    ["You have two weeks for a refund.", "Return shipping is 4.90 EUR.", "The warranty lasts 24 months.", "Call +44 20 7946 0958.", "The Aurora's warranty is two years.",
     "We are open until 5 pm.", "Die Garantie gilt 2 Jahre, der Rückversand kostet 4,90 €.", "Vous avez quatorze jours.", "Parts take three to five business days.", "It weighs 2.5 kilograms."],
)  # fmt: skip
def test_what_the_source_holds_passes_however_it_is_written(text: str) -> None:
    assert missing_from(text, GROUND, "EUR") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [("You have 30 days.", "30 days"), ("Return shipping costs $4.90.", "$4.90"), ("The Borealis tent is larger.", "Borealis"), ("You get a discount.", "discount"), ("Delivery is free.", "free"),
     ("Call +44 20 7946 0959.", "+44 20 7946 0959"), ("Write to sales@shop.example.", "sales@shop.example"), ("Parts arrive in 5 days.", "5 days"), ("Sie bekommen 10 % Rabatt.", "10 %"), ("Es gibt Rabatt.", "Rabatt"),
     ("Your code is AB-1234.", "AB-1234"), ("Il y a une assurance.", "assurance"), ("Pay a late fee.", "late fee")],
)  # fmt: skip
def test_what_the_source_does_not_hold_is_named(text: str, said: str) -> None:
    found = missing_from(text, GROUND, "EUR")
    assert said in [one.said for one in found]
    assert all(text[one.start : one.end] == one.said for one in found)


def test_a_question_may_repeat_the_customers_own_figures_and_a_statement_may_not() -> None:
    source = Source("s", SourceKind.PASSAGE, "Returns", GROUND)
    policy = Policy(
        language="en", disclosed=True, never_say=lambda text: (), heard="My order 4711 is late", currency="EUR"
    )
    asks = check(Draft((Sentence("Is it about order 4711?"),)), (source,), NOTHING_DONE, policy)
    states = check(Draft((Sentence("Order 4711 can be returned.", ("s",)),)), (source,), NOTHING_DONE, policy)
    assert asks.passed
    assert Guard.SPECIFICS in {one.guard for one in states.stopped_by}


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reading(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in figures(text))
    assert missing_from(text, text) == ()
