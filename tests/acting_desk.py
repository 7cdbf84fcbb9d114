"""A small desk whose assistant acts: shipped playbooks, a lead's grants, and the demo shop as a real MCP server."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import uuid_utils.compat as uuids

from handrail.app.playbooks import (
    Acting,
    PlaybookFlows,
    build_acting,
    build_end_runs,
    build_hearing,
    build_playbooks,
    build_shelf,
    shipped_playbooks,
)
from handrail.app.rules import build_rulebook
from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.playbooks.run import Run
from handrail.flows.administer import By
from handrail.flows.ask_approval import AskApproval
from handrail.flows.close import Close
from handrail.flows.decide import Decide
from handrail.flows.gather import Gather
from handrail.flows.hand_off import AnswerWish, HandOn, HandOver
from handrail.flows.settle_approval import SettleApproval
from handrail.flows.start_conversation import Arrival
from handrail.flows.use_tool import UseTool
from handrail.flows.verify_identity import VerifyIdentity
from handrail.models.language import detect_language
from handrail.ports import NewCustomer
from handrail.storage.playbooks import runs_within
from tests.desk import TestDesk
from tests.shop import RealShop, real_shop

TOPICS = {"order-status", "account", "payments", "appointments", "troubleshooting"}
GRANTS = {
    "order-status": "order-status",
    "change-address": "order-status",
    "cancellation": "order-status",
    "password-reset": "account",
    "invoice-copy": "payments",
    "appointment": "appointments",
    "troubleshooting": "troubleshooting",
    "refund": "refunds",
}


@dataclass
class ActingDesk:
    desk: TestDesk
    shop: RealShop
    acting: Acting
    playbooks: PlaybookFlows
    settle: SettleApproval

    async def opened(
        self, reference: str | None = "TW-C-1", channel: Channel = Channel.CHAT, zone: str | None = None
    ) -> Conversation:
        newcomer = NewCustomer(name="Kim", external_id=reference, timezone=zone, email="kim@example.com")
        return await self.desk.start(self.desk.tenant, Arrival(channel, newcomer=newcomer))

    async def says(self, conversation: Conversation, text: str) -> str:
        """What was said to it last, after all work was done."""
        await self.desk.says(conversation, text)
        await self.run_jobs()
        return (await self.desk.thread(conversation))[-1][1]

    async def run_jobs(self) -> None:
        """As the worker does; `act` is this desk's."""
        tenant = self.desk.tenant
        while job := self.desk._next_job():  # pyright: ignore[reportPrivateUsage] - this is the same desk
            kind, ids = job
            match kind:
                case "decide":
                    await self.desk.decide(tenant, UUID(ids["conversation"]))
                case "deliver":
                    await self.desk.deliver(tenant, UUID(ids["decision"]))
                case "hand_off":
                    await self.desk.answer_wish(tenant, UUID(ids["conversation"]))
                case "close":
                    await self.desk.close.close(tenant, UUID(ids["conversation"]))
                case "act" if "decision" in ids:
                    await self.acting.act(tenant, UUID(ids["decision"]))
                case "act" if "approval" in ids:
                    await self.acting.go_on.after_yes(tenant, UUID(ids["approval"]))
                case "act" if "answered" in ids:
                    await self.acting.go_on.ask_once_more(tenant, UUID(ids["conversation"]), UUID(ids["answered"]))
                case "act":
                    await self.acting.go_on.after_code(tenant, UUID(ids["conversation"]))
                case _:
                    pass

    async def runs(self, conversation: Conversation) -> list[Run]:
        async with self.desk.desk.as_system(self.desk.tenant) as work:
            return [one.run for one in await runs_within(work).of(conversation.id)]


@asynccontextmanager
async def acting_desk(desk: TestDesk, folder: Path) -> AsyncGenerator[ActingDesk]:
    async with real_shop(desk, folder) as shop:
        desk_, clock, ids = desk.desk, desk.clock, uuids.uuid7
        shelf = build_shelf(desk_)
        ends = build_end_runs(shelf)
        hand_over = HandOver(clock, ids, end_runs=ends)
        hand_on = HandOn(desk_, hand_over, clock, ids)
        gather = Gather(desk_, desk.knowledge, detect_language, clock, None, build_hearing(desk_, shelf))
        rulebook = build_rulebook(desk_)
        verify = VerifyIdentity(desk_, hand_on, lambda tenant: b"secret" * 6, clock, ids)
        desk.decide = Decide(desk_, gather, hand_over, clock, ids, rulebook, take_code=verify.take)
        desk.close = Close(desk_, clock, ends.waits_until)
        desk.answer_wish = AnswerWish(desk_, hand_over, clock, ids)
        acting = build_acting(
            desk_,
            shelf,
            hand_over,
            UseTool(desk_, shop.tools.servers, clock, ids),
            rulebook,
            clock,
            ids,
            ask_approval=AskApproval(ids),
            send_code=verify.send_code,
        )
        playbooks = build_playbooks(desk_, shelf, clock)
        _grant(desk)
        await playbooks.publish(desk.tenant, By(), list(shipped_playbooks().values()))
        yield ActingDesk(desk, shop, acting, playbooks, SettleApproval(desk_, hand_on, clock, ids))


def _grant(desk: TestDesk) -> None:
    for topic in sorted(TOPICS):
        desk.rows(
            "INSERT INTO topic (tenant, slug, name, owner_id, level) VALUES (%s, %s, %s, %s, 'autonomous')",
            *(desk.tenant, topic, topic, desk.people["ana"]),
        )
    desk.rows("UPDATE topic SET level = 'monitored' WHERE tenant = %s AND slug = 'refunds'", desk.tenant)
    for slug, topic in GRANTS.items():
        desk.rows(
            """INSERT INTO autonomy_grant (tenant, id, topic, action_class, signed_by, signed_at, expires_at)
               VALUES (%s, gen_random_uuid(), %s, %s, %s, '2026-11-01', '2026-12-30')""",
            *(desk.tenant, topic, f"playbook:{slug}", desk.people["lea"]),
        )
