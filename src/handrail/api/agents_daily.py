"""Daily work of agents: search, saved replies, customers, spam, and what waits."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from litestar import get, post, put
from litestar.params import JSONBody, PathParameter, QueryParameter

from handrail.api import schemas_daily as schemas
from handrail.api.describe import Conversation, problems, write_problems
from handrail.api.fields import in_reach
from handrail.api.house import Asked, agent, parts
from handrail.api.problems import OutOfRange
from handrail.api.schemas_agents import Detail
from handrail.api.views_agents import detail_seen
from handrail.api.views_daily import (
    customer_whole,
    notifications_seen,
    place_from,
    saved_reply_seen,
    search_seen,
    waiting_seen,
    wanted_from,
)
from handrail.core.conversation.conversation import State
from handrail.ports.daily import SavedReplyQuery, SearchQuery

StateName = Literal["assistant", "offered", "held", "waiting_customer", "waiting_other", "resolved", "closed"]
Channel = Literal["chat", "email", "api"]
Has = Literal["open", "wish", "promise", "spam"]
CustomerId = Annotated[UUID, PathParameter(description="The customer's id.")]
_TOPIC = r"^[a-z0-9][a-z0-9-]{0,62}$"
_LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$"
_INSTANT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+ -]\d{2}:\d{2})$"


@get("/search", summary="Search conversations and customers", responses=problems())
async def search(
    request: Asked,
    q: Annotated[
        str, QueryParameter(max_length=1_000, description='Words, "an exact phrase", -not; the last may be unfinished.')
    ] = "",
    in_state: Annotated[StateName | None, QueryParameter(name="state", description="Only in this state.")] = None,
    topic: Annotated[str | None, QueryParameter(pattern=_TOPIC, description="Only of this topic.")] = None,
    owner: Annotated[UUID | None, QueryParameter(description="Only those this person is accountable for.")] = None,
    language: Annotated[str | None, QueryParameter(pattern=_LANGUAGE, max_length=35)] = None,
    channel: Annotated[Channel | None, QueryParameter(description="Only by this channel.")] = None,
    customer: Annotated[UUID | None, QueryParameter(description="Only of this customer, wherever merged.")] = None,
    since: Annotated[str | None, QueryParameter(name="from", pattern=_INSTANT, max_length=40)] = None,
    until: Annotated[str | None, QueryParameter(name="to", pattern=_INSTANT, max_length=40)] = None,
    has: Annotated[
        list[Has] | None, QueryParameter(max_items=4, description="All of these; spam is left out else.")
    ] = None,
    after: Annotated[str | None, QueryParameter(max_length=100, description="The `next` of the page before.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
) -> schemas.SearchResult:
    """What was said in a conversation, notes included, and customers by name, address or id. New words are found within
    seconds. A search that finds too much answers 422 and asks for another word."""
    caller = agent(request)
    query = SearchQuery(
        q,
        None if in_state is None else State(in_state).value,
        topic,
        owner,
        language,
        channel,
        customer,
        _moment(since),
        _moment(until),
        frozenset(has or ()),
        place_from(after),
        limit,
    )
    page = await parts(request).reading.search(caller.tenant, caller.viewer, query)
    return search_seen(page, parts(request).clock())


@get("/waiting", summary="What waits for you", responses=problems())
async def waiting(request: Asked) -> schemas.WaitingCounts:
    """Counts for badges: offers, customers without an answer, promises near their time."""
    caller = agent(request)
    return waiting_seen(await parts(request).reading.waiting_for(caller.tenant, caller.person))


@get("/me/notifications", summary="What you get mail about", responses=problems(404))
async def notifications(request: Asked) -> schemas.Notifications:
    """Your own choice, or the defaults."""
    caller = agent(request)
    return notifications_seen(await parts(request).reading.notices_wanted(caller.tenant, caller.person))


@put("/me/notifications", summary="Choose what you get mail about", responses=write_problems(404))
async def choose(request: Asked, data: JSONBody[schemas.Notifications]) -> schemas.Notifications:
    """From now on; what was mailed already is not mailed again."""
    caller = agent(request)
    await parts(request).notify.choose(caller.tenant, caller.person, wanted_from(data))
    return data


@get("/saved-replies", summary="Saved replies", responses=problems(404))
async def saved_replies(
    request: Asked,
    q: Annotated[str, QueryParameter(max_length=200, description="In shortcut, title or text.")] = "",
    topic: Annotated[str | None, QueryParameter(pattern=_TOPIC)] = None,
    language: Annotated[str | None, QueryParameter(pattern=_LANGUAGE, max_length=35)] = None,
    team: Annotated[UUID | None, QueryParameter(description="Those of this team, and everybody's.")] = None,
    conversation: Annotated[UUID | None, QueryParameter(description="Fill each in for this conversation.")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 200,
) -> schemas.SavedReplies:
    """In order of their shortcuts; with a conversation, those in its language first and all of them filled in."""
    caller = agent(request)
    query = SavedReplyQuery(q, topic, language, team, conversation, limit=limit)
    found = await parts(request).reading.saved_replies(caller.tenant, caller.viewer, query)
    return schemas.SavedReplies([saved_reply_seen(one) for one in found])


@get("/customers/{customer_id:uuid}", summary="Everything about one customer", responses=problems(404))
async def customer(request: Asked, customer_id: CustomerId) -> schemas.CustomerWhole:
    """Contacts, conversations, ratings, blocks and merges; of somebody merged, the whole they are part of."""
    return await _whole(request, customer_id)


@post(
    "/customers/{customer_id:uuid}/merge",
    status_code=200,
    summary="Merge a customer",
    responses=write_problems(404, 409),
)
async def merge(request: Asked, customer_id: CustomerId, data: JSONBody[schemas.MergeIn]) -> schemas.CustomerWhole:
    """Into another, when a signed id or an address that both have proven says that they are one. The team sees one; what
    the customer's own token opens stays as it was."""
    caller = agent(request)
    await parts(request).merge(caller.tenant, caller.person, customer_id, data.into)
    return await _whole(request, data.into)


