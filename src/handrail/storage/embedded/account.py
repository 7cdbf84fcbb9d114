"""The system account the database runs as: ours, or `handrail` when we are root, as Postgres refuses root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from handrail.storage.embedded.errors import DatabaseFolderOutOfReach, SystemAccountMissing

SYSTEM_ACCOUNT = "handrail"
STATE = Path("/var/lib/handrail")
"""Where root keeps what the system account needs and cannot reach elsewhere."""

ROOT = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A named system account, never root."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of_a_new_server(cls) -> Self:
        """Our own account; as root the account `handrail`, which is created when missing."""
        return cls.of_uid(_system_account() if os.geteuid() == ROOT else os.geteuid())

    @classmethod
    def of_uid(cls, uid: int) -> Self:
        """Raises SystemAccountMissing for a uid without a name: initdb and peer logins need one."""
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            raise SystemAccountMissing(
                f"The system knows no account with the number {uid}, and Postgres needs one with a name: add "
                "it to the system's accounts, or run Handrail as root or as another account."
            ) from None
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    def run(
        self, command: Sequence[str | Path], *, cwd: Path, text: str = "", keep_open: Sequence[int] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account to its end. It reads `text` and inherits the descriptors `keep_open`.

        Raises DatabaseFolderOutOfReach if neither we nor root are this account, and PermissionError if the
        account cannot reach the program. `cwd` must be one that it can enter.
        """
        become = os.geteuid() != self.uid
        if become and os.geteuid() != ROOT:
            raise DatabaseFolderOutOfReach(
                f"The database below {cwd} belongs to the account {self.name}: run this command as "
                f"{self.name} or as root."
            )
        return subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env=_environment(),
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            pass_fds=tuple(keep_open),
            user=self.uid if become else None,
            group=self.gid if become else None,
            extra_groups=() if become else None,
        )

    def can_enter(self, folder: Path) -> bool:
        """Asked by trying, since modes alone do not tell (access lists, mounts)."""
        # Not by cwd=: a child changes its folder before it changes its account.
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], cwd=Path("/")).returncode == 0

    def own(self, path: Path) -> None:
        """Give a path that we just made to this account."""
        if os.geteuid() == ROOT:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def state_folder() -> Path:
    """STATE, which everyone may enter whatever our umask says. Raises OSError."""
    if not STATE.is_dir():
        STATE.mkdir(parents=True, exist_ok=True)
        STATE.chmod(0o755)
    return STATE


def _environment() -> dict[str, str]:
    """Ours without what would steer Postgres programs elsewhere (PGDATA, PGHOST) or into another language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)}


def _system_account() -> int:
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT).pw_uid
    except KeyError:
        return _create_system_account()


def _create_system_account() -> int:
    command = f"useradd --system --user-group --no-create-home --home-dir {STATE} --shell /usr/sbin/nologin"
    program = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    said = f"the program useradd is missing, so make it by hand: {command} {SYSTEM_ACCOUNT}"
    if program:
        done = subprocess.run(
            [program, *command.split()[1:], SYSTEM_ACCOUNT], capture_output=True, text=True, check=False
        )
        said = f"useradd said: {done.stderr.strip()}"
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT).pw_uid  # also when another process was faster than ours
    except KeyError:
        raise SystemAccountMissing(
            f"Postgres refuses to run as root, and no system account {SYSTEM_ACCOUNT} could be made; {said}"
        ) from None
