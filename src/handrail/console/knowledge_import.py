"""Articles are brought in by the file: what was added, changed and left alone is told, and why anything was refused."""

from typing import Any, cast

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException, HTTPException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.response import Template

from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act, may
from handrail.flows.keep_articles import ImportOutcome
from handrail.ports import ReadIn

LARGEST_UPLOAD = 16 * 1024 * 1024
"""Bytes of one upload, all files together."""
_TOO_LARGE = "This upload is larger than 16 MB. Send fewer files at once, or pack them into a .zip. Nothing was kept."
_CUT_OFF = "The upload did not arrive whole. Nothing was kept; send it once more."
_NOTHING = "Choose one or more files first."


def as_import_page(request: Asked, error: HTTPException) -> Template:
    """An upload is looked into before any page runs, for its form's token; what is wrong with it is told here."""
    if error.status_code == 413:
        return _refused(request, _TOO_LARGE, 413)
    return _refused(request, _CUT_OFF, 422)


def _refused(request: Asked, sentence: str, status: int) -> Template:
    return page(request, "knowledge_import.html", status=status, error=sentence)


@get("/desk/{slug:str}/knowledge/import")
async def ask(request: Asked) -> Template:
    require(request, Act.EDIT_KNOWLEDGE)
    return page(request, "knowledge_import.html", error="")


@post(
    "/desk/{slug:str}/knowledge/import",
    status_code=200,
    request_max_body_size=LARGEST_UPLOAD,
    exception_handlers={RequestEntityTooLarge: as_import_page, ClientException: as_import_page},
)
async def bring_in(request: Asked) -> Template:
    me = require(request, Act.EDIT_KNOWLEDGE)
    files = await _files(request)
    if not files:
        return _refused(request, _NOTHING, 422)
    try:
        read = await parts(request).read_upload(files)
    except ValueError as error:  # more than one upload may hold
        return _refused(request, f"{error} Nothing was kept.", 422)
    outcome = await parts(request).keep_articles.bring_in(
        me.tenant, me.person, read.articles, adds_topics=may(me.role, Act.CHANGE_TOPICS)
    )
    return _told(request, me, read, outcome)


async def _files(request: Asked) -> list[tuple[str, bytes]]:
    sent: list[Any] = [value for _, value in (await request.form()).multi_items()]
    flat: list[Any] = [
        one for value in sent for one in (cast(list[Any], value) if isinstance(value, list) else [value])
    ]
    return [(one.filename, await one.read()) for one in flat if isinstance(one, UploadFile) and one.filename]


def _told(request: Asked, me: SignedIn, read: ReadIn, outcome: ImportOutcome) -> Template:
    by_key = {one.key: one for one in read.articles}
    brought = outcome.brought
    kept = [by_key[key] for key in (*brought.added, *brought.changed, *brought.unchanged)]
    return page(
        request,
        "knowledge_imported.html",
        files=read.files,
        added=[by_key[key] for key in brought.added],
        changed=[by_key[key] for key in brought.changed],
        unchanged=[by_key[key] for key in brought.unchanged],
        refused=[*read.refused, *outcome.refused],
        made_topics=outcome.topics,
        internal=sum(one.audience.value == "internal" for one in kept),
    )


KNOWLEDGE_IMPORT_ROUTES = [ask, bring_in]
