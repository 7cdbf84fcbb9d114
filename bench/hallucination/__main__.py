"""`python -m bench.hallucination`: what the small model's sentences claim beyond their passage, before and after the guards."""

import asyncio
import json
from collections import Counter
from pathlib import Path

from bench.hallucination.asked import every
from bench.retrieval import DATA
from handrail.core.grounding.backing import NOTHING_DONE
from handrail.core.grounding.check import GUARDS_VERSION, check, compared
from handrail.core.grounding.draft import Draft, Sentence, Source, SourceKind
from handrail.core.grounding.verdict import Policy
from handrail.core.trust.intervals import exact
from handrail.models.minilm import installed_minilm
from handrail.models.remembering import Remembering

LABELLED = Path(__file__).with_name("labelled.jsonl")
LABELS = ("supported", "contradicted", "invented_specifics", "not_mentioned")


async def passed_by_label() -> tuple[Counter[str], Counter[str], Counter[str]]:
    """(sentences of each label, those every guard let pass, what stopped the supported ones)."""
    embedder, asked = Remembering(installed_minilm()), {one.id: one for one in every(DATA)}
    of, passed, wrongly = Counter[str](), Counter[str](), Counter[str]()
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one = asked[row["id"]]
        source = Source("a1", SourceKind.PASSAGE, one.title, one.passage, language="en")
        draft = Draft((Sentence(row["sentence"], ("a1",)),), "en")
        await embedder.embed(compared(draft, [source]))
        policy = Policy("en", True, lambda text: (), heard=one.question, similarity=embedder.similarity)
        checked = check(draft, [source], NOTHING_DONE, policy)
        of[row["label"]] += 1
        passed[row["label"]] += checked.passed
        if row["label"] == "supported":
            wrongly.update({verdict.guard.value for verdict in checked.stopped_by})
    return of, passed, wrongly


def main() -> None:
    of, passed, wrongly = asyncio.run(passed_by_label())
    print(f"guards {GUARDS_VERSION}\n\n| sentences | of them | let pass | 95 % |\n| --- | ---: | ---: | ---: |")
    for label in LABELS:
        low, high = exact(passed[label], of[label])
        print(f"| {label.replace('_', ' ')} | {of[label]} | {passed[label]} | {low:.0%} to {high:.0%} |")
    bad, through = (sum(c[label] for label in LABELS[1:]) for c in (of, passed))
    every_one, sent = of.total(), passed.total()
    low, high = exact(through, bad)
    print(f"\nunsupported before the guards: {bad} of {every_one} ({bad / every_one:.0%})")
    print(f"unsupported let pass: {through} of {bad} ({low:.1%} to {high:.1%}); of what is sent: {through} of {sent}")
    print(
        f"supported and stopped all the same: {of['supported'] - passed['supported']} of {of['supported']}, by {dict(wrongly)}"
    )


if __name__ == "__main__":
    main()
