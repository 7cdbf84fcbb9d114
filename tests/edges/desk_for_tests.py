"""The API over a small desk on a real database, called in process or through a real server on the loopback."""

import hashlib
import secrets
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import jwt
import psycopg
import uuid_utils.compat as uuids
from litestar import Litestar
from prometheus_client import CollectorRegistry
from psycopg_pool import PoolTimeout

from handrail.api import ApiParts, ArticleSeen, Rate, RateLimits, create_api
from handrail.core.knowledge.article import Article
from handrail.flows.administer import Administer
from handrail.flows.fetch_file import FetchFile
from handrail.flows.follow import FollowLog
from handrail.flows.leave_email import LeaveEmail
from handrail.flows.mark_shown import MarkShown
from handrail.flows.promise import MakePromise
from handrail.flows.read_approvals import ReadApprovals
from handrail.flows.stop import StopAssistant
from handrail.storage.administration import setup_within
from handrail.storage.attachments import PgFileReading
from handrail.storage.identities import PgIdentities
from handrail.storage.reading import PgReading
from tests.desk import TestClock, TestDesk, seed_workspace, small_desk
from tests.edges.daily_for_tests import daily_parts

IDENTITY_SECRET = b"the site's own secret, long enough for HS256"
PLENTY = Rate(100_000, 100_000)
NO_LIMITS = RateLimits(PLENTY, PLENTY, PLENTY, PLENTY, PLENTY, streams=1_000)


class Shelf:
    """Articles in memory: the knowledge room has its own tests."""

    def __init__(self) -> None:
        self.articles: dict[str, ArticleSeen] = {}

    async def keep(self, _: UUID, article: Article) -> ArticleSeen:
        seen = ArticleSeen(
            uuid4(), article.key, article.title, article.topic, article.audience.value, article.language, 1
        )
        return self.articles.setdefault(article.key, seen)

    async def list(self, _: UUID, after: str, limit: int) -> Sequence[ArticleSeen]:
        return [self.articles[key] for key in sorted(self.articles) if key > after][:limit]


@dataclass
class ApiDesk:
    """`site` is the workspace's key; `tokens` by the slug of the agent who acts with them."""

    desk: TestDesk
    parts: ApiParts
    app: Litestar
    http: httpx.AsyncClient
    site: str
    tokens: dict[str, str]

    def as_site(self, **more: str) -> dict[str, str]:
        return {"X-Handrail-Site": self.site, **more}

    def as_agent(self, slug: str = "ana", **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[slug]}", **more}

    async def starts(self, **body: Any) -> "Visitor":
        answer = await self.http.post("/v1/customer/conversations", json=body, headers=self.as_site())
        assert answer.status_code == 201, answer.text
        started = answer.json()
        return Visitor(self, started["token"], started["conversation"]["id"])

    def token(self, scopes: Sequence[str], slug: str | None = None, tenant: UUID | None = None, **more: Any) -> str:
        person = None if slug is None else self.desk.people[slug]
        return put_token(self.desk.dsn, tenant or self.desk.tenant, scopes, person, **more)

    def signed(self, secret: bytes = IDENTITY_SECRET, algorithm: str = "HS256", **claims: Any) -> str:
        usual = {"sub": "customer-1", "name": "Noor", "exp": self.desk.clock().timestamp() + 600}
        return jwt.encode({**usual, **claims}, secret, algorithm=algorithm)


@dataclass
class Visitor:
    """A customer with a conversation, as a widget holds them."""

    api: ApiDesk
    token: str
    conversation: str

    @property
    def headers(self) -> dict[str, str]:
        return self.api.as_site(Authorization=f"Bearer {self.token}")

    @property
    def path(self) -> str:
        return f"/v1/customer/conversations/{self.conversation}"

    async def says(self, text: Any, key: str | None = None, **more: Any) -> httpx.Response:
        headers = {**self.headers, "Idempotency-Key": key or uuid4().hex}
        return await self.api.http.post(f"{self.path}/messages", json={"text": text, **more}, headers=headers)

    async def get(self, path: str = "", **params: Any) -> httpx.Response:
        return await self.api.http.get(f"{self.path}{path}", headers=self.headers, params=params)

    async def post(self, path: str, body: Any = None) -> httpx.Response:
        return await self.api.http.post(f"{self.path}{path}", headers=self.headers, json=body)


