"""The wish for a person in words: it never raises, is fast, points at the words, and keeps its promise on the data set."""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handrail.core.understanding.wants_person import LEXICON_VERSION, find_wish

KINDS = {"explicit", "role", "callback", "stop_assistant", "indirect", "mash"}
LETTERS = st.text(st.characters(codec=None), max_size=300)
VOCABULARY = ["I", "want to", "talk to", "a", "human", "agent", "not", "if", "call", "me", "robot", "0", ",", ".", "?"]
FOREIGN = ["“", "”", "مع", "موظف", "人工", "と話", "사람", "คุย", "न", "से", "оператора", "kérek", "άνθρωπο"]
WORDS = st.lists(st.sampled_from(VOCABULARY + FOREIGN)).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(LETTERS | WORDS)
@example("")
@example("\ud800 agent \udfff")
@example("\0" * 50 + "agent")
@example("İNSAN")
@example("ﷺ" * 40 + " operator")
def test_any_text_is_read_without_an_error_and_the_span_lies_within_it(text: str) -> None:
    wish = find_wish(text)
    assert wish == find_wish(text)
    if wish:
        assert 0 <= wish.start < wish.end <= len(text)
        assert wish.kind in KINDS
        assert wish.pattern.startswith(f"{wish.language}.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The parcel is late. Please get me a human now!", "get me a human"),
        ("ok… ＣＡＬＬ　ＭＥ　ＢＡＣＫ please", "ＣＡＬＬ　ＭＥ"),
        ("\u200bI want an ag\u200bent", "want an ag\u200bent"),
        ("\u202eoperator\u202c", "operator"),
        ("أريد مـــوظف", "أريد مـــوظف"),
        ("أُرِيدُ مُوَظَّفًا", "أُرِيدُ مُوَظَّفًا"),
        ("GERÇEK BİR İNSAN İSTİYORUM", None),
        ("plz i neeeeed an aaaagent", None),
        ("talk to 0perat0r", None),
        ("ｵﾍﾟﾚｰﾀｰお願いします", None),
        ("사람 연결해 주세요", None),
        ("Ich möchte mit einem Mitarbeiter sprechen", None),
        ("chce rozmawiac z konsultantem", None),
        ("toi muon gap nhan vien", None),
    ],
)
def test_the_wish_is_found_however_it_is_typed(text: str, words: str | None) -> None:
    wish = find_wish(text)
    assert wish is not None
    if words is not None:
        assert text[wish.start : wish.end] == words


@pytest.mark.parametrize("text", ["0", "0 0 0", "000000", "#0", "0#0#", "*#*#", "٠ ٠ ٠", "０００", " 0! 0! "])
def test_keys_pressed_to_leave_a_phone_menu_are_a_wish(text: str) -> None:
    wish = find_wish(text)
    assert wish is not None
    assert (wish.language, wish.kind) == ("und", "mash")


@pytest.mark.parametrize("text", ["", " ", "10", "42", "4400 0012", "2024", "1 2 3", "?", "...", "*"])
def test_other_numbers_and_signs_are_none(text: str) -> None:
    assert find_wish(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("let me talk to a real person", "explicit"),
        ("connect me to the billing department", "role"),
        ("please call me on 020 7946 0999", "callback"),
        ("I refuse to talk to a machine", "stop_assistant"),
        ("this is useless, who do I call?", "indirect"),
    ],
)
def test_a_wish_says_of_what_kind_it_is(text: str, kind: str) -> None:
    wish = find_wish(text)
    assert wish is not None
    assert wish.kind == kind


@pytest.mark.parametrize("place", [0, 2_000, 5_000, 9_000])
def test_a_wish_is_found_anywhere_in_a_long_message(place: int) -> None:
    filler = "The kettle leaks and the lid is loose. " * 260
    text = filler[:place] + ". I want to speak to a human. " + filler[place:]
    wish = find_wish(text)
    assert wish is not None
    assert "speak to a human" in text[wish.start : wish.end]


def test_a_wish_at_the_end_of_a_million_letters_is_found() -> None:
    text = "x" * 1_000_000 + "\nplease put me through to a manager"
    wish = find_wish(text)
    assert wish is not None
    assert "manager" in text[wish.start : wish.end]


REPEATED = (
    *("a", "a ", "agent ", "can i ", "not ", '"', "' ", "0 ", "#0", "。", "我要", "คุย ", "ا", "i want to talk "),
    *("if i could, ", "do not ", "person, ", "1 ", "\u0301", "👍🏽 ", "is there ", "-", "l'", "e\u0301"),
)


@pytest.mark.parametrize("piece", REPEATED)
def test_no_text_makes_it_slow(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    begun = time.perf_counter()
    find_wish(text)
    # Twenty thousand letters take some 50 ms; a pattern that backtracks would take minutes.
    assert time.perf_counter() - begun < 3


def test_the_version_names_the_tables() -> None:
    assert LEXICON_VERSION.startswith("1.")
    assert len(LEXICON_VERSION) == 14


def _rows(folder: Path) -> list[dict[str, Any]]:
    path = folder / "red_button" / "dev.jsonl"
    if not path.is_file():
        pytest.skip("the red_button data set is not here (set HANDRAIL_SHARED_DATA)")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if not row["ambiguous"]]


def test_the_data_set_keeps_its_floor(shared_data: Path) -> None:
    rows = _rows(shared_data)
    wishes = [row for row in rows if row["label"]]
    missed = [row for row in wishes if find_wish(row["text"]) is None]
    alarms = [row for row in rows if not row["label"] and find_wish(row["text"])]
    assert len(missed) <= 0.015 * len(wishes)
    assert len(alarms) <= 0.025 * (len(rows) - len(wishes))
    assert [row["text"] for row in missed if row["kind"] == "explicit"] == []
    assert max(Counter(row["lang"] for row in missed).values(), default=0) <= 1