@post("/customers/{customer_id:uuid}/unmerge", status_code=200, summary="Undo a merge", responses=problems(404, 409))
async def unmerge(request: Asked, customer_id: CustomerId) -> schemas.CustomerWhole:
    """Of the customer who was merged into another."""
    caller = agent(request)
    await parts(request).merge.undo(caller.tenant, caller.person, customer_id)
    return await _whole(request, customer_id)


@post(
    "/customers/{customer_id:uuid}/block",
    status_code=200,
    summary="Block a customer",
    responses=write_problems(404, 409),
)
async def block(request: Asked, customer_id: CustomerId, data: JSONBody[schemas.BlockIn]) -> schemas.CustomerWhole:
    """By a lead or an admin. Messages are refused until then. An open wish for a person is not touched, and who is
    blocked may still ask for a person once."""
    caller = agent(request)
    await parts(request).block(caller.tenant, caller.person, customer_id, data.because, in_reach(data.until))
    return await _whole(request, customer_id)


@post("/customers/{customer_id:uuid}/unblock", status_code=200, summary="Lift a block", responses=problems(404, 409))
async def unblock(request: Asked, customer_id: CustomerId) -> schemas.CustomerWhole:
    """By a lead or an admin."""
    caller = agent(request)
    await parts(request).block.lift(caller.tenant, caller.person, customer_id)
    return await _whole(request, customer_id)


@post("/conversations/{conversation:uuid}/spam", status_code=200, summary="It is spam", responses=problems(404, 409))
async def spam(request: Asked, conversation: Conversation) -> Detail:
    """Closed at once and left out of every number. Refused while they wait for a person or a promise is open."""
    caller = agent(request)
    await parts(request).mark_spam(caller.tenant, conversation, caller.person)
    return await _as_it_stands(request, conversation)


@post(
    "/conversations/{conversation:uuid}/not-spam",
    status_code=200,
    summary="It is no spam",
    responses=problems(404, 409),
)
async def no_spam(request: Asked, conversation: Conversation) -> Detail:
    """Open again, and yours to answer."""
    caller = agent(request)
    await parts(request).mark_spam.undo(caller.tenant, conversation, caller.person)
    return await _as_it_stands(request, conversation)


def _moment(text: str | None) -> datetime | None:
    """Raises OutOfRange for a time that no calendar has."""
    if text is None:
        return None
    try:
        # A plus sign that nobody escaped arrives as a space.
        return in_reach(datetime.fromisoformat(text.replace(" ", "+")))
    except ValueError as error:
        raise OutOfRange("There is no such time.") from error


async def _whole(request: Asked, customer_id: UUID) -> schemas.CustomerWhole:
    caller = agent(request)
    found = await parts(request).reading.customer_detail(caller.tenant, caller.viewer, customer_id)
    return customer_whole(found, parts(request).clock())


async def _as_it_stands(request: Asked, conversation: UUID) -> Detail:
    caller = agent(request)
    found = await parts(request).reading.conversation(caller.tenant, caller.viewer, conversation)
    return detail_seen(found, parts(request).clock())


DAILY_ROUTES = [
    search, waiting, notifications, choose, saved_replies, customer, merge, unmerge, block, unblock, spam, no_spam
]  # fmt: skip
