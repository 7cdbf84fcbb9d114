"""The desk as the flows know it: transactions through the door, and a bell rung after each commit."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from uuid import UUID

from psycopg.types.json import Jsonb

from handrail.core.log.chain import Event
from handrail.ports import Conversations, Decisions, Job, People, Topics, Work
from handrail.ports.approvals import Approvals
from handrail.ports.identity import Identities
from handrail.ports.tools import Effects, Tools
from handrail.storage.approvals import PgApprovals
from handrail.storage.bell import Bell
from handrail.storage.conversations import PgConversations
from handrail.storage.decisions import PgDecisions
from handrail.storage.door import SYSTEM, Connection, Door, Viewer
from handrail.storage.effects import PgEffects
from handrail.storage.known import PgKnown
from handrail.storage.people import PgPeople
from handrail.storage.queueing import ENQUEUE, job_row
from handrail.storage.tools import PgTools
from handrail.storage.topics import PgTopics

INSERT_EVENT = "INSERT INTO event (tenant, conversation_id, kind, actor, at, data) VALUES (%s, %s, %s, %s, %s, %s)"


def event_row(tenant: UUID, event: Event) -> tuple[object, ...]:
    return (tenant, event.conversation, event.kind, event.actor, event.at, Jsonb(dict(event.data)))


class PgWork:
    """One transaction. What it records and enqueues also says whom to wake once it is committed."""

    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self.tenant = tenant
        self.connection = connection
        self.conversations: Conversations = PgConversations(connection, tenant)
        self.people: People = PgPeople(connection, tenant)
        self.topics: Topics = PgTopics(connection, tenant)
        self.decisions: Decisions = PgDecisions(connection, tenant)
        self.tools: Tools = PgTools(connection, tenant)
        self.effects: Effects = PgEffects(connection, tenant)
        self.approvals: Approvals = PgApprovals(connection, tenant)
        self.identities: Identities = PgKnown(connection, tenant)
        self.touched: set[UUID] = set()
        self.has_jobs = False

    async def record(self, *events: Event) -> None:
        for event in events:
            await self.connection.execute(INSERT_EVENT, event_row(self.tenant, event))
            if event.conversation is not None:
                self.touched.add(event.conversation)

    async def enqueue(self, *jobs: Job) -> None:
        for job in jobs:
            await self.connection.execute(ENQUEUE, job_row(job))
            self.has_jobs = True


class PgDesk:
    def __init__(self, door: Door, bell: Bell) -> None:
        self._door = door
        self._bell = bell

    @asynccontextmanager
    async def _enter(self, tenant: UUID, viewer: Viewer) -> AsyncGenerator[PgWork]:
        async with self._door.enter(tenant, viewer) as connection:
            work = PgWork(connection, tenant)
            yield work
        # Only now: a bell inside the transaction would make every commit wait for the others (architecture.md).
        self._bell.ring(tenant, work.touched, jobs=work.has_jobs)

    def as_system(self, tenant: UUID) -> AbstractAsyncContextManager[Work]:
        return self._enter(tenant, SYSTEM)

    def as_staff(self, tenant: UUID, person: UUID) -> AbstractAsyncContextManager[Work]:
        return self._enter(tenant, Viewer.staff(person))

    def as_customer(self, tenant: UUID, customer: UUID) -> AbstractAsyncContextManager[Work]:
        return self._enter(tenant, Viewer.customer(customer))


async def keep_event(connection: Connection, tenant: UUID, event: Event) -> None:
    """Into the log, within the transaction that the event tells of."""
    await connection.execute(INSERT_EVENT, event_row(tenant, event))
