"""Reads a message as the desk does, with the embedders of this machine and the shipped register learned and kept."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.moment import Register
from handrail.core.escalation.moments.notice import gravest_of
from handrail.core.understanding.wants_person.alike import EMBEDDER
from handrail.models.choose_embedder import EmbedderSettings, choose_embedder, choose_multilingual
from handrail.models.language import detect_language
from handrail.models.remembering import Remembering
from handrail.ports.encoder import mark
from handrail.ports.understanding import Earlier, Heard, Understood
from handrail.rules.read_register import shipped_register
from handrail.understanding.learn_moments import LearnMoments
from handrail.understanding.read import ReadTurn, Signals

TENANT = UUID(int=0)
LEARNED = Path(os.environ.get("HANDRAIL_BENCH_LEARNED", Path(__file__).parents[2] / "data" / "learned"))
"""Where what was learned is kept between runs: the desk's own folder, so that both read the same."""


class Reader:
    """`remember` False embeds every text anew, for measuring time."""

    def __init__(self, signals: Signals | None = None, *, remember: bool = True) -> None:
        english, others = choose_embedder(EmbedderSettings()).embedder, choose_multilingual().embedder
        if remember:
            english = None if english is None else Remembering(english)
            others = None if others is None else Remembering(others)
        self.register = shipped_register()
        self.gravest = gravest_of(self.register)
        self._encoders = [one for one in (english, others) if one is not None]
        self.embedders = [one.name for one in (english, others) if one is not None]
        self._loop = asyncio.new_event_loop()
        self._turns = ReadTurn(self._of, LearnMoments(english, others, LEARNED), english, others, signals=signals)
        self._loop.run_until_complete(self._turns.warm_up())

    async def _of(self, _: UUID) -> Register:
        return self.register

    def __call__(self, text: str, earlier: Sequence[Earlier] = ()) -> tuple[MomentFact, ...]:
        return self.understood(text, earlier).moments

    @property
    def looks(self) -> bool:
        """Whether wishes for a person are looked for by likeness too."""
        return any(mark(one) == EMBEDDER for one in self._encoders)

    def understood(self, text: str, earlier: Sequence[Earlier] = ()) -> Understood:
        guess = detect_language(text)
        heard = Heard(text, guess.code, guess.confidence, tuple(earlier), (UUID(int=1),), "chat")
        return self._loop.run_until_complete(self._turns.read(TENANT, heard))
