"""A realistic little history on a small desk, for whatever must hold over one: promises, the log, erasure, backups."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from handrail.core.conversation.conversation import Channel, Conversation
from handrail.core.conversation.message import Source
from handrail.core.grounding.verdict import Guard, Verdict
from handrail.ports.model_use import Said, Wording
from handrail.storage.keys import Keys
from handrail.storage.model_use import model_use_within
from handrail.storage.sealer import Sealer
from tests.desk import NORWAY, TestDesk

KEYS = Keys(bytes(range(32)))


@dataclass(frozen=True, slots=True)
class Past:
    """`answered`: closed after an answer. `helped`: handed over, answered by a person, resolved. `given_back`: a person
    was wanted, answered, and gave back to the assistant. `waiting`: a person was wanted and is on the way. `chatting`:
    the assistant answered a moment ago."""

    answered: Conversation
    helped: Conversation
    given_back: Conversation
    waiting: Conversation
    chatting: Conversation


def sealer_of(desk: TestDesk, heads: Path) -> Sealer:
    return Sealer(desk.door, KEYS, heads, desk.clock)


def add_article(desk: TestDesk, *, audience: str = "customer", article: UUID = NORWAY.article) -> None:
    """The article that the desk's answers about Norway are quoted from, unless the desk has it already."""
    desk.rows(
        """INSERT INTO article (tenant, id, key, content_hash, title, body, topic, audience, language)
           VALUES (%s, %s, %s, 'x', %s, %s, 'shipping', %s, 'en') ON CONFLICT DO NOTHING""",
        desk.tenant,
        article,
        f"shipping/{article}.md",
        NORWAY.title,
        f"# {NORWAY.title}\n\nWe pack within a day. {NORWAY.text} Svalbard takes longer.\n",
        audience,
    )


async def a_little_history(desk: TestDesk) -> Past:
    add_article(desk)
    return Past(
        await _answered(desk), await _helped(desk), await _given_back(desk), await _waiting(desk), await _asks(desk)
    )


async def a_worded_answer(desk: TestDesk) -> Conversation:
    """An answer whose words a model made and every guard let pass."""
    grant = uuid4()
    desk.rows(
        """INSERT INTO autonomy_grant (tenant, id, topic, action_class, signed_by, signed_at, expires_at)
           VALUES (%s, %s, 'shipping', 'phrase', %s, %s, %s)""",
        desk.tenant,
        grant,
        desk.people["lea"],
        desk.clock.now - timedelta(days=1),
        desk.clock.now + timedelta(days=50),
    )
    conversation = await desk.opened()
    await desk.says(conversation, "How long does it take to Norway?")
    await desk.decide(desk.tenant, conversation.id)
    (decision,) = desk.rows("SELECT id FROM decision WHERE conversation_id = %s", conversation.id)
    source = Source(NORWAY.article, NORWAY.version, NORWAY.title, NORWAY.text)
    began = Wording(uuid4(), conversation.id, "reply", Said.ASKED, desk.clock.now, decision["id"], grant=grant)
    done = replace(
        began,
        outcome=Said.PASSED,
        text="It takes 4 to 6 working days.",
        sources=(source,),
        verdicts=(Verdict(Guard.CITED, True, 0, 0, 0, "It cites what it rests on."),),
        guards="guards/test",
        settled_at=desk.clock.now,
    )
    async with desk.desk.as_system(desk.tenant) as work:
        use = model_use_within(work)
        assert await use.begin(began)
        await use.settle(done)
    await desk.run_jobs()
    return conversation


async def _asks(desk: TestDesk, channel: Channel = Channel.CHAT, name: str = "Kim Larsen") -> Conversation:
    conversation = await desk.opened(channel, name)
    await desk.says(conversation, "Do you ship to Norway? My order is 4711-22.")
    await desk.run_jobs()
    return conversation


async def _answered(desk: TestDesk) -> Conversation:
    conversation = await _asks(desk)
    desk.clock.forward(hours=1)
    await desk.close.resolve(desk.tenant, conversation.id, desk.people["ana"])
    desk.clock.forward(days=8)
    await desk.run_jobs()  # the timer closes it
    return conversation


async def _helped(desk: TestDesk) -> Conversation:
    conversation = await desk.opened(Channel.EMAIL, "Ola Nordmann")
    await desk.says(conversation, "My aunt Ingrid left me a harpsichord. Do you tune it?")
    await desk.run_jobs()
    by = (await desk.now(conversation)).owner
    desk.clock.forward(minutes=2)
    await desk.take_over(desk.tenant, conversation.id, by)
    await desk.reply.note(desk.tenant, conversation.id, by, "Aunt Ingrid: the customer of 2019?", "n1")
    await desk.reply(desk.tenant, conversation.id, by, "Sorry, we tune no harpsichords.", "r1")
    await desk.close.resolve(desk.tenant, conversation.id, by)
    return conversation


async def _given_back(desk: TestDesk) -> Conversation:
    conversation = await _asks(desk)
    await desk.says(conversation, "I want to speak to a person")
    await desk.run_jobs()
    by = (await desk.now(conversation)).owner
    await desk.take_over(desk.tenant, conversation.id, by)
    await desk.reply(desk.tenant, conversation.id, by, "Here I am. What can I do for you?", "r2")
    await desk.take_over.give_back(desk.tenant, conversation.id, by)
    desk.clock.forward(minutes=1)
    await desk.says(conversation, "Hello")
    await desk.run_jobs()
    return conversation


async def _waiting(desk: TestDesk) -> Conversation:
    conversation = await _asks(desk, name="Zoë Quist")
    await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    return conversation
