"""Facts are found as customers write them, and nothing is claimed that can be read in two ways."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.handoff import Money, Slot, extract
from tests.core.handoff_conversations import texts, unhurried


def found(text: str, home: str = "USD") -> list[tuple[Slot, str | Money]]:
    return [(one.slot, one.value) for one in extract(text, home)]


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("my order number is W2378156", Slot.ORDER_NUMBER, "W2378156"),
        ("about #W2378156 please", Slot.ORDER_NUMBER, "W2378156"),
        ("Bestellung 3318 falsche Farbe", Slot.ORDER_NUMBER, "3318"),
        ("mi pedido n° 99-1234", Slot.ORDER_NUMBER, "99-1234"),
        ("numéro de commande : je crois, commande 88123", Slot.ORDER_NUMBER, "88123"),
        ("bestelling 9921, 60x60", Slot.ORDER_NUMBER, "9921"),
        ("Booking KP29X, two adults", Slot.BOOKING_REFERENCE, "KP29X"),
        ("fattura 7715 con partita IVA", Slot.INVOICE_NUMBER, "7715"),
        ("policy HX-2209, add newborn", Slot.CUSTOMER_NUMBER, "HX-2209"),
        ("the letter says ref DC-19", Slot.CASE_NUMBER, "DC-19"),
        ("it says 1Z999AA10123456784", Slot.TRACKING_CODE, "1Z999AA10123456784"),
        ("Sendungsnummer: 00340434161094", Slot.TRACKING_CODE, "00340434161094"),
        ("batch L2290 burnt me", Slot.PRODUCT_CODE, "L2290"),
        ("write to ap@norhaven.example.", Slot.EMAIL, "ap@norhaven.example"),
        ("ring 07700 900123", Slot.PHONE, "07700 900123"),
        ("my phone is 1512345678", Slot.PHONE, "1512345678"),
        ("+49 (0)151 234-5678", Slot.PHONE, "+49 (0)151 234-5678"),
        ("zip code is 19122", Slot.POSTCODE, "19122"),
        ("PLZ 10115", Slot.POSTCODE, "10115"),
        ("I'm at SW1A 1AA now", Slot.POSTCODE, "SW1A 1AA"),
        ("send it to 12 Dock Road, unit 4", Slot.ADDRESS, "12 Dock Road"),
        ("Musterstraße 12a in Bonn", Slot.ADDRESS, "Musterstraße 12a"),
        ("4 rue du Port, Nantes", Slot.ADDRESS, "4 rue du Port"),
        ("my name is Yusuf Rossi and I", Slot.NAME, "Yusuf Rossi"),
        ("my name is yusuf rossi and i", Slot.NAME, "yusuf rossi"),
        ("ich heiße Jürgen Groß, hallo", Slot.NAME, "Jürgen Groß"),
        ("je m'appelle Zoé", Slot.NAME, "Zoé"),
        ("since 2026-04-28", Slot.DATE, "2026-04-28"),
        ("on 28.04.2026", Slot.DATE, "2026-04-28"),
        ("on 28/04/2026", Slot.DATE, "2026-04-28"),
        ("on 03/04/2026", Slot.DATE, "03/04/2026"),
        ("am 3. Mai 2026", Slot.DATE, "2026-05-03"),
        ("el 3 de mayo de 2026", Slot.DATE, "2026-05-03"),
        ("on May 3rd, 2026", Slot.DATE, "2026-05-03"),
        ("born 4 March", Slot.DATE, "4 March"),
        ("paid $1,234.50", Slot.AMOUNT, Money(123450, "USD")),
        ("1.234,50 € bezahlt", Slot.AMOUNT, Money(123450, "EUR")),
        ("CHF 1'234", Slot.AMOUNT, Money(123400, "CHF")),
        ("300 euros", Slot.AMOUNT, Money(30000, "EUR")),
        ("¥1,200", Slot.AMOUNT, Money(1200, "JPY")),
        ("KWD 1.250", Slot.AMOUNT, Money(1250, "KWD")),
        ("R$ 10,5", Slot.AMOUNT, Money(1050, "BRL")),
    ],
)
def test_a_value_is_found_as_customers_write_it(text: str, slot: Slot, value: str | Money) -> None:
    assert found(text) == [(slot, value)]


@pytest.mark.parametrize(
    "text",
    [
        "I want to order 12 shirts",
        "my name is wrong on it",
        "card 4111 1111 1111 1111",
        "2026-02-30",
        "99.99.2026",
        "12.50 JPY",
        "room 214",
        "in case 2 of them fit",
        "version 1.2.3.4",
        "",
    ],
)
def test_nothing_is_claimed_where_nothing_was_stated(text: str) -> None:
    assert found(text) == []


def test_a_shared_currency_sign_is_settled_by_the_workspace_or_left_alone() -> None:
    assert found("$5", "CAD") == [(Slot.AMOUNT, Money(500, "CAD"))]
    assert found("$5", "EUR") == []
    assert found("50 kr", "SEK") == [(Slot.AMOUNT, Money(5000, "SEK"))]


def test_several_values_stand_in_the_order_in_which_they_were_said() -> None:
    text = "order 771, 35 EUR, ana@shop.example, order 772."
    assert [slot for slot, _ in found(text)] == [Slot.ORDER_NUMBER, Slot.AMOUNT, Slot.EMAIL, Slot.ORDER_NUMBER]


@unhurried
@given(texts | st.text())
def test_reading_never_fails_and_places_never_overlap(text: str) -> None:
    values = extract(text)
    for one, following in itertools.pairwise(values):
        assert one.end <= following.start
    for one in values:
        assert 0 <= one.start < one.end <= len(text)
        assert not isinstance(one.value, str) or one.value in text or one.slot is Slot.DATE


@pytest.mark.parametrize(
    "piece", ["a", "1", "1 ", "order ", "a.", "a@", "1,", "(", "my name is ", "A1-", "€", "12 Ab "]
)
def test_a_hostile_message_cannot_make_reading_slow(piece: str) -> None:
    started = time.process_time()
    extract(piece * (20_000 // len(piece)))
    assert time.process_time() - started < 1.0
