"""`handrail up` and `handrail demo`: the desk runs until it is stopped."""

import asyncio
import signal
import socket
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, get_args

import click
import uvicorn

from handrail.app import Handrail, open_desk, prepare_database
from handrail.app.demo_sign_in import with_password
from handrail.cli.within import Refused, data_option, settings_for, told_plainly
from handrail.core.understanding.wants_person import read_lexicon
from handrail.demo.content import load_company
from handrail.demo.records import Role
from handrail.flows.administer import By
from handrail.observing import log_to_console
from handrail.settings import Settings
from handrail.storage import embedded
from handrail.storage.workspaces import WorkspaceRow

ROLES = ("all", "web", "worker")


@click.command()
@click.option("--role", type=click.Choice(ROLES), default="all", help="web answers, worker works off the queue.")
@click.option("--port", type=int, help="[HANDRAIL_PORT, default 8080]")
@click.option("--host", help="[HANDRAIL_HOST, default 127.0.0.1]")
@data_option
@told_plainly
def up(role: str, port: int | None, host: str | None, data: Path | None) -> None:
    """Run the desk: the web side, the worker, or both."""
    _run(settings_for(data, port=port, host=host), role, _ready)


@click.command()
@click.option("--port", type=int, help="[HANDRAIL_PORT, default 8080]")
@data_option
@told_plainly
def demo(port: int | None, data: Path | None) -> None:
    """Run the desk with the demo company: set up on first use, kept afterwards."""
    _run(settings_for(data, port=port), "all", _ready_with_demo)


@click.command("stop-database")
@data_option
@told_plainly
def stop_database(data: Path | None) -> None:
    """Stop the bundled database of a data folder. Everything else starts it again when needed."""
    embedded.stop(settings_for(data).data)


Announce = Callable[[Handrail], Any]


def _run(settings: Settings, role: str, announce: Announce) -> None:
    log_to_console(as_json=settings.log_json)
    if role != "worker":
        _refuse_a_taken_port(settings.host, settings.port, "--port")
    if settings.metrics_port is not None:
        _refuse_a_taken_port(settings.metrics_host, settings.metrics_port, "HANDRAIL_METRICS_PORT")
    try:
        with asyncio.Runner(loop_factory=_uvloop()) as runner:
            runner.run(_serve(settings, role, announce))
    except embedded.DatabaseServerCannotServe as error:
        raise Refused(str(error)) from error


def _uvloop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(settings: Settings, role: str, announce: Announce) -> None:
    dsn = await asyncio.to_thread(prepare_database, settings)
    read_lexicon()
    told = _told_to_stop()
    async with open_desk(settings, dsn) as desk:
        lines = await announce(desk)
        behind = [asyncio.create_task(desk.keep_database())]
        if role != "web":
            behind.append(asyncio.create_task(desk.work()))
        async with _web(desk) if role != "worker" else nullcontext(), _vitals(desk):
            click.echo("\n".join([*lines, _here(settings, role)]))
            stop = asyncio.create_task(told.wait())
            done, _ = await asyncio.wait([*behind, stop], return_when=asyncio.FIRST_COMPLETED)
        await _end([task for task in (*behind, stop) if task not in done])
        for task in done:
            task.result()  # something ended that should not have: say why


async def _end(tasks: list["asyncio.Task[Any]"]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=10)


def _web(desk: Handrail) -> AbstractAsyncContextManager[None]:
    from handrail.app.web import web_app  # the API's frameworks: commands that only ask start without them

    return _served(web_app(desk), desk.settings.host, desk.settings.port)


def _vitals(desk: Handrail) -> AbstractAsyncContextManager[None]:
    """What a worker counts is seen nowhere else; beside a web side it keeps the counters off the customers' port."""
    if desk.settings.metrics_port is None:
        return nullcontext()
    from handrail.app.vitals import vitals_app

    return _served(vitals_app(desk), desk.settings.metrics_host, desk.settings.metrics_port)


@asynccontextmanager
async def _served(app: Any, host: str, port: int) -> AsyncGenerator[None]:
    """It answers from here to the end of the block; then open streams get three seconds."""
    server = _Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            lifespan="on",
            timeout_graceful_shutdown=3,
        )
    )
    serving = asyncio.create_task(server.serve())
    await server.listening.wait()
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """Says when it listens, and leaves signals to us: it would raise them again and end the process in mid-sentence."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def _told_to_stop() -> asyncio.Event:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, told.set)
    return told


def _refuse_a_taken_port(host: str, port: int, setting: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(f"Port {port} on {host} is taken: choose another with {setting}.") from error


def _here(settings: Settings, role: str) -> str:
    here = "ready: the worker runs" if role == "worker" else f"ready: http://{settings.host}:{settings.port}"
    if settings.metrics_port is None:
        return here
    return f"{here}, counters at http://{settings.metrics_host}:{settings.metrics_port}/metrics"


def _one_of_each() -> list[tuple[str, str]]:
    """The demo's first person of each role, in the order of what they may do."""
    people = load_company().people
    return [(role, next(one.email for one in people if one.role == role)) for role in get_args(Role)]


async def _ready(desk: Handrail) -> list[str]:
    every = await desk.workspaces.all()
    if not every:
        return ["No workspace yet: `handrail workspace create SLUG` makes one."]
    return [f"workspace {one.slug}: site key {one.site_key}" for one in every]


_BESIDE: set["asyncio.Task[None]"] = set()
"""What the demo does meanwhile; a task that nobody holds may be collected."""


async def _ready_with_demo(desk: Handrail) -> list[str]:
    company = load_company().workspace
    where = await desk.workspaces.find(company.slug)
    if where is None:
        click.echo("Setting up the demo company (people, topics, articles, customers) ...")
        where = await desk.create_demo()
    await desk.publish_demo_rules(where.tenant, By())  # a demo from before there were rules
    _BESIDE.add(asyncio.create_task(desk.teach_demo(where.tenant)))
    kept = await with_password(desk.settings.data, desk.desk, desk.sign_in, where.tenant)
    return _sign_in(desk.settings, where, kept)


def _sign_in(settings: Settings, where: WorkspaceRow, kept: dict[str, str]) -> list[str]:
    address = settings.address
    return [
        "",
        f"{where.name}: the demo company (workspace “{where.slug}”)",
        f"  Shop             {address}/shop   (where customers write)",
        f"  Console          {address}/desk/{where.slug}/sign-in",
        f"  Password         {kept.get('password', 'kept in another data folder')}   (for each of these)",
        *(f"    {role:<12}   {email}" for role, email in _one_of_each()),
        f"  API description  {address}/v1/openapi.json",
        f"  URL={address}",
        f"  SITE={where.site_key}",
        f"  AGENT_TOKEN={kept.get('agent_token', 'kept in another data folder')}",
        f"  ADMIN_TOKEN={kept.get('admin_token', 'kept in another data folder')}",
        f'  Try a message: .venv/bin/handrail try --data "{settings.data}" "Do you ship to Norway?"',
        "",
    ]
