"""The assistant asks a person for a yes: the customer is told that and by when, and until then nothing happens."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.moves import waits_for_yes
from handrail.core.log.chain import Event
from handrail.core.ownership.accountable import choose_owner
from handrail.core.ownership.promise import when_shown
from handrail.core.supervision.approval import REPLY, Approval, ApprovalPolicy, digest_of
from handrail.core.supervision.approvers import waits_until
from handrail.core.tools.tool import Tool, Value
from handrail.flows.hand_off import roster_of, say_text
from handrail.ports import NewId, NewPromise, Work


class AskApproval:
    """Within somebody else's transaction, which holds the conversation's lock. The conversation comes back saved."""

    def __init__(self, new_id: NewId, policy: ApprovalPolicy | None = None) -> None:
        self._new_id, self._policy = new_id, policy or ApprovalPolicy()

    async def within(
        self,
        work: Work,
        conversation: Conversation,
        run: UUID,
        step: str,
        tool: Tool,
        arguments: Mapping[str, Value],
        because: str,
        rule: str,
        evidence: Sequence[Mapping[str, Any]],
        people: int,
        now: datetime,
    ) -> tuple[Conversation, Approval]:
        """For an action. Asking again for the same step with the same arguments gives what waits already.

        `evidence`: lines such as {"text": "Order 4711: delivered", "message": "<id>"} or with "effect". Raises
        AssistantMustBeSilent where a person writes: they decide for themselves.
        """
        digest = digest_of(tool.slug, arguments)
        waiting = await work.approvals.waiting(conversation.id)
        same = next((one for one in waiting if (one.run, one.step, one.digest) == (run, step, digest)), None)
        if same is not None:
            return conversation, same
        until = await self._until(work, conversation, now)
        asked = Approval(
            id=self._new_id(),
            conversation=conversation.id,
            run=run,
            step=step,
            tool=tool.slug,
            arguments=arguments,
            amount=tool.money(arguments),
            because=because,
            rule=rule,
            evidence=evidence,
            people=people,
            asked_at=now,
            expires_at=until,
        )
        return await self._ask(work, conversation, asked)

    async def reply(
        self, work: Work, conversation: Conversation, decision: UUID, text: str, because: str, rule: str, now: datetime
    ) -> tuple[Conversation, Approval]:
        """For words of the assistant's, exactly as they would go out."""
        asked = Approval(
            id=self._new_id(),
            conversation=conversation.id,
            run=None,
            step=REPLY,
            tool=REPLY,
            arguments={"text": text},
            amount=None,
            because=because,
            rule=rule,
            evidence=(),
            people=1,
            asked_at=now,
            expires_at=await self._until(work, conversation, now),
            decision=decision,
        )
        return await self._ask(work, conversation, asked)

    async def _ask(self, work: Work, conversation: Conversation, asked: Approval) -> tuple[Conversation, Approval]:
        first = min(asked.expires_at, conversation.approval_until or asked.expires_at)
        after = waits_for_yes(conversation, first, asked.asked_at)
        await work.approvals.ask(asked)
        after = await self._promise(work, after, asked)
        await work.conversations.save(after)
        data = {
            "approval": str(asked.id),
            "tool": asked.tool,
            "step": asked.step,
            "people": asked.people,
            "expires_at": asked.expires_at.isoformat(),
        }
        await work.record(Event("approval_asked", "assistant", asked.asked_at, data, after.id))
        return after, asked

    async def _until(self, work: Work, conversation: Conversation, now: datetime) -> datetime:
        agents_may = await work.approvals.agents_may()
        return waits_until(await roster_of(work), conversation.channel, now, agents_may=agents_may, policy=self._policy)

    async def _promise(self, work: Work, current: Conversation, asked: Approval) -> Conversation:
        """The customer hears who decides and by when; it is a promise like any other, and the sweeper knows it."""
        now = asked.asked_at
        roster = await roster_of(work)
        behind = choose_owner(roster, now, exclude=frozenset({current.owner})).person.id
        made = NewPromise(
            self._new_id(), "first_reply", asked.expires_at, current.owner, behind, current.channel.value, now
        )
        await work.decisions.promise(current.id, made)
        data = {"promise": str(made.id), "what": made.what, "due_at": made.due_at.isoformat(), "owner": str(made.owner)}
        await work.record(Event("promised", "system", now, data, current.id))
        workspace, customer = await work.people.workspace(), await work.people.customer(current.customer)
        shown = when_shown(asked.expires_at, customer.timezone, workspace.timezone)
        current, _ = await say_text(work, current, self._new_id(), "approval.asked", shown, now)
        return current
