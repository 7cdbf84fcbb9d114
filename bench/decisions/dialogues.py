"""When conversations are handed over: every dialogue is played turn by turn against the golden turn, as if knowledge always answered.

Scored as escalation.md 3.1 asks (Golden Transfer within Tolerance, arXiv 2012.07610): turns early and late with one
customer's turn of tolerance. An offer of a person before the golden turn is not early.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.decisions.figure import Figure, share
from bench.decisions.reader import Reader
from bench.decisions.similarity import installed_similarity
from handrail.core.conversation.message import AuthorKind
from handrail.core.escalation.decide import decide
from handrail.core.escalation.decision import Decision, HandOff
from handrail.core.escalation.facts import EvidenceFact, Facts, QuoteFact, TopicFact, WishFact
from handrail.core.understanding.contradiction import contradictions
from handrail.core.understanding.danger import danger
from handrail.core.understanding.exchange import rounds_of
from handrail.core.understanding.loop import times_asked
from handrail.core.understanding.notice import notice
from handrail.core.understanding.said import Earlier, Heard, Similarity
from handrail.core.understanding.small_talk import small_talk
from handrail.core.understanding.wants_person import find_wish
from handrail.core.understanding.wants_person.alike import ALIKE_VERSION

TOLERANCE = 1  # customer's turns
ROWS = Path(__file__).parent / "rows"
_START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_QUOTE = QuoteFact(UUID(int=1), 1, "Always", "There is always an approved passage.", "all", 1.0)
_EVIDENCE = EvidenceFact(_QUOTE, True, ("assumed",), 1.0)
_TOPIC = TopicFact("all", "autonomous", True, True, "Granted for the measurement.")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Played:
    """`handed_over` and `golden` count customer's turns from 1; None: never. `offers` says for every turn labelled
    "offer" whether a person was offered (or came)."""

    row: Row
    handed_over: int | None
    golden: int | None
    offers: tuple[bool, ...]
    rule: str  # that handed over; a wish with its pattern's kind: "wants-person/weighed"

    @property
    def early(self) -> int | None:
        """Turns before the golden one, negative when late; None where one of them is missing."""
        return None if self.golden is None or self.handed_over is None else self.golden - self.handed_over

    @property
    def in_time(self) -> bool:
        return self.early is not None and abs(self.early) <= TOLERANCE

    @property
    def needless(self) -> bool:
        if self.handed_over is None:
            return False
        return self.golden is None or self.handed_over < self.golden - TOLERANCE


def measure(data: Path) -> Sequence[Figure]:
    similarity = installed_similarity()
    reader = _reader()
    how = "the shipped register, learned with " + (", ".join(reader.embedders) or "spelling alone")
    figures: list[Figure] = []
    for name, path, tuned in _sets(data):
        played = [play(row, reader, similarity) for row in _rows(path)]
        figures += _figures(name, played, tuned_on=tuned, tested_on=f"{name}; {how}")
    return figures


def _sets(data: Path) -> Iterator[tuple[str, Path, str]]:
    kept_apart = [
        *(data / "moments").glob("heldout*/dialogues.jsonl"),
        *(data / "moments").glob("heldout*dialogues*.jsonl"),
    ]
    if kept_apart:
        yield from (("held out", path, "moments/dialogues.jsonl, another half") for path in kept_apart)
    elif (data / "moments" / "dialogues.jsonl").exists():
        yield "dev", data / "moments" / "dialogues.jsonl", "the same rows: the lists were written beside them"
    yield "rows b", ROWS / "dialogues_b.jsonl", "moments/dialogues.jsonl, and these rows' failures were looked at"
    yield "rows c", ROWS / "dialogues_c.jsonl", "the rows above; written before, scored once after"


@cache
def _reader() -> Reader:
    return Reader()


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def play(row: Row, reader: Reader, similarity: Similarity | None = None) -> Played:
    earlier: list[Earlier] = []
    handed_over = golden = None
    offers: list[bool] = []
    count, rule = 0, ""
    for turn in row["turns"]:
        said = Earlier(
            AuthorKind(turn["role"]), turn["text"], UUID(int=turn["turn"]), _START + timedelta(minutes=turn["turn"])
        )
        if said.author is AuthorKind.CUSTOMER:
            count += 1
            golden = count if turn["turn"] == row["golden_turn"] else golden
            decision = decide_turn(said, earlier, reader, similarity)
            over = isinstance(decision.outcome, HandOff)
            if over and handed_over is None:
                handed_over, rule = count, _rule(decision, said.text)
            if turn["label"]["handoff"] == "offer":
                offers.append(over or decision.offer_person)
        earlier.append(said)
    return Played(row, handed_over, golden, tuple(offers), rule)


def _rule(decision: Decision, text: str) -> str:
    wish = find_wish(text)
    if decision.rule != "wants-person":
        return decision.rule
    if wish is None:
        return "wants-person/likeness"
    return f"wants-person/{'weighed' if wish.pattern.endswith('.weighed') else 'pattern'}"


def decide_turn(
    said: Earlier, earlier: Sequence[Earlier], reader: Reader, similarity: Similarity | None = None
) -> Decision:
    """What the desk would decide if an approved passage answered everything, so that only what is noticed decides."""
    heard = Heard(said.text, "und", 0.0, tuple(earlier), (said.message,), "chat")
    wish, courtesy, rounds = find_wish(said.text), small_talk(said.text), rounds_of(heard)
    understood = reader.understood(said.text, earlier)
    moments, alike = understood.moments, understood.wish
    found = None if wish is None else WishFact(wish.pattern, wish.language, said.message, wish.start, wish.end)
    if (
        found is None and alike is not None and alike.sure and courtesy is None
    ):  # as flows/gather: courtesy is not read further
        found = WishFact(ALIKE_VERSION, "und", said.message, alike.start, alike.end)
    signals = notice(heard, moments, similarity)
    if alike is not None and wish is None:
        signals = (*signals, alike.noted(said.message))
    return decide(
        Facts(
            text=said.text,
            language="und",
            language_confidence=0.0,
            channel="chat",
            person_writes=False,
            wish=found,
            small_talk=None if courtesy is None else courtesy.value,
            evidence=_EVIDENCE,
            topic=_TOPIC,
            stopped_by=None,
            times_asked=times_asked(rounds),
            contradictions=contradictions(rounds),
            danger=danger(said.text) is not None,
            signals=signals,
            moments=moments,
        )
    )


def _figures(name: str, played: Sequence[Played], *, tuned_on: str, tested_on: str) -> Iterator[Figure]:
    def figure(what: str, hits: int, of: int, aim: str = "") -> Figure:
        return share("dialogues", f"{name}: {what}", hits, of, aim=aim, tuned_on=tuned_on, tested_on=tested_on)

    golden = [each for each in played if each.golden is not None]
    quiet = [each for each in played if each.golden is None]
    needless = sum(each.needless for each in played)
    yield figure(
        "handed over within a turn of the golden one", sum(e.in_time for e in golden), len(golden), "90 % or more"
    )
    yield figure("needless hand-offs, or more than a turn early", needless, len(played), "10 % or less")
    yield figure(
        "  handed over where nobody was needed",
        sum(e.handed_over is not None for e in quiet),
        len(quiet),
        "10 % or less",
    )
    yield figure("  more than a turn early", sum(each.needless for each in golden), len(golden))
    yield figure("  in the golden turn itself", sum(each.early == 0 for each in golden), len(golden))
    yield figure("  late by more than a turn, or never", sum(_too_late(each) for each in golden), len(golden))
    for rule, count in sorted(Counter(each.rule for each in played if each.needless).items()):
        yield figure(f"  needless or too early by {rule}", count, len(played))
    offers = [offered for each in played for offered in each.offers]
    yield figure("a person offered (or there) where one should be", sum(offers), len(offers))
    for kind, rows in _by_kind(golden).items():
        yield figure(f"  {kind}: within a turn", sum(each.in_time for each in rows), len(rows))
    spread = Counter("never" if each.early is None else f"{-each.early:+d}" for each in golden)
    for label, count in sorted(spread.items()):
        yield Figure("dialogues", f"{name}: turns from the golden one {label}", count, len(golden), unit="dialogues",
                     tuned_on=tuned_on, tested_on=tested_on)  # fmt: skip


def _too_late(played: Played) -> bool:
    return played.early is None or played.early < -TOLERANCE


def _by_kind(played: Sequence[Played]) -> dict[str, list[Played]]:
    kinds: dict[str, list[Played]] = {}
    for each in sorted(played, key=lambda one: str(one.row["kind"])):
        kinds.setdefault(str(each.row["kind"]), []).append(each)
    return kinds


def main() -> None:
    """`python -m bench.decisions.dialogues FILE`: the dialogues that were not in time, one line each. Not for rows b."""
    asked = argparse.ArgumentParser(prog="bench.decisions.dialogues")
    asked.add_argument("file", type=Path)
    similarity = installed_similarity()
    for row in _rows(asked.parse_args().file):
        each = play(row, _reader(), similarity)
        if each.needless or (each.golden is not None and not each.in_time):
            print(
                row["id"], row["lang"], row["kind"], f"golden {each.golden}, handed over {each.handed_over} {each.rule}"
            )


if __name__ == "__main__":
    main()
