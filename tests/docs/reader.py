"""A reader of a tutorial: types its commands as they stand there, in a folder of their own, and finds the words that it names."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from handrail.storage import embedded
from tests.browser import HANDRAIL, a_free_port

TUTORIALS = Path(__file__).parents[2] / "docs" / "tutorials"
LATE = 30_000  # milliseconds, on a busy machine


def commands(page: Path) -> list[str]:
    """What a reader types, in order; with a here-document whole."""
    typed: list[str] = []
    for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        lines = iter(block.splitlines())
        for line in lines:
            if not line.startswith("$ "):
                continue  # what is answered
            typed.append(line[2:])
            if line.endswith("<<'END'"):
                for more in lines:
                    typed[-1] += f"\n{more}"
                    if more == "END":
                        break
    return typed


def said_on(page: Path, label: str) -> str:
    """A label that the tutorial names: whoever renames it on the page must rename it there."""
    plain = re.sub(r"\s+", " ", re.sub(r"[*`]", "", page.read_text("utf-8")))
    assert label in plain, f"the tutorial does not say “{label}”"
    return label


@dataclass
class Reader:
    """Somebody in an empty folder, with the tutorial open."""

    folder: Path
    port: int = field(default_factory=a_free_port)
    site_port: int = field(default_factory=a_free_port)
    settings: dict[str, str] = field(default_factory=dict[str, str])
    running: list[subprocess.Popen[bytes]] = field(default_factory=list[subprocess.Popen[bytes]])

    @property
    def desk(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.site_port}"

    def _here(self, command: str) -> dict[str, object]:
        for written, meant in (
            (".venv/bin/handrail", shlex.quote(HANDRAIL)),
            ("python3 ", f"{shlex.quote(sys.executable)} "),
            ("127.0.0.1:8080", f"127.0.0.1:{self.port}"),
            ("127.0.0.1:9000", f"127.0.0.1:{self.site_port}"),
            (" 9000 ", f" {self.site_port} "),
        ):
            command = command.replace(written, meant)
        more = {
            "HANDRAIL_DATA": str(self.folder / "data"), "HANDRAIL_PORT": str(self.port), "HANDRAIL_EMBEDDER": "none",
            "HANDRAIL_MULTILINGUAL": "none",
            "HANDRAIL_DEBOUNCE_SECONDS": "0.2", "HANDRAIL_SWEEP_SECONDS": "1", "PYTHONUNBUFFERED": "1",
            **self.settings,
        }  # fmt: skip
        return {"args": ["bash", "-euc", command], "cwd": self.folder, "env": {**os.environ, **more}}

    def types(self, command: str) -> str:
        done = subprocess.run(**self._here(command), check=False, capture_output=True, text=True, timeout=150)  # type: ignore[call-overload]
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def starts(self, command: str, answers: str) -> None:
        """Leaves it running, and waits until the address answers."""
        with (self.folder / "said.log").open("ab") as log:
            started = subprocess.Popen(**self._here(f"exec env {command}"), stdout=log, stderr=log)  # type: ignore[call-overload]
        self.running.append(started)
        until = time.monotonic() + 150
        while time.monotonic() < until and started.poll() is None:
            with suppress(httpx.TransportError):
                if httpx.get(answers, timeout=5).status_code == 200:
                    return
            time.sleep(0.1)
        raise AssertionError((self.folder / "said.log").read_text(errors="replace")[-3000:])

    def stops(self) -> None:
        for one in self.running:
            one.send_signal(signal.SIGTERM)
            one.wait(30)


@contextmanager
def reading(**settings: str) -> Iterator[Reader]:
    """`settings`: of the environment that the commands run in."""
    with TemporaryDirectory(prefix="handrail-tutorial-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database server's own account must get through
        one = Reader(folder, settings=settings)
        try:
            yield one
        finally:
            one.stops()
            embedded.stop(folder / "data")
