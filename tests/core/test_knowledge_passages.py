"""An article is cut so that every passage is word for word in it and nothing that belongs together is torn."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.knowledge.article import Article, Audience
from handrail.core.knowledge.markdown_blocks import Kind, pieces
from handrail.core.knowledge.passages import ABOUT, passages

BODY = """Delivery at a glance. We ship e.g. to Norway! Does it cost $4.95? Yes.

## Costs
| Country | Price |
|---|---|
| Norway | 14.90 |
| Sweden | 9.90 |

### Large items
- A sofa
  takes two people.
- A lamp

1. Choose a day
2. Confirm it
"""

lines = st.sampled_from(
    ["", "## A heading", "- an item", "  - below it", "| a | b |", "|---|---|", "One. Two! Three?", "```", "***"]
)
texts = st.one_of(st.lists(lines, max_size=30).map("\n".join), st.text(max_size=400))


def article(body: str) -> Article:
    return Article("a", "Delivery", body, family="Parcels", audience=Audience.CUSTOMER)


def texts_of(body: str, kind: Kind) -> list[str]:
    return [body[piece.start : piece.end] for piece in pieces(body) if piece.kind is kind]


def test_sentences_items_and_rows_are_found_whole():
    assert texts_of(BODY, Kind.SENTENCE) == [
        "Delivery at a glance.",
        "We ship e.g. to Norway!",
        "Does it cost $4.95?",
        "Yes.",
    ]
    assert texts_of(BODY, Kind.ITEM) == [
        "- A sofa\n  takes two people.",
        "- A lamp",
        "1. Choose a day",
        "2. Confirm it",
    ]
    assert texts_of(BODY, Kind.ROW) == ["| Norway | 14.90 |", "| Sweden | 9.90 |"]
    assert texts_of(BODY, Kind.TABLE_HEAD) == ["| Country | Price |\n|---|---|"]


def test_a_passage_knows_the_headings_it_stands_under():
    cut = passages(article(BODY))
    assert [passage.heading for passage in cut] == [(), ("Costs",), ("Costs", "Large items")]
    assert cut[2].context == "Parcels\nDelivery\nCosts\nLarge items"


def test_a_long_section_is_cut_between_sentences_and_never_inside_one():
    sentence = "The parcel travels by ship for a while. "
    cut = passages(article(sentence * 40))
    assert len(cut) > 3
    assert all(len(passage.text) <= ABOUT and passage.text.endswith("while.") for passage in cut)


def test_a_sentence_longer_than_a_passage_stays_whole():
    endless = "very " * 300 + "long."
    assert [passage.text for passage in passages(article(endless))] == [endless]


def test_other_scripts_end_their_sentences_too():
    assert texts_of("我们发货到挪威。运费是多少？", Kind.SENTENCE) == ["我们发货到挪威。", "运费是多少？"]


@given(texts)
def test_every_passage_is_verbatim_in_order_and_nothing_but_blanks_headings_and_rules_is_left_out(body: str):
    cut = passages(article(body))
    assert all(body[passage.start : passage.end] == passage.text for passage in cut)
    assert [passage.ordinal for passage in cut] == list(range(len(cut)))
    assert all(before.end <= after.start for before, after in pairwise(cut))
    kept = {at for piece in pieces(body) for at in range(piece.start, piece.end)}
    left = "".join(letter for at, letter in enumerate(body) if at not in kept)
    assert not any(letter.isalnum() for letter in left)


@given(texts)
def test_passages_cover_every_piece_that_is_no_heading(body: str):
    spans = [(passage.start, passage.end) for passage in passages(article(body))]
    for piece in pieces(body):
        if piece.kind is not Kind.HEADING:
            assert any(start <= piece.start and piece.end <= end for start, end in spans)


def test_the_hash_changes_with_anything_that_matters_and_with_nothing_else():
    one = article("Body")
    assert one.content_hash == article("Body").content_hash
    assert one.content_hash != Article("a", "Delivery", "Body", family="Parcels").content_hash
    assert Article("a", "bc", "").content_hash != Article("a", "b", "c").content_hash
