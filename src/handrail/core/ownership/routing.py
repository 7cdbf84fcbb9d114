"""Who gets the conversation: the best person who can take it now, with every comparison recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from handrail.core.ownership.accountable import Link, choose_owner
from handrail.core.ownership.hours import StaffedTimeRanOut, next_shift_start, on_shift, working_time_after
from handrail.core.ownership.on_call import next_on_call
from handrail.core.ownership.person import Person, Roster, in_utc
from handrail.core.ownership.there import why_not


@dataclass(frozen=True, slots=True)
class Need:
    """What the conversation asks of a person. `stick_to` is who had it before; `exclude` who must not
    get it. `grave`: a P0 moment stands; `tried`: whom it was offered to about it, in order."""

    skill: str | None = None
    language: str | None = None
    team: UUID | None = None
    stick_to: UUID | None = None
    urgent: bool = False
    exclude: frozenset[UUID] = frozenset()
    grave: bool = False
    tried: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The parts of the order, most important first. `load` is the share of the capacity in use, 0 to 1
    and above.

    `front`: not somebody kept back for overflow (a team's lead, a duty manager, the reserve). `at_desk` and `on_call`
    count before all else while a P0 moment stands: who can come at once, and of them who is named for it.
    """

    sticks: bool
    skill: bool
    language: bool
    front: bool
    team: bool
    load: float
    at_desk: bool = True
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    person_id: UUID
    name: str
    eligible: bool
    score: Score
    because: str


@dataclass(frozen=True, slots=True)
class Routing:
    """`link` is AGENT when somebody eligible was found, else the link of the accountable chain that
    caught it."""

    person: Person
    link: Link
    ranked: tuple[Candidate, ...]
    explanation: str


def route(roster: Roster, now: datetime, need: Need) -> Routing:
    """The person who owns and writes from now on. Total: raises only NoLastResort.

    Must: works here, on shift, available, has room, not excluded. Then: had it before, skill, language,
    not kept back for overflow, team, load; ties by id. When urgent, load counts before team.

    A P0 conversation may go to whoever is on call, off shift or full too; those at the desk come first. What the first
    did not take goes round among those who are paged, for as long as somebody is on call.
    """
    ranked = rank(roster, now, need)
    if need.grave and need.tried:
        called = next_on_call(roster, now, need.tried, need.exclude)
        if called is not None:
            why = f"A P0 moment that was offered before and not taken: {called.name} is the next who is paged."
            return Routing(called, Link.ON_CALL, ranked, why)
    best = roster.person(ranked[0].person_id) if ranked and ranked[0].eligible else None
    if best is not None:
        return Routing(best, Link.AGENT, ranked, _chosen(ranked, need))
    choice = choose_owner(roster, now, team=need.team, exclude=need.exclude, to_write=True, grave=need.grave)
    return Routing(choice.person, choice.link, ranked, f"Nobody is free: {choice.explanation}")


def rank(roster: Roster, now: datetime, need: Need) -> tuple[Candidate, ...]:
    """Everybody of the roster, best first; those who cannot take it stand last, with the reason."""
    leads = frozenset(team.lead for team in roster.teams if team.lead)
    candidates = [_candidate(person, now, need, leads) for person in roster.people]
    return tuple(sorted(candidates, key=_order(need)))


def able(roster: Roster, now: datetime, need: Need) -> tuple[Person, ...]:
    """Who could take it once they are on shift: the closest match among those who work within five weeks."""
    working = [person for person in roster.people if _takes_work(person, now, need)]
    for wanted in ((has_skill, speaks), (has_skill,), (speaks,)):
        matching = tuple(person for person in working if all(has(person, need) for has in wanted))
        if matching:
            return matching
    return tuple(working)


def reserve_deadline(roster: Roster, now: datetime, need: Need, acknowledge: timedelta) -> datetime:
    """When a conversation held by the reserve must have been taken up: `acknowledge` into the next shift
    of anyone able.

    While somebody able is on shift that time counts at once; when nobody works at all, by the clock.
    """
    try:
        return working_time_after(able(roster, now, need), now, acknowledge)
    except StaffedTimeRanOut:
        return in_utc(now) + acknowledge


def has_skill(person: Person, need: Need) -> bool:
    return need.skill is None or need.skill.casefold() in {skill.casefold() for skill in person.skills}


def speaks(person: Person, need: Need) -> bool:
    """Compared by the primary part of the tag; an unknown language (`und`) asks for nothing."""
    wanted = _primary(need.language or "und")
    return wanted == "und" or wanted in {_primary(language) for language in person.languages}


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].casefold()


def _takes_work(person: Person, now: datetime, need: Need) -> bool:
    if person.gone or person.capacity <= 0 or person.id in need.exclude:
        return False
    return on_shift(person, now) or next_shift_start(person, now) is not None


def _candidate(person: Person, now: datetime, need: Need, leads: frozenset[UUID]) -> Candidate:
    ordinary = why_not(person, now, to_write=True)
    reason = "excluded" if person.id in need.exclude else why_not(person, now, to_write=True, grave=need.grave)
    score = Score(
        sticks=person.id == need.stick_to,
        skill=has_skill(person, need),
        language=speaks(person, need),
        front=not (person.duty_manager or person.reserve or person.id in leads),
        team=need.team is None or person.team == need.team,
        load=person.writing / person.capacity if person.capacity > 0 else 1.0,
        at_desk=ordinary is None,
        on_call=person.on_call,
    )
    return Candidate(person.id, person.name, reason is None, score, reason or _because(person, need, score))


def _order(need: Need) -> Callable[[Candidate], tuple[object, ...]]:
    def key(candidate: Candidate) -> tuple[object, ...]:
        score = candidate.score
        closing = (score.load, not score.team) if need.urgent else (not score.team, score.load)
        match = (not score.sticks, not score.skill, not score.language, not score.front)
        first = (not score.at_desk, not score.on_call) if need.grave else ()
        last = (candidate.name,) if need.grave else ()  # as whoever is paged is ordered
        return (not candidate.eligible, *first, *match, *closing, *last, candidate.person_id)

    return key


def _because(person: Person, need: Need, score: Score) -> str:
    parts = [
        "had this conversation before" if score.sticks else "",
        "on call" if need.grave and score.on_call else "",
        "" if score.at_desk or not need.grave else "not at the desk",
        _match(need.skill, score.skill, "has skill {}", "lacks skill {}"),
        _match(need.language, score.language, "speaks {}", "does not speak {}"),
        "" if score.front else "kept back for overflow",
        "" if need.team is None else ("in the team" if score.team else "in another team"),
        f"writes in {person.writing} of {person.capacity}",
    ]
    return ", ".join(part for part in parts if part)


def _match(wanted: str | None, matched: bool, yes: str, no: str) -> str:
    return "" if wanted is None else (yes if matched else no).format(wanted)


def _chosen(ranked: tuple[Candidate, ...], need: Need) -> str:
    first, free = ranked[0], [candidate for candidate in ranked if candidate.eligible]
    missing = [
        f"nobody free speaks {need.language}" if not any(one.score.language for one in free) else "",
        f"nobody free has skill {need.skill}" if not any(one.score.skill for one in free) else "",
    ]
    notes = "".join(f"; {note}, so this is the next best" for note in missing if note)
    return f"{first.name}: {first.because}; first of {len(free)} who can take it now{notes}."
