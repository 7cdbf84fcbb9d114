"""A workspace's playbooks with everything around them: the shelf, hearing, acting, going on, checking, publishing."""

from dataclasses import dataclass
from importlib.resources import files
from uuid import UUID

from handrail.core.playbooks.playbook import Playbooks
from handrail.flows.act import Act, SendCode
from handrail.flows.ask_approval import AskApproval
from handrail.flows.end_runs import EndRuns
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.go_on import GoOn
from handrail.flows.hand_off import HandOver
from handrail.flows.playbook_heard import HearPlaybook
from handrail.flows.playbook_to_person import PlaybookToPerson
from handrail.flows.publish_playbooks import CheckPlaybook, PublishPlaybooks
from handrail.flows.read_rules import ReadRules
from handrail.flows.use_tool import UseTool
from handrail.ports import Clock, Desk, NewId
from handrail.ports.playbooks import Bookshelf, RunSeen
from handrail.ports.understanding import Rulebook
from handrail.rules.bookshelf import KeptBookshelf
from handrail.rules.read_playbook import PlaybookLanguage
from handrail.storage.configuration import configurations_within
from handrail.storage.playbooks import runs_within, surrounding_within


def build_shelf(desk: Desk) -> KeptBookshelf:
    return KeptBookshelf(desk, configurations_within, PlaybookLanguage())


def build_hearing(desk: Desk, shelf: Bookshelf) -> HearPlaybook:
    return HearPlaybook(desk, shelf, runs_within)


def build_end_runs(shelf: Bookshelf) -> EndRuns:
    return EndRuns(shelf, runs_within)


@dataclass(frozen=True, slots=True)
class Acting:
    """What the worker and the sweeper call."""

    act: Act
    go_on: GoOn


def build_acting(
    desk: Desk,
    shelf: Bookshelf,
    hand_over: HandOver,
    use_tool: UseTool,
    rulebook: Rulebook | None,
    clock: Clock,
    ids: NewId,
    *,
    ask_approval: AskApproval,
    send_code: SendCode,
    forbid: ForbidPhrases | None = None,
) -> Acting:
    to_person = PlaybookToPerson(hand_over, runs_within, clock, ids)
    act = Act(
        desk,
        shelf,
        runs_within,
        use_tool,
        to_person,
        clock,
        ids,
        ask_approval=ask_approval,
        send_code=send_code,
        forbid=forbid,
    )
    return Acting(act, GoOn(desk, shelf, runs_within, act, hand_over, rulebook, clock, ids))


@dataclass(frozen=True, slots=True)
class PlaybookFlows:
    """What people do with playbooks."""

    language: PlaybookLanguage
    shelf: Bookshelf
    check: CheckPlaybook
    publish: PublishPlaybooks
    read: ReadRules
    desk: Desk

    async def at_work(self, tenant: UUID) -> list[RunSeen]:
        async with self.desk.as_system(tenant) as work:
            return list(await runs_within(work).at_work())

    async def of(self, tenant: UUID, conversation: UUID) -> list[RunSeen]:
        async with self.desk.as_system(tenant) as work:
            return list(await runs_within(work).of(conversation))

    async def in_force(self, tenant: UUID) -> Playbooks:
        return (await self.shelf.in_force(tenant)).playbooks


def build_playbooks(desk: Desk, shelf: Bookshelf, clock: Clock) -> PlaybookFlows:
    language = PlaybookLanguage()
    check = CheckPlaybook(desk, language, surrounding_within)
    return PlaybookFlows(
        language,
        shelf,
        check,
        PublishPlaybooks(desk, configurations_within, check, language, clock),
        ReadRules(desk, configurations_within, "playbooks"),
        desk,
    )


def shipped_playbooks() -> dict[str, str]:
    """The files that come with Handrail, by slug."""
    folder = files("handrail.demo").joinpath("playbooks")
    found = {
        one.name.removesuffix(".yaml"): one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".yaml")
    }
    return dict(sorted(found.items()))
