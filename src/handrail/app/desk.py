"""A desk, assembled and connected: what commands and servers work with."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.resources import as_file
from typing import Any
from uuid import UUID

import structlog

from handrail.app.demo_tools import connect_shop
from handrail.app.flows import Flows
from handrail.app.meters import Meters
from handrail.app.playbooks import PlaybookFlows, shipped_playbooks
from handrail.app.rounds import Rounds
from handrail.app.rules import Rules
from handrail.app.sign_in import SignInFlows
from handrail.app.tools import Tooling
from handrail.app.topics import Topics
from handrail.app.work import give_up, handlers
from handrail.core.knowledge.article import Article
from handrail.core.promises import PromiseReport
from handrail.core.understanding.topics.example import Example
from handrail.demo.content import articles_path, history_path, load_company, rules_text, taught_examples
from handrail.demo.morning import PlayMorning
from handrail.demo.seed import SeedDemo
from handrail.flows.administer import Administer, By
from handrail.flows.create_workspace import CreateWorkspace, FirstPerson, Made
from handrail.flows.erase import EraseCustomer, EraseOld
from handrail.flows.export import ExportCustomer
from handrail.flows.fetch_file import FetchFile
from handrail.flows.follow import FollowLog
from handrail.flows.history import Imported, ImportHistory
from handrail.flows.publish_playbooks import PlaybookIsRefused
from handrail.flows.replay import Replay, made_again
from handrail.jobs.listing import forget_finished
from handrail.jobs.worker import Worker
from handrail.models.choose_embedder import Chosen
from handrail.models.language import detect_language
from handrail.models.language_model.choose import ChosenModel
from handrail.ports import Clock, NewId, NewTopic, NotFound
from handrail.ports.configuration import VersionMovedOn
from handrail.ports.files import Bucket, FileReading
from handrail.ports.paging import PostWebhook
from handrail.ports.tools import ToolSurelyNotDone
from handrail.search.evidence import Evidence
from handrail.search.import_articles import ImportReport, import_articles
from handrail.search.read_articles import read_articles
from handrail.settings import Settings
from handrail.storage import embedded
from handrail.storage.attachments import PgFileReading
from handrail.storage.bell import Bell
from handrail.storage.customer_records import records_within
from handrail.storage.desk import PgDesk
from handrail.storage.door import SYSTEM, Door
from handrail.storage.erasure import ErasureList, erasing_within
from handrail.storage.history import past_conversations_within
from handrail.storage.history_csv import read_csv
from handrail.storage.history_lines import read_line
from handrail.storage.keys import Keys
from handrail.storage.past_decisions import past_within
from handrail.storage.promises import check_promises
from handrail.storage.sealer import Sealer
from handrail.storage.search_index import SearchIndex
from handrail.storage.steward import Steward
from handrail.storage.workspaces import WorkspaceRow, Workspaces
from handrail.understanding.read import ReadTurn

log = structlog.get_logger()

FORGET_EVERY = 3600.0  # seconds
INDEX_EVERY = 1.0
NOTIFY_EVERY = 15.0
REMOVE_EVERY = 15.0
FORGET_FITS_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class Handrail:
    """A desk, assembled and connected. Nothing runs by itself until `work` or a web server is started."""

    settings: Settings
    dsn: str
    keys: Keys
    door: Door
    bell: Bell
    desk: PgDesk
    sealer: Sealer
    steward: Steward
    chosen: Chosen
    others: Chosen  # reads other languages than English
    evidence: Evidence
    understanding: ReadTurn
    model: ChosenModel
    bucket: Bucket | None
    flows: Flows
    post: PostWebhook
    clock: Clock
    ids: NewId
    workspaces: Workspaces
    administer: Administer
    meters: Meters
    rounds: Rounds
    sign_in: SignInFlows
    follow: FollowLog
    rules: Rules
    topics: Topics
    tools: Tooling
    playbooks: PlaybookFlows

    def worker(self) -> Worker:
        return Worker(self.dsn, handlers(self.flows, self.meters), give_up(self.flows))

    def language_of(self, text: str) -> str:
        return detect_language(text).code

    async def import_articles(
        self, tenant: UUID, articles: Sequence[Article], *, retire_missing: bool = False
    ) -> ImportReport:
        """Topics that do not exist yet are made at level suggest, owned by whoever owns `general`."""
        await self.topics_for(tenant, {article.topic for article in articles})
        enter = partial(self.door.enter, tenant, SYSTEM)
        return await import_articles(enter, articles, self.chosen.embedder, self.clock(), retire_missing=retire_missing)

    async def topics_for(self, tenant: UUID, wanted: set[str]) -> None:
        async with self.desk.as_system(tenant) as work:
            missing = [slug for slug in sorted(wanted) if await work.topics.get(slug) is None]
            general = await work.topics.get("general")
        for slug in missing:
            if general is None:
                raise NotFound("This workspace has no topic `general` whose owner could take new topics.")
            await self.administer.add_topic(tenant, By(), NewTopic(slug, slug, general.owner))

    async def export_customer(self, tenant: UUID, customer: UUID, by: str = "system") -> Mapping[str, Any]:
        return await ExportCustomer(self.desk, records_within, self.clock, self.bucket)(tenant, customer, by)

    async def check_promises(self, tenant: UUID) -> list[PromiseReport]:
        """All six, the log's chain and the replay of stored decisions among them."""
        again = partial(made_again, Replay(self.desk, past_within, rulebook=self.rules.rulebook))
        return await check_promises(self.door, tenant, self.clock(), sealer=self.sealer, again=again)

    @property
    def files(self) -> FileReading:
        return FetchFile(PgFileReading(self.door), self.bucket)

    @property
    def erase(self) -> EraseCustomer:
        """Erasures are listed in DATA too, so that an older backup brings nobody back."""
        listed = ErasureList(self.settings.data / "erasures.jsonl")
        return EraseCustomer(self.desk, erasing_within, listed, self.clock, self.ids)

    async def erase_customer(self, tenant: UUID, customer: UUID, by: str) -> None:
        await self.erase(tenant, customer, by)

    async def import_history(self, tenant: UUID, lines: Iterable[bytes]) -> Imported:
        return await ImportHistory(self.desk, past_conversations_within, self.clock, self.ids)(tenant, lines, read_line)

    async def import_history_table(self, tenant: UUID, text: str) -> Imported:
        """Of a CSV file's text. Raises LineRefused for a wrong header."""
        take_in = ImportHistory(self.desk, past_conversations_within, self.clock, self.ids)
        return await take_in.conversations(tenant, read_csv(text))

    async def create_workspace(
        self, slug: str, name: str, timezone: str, first: FirstPerson, currency: str = ""
    ) -> Made[WorkspaceRow]:
        create = CreateWorkspace(self.workspaces.create, self.administer, self.ids)
        return await create(slug, name, timezone, first, currency)

    async def create_demo(self) -> WorkspaceRow:
        """The demo company in its own workspace. Its tokens are kept in DATA/demo-sign-in.json, for its owner only."""
        company = load_company().workspace
        where = await self.workspaces.create(self.ids(), company.slug, company.name, company.timezone, company.currency)

        async def bring_in(tenant: UUID) -> None:
            with as_file(articles_path()) as folder:
                await self.import_articles(tenant, read_articles(folder, language_of=self.language_of).articles)

        sign = self.flows.sign_text.every
        seeded = await SeedDemo(self.desk, self.administer, bring_in, self.clock, self.ids, sign)(where.tenant)
        await self.connect_demo_tools(where.tenant)
        await self.publish_demo_playbooks(where.tenant, By(seeded.people[load_company().teams[0].lead]))
        await self.publish_demo_rules(where.tenant, By(seeded.people[load_company().teams[0].lead]))
        with history_path().open("rb") as lines:
            await self.import_history(where.tenant, lines)
        await PlayMorning(self.flows.start, self.flows.receive, self.flows.press_button, self.ids)(where.tenant)
        file = self.settings.data / "demo-sign-in.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps({"agent_token": seeded.agent_token, "admin_token": seeded.admin_token}))
        return where

    async def connect_demo_tools(self, tenant: UUID) -> None:
        """The demo shop's own system, as its lead allows it; its books are a file in DATA. A demo without it is a demo."""
        try:
            await connect_shop(self.tools, tenant, self.settings.data / "demo-shop.sqlite")
        except ToolSurelyNotDone as error:
            log.warning("demo.no_tools", error=str(error))

    async def publish_demo_playbooks(self, tenant: UUID, by: By) -> None:
        """The shipped ones, unless the workspace has playbooks already. A demo whose shop is away goes without."""
        if (await self.playbooks.shelf.in_force(tenant)).version:
            return
        try:
            await self.playbooks.publish(tenant, by, list(shipped_playbooks().values()), "The demo company's first.", 0)
        except (PlaybookIsRefused, VersionMovedOn) as error:
            log.warning("demo.no_playbooks", error=str(error)[:300])

    async def publish_demo_rules(self, tenant: UUID, by: By) -> None:
        """Unless somebody has published rules of their own."""
        if await self.rules.read.latest(tenant) is not None:
            return
        with suppress(VersionMovedOn):
            await self.rules.publish(tenant, by, rules_text(), "The demo company's first rules.", after=0)

    def _asked_of_playbooks(self) -> list[Example]:
        """How customers begin the shipped playbooks is how they ask about their topics. Refunds stay a person's by
        their topic's level, so that a lead's signature alone changes that."""
        read = [self.playbooks.language.from_file(one).playbook for one in shipped_playbooks().values()]
        return [
            Example(line, one.topic, language=language)
            for one in read
            for language, lines in one.begins.items()
            for line in lines
        ]

    async def teach_demo(self, tenant: UUID) -> None:
        """The demo's topics are taught and fitted, unless they are already: some seconds, beside the work."""
        if (await self.topics.fit.in_force(tenant)).version:
            return
        try:
            await self.topics.teach.add(tenant, By(), (*taught_examples(), *self._asked_of_playbooks()), "demo")
            fit = await self.topics.fit(tenant, By())
            log.info("demo.taught", fit=fit.fitted, examples=fit.report.examples, seconds=round(fit.seconds, 1))
        except Exception as error:  # articles alone say what was taught until the next start
            log.warning("demo.not_taught", error=type(error).__name__, exc_info=True)

    async def sweep(self) -> None:
        """One round over all workspaces: late, abandoned, absent, and pages that no job began."""
        for tenant in await self.steward.workspaces():
            await self.rounds.apart(self.flows.escalate_late(tenant), "sweep", tenant)
            await self.rounds.apart(self.flows.page_on_call.sweep(tenant), "pages", tenant)
            await self.rounds.apart(self.flows.acting.go_on.wake(tenant), "playbooks", tenant)
            await self.rounds.apart(self.flows.settle_effect.abandoned(tenant), "tools", tenant)

    async def forget(self) -> None:
        """One round of retention: text older than a workspace keeps it, and files that nobody sent."""
        for tenant in await self.steward.workspaces():
            await self.rounds.apart(self._forget(tenant), "forget", tenant)
        await asyncio.to_thread(forget_finished, self.dsn)

    async def _forget(self, tenant: UUID) -> None:
        await EraseOld(self.desk, erasing_within, self.clock)(tenant)
        await self.flows.attach.sweep(tenant)

    async def remove_files(self) -> None:
        """What was erased or broke off half way leaves the bucket."""
        for tenant in await self.steward.workspaces():
            await self.rounds.apart(self.flows.remove_files(tenant), "files", tenant)

    async def seal(self) -> None:
        for tenant in await self.steward.workspaces():
            await self.rounds.apart(self.sealer.seal(tenant), "seal", tenant)

    async def forget_fits(self) -> None:
        """Topics that had learned from words since erased are fitted without them."""
        for tenant in await self.steward.workspaces():
            await self.rounds.apart(self.topics.fit.forget_outdated(tenant), "topics", tenant)

    async def index(self) -> None:
        """What was said since the last round can be searched."""
        for tenant in await self.steward.workspaces():
            await self.rounds.apart(SearchIndex(self.door)(tenant), "index", tenant)

    async def notify(self) -> None:
        """Mail to people of the team; a round of its own, since a slow mail server must not keep the sweeper."""
        for tenant in await self.steward.workspaces():
            await self.rounds.apart(self.flows.notify(tenant), "notify", tenant)

    async def work(self) -> None:
        """Worker, sweeper and sealer until cancelled; each comes back by itself after a lost connection."""
        with suppress(Exception):  # an embedder that cannot start is met again, and handled, at the first question
            await self.evidence.warm_up()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.worker().run())
            tasks.create_task(self._learn())
            tasks.create_task(_again_and_again(self.sweep, self.settings.sweep_seconds, "sweep"))
            tasks.create_task(_again_and_again(self.seal, self.settings.seal_seconds, "seal"))
            tasks.create_task(_again_and_again(self.forget, FORGET_EVERY, "forget"))
            tasks.create_task(_again_and_again(self.index, INDEX_EVERY, "index"))
            tasks.create_task(_again_and_again(self.notify, NOTIFY_EVERY, "notify"))
            tasks.create_task(_again_and_again(self.forget_fits, FORGET_FITS_EVERY, "topics"))
            if self.bucket is not None:
                tasks.create_task(_again_and_again(self.remove_files, REMOVE_EVERY, "files"))

    async def _learn(self) -> None:
        """Beside the work: until it is done, phrases alone notice moments."""
        try:
            await self.understanding.warm_up()
        except Exception as error:
            log.warning("moments.not_learned", error=type(error).__name__, exc_info=True)

    async def keep_database(self) -> None:
        """Starts the bundled server again when it died; a server of yours is yours to keep."""
        if self.settings.database_url is not None:
            return
        await _again_and_again(lambda: asyncio.to_thread(embedded.start, self.settings.data), 1.0, "database")


async def _again_and_again(run: Callable[[], Awaitable[object]], seconds: float, what: str) -> None:
    while True:
        try:
            await run()
        except Exception as error:
            log.warning("round.failed", what=what, error=type(error).__name__)
        await asyncio.sleep(seconds)
