"""P0 pages whoever is on call, the next one after that, and so on, until somebody acknowledges; each round once."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest
import uuid_utils.compat as uuids

from handrail.channels.mail import MailSettings, SmtpMail
from handrail.channels.webhook import SignedWebhook
from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact
from handrail.core.supervision.levels import Level
from handrail.flows.page_on_call import Acknowledged, PageDidNotGo, PageOnCall, Ways
from handrail.flows.pass_on import PassOn
from handrail.flows.ring_alarm import RingAlarm
from handrail.flows.take_over import TakeOver
from handrail.storage.paging import paging_within
from tests.desk import TestDesk
from tests.pager import Pager, pager
from tests.post_office import PostOffice, post_office, words

SECRET = b"shared with the pager"
SELF_HARM = MomentFact("self-harm", "Self-harm", "P0", True, Level.OFF, 1.0, "phrase", "handrail/1")
LEGAL = MomentFact("legal-threat", "Legal", "P1", True, Level.SHADOW, 1.0, "phrase", "handrail/1")
SECRET_WORDS = "I took all the pills"


@dataclass
class OnCall:
    desk: TestDesk
    page: PageOnCall
    ring: RingAlarm
    pager: Pager
    office: PostOffice

    async def moment(self, *moments: MomentFact, conversation: Conversation | None = None) -> Conversation:
        opened = conversation or await self.desk.opened()
        await self.desk.says(opened, SECRET_WORDS)
        async with self.desk.desk.as_system(self.desk.tenant) as work:
            current = await work.conversations.get(opened.id, lock=True)
            await self.ring.noticed(work, current, moments, self.desk.clock())
        return opened

    async def work(self) -> None:
        """Runs the pages that are due, as the worker does: five tries, then it gives up."""
        while job := self._next():
            tenant, alarm, number = self.desk.tenant, UUID(job["ids"]["alarm"]), int(job["ids"]["round"])
            if job["kind"] == "page_again":
                await self.page.again(tenant, alarm, number)
                continue
            for attempt in range(5):
                try:
                    await self.page.send(tenant, alarm, number)
                    break
                except PageDidNotGo as why:
                    if attempt == 4:
                        await self.page.gave_up(tenant, alarm, number, str(why))

    def _next(self) -> dict[str, Any] | None:
        taken = self.desk.rows(
            """DELETE FROM pgqueuer WHERE id = (SELECT id FROM pgqueuer WHERE execute_after <= %s
                 AND entrypoint IN ('page', 'page_again') ORDER BY priority DESC, id LIMIT 1)
               RETURNING entrypoint AS kind, convert_from(payload, 'UTF8')::jsonb AS ids""",
            self.desk.clock.now,
        )
        return taken[0] if taken else None

    async def minutes(self, number: float) -> None:
        self.desk.clock.forward(minutes=number)
        await self.work()

    @property
    def paged(self) -> list[str]:
        return [one["person"] for one in self.pager.pages]

    def events(self, kind: str) -> list[dict[str, Any]]:
        found = self.desk.rows("SELECT data FROM event WHERE kind = %s ORDER BY id", kind)
        return [row["data"] for row in found]


@pytest.fixture
async def on_call(desk: TestDesk) -> AsyncGenerator[OnCall]:
    desk.rows("UPDATE person SET on_call = true WHERE slug IN ('ana', 'ben')")
    async with _on_call(desk) as one:
        yield one


@asynccontextmanager
async def _on_call(desk: TestDesk) -> AsyncGenerator[OnCall]:
    async with pager() as one, post_office() as office, httpx.AsyncClient() as client:
        mail = SmtpMail(MailSettings("127.0.0.1", office.port, starttls=False))
        post = SignedWebhook(client, lambda tenant: SECRET, desk.clock)
        ways = Ways(mail, post, lambda slug, id_: f"https://desk.example/desk/{slug}/conversations/{id_}", one.address)
        ring, pass_on = RingAlarm(paging_within, uuids.uuid7), PassOn(desk.hand_on, desk.clock)
        take_over = TakeOver(desk.desk, desk.clock, alarm=ring)
        page = PageOnCall(desk.desk, paging_within, ways, desk.clock, ring, take_over, pass_on)
        yield OnCall(desk, page, ring, one, office)


async def test_a_grave_moment_pages_at_once_by_webhook_and_mail(on_call: OnCall) -> None:
    conversation = await on_call.moment(SELF_HARM)
    await on_call.work()
    assert [(one["moment"], one["round"], one["person"]) for one in on_call.pager.pages] == [("self-harm", 1, "ana")]
    assert on_call.pager.pages[0]["conversation"] == str(conversation.id)
    [letter] = on_call.office.letters
    assert letter["To"] == "ana@handrail.example"
    assert str(conversation.id) in words(letter)


async def test_a_page_says_nothing_of_what_the_customer_wrote(on_call: OnCall) -> None:
    await on_call.moment(SELF_HARM)
    await on_call.work()
    sent = on_call.pager.bodies[0].decode() + on_call.office.raw[0].decode()
    assert "pills" not in sent
    assert "Kim" not in sent


async def test_the_other_side_can_tell_that_a_page_is_ours(on_call: OnCall) -> None:
    await on_call.moment(SELF_HARM)
    await on_call.work()
    headers, body = on_call.pager.headers[0], on_call.pager.bodies[0]
    at, _, found = headers["handrail-signature"].removeprefix("t=").partition(",v1=")
    assert int(at) == int(on_call.desk.clock.now.timestamp())
    assert hmac.compare_digest(found, hmac.new(SECRET, f"{at}.".encode() + body, hashlib.sha256).hexdigest())
    assert headers["idempotency-key"] == on_call.pager.pages[0]["id"]


async def test_it_goes_on_to_the_next_until_somebody_acknowledges(on_call: OnCall) -> None:
    conversation = await on_call.moment(SELF_HARM)
    await on_call.work()
    for _ in range(5):
        await on_call.minutes(5)
    assert on_call.paged == ["ana", "ben", "dov", "rex", "ana", "ben"]
    done = await on_call.page.acknowledge(on_call.desk.tenant, conversation.id, on_call.desk.people["ben"])
    assert done == Acknowledged(1, on_call.desk.people["ben"])
    for _ in range(3):
        await on_call.minutes(5)
    assert len(on_call.paged) == 6
    assert [one["moment"] for one in on_call.events("alarm_acknowledged")] == ["self-harm"]
    assert [one["round"] for one in on_call.events("paged")] == [1, 2, 3, 4, 5, 6]


async def test_the_same_moment_again_pages_no_second_time(on_call: OnCall) -> None:
    conversation = await on_call.moment(SELF_HARM)
    await on_call.moment(SELF_HARM, LEGAL, conversation=conversation)
    await on_call.work()
    assert len(on_call.paged) == 1


async def test_a_moment_that_is_not_p0_pages_nobody(on_call: OnCall) -> None:
    await on_call.moment(LEGAL)
    await on_call.work()
    assert on_call.paged == []
    assert on_call.office.letters == []


async def test_hours_after_it_was_acknowledged_the_moment_pages_anew(on_call: OnCall) -> None:
    conversation = await on_call.moment(SELF_HARM)
    await on_call.work()
    await on_call.page.acknowledge(on_call.desk.tenant, conversation.id, on_call.desk.people["ana"])
    await on_call.minutes(30)
    await on_call.moment(SELF_HARM, conversation=conversation)
    await on_call.work()
    assert len(on_call.paged) == 1
    await on_call.minutes(31)
    await on_call.moment(SELF_HARM, conversation=conversation)
    await on_call.work()
    assert len(on_call.paged) == 2


async def test_a_pager_that_does_not_answer_keeps_no_mail_back_and_no_next_round(on_call: OnCall) -> None:
    on_call.pager.answers = 503
    await on_call.moment(SELF_HARM)
    await on_call.work()
    assert on_call.paged == []
    assert len(on_call.office.letters) == 1  # once, though the page was tried five times
    assert [one["round"] for one in on_call.events("page_failed")] == [1]
    on_call.pager.answers = 204
    await on_call.minutes(5)
    assert on_call.paged == ["ben"]


async def test_a_round_begun_twice_is_one_page(on_call: OnCall) -> None:
    await on_call.moment(SELF_HARM)
    await on_call.work()
    alarm = UUID(on_call.pager.pages[0]["alarm"])
    begun = await asyncio.gather(*(on_call.page.again(on_call.desk.tenant, alarm, 2) for _ in range(4)))
    assert sorted(begun) == [False, False, False, True]
    await on_call.work()
    assert on_call.paged == ["ana", "ben"]


async def test_a_round_that_no_job_began_is_begun_by_the_sweeper(on_call: OnCall) -> None:
    await on_call.moment(SELF_HARM)
    await on_call.work()
    on_call.desk.rows("DELETE FROM pgqueuer WHERE entrypoint = 'page_again'")
    on_call.desk.clock.forward(minutes=6)
    assert await on_call.page.sweep(on_call.desk.tenant) == 0
    on_call.desk.clock.forward(minutes=2)
    assert await on_call.page.sweep(on_call.desk.tenant) == 1
    await on_call.work()
    assert on_call.paged == ["ana", "ben"]


async def test_without_anybody_on_call_the_duty_manager_and_the_last_resort_are_paged(desk: TestDesk) -> None:
    async with _on_call(desk) as on_call:
        await on_call.moment(SELF_HARM)
        await on_call.work()
        await on_call.minutes(5)
        assert on_call.paged == ["dov", "rex"]
