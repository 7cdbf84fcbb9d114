"""An embedder that gives the vector of a text it has just seen without asking the model again."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from handrail.models.embedder import Embedder, Vectors

MOST = 1024
"""Texts remembered: at 384 numbers about 1.6 MB."""


class Remembering:
    """Whatever the embedder, one question of a customer is embedded once, though search, topics and moments all read it,
    and two that ask for the same text at the same time wait for one answer. A failure is not remembered."""

    def __init__(self, embedder: Embedder, most: int = MOST) -> None:
        self.embedder = embedder
        self.name, self.version, self.dimensions = embedder.name, embedder.version, embedder.dimensions
        self._most = most
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._asked: dict[str, asyncio.Future[Vectors]] = {}

    def similarity(self, one: str, other: str) -> float:
        """The cosine of two texts that were embedded lately, 0 when one of them was not: the model is not asked."""
        first, second = self._known.get(one), self._known.get(other)
        return 0.0 if first is None or second is None else float(first @ second)

    async def embed(self, texts: Sequence[str]) -> Vectors:
        if len(texts) > self._most:
            return await self.embedder.embed(texts)  # an import: nobody will ask for those again soon
        rows = {text: self._known[text] for text in texts if text in self._known}
        for text in rows:
            self._known.move_to_end(text)
        others = {text: self._asked[text] for text in texts if text in self._asked and text not in rows}
        new = list(dict.fromkeys(text for text in texts if text not in rows and text not in others))
        if new:
            rows.update(await self._ask(new))
        for text, answer in others.items():
            rows[text] = await asyncio.shield(answer)
        return np.stack([rows[text] for text in texts]) if texts else np.zeros((0, self.dimensions), dtype=np.float32)

    async def _ask(self, texts: list[str]) -> dict[str, Vectors]:
        loop = asyncio.get_running_loop()
        answers = {text: loop.create_future() for text in texts}
        self._asked.update(answers)
        try:
            found = dict(zip(texts, await self.embedder.embed(texts), strict=True))
        except BaseException as error:
            for answer in answers.values():
                answer.set_exception(error if isinstance(error, Exception) else ConnectionAbortedError("Given up."))
                answer.exception()  # nobody has to wait for it
            raise
        finally:
            for text in texts:
                self._asked.pop(text, None)
        for text, row in found.items():
            answers[text].set_result(row)
            self._known[text] = row
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return found
