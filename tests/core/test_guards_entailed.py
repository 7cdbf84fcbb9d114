"""Only what a cited source clearly says passes: each kind of difference stops it, and what is unsure counts as not said."""

# ruff: noqa: E501  (lists of sentences)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.grounding.backing import NOTHING_DONE
from handrail.core.grounding.check import check, compared
from handrail.core.grounding.draft import Draft, Sentence, Source, SourceKind
from handrail.core.grounding.entailed import entailed, entails
from handrail.core.grounding.verdict import Guard, Policy

PAGE = Source(
    "returns",
    SourceKind.PASSAGE,
    "Aurora tent: returns",
    """## Sending things back
Tents can be returned within 14 days of delivery if the tags are still on.
Return postage costs $5. Sale items are excluded from returns.

## Prices
| Service | Price |
|---|---|
| Pole repair | $12 |
| Express delivery | $20 |

## Rules
- Only club members can rent tents.
- You may rent up to three tents.
- Repairs are done in the shop, not by post.
- Some tents come with a free repair kit.
- Renters must bring an identity card.
""",
    language="en",
)


def supported(claim: str, *sources: Source) -> bool:
    return entails(claim, sources or (PAGE,)).supported


@pytest.mark.parametrize(
    "claim",
    ["Tents can be returned within two weeks of delivery if the tags are still on.", "If the tags are still on, tents can be returned within 14 days of delivery.", "Return postage costs $5.", "Pole repair costs $12.",
     "Sale items are excluded from returns.", "Only club members can rent tents.", "You can rent at most three tents.", "Renters must bring an identity card.", "Some tents come with a free repair kit."],
)  # fmt: skip
def test_what_the_source_says_is_supported_in_other_words_too(claim: str) -> None:
    assert supported(claim), entails(claim, (PAGE,))


@pytest.mark.parametrize(
    ("claim", "edit"),
    [("Tents can be returned within 30 days of delivery if the tags are still on.", "number"), ("Tents can be returned within 14 hours of delivery if the tags are still on.", "unit"),
     ("Tents cannot be returned within 14 days of delivery.", "negation"), ("Sale items can be returned.", "negation"), ("Tents can be returned within 14 days of delivery.", "condition dropped"),
     ("Anybody can rent tents.", "scope"), ("You can rent tents.", "condition dropped"), ("You must rent at least three tents.", "direction"), ("Repairs are done by post.", "contrast"),
     ("All tents come with a free repair kit.", "scope"), ("Renters may bring an identity card.", "modality"), ("Pole repair costs $20.", "entity"), ("Express delivery is free.", "free"),
     ("Tents can be returned within 14 days before delivery if the tags are still on.", "order"), ("Even if the tags are gone, tents can be returned within 14 days of delivery.", "condition turned"),
     ("We will send you a new tent tomorrow.", "promise"), ("Kayaks have a lifetime warranty.", "policy"), ("Each household can rent only one tent a year.", "policy")],
)  # fmt: skip
def test_what_the_source_does_not_say_is_stopped(claim: str, edit: str) -> None:
    found = entails(claim, (PAGE,))
    assert not found.supported, edit


def test_a_part_of_a_sentence_is_not_word_for_word() -> None:
    assert supported("Tents can be returned within 14 days of delivery if the tags are still on")
    assert not supported("Tents can be returned within 14 days of delivery")


def test_every_part_of_a_sentence_is_held_against_its_sources() -> None:
    verdicts = entailed(Sentence("Return postage costs $5. Delivery is always free!", ("returns",)), 0, (PAGE,), None)
    assert [one.passed for one in verdicts] == [False]
    assert (verdicts[0].start, verdicts[0].end) == (25, 49)


def test_two_sources_support_what_each_says() -> None:
    other = Source("order", SourceKind.TOOL, "Order 4711", "Status: shipped on 3 May 2026\nCarrier: Parcel Post")
    assert supported("Return postage costs $5.", PAGE, other)
    assert supported("Status: shipped on 3 May 2026", PAGE, other)
    assert not supported("Order 4711 was shipped on 4 May 2026.", PAGE, other)


@pytest.mark.parametrize(
    "answer",
    ['{"status": "shipped", "carrier": "Parcel Post", "shipped_on": "2026-05-03", "total": "59.90 EUR", "refund": "none"}', "status: shipped\ncarrier: Parcel Post\nshipped_on: 2026-05-03\ntotal: 59.90 EUR\nrefund: none"],
)  # fmt: skip
def test_what_a_tool_answered_is_read_value_by_value(answer: str) -> None:
    order = Source("order", SourceKind.TOOL, "Order 4711", answer)
    assert supported("Your order 4711 was shipped on 3 May 2026.", order)
    assert supported("The carrier is Parcel Post.", order)
    assert supported("The total is 59.90 EUR.", order)
    assert not supported("Your order 4711 was cancelled.", order)
    assert not supported("Your order 4711 has not been shipped.", order)
    assert not supported("The total is 69.90 EUR.", order)


def test_without_a_source_nothing_is_supported() -> None:
    assert not entails("Return postage costs $5.", ()).supported
    assert not entails("Return postage costs $5.", (Source("x", SourceKind.PASSAGE, "", ""),)).supported


def test_a_text_in_another_language_than_its_source_is_unsure_and_stopped() -> None:
    assert not supported("Der Rückversand kostet $5.")


def test_the_whole_check_sends_a_supported_answer_and_stops_an_invented_policy() -> None:
    policy = Policy(language="en", disclosed=True, never_say=lambda text: ())
    good = Draft(
        (
            Sentence("Hello Anna,"),
            Sentence("Return postage costs $5.", ("returns",)),
            Sentence("Do you still have the tags?"),
        ),
        "en",
    )
    bad = Draft((Sentence("Each customer may use a tent on one device only.", ("returns",)),), "en")
    assert check(good, (PAGE,), NOTHING_DONE, policy).passed
    assert Guard.ENTAILED in {one.guard for one in check(bad, (PAGE,), NOTHING_DONE, policy).stopped_by}


def test_everything_that_is_compared_by_meaning_is_named_before() -> None:
    draft = Draft(
        (Sentence("Hello!"), Sentence("Return\u200b postage costs $5. Pole repair costs $12.", ("returns",))), "en"
    )
    asked: set[str] = set()

    def similarity(one: str, other: str) -> float:
        asked.update((one, other))
        return 0.5

    check(
        draft,
        (PAGE,),
        NOTHING_DONE,
        Policy(language="en", disclosed=True, never_say=lambda text: (), similarity=similarity),
    )
    assert asked
    assert asked <= set(compared(draft, (PAGE,)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=200))
def test_no_draft_and_no_source_whatever_breaks_the_check(text: str, ground: str) -> None:
    policy = Policy(language="en", disclosed=True, never_say=lambda said: ())
    source = Source("s", SourceKind.PASSAGE, "", ground)
    result = check(Draft((Sentence(text, ("s",)),)), (source,), NOTHING_DONE, policy)
    assert all(0 <= one.start <= one.end for one in result.verdicts)
