"""Where a data folder's database lives: inside it, or elsewhere if the server's account cannot get inside."""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handrail.storage.embedded.account import ROOT, SYSTEM_ACCOUNT, Account, state_folder
from handrail.storage.embedded.errors import DatabaseFolderOutOfReach

PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 99
"""Bytes; the kernel's own limit is 104 to 108."""

PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+-]+")
"""Postgres and its clients split socket paths at commas, and pg_ctl hands them to a shell."""


@dataclass(frozen=True, slots=True)
class Home:
    """The private folder of one database server: its cluster, its log and, path permitting, its socket."""

    folder: Path
    account: Account

    @property
    def cluster(self) -> Path:
        """What Postgres calls its data directory; it is complete once it exists."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def socket_dir(self) -> Path:
        """Where the cluster's next server shall put its socket. The cluster must exist.

        A cluster made in place of a deleted one has another: the server of the deleted one runs on for up to
        a minute, and removes its socket, by name, as it ends.
        """
        cluster_id = _short_digest((self.cluster / "global" / "pg_control").read_bytes()[:8])
        inside = self.folder / f"socket-{cluster_id}"
        path = str(inside / SOCKET)
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(path):
            return inside
        return Path("/tmp", f"handrail-{self.account.uid}-{_digest(self.folder)}-{cluster_id}")

    def make_socket_dir(self) -> Path:
        """Raises DatabaseFolderOutOfReach if somebody else already sits at its place below /tmp."""
        folder = self.socket_dir()
        _make_private(folder, self.account)
        found = folder.lstat()
        if found.st_uid != self.account.uid or found.st_mode & 0o170077 != 0o040000:
            raise DatabaseFolderOutOfReach(
                f"{folder} should be a folder that only {self.account.name} may enter, and is not: "
                "another account may have put it there. Look at it, then remove it."
            )
        return folder

    @contextmanager
    def turn(self) -> Generator[int]:
        """Only one process at a time starts or stops the server; gives the descriptor that holds the turn."""
        with _locked(self.folder) as descriptor:
            yield descriptor

    @contextmanager
    def life(self) -> Generator[int | None]:
        """A lock the server and all of its processes inherit and hold until the last of them is gone.

        None while any of them lives. Unlike a process number it cannot go stale: not by a zombie, not by a
        reboot, not by a number given to another program.
        """
        descriptor = os.open(self.folder / "alive", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            if os.geteuid() == ROOT:
                os.fchown(descriptor, self.account.uid, self.account.gid)
            yield descriptor if _lock_now(descriptor) else None
        finally:
            os.close(descriptor)


def existing_home(data: Path) -> Home | None:
    """Raises DatabaseFolderOutOfReach if there is one and we may not use it, or it is gone from its place."""
    try:
        folder = _marked(data) or data / "postgres"
        found = folder.stat()
        if found.st_uid == ROOT:  # root is never the server's account
            _forbid_a_copy_made_by_root(folder)
            return None
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise DatabaseFolderOutOfReach(f"The data folder {data} cannot be read: {error}") from error
    if os.geteuid() not in {ROOT, found.st_uid}:
        raise DatabaseFolderOutOfReach(
            f"The database of {data} belongs to another account (number {found.st_uid}): run this command as "
            "that account or as root."
        )
    return Home(folder, Account.of_uid(found.st_uid))


def settle(data: Path) -> Home:
    """The home of a data folder, made (empty) if there is none. Raises DatabaseServerCannotServe."""
    home = existing_home(data)
    if home is None:
        try:
            data.mkdir(parents=True, exist_ok=True)
            with _locked(data):
                home = existing_home(data) or _new_home(data)
        except OSError as error:
            raise DatabaseFolderOutOfReach(f"No database can be made in the folder {data}: {error}") from error
    if not home.account.can_enter(home.folder):
        raise DatabaseFolderOutOfReach(
            f"The database of {data} lies in {home.folder}, which the account {home.account.name} that runs "
            "it cannot enter: let it through all the folders above."
        )
    return home


def _new_home(data: Path) -> Home:
    account = Account.of_a_new_server()
    if account.can_enter(data):
        _make_private(data / "postgres", account)
        return Home(data / "postgres", account)
    # Not a fixed name: a data folder deleted and made again must not find its old database.
    folder = Path(tempfile.mkdtemp(prefix=f"{_digest(data)}-", dir=state_folder()))
    (folder / "belongs-to").write_text(f"{data}\n")
    account.own(folder)
    unfinished = _marker(data).with_suffix(".unfinished")
    unfinished.write_text(f"{folder}\n")
    unfinished.replace(_marker(data))
    return Home(folder, account)


def _marker(data: Path) -> Path:
    return data / "postgres.path"


def _marked(data: Path) -> Path | None:
    try:
        folder = Path(_marker(data).read_text().strip())
    except FileNotFoundError:
        return None
    if not folder.is_dir():
        raise DatabaseFolderOutOfReach(
            f"The database of {data} lies in {folder} (so says {_marker(data)}), and that folder is gone: "
            f"put it back, or remove {_marker(data)} to begin with an empty database."
        )
    return folder


def _forbid_a_copy_made_by_root(folder: Path) -> None:
    if any(folder.iterdir()):
        raise DatabaseFolderOutOfReach(
            f"The database in {folder} belongs to root, and Postgres refuses to run as root: give it to its "
            f"account, for instance with `chown -R {SYSTEM_ACCOUNT}: {folder}`."
        )


def _make_private(folder: Path, account: Account) -> None:
    if not folder.is_symlink():
        folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid == os.geteuid():
        account.own(folder)


@contextmanager
def _locked(folder: Path) -> Generator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _lock_now(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def _short_digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]
