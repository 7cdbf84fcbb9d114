"""A workspace's own records turned into what its admins read."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from msgspec import UNSET, Struct

from handrail.api import schemas_admin as schemas
from handrail.api.parts import ArticleSeen
from handrail.core.ownership.person import Shift
from handrail.core.supervision.levels import Grant
from handrail.ports import PersonSeen, TeamSeen, TokenSeen, TopicSeen


def person_seen(seen: PersonSeen) -> schemas.Person:
    one = seen.person
    return schemas.Person(
        id=one.id,
        slug=seen.slug,
        name=one.name,
        email=seen.email,
        role=one.role.value,
        team=one.team,
        skills=sorted(one.skills),
        languages=sorted(one.languages),
        capacity=one.capacity,
        presence=one.presence.value,
        writing=one.writing,
        gone=one.gone,
        reserve=one.reserve,
        duty_manager=one.duty_manager,
        on_call=one.on_call,
        shifts=[_shift(shift) for shift in one.shifts],
        absences=[schemas.Absence(a.id, a.from_at, a.until_at) for a in seen.absences],
    )


def shift_from(given: schemas.Shift) -> Shift:
    """Raises UnknownTimezone."""
    starts, ends = time.fromisoformat(given.starts), time.fromisoformat(given.ends)
    return Shift(frozenset(given.weekdays), starts, ends, given.timezone)


def team_seen(seen: TeamSeen) -> schemas.Team:
    return schemas.Team(seen.id, seen.slug, seen.name, seen.lead)


def topic_seen(seen: TopicSeen, now: datetime) -> schemas.Topic:
    one = seen.topic
    return schemas.Topic(
        slug=one.slug,
        name=one.name,
        owner=one.owner,
        team=one.team,
        skill=one.skill,
        level=one.level.value,
        window_days=one.window_days,
        grants=[grant_seen(grant, now) for grant in seen.grants],
    )


def grant_seen(grant: Grant, now: datetime) -> schemas.Grant:
    return schemas.Grant(
        grant.id, grant.action_class, grant.signed_by, grant.signed_at, grant.expires_at, grant.in_force(now)
    )


def token_seen(seen: TokenSeen) -> schemas.Token:
    return schemas.Token(
        seen.id, seen.name, list(seen.scopes), seen.person, seen.created_at, seen.expires_at, seen.revoked_at
    )


def article_seen(seen: ArticleSeen) -> schemas.Article:
    return schemas.Article(
        seen.id,
        seen.key,
        seen.title,
        seen.topic,
        seen.audience,
        seen.language,
        seen.version,
        seen.owner,
        seen.review_at,
        seen.updated_at,
    )


def given(change: Struct) -> Mapping[str, Any]:
    """The fields that were sent."""
    values = {name: getattr(change, name) for name in change.__struct_fields__}
    return {name: value for name, value in values.items() if value is not UNSET}


def _shift(shift: Shift) -> schemas.Shift:
    return schemas.Shift(
        sorted(shift.weekdays), shift.starts.strftime("%H:%M"), shift.ends.strftime("%H:%M"), shift.timezone
    )
