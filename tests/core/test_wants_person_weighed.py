"""Wishes no pattern holds are found by their likeness to our examples; the shipped weights are those of the examples."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from bench.decisions.fit_wishes import WRITTEN, fitted, written
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.understanding.wants_person import find_wish
from handrail.core.understanding.wants_person.features import BITS, letters
from handrail.core.understanding.wants_person.fitting import Example, fit, margin
from handrail.core.understanding.wants_person.teaching import ExampleIsWrong, Written, examples, packed, read, steps
from handrail.core.understanding.wants_person.weighing import weights
from handrail.core.understanding.wants_person.words.weights import LARGEST, PACKED

FILES = sorted(WRITTEN.glob("*.txt"))
KINDS = {
    *("explicit", "indirect", "role", "callback", "stopbot", "buried", "mash", "translit", "codeswitch", "various"),
    *("noun", "negation", "past", "identity-question", "hours", "frustration", "policy", "fee", "third-party", "name"),
    *("hypothetical", "quote", "praise", "job", "number-info", "generic"),
}


@pytest.mark.slow
def test_the_shipped_weights_are_fitted_to_the_shipped_examples() -> None:
    anew = fitted()
    largest, table = packed(anew)
    assert largest == LARGEST
    assert np.array_equal(
        steps(anew, largest), np.sign(weights()) * np.rint(np.sqrt(np.abs(weights()) / LARGEST) * 127)
    )
    assert len(table) == pytest.approx(len(PACKED), rel=0.05)  # the same steps; compressors differ


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_language_has_enough_examples_of_either_sort(path: Path) -> None:
    rows = list(read(path.read_text(encoding="utf-8")))
    assert min(Counter(row.wish for row in rows).values()) >= 60
    assert {row.kind for row in rows} <= KINDS
    assert len({row.text for row in rows}) == len(rows)


def test_there_are_examples_in_forty_two_languages() -> None:
    assert len(FILES) == 42


def test_nearly_all_examples_are_told_apart() -> None:
    rows = written()
    wrong = Counter(row.wish for row in rows if (find_wish(row.text) is not None) != row.wish)
    assert wrong[True] <= 0.025 * sum(row.wish for row in rows)
    assert wrong[False] <= 0.03 * sum(not row.wish for row in rows)


@pytest.mark.parametrize(
    "text",
    ["an example below no heading", "[+]\nno kind", "[maybe explicit]\nno sign", "[- ]\nno kind"],
)
def test_a_file_of_examples_without_headings_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(ExampleIsWrong, match="line 1"):
        list(read(text))


def test_a_sentence_found_by_its_weight_says_so_and_where_it_stands() -> None:
    text = "The blue one please. we go round and round, let me have somebody brighter than you. Thanks"
    wish = find_wish(text)
    assert wish is not None
    assert text[wish.start : wish.end].strip(" .") in text


@pytest.mark.parametrize("text", ["10", "№ 5", "4400 0012", "?!", "100 %", "7 - 8", "₽ 300", "12.5 kg"])
def test_figures_weigh_nothing(text: str) -> None:
    assert find_wish(text) is None


def test_a_fit_tells_its_examples_apart_and_picks_the_sentence_of_the_wish() -> None:
    rows = [("give me a person", True), ("the kettle leaks", False), ("Hello there. give a person to me", True)]
    rows += [("the lid leaks", False), ("Hello there", False), ("the kettle is blue", False)]
    taught = examples(_written(rows))
    fresh = fit(taught)
    for example, (_, wish) in zip(taught, rows, strict=True):
        assert (max(margin(fresh, each) for each in example.sentences) > 0) == wish
    hello, asking = taught[2].sentences
    assert margin(fresh, asking) > margin(fresh, hello)


def test_a_fit_to_the_same_examples_is_the_same() -> None:
    rows = [("I want a human", True), ("where is my parcel", False)]
    assert np.array_equal(fit(examples(_written(rows))), fit(examples(_written(rows))))


def test_an_example_without_words_teaches_nothing() -> None:
    rows = examples(_written([("I want a human", True), ("where is my parcel", False)]))
    assert np.array_equal(fit([*rows, Example((), wish=True)]), fit(rows))


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=500))
def test_the_letters_of_any_text_have_places_in_the_table_each_once(text: str) -> None:
    places = letters(text).tolist()
    assert places == sorted(set(places))
    assert all(0 <= place < 1 << BITS for place in places)


def _written(rows: list[tuple[str, bool]]) -> list[Written]:
    return list(read("".join(f"[{'+' if wish else '-'} various]\n{text}\n" for text, wish in rows)))
