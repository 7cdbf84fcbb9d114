"""The log's signed heads on file, outside the database: whoever owns the database alone cannot rewrite the past."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from handrail.core.log.chain import signed_statement


@dataclass(frozen=True, slots=True)
class Head:
    """The hash of the `n`th seal of a workspace, signed."""

    tenant: UUID
    n: int
    hash: bytes
    signature: bytes

    @property
    def statement(self) -> bytes:
        return signed_statement(self.tenant, self.n, self.hash)


def append_head(file: Path, head: Head, at: datetime) -> None:
    append_line(
        file,
        {
            "tenant": str(head.tenant),
            "n": head.n,
            "head": head.hash.hex(),
            "signature": head.signature.hex(),
            "at": at.isoformat(),
        },
    )


def append_line(file: Path, content: dict[str, Any]) -> None:
    """One line of JSON, on disk when this returns. Begins a line of its own even after one that a crash cut short."""
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        torn = end > 0 and os.pread(descriptor, 1, end - 1) != b"\n"
        os.write(descriptor, (b"\n" if torn else b"") + json.dumps(content).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def heads_in(file: Path, tenant: UUID) -> list[Head]:
    """The workspace's heads on file, in the order they were signed."""
    return [head for head in map(_head, lines_of(file)) if head is not None and head.tenant == tenant]


def lines_of(file: Path) -> Iterator[dict[str, Any]]:
    """What can be read. A line that cannot was cut short by a crash, before the commit that it announced."""
    if not file.exists():
        return
    for line in file.read_bytes().splitlines():
        try:
            content = json.loads(line)
        except ValueError:
            continue
        if isinstance(content, dict):
            yield content


def _head(line: dict[str, Any]) -> Head | None:
    try:
        return Head(UUID(line["tenant"]), line["n"], bytes.fromhex(line["head"]), bytes.fromhex(line["signature"]))
    except (KeyError, TypeError, ValueError):
        return None
