"""The admins' side: topics with their levels and grants, tokens, customers' data, and knowledge."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post
from litestar.params import JSONBody, PathParameter, QueryParameter
from msgspec import Struct

from handrail.api import schemas_admin as schemas
from handrail.api.describe import problems, write_problems
from handrail.api.fields import in_reach
from handrail.api.house import Asked, agent, parts
from handrail.api.schemas_agents import Customer
from handrail.api.views_admin import article_seen, given, grant_seen, token_seen, topic_seen
from handrail.api.views_agents import customer_seen
from handrail.core.knowledge.article import Article, Audience
from handrail.ports import NewTopic, NotFound

CustomerId = Annotated[UUID, PathParameter(description="The customer's id.")]
GrantId = Annotated[UUID, PathParameter(description="The grant's id.")]
TokenId = Annotated[UUID, PathParameter(description="The token's id.")]
TopicSlug = Annotated[str, PathParameter(description="The topic's slug.", pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
_PRINTABLE = r"^[^\x00-\x1f\x7f]+$"


class Customers(Struct, frozen=True):
    """At most 50."""

    customers: list[Customer]


@get("/topics", summary="Topics, their levels and what those rest on", responses=problems())
async def topics(request: Asked) -> schemas.Topics:
    """Grants that were revoked are not shown."""
    now = parts(request).clock()
    seen = await parts(request).reading.topics(agent(request).tenant)
    return schemas.Topics([topic_seen(one, now) for one in seen])


@get("/topics/{slug:str}", summary="One topic", responses=problems(404))
async def topic(request: Asked, slug: TopicSlug) -> schemas.Topic:
    """With its grants."""
    return topic_seen(await parts(request).reading.topic(agent(request).tenant, slug), parts(request).clock())


@post("/topics", summary="A topic is taught", responses=write_problems(404, 409))
async def add_topic(request: Asked, data: JSONBody[schemas.TopicIn]) -> schemas.Topic:
    """It starts at suggest unless another level is given."""
    caller = agent(request)
    taught = msgspec.convert(data, NewTopic, from_attributes=True)
    await parts(request).administer.add_topic(caller.tenant, caller.by, taught)
    return topic_seen(await parts(request).reading.topic(caller.tenant, data.slug), parts(request).clock())


@patch("/topics/{slug:str}", summary="A topic changes", responses=write_problems(404))
async def change_topic(request: Asked, slug: TopicSlug, data: JSONBody[schemas.TopicChange]) -> schemas.Topic:
    """Its level, owner, team, skill, name or window."""
    caller, changes = agent(request), given(data)
    if changes:
        await parts(request).administer.change_topic(caller.tenant, caller.by, slug, changes)
    return topic_seen(await parts(request).reading.topic(caller.tenant, slug), parts(request).clock())


@post("/topics/{slug:str}/grants", summary="Sign a grant", responses=write_problems(404, 409))
async def sign(request: Asked, slug: TopicSlug, data: JSONBody[schemas.GrantIn]) -> schemas.Grant:
    """With a lead's or an admin's own token: the signature is theirs. It ends within 60 days."""
    caller = agent(request)
    signed = await parts(request).administer.sign_grant(
        caller.tenant, caller.by, slug, in_reach(data.expires_at), action_class=data.action_class
    )
    return grant_seen(signed, parts(request).clock())


@delete("/topics/{slug:str}/grants/{grant_id:uuid}", status_code=204, summary="Revoke a grant", responses=problems(404))
async def revoke_grant(request: Asked, slug: TopicSlug, grant_id: GrantId) -> None:
    """At once: the next answer on this topic is a person's."""
    caller = agent(request)
    await parts(request).administer.revoke_grant(caller.tenant, caller.by, slug, grant_id)


@get("/tokens", summary="API tokens, without their secrets", responses=problems())
async def tokens(request: Asked) -> schemas.Tokens:
    """Newest first, the revoked ones included."""
    return schemas.Tokens([token_seen(one) for one in await parts(request).reading.tokens(agent(request).tenant)])


