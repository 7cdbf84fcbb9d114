"""A real small model over the same protocol: it writes badly, and nothing of it that has no support is ever said."""

import asyncio
import os
import subprocess
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
import uuid_utils.compat as uuids
from pydantic_ai import models

from handrail.flows.ask_model import AskModel
from handrail.flows.deliver import Deliver
from handrail.flows.phrase import Phrase
from handrail.flows.word import Word
from handrail.models.language_model.choose import ModelSettings, chosen_model
from handrail.ports import LanguageGuess
from handrail.storage.model_use import model_use_within
from tests.desk import NORWAY, TestDesk, small_desk
from tests.model_desk import SIGN

pytestmark = pytest.mark.model
SERVER = Path(__file__).parents[1] / "small_model.py"
QUESTIONS = (
    "How long does delivery to Norway take?",
    "Do you ship to Norway at all?",
    "Norway: how many days?",
    "Is delivery to Norway free?",
    "Can I get it to Norway by tomorrow?",
)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    python = os.environ.get("HANDRAIL_MODEL_PYTHON")
    if python is None:
        pytest.skip("the small language model is not installed (make test-model does it)")
    with subprocess.Popen([python, str(SERVER)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        yield f"http://127.0.0.1:{port}/v1"
        server.terminate()


@pytest_asyncio.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn) as one:
        yield one


async def test_what_a_real_model_writes_is_said_only_when_every_guard_let_it_pass(desk: TestDesk, url: str) -> None:
    desk.rows(SIGN, desk.tenant, uuid4(), "shipping", desk.people["lea"])
    settings = ModelSettings(("local:smollm2",), url=url, seconds=120, max_tokens=200)
    with models.override_allow_model_requests(True):
        async with chosen_model(settings) as chosen:
            ask = AskModel(desk.desk, chosen.model, model_use_within, desk.clock, uuids.uuid7)
            word = Word(ask, lambda text: LanguageGuess("en", 0.99))
            phrase = Phrase(desk.desk, ask, word, model_use_within, None, desk.clock, uuids.uuid7)
            desk.deliver = Deliver(desk.desk, desk.hand_on, desk.clock, uuids.uuid7, None, phrase, model_use_within)
            for question in QUESTIONS:
                conversation = await desk.opened()
                await desk.says(conversation, question)
                await desk.run_jobs()
                await asyncio.sleep(0)
    calls = desk.rows("SELECT outcome, input_tokens, output_tokens, model FROM model_call")
    assert len(calls) == len(QUESTIONS)
    assert any(call["outcome"] in ("answered", "cannot_answer") for call in calls), calls
    assert all(call["input_tokens"] > 100 for call in calls if call["outcome"] == "answered")
    said = desk.rows("SELECT body, decision_id FROM message WHERE author_kind = 'assistant'")
    passed = {row["decision_id"]: row["text"] for row in desk.rows("SELECT * FROM wording WHERE outcome = 'passed'")}
    assert len(said) == len(QUESTIONS)
    assert all(row["body"] == NORWAY.text or row["body"] == passed.get(row["decision_id"]) for row in said)
