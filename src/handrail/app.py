"""Puts the desk together: the only module that knows every other, and the only one that chooses implementations."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from uuid import UUID

import httpx
import structlog
import uuid_utils.compat as uuids

from handrail.channels.console_mail import ConsoleMail
from handrail.channels.mail import MailSettings, SmtpMail
from handrail.flows.close import Close
from handrail.flows.decide import Decide
from handrail.flows.deliver import Deliver
from handrail.flows.escalate_late import EscalateLate
from handrail.flows.hand_off import AnswerWish, HandOn, HandOver
from handrail.flows.mail import Mail
from handrail.flows.press_button import PressButton
from handrail.flows.receive import Receive
from handrail.flows.replace_owner import ReplaceOwner
from handrail.flows.reply import Reply
from handrail.flows.start_conversation import StartConversation
from handrail.flows.take_over import TakeOver
from handrail.flows.try_message import TryMessage
from handrail.jobs.queue_schema import install
from handrail.jobs.worker import Handler, Task, Worker
from handrail.models.choose_embedder import Chosen, EmbedderSettings, choose_embedder
from handrail.models.language import detect_language
from handrail.ports import Clock, LanguageGuess, NewId, SendMail
from handrail.search.evidence import Evidence
from handrail.settings import Settings
from handrail.storage import embedded
from handrail.storage.bell import Bell
from handrail.storage.desk import PgDesk
from handrail.storage.door import ASSISTANT, Door
from handrail.storage.keys import Keys, keys_from
from handrail.storage.migrate import migrate
from handrail.storage.sealer import Sealer
from handrail.storage.shared_commit import PgInbox
from handrail.storage.steward import Steward
from handrail.storage.texts import sync_texts

log = structlog.get_logger()

QUEUE_CHANNEL = "ch_pgqueuer"


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> UUID:
    """Version 7: ids sort by time, so that new rows stand together on disk."""
    return uuids.uuid7()


def prepare_database(settings: Settings) -> str:
    """Starts or joins the bundled server unless a DATABASE_URL names one, brings its tables up to date; the address."""
    settings.data.mkdir(parents=True, exist_ok=True)
    dsn = settings.database_url or embedded.start(settings.data).dsn()
    migrate(dsn)
    install(dsn)
    sync_texts(dsn)
    return dsn


@dataclass(frozen=True, slots=True)
class Flows:
    start: StartConversation
    receive: Receive
    press_button: PressButton
    answer_wish: AnswerWish
    decide: Decide
    deliver: Deliver
    reply: Reply
    take_over: TakeOver
    close: Close
    hand_on: HandOn
    replace_owner: ReplaceOwner
    escalate_late: EscalateLate
    mail: Mail
    try_message: TryMessage


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
    evidence: Evidence
    flows: Flows
    clock: Clock

    def worker(self) -> Worker:
        return Worker(self.dsn, _handlers(self.flows), _give_up(self.flows))

    async def sweep(self) -> None:
        """One round over all workspaces: late, abandoned and absent."""
        for tenant in await self.steward.workspaces():
            await self.flows.escalate_late(tenant)

    async def seal(self) -> None:
        for tenant in await self.steward.workspaces():
            await self.sealer.seal(tenant)

    async def work(self) -> None:
        """Worker, sweeper and sealer until cancelled; each comes back by itself after a lost connection."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.worker().run())
            tasks.create_task(_again_and_again(self.sweep, self.settings.sweep_seconds, "sweep"))
            tasks.create_task(_again_and_again(self.seal, self.settings.seal_seconds, "seal"))

    async def keep_database(self) -> None:
        """Starts the bundled server again when it died; a server of yours is yours to keep."""
        if self.settings.database_url is not None:
            return
        await _again_and_again(lambda: asyncio.to_thread(embedded.start, self.settings.data), 1.0, "database")


@asynccontextmanager
async def open_desk(
    settings: Settings,
    dsn: str,
    *,
    clock: Clock = utc_now,
    ids: NewId = new_id,
    send_mail: SendMail | None = None,
) -> AsyncGenerator[Handrail]:
    """The desk over a prepared database, connected until the block ends."""
    keys = keys_from(settings.data, settings.secret_key)
    door = Door(dsn, largest=settings.pool_size)
    bell = Bell(dsn, QUEUE_CHANNEL)
    async with httpx.AsyncClient() as client:
        await door.open()
        await bell.open()
        try:
            yield _assemble(settings, dsn, keys, door, bell, client, clock, ids, send_mail or _mail(settings))
        finally:
            await bell.close()
            await door.close()


