"""Opens a desk over a database: prepares it, chooses implementations, connects, and closes again."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from secrets import token_urlsafe
from uuid import UUID

import httpx
import uuid_utils.compat as uuids

from handrail.app.desk import Handrail
from handrail.app.flows import build_flows
from handrail.app.meters import Meters
from handrail.app.playbooks import build_playbooks, build_shelf
from handrail.app.rounds import Rounds
from handrail.app.rules import build_rulebook, build_rules
from handrail.app.sign_in import sign_in_flows
from handrail.app.tools import build_tools
from handrail.app.topics import Topics
from handrail.app.understanding import build_understanding, comparing, embedders
from handrail.channels.console_mail import ConsoleMail
from handrail.channels.mail import MailSettings, SmtpMail
from handrail.channels.webhook import SignedWebhook
from handrail.files.bucket import BucketSettings, S3Bucket
from handrail.flows.administer import Administer
from handrail.flows.follow import FollowLog
from handrail.flows.register_in_force import RegisterInForce
from handrail.jobs.queue_schema import install
from handrail.models.language_model.choose import ChosenModel, ModelIsSetWrong, ModelSettings, chosen_model
from handrail.ports import Clock, NewId, SendMail
from handrail.ports.files import Bucket
from handrail.rules.read_register import shipped_register
from handrail.search.evidence import Evidence
from handrail.settings import SettingIsWrong, Settings
from handrail.storage import embedded
from handrail.storage.administration import setup_within
from handrail.storage.bell import Bell
from handrail.storage.configuration import configurations_within
from handrail.storage.desk import PgDesk
from handrail.storage.door import ASSISTANT, Door
from handrail.storage.fixed_texts import signatures_within
from handrail.storage.keys import Keys, keys_from
from handrail.storage.migrate import migrate
from handrail.storage.reading import PgReading
from handrail.storage.rounds import PgRounds
from handrail.storage.sealer import Sealer
from handrail.storage.steward import Steward
from handrail.storage.texts import sync_texts
from handrail.storage.workspaces import Workspaces

QUEUE_CHANNEL = "ch_pgqueuer"


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_id() -> UUID:
    """Version 7: ids sort by time, so that new rows stand together on disk."""
    return uuids.uuid7()


def database_of(settings: Settings) -> str:
    """The address of the database: a DATABASE_URL, else the bundled server, started or joined."""
    settings.data.mkdir(parents=True, exist_ok=True)
    return settings.database_url or embedded.start(settings.data).dsn()


def prepare_database(settings: Settings) -> str:
    """The address of a database whose tables are up to date."""
    dsn = database_of(settings)
    migrate(dsn)
    install(dsn)
    sync_texts(dsn)
    return dsn


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
    async with httpx.AsyncClient() as client, _model(settings) as model:
        await door.open()
        await bell.open()
        made = _assemble(settings, dsn, keys, door, bell, client, model, clock, ids, send_mail or _mail(settings))
        try:
            yield made
        finally:
            await made.tools.servers.close()
            await bell.close()
            await door.close()


def _assemble(
    settings: Settings,
    dsn: str,
    keys: Keys,
    door: Door,
    bell: Bell,
    client: httpx.AsyncClient,
    model: ChosenModel,
    clock: Clock,
    ids: NewId,
    send_mail: SendMail,
) -> Handrail:
    post = SignedWebhook(client, partial(on_call_secret, settings, keys), clock)
    chosen, others = embedders(settings, client)
    desk, steward = PgDesk(door, bell), Steward(dsn)
    in_force = RegisterInForce(desk, configurations_within, signatures_within, shipped_register)
    topics = Topics(desk, chosen.embedder, others.embedder, clock, ids)
    understanding = build_understanding(settings, in_force, chosen, others, topics.in_force)
    evidence = Evidence(lambda tenant: door.enter(tenant, ASSISTANT), chosen.embedder)
    bucket, rulebook = _bucket(settings), build_rulebook(desk)
    tools, shelf = build_tools(door, desk, keys, clock), build_shelf(desk)
    flows = build_flows(
        settings,
        door,
        bell,
        desk,
        evidence,
        clock,
        ids,
        send_mail,
        post,
        bucket,
        in_force,
        tools.servers,
        shelf,
        partial(keys.of_workspace, b"identity codes"),
        understanding,
        rulebook,
        understanding.noticing,
        model.model,
        comparing(chosen),
    )
    return Handrail(
        settings=settings,
        dsn=dsn,
        keys=keys,
        door=door,
        bell=bell,
        desk=desk,
        sealer=Sealer(door, keys, settings.data / "log-heads.jsonl", clock),
        steward=steward,
        chosen=chosen,
        others=others,
        evidence=evidence,
        understanding=understanding,
        model=model,
        bucket=bucket,
        flows=flows,
        rules=build_rules(door, desk, rulebook, flows.gather, clock),
        post=post,
        clock=clock,
        ids=ids,
        workspaces=Workspaces(door, keys, steward),
        administer=Administer(desk, setup_within, clock, ids, partial(token_urlsafe, 32)),
        meters=Meters(),
        rounds=Rounds(PgRounds(door), clock),
        sign_in=sign_in_flows(settings, door, desk, keys, clock, ids, send_mail),
        follow=FollowLog(PgReading(door), bell),
        topics=topics,
        tools=tools,
        playbooks=build_playbooks(desk, shelf, clock),
    )


def on_call_secret(settings: Settings, keys: Keys, tenant: UUID) -> bytes:
    """What signs a workspace's pages: the operator's, else its own, derived from the desk's secret."""
    given = settings.on_call_secret
    return keys.of_workspace(b"on call", tenant).hex().encode() if given is None else given.encode()


@asynccontextmanager
async def _model(settings: Settings) -> AsyncGenerator[ChosenModel]:
    """Raises SettingIsWrong."""
    asked = ModelSettings(
        chain=settings.model,
        url=settings.model_url,
        key=settings.model_key,
        seconds=settings.model_seconds,
        max_tokens=settings.model_max_tokens,
    )
    try:
        async with chosen_model(asked) as chosen:
            yield chosen
    except ModelIsSetWrong as wrong:
        raise SettingIsWrong(str(wrong)) from wrong


def _bucket(settings: Settings) -> Bucket | None:
    if settings.files_bucket is None:
        return None
    return S3Bucket(
        BucketSettings(
            bucket=settings.files_bucket,
            endpoint=settings.files_endpoint,
            region=settings.files_region,
            key=settings.files_key,
            secret=settings.files_secret,
            prefix=settings.files_prefix,
        )
    )


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
