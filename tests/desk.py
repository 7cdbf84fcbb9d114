"""A small desk on a real database for tests of flows: three agents, a lead, a duty manager, a reserve, two topics."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

import psycopg
import uuid_utils.compat as uuids
from psycopg.rows import dict_row

from handrail.app.rules import build_rulebook, build_rules
from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.escalation.facts import EvidenceFact, QuoteFact
from handrail.flows.ask_approval import AskApproval
from handrail.flows.attach import Attach
from handrail.flows.close import Close
from handrail.flows.decide import Decide
from handrail.flows.deliver import Deliver
from handrail.flows.escalate_late import EscalateLate
from handrail.flows.gather import Gather
from handrail.flows.hand_off import AnswerWish, HandOn, HandOver
from handrail.flows.notice import Notice
from handrail.flows.presence import ShowPresence
from handrail.flows.press_button import PressButton
from handrail.flows.rate import RateConversation
from handrail.flows.receive import Receive
from handrail.flows.replace_owner import ReplaceOwner
from handrail.flows.reply import Reply
from handrail.flows.settle_approval import SettleApproval
from handrail.flows.start_conversation import Arrival, StartConversation
from handrail.flows.take_over import TakeOver
from handrail.flows.verify_identity import VerifyIdentity
from handrail.ports import Kept, LanguageGuess, NewCustomer, Question, Said
from handrail.ports.files import Bucket
from handrail.storage.attachments import files_within
from handrail.storage.bell import Bell
from handrail.storage.desk import PgDesk
from handrail.storage.door import Door
from handrail.storage.model_use import model_use_within
from handrail.storage.ratings import ratings_within
from handrail.storage.shared_commit import PgInbox

PEOPLE = {
    # slug: (role, team, skills, languages, capacity, reserve, duty_manager)
    "ana": ("agent", "orders", ["shipping"], ["en", "es"], 3, False, False),
    "ben": ("agent", "orders", ["returns"], ["en", "de"], 3, False, False),
    "chi": ("agent", "orders", ["shipping"], ["en", "ja"], 3, False, False),
    "lea": ("lead", "orders", [], ["en"], 3, False, False),
    "dov": ("supervisor", None, [], ["en"], 5, False, True),
    "rex": ("admin", None, [], ["en"], 0, True, False),
}


@dataclass
class TestClock:
    """Tests move time; nothing else does."""

    __test__ = False
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 10, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class KnownAnswers:
    """A knowledge port for flow tests: what approved text says to which question, and a pause to think in."""

    answers: Mapping[str, QuoteFact]
    thinking: asyncio.Event | asyncio.Barrier | None = None
    fails: bool = False
    asked: list[Question] = field(default_factory=list)

    @property
    def versions(self) -> Mapping[str, str]:
        return {"embedder": "none"}

    async def evidence(self, tenant: UUID, question: Question) -> EvidenceFact:
        self.asked.append(question)
        if self.thinking is not None:
            await self.thinking.wait()
        if self.fails:
            raise RuntimeError("the index is away")
        quote = next((q for words, q in self.answers.items() if words in question.text.lower()), None)
        if quote is None:
            return EvidenceFact(None, False, ("No approved passage answers this.",))
        return EvidenceFact(quote, True, ("The passage answers every part.",), margin=0.3)


def quote(text: str, topic: str = "shipping", title: str = "Delivery abroad") -> QuoteFact:
    return QuoteFact(uuid4(), 1, title, text, topic, 0.9, "en")


NORWAY = quote("We deliver to Norway in 4 to 6 working days.")
REFUNDS = quote("Refunds arrive within 5 days.", topic="refunds", title="Refunds")


class TestDesk:
    __test__ = False

    def __init__(
        self, dsn: str, door: Door, bell: Bell, clock: TestClock, tenant: UUID, people: dict[str, UUID]
    ) -> None:
        self.dsn, self.door, self.bell, self.clock, self.tenant, self.people = dsn, door, bell, clock, tenant, people
        self._owner = psycopg.Connection[dict[str, Any]].connect(dsn, autocommit=True, row_factory=dict_row)
        self.desk = PgDesk(door, bell)
        self.knowledge = KnownAnswers({"norway": NORWAY, "refund": REFUNDS})
        ids = uuids.uuid7
        hand_over = HandOver(clock, ids)
        self.start = StartConversation(self.desk, clock, ids)
        self.receive = Receive(PgInbox(door, bell), clock, ids, lambda: token_bytes(16), debounce=timedelta(0))
        self.answer_wish = AnswerWish(self.desk, hand_over, clock, ids)
        self.press_button = PressButton(self.desk, self.answer_wish, clock, ids)
        self.hand_on = HandOn(self.desk, hand_over, clock, ids)
        gather = Gather(self.desk, self.knowledge, lambda text: LanguageGuess("en", 0.99), clock)
        rulebook = build_rulebook(self.desk)
        self.rules = build_rules(door, self.desk, rulebook, gather, clock)
        self.secret = secret_of
        self.verify = VerifyIdentity(self.desk, self.hand_on, self.secret, clock, ids)
        self.ask_approval = AskApproval(ids)
        self.settle_approval = SettleApproval(self.desk, self.hand_on, clock, ids)
        self.decide = Decide(self.desk, gather, hand_over, clock, ids, rulebook, take_code=self.verify.take)
        self.notice: Notice | None = None
        self.deliver = Deliver(self.desk, self.hand_on, clock, ids, use=model_use_within)
        self.reply = Reply(self.desk, clock, ids)
        self.bucket: Bucket | None = None
        self.attach = Attach(self.desk, files_within, clock, ids)
        self.rate = RateConversation(self.desk, ratings_within, clock, ids)
        self.show_presence = ShowPresence(self.desk, bell.presence)
        self.take_over = TakeOver(self.desk, clock)
        self.close = Close(self.desk, clock)
        self.replace_owner = ReplaceOwner(self.desk, self.hand_on, clock)
        self.escalate_late = EscalateLate(
            self.desk, self.answer_wish, self.hand_on, self.replace_owner, self.close, clock, ids
        )

    def close_owner(self) -> None:
        self._owner.close()

    async def opened(self, channel: Channel = Channel.CHAT, name: str | None = "Kim") -> Conversation:
        return await self.start(self.tenant, Arrival(channel, newcomer=NewCustomer(name=name)))

    async def says(self, conversation: Conversation, text: str, key: str | None = None) -> Kept:
        return await self.receive(Said(self.tenant, conversation.id, conversation.customer, text, key or uuid4().hex))

    async def now(self, conversation: Conversation) -> Conversation:
        async with self.desk.as_system(self.tenant) as work:
            return await work.conversations.get(conversation.id)

    async def thread(self, conversation: Conversation) -> list[tuple[str, str]]:
        async with self.desk.as_system(self.tenant) as work:
            messages = await work.conversations.messages(conversation.id)
        return [(m.author_kind.value, m.body or m.text_id or "") for m in messages]

    async def run_jobs(self) -> list[str]:
        """Works off what is queued and due, in order, as the worker would; the kinds that ran, but for the reading of
        what people were told (`notice`), which changes nobody's turn."""
        ran: list[str] = []
        while job := self._next_job():
            kind, ids = job
            if kind == "notice":
                if self.notice is not None:
                    await self.notice(self.tenant, UUID(ids["conversation"]))
                continue
            ran.append(kind)
            match kind:
                case "decide":
                    await self.decide(self.tenant, UUID(ids["conversation"]))
                case "deliver":
                    await self.deliver(self.tenant, UUID(ids["decision"]))
                case "hand_off":
                    await self.answer_wish(self.tenant, UUID(ids["conversation"]))
                case "close":
                    await self.close.close(self.tenant, UUID(ids["conversation"]))
                case _:
                    pass
        return ran

    def _next_job(self) -> tuple[str, dict[str, Any]] | None:
        taken = self.rows(
            """DELETE FROM pgqueuer WHERE id = (SELECT id FROM pgqueuer
                 WHERE execute_after <= %s AND convert_from(payload, 'UTF8')::jsonb->>'tenant' = %s
                 ORDER BY priority DESC, id LIMIT 1)
               RETURNING entrypoint AS kind, convert_from(payload, 'UTF8')::jsonb AS ids""",
            max(self.clock.now, datetime.now(UTC)),
            str(self.tenant),
        )
        return (taken[0]["kind"], taken[0]["ids"]) if taken else None

    def rows(self, query: str, *values: Any) -> Sequence[dict[str, Any]]:
        """As the database's owner, past the wall."""
        cursor = self._owner.execute(query.encode(), values)
        return cursor.fetchall() if cursor.description else []


