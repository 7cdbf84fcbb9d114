"""A customer said something: keep it, and promise to decide. A wish for a person is heard right here.

Messages that arrive in the same instant share one commit; each is acknowledged only after it.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import clean_text
from handrail.core.conversation.moves import (
    ConversationAlreadyClosed,
    CustomerIsBlocked,
    KeyUsedForAnother,
    customer_spoke,
    person_wanted,
)
from handrail.core.log.chain import Event, digest
from handrail.core.understanding.wants_person import Wish, find_wish
from handrail.ports import Clock, FileNotFree, Inbox, Job, Kept, NewId, NotFound, Received, Said, TryAgain, Upload

REPLY_WITHIN = timedelta(minutes=15)
LARGEST_BATCH = 256
TRIES_ALONE = 5
LINGER = 0.003  # seconds that a batch after a full one waits for those who are just about to speak
PATIENCE = 3.0  # seconds after which nobody is kept waiting for another try


@dataclass(slots=True)
class _Waiting:
    said: Said
    wish: Wish | None
    kept: "asyncio.Future[Kept]"


class Receive:
    """Keeps messages, many a commit. `debounce`: how long the decision waits for the rest of a burst."""

    def __init__(
        self, inbox: Inbox, clock: Clock, new_id: NewId, new_salt: Callable[[], bytes], *, debounce: timedelta
    ) -> None:
        self._inbox = inbox
        self._plan = _Planner(clock, new_id, new_salt, debounce)
        self._waiting: list[_Waiting] = []
        self._writer: asyncio.Task[None] | None = None
        self._aside: dict[UUID, asyncio.Task[None]] = {}  # conversations whose messages are tried one by one
        self._awaited, self._all_here = 0, asyncio.Event()

    async def __call__(self, said: Said) -> Kept:
        """Durable when this returns. Raises MessageEmpty, MessageTooLong, MessageNotText, NotFound, FileNotFree,
        ConversationAlreadyClosed, CustomerIsBlocked, KeyUsedForAnother or TryAgain; then nothing was kept."""
        # Keys are the customer's own: an agent's with the same name is another.
        files = tuple(dict.fromkeys(said.attachments))
        text = clean_text(said.text, files=len(files))
        said = replace(said, text=text, key=f"customer:{said.key}", attachments=files)
        waiting = _Waiting(said, find_wish(said.text), asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if len(self._waiting) >= self._awaited:
            self._all_here.set()
        self._set_off()
        return await waiting.kept

    def _set_off(self) -> None:
        if self._writer is None and self._waiting:
            self._writer = asyncio.create_task(self._write_all())

    async def _write_all(self) -> None:
        """One batch after the other: while one waits for the disk, the next gathers."""
        try:
            await asyncio.sleep(0)  # everyone who is ready in this instant gets aboard
            while batch := self._board():
                await self._write(batch)
                await self._linger(len(batch))
        finally:
            # Here and not in a callback of the task: whoever is told that theirs is kept may speak again before the
            # callback runs, and would wait for a writer that has already gone.
            self._writer = None

    async def _linger(self, last: int) -> None:
        """Where many have just spoken at once, as many will again. A commit costs the same for one and for all of them,
        so that setting off with the first of them makes the others, and the first one's next message, wait longer."""
        if last == 1:
            return await asyncio.sleep(0)
        self._awaited = (last + 1) // 2
        self._all_here.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER):
                await self._all_here.wait()
        return None

    def _board(self) -> list[_Waiting]:
        """The next batch, in order. Who speaks in a conversation that was set aside waits until it is done there."""
        batch: list[_Waiting] = []
        left: list[_Waiting] = []
        for waiting in self._waiting:
            stays = len(batch) == LARGEST_BATCH or waiting.said.conversation in self._aside
            (left if stays else batch).append(waiting)
        self._waiting = left
        return batch

    async def _write(self, batch: Sequence[_Waiting]) -> None:
        try:
            await self._commit(batch)
        except Exception:
            # One bad row must not fail its neighbours, nor one locked conversation hold up the next batch.
            for conversation in {waiting.said.conversation for waiting in batch}:
                mine = [waiting for waiting in batch if waiting.said.conversation == conversation]
                self._aside[conversation] = asyncio.create_task(self._one_by_one(conversation, mine))

    async def _one_by_one(self, conversation: UUID, batch: Sequence[_Waiting]) -> None:
        try:
            for waiting in batch:
                await self._alone(waiting)
        finally:
            del self._aside[conversation]
            self._set_off()

    async def _alone(self, waiting: _Waiting) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        for attempt in range(TRIES_ALONE):
            try:
                return await self._commit([waiting])
            except TryAgain as error:
                if attempt == TRIES_ALONE - 1 or loop.time() > until:
                    return _settle(waiting.kept, error)
                await asyncio.sleep(0.02 * 2**attempt)
            except Exception as error:
                return _settle(waiting.kept, error)
        return None

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        outcomes: list[Kept | Exception] = []
        async with self._inbox.shared_commit() as commit:
            said = [waiting.said for waiting in batch]
            conversations, kept = await commit.load(said)
            files = dict(await commit.uploads(said)) if any(one.attachments for one in said) else {}
            standing, known = dict(conversations), dict(kept)
            received: list[Received] = []
            for waiting in batch:
                outcomes.append(self._plan.one(waiting.said, waiting.wish, standing, known, files, received))
            if received:
                await commit.store(received)
        for waiting, outcome in zip(batch, outcomes, strict=True):
            _settle(waiting.kept, outcome)


