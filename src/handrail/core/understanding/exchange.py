"""The exchange so far, read round by round: what each turn of the customer does to the answer before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from handrail.core.conversation.message import AuthorKind
from handrail.core.understanding.phrasebook import Found, phrasebook
from handrail.core.understanding.repeats import denies, insists, opens_another
from handrail.core.understanding.said import Heard
from handrail.core.understanding.words.effort import FRUSTRATION
from handrail.core.understanding.words.turns import TURNS

PHRASES = phrasebook(TURNS)
EFFORT = phrasebook(FRUSTRATION)
_BITTER = frozenset({"scorn", "giving_up"})
REMEMBERED = 12
"""The customer's last turns that are read; what lies further back has been lived with."""
_ASKS = ("?", "？", "؟")
_FEW_WORDS = 10  # of an answer that is courtesy alone


class Turning(StrEnum):
    """What a turn does to the answer before it."""

    OPENS = "opens"  # nothing was answered yet, or the assistant asked what else there is
    PROGRESS = "progress"  # it helped, or they thank
    REPLIES = "replies"  # to a question of ours
    ASKS = "asks"  # something further
    RETURNS = "returns"  # comes back to the same thing, neither glad nor asking
    REJECTS = "rejects"  # says that it is wrong or did not help


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of the customer and the words of ours before it (empty: none). `moved_on`: it helped before it went on.
    `found`: phrases about the answer; `felt`: phrases of effort without result."""

    answer: str
    text: str
    messages: tuple[UUID, ...]
    turning: Turning
    moved_on: bool = False
    found: tuple[Found, ...] = ()
    felt: tuple[Found, ...] = ()

    @property
    def objects(self) -> bool:
        """It rejects the answer, or comes back with a no or a but."""
        if self.turning is Turning.REJECTS:
            return True
        return self.turning is Turning.RETURNS and any(each.kind in ("negation", "but") for each in self.found)


def rounds_of(heard: Heard) -> tuple[Round, ...]:
    """Since a person last wrote, the oldest first, the present turn last. At most twelve."""
    rounds: list[Round] = []
    for answer, text, messages in list(_pairs(heard))[-REMEMBERED:]:
        one = _round(answer, text, messages)
        own = [each.text for each in rounds]
        if one.turning is Turning.ASKS and insists(text, own):
            one = replace(one, turning=Turning.RETURNS)
        if one.turning is Turning.RETURNS and opens_another(text, [answer, *own]):
            one = replace(one, turning=Turning.OPENS, moved_on=True)
        rounds.append(one)
    return tuple(rounds)


def since_progress(rounds: Sequence[Round]) -> tuple[Round, ...]:
    """The rounds of the present effort: from the last turn on that said something had worked."""
    for place in range(len(rounds) - 1, -1, -1):
        if rounds[place].turning is Turning.PROGRESS:
            return tuple(rounds[place + 1 :])
        if rounds[place].moved_on:
            return tuple(rounds[place:])
    return tuple(rounds)


def answers_in(rounds: Iterable[Round]) -> list[str]:
    """What we said in them, courtesy and "anything else?" apart."""
    return [each.answer for each in rounds if each.answer and "closer" not in PHRASES.kinds(each.answer)]


def asks(answer: str) -> bool:
    """Whether words of ours ask the customer for something."""
    return answer.rstrip(" \"'”»)").endswith(_ASKS) or "asks" in PHRASES.kinds(answer)


def _pairs(heard: Heard) -> Iterable[tuple[str, str, tuple[UUID, ...]]]:
    people = [place for place, one in enumerate(heard.earlier) if one.author is AuthorKind.AGENT]
    answer, said, messages = "", list[str](), list[UUID]()
    for one in heard.earlier[people[-1] + 1 if people else 0 :]:
        if one.author is AuthorKind.CUSTOMER:
            said.append(one.text)
            messages.append(one.message)
            continue
        if said:
            yield answer, "\n".join(said), tuple(messages)
            answer, said, messages = "", [], []
        answer = f"{answer}\n{one.text}".strip()
    if said:  # of a turn that nobody has answered
        yield answer, "\n".join(said), tuple(messages)
        answer = ""
    yield answer, heard.text, tuple(heard.messages)


def _round(answer: str, text: str, messages: tuple[UUID, ...]) -> Round:
    found = PHRASES.find(text)
    kinds = {each.kind for each in found}
    felt = EFFORT.find(text)
    if any(each.kind in _BITTER for each in felt):
        kinds -= {"courtesy", "success"}  # thanks for nothing
    turning, moved_on = _turning(answer, text, found, kinds)
    return Round(answer, text, messages, turning, moved_on, found, felt)


def _turning(answer: str, text: str, found: Sequence[Found], kinds: set[str]) -> tuple[Turning, bool]:
    if not answer:
        return Turning.OPENS, False
    said = PHRASES.kinds(answer)
    rejects = min((each.start for each in found if each.kind == "rejection"), default=None)
    worked = min((each.start for each in found if each.kind in kinds & {"success"}), default=None)
    pleased = worked is not None or "courtesy" in kinds
    objects = (
        rejects if rejects is not None else min((each.start for each in found if each.kind == "but"), default=None)
    )
    if pleased and (objects is None or (rejects is None and text.rstrip().endswith(_ASKS))):
        return Turning.PROGRESS, False
    moved_on = worked is not None and objects is not None and worked < objects
    if "closer" in said and "rejection" not in kinds and _short(answer):
        return Turning.OPENS, True
    asked = asks(answer)
    if rejects is not None and not (asked and _only_says_no(found)):
        return Turning.REJECTS, moved_on
    if "accepts" in kinds and rejects is None and "but" not in kinds:
        return Turning.REPLIES, moved_on
    objecting = not kinds.isdisjoint(("negation", "but"))
    if asked or ("done" in said and not objecting):
        return Turning.REPLIES, moved_on
    if (text.rstrip().endswith(_ASKS) or "request" in kinds) and not _begins_with_but(found):
        return Turning.ASKS, moved_on
    return Turning.RETURNS, moved_on


def _short(answer: str) -> bool:
    return len(answer.split()) <= _FEW_WORDS and len(answer) <= 80


def undone(one: Round) -> Found | None:
    """The no that takes back what we say we did: "vegetarian, not kosher"."""
    if asks(one.answer) or "done" not in PHRASES.kinds(one.answer) or one.turning is Turning.PROGRESS:
        return None
    nos = (each for each in one.found if each.kind == "negation")
    return next((each for each in nos if denies(one.text, one.answer, each.end)), None)


def _begins_with_but(found: Sequence[Found]) -> bool:
    return any(each.kind == "but" and each.start == 0 for each in found)


def _only_says_no(found: Sequence[Found]) -> bool:
    """A no at the start, to a question of ours, rejects nothing by itself."""
    return all(each.start == 0 for each in found if each.kind == "rejection")
