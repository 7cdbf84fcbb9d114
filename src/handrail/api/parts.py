"""Everything the API is made of; app.py puts it together."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from prometheus_client import CollectorRegistry

from handrail.api.limits import RateLimits
from handrail.core.knowledge.article import Article
from handrail.flows.administer import Administer
from handrail.flows.attach import Attach
from handrail.flows.block_customer import BlockCustomer
from handrail.flows.close import Close
from handrail.flows.follow import FollowLog
from handrail.flows.leave_email import LeaveEmail
from handrail.flows.mark_spam import MarkSpam
from handrail.flows.merge_customers import MergeCustomers
from handrail.flows.notify import Notify
from handrail.flows.presence import ShowPresence
from handrail.flows.press_button import PressButton
from handrail.flows.promise import MakePromise
from handrail.flows.rate import RateConversation
from handrail.flows.read_approvals import ReadApprovals
from handrail.flows.receive import Receive
from handrail.flows.reply import Reply
from handrail.flows.saved_replies import SavedReplies
from handrail.flows.settle_approval import SettleApproval
from handrail.flows.start_conversation import StartConversation
from handrail.flows.stop import StopAssistant
from handrail.flows.take_over import TakeOver
from handrail.ports import Clock, Identities, Live, NewId, Reading
from handrail.ports.files import FileReading
from handrail.ports.presence import Presence


@dataclass(frozen=True, slots=True)
class ArticleSeen:
    """One article as the knowledge list shows it. `version` counts the changes of its text."""

    id: UUID
    key: str
    title: str
    topic: str
    audience: str
    language: str
    version: int
    owner: str = ""
    review_at: date | None = None
    updated_at: datetime | None = None


MarkShown = Callable[[UUID, UUID, UUID, int], Awaitable[None]]
"""(tenant, conversation, customer, seq): the customer's screen showed everything up to `seq`. Raises NotFound."""

Leave = Callable[[UUID, UUID], Awaitable[object]]
"""(tenant, person): hands on what they own, then they are gone. Raises NotFound."""

ExportCustomer = Callable[[UUID, UUID], Awaitable[Mapping[str, Any]]]
"""(tenant, customer): everything kept about them, as JSON. Raises NotFound."""

EraseCustomer = Callable[[UUID, UUID, str], Awaitable[None]]
"""(tenant, customer, by): `by` as events name an actor. Raises NotFound, and an IllegalMove for a legal hold."""

ImportArticle = Callable[[UUID, Article], Awaitable[ArticleSeen]]
"""(tenant, article): keeps it; the same again changes nothing. Raises NotFound for an unknown topic."""

ListArticles = Callable[[UUID, str, int], Awaitable[Sequence[ArticleSeen]]]
"""(tenant, after_key, limit): in order of `key`, after the one given ('' for the first)."""

Ready = Callable[[], Awaitable[Mapping[str, str | None]]]
"""What must be there to serve, each with None when it is, or a sentence that says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiParts:
    """`secret` (32 bytes or more) signs customers' tokens. `origins`: web origins whose pages may call the customer's
    side from a browser; "*" for any (no cookies are used). `away`: what storage raises when the database is away,
    answered with 503. `seconds` is a clock that never goes back (time.monotonic)."""

    # reads, and who calls
    reading: Reading
    identities: Identities
    live: Live
    follow: FollowLog
    files: FileReading
    presence: Presence
    # flows
    start: StartConversation
    receive: Receive
    press_button: PressButton
    mark_shown: MarkShown
    leave_email: LeaveEmail
    reply: Reply
    attach: Attach
    rate: RateConversation
    show_presence: ShowPresence
    take_over: TakeOver
    close: Close
    promise: MakePromise
    read_approvals: ReadApprovals
    settle_approval: SettleApproval
    stop: StopAssistant
    administer: Administer
    block: BlockCustomer
    merge: MergeCustomers
    mark_spam: MarkSpam
    saved_replies: SavedReplies
    notify: Notify
    leave: Leave
    export_customer: ExportCustomer
    erase_customer: EraseCustomer
    import_article: ImportArticle
    list_articles: ListArticles
    # the process
    ready: Ready
    registry: CollectorRegistry
    clock: Clock
    seconds: Callable[[], float]
    new_id: NewId
    secret: bytes
    limits: RateLimits = field(default_factory=RateLimits)
    origins: frozenset[str] = frozenset()
    away: tuple[type[Exception], ...] = ()
    version: str = "0.1.0"