_Files = dict[tuple[UUID, UUID], Upload]


class _Planner:
    """Pure but for the four sources it is given: what each message changes, in order, on what the ones before left."""

    def __init__(self, clock: Clock, new_id: NewId, new_salt: Callable[[], bytes], debounce: timedelta) -> None:
        self._clock, self._new_id, self._new_salt, self._debounce = clock, new_id, new_salt, debounce

    def one(
        self,
        said: Said,
        wish: Wish | None,
        standing: dict[tuple[UUID, UUID], Conversation],
        known: dict[tuple[UUID, UUID, str], Kept],
        files: dict[tuple[UUID, UUID], Upload],
        received: list[Received],
    ) -> Kept | Exception:
        where, key = (said.tenant, said.conversation), (said.tenant, said.conversation, said.key)
        conversation = standing.get(where)
        if conversation is None or conversation.customer != said.customer:
            return NotFound("This conversation does not exist.")
        if key in known:
            if known[key].text is not None and not _the_same(said, known[key], files):
                return KeyUsedForAnother("This key was used for another message: take a new one.")
            return replace(known[key], duplicate=True)
        now = self._clock()
        try:
            after = _after(conversation, wish, now)
            brought = _brought(said, files)
        except (ConversationAlreadyClosed, CustomerIsBlocked, FileNotFree) as error:
            return error
        change = self._change(said, wish, brought, conversation, after, now)
        standing[where] = change.after
        files |= {one: replace(upload, message=change.message) for one, upload in brought.items()}
        known[key] = Kept(
            change.message,
            said.conversation,
            change.seq,
            after.turn,
            now,
            wish=wish is not None,
            text=said.text,
            attached=len(brought),
        )
        received.append(change)
        return known[key]

    def _change(
        self, said: Said, wish: Wish | None, brought: _Files, before: Conversation, after: Conversation, now: datetime
    ) -> Received:
        message, salt = self._new_id(), self._new_salt()
        data = {
            "message": str(message),
            "seq": after.last_seq,
            "turn": after.turn,
            "digest": digest(salt, said.text),
            **({} if wish is None else {"wish": wish.pattern, "span": [wish.start, wish.end]}),
            **_files_recorded({file: upload.sha256 for (_, file), upload in brought.items()}, salt),
        }
        event = Event("message_received", f"customer:{said.customer}", now, data, said.conversation)
        job = self._job(said, wish, before, after, now)
        return Received(message, after.last_seq, said, now, after, salt, event, job)

    def _job(
        self, said: Said, wish: Wish | None, before: Conversation, after: Conversation, now: datetime
    ) -> Job | None:
        if wish is not None:
            return Job("hand_off", said.tenant, said.conversation)
        if after.writer is not None:
            return Job("notice", said.tenant, said.conversation, run_at=now + self._debounce)
        return Job("decide", said.tenant, said.conversation, run_at=now + self._debounce)


def _after(conversation: Conversation, wish: Wish | None, now: datetime) -> Conversation:
    spoken = customer_spoke(conversation, now, REPLY_WITHIN, asks_for_person=wish is not None)
    return spoken if wish is None else person_wanted(spoken, now)


def _brought(said: Said, files: _Files) -> _Files:
    """Raises FileNotFree unless every file is the customer's own, of this conversation, and not sent yet."""
    brought = {(said.tenant, file): files.get((said.tenant, file)) for file in said.attachments}
    free = {
        one: upload
        for one, upload in brought.items()
        if upload is not None
        and (upload.conversation, upload.customer, upload.message) == (said.conversation, said.customer, None)
    }
    if len(free) != len(brought):
        raise FileNotFree
    return free


def _the_same(said: Said, kept: Kept, files: _Files) -> bool:
    went = [upload.message for file in said.attachments if (upload := files.get((said.tenant, file))) is not None]
    return kept.text == said.text and kept.attached == len(said.attachments) and set(went) <= {kept.message}


def _files_recorded(sha256: Mapping[UUID, bytes], salt: bytes) -> dict[str, Any]:
    """What the log says of the files that a message brought; nothing where it brought none."""
    files = [{"id": str(file), "digest": digest(salt, of.hex())} for file, of in sha256.items()]
    return {"attachments": files} if files else {}


def _settle(kept: "asyncio.Future[Kept]", outcome: Kept | Exception) -> None:
    if kept.done():  # the caller went away; the message is kept all the same
        return
    if isinstance(outcome, Exception):
        kept.set_exception(outcome)
    else:
        kept.set_result(outcome)
