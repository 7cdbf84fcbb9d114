"""Hand-offs that happen at once look at the same people: nobody gets more conversations than they have room for."""

import asyncio
from collections import Counter

from tests.desk import TestDesk


async def test_wishes_in_the_same_moment_never_fill_anybody_over_their_capacity(desk: TestDesk) -> None:
    conversations = [await desk.opened(name=f"Customer {n}") for n in range(14)]
    for one in conversations:
        await desk.says(one, "I want to talk to a human")
    await asyncio.gather(*(desk.answer_wish(desk.tenant, one.id) for one in conversations))
    writers = Counter([(await desk.now(one)).writer for one in conversations])
    people = {row["id"]: row for row in desk.rows("SELECT id, capacity, reserve FROM person")}
    over = [
        person
        for person, writes in writers.items()
        if person is not None and writes > people[person]["capacity"] and not people[person]["reserve"]
    ]
    assert over == []


async def test_who_asks_for_a_person_in_their_language_is_told_in_it(desk: TestDesk) -> None:
    conversation = await desk.opened()
    await desk.says(conversation, "Quiero hablar con una persona, por favor")
    told = await desk.answer_wish(desk.tenant, conversation.id)
    assert told.language == "es"


async def test_the_button_without_a_word_is_answered_in_the_customers_own_language(desk: TestDesk) -> None:
    conversation = await desk.opened()
    desk.rows("UPDATE customer SET language = 'fr' WHERE id = %s", conversation.customer)
    told = await desk.press_button(desk.tenant, conversation.id, conversation.customer)
    assert told.language == "fr"
