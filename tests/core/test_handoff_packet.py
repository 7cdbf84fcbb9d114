"""The packet: every claim has its message, nothing hidden travels, it stays small, and it follows its
schema."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from handrail.core.conversation.conversation import Channel
from handrail.core.conversation.message import AuthorKind
from handrail.core.handoff import (
    SIZE_TARGET,
    ActionTaken,
    Fact,
    FactWithoutSource,
    Money,
    Packet,
    PacketCustomer,
    PacketInputs,
    PacketPromise,
    Related,
    Slot,
    Summary,
    SummaryLine,
    Urgency,
    build_packet,
    plain,
    suggested_next,
    trimmed,
)
from handrail.core.handoff.plain import visible
from tests.core.handoff_conversations import (
    ARTICLE,
    NOON,
    anything,
    assistant,
    customer,
    inputs,
    message,
    texts,
    unhurried,
)

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "handoff-1.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

STORY = (
    customer(1, "Hi there!"),
    customer(2, "My name is Ana Ruiz. The kettle from order #W2378156 arrived broken, I paid 39,90 € on 2026-04-28."),
    assistant(3, "You can return it within 30 days. We will refund you after we receive it.", ARTICLE),
    customer(
        4, "I already tried that form twice and it fails since Monday. I'd like a new kettle. Who pays the postage?"
    ),
    customer(5, "let me talk to a human"),
)


def story(**more: object) -> Packet:
    return build_packet(inputs(*STORY, **more))


def test_the_schema_itself_is_valid_and_strict() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    # a draft is there only where the topic's level lets the assistant draft, a playbook where one was at work
    assert set(schema["required"]) == set(schema["properties"]) - {"draft", "playbooks"}


def test_a_told_story_becomes_facts_each_with_its_message() -> None:
    packet = story(confirmed=frozenset({"W2378156"}))
    assert packet.facts == (
        Fact(Slot.NAME, "Ana Ruiz", (UUID(int=2),)),
        Fact(Slot.ORDER_NUMBER, "W2378156", (UUID(int=2),), confirmed=True),
        Fact(Slot.AMOUNT, Money(3990, "EUR"), (UUID(int=2),)),
        Fact(Slot.DATE, "2026-04-28", (UUID(int=2),)),
    )
    assert packet.do_not_ask == (Slot.NAME, Slot.ORDER_NUMBER, Slot.AMOUNT, Slot.DATE)


def test_the_problem_is_in_the_customers_own_words() -> None:
    issue = story(topic="returns").issue
    assert issue.problem is not None
    assert issue.problem.text.startswith("The kettle from order #W2378156 arrived broken")
    assert issue.desired_outcome is not None
    assert issue.desired_outcome.text == "I'd like a new kettle."
    assert issue.since_when is not None
    assert "since Monday" in issue.since_when.text


def test_what_was_tried_told_and_left_open_is_there_with_its_source() -> None:
    packet = story()
    assert [(step.who, step.step) for step in packet.tried] == [
        ("assistant", "Quoted “Returns”"),
        ("customer", "I already tried that form twice and it fails since Monday."),
    ]
    assert packet.told[0].citations[0].title == "Returns"
    assert packet.told[0].message == UUID(int=3)
    assert [quote.text for quote in packet.commitments] == ["We will refund you after we receive it."]
    assert [quote.text for quote in packet.open_questions] == ["Who pays the postage?"]


def test_the_summary_is_made_of_quotations_and_no_model() -> None:
    summary = story().summary
    assert summary.model is None
    assert summary.text == "\n".join(line.text for line in summary.lines)
    assert [line.messages for line in summary.lines] == [(UUID(int=2),), (UUID(int=3),), (UUID(int=5),)]


def test_the_same_value_said_twice_is_one_fact_with_both_messages() -> None:
    packet = build_packet(inputs(customer(1, "order 5512"), customer(2, "As I said: order 5512!")))
    assert packet.facts == (Fact(Slot.ORDER_NUMBER, "5512", (UUID(int=1), UUID(int=2))),)


def test_internal_notes_and_erased_or_catalogue_texts_do_not_travel_as_words() -> None:
    packet = build_packet(
        inputs(
            message(1, AuthorKind.AGENT, "She sounds difficult.", internal=True),
            message(2, AuthorKind.SYSTEM, None, text_id="handoff.promise.today"),
            message(3, AuthorKind.CUSTOMER, None, erased=True),
        )
    )
    assert packet.quoted_messages() == frozenset()
    assert packet.issue.problem is None
    assert packet.transcript_ref.messages == 3


def test_a_bare_press_of_the_button_makes_a_packet_too() -> None:
    packet = build_packet(inputs())
    VALIDATOR.validate(packet.to_json())
    assert packet.summary.lines == ()
    assert packet.suggested_next


def test_a_fact_or_a_line_without_a_message_is_refused() -> None:
    with pytest.raises(FactWithoutSource):
        Fact(Slot.NAME, "Ana", ())
    with pytest.raises(FactWithoutSource):
        SummaryLine("The customer is angry.", ())


def test_a_summary_that_points_to_a_strangers_message_is_refused() -> None:
    summary = Summary("x", (SummaryLine("x", (UUID(int=77),)),), "some-model")
    with pytest.raises(FactWithoutSource):
        story(summary=summary)


def test_links_are_words_and_hidden_marks_are_gone() -> None:
    assert plain("see https://evil.example/x?y=1 now") == "see hxxps://evil[.]example/x?y=1 now"
    assert plain("go to www.evil.example or evil.example/login") == "go to www[.]evil[.]example or evil[.]example/login"
    assert plain("java\u200bscript:alert(1)") == "javascript[:]alert(1)"
    assert plain("a\u202eb\u2066c\x00d\x1b[0m\ne\ud800") == "abc d [0m e\ufffd"
    assert plain("write to ana@shop.example") == "write to ana@shop.example"


def test_advice_follows_the_reason_and_quotes_the_topic() -> None:
    assert "“returns”" in suggested_next("human_request", "returns", None, Urgency.NORMAL)[0]
    assert suggested_next("moment.bereavement", None, None, Urgency.NORMAL)[0].startswith("Somebody died.")
    assert "“it leaks”" in suggested_next("signals.loop", None, "it leaks", Urgency.NORMAL)[0]
    assert suggested_next("?", None, None, Urgency.ON_CALL)[1] == "On call: take it now."


def test_braces_in_a_topic_or_a_problem_are_only_braces() -> None:
    assert "“{problem}”" in suggested_next("no-evidence", "{problem}", "{topic}", Urgency.NORMAL)[0]


def test_the_oldest_of_what_was_told_gives_way_first_and_the_packet_says_so() -> None:
    long = [assistant(number, f"Answer {number}. " + "word " * 60, ARTICLE) for number in range(1, 60)]
    packet = build_packet(inputs(customer(100, "order 5512 is missing"), *long))
    assert packet.size() <= SIZE_TARGET
    assert packet.facts[0].value == "5512"
    assert packet.told[-1].message == UUID(int=59)
    left_out = {one.field: one.count for one in packet.left_out}
    assert left_out["told"] == 59 - len(packet.told)


def test_trimming_a_small_packet_changes_nothing() -> None:
    assert trimmed(story()) == story()
    assert story().left_out == ()


def test_the_worst_that_can_be_said_still_fits() -> None:
    for nasty in ('"\\' * 5_000, "😀 " * 2_000, "ж" * 9_000, "a " * 9_000):
        packet = build_packet(
            replace(
                inputs(
                    customer(1, nasty), assistant(2, nasty, *(replace(ARTICLE, title=nasty),) * 5), customer(3, nasty)
                ),
                reason_code=nasty,
                reason_text=nasty,
                topic=nasty,
                failed_because=nasty,
                promise=PacketPromise(nasty, NOON, nasty, Channel.EMAIL),
                customer=PacketCustomer(
                    UUID(int=1), nasty, how_verified=nasty, timezone=nasty, language=nasty, access_needs=(nasty,) * 50
                ),
                vulnerability_needs=(nasty,) * 50,
                policy_refs=(nasty,) * 50,
                risk_flags=(nasty,) * 50,
                actions_taken=(ActionTaken(nasty, nasty, nasty, NOON, NOON),) * 50,
                related=Related(tuple(UUID(int=n) for n in range(500)), UUID(int=1), nasty),
                known=frozenset(Slot),
                summary=Summary(nasty, (SummaryLine(nasty, (UUID(int=1), UUID(int=3))),) * 50, nasty),
                urgency=Urgency.ON_CALL,
            )
        )
        assert packet.size() <= SIZE_TARGET
        VALIDATOR.validate(packet.to_json())


def test_ten_thousand_messages_are_read_at_both_ends() -> None:
    many = tuple(
        customer(number, f"order {number + 1000}.") if number % 2 else assistant(number, "Noted. " * 20)
        for number in range(1, 10_001)
    )
    packet = build_packet(inputs(*many, created_at=NOON + timedelta(days=9)))
    assert packet.size() <= SIZE_TARGET
    assert packet.effort.customer_messages == 5_000
    assert packet.transcript_ref.up_to_seq == 10_000


@unhurried
@given(anything)
def test_every_packet_follows_the_schema_is_small_and_points_only_to_its_own_messages(
    given_inputs: PacketInputs,
) -> None:
    packet = build_packet(given_inputs)
    document = packet.to_json()
    VALIDATOR.validate(json.loads(json.dumps(document)))
    assert packet.size() <= SIZE_TARGET
    assert packet.quoted_messages() <= {one.id for one in given_inputs.transcript}
    assert build_packet(given_inputs) == packet


@unhurried
@given(anything)
def test_no_packet_carries_a_live_link_or_a_hidden_mark(given_inputs: PacketInputs) -> None:
    written = json.dumps(build_packet(given_inputs).to_json(), ensure_ascii=False)
    for forbidden in (
        "https://",
        "http://",
        "www.evil",
        "javascript:",
        "\u202e",
        "\u2066",
        "\u200b",
        "\x1b",
        "\U000e0041",
    ):
        assert forbidden not in written


@unhurried
@given(texts | st.text(), st.integers(10, 300))
def test_plain_text_is_short_and_making_it_plain_again_changes_nothing(text: str, limit: int) -> None:
    once = plain(text, limit)
    assert len(json.dumps(once, ensure_ascii=False).encode()) - 2 <= limit
    assert visible(once) == once
    assert plain(once, limit) == once
