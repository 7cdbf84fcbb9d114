"""The 150 claims of kb_banking, in two halves: one that was looked at while the guards were written, one that was not."""

import json
from pathlib import Path
from typing import Any

from bench.grounding.cases import Case
from handrail.core.grounding.draft import Source, SourceKind


def halves(folder: Path) -> tuple[list[Case], list[Case]]:
    """Looked at, and not. Every second passage, in the order of the file; a passage's three claims stay together."""
    documents = {row["id"]: row for row in _rows(folder / "documents.jsonl")}
    family = {row["id"]: row["family"].replace("_", " ") for row in _rows(folder / "doc_meta.jsonl")}
    claims = _rows(folder / "grounding.jsonl")
    passages = list(dict.fromkeys(row["passage_id"] for row in claims))
    sources = {key: _source(key, documents[key], family[key]) for key in passages}
    cases = [
        (row["passage_id"], Case(sources[row["passage_id"]], row["claim"], row["label"], row["edit"], "bank"))
        for row in claims
    ]
    looked_at = set(passages[::2])
    return [case for key, case in cases if key in looked_at], [case for key, case in cases if key not in looked_at]


def _source(key: str, document: dict[str, Any], family: str) -> Source:
    """Its title as the product has it: family (the name of the product, which many texts leave out) and title."""
    return Source(key, SourceKind.PASSAGE, f"{family} · {document['title']}", document["content"], True, "en")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
