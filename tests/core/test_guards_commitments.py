"""What is said to be done or promised needs a receipt, an approval or an open promise of the same verb and the same sum."""

# ruff: noqa: E501  (lists of sentences)

from datetime import UTC, datetime

import pytest

from handrail.core.grounding.backing import NOTHING_DONE, Approved, Backing, Deed, OpenPromise, Receipt
from handrail.core.grounding.commitments import commitments, committed, deed_of_tool
from handrail.core.grounding.draft import Sentence, Source, SourceKind
from handrail.core.money import Money

AT = datetime(2026, 11, 1, tzinfo=UTC)
FIFTY = Money(5000, "EUR")
REFUNDED = Backing(receipts=(Receipt("r1", "refund_order", Deed.REFUND, AT, FIFTY),))
PASSAGE = Source(
    "p", SourceKind.PASSAGE, "Refunds", "We will refund you within 14 days. The fee is waived for members."
)


def passes(text: str, backing: Backing = NOTHING_DONE, *sources: Source) -> bool:
    return all(one.passed for one in commitments(Sentence(text), 0, sources, backing, "EUR"))


@pytest.mark.parametrize(
    ("text", "deed"),
    [("We will refund you €50.", "refund"), ("I've cancelled your order.", "cancel"), ("Your refund has been approved.", "refund"), ("You'll get a full refund.", "refund"), ("That is a legally binding offer.", "guarantee"),
     ("I'm refunding you now.", "refund"), ("I can guarantee that.", "guarantee"), ("We promise.", "guarantee"), ("I have waived the fee.", "waive"), ("We have issued a voucher.", "credit"),
     ("Wir haben Ihre Bestellung storniert.", "cancel"), ("Ich werde Ihnen den Betrag erstatten.", "refund"), ("Wir erstatten Ihnen 50 €.", "refund"), ("Das ist rechtsverbindlich.", "guarantee"), ("Sie erhalten einen Gutschein.", "credit"),
     ("Nous allons vous rembourser.", "refund"), ("J'ai annulé votre commande.", "cancel"), ("Nous vous rembourserons.", "refund"), ("C'est garanti.", "guarantee"),
     ("He cancelado su pedido.", "cancel"), ("Le reembolsaremos 20 €.", "refund"), ("Está garantizado.", "guarantee"), ("Ho annullato il suo ordine.", "cancel"), ("La rimborseremo.", "refund"), ("È garantito.", "guarantee"),
     ("Ik heb uw bestelling geannuleerd.", "cancel"), ("We zullen u het bedrag terugbetalen.", "refund"), ("Dat is gegarandeerd.", "guarantee"), ("Cancelei a sua encomenda.", "cancel"), ("Vamos reembolsar o valor.", "refund"), ("É garantido.", "guarantee"),
     ("Anulowałem zamówienie.", "cancel"), ("Zwrócimy pieniądze.", "refund"), ("Gwarantujemy to.", "guarantee"), ("Jag har avbokat din order.", "cancel"), ("Vi kommer att återbetala beloppet.", "refund"), ("Det är garanterat.", "guarantee"),
     ("Siparişinizi iptal ettik.", "cancel"), ("返金いたします。", "refund"), ("سنرد المبلغ", "refund")],
)  # fmt: skip
def test_a_commitment_without_anything_behind_it_is_stopped(text: str, deed: str) -> None:
    assert deed in {one.deed.value for one in committed(text)}
    assert not passes(text)


@pytest.mark.parametrize(
    "text",
    ["We cannot refund this.", "We have not cancelled it.", "Would you like me to cancel it?", "Refunds take 14 days.", "You can cancel at any time.", "I understand you cancelled your order.", "Please contact us.",
     "We accept Visa.", "Wir können das nicht erstatten.", "Sie können jederzeit kündigen.", "Vous pouvez annuler.", "Puede cancelar cuando quiera.", "Il rimborso richiede 14 giorni.", "U kunt altijd opzeggen."],
)  # fmt: skip
def test_a_rule_a_question_or_a_denial_is_no_commitment(text: str) -> None:
    assert passes(text)


def test_a_receipt_backs_its_own_verb_and_its_own_sum_only() -> None:
    assert passes("We have refunded you €50.", REFUNDED)
    assert passes("We have refunded you.", REFUNDED)
    assert not passes("We have refunded you €60.", REFUNDED)
    assert not passes("We have refunded you $50.", REFUNDED)
    assert not passes("We have cancelled your order.", REFUNDED)


def test_an_approval_or_an_open_promise_backs_what_will_be_and_not_what_was() -> None:
    approved = Backing(approvals=(Approved("a1", Deed.REFUND, FIFTY),))
    promised = Backing(promises=(OpenPromise("p1", Deed.CONTACT, AT),))
    assert passes("We will refund you €50.", approved)
    assert not passes("We have refunded you €50.", approved)
    assert passes("We will call you.", promised)
    assert not passes("We have called you.", promised)
    assert not passes("We will call you.", approved)


def test_words_of_an_approved_passage_are_the_companys_own_and_a_rule_may_be_put_as_one() -> None:
    assert passes("We will refund you within 14 days.", NOTHING_DONE, PASSAGE)
    assert passes("You will be refunded in 14 days.", NOTHING_DONE, PASSAGE)
    assert not passes("We will refund you today.", NOTHING_DONE, PASSAGE)
    old = Source("p", SourceKind.PASSAGE, "Refunds", PASSAGE.text, current=False)
    assert not passes("We will refund you within 14 days.", NOTHING_DONE, old)


def test_a_tools_answer_backs_what_it_says_has_happened() -> None:
    status = Source("t", SourceKind.TOOL, "order", "status: cancelled on 3 May 2026")
    assert passes("Your order was cancelled on 3 May 2026.", NOTHING_DONE, status)
    assert not passes("Your order has been refunded.", NOTHING_DONE, status)
    assert not passes("I have cancelled your order.", NOTHING_DONE, status)


@pytest.mark.parametrize(
    ("name", "deed"),
    [
        ("refund_order", "refund"),
        ("orders.cancel", "cancel"),
        ("sendReturnLabel", "send"),
        ("get_order", "other"),
        ("change_address", "change"),
        ("issue_voucher", "credit"),
    ],
)
def test_a_tool_is_known_by_its_name_or_backs_nothing(name: str, deed: str) -> None:
    assert deed_of_tool(name) is Deed(deed)
