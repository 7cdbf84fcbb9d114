"""What the pages of approvals are made of."""

from dataclasses import dataclass

from handrail.flows.read_approvals import ReadApprovals
from handrail.flows.settle_approval import SettleApproval


@dataclass(frozen=True, slots=True)
class ApprovalsParts:
    read: ReadApprovals
    settle: SettleApproval