def _assemble(
    settings: Settings,
    dsn: str,
    keys: Keys,
    door: Door,
    bell: Bell,
    client: httpx.AsyncClient,
    clock: Clock,
    ids: NewId,
    send_mail: SendMail,
) -> Handrail:
    chosen = choose_embedder(_embedder_settings(settings), client)
    desk = PgDesk(door, bell)
    evidence = Evidence(lambda tenant: door.enter(tenant, ASSISTANT), chosen.embedder)
    return Handrail(
        settings=settings,
        dsn=dsn,
        keys=keys,
        door=door,
        bell=bell,
        desk=desk,
        sealer=Sealer(door, keys, settings.data / "log-heads.jsonl", clock),
        steward=Steward(dsn),
        chosen=chosen,
        evidence=evidence,
        flows=_flows(settings, door, bell, desk, evidence, clock, ids, send_mail),
        clock=clock,
    )


def _flows(
    settings: Settings,
    door: Door,
    bell: Bell,
    desk: PgDesk,
    evidence: Evidence,
    clock: Clock,
    ids: NewId,
    send_mail: SendMail,
) -> Flows:
    hand_over = HandOver(clock, ids)
    answer_wish = AnswerWish(desk, hand_over, clock, ids)
    hand_on = HandOn(desk, hand_over, clock, ids)
    close = Close(desk, clock)
    decide = Decide(desk, evidence, _guess, hand_over, clock, ids)
    replace_owner = ReplaceOwner(desk, hand_on, clock)
    debounce = timedelta(seconds=settings.debounce_seconds)
    return Flows(
        start=StartConversation(desk, clock, ids),
        receive=Receive(PgInbox(door, bell), clock, ids, lambda: token_bytes(16), debounce=debounce),
        press_button=PressButton(desk, answer_wish, clock, ids),
        answer_wish=answer_wish,
        decide=decide,
        deliver=Deliver(desk, clock, ids),
        reply=Reply(desk, clock, ids),
        take_over=TakeOver(desk, clock),
        close=close,
        hand_on=hand_on,
        replace_owner=replace_owner,
        escalate_late=EscalateLate(desk, answer_wish, hand_on, replace_owner, close, clock, ids),
        mail=Mail(desk, send_mail, clock),
        try_message=TryMessage(desk, decide, clock, ids),
    )


def _handlers(flows: Flows) -> dict[str, Handler]:
    def on_conversation(flow: Callable[[UUID, UUID], Awaitable[object]]) -> Handler:
        async def run(task: Task) -> None:
            assert task.conversation is not None
            await flow(task.tenant, task.conversation)

        return run

    def on(name: str, flow: Callable[[UUID, UUID], Awaitable[object]]) -> Handler:
        async def run(task: Task) -> None:
            await flow(task.tenant, UUID(task.more[name]))

        return run

    return {
        "decide": on_conversation(flows.decide),
        "deliver": on("decision", flows.deliver),
        "hand_off": on_conversation(flows.answer_wish),
        "close": on_conversation(flows.close.close),
        "mail": on("message", flows.mail),
        "mail_unless_shown": on("message", flows.mail.unless_shown),
    }


def _give_up(flows: Flows) -> Callable[[Task, str], Awaitable[None]]:
    async def give_up(task: Task, why: str) -> None:
        log.error("job.failed", kind=task.kind, why=why)
        if task.conversation is not None:
            await flows.hand_on.after_failed_work(task.tenant, task.conversation, why)

    return give_up


async def _again_and_again(run: Callable[[], Awaitable[object]], seconds: float, what: str) -> None:
    while True:
        try:
            await run()
        except Exception as error:
            log.warning("round.failed", what=what, error=type(error).__name__)
        await asyncio.sleep(seconds)


def _guess(text: str) -> LanguageGuess:
    language = detect_language(text)
    return LanguageGuess(language.code, language.confidence)


def _mail(settings: Settings) -> SendMail:
    if settings.smtp_host is None:
        return ConsoleMail()
    return SmtpMail(
        MailSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_username,
            password=settings.smtp_password,
            starttls=settings.smtp_starttls,
            sender=settings.mail_sender,
        )
    )


def _embedder_settings(settings: Settings) -> EmbedderSettings:
    kind = settings.embedder
    assert kind in ("auto", "minilm", "openai", "none")
    return EmbedderSettings(
        kind=kind,
        base=settings.embedder_url,
        model=settings.embedder_model,
        dimensions=settings.embedder_dimensions,
        key=settings.embedder_key,
    )
