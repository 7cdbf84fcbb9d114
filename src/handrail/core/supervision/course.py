"""How a topic's level moves: up only by a signature under a proposal that stands, down at once and by itself."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from handrail.core.quality.drift import proven_worse
from handrail.core.supervision.cell import (
    DOUBLED_FOR,
    LAPSES_AFTER,
    UNCERTIFIED,
    Cell,
    Certified,
    Rules,
    begin_again,
    lapses,
)
from handrail.core.supervision.happened import (
    Alarmed,
    BegunAgain,
    Demoted,
    DueKept,
    Expired,
    Followed,
    Happened,
    Lifted,
    Promoted,
    Refused,
    Renewed,
    Reviewed,
    SetByHand,
    Signed,
    Stopped,
    Ticked,
    VersionChanged,
    Why,
)
from handrail.core.supervision.levels import Level, below, lower_of, rank
from handrail.core.supervision.proposal import proposal, renewal

Step = tuple[Cell, tuple[Followed, ...]]

STOPS_SPEAKING = Level.APPROVE
"""Where a topic falls that may no longer speak alone: people read every answer before it goes."""


def after(cell: Cell, happened: Happened, rules: Rules) -> Step:
    """The cell after something happened, and what follows. Time passes first, so whatever it takes away is gone before
    anything else counts. A clock that went back is not believed."""
    at = max(happened.at, cell.seen_at)
    timely, lost = _time_passes(replace(cell, seen_at=at), at, rules)
    changed, followed = _changed(timely, happened, at, rules)
    return changed, lost + followed


def _time_passes(cell: Cell, at: datetime, rules: Rules) -> Step:
    followed: tuple[Followed, ...] = ()
    if cell.certified is not None and cell.certified.until <= at:
        cell, followed = _fall(cell, UNCERTIFIED, Why.OVER, at, rules)
    weeks = lapses(cell, at)
    if not weeks:
        return cell, followed
    steps = min(weeks, max(0, rank(cell.level) - rank(UNCERTIFIED)))
    fallen, more = _fall(cell, below(cell.level, steps), Why.LAPSED, at, rules)
    return replace(fallen, due_kept_at=cell.due_kept_at + weeks * LAPSES_AFTER), followed + more


def _changed(cell: Cell, happened: Happened, at: datetime, rules: Rules) -> Step:
    match happened:
        case Reviewed():
            return _reviewed(cell, happened, at, rules)
        case Signed():
            return _signed(cell, happened, at, rules)
        case SetByHand():
            return _set_by_hand(cell, happened, at, rules)
        case VersionChanged():
            return _version_changed(cell, happened, at, rules)
        case Stopped(by=by):
            fallen, followed = _fall(cell, UNCERTIFIED, Why.STOPPED, at, rules)
            return replace(fallen, stopped_by=by), followed
        case Lifted():
            return replace(cell, stopped_by=None), ()
        case DueKept():
            return replace(cell, due_kept_at=at), ()
        case Expired():
            return _fall(cell, STOPS_SPEAKING, Why.EXPIRED, at, rules)
        case Alarmed():
            return _fall(cell, STOPS_SPEAKING, Why.SIGN, at, rules)
        case BegunAgain():
            return begin_again(cell, at, rules), ()
        case Ticked():
            return cell, ()
        case _:
            assert_never(happened)


def _reviewed(cell: Cell, review: Reviewed, at: datetime, rules: Rules) -> Step:
    if review.critical:
        fallen, followed = _fall(cell, STOPS_SPEAKING, Why.CRITICAL, at, rules)
        return replace(fallen if followed else begin_again(fallen, at, rules), clean=0), followed
    if not review.certifying or review.version != cell.version:
        return cell, ()
    bad = review.failed is None or review.failed
    seen = replace(
        cell,
        test=cell.test.after(review.failed),
        watch=cell.watch.after(review.failed),
        clean=cell.clean + (review.failed is not None),
        served=cell.served + 1,
        failed=cell.failed + bad,
    )
    worse = seen.watch.alarmed or proven_worse(seen.served, seen.failed, seen.watch.theta0, rules.alpha)
    return _fall(seen, _after_drift(seen.level), Why.DRIFT, at, rules) if worse else (seen, ())


def _after_drift(level: Level) -> Level:
    return UNCERTIFIED if level is STOPS_SPEAKING else STOPS_SPEAKING


def _signed(cell: Cell, signed: Signed, at: datetime, rules: Rules) -> Step:
    again = signed.to is cell.level
    found = (renewal if again else proposal)(cell, at, rules, signed.around)
    missing = list(found.missing)
    if found.to is not signed.to:
        missing.append(f"Nothing proposes {signed.to.value} for a topic at {cell.level.value}.")
    if not signed.around.capacity_seen:
        missing.append("The signer has not seen what people would have to take over.")
    if missing:
        return cell, (Refused(tuple(missing)),)
    test = cell.test
    certified = Certified(
        signed.to, cell.version, signed.by, at, at + rules.certificate_for, test.reviews, test.failures, test.highest
    )
    signed_for = replace(cell, level=signed.to, certified=certified, due_kept_at=cell.due_kept_at if again else at)
    return begin_again(signed_for, at, rules), (Renewed(signed.to) if again else Promoted(cell.level, signed.to),)


def _set_by_hand(cell: Cell, asked: SetByHand, at: datetime, rules: Rules) -> Step:
    if rank(asked.to) < rank(cell.level):
        return _fall(cell, asked.to, Why.BY_HAND, at, rules)
    if rank(asked.to) > rank(UNCERTIFIED):
        return cell, (Refused((f"{asked.to.value.capitalize()} is earned and signed, not set by hand.",)),)
    if asked.to is cell.level:
        return cell, ()
    return begin_again(replace(cell, level=asked.to), at, rules), (Promoted(cell.level, asked.to),)


def _version_changed(cell: Cell, change: VersionChanged, at: datetime, rules: Rules) -> Step:
    """Minor: the certificate and the test go on, the watch begins again, twice as much is drawn for two weeks. Major, or a
    replay that came out otherwise: one level down, fresh tests, nothing of the old version counts."""
    if change.version == cell.version:
        return cell, ()
    named = replace(cell, version=change.version)
    if not change.major and change.replayed_equal:
        watch = type(cell.watch)(cell.watch.theta0, cell.watch.arl)
        return replace(named, watch=watch, doubled_until=at + DOUBLED_FOR), ()
    lower = below(cell.level) if rank(cell.level) > rank(UNCERTIFIED) else cell.level
    fallen, followed = _fall(named, lower, Why.VERSION, at, rules)
    return replace(fallen if followed else begin_again(fallen, at, rules), clean=0), followed


def _fall(cell: Cell, to: Level, why: Why, at: datetime, rules: Rules) -> Step:
    """Down to `to` where the cell stands higher; what was earned falls with it, and never comes back by itself."""
    if rank(cell.level) <= rank(to):
        return cell, ()
    kept = cell.certified
    if kept is not None:
        kept = None if rank(to) <= rank(UNCERTIFIED) else replace(kept, allows=lower_of(kept.allows, to))
    incident = why in {Why.DRIFT, Why.CRITICAL, Why.SIGN, Why.STOPPED}
    fallen = begin_again(replace(cell, level=to, certified=kept), at, rules)
    return fallen, (Demoted(cell.level, to, why, incident),)
