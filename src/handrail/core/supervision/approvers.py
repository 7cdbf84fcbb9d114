"""Who may say yes, and until when a yes is waited for."""

from datetime import datetime, timedelta

from handrail.core.access.roles import Act, may
from handrail.core.conversation.conversation import Channel
from handrail.core.ownership.hours import StaffedTimeRanOut, working_time_after
from handrail.core.ownership.person import Person, Role, Roster
from handrail.core.supervision.approval import ApprovalPolicy


def may_approve(person: Person, *, agents_may: bool) -> bool:
    """Supervisors, leads and admins; agents and reviewers only where the workspace says so."""
    return not person.gone and (agents_may or may(person.role, Act.APPROVE))


def role_may_approve(role: Role, *, agents_may: bool) -> bool:
    return agents_may or may(role, Act.APPROVE)


def approvers(roster: Roster, *, agents_may: bool) -> tuple[Person, ...]:
    return tuple(one for one in roster.people if may_approve(one, agents_may=agents_may))


def waits_until(
    roster: Roster,
    channel: Channel,
    now: datetime,
    *,
    agents_may: bool,
    policy: ApprovalPolicy,
) -> datetime:
    """Counted in time in which somebody who may approve works: overnight it ends in the morning, and not before."""
    amount = policy.mail if channel is Channel.EMAIL else policy.chat
    try:
        until = working_time_after(approvers(roster, agents_may=agents_may), now, amount)
    except StaffedTimeRanOut:
        until = now + policy.unstaffed
    return min(_whole_minute(until), now + policy.longest)


def _whole_minute(moment: datetime) -> datetime:
    """The next one: customers are told a time in hours and minutes."""
    rest = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment if not rest else moment - rest + timedelta(minutes=1)
