"""Playbooks on pages: what is in force in words, versions, and rolling back by a lead alone."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest_asyncio

from handrail.app.playbooks import shipped_playbooks
from handrail.flows.administer import By
from tests.console_desk import ConsoleDesk, console_desk


@pytest_asyncio.fixture
async def console(dsn: str, tmp_path: Path) -> AsyncGenerator[ConsoleDesk]:
    async with console_desk(dsn, tmp_path) as made:
        yield made


async def test_playbooks_are_read_as_steps_and_rolled_back_by_a_lead(console: ConsoleDesk) -> None:
    source = shipped_playbooks()["troubleshooting"]
    handrail = console.handrail
    async with handrail.desk.as_system(console.desk.tenant) as work:
        known = await work.topics.get("troubleshooting")
    if known is None:
        await handrail.topics_for(console.desk.tenant, {"troubleshooting"})
    await handrail.playbooks.publish(console.desk.tenant, By(), [source], "The first.")
    await handrail.playbooks.publish.remove(console.desk.tenant, By(), "troubleshooting", "Not needed.")
    agent, lead = await console.sign_in("ana"), await console.sign_in("lea")
    empty = await agent.look(f"{console.at}/playbooks")
    assert "No playbooks yet" in empty.text
    assert "Roll back" not in empty.text, "an agent looks, a lead changes"
    await lead.look(f"{console.at}/playbooks")
    answer = await lead.send_form(f"{console.at}/playbooks/versions/1/roll-back")
    assert answer.status_code == 303
    back = await lead.look(f"{console.at}/playbooks")
    assert "Basic troubleshooting" in back.text
    steps = await agent.look(f"{console.at}/playbooks/troubleshooting")
    assert "Does the stove light at all?" in steps.text
    assert (await agent.look(f"{console.at}/playbooks/nothing")).status_code == 404


async def test_a_lead_signs_that_the_assistant_works_by_a_playbook_of_the_topic_and_by_no_other(
    console: ConsoleDesk,
) -> None:
    tenant, lead = console.desk.tenant, await console.sign_in("lea")
    await console.handrail.topics_for(tenant, {"troubleshooting"})
    await console.handrail.playbooks.publish(tenant, By(), [shipped_playbooks()["troubleshooting"]], "The first.")
    signed = {"days": "30", "because": "Its steps are ours.", "level": "monitored", "signature": "Lea"}
    to = {"to": "playbook:troubleshooting"}
    assert "by the playbook" not in (await lead.look(f"{console.at}/topics/shipping/grant")).text
    refused = await lead.send_form(f"{console.at}/topics/shipping/grant", None, **signed, **to)
    assert refused.status_code == 422, "a grant that could never be used"
    assert "the playbook Basic troubleshooting" in (await lead.look(f"{console.at}/topics/troubleshooting/grant")).text
    made = await lead.send_form(f"{console.at}/topics/troubleshooting/grant", None, **signed, **to)
    page = (await lead.look(made.headers["location"])).text
    assert "works requests through by this playbook" in page
    assert "No signature in force" not in page, "one is, for the playbook"
    assert "Only what else is signed for, such as a playbook, is done alone." in page
    assert f'{console.at}/playbooks/troubleshooting">troubleshooting</a>' in page
    query = "SELECT action_class FROM autonomy_grant WHERE tenant = %s AND topic = 'troubleshooting'"
    assert [row["action_class"] for row in console.desk.rows(query, tenant)] == ["playbook:troubleshooting"]
