"""Stored decisions are made again from their facts: the same, or a difference that a person should know of."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from handrail.core.escalation.decide import RULES_VERSION, decide
from handrail.core.escalation.decision import Decision, Outcome
from handrail.core.escalation.facts import Facts
from handrail.core.escalation.rules import RulesAreWrong
from handrail.core.promises import Checked
from handrail.core.promises.report import SHOWN
from handrail.ports import Desk, NotFound, Work
from handrail.ports.understanding import NO_RULES_MARK, WORKSPACE_RULES, Rulebook

AT_ONCE = 500
Decider = Callable[[Facts], Decision]


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as it was made. `facts` and `outcome` are None when the customer was erased, or when `unreadable` says
    why this version cannot read them."""

    id: UUID
    conversation: UUID
    at: datetime
    kind: str
    rule: str
    offer_person: bool
    facts: Facts | None
    outcome: Outcome | None
    unreadable: str | None = None


class PastDecisions(Protocol):
    async def since(self, moment: datetime, after: tuple[datetime, UUID] | None, limit: int) -> Sequence[Made]:
        """Decisions made here (not imported ones) from then on, in the order of (at, id), after the one named."""
        ...


PastDecisionsOf = Callable[[Work], PastDecisions]


class Verdict(StrEnum):
    SAME = "same"
    DIFFERS = "differs"
    ERASED = "erased"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Replayed:
    """`now` is the decision as it would be made today, None when it cannot be. `why`: the first thing that differs."""

    made: Made
    verdict: Verdict
    now: Decision | None = None
    why: str | None = None


class Replay:
    """Each decision under the version of the workspace's rules that it was made under. Without a rulebook by `decider`."""

    def __init__(
        self, desk: Desk, past: PastDecisionsOf, decider: Decider = decide, rulebook: Rulebook | None = None
    ) -> None:
        self._desk, self._past, self._decider, self._rulebook = desk, past, decider, rulebook

    async def __call__(self, tenant: UUID, since: datetime) -> AsyncIterator[Replayed]:
        """Every decision of the workspace since then, oldest first. Sends, keeps and changes nothing."""
        after: tuple[datetime, UUID] | None = None
        while True:
            async with self._desk.as_system(tenant) as work:
                page = await self._past(work).since(since, after, AT_ONCE)
            for made in page:
                yield await self._replayed(tenant, made)
            if len(page) < AT_ONCE:
                return
            after = (page[-1].at, page[-1].id)

    async def _replayed(self, tenant: UUID, made: Made) -> Replayed:
        if self._rulebook is None or made.facts is None:
            return replayed(made, self._decider)
        mark = made.facts.versions.get(WORKSPACE_RULES, NO_RULES_MARK)
        try:
            rules = await self._rulebook.of(tenant, mark)
        except (NotFound, RulesAreWrong) as error:
            why = f"The rules it was made under ({mark}) cannot be read: {error}"
            return Replayed(made, Verdict.UNREADABLE, why=why)
        return replayed(made, lambda facts: decide(facts, rules.evaluate))


MADE_AGAIN = "decisions of the last seven days are made again the same"


async def made_again(replay: Replay, tenant: UUID, now: datetime) -> Checked:
    """A part of *Explained*: each decision from its stored facts, under the rules it was made under. Those that another
    version of the floor made, and those whose customer was erased, cannot be held to this one and are not examined."""
    examined, wrong = 0, list[str]()
    async for one in replay(tenant, now - timedelta(days=7)):
        if one.verdict is Verdict.ERASED or _of_another_floor(one.made):
            continue
        examined += 1
        if one.verdict is not Verdict.SAME:
            wrong.append(str(one.made.id))
    return Checked(MADE_AGAIN, examined, len(wrong), tuple(wrong[:SHOWN]))


def _of_another_floor(made: Made) -> bool:
    return made.facts is not None and made.facts.versions.get("rules") != RULES_VERSION


def replayed(made: Made, decider: Decider = decide) -> Replayed:
    if made.unreadable is not None:
        return Replayed(made, Verdict.UNREADABLE, why=made.unreadable)
    if made.facts is None:
        return Replayed(made, Verdict.ERASED, why="The customer was erased, and the facts with them.")
    now = decider(made.facts)
    why = _difference(made, now)
    return Replayed(made, Verdict.SAME if why is None else Verdict.DIFFERS, now, why)


def _difference(made: Made, now: Decision) -> str | None:
    if made.kind != now.kind:
        return f"{made.kind} became {now.kind}"
    if made.rule != now.rule:
        return f"rule {made.rule} became {now.rule}"
    if made.outcome != now.outcome:
        return f"the {now.kind} itself changed"
    if made.offer_person != now.offer_person:
        return f"offering a person became {now.offer_person}"
    return None
