"""A table of messages becomes conversations, and every row that cannot be taken is named with its line."""

import pytest

from handrail.core.conversation.message import AuthorKind
from handrail.flows.history import LineRefused, PastConversation
from handrail.storage.history_csv import read_csv

HEADER = "conversation,at,author,text,customer,customer_name,topic,language,internal,author_name\n"
GOOD = HEADER + (
    "c1,2026-01-02T10:00:00Z,customer,Where is it?,cus-1,Ingrid,shipping,en,,\n"
    'c2,2026-01-03T10:00:00+02:00,customer,"It broke,\nbadly",,,,,,\n'
    "c1,2026-01-02T10:05:00Z,agent,On its way.,,,,,no,Ana\n"
    "\n"
    "c1,2026-01-02T10:02:00Z,agent,Call the depot,,,,,yes,Ana\n"
)


def read(text: str) -> list[tuple[int, PastConversation | LineRefused]]:
    return list(read_csv(text))


def refusals(text: str) -> list[tuple[int, str]]:
    return [(line, str(one)) for line, one in read(text) if isinstance(one, LineRefused)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_of_a_conversation_come_together_in_the_order_of_their_times(delimiter: str) -> None:
    text = GOOD if delimiter == "," else GOOD.replace("broke,", "broke").replace(",", delimiter)
    [(line, one), (other_line, other)] = read(text)
    assert isinstance(one, PastConversation)
    assert isinstance(other, PastConversation)
    assert (line, other_line) == (2, 3)
    assert [m.text for m in one.messages] == ["Where is it?", "Call the depot", "On its way."]
    assert [m.author for m in one.messages] == [AuthorKind.CUSTOMER, AuthorKind.AGENT, AuthorKind.AGENT]
    assert [m.internal for m in one.messages] == [False, True, False]
    assert (one.external_id, one.customer.external_id, one.customer.name) == ("c1", "cus-1", "Ingrid")
    assert (one.topic, one.language, one.messages[1].author_name) == ("shipping", "en", "Ana")
    assert other.messages[0].text.endswith("badly")
    assert other.customer.external_id == "customer of c2"
    assert other.opened_at.isoformat() == "2026-01-03T10:00:00+02:00"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("c1,2026-01-02,customer,Hi,,,,,,", "The column at is a time without its zone"),
        ("c1,yesterday,customer,Hi,,,,,,", "The column at is no time: 'yesterday'"),
        ("c1,2026-01-02T10:00:00Z,robot,Hi,,,,,,", "The author 'robot' is none of customer, assistant"),
        ("c1,2026-01-02T10:00:00Z,customer,,,,,,,", "The column text is empty."),
        (",2026-01-02T10:00:00Z,customer,Hi,,,,,,", "The column conversation is empty."),
        ("c1,2026-01-02T10:00:00Z,agent,Hi,,,,,maybe,", "The column internal is yes or no"),
        ("c1,2026-01-02T10:00:00Z,customer,Hi", "This row has 4 cells, the header has 10."),
        ("c1,2026-01-02T10:00:00Z,customer,Hi,,,,,yes,", "Only agents leave internal notes."),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_the_other_conversations_are_kept(row: str, says: str) -> None:
    text = HEADER + f"{row}\nc9,2026-01-02T10:00:00Z,customer,Hello,,,,,,\n"
    [(line, why)] = refusals(text)
    assert line == 2
    assert says in why
    assert [one.external_id for _, one in read(text) if isinstance(one, PastConversation)] == ["c9"]


def test_one_bad_row_refuses_its_whole_conversation() -> None:
    assert [line for line, _ in refusals(GOOD.replace("10:05:00Z,agent", "10:05:00Z,robot"))] == [5]
    assert len(read(GOOD.replace("10:05:00Z,agent", "10:05:00Z,robot"))) == 2


def test_a_quote_that_is_never_closed_takes_nothing_in() -> None:
    [(line, _)] = refusals(GOOD + '"c3,2026-01-02T10:00:00Z,customer,Hi\n')
    assert line == 8
    assert len(read(GOOD + '"c3,2026-01-02T10:00:00Z,customer,Hi\n')) == 1


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("conversation,at,author\n", "The columns text are missing."),
        ("conversation,at,author,text,mood\n", "The column 'mood' is not known."),
        ("conversation,at,author,text,text\n", "A column stands there twice."),
        ("", "The columns conversation, at, author, text are missing."),
    ],
)
def test_the_first_line_names_the_columns(header: str, says: str) -> None:
    with pytest.raises(LineRefused, match="The first line names the columns") as wrong:
        read(header)
    assert says in str(wrong.value)
