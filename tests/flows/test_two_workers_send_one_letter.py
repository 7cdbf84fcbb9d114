"""Two workers with the same letter in their hands: one goes, and when one of them dies the other sends that very letter."""

import asyncio
from collections.abc import AsyncGenerator
from uuid import UUID

import pytest

from handrail.channels.mail import MailSettings, SmtpMail
from handrail.core.conversation.conversation import Channel
from handrail.flows import mail as mail_flow
from handrail.flows.mail import LEASE, Mail
from handrail.flows.start_conversation import Arrival
from handrail.ports import MailDidNotGo, NewCustomer
from tests.desk import TestDesk, another_process
from tests.post_office import PostOffice, post_office


@pytest.fixture
async def office() -> AsyncGenerator[PostOffice]:
    async with post_office() as office:
        yield office


@pytest.fixture
async def workers(desk: TestDesk, office: PostOffice) -> AsyncGenerator[tuple[Mail, Mail]]:
    def worker(process: TestDesk) -> Mail:
        settings = MailSettings("127.0.0.1", office.port, starttls=False, sender="support@desk.example", timeout=30.0)
        return Mail(process.desk, SmtpMail(settings), process.clock)

    async with another_process(desk) as elsewhere:
        yield worker(desk), worker(elsewhere)


async def a_reply(desk: TestDesk) -> UUID:
    kim = NewCustomer(name="Kim", email="kim@example.org")
    conversation = await desk.start(desk.tenant, Arrival(Channel.EMAIL, newcomer=kim))
    await desk.take_over(desk.tenant, conversation.id, desk.people["ana"])
    sent = await desk.reply(desk.tenant, conversation.id, desk.people["ana"], "It is on its way.", "r")
    return sent.message.id


def claim(desk: TestDesk, message: UUID) -> tuple[str, int]:
    (row,) = desk.rows("SELECT state, attempts FROM claim WHERE message_id = %s", message)
    return row["state"], row["attempts"]


async def test_two_workers_at_once_send_one_letter(
    desk: TestDesk, workers: tuple[Mail, Mail], office: PostOffice
) -> None:
    for n in range(1, 6):
        message = await a_reply(desk)
        await asyncio.gather(*(worker(desk.tenant, message) for worker in workers))
        assert len(office.raw) == n
        assert claim(desk, message) == ("sent", 1)


async def test_a_slow_mail_server_does_not_make_a_second_worker_try(
    desk: TestDesk, workers: tuple[Mail, Mail], office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_flow, "SAY_SO_EVERY", 0.1)
    office.mood = "dawdles"
    message = await a_reply(desk)
    one = asyncio.create_task(workers[0](desk.tenant, message))
    await _taken(office)
    desk.clock.forward(seconds=LEASE.seconds + 1)  # longer than the lease, while its holder says that it lives
    await asyncio.sleep(0.4)
    two = asyncio.create_task(workers[1](desk.tenant, message))
    await asyncio.sleep(0.8)
    assert not two.done()
    office.go_on.set()
    await asyncio.gather(one, two)
    assert len(office.raw) == 1
    assert claim(desk, message) == ("sent", 1)


async def test_when_a_worker_dies_in_the_middle_the_other_sends_the_same_letter(
    desk: TestDesk, workers: tuple[Mail, Mail], office: PostOffice
) -> None:
    office.mood = "dawdles"
    message = await a_reply(desk)
    one = asyncio.create_task(workers[0](desk.tenant, message))
    await _taken(office)
    one.cancel()
    await asyncio.wait([one])
    office.mood = "kind"
    two = asyncio.create_task(workers[1](desk.tenant, message))
    await asyncio.sleep(0.8)
    assert not two.done(), "for all it knows the first one lives"
    desk.clock.forward(seconds=LEASE.seconds + 1)
    await asyncio.wait_for(two, 5)
    first, second = office.letters
    assert first["Message-ID"] == second["Message-ID"] == f"<{message}@desk.example>"
    assert claim(desk, message) == ("sent", 2)


async def test_what_a_server_refused_may_be_tried_again_at_once_by_anybody(
    desk: TestDesk, workers: tuple[Mail, Mail], office: PostOffice
) -> None:
    office.mood = "refuses"
    message = await a_reply(desk)
    with pytest.raises(MailDidNotGo):
        await workers[0](desk.tenant, message)
    office.mood = "kind"
    await asyncio.wait_for(workers[1](desk.tenant, message), 5)
    assert claim(desk, message) == ("sent", 2)


async def _taken(office: PostOffice) -> None:
    async with asyncio.timeout(10):
        while not office.raw:  # noqa: ASYNC110 - a server of its own
            await asyncio.sleep(0.02)