def secret_of(tenant: UUID) -> bytes:
    return b"a secret of " + tenant.bytes


def seed_workspace(dsn: str) -> tuple[UUID, dict[str, UUID]]:
    tenant, team = uuid4(), uuid4()
    people = {slug: uuid4() for slug in PEOPLE}
    with psycopg.connect(dsn) as connection:
        connection.execute(
            "INSERT INTO workspace (tenant, slug, name, site_key) VALUES (%s, %s, 'Test', %s)",
            [tenant, f"t-{tenant.hex[:8]}", f"site-{tenant.hex}"],
        )
        connection.execute(
            "INSERT INTO team (tenant, id, slug, name, lead_id) VALUES (%s, %s, 'orders', 'Orders', %s)",
            [tenant, team, people["lea"]],
        )
        for slug, (role, in_team, skills, languages, capacity, reserve, duty) in PEOPLE.items():
            connection.execute(
                """INSERT INTO person (tenant, id, slug, name, email, role, team_id, skills, languages, capacity, reserve,
                     duty_manager) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)""",
                [
                    tenant,
                    people[slug],
                    slug,
                    slug.title(),
                    f"{slug}@handrail.example",
                    role,
                    team if in_team else None,
                    skills,
                    languages,
                    capacity,
                    reserve,
                    duty,
                ],
            )
            if not reserve:
                connection.execute(
                    """INSERT INTO shift (tenant, person_id, id, weekdays, starts, ends, timezone)
                       VALUES (%s, %s, %s, '{0,1,2,3,4,5,6}', '00:00', '00:00', 'UTC')""",
                    [tenant, people[slug], uuid4()],
                )
        for topic, owner, level in (
            ("general", "lea", "suggest"),
            ("shipping", "ana", "autonomous"),
            ("refunds", "ben", "suggest"),
        ):
            connection.execute(
                "INSERT INTO topic (tenant, slug, name, owner_id, team_id, skill, level) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [tenant, topic, topic.title(), people[owner], team, topic, level],
            )
        connection.execute(
            """INSERT INTO autonomy_grant (tenant, id, topic, action_class, signed_by, signed_at, expires_at)
               VALUES (%s, %s, 'shipping', 'quote', %s, '2026-11-01', '2026-12-30')""",
            [tenant, uuid4(), people["lea"]],
        )
        for fact in (NORWAY, REFUNDS):
            connection.execute(
                """INSERT INTO article (tenant, id, key, version, content_hash, title, body, topic, audience, language)
                   VALUES (%s, %s, %s, 1, '', %s, %s, %s, 'customer', 'en')""",
                [tenant, fact.article, fact.title, fact.title, fact.text, fact.topic],
            )
    return tenant, people


@asynccontextmanager
async def small_desk(dsn: str, clock: TestClock | None = None) -> AsyncGenerator[TestDesk]:
    tenant, people = seed_workspace(dsn)
    async with _process(dsn, clock or TestClock(), tenant, people) as desk:
        yield desk


@asynccontextmanager
async def another_process(desk: TestDesk) -> AsyncGenerator[TestDesk]:
    """The same workspace once more, with connections and flows of its own: nothing is shared but the database."""
    async with _process(desk.dsn, desk.clock, desk.tenant, desk.people) as other:
        yield other


@asynccontextmanager
async def _process(dsn: str, clock: TestClock, tenant: UUID, people: dict[str, UUID]) -> AsyncGenerator[TestDesk]:
    door, bell = Door(dsn, largest=6), Bell(dsn, "ch_pgqueuer")
    await door.open()
    await bell.open()
    desk = TestDesk(dsn, door, bell, clock, tenant, people)
    try:
        yield desk
    finally:
        desk.close_owner()
        await bell.close()
        await door.close()
