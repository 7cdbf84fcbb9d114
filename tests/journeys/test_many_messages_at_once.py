"""Messages that arrive together share a commit, and nobody notices that they were not alone."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
from secrets import token_bytes

import psycopg
import pytest
import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import Conversation
from handrail.flows.receive import Receive
from handrail.ports import NotFound, Said, TryAgain
from handrail.storage.door import Door
from handrail.storage.shared_commit import PgInbox
from tests.desk import TestDesk, small_desk


@pytest.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn) as made:
        yield made


async def test_who_speaks_again_in_the_same_breath_is_heard(desk: TestDesk) -> None:
    conversation = await desk.opened()
    async with asyncio.timeout(20):
        seqs = [(await desk.says(conversation, f"line {n}")).seq for n in range(30)]
    assert seqs == list(range(1, 31))


async def test_lines_sent_at_once_keep_their_order(desk: TestDesk) -> None:
    conversations = [await desk.opened() for _ in range(3)]
    kept = await asyncio.gather(*(desk.says(c, f"line {n}") for n in range(300) for c in conversations))
    for place in range(3):
        assert [one.seq for one in kept[place::3]] == list(range(1, 301))
        assert len(await desk.thread(conversations[place])) == 300


async def test_the_same_key_at_once_is_one_message_and_one_receipt(desk: TestDesk) -> None:
    conversation = await desk.opened()
    kept = await asyncio.gather(*(desk.says(conversation, "Hello?", key="the same") for _ in range(20)))
    assert {one.message for one in kept} == {kept[0].message}
    assert sum(not one.duplicate for one in kept) == 1
    assert len(await desk.thread(conversation)) == 1


async def test_two_processes_that_hear_the_same_key_at_once_keep_it_once(desk: TestDesk) -> None:
    conversation = await desk.opened()
    other = Receive(
        PgInbox(desk.door, desk.bell), desk.clock, uuids.uuid7, lambda: token_bytes(16), debounce=timedelta(0)
    )
    for n in range(20):
        said = Said(desk.tenant, conversation.id, conversation.customer, f"line {n}", f"key {n}")
        one, two = await asyncio.gather(desk.receive(said), other(said))
        assert one.message == two.message
    assert len(await desk.thread(conversation)) == 20


async def test_one_locked_conversation_does_not_hold_up_its_neighbours(desk: TestDesk) -> None:
    locked, *free = [await desk.opened() for _ in range(6)]
    with psycopg.connect(desk.dsn) as holder:
        holder.execute("SELECT 1 FROM conversation WHERE id = %s FOR UPDATE", [locked.id])
        refused = asyncio.create_task(desk.says(locked, "Hello?", key="again"))
        async with asyncio.timeout(2):
            kept = await asyncio.gather(*(desk.says(c, "Hello?") for c in free))
        assert [one.seq for one in kept] == [1] * 5
        with pytest.raises(TryAgain):
            await refused
    assert (await desk.says(locked, "Hello?", key="again")).seq == 1


@pytest.mark.parametrize("spoken", range(1, 5))
async def test_a_batch_that_had_to_wait_too_long_spoils_no_later_one(desk: TestDesk, spoken: int) -> None:
    """A locked row fails a batch on its way, wherever its connection is with what it plans after a few uses."""
    locked, free = await desk.opened(), await desk.opened()
    door = Door(desk.dsn, smallest=1, largest=1)
    await door.open()
    inbox, salt = PgInbox(door, desk.bell), lambda: token_bytes(16)
    receive = Receive(inbox, desk.clock, uuids.uuid7, salt, debounce=timedelta(0))
    keys = iter(range(100))

    async def says(where: Conversation) -> int:
        return (await receive(Said(desk.tenant, where.id, where.customer, "Hello?", f"key {next(keys)}"))).seq

    with psycopg.connect(desk.dsn) as holder:
        holder.execute("SELECT 1 FROM conversation WHERE id = %s FOR UPDATE", [locked.id])
        for _ in range(2):
            with pytest.raises(TryAgain):
                await says(locked)
            seqs = [await says(free) for _ in range(spoken)]
            assert seqs == list(range(seqs[0], seqs[0] + spoken))
    await door.close()


async def test_messages_of_two_workspaces_share_a_commit_and_stay_apart(desk: TestDesk) -> None:
    async with small_desk(desk.dsn) as elsewhere:
        ours, theirs = await desk.opened(), await elsewhere.opened()
        mixed = [
            Said(where.tenant, conversation.id, conversation.customer, f"line {n}", f"key {n}")
            for n in range(20)
            for where, conversation in ((desk, ours), (elsewhere, theirs))
        ]
        kept = await asyncio.gather(*(desk.receive(said) for said in mixed))
        assert [one.seq for one in kept[::2]] == [one.seq for one in kept[1::2]] == list(range(1, 21))
        assert len(await desk.thread(ours)) == len(await elsewhere.thread(theirs)) == 20
        stranger = Said(desk.tenant, theirs.id, theirs.customer, "Hello?", "wrong house")
        with pytest.raises(NotFound):
            await desk.receive(stranger)
