"""A folder or a file of articles read in: every article that can be read, and a clear word on each that cannot."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from handrail.core.knowledge.article import Article
from handrail.search.article_fields import LARGEST, ArticleIsUnreadable, article_from, renamed

MARKDOWN = {".md", ".markdown"}
LISTS = {".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read: `place` is file, or file and line."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    articles: list[Article] = field(default_factory=list[Article])
    refused: list[Refused] = field(default_factory=list[Refused])


class NothingToRead(ValueError):
    """The path does not exist, or holds no article."""


@dataclass(frozen=True, slots=True)
class _Document:
    """`said` is what the source says; `key` and `folder` stand in for an id and a topic that it does not."""

    place: str
    key: str
    folder: str
    said: dict[str, Any]


def read_articles(path: Path, meta: Path | None = None, *, language_of: Callable[[str], str] | None = None) -> Reading:
    """Markdown with front matter, JSON ({id?, title, content}, one or a list) and JSONL, from a folder or one file.

    Rows of `meta` (JSONL with id) complete what an article does not say itself. Who may read it is never guessed:
    without an audience it is internal. Topic: said, else the folder, else `general`. Raises NothingToRead.
    """
    reading = Reading()
    rows = _meta_rows(meta, reading.refused) if meta else {}
    for found in _documents(path, reading.refused):
        try:
            key = str(found.said.get("key", found.key))
            fields = {"key": key, "topic": found.folder, **rows.get(key, {}), **found.said}
            reading.articles.append(article_from(fields, language_of))
        except ArticleIsUnreadable as fault:
            reading.refused.append(Refused(found.place, str(fault)))
    return _without_repeated(reading)


def _documents(path: Path, refused: list[Refused]) -> Iterator[_Document]:
    root = path if path.is_dir() else path.parent
    files = [path] if path.is_file() else sorted(found for found in path.rglob("*") if _is_article(found, root))
    if not files:
        raise NothingToRead(f"{path} holds no .md, .json or .jsonl article")
    for file in files:
        name = file.relative_to(root).as_posix()
        try:
            yield from _in_file(file, name, refused)
        except (ArticleIsUnreadable, OSError) as fault:
            refused.append(Refused(name, str(fault)))


def _is_article(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.is_file() and not hidden and path.suffix.lower() in MARKDOWN | LISTS | {".json"}


def _in_file(file: Path, name: str, refused: list[Refused]) -> Iterator[_Document]:
    kind = file.suffix.lower()
    if kind in LISTS:
        yield from _in_lines(file, name, refused)
    elif kind in MARKDOWN:
        yield _Document(name, name, _folder(name), _markdown(_text(file.read_bytes())))
    elif kind == ".json":
        yield from _in_json(_json(_text(file.read_bytes(), LARGEST * 100)), name, refused)
    else:
        raise ArticleIsUnreadable(f"{kind or 'a file without an ending'} is not a kind of article")


def _in_json(found: object, name: str, refused: list[Refused]) -> Iterator[_Document]:
    if not isinstance(found, list):
        yield from _row(name, name, found, refused)
        return
    for number, row in enumerate(cast(list[object], found), start=1):
        yield from _row(f"{name}, item {number}", f"{name}#{number}", row, refused)


def _in_lines(file: Path, name: str, refused: list[Refused]) -> Iterator[_Document]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            place = f"{name}, line {number}"
            try:
                yield from _row(place, f"{name}#{number}", _json(_text(line)), refused)
            except ArticleIsUnreadable as fault:
                refused.append(Refused(place, str(fault)))


def _row(place: str, key: str, row: object, refused: list[Refused]) -> Iterator[_Document]:
    if isinstance(row, dict):
        yield _Document(place, key, _folder(place), renamed(cast(dict[str, Any], row)))
    else:
        refused.append(Refused(place, "not an object with title and content"))


def _text(raw: bytes, largest: int = LARGEST) -> str:
    if len(raw) > largest:
        raise ArticleIsUnreadable(f"{len(raw):,} bytes; an article has at most {largest:,}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ArticleIsUnreadable(f"not UTF-8 (byte {fault.start})") from fault
    return text.replace("\r\n", "\n")


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise ArticleIsUnreadable(f"not JSON ({fault})") from fault


def _markdown(text: str) -> dict[str, Any]:
    """Front matter between two lines of ---, then the body; without a title the first heading is it."""
    fields: dict[str, Any] = {}
    if text.startswith("---\n"):
        head, end, text = text[4:].partition("\n---\n") if "\n---\n" in text[3:] else ("", "", "")
        if not end:
            raise ArticleIsUnreadable("line 1: the front matter is not closed by a line of ---")
        fields = renamed(_front_matter(head))
    title, body = _first_heading(text)
    return {"title": title, "body": body if title and "title" not in fields else text.strip("\n")} | fields


def _front_matter(head: str) -> dict[str, Any]:
    try:
        found: object = yaml.safe_load(head)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 2 if fault.problem_mark else 1
        raise ArticleIsUnreadable(f"line {line}: the front matter is not YAML ({fault.problem})") from fault
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise ArticleIsUnreadable(f"line 1: the front matter is not YAML ({fault})") from fault
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ArticleIsUnreadable("line 2: the front matter is not a list of names and values")
    return {str(name): value for name, value in cast(dict[object, Any], found).items()}


def _first_heading(text: str) -> tuple[str, str]:
    line, _, rest = text.lstrip("\n").partition("\n")
    return (line[2:].strip(), rest.strip("\n")) if line.startswith("# ") else ("", text)


def _folder(name: str) -> str:
    return name.split("/", 1)[0] if "/" in name else "general"


def _meta_rows(meta: Path, refused: list[Refused]) -> dict[str, dict[str, Any]]:
    return {
        str(row.said.get("key", row.key)): {name: value for name, value in row.said.items() if name in _FROM_META}
        for row in _in_lines(meta, meta.name, refused)
    }


_FROM_META = {"audience", "family", "owner", "topic", "language", "review_at", "questions"}


def _without_repeated(reading: Reading) -> Reading:
    """Of two articles with one key neither can be meant, so the later is refused by name."""
    first: dict[str, Article] = {}
    repeated: list[Refused] = []
    for article in reading.articles:
        if first.setdefault(article.key, article) is not article:
            repeated.append(Refused(article.key, "a second article with this id"))
    return Reading(list(first.values()), reading.refused + repeated)
