"""The small desk with a language model over real HTTP, and a lead's signature that it may word answers on shipping."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import Conversation
from handrail.flows.ask_model import AskModel
from handrail.flows.deliver import Deliver
from handrail.flows.phrase import Phrase
from handrail.flows.word import Word
from handrail.models.language_model.choose import ModelSettings, chosen_model
from handrail.ports import LanguageGuess
from handrail.ports.model_use import ModelSetting
from handrail.storage.model_use import model_use_within
from tests.desk import TestDesk
from tests.model_server import ModelServer, Script, model_server

SIGN = """INSERT INTO autonomy_grant (tenant, id, topic, action_class, signed_by, signed_at, expires_at)
          VALUES (%s, %s, %s, 'phrase', %s, '2026-11-01', '2026-12-30')"""


@dataclass
class ModelDesk:
    desk: TestDesk
    server: ModelServer
    ask: AskModel
    word: Word

    async def asks(self, text: str = "How long does delivery to Norway take?") -> Conversation:
        """A customer writes, and everything that follows runs."""
        conversation = await self.desk.opened()
        await self.desk.says(conversation, text)
        await self.desk.run_jobs()
        return conversation

    async def said(self, conversation: Conversation) -> list[str]:
        """By the assistant."""
        return [text for kind, text in await self.desk.thread(conversation) if kind == "assistant"]

    @property
    def wordings(self) -> list[dict[str, Any]]:
        return list(self.desk.rows("SELECT * FROM wording ORDER BY at, id"))

    @property
    def calls(self) -> list[dict[str, Any]]:
        return list(self.desk.rows("SELECT * FROM model_call ORDER BY at, id"))

    async def set(self, setting: ModelSetting) -> None:
        async with self.desk.desk.as_system(self.desk.tenant) as work:
            await model_use_within(work).set(setting)


@asynccontextmanager
async def model_desk(
    desk: TestDesk, script: Script, *, seconds: float = 5.0, signed: bool = True
) -> AsyncGenerator[ModelDesk]:
    if signed:
        desk.rows(SIGN, desk.tenant, uuid4(), "shipping", desk.people["lea"])
    async with (
        model_server(script) as server,
        chosen_model(ModelSettings(("local:tiny",), url=server.url, seconds=seconds)) as chosen,
    ):
        ask = AskModel(desk.desk, chosen.model, model_use_within, desk.clock, uuids.uuid7)
        word = Word(ask, lambda text: LanguageGuess("en", 0.99))
        phrase = Phrase(desk.desk, ask, word, model_use_within, None, desk.clock, uuids.uuid7)
        desk.deliver = Deliver(desk.desk, desk.hand_on, desk.clock, uuids.uuid7, None, phrase, model_use_within)
        yield ModelDesk(desk, server, ask, word)
