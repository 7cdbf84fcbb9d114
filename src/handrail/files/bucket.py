"""Customers' files in a bucket: written whole, read in pieces, removed; and a refusal said in words that help."""

import re
import secrets
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import S3Store

from handrail.ports import NotFound
from handrail.ports.files import FilesAway
from handrail.ports.records import InBucket

if TYPE_CHECKING:
    from obstore import GetResult
    from obstore.store import S3Config

PIECE: Final = 256 * 1024  # bytes
_CONNECT, _ANSWER, _ALTOGETHER = timedelta(seconds=3), timedelta(seconds=30), timedelta(seconds=10)
_CODE: Final = re.compile(r"<Code>([A-Za-z]{1,60})</Code>")
_PROBE: Final = b"Handrail looks whether this bucket can be used."
_log = structlog.get_logger("handrail.files")


@dataclass(frozen=True, slots=True)
class BucketSettings:
    """`endpoint` None: Amazon's own. `key` and `secret` None: what the machine itself is allowed (its role). `prefix`:
    what keys begin with, so that two desks can share a bucket."""

    bucket: str
    endpoint: str | None = None
    region: str = "us-east-1"
    key: str | None = None
    secret: str | None = field(default=None, repr=False)
    prefix: str = ""


class S3Bucket:
    """The port `Bucket`."""

    def __init__(self, settings: BucketSettings) -> None:
        self._settings, self._store = settings, _store(settings)

    @property
    def place(self) -> str:
        return f"{self._settings.bucket} at {self._settings.endpoint or 'Amazon S3'}"

    async def put(self, where: InBucket, content: bytes) -> None:
        with self._in_words("written"):
            await obstore.put_async(self._store, self._key(where), content, use_multipart=False)

    async def get(self, where: InBucket) -> AsyncIterator[bytes]:
        with self._in_words("read"):
            found = await obstore.get_async(self._store, self._key(where))
        return self._pieces(found)

    async def remove(self, where: InBucket) -> None:
        try:
            with self._in_words("removed"):
                await obstore.delete_async(self._store, self._key(where))
        except NotFound:
            return

    async def probe(self) -> None:
        own = InBucket(f"probe-{secrets.token_hex(8)}")
        await self.put(own, _PROBE)
        try:
            read = b"".join([piece async for piece in await self.get(own)])
        except NotFound as error:
            raise FilesAway("what was written just now is not there: the bucket keeps nothing") from error
        await self.remove(own)
        if read != _PROBE:
            raise FilesAway("what was read is not what was written: something between changes it")

    async def _pieces(self, found: "GetResult") -> AsyncIterator[bytes]:
        with self._in_words("read"):
            async for piece in found.stream(min_chunk_size=PIECE):
                yield bytes(piece)

    def _key(self, where: InBucket) -> str:
        return self._settings.prefix + where.key

    @contextmanager
    def _in_words(self, done: str) -> Generator[None]:
        """Raises FilesAway, and NotFound for an object that is not there. The library's own message quotes the whole
        exchange and is shown to nobody."""
        try:
            yield
        except (BaseError, OSError) as error:
            code = found[1] if (found := _CODE.search(str(error))) else None
            if code == "NoSuchKey" or (code is None and isinstance(error, FileNotFoundError)):
                raise NotFound("This file is not where it was kept.") from None
            why = self._why(code, done)
            _log.warning("files.away", place=self.place, why=why, code=code)
            raise FilesAway(why) from None

    def _why(self, code: str | None, done: str) -> str:
        where = self._settings.endpoint or "Amazon S3"
        match code:
            case None:
                return f"{where} does not answer: check HANDRAIL_FILES_ENDPOINT, and whether the server runs"
            case "InvalidAccessKeyId":
                return f"{where} does not know this key: check HANDRAIL_FILES_KEY"
            case "SignatureDoesNotMatch":
                return "the secret does not fit the key: check HANDRAIL_FILES_SECRET"
            case "NoSuchBucket" | "InvalidBucketName":
                return f"there is no bucket {self._settings.bucket}: make it, or check HANDRAIL_FILES_BUCKET"
            case "AccessDenied" | "AllAccessDisabled" | "AccountProblem":
                return f"nothing may be {done} in {self._settings.bucket} with this key: allow GetObject, PutObject and DeleteObject"
            case "AuthorizationHeaderMalformed" | "PermanentRedirect" | "IllegalLocationConstraintException":
                return f"the bucket is not in {self._settings.region}: check HANDRAIL_FILES_REGION"
            case "RequestTimeTooSkewed":
                return f"this machine's clock and that of {where} differ too much: set it"
            case "SlowDown" | "ServiceUnavailable" | "InternalError":
                return f"{where} is overloaded or failing ({code}): nothing could be {done}"
            case _:
                return f"{where} refused ({code}): nothing could be {done}"


def _store(settings: BucketSettings) -> S3Store:
    plain = settings.endpoint is not None and settings.endpoint.startswith("http://")
    config: S3Config = {"region": settings.region}
    if settings.endpoint is not None:
        config["endpoint"] = settings.endpoint
    if settings.key is not None and settings.secret is not None:
        config["access_key_id"], config["secret_access_key"] = settings.key, settings.secret
    return S3Store(
        settings.bucket,
        config=config,
        client_options={"allow_http": plain, "connect_timeout": _CONNECT, "timeout": _ANSWER},
        retry_config={"max_retries": 2, "retry_timeout": _ALTOGETHER},
    )
