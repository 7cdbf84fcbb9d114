"""The desk's own secret: signs the log's heads and customers' tokens, and locks what the database must not hold openly.

It lives in DATA/secret.key (mode 0600) or in the environment, never in the database and never in a backup.
"""

import base64
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LENGTH = 32


class SecretKeyIsBroken(Exception):
    """The key is not 32 bytes, or its file may be read by others."""


class CannotUnlock(Exception):
    """It was locked with another key."""


@dataclass(frozen=True, slots=True)
class Keys:
    """One secret, a purpose each: knowing one of the derived keys tells nothing about the others (RFC 5869)."""

    secret: bytes

    @property
    def customer_tokens(self) -> bytes:
        return self._derive(b"customer tokens")

    @property
    def sign_in_digests(self) -> bytes:
        return self._derive(b"sign-in digests")

    @property
    def key_id(self) -> str:
        return self.public_key.hex()[:16]

    @property
    def public_key(self) -> bytes:
        return self._signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def of_workspace(self, purpose: bytes, tenant: UUID) -> bytes:
        """32 bytes that nobody else can make, for one purpose in one workspace."""
        return self._derive(purpose + b" " + tenant.bytes)

    def sign(self, statement: bytes) -> bytes:
        """Ed25519 (RFC 8032)."""
        return self._signing.sign(statement)

    def lock(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def unlock(self, locked: bytes) -> bytes:
        try:
            return self._fernet.decrypt(locked)
        except InvalidToken as error:
            raise CannotUnlock("This was locked with another secret key.") from error

    @property
    def _signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._derive(b"log heads"))

    @property
    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._derive(b"stored secrets")))

    def _derive(self, purpose: bytes) -> bytes:
        return HKDF(hashes.SHA256(), LENGTH, salt=None, info=b"handrail " + purpose).derive(self.secret)


def signature_holds(public_key: bytes, signature: bytes, statement: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, statement)
    except InvalidSignature:
        return False
    return True


def keys_from(data: Path, environment: str | None) -> Keys:
    """From the environment (64 hex digits), else the file in the data folder, made on first use. Many may ask at once."""
    if environment:
        return Keys(_checked(environment.strip(), "the environment"))
    file = data / "secret.key"
    if not file.exists():
        _make(file)
    if file.stat().st_mode & 0o077:
        raise SecretKeyIsBroken(f"{file} may be read by others: chmod 600 it, and think about replacing it.")
    return Keys(_checked(file.read_text().strip(), str(file)))


def _make(file: Path) -> None:
    draft = file.with_name(f".secret.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_hex(LENGTH) + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    with suppress(FileExistsError):  # somebody else was first: theirs is the key
        os.link(draft, file)
    draft.unlink()


def _checked(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise SecretKeyIsBroken(f"The secret key in {where} is not hexadecimal.") from error
    if len(key) != LENGTH:
        raise SecretKeyIsBroken(f"The secret key in {where} has {len(key)} bytes; {LENGTH} are needed.")
    return key
