"""Files: uploaded first, then sent with a message by their ids; handed out only to whoever may see that message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import Response, delete, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import PathParameter, QueryParameter
from litestar.response import Stream

from handrail.api import schemas
from handrail.api.customer import known
from handrail.api.describe import Conversation, IdempotencyKey, answers, problem_said, problems
from handrail.api.file_body import refuse_large_file
from handrail.api.house import Asked, agent, customer, house, parts
from handrail.api.identity import headers_of
from handrail.api.views import attachment_seen
from handrail.core.conversation.attachment import download_headers
from handrail.ports.files import FileRead, Uploader

AttachmentId = Annotated[UUID, PathParameter(description="The file's id.")]
FileName = Annotated[str, QueryParameter(max_length=500, description="What the file is called, like photo.png.")]
_REFUSED = {
    408: problem_said("The file came too slowly."),
    413: problem_said("The file is larger than 10 MB."),
    415: problem_said("This kind of file is not accepted; `accepted` lists what is."),
}
_AGAIN = {200: answers(schemas.Attachment, "The same key and bytes were sent before; this is how they were kept.")}
_UPLOAD: Mapping[int, ResponseSpec] = problems(404, 409, also={**_REFUSED, **_AGAIN})
_FILE: Mapping[int, ResponseSpec] = problems(404, also={200: answers(bytes, "The file.", media_type="*/*")})


@dataclass
class _FileComesIn(Operation):
    """The body is the file itself."""

    def __post_init__(self) -> None:
        raw = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))
        self.request_body = RequestBody(content={"application/octet-stream": raw}, required=True)


@post(
    "/conversations/{conversation:uuid}/attachments",
    summary="Upload a file",
    responses=_UPLOAD,
    operation_class=_FileComesIn,
    request_max_body_size=None,
)
async def upload(
    request: Asked, conversation: Conversation, idempotency_key: IdempotencyKey, name: FileName = "file"
) -> Response[schemas.Attachment]:
    """The body is the file itself, at most 10 MB; what it is, its bytes say. Then send its id with a message of this
    conversation within a day. Nobody else sees it before. The same key again changes nothing."""
    return await _kept(request, conversation, Uploader(customer=known(customer(request))), idempotency_key, name)


@post(
    "/conversations/{conversation:uuid}/attachments",
    summary="Upload a file",
    responses=_UPLOAD,
    operation_class=_FileComesIn,
    request_max_body_size=None,
)
async def agent_upload(
    request: Asked, conversation: Conversation, idempotency_key: IdempotencyKey, name: FileName = "file"
) -> Response[schemas.Attachment]:
    """As the customer's: the body is the file; send its id with a reply or a note of this conversation within a day."""
    return await _kept(request, conversation, Uploader(person=agent(request).person), idempotency_key, name)


@get(
    "/conversations/{conversation:uuid}/attachments/{attachment:uuid}",
    summary="Fetch a file",
    responses=_FILE,
    media_type="*/*",
)
async def download(request: Asked, conversation: Conversation, attachment: AttachmentId) -> Stream:
    """The bytes as they were sent, of the type that its message names; to be saved, never to be shown in place."""
    caller = customer(request)
    return _handed_out(await parts(request).files.own_file(caller.tenant, known(caller), conversation, attachment))


@get(
    "/conversations/{conversation:uuid}/attachments/{attachment:uuid}",
    summary="Fetch a file",
    responses=_FILE,
    media_type="*/*",
)
async def agent_download(request: Asked, conversation: Conversation, attachment: AttachmentId) -> Stream:
    """What was sent in this conversation, or what you uploaded here; to be saved, never to be shown in place."""
    caller = agent(request)
    return _handed_out(await parts(request).files.file(caller.tenant, caller.viewer, conversation, attachment))


@delete(
    "/conversations/{conversation:uuid}/attachments/{attachment:uuid}",
    status_code=204,
    summary="Take a file back before it is sent",
    responses=problems(404),
)
async def take_back(request: Asked, conversation: Conversation, attachment: AttachmentId) -> None:
    """Gone at once. What was sent stays."""
    caller = customer(request)
    await parts(request).attach.take_back(caller.tenant, conversation, Uploader(customer=known(caller)), attachment)


@delete(
    "/conversations/{conversation:uuid}/attachments/{attachment:uuid}",
    status_code=204,
    summary="Take a file back before it is sent",
    responses=problems(404),
)
async def agent_take_back(request: Asked, conversation: Conversation, attachment: AttachmentId) -> None:
    """Gone at once. What was sent stays."""
    caller = agent(request)
    await parts(request).attach.take_back(caller.tenant, conversation, Uploader(person=caller.person), attachment)


async def _kept(
    request: Asked, conversation: UUID, uploader: Uploader, key: str, name: str
) -> Response[schemas.Attachment]:
    tenant, attach = request.scope["state"]["caller"].tenant, parts(request).attach
    refuse_large_file(headers_of(request.scope))
    await attach.may(tenant, conversation, uploader)
    content = await house(request).uploads.read(uploader, request.receive)
    kept = await attach(tenant, conversation, uploader, key, name, content)
    return Response(attachment_seen(kept.attachment), status_code=200 if kept.again else 201)


def _handed_out(file: FileRead) -> Stream:
    return Stream(file.pieces, headers=download_headers(file.name, file.type, file.size))


CUSTOMER_FILE_ROUTES = [upload, download, take_back]
AGENT_FILE_ROUTES = [agent_upload, agent_download, agent_take_back]
