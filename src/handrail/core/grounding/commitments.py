"""What is said to be done, to be going to be done, or to be certain needs a receipt, a person's approval or an open promise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handrail.core.grounding.backing import Backing, Deed
from handrail.core.grounding.draft import Sentence, Source, SourceKind
from handrail.core.grounding.figures import figures
from handrail.core.grounding.stated import is_word_for_word, statements
from handrail.core.grounding.verdict import Guard, Verdict
from handrail.core.grounding.words.commitments import (
    BEST_EFFORT,
    FIRST_PERSON_FUTURE,
    FIRST_PERSON_PAST,
    FRAMES,
    Frames,
    Verb,
)
from handrail.core.money import Money

_GAP = r"(?:[\s,]+[^\s.!?;:]+){0,6}?[\s,]+"


@dataclass(frozen=True, slots=True)
class Commitment:
    """`done`: it is said to have happened. `own`: in our own name ("we will refund you"), else as a rule could be put ("you will be
    refunded")."""

    deed: Deed
    done: bool
    own: bool
    start: int
    end: int


def commitments(
    sentence: Sentence, place: int, sources: Sequence[Source], backing: Backing, currency: str
) -> tuple[Verdict, ...]:
    """A sentence that is word for word one of a cited passage is the company's own and needs nothing else; so does a rule that the
    passage puts as a rule too. Sums beside a commitment must be those of what backs it."""
    current = [source for source in sources if source.current]
    passages = [source for source in current if source.kind is SourceKind.PASSAGE]
    if any(is_word_for_word(sentence.text, statements(source)) for source in passages):
        return (
            Verdict(Guard.COMMITMENTS, True, place, 0, 0, "Word for word from an approved passage.", passages[0].id),
        )
    sums = [Money(int(one.value), one.unit) for one in figures(sentence.text, currency) if one.is_money]
    verdicts = [_judged(one, place, sums, current, backing) for one in committed(sentence.text)]
    return tuple(verdicts) or (Verdict(Guard.COMMITMENTS, True, place, 0, 0, "It commits the company to nothing."),)


def committed(text: str) -> tuple[Commitment, ...]:
    """Every commitment in the text, whatever language it is in; one that is denied ("we cannot refund") is none."""
    plain = text.replace("’", "'")
    found: dict[tuple[int, int], Commitment] = {}
    for one in sorted(_matches(plain), key=lambda each: (each.start, not each.own, each.end)):
        if not any(start <= one.start < end for (start, end), other in found.items() if other.deed is one.deed):
            found[one.start, one.end] = one
    return tuple(found.values())


def deed_of_tool(name: str) -> Deed:
    """What a tool does by its name in English ("refund_order", "orders.cancel"); OTHER, which backs nothing, when that cannot be told."""
    words = re.sub(r"[^a-z]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    for deed, verb in FRAMES["en"].verbs.items():
        if re.search(rf"\b(?:{verb.do}|{verb.done}{'|' + verb.thing if verb.thing else ''})\b", words):
            return deed
    return Deed.OTHER


def _judged(one: Commitment, place: int, sums: Sequence[Money], sources: Sequence[Source], backing: Backing) -> Verdict:
    def verdict(passed: bool, because: str, source: str | None = None) -> Verdict:
        return Verdict(Guard.COMMITMENTS, passed, place, one.start, one.end, because, source)

    stated = next((source for source in sources if not one.own and _states(source, one)), None)
    if stated is not None:
        return verdict(True, "The source itself says so of the same thing.", stated.id)
    grounds = list(_grounds(one, backing))
    if not grounds:
        return verdict(False, _unbacked(one))
    fitting = [name for name, money in grounds if all(said == money for said in sums)]
    if not fitting:
        return verdict(False, "The sum is not the one that was approved or paid.", grounds[0][0])
    return verdict(True, "It was really done, approved or promised.", fitting[0])


def _grounds(one: Commitment, backing: Backing) -> Iterator[tuple[str, Money | None]]:
    for receipt in backing.receipts:
        if receipt.deed is one.deed:
            yield receipt.id, receipt.money
    if not one.done:
        for open_one in (*backing.approvals, *backing.promises):
            if open_one.deed is one.deed:
                yield open_one.id, open_one.money


def _unbacked(one: Commitment) -> str:
    if one.deed is Deed.GUARANTEE:
        return "It makes a promise of its own; only a person may."
    tense = (
        "is said to be done, and no receipt says so" if one.done else "is promised, and nobody approved or promised it"
    )
    return f"“{one.deed.value}” {tense}."


def _states(source: Source, one: Commitment) -> bool:
    """Whether a passage speaks of it as a rule, or a tool's answer of one that happened ("cancelled on 3 May")."""
    if source.kind is SourceKind.APPROVAL or (source.kind is SourceKind.TOOL and not one.done):
        return False
    words = [verb for frames in FRAMES.values() if (verb := frames.verbs.get(one.deed)) is not None]
    pattern = _any_form(tuple(f"{verb.done}|{verb.do}|{verb.thing}".strip("|") for verb in words))
    return pattern.search(source.text) is not None


@lru_cache(maxsize=64)
def _any_form(forms: tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})", re.IGNORECASE)


def _matches(text: str) -> Iterator[Commitment]:
    for pattern, deed, done, own, no in _patterns():
        for match in pattern.finditer(text):
            if no is None or not no.search(_around(text, match)):
                yield Commitment(deed, done, own, *match.span())


def _around(text: str, match: "re.Match[str]") -> str:
    """The words of the find and the two before it, where a no would stand."""
    before = re.split(r"[.!?;:,]", text[: match.start()])[-1].split()[-2:]
    return " ".join([*before, match[0]])


Pattern = tuple["re.Pattern[str]", Deed, bool, bool, "re.Pattern[str] | None"]


@lru_cache(maxsize=1)
def _patterns() -> tuple[Pattern, ...]:
    framed = [one for language, frames in FRAMES.items() for one in _of_language(language, frames)]
    loose = [
        (re.compile(words, re.IGNORECASE), deed, False, True, None)
        for effects in BEST_EFFORT.values()
        for deed, words in effects.items()
    ]
    return (*framed, *loose)


def _of_language(language: str, frames: Frames) -> Iterator[Pattern]:
    no = re.compile(rf"(?<!\w)(?:{frames.no})(?!\w)|n't(?!\w)", re.IGNORECASE)
    yield _compiled(frames.certain), Deed.GUARANTEE, False, True, no
    for deed, verb in frames.verbs.items():
        short = (
            FIRST_PERSON_PAST.get(language, {}).get(deed, ""),
            FIRST_PERSON_FUTURE.get(language, {}).get(deed, ""),
        )
        for frame, done, own in (
            (frames.we_did, True, True), (frames.we_will, False, True), (frames.is_done, True, False), (frames.you_get, False, False),
        ):  # fmt: skip
            if ready := _filled(frame, verb, *short):
                yield _compiled(ready), deed, done, own, no


def _filled(frame: str, verb: Verb, past: str, future: str) -> str:
    """The frame's alternatives whose words this verb has."""
    given = {"done": verb.done, "do": verb.do, "thing": verb.thing, "done_i": past, "will_i": future, "gap": "-"}
    usable = [part for part in _alternatives(frame) if all(given[name] for name in re.findall(r"{(\w+)}", part))]
    ready = "|".join(usable)
    for name in given.keys() - {"gap"}:
        ready = ready.replace(f"{{{name}}}", f"(?:{given[name]})")
    return ready.replace("{gap}", _GAP)


def _alternatives(frame: str) -> list[str]:
    """Split at the bars that stand in no bracket."""
    parts, depth = [""], 0
    for sign in frame:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


@lru_cache(maxsize=1024)
def _compiled(words: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE)
