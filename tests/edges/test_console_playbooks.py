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
