"""What a customer reads is the approved text word for word, cut with care, and never text for agents."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.knowledge.abstain import ENOUGH, enough
from handrail.core.knowledge.article import Article, Audience
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.hit import Found, Hit
from handrail.core.knowledge.passages import Passage, passages
from handrail.core.knowledge.quote import (
    InternalTextRefused,
    UnfilledTextRefused,
    as_markdown,
    has_placeholder,
    quote,
    quotes,
    share_of_question,
)

FILL = " and we are glad to help you with it at any hour of the day, from wherever you are in the world"


def passage(body: str, audience: Audience = Audience.CUSTOMER, about: int = 5000) -> Passage:
    return passages(Article("shipping/norway", "Shipping", body, audience=audience), about)[0]


def hit(one: Passage, score: float = 10.0, similarity: float | None = 0.7) -> Hit:
    return Hit(UUID(int=1), 1, UUID(int=2), one, score, similarity, similarity, 0.5, 0.0)


def test_internal_text_is_refused_whatever_was_asked():
    with pytest.raises(InternalTextRefused):
        quote(Asked("How do agents do it?"), passage("Use tool 7.", Audience.INTERNAL))


def test_a_gap_that_nobody_filled_is_refused():
    with pytest.raises(UnfilledTextRefused):
        quote(Asked("What is the fee?"), passage("The fee is [value not available]."))


@pytest.mark.parametrize("text", ["[value not available]", "[[limit]]", "{{name}}", "<FEE AMOUNT>", "It is TBD."])
def test_template_slots_are_seen(text: str):
    assert has_placeholder(text)


@pytest.mark.parametrize("text", ["[a link](https://x.example)", "- [ ] to do", "1 < 2 and A > B", "<br>"])
def test_ordinary_text_is_no_gap(text: str):
    assert not has_placeholder(text)


def test_a_short_passage_is_given_whole():
    body = "- Norway: 14.90\n- Sweden: 9.90"
    assert quote(Asked("postage to Norway"), passage(body)).text == body


def test_of_a_long_table_only_the_rows_that_answer_stay_under_their_head():
    lines = [f"| Country {n}{FILL} | {n}.90 |" for n in range(9)]
    body = "\n".join(["| Country | Price |", "|---|---|", *lines, "| Norway | 14.90 |"])
    said = quote(Asked("price for Norway"), passage(body))
    assert said.text == "| Country | Price |\n|---|---|\n| Norway | 14.90 |"


def test_a_list_that_a_sentence_leads_into_is_never_cut():
    conditions = "\n".join(f"- condition {n}{FILL}" for n in range(6))
    body = f"You get the bonus when all of these hold:\n\n{conditions}"
    assert quote(Asked("what is condition 3 of the bonus?"), passage(body)).parts[-1].startswith("- condition 5")


def test_steps_are_never_cut():
    body = "Some words about it.\n\n" + "\n".join(f"{n}. Step {n}{FILL}" for n in range(1, 7))
    assert len(quote(Asked("step 4"), passage(body)).parts) == 6


def test_a_list_brings_its_heading_along_and_a_sentence_that_names_its_subject_does_not():
    assert quote(Asked("hours"), passage("## Opening hours\n- Monday 9 to 5")).heading == "Opening hours"
    assert quote(Asked("hours"), passage("## Hours\nOur hours are 9 to 5.")).heading == ""


def test_a_sentence_that_leans_on_the_one_before_brings_it():
    body = f"Postage is 5.{FILL}.\n\nWe ship daily.{FILL * 2}.\n\nThis is free above 50 euro.{FILL}."
    assert any("We ship daily" in part for part in quote(Asked("free above 50 euro?"), passage(body)).parts)


def test_two_passages_are_given_in_reading_order_and_a_heading_once():
    article = Article("k", "t", "## Fees\n- one 1\n\n## More\n- two 2", audience=Audience.CUSTOMER)
    first, second = passages(article)
    assert as_markdown(quotes(Asked("two"), second, first)) == "**Fees**\n\n- one 1\n\n**More**\n\n- two 2"
    same = replace(second, heading=("Fees",))
    assert as_markdown(quotes(Asked("two"), first, same)) == "**Fees**\n\n- one 1\n\n- two 2"


def test_a_second_passage_with_a_gap_is_left_out_and_a_second_internal_one_is_refused():
    one, gap = passage("We ship."), replace(passage("Costs {{fee}}."), start=50)
    assert len(quotes(Asked("ship"), one, gap)) == 1
    with pytest.raises(InternalTextRefused):
        quotes(Asked("ship"), one, replace(passage("Tool 7.", Audience.INTERNAL), start=50))


bodies = st.lists(
    st.sampled_from(
        [
            "## Fees",
            "",
            "- a fee of 5",
            "- another: 7",
            "1. first",
            "| a | b |",
            "|---|---|",
            "We ship. It is free.",
            "All:",
        ]
    )
    | st.text(max_size=60),
    min_size=1,
    max_size=25,
).map("\n".join)


@given(bodies, st.text(max_size=60))
def test_every_part_of_a_quote_is_word_for_word_in_the_article(body: str, question: str):
    article = Article("k", "t", body, audience=Audience.CUSTOMER)
    for one in passages(article):
        if not has_placeholder(one.text):
            said = quote(Asked(question), one)
            assert said.parts
            assert [body[start:end] for start, end in said.spans] == list(said.parts)
            assert said.heading in {"", *one.heading}


def test_the_share_of_a_question_is_between_none_and_all():
    asked = Asked("free shipping Norway")
    assert share_of_question(asked, ["We charged for shipping to Norway, never free."]) == 1.0
    assert share_of_question(asked, [""]) == 0.0
    assert share_of_question(Asked("?"), ["x"]) == 0.0


def test_a_near_passage_is_enough_and_a_far_one_is_not():
    one = passage("We ship to Norway for 14.90.")
    assert enough(Found((hit(one, similarity=0.75),))).enough
    far = enough(Found((hit(one, similarity=0.2),)))
    assert not far.enough
    assert far.chance < ENOUGH
    assert far.because


def test_nothing_found_an_unknown_name_a_gap_and_internal_text_are_never_enough():
    sure = hit(passage("We ship."), similarity=0.99)
    assert not enough(Found(())).enough
    assert not enough(Found((sure,), unknown_names=("Ruby",))).enough
    assert "Ruby" in enough(Found((sure,), unknown_names=("Ruby",))).because[0]
    assert not enough(Found((replace(sure, passage=passage("Costs {{fee}}.")),))).enough
    assert not enough(Found((replace(sure, passage=passage("Tool 7.", Audience.INTERNAL)),))).enough


def test_being_ahead_of_the_rest_and_about_what_was_named_makes_it_likelier():
    one = passage("We ship to Norway for 14.90.")
    alone = enough(Found((hit(one, 10), hit(one, 9.9))))
    ahead = enough(Found((hit(one, 10), hit(one, 2))))
    other = enough(Found((hit(one, 10), hit(one, 9.9)), naming=0.9))
    assert ahead.chance > alone.chance > other.chance
