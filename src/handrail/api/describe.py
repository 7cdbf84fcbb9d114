"""How handlers declare what the OpenAPI document says of them, the problems each may answer with included."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, PathParameter

from handrail.api.problems import MEDIA_TYPE, Problem

_SAID = {
    400: "The body is not JSON.",
    401: "Who is calling is not known: key or token missing, unknown, forged or out of time.",
    403: "The caller is known and may not do that.",
    404: "It does not exist, or not for this caller.",
    409: "Not possible as things stand; the problem's type says why.",
    413: "The body is larger than 256 KB.",
    415: "The body is not declared as JSON in UTF-8.",
    422: "A value does not fit, or cannot be meant.",
    429: "Too many requests; Retry-After says when to come back.",
    500: "Something failed on the desk's side.",
    503: "The desk cannot serve for the moment; Retry-After says when to come back.",
}
_ALWAYS = (400, 401, 403, 422, 429, 500, 503)
_WRITES = (413, 415)

IdempotencyKey = Annotated[
    str,
    HeaderParameter(
        name="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[\x20-\x7e]*$",
        description="Any text of the caller's own, the same for every try: the same key again changes nothing.",
    ),
]
Conversation = Annotated[UUID, PathParameter(description="The conversation's id.")]

CUSTOMER: list[dict[str, list[str]]] = [{"site": [], "customer": []}, {"token": [], "onBehalfOf": []}]
NEWCOMER: list[dict[str, list[str]]] = [{"site": []}]  # besides those above
TOKEN: list[dict[str, list[str]]] = [{"token": []}]


def problems(*statuses: int, also: Mapping[int, ResponseSpec] | None = None) -> dict[int, ResponseSpec]:
    """The problems every address may answer with, and these."""
    every = {status: _problem(status) for status in sorted({*_ALWAYS, *statuses})}
    return {**every, **(also or {})}


def write_problems(*statuses: int, also: Mapping[int, ResponseSpec] | None = None) -> dict[int, ResponseSpec]:
    """As `problems`, for addresses that take a body."""
    return problems(*_WRITES, *statuses, also=also)


def answers(what: Any, description: str, media_type: str = "application/json") -> ResponseSpec:
    return ResponseSpec(what, description=description, media_type=media_type, generate_examples=False)


def problem_said(description: str) -> ResponseSpec:
    """A problem in the words of one address."""
    return ResponseSpec(Problem, description=description, media_type=MEDIA_TYPE, generate_examples=False)


def _problem(status: int) -> ResponseSpec:
    return problem_said(_SAID[status])
