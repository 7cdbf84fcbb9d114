"""A model over real HTTP: typed answers with their cost, one repair, cut off in time, and never a word of ours in an error."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from pydantic_ai import models

from handrail.core.prompting import Origin, Part, Prompt
from handrail.core.prompting.asks import choose_prompt, reply_prompt, slots_prompt, summary_prompt
from handrail.models.language_model.choose import ModelIsSetWrong, ModelSettings, chosen_model
from handrail.ports.language_model import LanguageModel, ModelDidNotAnswer, Outcome
from tests.model_server import CANNOT, ModelServer, model_server, sentences

SAID = (Part(Origin.CUSTOMER, "m1", "How long to Norway? My card is 4111 1111 1111 1111"),)
NORWAY = (Part(Origin.ARTICLE, "a1", "We deliver to Norway in 4 to 6 working days."),)


def prompt() -> Prompt:
    return reply_prompt(NORWAY, SAID, "en")


@asynccontextmanager
async def asked(server: ModelServer, seconds: float = 5.0, *more: str) -> AsyncGenerator[LanguageModel]:
    chain = ("local:tiny", *more)
    async with chosen_model(ModelSettings(chain, url=server.url, seconds=seconds)) as chosen:
        assert chosen.model is not None
        yield chosen.model


async def test_a_reply_comes_back_as_sentences_with_what_they_rest_on() -> None:
    said = sentences(("It takes 4 to 6 working days.", ["a1"]))
    async with model_server(lambda _: said) as server, asked(server) as model:
        told = await model.write_reply(prompt())
    assert told.value is not None
    assert [(one.text, one.cites) for one in told.value.sentences] == [("It takes 4 to 6 working days.", ("a1",))]
    assert (told.usage.model, told.usage.input_tokens, told.usage.output_tokens) == ("tiny-1", 200, 30)
    assert told.usage.cost is None  # nobody listed a price of a model of one's own


async def test_the_model_sees_fenced_masked_data_and_our_own_instructions_apart() -> None:
    async with model_server() as server, asked(server) as model:
        await model.write_reply(prompt())
    (request,) = server.asked
    assert [message["role"] for message in request["messages"]] == ["system", "user"]
    assert "4111" not in str(request)
    assert "[CARD_1]" in request["messages"][1]["content"]
    assert "Norway" not in request["messages"][0]["content"]
    assert request["response_format"]["type"] == "json_schema"
    assert "tools" not in request
    assert not request.get("stream")


async def test_a_model_may_say_that_it_cannot_answer() -> None:
    async with model_server(lambda _: CANNOT) as server, asked(server) as model:
        assert (await model.write_reply(prompt())).value is None


async def test_a_broken_form_is_repaired_once_and_its_tokens_are_counted() -> None:
    answers = iter(["{not json", sentences(("4 to 6 days.", ["a1"]))])
    async with model_server(lambda _: next(answers)) as server, asked(server) as model:
        told = await model.write_reply(prompt())
    assert told.value is not None
    assert (len(server.asked), told.usage.input_tokens, told.usage.output_tokens) == (2, 400, 60)


async def test_a_form_that_stays_broken_is_no_answer_after_one_repair() -> None:
    async with model_server(lambda _: "I would rather chat.") as server, asked(server) as model:
        with pytest.raises(ModelDidNotAnswer) as failed:
            await model.write_reply(prompt())
    assert (failed.value.outcome, len(server.asked), failed.value.usage.tokens) == (Outcome.UNREADABLE, 2, 460)


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
async def test_a_server_that_fails_is_asked_no_second_time(status: int) -> None:
    async with model_server(lambda _: status) as server, asked(server) as model:
        with pytest.raises(ModelDidNotAnswer) as failed:
            await model.write_reply(prompt())
    assert (failed.value.outcome, len(server.asked)) == (Outcome.FAILED, 1)
    assert "Norway" not in str(failed.value)


async def test_a_slow_model_is_cut_off() -> None:
    async with model_server(lambda _: 30.0) as server, asked(server, 0.3) as model:
        with pytest.raises(ModelDidNotAnswer) as failed:
            await model.write_reply(prompt())
    assert failed.value.outcome in (Outcome.TIMED_OUT, Outcome.FAILED)
    assert failed.value.usage.ms < 3000


async def test_a_server_that_is_not_there_fails_at_once() -> None:
    with models.override_allow_model_requests(True):
        settings = ModelSettings(("local:tiny",), url="http://127.0.0.1:9/v1", seconds=3)
        async with chosen_model(settings) as chosen:
            assert chosen.model is not None
            with pytest.raises(ModelDidNotAnswer):
                await chosen.model.write_reply(prompt())


async def test_the_next_of_a_chain_is_asked_when_the_first_fails() -> None:
    good = sentences(("4 to 6 days.", ["a1"]))
    async with (
        model_server(lambda request: 500 if request["model"] == "tiny" else good) as server,
        asked(server, 5.0, "local:other") as model,
    ):
        told = await model.write_reply(prompt())
    assert told.value is not None
    assert [one["model"] for one in server.asked] == ["tiny", "other"]


async def test_a_choice_is_one_of_those_offered_or_none() -> None:
    offered = choose_prompt(("Cancel it", "Change it"), SAID)
    for number, place in ((1, 0), (2, 1), (0, None), (9, None)):
        async with model_server(lambda _, number=number: {"choice": number}) as server, asked(server) as model:
            assert (await model.choose(offered, 2)).value == place


async def test_only_wanted_slots_come_back_as_plain_strings() -> None:
    values = {"values": [{"name": "order", "value": "7"}, {"name": "refund", "value": "everything"}]}
    async with model_server(lambda _: values) as server, asked(server) as model:
        told = await model.fill_slots(slots_prompt((("order", "its number"),), SAID), ("order",))
    assert told.value == {"order": "7"}


async def test_a_summary_comes_in_lines_with_their_messages() -> None:
    lines = {"lines": [{"text": "Kim asks how long delivery to Norway takes.", "cites": ["m1"]}]}
    async with model_server(lambda _: lines) as server, asked(server) as model:
        told = await model.summarise(summary_prompt(SAID))
    assert [one.cites for one in told.value or ()] == [("m1",)]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (ModelSettings(("gpt",)), "openai:"),
        (ModelSettings(("local:x",)), "HANDRAIL_MODEL_URL"),
        (ModelSettings(("openai:gpt-5",)), "OPENAI_API_KEY"),
        (ModelSettings(("anthropic:x",)), "ANTHROPIC_API_KEY"),
        (ModelSettings(("google:x",)), "GOOGLE_API_KEY"),
    ],
)
async def test_a_wrong_setting_says_what_to_set(settings: ModelSettings, says: str) -> None:
    with pytest.raises(ModelIsSetWrong, match=says):
        async with chosen_model(settings, {}):
            pass


@pytest.mark.parametrize("provider", ["openai", "anthropic", "google"])
async def test_each_maker_can_be_built_from_its_key(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    key = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "google": "GOOGLE_API_KEY"}[provider]
    monkeypatch.setenv(key, "k-not-a-real-one")
    async with chosen_model(ModelSettings((f"{provider}:m-1",))) as chosen:
        assert chosen.model is not None
        assert not chosen.inside


async def test_no_model_is_the_default() -> None:
    async with chosen_model(ModelSettings()) as chosen:
        assert chosen.model is None
        assert "word for word" in chosen.reason
