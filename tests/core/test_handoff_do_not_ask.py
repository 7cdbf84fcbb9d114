"""A reply that asks for what is known is seen before it is sent; a reply that confirms it is not."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.handoff import Slot, asks_again, extract, opens_cold
from tests.core.handoff_conversations import texts, unhurried

EVERYTHING = frozenset(Slot)


@pytest.mark.parametrize(
    ("draft", "slot"),
    [
        ("Could you give me the order number?", Slot.ORDER_NUMBER),
        ("Order number please?", Slot.ORDER_NUMBER),
        ("and your policy number", Slot.CUSTOMER_NUMBER),
        ("Which order is this about?", Slot.ORDER_NUMBER),
        ("Please provide your email address so that we can help.", Slot.EMAIL),
        ("Thanks! What's your e-mail?", Slot.EMAIL),
        ("I'll need your phone number.", Slot.PHONE),
        ("Who am I speaking to?", Slot.NAME),
        ("May I have your full name?", Slot.NAME),
        ("Can you confirm your postcode?", Slot.POSTCODE),
        ("Which address should the card go to?", Slot.ADDRESS),
        ("How much did you pay?", Slot.AMOUNT),
        ("What date was it?", Slot.DATE),
        ("Could you share the tracking number?", Slot.TRACKING_CODE),
        ("Could you give me the reference on the letter?", Slot.CASE_NUMBER),
        ("Wie lautet Ihre Bestellnummer?", Slot.ORDER_NUMBER),
        ("Bitte nennen Sie mir Ihre E-Mail-Adresse.", Slot.EMAIL),
        ("Wie heißen Sie?", Slot.NAME),
        ("Quel est votre numéro de commande ?", Slot.ORDER_NUMBER),
        ("Pourriez-vous m'indiquer votre adresse e-mail ?", Slot.EMAIL),
        ("¿Cuál es su número de pedido?", Slot.ORDER_NUMBER),
        ("¿Me da su teléfono?", Slot.PHONE),
        ("Qual é o número do pedido?", Slot.ORDER_NUMBER),
        ("Può indicarmi il suo numero d'ordine?", Slot.ORDER_NUMBER),
        ("Hoi, wat is je bestelnummer?", Slot.ORDER_NUMBER),
    ],
)
def test_asking_for_a_known_slot_is_seen(draft: str, slot: Slot) -> None:
    violations = asks_again(draft, {slot})
    assert [one.slot for one in violations] == [slot]
    assert draft[violations[0].start : violations[0].end] == violations[0].text
    assert asks_again(draft, EVERYTHING - {slot, Slot.ADDRESS, Slot.PHONE}) == ()


@pytest.mark.parametrize(
    "draft",
    [
        "Your order is on its way and arrives tomorrow.",
        "I have sent the confirmation to your email address.",
        "Your order number is in the confirmation.",
        "Did the parcel arrive in the end?",
        "Could you check whether the light is green?",
        "Please confirm the return by e-mail when it suits you.",
        "Which colour would you like?",
        "Vielen Dank, Ihre Bestellung ist unterwegs.",
        "Merci, votre commande est partie.",
        "I'm Ana from payments. I have read everything and will refund you today.",
    ],
)
def test_an_ordinary_reply_passes(draft: str) -> None:
    assert asks_again(draft, EVERYTHING) == ()


def test_confirming_a_known_value_is_not_asking_again() -> None:
    draft = "Can you confirm your order number W-2378156?"
    assert asks_again(draft, {Slot.ORDER_NUMBER})
    assert asks_again(draft, {Slot.ORDER_NUMBER}, {"#W2378156"}) == ()


def test_a_slot_that_is_not_known_may_be_asked_for() -> None:
    assert asks_again("What is your order number?", {Slot.EMAIL}) == ()


def test_a_cold_opening_is_seen() -> None:
    assert opens_cold("Hello and welcome! What can I do for you today?")
    assert opens_cold("Guten Tag, wie kann ich Ihnen helfen?")
    assert not opens_cold("Hi Ana, I have read about the broken kettle and will send a new one.")


@unhurried
@given(texts | st.text(), st.frozensets(st.sampled_from(Slot)))
def test_only_listed_slots_are_reported_and_places_are_true(draft: str, slots: frozenset[Slot]) -> None:
    for one in asks_again(draft, slots):
        assert one.slot in slots
        assert draft[one.start : one.end] == one.text


def test_on_the_shared_repeats_no_clean_reply_is_held_back() -> None:
    """50 hand-offs with labelled repeats, written for this project; only slots that the reader knows can
    be seen."""
    folder = Path(os.environ.get("HANDRAIL_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
    file = folder / "moments" / "repeats.jsonl"
    if not file.exists():
        pytest.skip("The shared data set moments/repeats.jsonl is not here.")
    held_back, caught = [], 0
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        known: dict[str, Slot] = {}
        for turn in row["turns"]:
            if turn["role"] == "customer":
                known |= {str(one.value): one.slot for one in extract(turn["text"])}
            asked = turn["role"] == "agent" and asks_again(turn["text"], set(known.values()), set(known))
            labelled = any(e["turn"] == turn["turn"] and e["type"].startswith("re-") for e in row["events"])
            caught += bool(asked and labelled)
            held_back += [turn["text"]] if asked and not labelled else []
    assert held_back == []
    assert caught >= 10