def put_token(
    dsn: str, tenant: UUID, scopes: Sequence[str], person: UUID | None, expires_at: datetime | None = None
) -> str:
    secret = f"hr_{secrets.token_urlsafe(32)}"
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            """INSERT INTO api_token (tenant, id, hash, name, scopes, person_id, expires_at)
               VALUES (%s, %s, %s, 'test', %s, %s, %s)""",
            [tenant, uuid4(), hashlib.sha256(secret.encode()).digest(), list(scopes), person, expires_at],
        )
    return secret


def site_of(dsn: str, tenant: UUID) -> str:
    with psycopg.connect(dsn, autocommit=True) as connection:
        row = connection.execute(
            "UPDATE workspace SET identity_secret = %s WHERE tenant = %s RETURNING site_key", [IDENTITY_SECRET, tenant]
        ).fetchone()
    assert row is not None
    return row[0]


def parts_of(desk: TestDesk, limits: RateLimits, seconds: Any = time.monotonic) -> ApiParts:
    clock, ids, shelf = desk.clock, uuids.uuid7, Shelf()

    async def ready() -> Mapping[str, str | None]:
        return {"database": None}

    async def export(_: UUID, customer: UUID) -> Mapping[str, Any]:
        return {"customer": str(customer)}

    async def erase(_: UUID, customer: UUID, by: str) -> None:
        desk.rows("UPDATE customer SET erased_at = now() WHERE id = %s", customer)

    return ApiParts(
        reading=PgReading(desk.door),
        identities=PgIdentities(desk.door, lambda locked: locked),
        live=desk.bell,
        follow=FollowLog(PgReading(desk.door), desk.bell),
        files=FetchFile(PgFileReading(desk.door), desk.bucket),
        presence=desk.bell.presence,
        start=desk.start,
        receive=desk.receive,
        press_button=desk.press_button,
        mark_shown=MarkShown(desk.desk, clock),
        leave_email=LeaveEmail(desk.desk, setup_within, clock, ids),
        reply=desk.reply,
        attach=desk.attach,
        rate=desk.rate,
        show_presence=desk.show_presence,
        take_over=desk.take_over,
        close=desk.close,
        promise=MakePromise(desk.desk, setup_within, clock, ids),
        read_approvals=ReadApprovals(desk.desk, clock),
        settle_approval=desk.settle_approval,
        stop=StopAssistant(desk.desk, setup_within, clock, ids),
        administer=Administer(desk.desk, setup_within, clock, ids, lambda: secrets.token_urlsafe(32)),
        **daily_parts(desk),
        leave=desk.replace_owner.leave,
        export_customer=export,
        erase_customer=erase,
        import_article=shelf.keep,
        list_articles=shelf.list,
        ready=ready,
        registry=CollectorRegistry(),
        clock=clock,
        seconds=seconds,
        new_id=ids,
        secret=secrets.token_bytes(32),
        limits=limits,
        away=(psycopg.OperationalError, PoolTimeout),
    )


@asynccontextmanager
async def api_desk(
    dsn: str, limits: RateLimits = NO_LIMITS, clock: TestClock | None = None, **changed: Any
) -> AsyncGenerator[ApiDesk]:
    async with small_desk(dsn, clock) as desk:
        parts = replace(parts_of(desk, limits), **changed)
        app = create_api(parts)
        tokens = {
            slug: put_token(dsn, desk.tenant, ["agent", *(["admin"] if slug in ("rex", "lea") else [])], person)
            for slug, person in desk.people.items()
        }
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://handrail.test") as http:
            yield ApiDesk(desk, parts, app, http, site_of(dsn, desk.tenant), tokens)


def other_workspace(dsn: str) -> tuple[UUID, str, dict[str, UUID]]:
    """A second company in the same database: its tenant, site key and people."""
    tenant, people = seed_workspace(dsn)
    return tenant, site_of(dsn, tenant), people
