"""The words that a workspace's rules may use beyond the shipped table: its topics, moments, teams and skills."""

from collections.abc import Iterable
from uuid import UUID

from handrail.core.escalation.rules import Vocabulary
from handrail.storage.door import SYSTEM, Door


async def vocabulary_of(door: Door, tenant: UUID, shipped_moments: Iterable[str]) -> Vocabulary:
    """`shipped_moments`: what holds until the workspace publishes a register of its own."""
    async with door.enter(tenant, SYSTEM) as connection:
        cursor = await connection.execute(
            """SELECT (SELECT array_agg(slug) FROM topic WHERE tenant = %(tenant)s) AS topics,
                 (SELECT array_agg(name) FROM team WHERE tenant = %(tenant)s) AS teams,
                 (SELECT array_agg(DISTINCT skill) FROM person p, unnest(p.skills) AS skill
                   WHERE p.tenant = %(tenant)s) AS skills,
                 (SELECT content FROM configuration WHERE tenant = %(tenant)s AND kind = 'moments'
                   ORDER BY version DESC LIMIT 1) AS register""",
            {"tenant": tenant},
        )
        row = await cursor.fetchone()
    assert row is not None
    moments: Iterable[str] = shipped_moments if row["register"] is None else row["register"].get("moments", {})
    found = {
        "topic": {"", *(row["topics"] or ())},
        "moments": set(moments),
        "route.team": set(row["teams"] or ()),
        "route.skill": set(row["skills"] or ()),
    }
    return Vocabulary({name: frozenset(words) for name, words in found.items()})
