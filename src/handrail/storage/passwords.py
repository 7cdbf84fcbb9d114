"""Passwords are hashed by argon2id, in threads of their own and few at a time: a flood of tries cannot take the machine."""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from secrets import token_bytes
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from handrail.core.access.passwords import comparable
from handrail.ports import TryAgain, Verified

T = TypeVar("T")
MEMORY_KIB, TIMES, LANES = 65536, 3, 1
"""Above the smallest settings of RFC 9106 (section 4) and of OWASP's cheat sheet; a tenth of a second on one core."""


class Argon2Passwords:
    """`at_once` hashes are worked on, `waiting` more may wait; whoever comes after that is asked to try again."""

    def __init__(
        self, *, at_once: int = 2, waiting: int = 40, memory_kib: int = MEMORY_KIB, times: int = TIMES
    ) -> None:
        self._hasher = PasswordHash((Argon2Hasher(times, memory_kib, LANES),))
        self._places, self._most, self._here = asyncio.Semaphore(at_once), at_once + waiting, 0
        # The hash of nothing: it asks for the same work as a real one, and no password is known that would fit.
        salt, digest = (b64encode(token_bytes(length)).decode().rstrip("=") for length in (16, 32))
        self._decoy = f"$argon2id$v=19$m={memory_kib},t={times},p={LANES}${salt}${digest}"

    async def hash(self, password: str) -> str:
        return await self._slowly(lambda: self._hasher.hash(comparable(password)))

    async def verify(self, password: str, password_hash: str | None) -> Verified:
        found = await self._slowly(lambda: self.check(password, password_hash or self._decoy))
        return found if password_hash is not None else Verified(False)

    def check(self, password: str, password_hash: str) -> Verified:
        """One argon2 verification, in the calling thread."""
        return Verified(*self._hasher.verify_and_update(comparable(password), password_hash))

    async def _slowly(self, work: Callable[[], T]) -> T:
        if self._here >= self._most:
            raise TryAgain("Many people are signing in at this moment; please try again.")
        self._here += 1
        try:
            async with self._places:
                return await asyncio.to_thread(work)
        finally:
            self._here -= 1
