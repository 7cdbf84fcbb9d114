"""Everything the console is made of; app/ puts it together."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.console.approvals_parts import ApprovalsParts
from handrail.console.first_run import FirstRun
from handrail.console.model_parts import ModelParts
from handrail.console.moments_parts import MomentsParts
from handrail.console.playbooks_parts import PlaybooksParts
from handrail.console.rooms import Rooms
from handrail.console.rules_parts import RulesParts
from handrail.console.sign_in_parts import SignInParts
from handrail.console.tools_parts import ToolsParts
from handrail.core.log.report import LogReport
from handrail.core.promises import PromiseReport
from handrail.flows.administer import Administer
from handrail.flows.block_customer import BlockCustomer
from handrail.flows.change_workspace import ChangeWorkspace
from handrail.flows.close import Close
from handrail.flows.draft import DraftReply
from handrail.flows.fit_topics import FitTopics
from handrail.flows.follow import FollowLog
from handrail.flows.keep_articles import KeepArticles
from handrail.flows.mark_spam import MarkSpam
from handrail.flows.merge_customers import MergeCustomers
from handrail.flows.notify import Notify
from handrail.flows.presence import ShowPresence
from handrail.flows.promise import MakePromise
from handrail.flows.reply import Reply
from handrail.flows.saved_replies import SavedReplies
from handrail.flows.stop import StopAssistant
from handrail.flows.take_over import TakeOver
from handrail.flows.teach_topics import TeachTopics
from handrail.flows.try_question import TryQuestion
from handrail.ports import (
    Articles,
    Clock,
    ConversationOf,
    HouseReading,
    Live,
    LogKinds,
    NewId,
    Process,
    ReadIn,
    Reading,
    ReadLog,
)
from handrail.ports.daily import DailyReading
from handrail.ports.files import FileReading
from handrail.ports.inbox_lines import InboxLines

CheckPromises = Callable[[UUID], Awaitable[Sequence[PromiseReport]]]
"""(tenant): the six, checked on the live database. Raises TryAgain."""

VerifyLog = Callable[[UUID], Awaitable[LogReport]]
"""(tenant): recomputes the whole chain; seconds on a long log."""

ReadUpload = Callable[[Sequence[tuple[str, bytes]]], Awaitable[ReadIn]]
"""Names and contents of files. Raises ValueError, in a sentence, for more than one upload may hold."""

Leave = Callable[[UUID, UUID, str], Awaitable[int]]
"""(tenant, person, actor): first what they own finds others; how many moved. Raises NotFound, TheReserveCannotLeave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleParts:
    """`asset` gives the address of a built file ("console.css" → "/assets/console-1a2b.css"). `away`: what storage
    raises when the database is away, answered with a page that says so (503)."""

    # reads
    reading: Reading
    inbox_lines: InboxLines
    files: FileReading
    check_promises: CheckPromises
    read_log: ReadLog
    log_kinds: LogKinds
    verify_log: VerifyLog
    conversation_of: ConversationOf
    live: Live
    follow: FollowLog
    rooms: Rooms
    daily: DailyReading
    articles: Articles
    house: HouseReading
    first_run: FirstRun
    # who comes in
    sign_in: SignInParts
    # flows
    reply: Reply
    draft: DraftReply
    take_over: TakeOver
    close: Close
    promise: MakePromise
    stop: StopAssistant
    administer: Administer
    block: BlockCustomer
    merge: MergeCustomers
    mark_spam: MarkSpam
    saved_replies: SavedReplies
    notify: Notify
    show_presence: ShowPresence
    leave: Leave
    change_workspace: ChangeWorkspace
    keep_articles: KeepArticles
    read_upload: ReadUpload
    try_question: TryQuestion
    teach_topics: TeachTopics
    fit_topics: FitTopics
    rules: RulesParts
    playbooks: PlaybooksParts
    moments: MomentsParts
    model: ModelParts
    approvals: ApprovalsParts
    tools: ToolsParts
    # the process
    process: Process
    asset: Callable[[str], str]
    clock: Clock
    new_id: NewId
    away: tuple[type[Exception], ...] = ()
    version: str = "0.1.0"
