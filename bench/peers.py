"""`make bench-peers`: django-helpdesk from the package index beside ours, on the same Postgres, in one run.

Each takes a customer's words over HTTP and keeps them: a ticket through its public form there, a message here. It is
installed into a folder that is thrown away, and served by gunicorn with a worker a core, as its makers recommend.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import httpx
import psutil
import psycopg

from bench.ingest import bodies, say_head
from bench.load import drive
from bench.pgbench import TEXT
from bench.served import ServedDesk, free_port, served_desk
from bench.tables import percentile, print_table
from handrail.storage import embedded

PACKAGES = ("django-helpdesk==2.6.1", "gunicorn==27.0.1", "psycopg[binary]==3.3.9")
CLIENTS = (1, 16, 64)
ROUNDS = 2
SECONDS = 5
TOKEN = "a" * 32  # a form and its cookie agree on it: that is all the check asks

SETTINGS = """
SECRET_KEY = "nobody signs in here"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "peer_urls"
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.humanize",
  "django.contrib.messages", "django.contrib.sessions", "django.contrib.sites", "django.contrib.staticfiles",
  "rest_framework", "helpdesk"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
  "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
  "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
TEMPLATES = [{{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {{
  "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
  "django.contrib.messages.context_processors.messages"]}}}}]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql", "NAME": "peer", "USER": "{user}", "HOST": "{host}",
  "PORT": "{port}", "CONN_MAX_AGE": None}}}}
SITE_ID = 1
STATIC_URL = "/static/"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
HELPDESK_TEAMS_MODE_ENABLED = False
HELPDESK_PUBLIC_TICKET_QUEUE = "support"
HELPDESK_PUBLIC_TICKET_PRIORITY = 3
HELPDESK_PUBLIC_TICKET_DUE_DATE = None
"""
URLS = """
from django.urls import include, path
urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
"""
WSGI = """
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""
QUEUE = """
from django.contrib.sites.models import Site
from helpdesk.models import Queue
Site.objects.update_or_create(id=1, defaults={"domain": "127.0.0.1", "name": "peer"})
Queue.objects.create(title="Support", slug="support", allow_public_submission=True, email_address="s@peer.example")
"""


def main() -> None:
    with served_desk() as desk, tempfile.TemporaryDirectory(prefix="handrail-peer-") as folder:
        desk.start("web")
        with _peer(desk, Path(folder)) as (port, process):
            rows = [_row(desk, port, process, clients) for clients in CLIENTS]
    headings = [
        "clients",
        "ours /s",
        "django-helpdesk /s",
        "ratio",
        "ours p99 ms",
        "its p99 ms",
        "ours CPU us",
        "its CPU us",
    ]
    print_table(headings, rows)


def _row(desk: ServedDesk, port: int, process: psutil.Process, clients: int) -> list[object]:
    heads, theirs = [say_head(desk, thread) for thread in desk.threads(clients)], [_form_head()] * clients
    drive(desk.port, heads, bodies(), 1)
    drive(port, theirs, [_form()], 2, kept="302")
    ours, peers, used, its = [], [], [0.0, 0.0], [0.0, 0.0]
    for _ in range(ROUNDS):
        before = sum(desk.cpu())
        ours.append(drive(desk.port, heads, bodies(), SECONDS))
        middle, its_before = sum(desk.cpu()), _cpu(process)
        peers.append(drive(port, theirs, [_form()], SECONDS, kept="302"))
        used[0] += middle - before
        its[0] += sum(desk.cpu()) - middle + _cpu(process) - its_before
    assert not any(one.refused for one in [*ours, *peers]), [one.statuses for one in [*ours, *peers]]
    a, b = median(one.per_second for one in ours), median(one.per_second for one in peers)
    p99 = [percentile([t for one in both for t in one.took], 0.99) * 1000 for both in (ours, peers)]
    cpu = [used[0] / sum(len(o.took) for o in ours) * 1e6, its[0] / sum(len(o.took) for o in peers) * 1e6]
    return [clients, a, b, a / b, *p99, *cpu]


def _cpu(process: psutil.Process) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in (process, *process.children()))


def _form_head() -> str:
    return (
        "POST /tickets/submit/ HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\n"
        f"cookie: csrftoken={TOKEN}\r\n"
    )


def _form() -> str:
    said = {"title": "Where is my parcel?", "body": TEXT, "submitter_email": "kim@customer.example"}
    return urlencode({**said, "csrfmiddlewaretoken": TOKEN})


@contextmanager
def _peer(desk: ServedDesk, folder: Path) -> Generator[tuple[int, psutil.Process]]:
    python, environment = _installed(folder), {**os.environ, "DJANGO_SETTINGS_MODULE": "peer_settings"}
    environment.pop("PYTHONPATH", None)
    server = embedded.status(desk.data)
    assert server is not None
    with psycopg.connect(desk.dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE peer")
        user = connection.info.user
    for name, text in (("peer_urls", URLS), ("peer_wsgi", WSGI)):
        (folder / f"{name}.py").write_text(text)
    (folder / "peer_settings.py").write_text(SETTINGS.format(user=user, host=server.socket_dir, port=5432))
    django = [python, "-m", "django"]
    subprocess.run([*django, "migrate", "--verbosity=0"], cwd=folder, env=environment, check=True)
    subprocess.run(
        [*django, "shell", "--command", QUEUE], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL
    )
    port = free_port()
    command = [python, "-m", "gunicorn", "--workers=2", "--threads=32", "--keep-alive=60", "--log-level=error"]
    process = subprocess.Popen([*command, f"--bind=127.0.0.1:{port}", "peer_wsgi"], cwd=folder, env=environment)
    try:
        _until_ready(port)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def _installed(folder: Path) -> str:
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = str(folder / "venv" / "bin" / "python")
    quiet = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([python, *quiet, *PACKAGES], check=True, stderr=subprocess.DEVNULL)
    return python


def _until_ready(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            answer = httpx.get(f"http://127.0.0.1:{port}/tickets/submit/", timeout=20)
            answer.raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("django-helpdesk did not start")


if __name__ == "__main__":
    main()
