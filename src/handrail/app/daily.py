"""The flows of daily work: blocks, merges, spam and saved replies, made once for API and console."""

from dataclasses import dataclass

from handrail.app.desk import Handrail
from handrail.flows.block_customer import BlockCustomer
from handrail.flows.mark_spam import MarkSpam
from handrail.flows.merge_customers import MergeCustomers
from handrail.flows.saved_replies import SavedReplies
from handrail.storage.customers import customers_within
from handrail.storage.saved_replies import replies_within


@dataclass(frozen=True, slots=True)
class DailyFlows:
    block: BlockCustomer
    merge: MergeCustomers
    mark_spam: MarkSpam
    saved_replies: SavedReplies


def daily_flows(desk: Handrail) -> DailyFlows:
    return DailyFlows(
        block=BlockCustomer(desk.desk, customers_within, desk.clock, desk.ids),
        merge=MergeCustomers(desk.desk, customers_within, desk.clock, desk.ids),
        mark_spam=MarkSpam(desk.desk, desk.clock),
        saved_replies=SavedReplies(desk.desk, replies_within, desk.clock, desk.ids),
    )
