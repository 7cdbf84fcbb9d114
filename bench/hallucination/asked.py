"""Three hundred questions, each with the one passage that answers it: of the shared bank's knowledge, and of the demo shop's."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handrail.demo.content import articles_path
from handrail.models.language import detect_language
from handrail.search.read_articles import read_articles

BANK, SHOP, LONGEST = 110, 190, 900


@dataclass(frozen=True)
class Asked:
    """`passage` is at most LONGEST characters of one document."""

    id: str
    question: str
    title: str
    passage: str


def every(data: Path) -> list[Asked]:
    """The same on every machine that has the same data."""
    return [*list(_bank(data / "kb_banking"))[:BANK], *list(_shop())[:SHOP]]


def _bank(folder: Path) -> Iterator[Asked]:
    documents = {row["id"]: row for row in _rows(folder / "documents.jsonl")}
    for row in _rows(folder / "questions.jsonl"):
        if row["internal_only"] or row["history"]:
            continue
        span = row["answer_span"][0]
        document = documents[span["doc"]]
        yield Asked(row["id"], row["question"], document["title"], _around(document["content"], span["text"]))


def _shop() -> Iterator[Asked]:
    found = read_articles(Path(str(articles_path())), language_of=lambda text: detect_language(text).code).articles
    ours = sorted(
        (one for one in found if one.audience.value == "customer" and one.language == "en"), key=lambda a: a.key
    )
    for place in range(4):
        for one in ours:
            if place < len(one.questions):
                yield Asked(f"{one.key}#{place}", one.questions[place], one.title, one.body.strip()[:LONGEST])


def _around(text: str, span: str) -> str:
    at = max(text.find(span), 0)
    start = max(text.rfind("\n#", 0, at), at - LONGEST // 2, 0)
    return text[start : start + LONGEST].strip()


def _rows(file: Path) -> Iterator[dict[str, object]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def sentences(reply: str) -> list[str]:
    """Split where a sentence ends, the model's last half sentence left out."""
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z\"“(])|\n+", reply.strip())
    return [part.strip(" -*") for part in parts if re.search(r"\w", part) and re.search(r"[.!?][\"”)]?$", part.strip())]
