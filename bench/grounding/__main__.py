"""How well the guards before sending tell what a source supports: `python -m bench.grounding [--data DIR] [--json FILE] [--words]`."""

import argparse
import dataclasses
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.decisions.figure import Figure, share, table
from bench.grounding import bank
from bench.grounding.cases import CONTRADICTED, NOT_MENTIONED, SUPPORTED, Case, held_out, tuned_on
from bench.grounding.vectors import similarity
from handrail.core.grounding.entailed import Answer, entails
from handrail.core.grounding.specifics import missing_from
from handrail.core.grounding.verdict import Similarity

SHARED = Path(os.environ.get("HANDRAIL_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
FEW = 30
"""Edits with fewer claims are given pooled too; one alone says little."""


@dataclass(frozen=True, slots=True)
class Judged:
    """`answer`: one of the three; `sent`: both guards that read sources would let it pass."""

    case: Case
    answer: Answer
    sent: bool


def judged(case: Case, similar: Similarity | None) -> Judged:
    found = entails(case.claim, (case.source,), similar)
    missing = missing_from(case.claim, f"{case.source.title}\n{case.source.text}")
    return Judged(case, three_way(found.supported, found.likeliest), found.supported and not missing)


def three_way(supported: bool, likeliest: Answer) -> Answer:
    """What is stopped although it looks supported differs from the source in a way that was found: it contradicts."""
    if supported:
        return Answer.SUPPORTED
    return Answer.CONTRADICTED if likeliest is Answer.SUPPORTED else likeliest


def figures(name: str, cases: Sequence[Case], similar: Similarity | None, tuned: str) -> Iterator[Figure]:
    """`name` of the part; `tuned` says what was chosen on these very cases, if anything."""
    section = f"{name}, {'by words' if similar is None else 'with vectors'}"
    all_of_it = [judged(case, similar) for case in cases]

    def told(what: str, hits: int, of: int, aim: str = "") -> Figure:
        return share(section, what, hits, of, aim=aim, tuned_on=tuned, tested_on=name)

    right = sum(one.answer.value == one.case.label for one in all_of_it)
    yield told("three answers: right", right, len(all_of_it), "85 %")
    sent = {
        label: [one.sent for one in all_of_it if one.case.label == label]
        for label in (SUPPORTED, CONTRADICTED, NOT_MENTIONED)
    }
    yield told("wrong claims sent: contradicted, pooled", sum(sent[CONTRADICTED]), len(sent[CONTRADICTED]), "1 %")
    yield told("wrong claims sent: not mentioned, pooled", sum(sent[NOT_MENTIONED]), len(sent[NOT_MENTIONED]), "1 %")
    yield told("right claims stopped", len(sent[SUPPORTED]) - sum(sent[SUPPORTED]), len(sent[SUPPORTED]), "2 %")
    by_edit: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in all_of_it:
        by_edit[one.case.label, one.case.edit].append(one.sent)
    for (label, edit), passed in sorted(by_edit.items()):
        if label == SUPPORTED:
            yield told(f"  right, {edit}: stopped", len(passed) - sum(passed), len(passed))
        else:
            yield told(f"  {label.replace('_', ' ')}, {edit}: sent", sum(passed), len(passed), "1 %")


def measure(data: Path, *, words_alone: bool, kept: Path) -> list[Figure]:
    seen, unseen = bank.halves(data / "kb_banking")
    made = (
        ("kb_banking, half looked at", seen, "words and limits"),
        ("kb_banking, other half", unseen, ""),
        ("generated, fitted on", tuned_on(), "weights and limits"),
        ("generated, other companies and wordings", held_out(), ""),
    )
    found: list[Figure] = []
    for name, cases, tuned in made:
        found += figures(name, cases, None, tuned)
        if not words_alone:
            found += figures(name, cases, similarity([(one.source, one.claim) for one in cases], kept), tuned)
    return found


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.grounding", description=__doc__)
    asked.add_argument("--data", type=Path, default=SHARED)
    asked.add_argument("--json", type=Path, default=None)
    asked.add_argument("--words", action="store_true", help="without vectors, which take most of the time")
    asked.add_argument(
        "--vectors", type=Path, default=Path(tempfile.gettempdir()), help="a folder where vectors are kept"
    )
    said = asked.parse_args()
    if not (said.data / "kb_banking" / "grounding.jsonl").exists():
        raise SystemExit(f"bench.grounding: {said.data} holds no kb_banking (set HANDRAIL_SHARED_DATA or --data)")
    found = measure(said.data, words_alone=said.words, kept=said.vectors)
    print(table(found))
    if said.json is not None:
        said.json.write_text(json.dumps([dataclasses.asdict(each) for each in found], indent=1) + "\n")


if __name__ == "__main__":
    main()
