"""What the pages of playbooks are made of."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.flows.publish_playbooks import PublishPlaybooks
from handrail.flows.read_rules import ReadRules
from handrail.ports.playbooks import Bookshelf, RunSeen


@dataclass(frozen=True, slots=True)
class PlaybooksParts:
    read: ReadRules
    publish: PublishPlaybooks
    shelf: Bookshelf
    at_work: Callable[[UUID], Awaitable[Sequence[RunSeen]]]
