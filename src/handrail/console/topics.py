"""Topics: what the assistant may do with each kind of request, on whose signature, and how to take it back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.form import Form
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.supervision.levels import QUOTE, SPEAKS_ALONE, Certificate, Grant, Level
from handrail.ports import NotFound, PersonSeen, StopSeen, Topic, TopicSeen

LEVELS: Mapping[Level, str] = {
    Level.OFF: "does nothing with it",
    Level.SHADOW: "decides, and nobody sees it",
    Level.SUGGEST: "drafts, and people send",
    Level.APPROVE: "sends after a person's yes",
    Level.MONITORED: "sends, and people watch live",
    Level.AUTONOMOUS: "sends, and reviews are sampled",
}
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
LADDER = tuple(Level)
DONE = {
    "added": "The topic is there. Give it articles next: their titles and example questions are what it is taught by.",
    "changed": "Changed.",
    "level": "The level is set.",
    "granted": "Signed. From now on the assistant may quote approved passages of this topic alone.",
    "granted-playbook": "Signed. From now on the assistant works requests through by this playbook alone.",
    "revoked": "Revoked. The next answer on this topic is a person's.",
    "stopped": "Stopped. The assistant says nothing on this topic until somebody lifts the stop.",
    "lifted": "Lifted. The assistant goes on at the topic's level.",
    "taught": "Taught: the question is now one of the article's examples.",
    "taught-before": "The article knows this question already.",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic with what its level rests on now, and what stops it."""

    topic: Topic
    grant: Grant | None
    certificate: Certificate | None
    past: Sequence[Grant]
    stops: Sequence[StopSeen]
    days_left: int
    at: datetime

    @property
    def signed_for_more(self) -> bool:
        """A grant to something else than quoting may be in force, such as to a playbook."""
        return any(one.action_class != QUOTE and one.expires_at > self.at for one in self.past)

    @property
    def speaks(self) -> bool:
        signed = self.grant is not None or self.certificate is not None
        return self.topic.level in SPEAKS_ALONE and signed and not self.stops

    @property
    def waits_for_signature(self) -> bool:
        return self.topic.level in SPEAKS_ALONE and self.grant is None and self.certificate is None


def standing(seen: TopicSeen, stops: Sequence[StopSeen], now: datetime) -> Standing:
    grants = [one for one in seen.grants if one.in_force(now) and one.action_class == QUOTE]
    grant = max(grants, key=lambda one: one.expires_at, default=None)
    certificate = next((one for one in seen.certificates if one.ended_at is None or one.ended_at > now), None)
    mine = [one for one in stops if one.scope == "everything" or (one.scope, one.value) == ("topic", seen.topic.slug)]
    left = 0 if grant is None else max(-((now - grant.expires_at) // _DAY), 0)
    return Standing(seen.topic, grant, certificate, [g for g in seen.grants if g is not grant], mine, left, now)


_DAY = timedelta(days=1)


@get("/desk/{slug:str}/topics")
async def topics(request: Asked) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    reading, now = parts(request).reading, parts(request).clock()
    stops = await reading.stops(me.tenant)
    facets = await parts(request).articles.facets(me.tenant, me.person)
    return page(
        request,
        "topics.html",
        standings=[standing(one, stops, now) for one in await reading.topics(me.tenant)],
        everywhere=[one for one in stops if one.scope == "everything"],
        articles=facets.topics,
        levels=LEVELS,
        ladder=LADDER,
        names=names_of(await reading.people(me.tenant)),
        teams={one.id: one.name for one in await reading.teams(me.tenant)},
    )


@get("/desk/{slug:str}/topics/{topic:str}")
async def topic(request: Asked, topic: FromPath[str]) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    return await topic_page(request, me, a_topic(topic))


async def topic_page(request: Asked, me: SignedIn, slug: str, form: Form | None = None, status: int = 200) -> Template:
    """Raises NotFound."""
    reading, now = parts(request).reading, parts(request).clock()
    seen = await reading.topic(me.tenant, slug)
    people = await reading.people(me.tenant)
    return page(
        request,
        "topic.html",
        status=status,
        one=standing(seen, await reading.stops(me.tenant), now),
        articles=await parts(request).articles.of_topic(me.tenant, me.person, slug),
        levels=LEVELS,
        ladder=LADDER,
        names=names_of(people),
        people=[(one.person.id, one.person.name) for one in people if not one.person.gone],
        teams=[(one.id, one.name) for one in await reading.teams(me.tenant)],
        form=form or typed(seen.topic),
        done=DONE.get(request.query_params.get("done", "")),
    )


def a_topic(slug: str) -> str:
    """What stands in an address, if it can be a topic's short name at all. Raises NotFound."""
    if not _SLUG.fullmatch(slug):
        raise NotFound("This topic does not exist.")
    return slug


def typed(one: Topic) -> Form:
    return Form(
        {
            "name": [one.name],
            "owner": [str(one.owner)],
            "team": ["" if one.team is None else str(one.team)],
            "skill": [one.skill or ""],
            "window_days": [str(one.window_days)],
            "level": [one.level.value],
        }
    )


def names_of(people: Sequence[PersonSeen]) -> Mapping[UUID, str]:
    return {one.person.id: one.person.name for one in people}


TOPICS_READ_ROUTES = [topics, topic]
