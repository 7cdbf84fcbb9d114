"""A customer says how it went."""

from litestar import post
from litestar.params import JSONBody

from handrail.api import schemas
from handrail.api.customer import known
from handrail.api.describe import Conversation, write_problems
from handrail.api.house import Asked, customer, parts
from handrail.api.views import rating_seen
from handrail.flows.rate import Answers


@post(
    "/conversations/{conversation:uuid}/rating",
    status_code=200,
    summary="Say how it went",
    responses=write_problems(404, 409),
)
async def rate(request: Asked, conversation: Conversation, data: JSONBody[schemas.RatingIn]) -> schemas.Rating:
    """Once it is resolved or closed (409 before). Within the topic's window a second one replaces the first; after that
    it is refused, unless the conversation was opened and solved again."""
    caller = customer(request)
    answers = Answers(data.rating, data.effort, data.solved, data.comment)
    return rating_seen(await parts(request).rate(caller.tenant, conversation, known(caller), answers))


RATING_ROUTES = [rate]
