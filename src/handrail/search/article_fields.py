"""One article out of what a source said of it, each field checked and the fault named."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NoReturn, cast

from handrail.core.knowledge.article import Article, Audience

LARGEST = 1_000_000
"""Bytes of one article."""

_NAMES = {
    "id": "key",
    "content": "body",
    "text": "body",
    "review": "review_at",
    "lang": "language",
    "category": "topic",
    "product": "family",
}
"""Other words for our fields in the sources that people have."""


class ArticleIsUnreadable(ValueError):
    """One article has a fault that is named; the others are read all the same."""


def renamed(row: dict[str, Any]) -> dict[str, Any]:
    """The row in our words, without what is empty."""
    return {_NAMES.get(name, name): value for name, value in row.items() if value is not None and value != ""}


def article_from(fields: dict[str, Any], language_of: Callable[[str], str] | None) -> Article:
    """Raises ArticleIsUnreadable. `language_of` is asked where the source does not say the language."""
    title, body = _line(fields, "title"), _body(fields)
    if not title:
        _refuse("it has no title")
    return Article(
        key=_line(fields, "key"),
        title=title,
        body=body,
        topic=_line(fields, "topic") or "general",
        family=_line(fields, "family"),
        audience=_audience(fields.get("audience")),
        owner=_line(fields, "owner"),
        review_at=_day(fields.get("review_at")),
        language=_line(fields, "language") or (language_of(f"{title}\n{body}") if language_of else "und"),
        questions=_questions(fields.get("questions")),
    )


def _refuse(reason: str) -> NoReturn:
    raise ArticleIsUnreadable(reason)


def _body(fields: dict[str, Any]) -> str:
    body: object = fields.get("body")
    if not isinstance(body, str) or not body.strip():
        _refuse("it has no text")
    return _clean(body, "the text")


def _line(fields: dict[str, Any], name: str) -> str:
    value: object = fields.get(name, "")
    if isinstance(value, (dict, list)):
        _refuse(f"{name} is not a line of text")
    return " ".join(_clean(str(value), name).split())


def _clean(text: str, what: str) -> str:
    if "\x00" in text:
        _refuse(f"{what} holds a NUL character")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        _refuse(f"{what} holds half a character (a lone surrogate)")
    if len(text.encode()) > LARGEST:
        _refuse(f"{what} is over {LARGEST:,} bytes")
    return text


def _audience(value: object) -> Audience:
    if value is None:
        return Audience.INTERNAL
    known = {audience.value: audience for audience in Audience}
    return known.get(str(value)) or _refuse(f"audience is {value!r}, not customer or internal")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        _refuse(f"the review date {value!r} is not like 2027-05-09")


def _questions(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        _refuse("questions is not a list")
    return tuple(_clean(str(question), "a question").strip() for question in cast(list[object], value) if question)
