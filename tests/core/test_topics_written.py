"""Examples as files, and fits as bytes: read in full or refused with the place of the fault, and the same again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.understanding.topics.example import Example, Handle
from handrail.core.understanding.topics.packed import NotAFit, pack, unpack
from handrail.core.understanding.topics.written import LONGEST, read_written
from tests.core.test_topics import OUTSIDE, PEOPLE, SHIPPING, taught, vector


def test_csv_and_json_lines_say_the_same() -> None:
    as_csv = 'text,topic,language\n"Do you ship, to Norway?",shipping,en\nI was billed twice,people,\nTell a joke,not-ours,en\n'
    as_json = "\n".join(
        (
            '{"text": "Do you ship, to Norway?", "topic": "shipping", "language": "en"}',
            '{"text": "I was billed twice", "topic": "people"}',
            "",
            '{"text": "Tell a joke", "topic": null, "handle": "outside", "language": "en"}',
        )
    )
    wanted = (
        Example("Do you ship, to Norway?", "shipping", Handle.ROUTINE, "en"),
        Example("I was billed twice", None, Handle.PEOPLE, "und"),
        Example("Tell a joke", None, Handle.OUTSIDE, "en"),
    )
    for written in (read_written(as_csv), read_written(as_json), read_written("\ufeff" + as_csv)):
        assert written.examples == wanted
        assert written.faults == ()


def test_a_topic_may_be_a_persons() -> None:
    [one] = read_written("topic,handle,text\nrefunds,people,Refund me").examples
    assert (one.topic, one.handle) == ("refunds", Handle.PEOPLE)


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("texts,topic\na,b", 1, "must name the columns"),
        ("text,topic\nDo you ship, to Norway?,shipping", 2, "3 cells"),
        ("text,topic\n,shipping", 2, "text is missing"),
        ("text,topic\nHello,", 2, "topic is missing"),
        ("text,topic,handle\nHello,a,robot", 2, "no handle"),
        (f"text,topic\n{'x' * (LONGEST + 1)},a", 2, f"at most {LONGEST}"),
        ('text,topic\n"open,a', 2, "no CSV"),
        ('{"text": "a"', 1, "no JSON"),
        ('{"text": "a", "topic": "b"}\n[1]', 2, "no JSON object"),
        ('{"text": 5, "topic": "b"}', 1, "text is missing"),
        ('{"text": "a", "topic": {}}', 1, "are words"),
    ],
)
def test_each_fault_has_its_line_and_a_reason(text: str, line: int, why: str) -> None:
    [fault] = read_written(text).faults
    assert fault.line == line
    assert why in fault.why


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    written = read_written(text)
    assert all(1 <= len(one.text) <= LONGEST for one in written.examples)


def test_a_fit_read_back_judges_as_before() -> None:
    fitted = taught()[0]
    again = unpack(pack(fitted))
    assert pack(again) == pack(unpack(pack(fitted)))
    assert (again.version, again.labels, again.bars, again.english) == (
        fitted.version,
        fitted.labels,
        fitted.bars,
        fitted.english,
    )
    for text in (*SHIPPING[:5], *PEOPLE[:5], *OUTSIDE, "Do you ship to Portugal?"):
        before, after = (one.guess(text, {"toy": vector(text)}, "en") for one in (fitted, again))
        assert (after.slug, after.accepted) == (before.slug, before.accepted)
        assert after.in_scope == pytest.approx(before.in_scope, abs=0.01)


@pytest.mark.parametrize("raw", [b"", b"nonsense", b"PK\x03\x04" + b"\0" * 50, np.zeros(5).tobytes()])
def test_bytes_that_are_no_fit_are_refused(raw: bytes) -> None:
    with pytest.raises(NotAFit):
        unpack(raw)


def test_no_word_of_anybody_stands_in_a_fit() -> None:
    raw = pack(taught()[0])
    assert not any(word in raw for word in (b"Norway", b"kettle", b"billed"))
