"""Files that people send along: which are taken, what they are called, and how they are handed out again."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote
from uuid import UUID

LARGEST_FILE: Final = 10_000_000  # bytes
LARGEST_LETTER: Final = 10_000_000  # bytes of all files of one message that still go by mail
MOST_A_MESSAGE: Final = 10
LONGEST_NAME: Final = 200

# Every type that is taken, with the endings that fit it; the first is added where none does.
ACCEPTED: Final = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    "application/pdf": ("pdf",),
    "text/plain": ("txt", "log", "md"),
    "text/csv": ("csv",),
    "video/mp4": ("mp4", "m4v"),
    "video/quicktime": ("mov",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
}
IN_WORDS: Final = (
    "Accepted are pictures (PNG, JPEG, GIF, WebP, HEIC), PDF, plain text and CSV in UTF-8, office documents "
    "(DOCX, XLSX, ODT, ODS without macros) and videos (MP4, MOV)."
)
# Nothing that a browser is given may run, be guessed at, or stay behind on a shared machine.
DOWNLOAD_HEADERS: Final = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}

_STARTS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_BRANDS: Final = {  # of ISO base media files (ISO/IEC 14496-12), at byte 8
    **dict.fromkeys(
        (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"), "video/mp4"
    ),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"mif1", b"msf1"), "image/heic"),
    b"qt  ": "video/quicktime",
}
_OFFICE: Final = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP: Final = re.compile(r"[\ufeff\s]*(<[a-zA-Z!?/]|#!)")  # HTML, SVG, XML and scripts say so at once
_NOT_IN_NAMES: Final = frozenset('<>:"|?*')


class FileEmpty(ValueError):
    """A file of no bytes."""


class FileTooLarge(ValueError):
    """A file holds at most LARGEST_FILE bytes."""

    def __init__(self) -> None:
        super().__init__(f"A file holds at most {LARGEST_FILE // 1_000_000} MB.")


class FileTypeRefused(ValueError):
    """What the bytes are is not taken, whatever the name says. The message says what is."""

    def __init__(self) -> None:
        super().__init__(f"This kind of file is not accepted. {IN_WORDS}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as threads show it. `type` is what its bytes say; `size` in bytes."""

    id: UUID
    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Examined:
    """The name as it is kept, and the type that the bytes say."""

    name: str
    type: str


def examined(name: str, content: bytes) -> Examined:
    """Raises FileEmpty, FileTooLarge, FileTypeRefused. Nothing is unpacked."""
    if not content:
        raise FileEmpty("The file is empty.")
    if len(content) > LARGEST_FILE:
        raise FileTooLarge
    cleaned = _cleaned(name)
    kind = _kind_of(content) or _text_kind(content, cleaned)
    if kind is None:
        raise FileTypeRefused
    return Examined(_ending_well(cleaned, kind), kind)


def download_headers(name: str, kind: str, size: int) -> dict[str, str]:
    """All that a file goes out with. The length, so that one that breaks off half way is not taken for whole."""
    shown = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    about = {"Content-Type": shown, "Content-Length": str(size), "Content-Disposition": disposition(name)}
    return {**DOWNLOAD_HEADERS, **about}


def disposition(name: str) -> str:
    """Content-Disposition: always saved, never shown in place (RFC 6266)."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\%' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _kind_of(content: bytes) -> str | None:
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12])
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def _office_kind(content: bytes) -> str | None:
    """By the names inside, which stand in the open; macros are programs."""
    if b"vbaProject" in content or b"Basic/script" in content:
        return None
    if content[30:38] == b"mimetype":  # OpenDocument 1.3 part 2, 3.3: the first entry, unpacked
        kind = content[38:100].split(b"PK", 1)[0].decode("latin-1")
        return kind if kind in ACCEPTED else None
    if b"[Content_Types].xml" not in content:
        return None
    return next((kind for part, kind in _OFFICE if part in content), None)


def _text_kind(content: bytes, name: str) -> str | None:
    if _CONTROLS.search(content):
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if _MARKUP.match(text):
        return None
    return "text/csv" if name.casefold().endswith(".csv") else "text/plain"


def _cleaned(name: str) -> str:
    """The last part of a path, without what nobody sees: controls, and marks that turn the reading direction."""
    last = re.split(r"[/\\]", name)[-1]
    seen = (" " if c.isspace() else "_" if c in _NOT_IN_NAMES else c for c in unicodedata.normalize("NFC", last))
    kept = "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    return " ".join(kept.split()).strip(". ")


def _ending_well(name: str, kind: str) -> str:
    """With an ending that fits the bytes, so that what was taken as a picture is not saved as a page or a program."""
    endings = ACCEPTED[kind]
    stem, ending = PurePosixPath(name or "file").stem, PurePosixPath(name or "file").suffix[1:].casefold()
    if ending not in endings:
        stem, ending = name or "file", endings[0]
    return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ') or 'file'}.{ending}"
