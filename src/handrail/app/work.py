"""Which flow each kind of job runs, and who gets the conversation when it keeps failing."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from handrail.app.flows import Flows
from handrail.app.meters import Meters
from handrail.app.playbooks import Acting
from handrail.flows.ring_alarm import PAGE, PAGE_AGAIN
from handrail.jobs.worker import Handler, Task

log = structlog.get_logger()

CODE = "identity_code"
MAIL = ("mail", "mail_unless_shown")


def handlers(flows: Flows, meters: Meters) -> dict[str, Handler]:
    return {
        "decide": _on_conversation(meters.counting(flows.decide)),
        "deliver": _on("decision", flows.deliver),
        "act": _on_act(flows.acting),
        "hand_off": _on_conversation(flows.answer_wish),
        "notice": _on_conversation(flows.notice),
        "summarise": _on("handoff", flows.summarise),
        "close": _on_conversation(flows.close.close),
        CODE: _on("code", flows.mail_code),
        "mail": _on("message", flows.mail),
        "mail_unless_shown": _on("message", flows.mail.unless_shown),
        PAGE: _on_page(flows.page_on_call.send),
        PAGE_AGAIN: _on_page(flows.page_on_call.again),
    }


def give_up(flows: Flows) -> Callable[[Task, str], Awaitable[None]]:
    """The terminal handler: a job that failed for the last time leaves its conversation with a person."""

    async def run(task: Task, why: str) -> None:
        log.error("job.failed", kind=task.kind, why=why)
        if task.kind == PAGE:
            await flows.page_on_call.gave_up(task.tenant, UUID(task.more["alarm"]), int(task.more["round"]), why)
        if task.kind == CODE:
            await flows.verify_identity.gave_up(task.tenant, UUID(task.more["code"]), why)
            return
        if task.kind in MAIL:
            await flows.mail.gave_up(task.tenant, UUID(task.more["message"]), why)
        if task.conversation is not None:
            await flows.hand_on.after_failed_work(task.tenant, task.conversation, why, unsent=task.kind in MAIL)

    return run


def _on_act(acting: Acting) -> Handler:
    """After a decision, a person's yes, an answer to something else, or, with nothing said, a code given back."""

    async def run(task: Task) -> None:
        assert task.conversation is not None
        match task.more:
            case {"decision": str(decision)}:
                await acting.act(task.tenant, UUID(decision))
            case {"approval": str(approval)}:
                await acting.go_on.after_yes(task.tenant, UUID(approval))
            case {"answered": str(decision)}:
                await acting.go_on.ask_once_more(task.tenant, task.conversation, UUID(decision))
            case _:
                await acting.go_on.after_code(task.tenant, task.conversation)

    return run


def _on_conversation(flow: Callable[[UUID, UUID], Awaitable[object]]) -> Handler:
    async def run(task: Task) -> None:
        assert task.conversation is not None
        await flow(task.tenant, task.conversation)

    return run


def _on(name: str, flow: Callable[[UUID, UUID], Awaitable[object]]) -> Handler:
    async def run(task: Task) -> None:
        await flow(task.tenant, UUID(task.more[name]))

    return run


def _on_page(flow: Callable[[UUID, UUID, int], Awaitable[object]]) -> Handler:
    async def run(task: Task) -> None:
        await flow(task.tenant, UUID(task.more["alarm"]), int(task.more["round"]))

    return run
