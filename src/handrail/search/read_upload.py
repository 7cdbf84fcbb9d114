"""Uploaded files read as a folder on disk would be: the same articles, and a clear word on each file that is none."""

import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from handrail.search.article_fields import LARGEST
from handrail.search.read_articles import LISTS, MARKDOWN, NothingToRead, Reading, Refused, read_articles

MOST_FILES = 500
"""Files in one upload, those inside of archives included."""
LARGEST_UNPACKED = 64 * 1_000_000
"""Bytes of all files together, unpacked: a small archive can hold a whole disk of zeros."""

_READ = MARKDOWN | LISTS | {".json"}
_KINDS = "articles are .md, .json or .jsonl files, or a .zip of them"


class TooMuchToRead(ValueError):
    """More files, or more bytes unpacked, than one upload may hold."""


def read_upload(files: Sequence[tuple[str, bytes]], language_of: Callable[[str], str] | None = None) -> Reading:
    """`files`: names, which may hold folders, and contents. A folder's name is the topic, as in an import from disk.

    Raises TooMuchToRead; any other fault is one file's and loses nothing of the others.
    """
    refused: list[Refused] = []
    with tempfile.TemporaryDirectory(prefix="handrail-upload-") as folder:
        laid = _lay_out(Path(folder), _unpacked(files, refused), refused)
        try:
            reading = read_articles(Path(folder), language_of=language_of) if laid else Reading()
        except NothingToRead:
            reading = Reading()
    return Reading(reading.articles, [*refused, *reading.refused])


def _unpacked(files: Sequence[tuple[str, bytes]], refused: list[Refused]) -> Iterator[tuple[str, bytes]]:
    seen = size = 0
    for name, content in files:
        inner = _in_archive(name, content, refused) if name.lower().endswith(".zip") else [(name, content)]
        for one in inner:
            seen, size = seen + 1, size + len(one[1])
            if seen > MOST_FILES:
                raise TooMuchToRead(f"More than {MOST_FILES} files: send them in several uploads.")
            if size > LARGEST_UNPACKED:
                raise TooMuchToRead(f"More than {LARGEST_UNPACKED // 1_000_000} MB unpacked: send less at once.")
            yield one


def _in_archive(name: str, content: bytes, refused: list[Refused]) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [one for one in archive.infolist() if not one.is_dir() and not _is_clutter(one.filename)]
            shared = _wrapper(one.filename for one in inside)
            for one in inside:
                if one.file_size > LARGEST * 100:
                    refused.append(Refused(f"{name}: {one.filename}", "larger than an article can be"))
                else:
                    with archive.open(one) as member:
                        # Never more than the archive's own word for it: what says less than it holds is cut, and fails.
                        yield one.filename.removeprefix(shared), member.read(one.file_size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as fault:
        refused.append(Refused(name, f"not a .zip that can be read ({fault})"))


def _is_clutter(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _wrapper(names: Iterable[str]) -> str:
    """The one folder that holds all the topics' folders, as packing a folder makes it; '' when there is none."""
    parts = [PurePosixPath(name).parts for name in names]
    firsts = {one[0] for one in parts if one}
    return f"{firsts.pop()}/" if len(firsts) == 1 and all(len(one) > 2 for one in parts) else ""


def _lay_out(folder: Path, files: Iterable[tuple[str, bytes]], refused: list[Refused]) -> int:
    laid = 0
    for name, content in files:
        reason = _lay(folder, name, content)
        if reason is None:
            laid += 1
        else:
            refused.append(Refused(name or "a file without a name", reason))
    return laid


def _lay(folder: Path, name: str, content: bytes) -> str | None:
    """The reason why not, or None. Names are only ever used below `folder`."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or ".." in parts or any(part.startswith(".") for part in parts):
        return "its name cannot be used"
    if Path(parts[-1]).suffix.lower() not in _READ:
        return _KINDS
    place = folder.joinpath(*parts)
    try:
        if place.exists():
            return "a second file with this name"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    except (OSError, ValueError):
        return "its name cannot be used"
    return None
