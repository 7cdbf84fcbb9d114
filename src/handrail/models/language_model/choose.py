"""Which language model this process asks, and why; none at all is the default and a working choice."""

import os
import re
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from handrail.ports.language_model import LanguageModel

KEYS: Final = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "google": "GOOGLE_API_KEY"}
"""Where each maker's key is looked for. `local` needs none."""
LOCAL: Final = "local"
_ONE: Final = re.compile(r"([a-z]+):(\S+)")


class ModelIsSetWrong(Exception):
    """What HANDRAIL_MODEL says cannot be used; the message says what to set."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """`chain`: "provider:model", asked in this order. `url`: a server of one's own that speaks chat completions as OpenAI
    does, for `local`. `seconds`: for one question with its repair and the rest of the chain. `max_tokens` of an answer."""

    chain: tuple[str, ...] = ()
    url: str | None = None
    key: str | None = None
    seconds: float = 12.0
    max_tokens: int = 700


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """`inside`: only servers of one's own are asked. `reason` is a sentence for doctor and the settings page."""

    model: LanguageModel | None
    reason: str
    inside: bool = True


@asynccontextmanager
async def chosen_model(
    settings: ModelSettings, environment: Mapping[str, str] = os.environ
) -> AsyncGenerator[ChosenModel]:
    """The model, its connections open until the block ends. Raises ModelIsSetWrong."""
    if not settings.chain:
        yield ChosenModel(
            None, "no language model: answers are approved passages word for word (set HANDRAIL_MODEL for one)"
        )
        return
    named = [_read(one) for one in settings.chain]
    for provider, _ in named:
        _refuse_what_lacks(provider, settings, environment)
    try:
        from handrail.models.language_model.ask import opened
    except ImportError as error:
        raise ModelIsSetWrong("HANDRAIL_MODEL needs the extra: pip install 'handrail[models]'.") from error
    async with opened(settings, named) as model:
        inside = all(provider == LOCAL for provider, _ in named)
        where = f"at {settings.url}" if inside else "over the internet"
        yield ChosenModel(model, f"{', then '.join(settings.chain)}, {where}", inside)


def _read(one: str) -> tuple[str, str]:
    match = _ONE.fullmatch(one)
    if match is None or match[1] not in (*KEYS, LOCAL):
        known = ", ".join(f"{name}:…" for name in (*KEYS, LOCAL))
        raise ModelIsSetWrong(f"HANDRAIL_MODEL holds {one!r}; it is a list of {known}, each with the model's name.")
    return match[1], match[2]


def _refuse_what_lacks(provider: str, settings: ModelSettings, environment: Mapping[str, str]) -> None:
    if provider == LOCAL and settings.url is None:
        raise ModelIsSetWrong(
            "HANDRAIL_MODEL names a local model: set HANDRAIL_MODEL_URL, such as http://127.0.0.1:11434/v1."
        )
    if provider != LOCAL and not environment.get(KEYS[provider]):
        raise ModelIsSetWrong(f"HANDRAIL_MODEL names {provider}: set {KEYS[provider]}.")
