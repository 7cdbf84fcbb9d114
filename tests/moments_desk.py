"""A small desk whose moments are noticed by words that a test names, with register, fixed texts, clocks and pages at work."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuids

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import MomentFact
from handrail.core.escalation.moments.register import Moment, Register
from handrail.flows.administer import By
from handrail.flows.decide import Decide
from handrail.flows.deliver import Deliver
from handrail.flows.escalate_late import EscalateLate
from handrail.flows.fixed_text import SayFixedText
from handrail.flows.forbid import ForbidPhrases
from handrail.flows.gather import Gather
from handrail.flows.hand_off import AnswerWish, HandOn, HandOver
from handrail.flows.moments_so_far import MomentsSoFar
from handrail.flows.notice import Notice
from handrail.flows.page_on_call import PageOnCall, Ways
from handrail.flows.pass_on import PassOn
from handrail.flows.publish_register import PublishRegister
from handrail.flows.register_in_force import RegisterInForce
from handrail.flows.replace_owner import ReplaceOwner
from handrail.flows.reply import Reply
from handrail.flows.ring_alarm import RingAlarm
from handrail.flows.sign_text import SignText
from handrail.flows.take_over import TakeOver
from handrail.flows.when_noticed import StartClocks, WhenNoticed
from handrail.ports import LanguageGuess, Outbound
from handrail.ports.understanding import Heard, Understood
from handrail.rules.read_register import shipped_register
from handrail.storage.clocks import clocks_within
from handrail.storage.configuration import configurations_within
from handrail.storage.fixed_texts import signatures_within
from handrail.storage.paging import paging_within
from tests.desk import TestDesk


@dataclass
class Noticing:
    """An understanding that notices the moments a test named, by words in the text."""

    words: Mapping[str, MomentFact]
    versions: Mapping[str, str] = field(default_factory=dict[str, str])

    async def read(self, tenant: UUID, heard: Heard) -> Understood:
        found = (moment for words, moment in self.words.items() if words in heard.text.lower())
        return Understood(tuple(found), None, ())


def fact_of(moment: Moment) -> MomentFact:
    return MomentFact(
        moment.slug, moment.name, moment.urgency, moment.hard, moment.ceiling, 1.0, "phrase", "test",
        moment.team, moment.skill, moment.within_minutes,
    )  # fmt: skip


SHIPPED = shipped_register().moments
WORDS = {
    "end it all": fact_of(SHIPPED["self-harm"]),
    "lawyer": fact_of(SHIPPED["legal-threat"]),
    "chargeback": fact_of(SHIPPED["payment-dispute"]),
    "thank you": fact_of(SHIPPED["praise"]),
}


class MomentsDesk:
    """`desk` with its flows replaced by those that know a register. `language` is what every text is read as."""

    def __init__(self, desk: TestDesk) -> None:
        self.desk, self.tenant, self.people = desk, desk.tenant, desk.people
        self.language = "en"
        self.mails: list[Outbound] = []
        clock, ids = desk.clock, uuids.uuid7
        self.in_force = RegisterInForce(desk.desk, configurations_within, signatures_within, shipped_register)
        self.publish = PublishRegister(desk.desk, configurations_within, self.in_force, clock)
        self.sign = SignText(desk.desk, signatures_within, self.in_force, clock, ids)
        clocks, forbid = StartClocks(self.in_force, clocks_within), ForbidPhrases(self.in_force)
        ways = Ways(self._mail, self._post, lambda slug, id_: f"https://desk.example/{slug}/{id_}")
        ring = RingAlarm(paging_within, ids)
        understanding = Noticing(WORDS)
        hand_over = HandOver(
            clock,
            ids,
            say_first=SayFixedText(self.in_force, ids),
            running=clocks,
            ring=ring,
            so_far=MomentsSoFar(self.in_force),
        )
        gather = Gather(
            desk.desk, desk.knowledge, lambda text: LanguageGuess(self.language, 0.99), clock, understanding
        )
        desk.answer_wish = AnswerWish(desk.desk, hand_over, clock, ids)
        desk.hand_on = HandOn(desk.desk, hand_over, clock, ids)
        desk.take_over = TakeOver(desk.desk, clock, alarm=ring, hand_on=desk.hand_on)
        desk.replace_owner = ReplaceOwner(desk.desk, desk.hand_on, clock)
        desk.escalate_late = EscalateLate(
            desk.desk, desk.answer_wish, desk.hand_on, desk.replace_owner, desk.close, clock, ids, ring
        )
        pass_on = PassOn(desk.hand_on, clock)
        self.page = PageOnCall(desk.desk, paging_within, ways, clock, ring, desk.take_over, pass_on)
        noticed = WhenNoticed(ring, clocks, desk.hand_on)
        desk.decide = Decide(desk.desk, gather, hand_over, clock, ids, noticed=clocks)
        desk.deliver = Deliver(desk.desk, desk.hand_on, clock, ids, forbid)
        desk.reply = Reply(desk.desk, clock, ids, forbid, ring)
        desk.notice = Notice(desk.desk, lambda text: LanguageGuess(self.language, 0.99), understanding, clock, noticed)

    @property
    def lead(self) -> By:
        return By(self.people["lea"])

    async def asked(self, text: str, conversation: Conversation | None = None) -> Conversation:
        """A customer writes, and everything that follows at once has followed."""
        opened = conversation or await self.desk.opened()
        await self.desk.says(opened, text)
        await self.desk.run_jobs()
        return await self.desk.now(opened)

    async def register(self) -> Register:
        return (await self.in_force(self.tenant)).register

    async def changed(self, slug: str, **changes: Any) -> Register:
        """The register in force with one moment changed."""
        register = await self.register()
        moment = replace(register.moments[slug], **changes)
        return replace(register, moments={**register.moments, slug: moment})

    def forward(self, **by: float) -> None:
        self.desk.clock.now += timedelta(**by)

    async def _mail(self, outbound: Outbound) -> str:
        self.mails.append(outbound)
        return "ok"

    async def _post(self, address: str, tenant: UUID, key: UUID, says: Mapping[str, Any]) -> None:
        raise AssertionError("no webhook is set here")
