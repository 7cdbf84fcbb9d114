"""What the company has approved to be said, by whom, for whom, and until when."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Audience(StrEnum):
    """Who may read an article. Nothing of an INTERNAL article reaches a customer, in any form."""

    CUSTOMER = "customer"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Article:
    """One approved text. `key` names it for good within its workspace: a path, or the id of the source.

    `body` is Markdown and is quoted from by position, so it is never rewritten. `family` groups articles
    about one thing (a product, a plan) whose name the text itself may leave out. `questions` are ways in
    which customers ask for it. `owner` is the mail address or name given by the source.
    """

    key: str
    title: str
    body: str
    topic: str = "general"
    family: str = ""
    audience: Audience = Audience.INTERNAL
    owner: str = ""
    review_at: date | None = None
    language: str = "und"
    questions: tuple[str, ...] = field(default=())

    @property
    def content_hash(self) -> str:
        """Equal exactly when nothing that matters changed; an import then leaves the article alone."""
        parts = (
            self.key,
            self.title,
            self.body,
            self.topic,
            self.family,
            self.audience.value,
            self.owner,
            self.review_at.isoformat() if self.review_at else "",
            self.language,
            *self.questions,
        )
        return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()
