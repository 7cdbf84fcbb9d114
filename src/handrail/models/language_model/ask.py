"""Questions to a model by pydantic-ai: one request, one repair of the form at most, cut off in time, always with its cost."""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeVar

from pydantic import BaseModel
from pydantic_ai import Agent, ModelMessage, ModelResponse, NativeOutput, capture_run_messages
from pydantic_ai.exceptions import AgentRunError, ModelAPIError, UnexpectedModelBehavior
from pydantic_ai.models import Model
from pydantic_ai.models.fallback import FallbackModel
from pydantic_ai.settings import ModelSettings as Tuning

from handrail.core.grounding.draft import Draft, Sentence
from handrail.core.prompting import Prompt
from handrail.models.language_model.choose import LOCAL, ModelSettings
from handrail.models.language_model.shapes import ChoiceShape, ReplyShape, SentenceShape, SlotsShape, SummaryShape
from handrail.ports.language_model import ModelDidNotAnswer, Outcome, Told, Usage

Shape = TypeVar("Shape", bound=BaseModel)
REPAIRS: Final = 1


@asynccontextmanager
async def opened(settings: ModelSettings, named: Sequence[tuple[str, str]]) -> "AsyncGenerator[PydanticAI]":
    """`named`: (provider, model), asked in this order. Connections close with the block."""
    models = [_model(provider, name, settings) for provider, name in named]
    async with AsyncExitStack() as stack:
        for one in models:
            await stack.enter_async_context(one)
        yield PydanticAI(settings, models, all(provider == LOCAL for provider, _ in named))


def _model(provider: str, name: str, settings: ModelSettings) -> Model:
    """Keys come from the environment, where each maker's own library looks for them."""
    match provider:
        case "openai":
            from pydantic_ai.models.openai import OpenAIChatModel

            return OpenAIChatModel(name)
        case "anthropic":
            from pydantic_ai.models.anthropic import AnthropicModel

            return AnthropicModel(name)
        case "google":
            from pydantic_ai.models.google import GoogleModel

            return GoogleModel(name)
        case _:
            return _local(name, settings)


def _local(name: str, settings: ModelSettings) -> Model:
    """Servers of one's own keep the answer's form by a grammar (Ollama, vLLM and llama.cpp do)."""
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    assert settings.url is not None
    provider = OpenAICompatibleProvider(LOCAL, base_url=settings.url, api_key=settings.key or "none")
    profile = OpenAIModelProfile(supports_json_schema_output=True)
    return OpenAIChatModel(name, provider=provider, profile=profile)


@dataclass(frozen=True)
class PydanticAI:
    """`native`: the answer's form is asked for as a grammar, else as the arguments of a tool."""

    settings: ModelSettings
    models: Sequence[Model]
    native: bool

    @property
    def name(self) -> str:
        return ",".join(self.settings.chain)

    async def write_reply(self, prompt: Prompt) -> Told[Draft]:
        shape, usage = await self._asked(prompt, ReplyShape)
        return Told(_draft(shape), usage)

    async def draft(self, prompt: Prompt) -> Told[Draft]:
        return await self.write_reply(prompt)

    async def choose(self, prompt: Prompt, choices: int) -> Told[int]:
        shape, usage = await self._asked(prompt, ChoiceShape)
        return Told(shape.choice - 1 if 1 <= shape.choice <= choices else None, usage)

    async def fill_slots(self, prompt: Prompt, names: Sequence[str]) -> Told[Mapping[str, str]]:
        shape, usage = await self._asked(prompt, SlotsShape)
        return Told({one.name: one.value for one in shape.values if one.name in names}, usage)

    async def summarise(self, prompt: Prompt) -> Told[Sequence[Sentence]]:
        shape, usage = await self._asked(prompt, SummaryShape)
        return Told(tuple(_sentence(line) for line in shape.lines) or None, usage)

    async def _asked(self, prompt: Prompt, shape: type[Shape]) -> tuple[Shape, Usage]:
        began = time.monotonic()
        with capture_run_messages() as messages:
            try:
                async with asyncio.timeout(self.settings.seconds):
                    result = await self._agent(prompt, shape).run(prompt.message)
            except TimeoutError as error:
                why = f"The model did not answer within {self.settings.seconds:g} s."
                raise ModelDidNotAnswer(Outcome.TIMED_OUT, why, self._usage(messages, began)) from error
            except UnexpectedModelBehavior as error:
                why = "The model's answer has not the form asked for."
                raise ModelDidNotAnswer(Outcome.UNREADABLE, why, self._usage(messages, began)) from error
            except ExceptionGroup as error:
                raise self._failed(error.exceptions[-1], messages, began) from error
            except (AgentRunError, ModelAPIError, OSError, ValueError) as error:
                raise self._failed(error, messages, began) from error
        return result.output, self._usage(messages, began)

    def _failed(self, error: Exception, messages: Sequence[ModelMessage], began: float) -> ModelDidNotAnswer:
        """Its own words may quote the request, so only its kind and status are told."""
        status = getattr(error, "status_code", None)
        why = f"The model failed ({type(error).__name__}{f', {status}' if status else ''})."
        return ModelDidNotAnswer(Outcome.FAILED, why, self._usage(messages, began))

    def _agent(self, prompt: Prompt, shape: type[Shape]) -> Agent[None, Shape]:
        first, *rest = self.models
        tuning = Tuning(
            max_tokens=self.settings.max_tokens, temperature=0.0, timeout=self.settings.seconds, max_retries=0
        )
        return Agent(
            FallbackModel(first, *rest) if rest else first,
            output_type=NativeOutput(shape, name="answer") if self.native else shape,
            instructions=prompt.instructions,
            retries=REPAIRS,
            model_settings=tuning,
        )

    def _usage(self, messages: Sequence[ModelMessage], began: float) -> Usage:
        responses = [one for one in messages if isinstance(one, ModelResponse)]
        names = [one.model_name for one in responses if one.model_name]
        costs = [_cost(one) for one in responses]
        known = [cost for cost in costs if cost is not None]
        return Usage(
            model=names[-1] if names else self.settings.chain[0],
            input_tokens=sum(one.usage.input_tokens for one in responses),
            output_tokens=sum(one.usage.output_tokens for one in responses),
            cached_tokens=sum(one.usage.cache_read_tokens for one in responses),
            ms=round((time.monotonic() - began) * 1000),
            cost=round(sum(known, Decimal(0)) * 1_000_000) if known and len(known) == len(costs) else None,
        )


def _cost(response: ModelResponse) -> Decimal | None:
    """In US dollars; None for a model whose price nobody listed, such as one of one's own."""
    try:
        price: Any = response.cost()
    except (LookupError, ValueError, AssertionError):
        return None
    return Decimal(price.total_price)


def _draft(shape: ReplyShape) -> Draft | None:
    if not shape.can_answer or not shape.sentences:
        return None
    return Draft(tuple(_sentence(one) for one in shape.sentences), shape.language.strip().lower() or "und")


def _sentence(shape: SentenceShape) -> Sentence:
    return Sentence(shape.text.strip(), tuple(dict.fromkeys(name.strip() for name in shape.cites)))