@post("/tokens", summary="Make an API token", responses=write_problems(404, 409))
async def create_token(request: Asked, data: JSONBody[schemas.TokenIn]) -> schemas.TokenMade:
    """The secret is in this answer and nowhere else."""
    caller = agent(request)
    until = None if data.expires_at is None else in_reach(data.expires_at)
    scopes = sorted(set(data.scopes))
    made = await parts(request).administer.create_token(caller.tenant, caller.by, data.name, scopes, data.person, until)
    return schemas.TokenMade(made.id, made.secret)


@delete("/tokens/{token_id:uuid}", status_code=204, summary="Revoke an API token", responses=problems(404))
async def revoke_token(request: Asked, token_id: TokenId) -> None:
    """Within 5 seconds no process accepts it any more; its streams end at their next heartbeat."""
    caller = agent(request)
    await parts(request).administer.revoke_token(caller.tenant, caller.by, token_id)


@get("/customers", summary="Find customers", responses=problems())
async def customers(
    request: Asked,
    external_id: Annotated[str | None, QueryParameter(max_length=200, pattern=_PRINTABLE)] = None,
    email: Annotated[str | None, QueryParameter(max_length=254, pattern=_PRINTABLE)] = None,
) -> Customers:
    """By the site's own id for them, or by an address they gave, claimed ones included."""
    reading = parts(request).reading
    found = await reading.customers(agent(request).tenant, external_id=external_id, email=email)
    return Customers([customer_seen(one) for one in found])


@get("/customers/{customer_id:uuid}", summary="One customer", responses=problems(404))
async def customer(request: Asked, customer_id: CustomerId) -> Customer:
    """Name, language and whether we know who they are."""
    return customer_seen(await parts(request).reading.customer(agent(request).tenant, customer_id))


@post(
    "/customers/{customer_id:uuid}/export",
    status_code=200,
    summary="Everything kept about a customer",
    responses=problems(404),
)
async def export(request: Asked, customer_id: CustomerId) -> schemas.Exported:
    """For the customer who asks what is known of them."""
    caller = agent(request)
    return schemas.Exported(dict(await parts(request).export_customer(caller.tenant, customer_id)))


@post("/customers/{customer_id:uuid}/erase", status_code=204, summary="Forget a customer", responses=problems(404, 409))
async def erase(request: Asked, customer_id: CustomerId) -> None:
    """Their words and data are gone for good; that something was said, and decided, stays verifiable in the log."""
    caller = agent(request)
    await parts(request).erase_customer(caller.tenant, customer_id, caller.by.actor)


@get("/knowledge", summary="Articles", responses=problems())
async def articles(
    request: Asked,
    after: Annotated[str, QueryParameter(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
) -> schemas.Articles:
    """In order of their keys."""
    found = await parts(request).list_articles(agent(request).tenant, after, limit)
    return schemas.Articles([article_seen(one) for one in found], len(found) == limit)


@post("/knowledge", status_code=200, summary="Keep one article", responses=write_problems(404))
async def keep_article(request: Asked, data: JSONBody[schemas.ArticleIn]) -> schemas.Article:
    """The same article again changes nothing; a changed one becomes the next version."""
    reading, caller = parts(request).reading, agent(request)
    if data.topic not in {one.topic.slug for one in await reading.topics(caller.tenant)}:
        raise NotFound(f"There is no topic {data.topic!r}.")
    article = Article(
        key=data.key,
        title=data.title,
        body=data.content,
        topic=data.topic,
        family=data.family,
        audience=Audience(data.audience),
        owner=data.owner,
        review_at=data.review_at,
        language=data.language,
        questions=tuple(data.questions),
    )
    return article_seen(await parts(request).import_article(caller.tenant, article))


DESK_ROUTES = [
    topics, topic, add_topic, change_topic, sign, revoke_grant, tokens, create_token, revoke_token,
    customers, customer, export, erase, articles, keep_article,
]  # fmt: skip
