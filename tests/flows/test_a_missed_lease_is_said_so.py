"""Who was promised and did not take it in time: the customer reads that, and who has it now, in one message."""

from typing import Any

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.texts import render
from tests.desk import TestDesk


async def handed_over(desk: TestDesk) -> Conversation:
    conversation = await desk.opened()
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    return await desk.now(conversation)


async def lease_is_missed(desk: TestDesk, conversation: Conversation) -> Conversation:
    lease = (await desk.now(conversation)).lease_until
    assert lease is not None
    desk.clock.now = lease
    await desk.escalate_late(desk.tenant)
    return await desk.now(conversation)


def said(desk: TestDesk, conversation: Conversation) -> list[dict[str, Any]]:
    """What system said, oldest first."""
    query = "SELECT text_id, slots FROM message WHERE conversation_id = %s AND author_kind = 'system' ORDER BY seq"
    return list(desk.rows(query, conversation.id))


def name_of(desk: TestDesk, conversation: Conversation) -> str:
    return next(slug for slug, person in desk.people.items() if person == conversation.owner).title()


async def test_the_next_promise_names_who_could_not_take_it_and_who_has_it_now(desk: TestDesk) -> None:
    first = await handed_over(desk)
    second = await lease_is_missed(desk, first)
    assert second.owner != first.owner
    before, after = said(desk, first)
    assert "previous" not in before["slots"]
    assert (after["slots"]["previous"], after["slots"]["name"]) == (name_of(desk, first), name_of(desk, second))
    text = render(after["text_id"], after["slots"], "en")
    assert text.startswith(f"{name_of(desk, first)} could not take your conversation in time")
    assert name_of(desk, second) in text
    rows = desk.rows(
        "SELECT status, owner_id, due_at FROM promise WHERE conversation_id = %s ORDER BY made_at", first.id
    )
    assert [(row["status"], row["owner_id"]) for row in rows] == [("renewed", first.owner), ("open", second.owner)]


async def test_every_missed_lease_names_the_one_before(desk: TestDesk) -> None:
    held = await handed_over(desk)
    names = [name_of(desk, held)]
    while (after := await lease_is_missed(desk, held)).owner != held.owner:
        names.append(name_of(desk, after))
        held = after
    told = said(desk, held)[1:]
    assert [one["slots"].get("previous") for one in told][: len(names) - 1] == names[:-1]
    assert names[-1] == "Rex", "the named last resort"
    assert "previous" not in told[-1]["slots"], "nobody is named as their own successor"


async def test_somebody_whose_shift_ended_did_not_fail_to_take_it(desk: TestDesk) -> None:
    first = await handed_over(desk)
    desk.rows("UPDATE person SET presence = 'offline' WHERE id = %s", first.owner)
    await desk.escalate_late(desk.tenant)
    assert (await desk.now(first)).owner != first.owner
    assert "previous" not in said(desk, first)[-1]["slots"]
