"""How this process understands: its embedders, each text embedded once, and what reads a customer's turn with them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import httpx

from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.moment import Register
from handrail.core.grounding.verdict import Similarity
from handrail.core.understanding.notice import notice
from handrail.core.understanding.signal import Signal
from handrail.flows.register_in_force import RegisterInForce
from handrail.flows.word import Compare
from handrail.models.choose_embedder import Chosen, EmbedderSettings, choose_embedder, choose_multilingual
from handrail.models.language import detect_language
from handrail.models.minilm import MiniLM
from handrail.models.remembering import Remembering
from handrail.ports.understanding import Heard
from handrail.rules.read_register import shipped_register
from handrail.settings import Settings
from handrail.understanding.learn_moments import LearnMoments
from handrail.understanding.read import ReadTurn, TopicsOf


def embedders(settings: Settings, client: httpx.AsyncClient) -> tuple[Chosen, Chosen]:
    """What reads English (and, for search, everything), and what reads the other languages. An endpoint of one's own
    reads all of them; a desk without an embedder has none of either kind."""
    chosen = choose_embedder(_embedder_settings(settings), client)
    if chosen.embedder is None:
        return chosen, Chosen(None, chosen.reason)
    remembering = replace(chosen, embedder=Remembering(chosen.embedder))
    if not isinstance(chosen.embedder, MiniLM):
        return remembering, remembering
    others = choose_multilingual(settings.multilingual)
    return remembering, others if others.embedder is None else replace(others, embedder=Remembering(others.embedder))


def build_understanding(
    settings: Settings, in_force: RegisterInForce, chosen: Chosen, others: Chosen, topics: TopicsOf | None = None
) -> ReadTurn:
    english, multilingual = chosen.embedder, others.embedder
    similarity = english.similarity if isinstance(english, Remembering) else None

    async def register_of(tenant: UUID) -> Register:
        if tenant == NO_WORKSPACE:
            return await asyncio.to_thread(shipped_register)
        return (await in_force(tenant)).register

    def signals(heard: Heard, moments: Sequence[MomentFact]) -> tuple[Signal, ...]:
        return notice(heard, moments, similarity)

    learn = LearnMoments(english, multilingual, settings.data / "learned")
    return ReadTurn(register_of, learn, english, multilingual, topics, signals, _language)


def comparing(chosen: Chosen) -> Compare | None:
    """How near two English texts are, for guards over a model's words; None on a desk without an embedder."""
    embedder = chosen.embedder
    if not isinstance(embedder, Remembering):
        return None

    async def compare(texts: Sequence[str]) -> Similarity:
        await embedder.embed(texts)
        return embedder.similarity

    return compare


NO_WORKSPACE = UUID(int=0)


def _language(text: str) -> tuple[str, float]:
    found = detect_language(text)
    return found.code, found.confidence


def _embedder_settings(settings: Settings) -> EmbedderSettings:
    kind = settings.embedder
    assert kind in ("auto", "minilm", "openai", "none")
    return EmbedderSettings(
        kind=kind,
        base=settings.embedder_url,
        model=settings.embedder_model,
        dimensions=settings.embedder_dimensions,
        key=settings.embedder_key,
    )
