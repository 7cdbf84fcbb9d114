"""Customers and agents who use a desk over HTTP, try again with the same key on any failure, and remember each receipt."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

ANSWERED = (
    "Do you ship to Norway?",
    "How long do I have to return something?",
    "How do I reset my password?",
    "Can I pay with PayPal?",
    "Where is my order?",
)
UNANSWERABLE = (
    "My llama ate the invoice and now it hums. What do you advise?",
    "Which wallpaper goes with a blue volcano?",
    "The man at the door said something strange about the parcel and the neighbours, please look into it.",
)
WISHES = ("let me talk to a human", "I want to speak to a real person, please")
GIVES_UP_AFTER = 120.0
_NEVER = (400, 401, 403, 404, 422, 500)  # nothing that this crowd asks deserves one of these


@dataclass(frozen=True, slots=True)
class Receipt:
    conversation: str
    key: str
    message: str
    text: str


@dataclass
class Ledger:
    """What the desk acknowledged: it must be there, once."""

    kept: list[Receipt] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    replied: list[Receipt] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Caller:
    """One party's HTTP. Asks until there is an answer that is no failure of the desk's."""

    def __init__(self, http: httpx.AsyncClient, headers: dict[str, str], ledger: Ledger) -> None:
        self._http, self._headers, self._ledger = http, headers, ledger

    async def post(self, path: str, body: Any = None, key: str | None = None) -> httpx.Response:
        headers = self._headers if key is None else {**self._headers, "Idempotency-Key": key}
        async with asyncio.timeout(GIVES_UP_AFTER):
            while True:
                answer = await self._once("POST", path, headers, body)
                if answer is not None:
                    return answer
                await asyncio.sleep(0.2)

    async def get(self, path: str) -> httpx.Response | None:
        return await self._once("GET", path, self._headers, None)

    async def _once(self, method: str, path: str, headers: dict[str, str], body: Any) -> httpx.Response | None:
        try:
            answer = await self._http.request(method, path, headers=headers, json=body)
        except httpx.TransportError:
            self._ledger.answers["connection lost"] += 1
            return None
        self._ledger.answers[f"{method} {answer.status_code}"] += 1
        if answer.status_code in _NEVER:
            self._ledger.wrong.append(f"{method} {path}: {answer.text}")
        return None if answer.status_code >= 500 or answer.status_code == 429 else answer


class Customer:
    def __init__(self, http: httpx.AsyncClient, site_key: str, ledger: Ledger, draw: random.Random) -> None:
        self._http, self._site, self._ledger, self._draw = http, {"X-Handrail-Site": site_key}, ledger, draw

    async def visits(self, over: asyncio.Event) -> None:
        """One conversation after another until `over`; the one begun is brought to its end."""
        while not over.is_set():
            started = (await Caller(self._http, self._site, self._ledger).post("/v1/customer/conversations", {})).json()
            headers = {**self._site, "Authorization": f"Bearer {started['token']}"}
            caller = Caller(self._http, headers, self._ledger)
            for _ in range(self._draw.randint(1, 5)):
                await self._does_something(caller, started["conversation"]["id"])
                await asyncio.sleep(self._draw.uniform(0.05, 0.8))

    async def _does_something(self, caller: Caller, conversation: str) -> None:
        drawn = self._draw.random()
        if drawn < 0.45:
            await self._say(caller, conversation, self._draw.choice(ANSWERED))
        elif drawn < 0.60:
            await self._say(caller, conversation, self._draw.choice(UNANSWERABLE))
        elif drawn < 0.75:
            lines = self._draw.sample(ANSWERED, 3)
            await asyncio.gather(*(self._say(caller, conversation, line) for line in lines))
        elif drawn < 0.85:
            await self._say_twice(caller, conversation, self._draw.choice(ANSWERED))
        elif drawn < 0.92:
            await self._say(caller, conversation, self._draw.choice(WISHES))
        else:
            pressed = await caller.post(f"/v1/customer/conversations/{conversation}/person")
            if pressed.status_code == 200:
                self._ledger.pressed.append(conversation)

    async def _say(self, caller: Caller, conversation: str, text: str, key: str | None = None) -> str:
        key = key or uuid4().hex
        sent = await caller.post(f"/v1/customer/conversations/{conversation}/messages", {"text": text}, key)
        if sent.status_code not in (200, 201):
            self._ledger.wrong.append(f"say: {sent.status_code} {sent.text}")
            return ""
        self._ledger.kept.append(Receipt(conversation, key, sent.json()["id"], text))
        return sent.json()["id"]

    async def _say_twice(self, caller: Caller, conversation: str, text: str) -> None:
        key = uuid4().hex
        ids = {await self._say(caller, conversation, text, key) for _ in range(2)}
        if len(ids) != 1:
            self._ledger.wrong.append(f"say twice: one key, two messages {ids}")


class Agent:
    def __init__(self, http: httpx.AsyncClient, token: str, ledger: Ledger, draw: random.Random) -> None:
        self._caller = Caller(http, {"Authorization": f"Bearer {token}"}, ledger)
        self._ledger, self._draw = ledger, draw

    async def works(self, over: asyncio.Event) -> None:
        while not over.is_set():
            inbox = await self._caller.get("/v1/agent/inbox?of=all&limit=50")
            found = [] if inbox is None or inbox.status_code != 200 else inbox.json()["conversations"]
            if found:
                await self._helps(self._draw.choice(found)["conversation"]["id"])
            await asyncio.sleep(self._draw.uniform(0.1, 0.6))

    async def _helps(self, conversation: str) -> None:
        """A refusal (409: somebody else holds it) is an answer like any other."""
        path = f"/v1/agent/conversations/{conversation}"
        if (await self._caller.post(f"{path}/take-over")).status_code != 200:
            return
        key, text = uuid4().hex, "I have looked into it, and it is on its way to you."
        sent = await self._caller.post(f"{path}/reply", {"text": text}, key)
        if sent.status_code in (200, 201):
            self._ledger.replied.append(Receipt(conversation, key, sent.json()["id"], text))
        what = self._draw.choice(("give-back", "give-back", "resolve", "none"))
        if what != "none":
            await self._caller.post(f"{path}/{what}")


async def both(*running: Awaitable[None]) -> None:
    async with asyncio.TaskGroup() as group:
        for one in running:
            group.create_task(_run(one))


async def _run(one: Awaitable[None]) -> None:
    await one
