"""Who types and who looks, for the moment."""

from collections.abc import Hashable

from litestar import get, post
from litestar.params import JSONBody

from handrail.api import schemas, schemas_agents
from handrail.api.customer import known
from handrail.api.describe import Conversation, problems, write_problems
from handrail.api.house import Asked, agent, customer, house, parts
from handrail.ports.presence import WhoIsHere


@post(
    "/conversations/{conversation:uuid}/typing", status_code=204, summary="I am typing", responses=write_problems(404)
)
async def typing(request: Asked, conversation: Conversation, data: JSONBody[schemas.TypingIn]) -> None:
    """Shown to agents for ten seconds; say it again every few seconds, and false when it ends. Recorded nowhere."""
    caller = customer(request)
    _not_too_often(request, known(caller))
    await parts(request).show_presence.customer(caller.tenant, conversation, known(caller), typing=data.typing)


@post(
    "/conversations/{conversation:uuid}/looking",
    status_code=200,
    summary="I have this conversation open",
    responses=write_problems(404),
)
async def looks(
    request: Asked, conversation: Conversation, data: JSONBody[schemas.TypingIn]
) -> schemas_agents.LookingNow:
    """For ten seconds; say it again every few seconds. `typing` words for the customer shows them who types, while you
    are the one who writes here. The answer says who else is there. Recorded nowhere."""
    caller = agent(request)
    _not_too_often(request, caller.person)
    here = await parts(request).show_presence.agent(caller.tenant, conversation, caller.person, typing=data.typing)
    return _seen(here)


@get("/conversations/{conversation:uuid}/looking", summary="Who has this conversation open", responses=problems())
async def looking(request: Asked, conversation: Conversation) -> schemas_agents.LookingNow:
    """Right now; you among them, if you said so."""
    return _seen(await parts(request).show_presence.looking(agent(request).tenant, conversation))


def _not_too_often(request: Asked, caller: Hashable) -> None:
    """Raises TooManyRequests."""
    inside = house(request)
    inside.limiter.presence.take(caller, inside.parts.seconds())


def _seen(here: WhoIsHere) -> schemas_agents.LookingNow:
    people = [
        schemas_agents.Looking(schemas_agents.PersonNamed(one.person, one.name), one.typing, one.since)
        for one in here.people
    ]
    return schemas_agents.LookingNow(people, here.customer_types)


CUSTOMER_PRESENCE_ROUTES = [typing]
AGENT_PRESENCE_ROUTES = [looks, looking]
