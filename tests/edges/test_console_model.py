"""The console with a language model over real HTTP: what it may cost, what it wrote and what stopped it, drafts, and trying."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio

from handrail.cli.ask import _say as say
from handrail.cli.ask import trial_json
from handrail.core.conversation.conversation import Conversation
from handrail.flows.administer import By
from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.model_server import Answer, ModelServer, model_server, sentences

TRUE = "Delivery to Svalbard takes 10 working days."
QUESTION = "How long does delivery to Svalbard take?"
ARTICLE = "Delivery to Svalbard takes 10 working days by ship. The harbour of Longyearbyen hands parcels out."
LINES = {
    "lines": [
        {"text": "The customer asks for a person about the harpsichord.", "cites": ["m3"]},
        {"text": "The customer was promised 900 EUR by the manager.", "cites": ["m1"]},
        {"text": "Nobody knows this.", "cites": []},
    ]
}


@dataclass
class Scene:
    console: ConsoleDesk
    server: ModelServer
    browsers: dict[str, Browser] = field(default_factory=dict[str, Browser])

    async def as_(self, slug: str) -> Browser:
        if slug not in self.browsers:
            self.browsers[slug] = await self.console.sign_in(slug)
        return self.browsers[slug]

    async def html(self, path: str, slug: str = "rex") -> str:
        answer = await (await self.as_(slug)).look(f"{self.console.at}{path}")
        assert answer.status_code == 200, answer.text[:1500]
        return answer.text

    async def sees(self, path: str, slug: str = "rex") -> str:
        return words_of(await self.html(path, slug))

    async def sends(self, path: str, slug: str, status: int, **fields: str) -> str:
        browser = await self.as_(slug)
        await browser.look(f"{self.console.at}/account")
        answer = await browser.send_form(f"{self.console.at}{path}", **fields)
        assert answer.status_code == status, (answer.status_code, words_of(answer.text)[:1500])
        return answer.text

    async def article(self) -> None:
        fields = {"title": "Delivery to Svalbard", "body": ARTICLE, "questions": QUESTION, "topic": "shipping"}
        more = {"audience": "customer", "language": "en", "owner": "ana", "act": "save"}
        await self.sends("/knowledge/new", "dov", 303, **fields, **more)

    async def run(self) -> None:
        """What waits, by the app's own flows, as its worker would."""
        flows, desk = self.console.handrail.flows, self.console.desk
        while job := desk._next_job():
            kind, ids = job
            match kind:
                case "decide":
                    await flows.decide(desk.tenant, UUID(ids["conversation"]))
                case "deliver":
                    await flows.deliver(desk.tenant, UUID(ids["decision"]))
                case "hand_off":
                    await flows.answer_wish(desk.tenant, UUID(ids["conversation"]))
                case "summarise":
                    await flows.summarise(desk.tenant, UUID(ids["handoff"]))
                case _:
                    pass

    async def asks(self, *said: str) -> Conversation:
        one = await self.console.desk.opened(name="Kim Larsen")
        for text in said:
            await self.console.desk.says(one, text)
            await self.run()
        return one


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def answers(reply: Answer) -> object:
    """The summary's form where a summary is asked for."""
    return lambda request: LINES if "Sum up" in str(request["messages"]) else reply


@pytest_asyncio.fixture
async def scene(dsn: str, tmp_path: Path) -> AsyncGenerator[Scene]:
    async with model_server() as server:
        server.script = answers(sentences((TRUE, ["a1"])))  # type: ignore[assignment]
        async with console_desk(
            dsn, tmp_path, model=("local:tiny",), model_url=server.url, model_seconds=5.0, embedder="auto"
        ) as console:
            yield Scene(console, server)


async def test_a_lead_signs_for_wording_and_the_page_says_what_a_model_wrote_and_cost(scene: Scene) -> None:
    await scene.article()
    lea = scene.console.becomes("lea", "lead")
    await scene.sends(
        "/topics/shipping/grant",
        "lea",
        303,
        to="phrase",
        level="autonomous",
        days="30",
        because="Tried.",
        signature="Lea",
    )
    grants = scene.console.desk.rows("SELECT action_class, signed_by FROM autonomy_grant WHERE action_class = 'phrase'")
    assert grants == [{"action_class": "phrase", "signed_by": lea}]
    assert "wording" in await scene.sees("/topics/shipping", "lea")
    one = await scene.asks(QUESTION)
    thread = await scene.console.desk.thread(one)
    assert thread[-1] == ("assistant", TRUE)
    page = await scene.sees(f"/conversations/{one.id}", "ana")
    assert "Its words were sent, each sentence with what it rests on." in page
    assert "230 tokens, price unknown" in page
    assert "Source: Delivery to Svalbard" in page


async def test_what_a_guard_stopped_is_shown_with_its_reason_and_only_to_the_team(scene: Scene) -> None:
    await scene.article()
    await scene.console.handrail.administer.sign_grant(
        scene.console.desk.tenant,
        By(scene.console.desk.people["lea"]),
        "shipping",
        scene.console.desk.clock.now.replace(month=12, day=20),
        action_class="phrase",
    )
    scene.server.script = lambda _: sentences(("Delivery to Svalbard takes 2 working days.", ["a1"]))
    one = await scene.asks(QUESTION)
    (kind, said) = (await scene.console.desk.thread(one))[-1]
    assert kind == "assistant"
    assert "takes 10 working days" in said
    page = await scene.sees(f"/conversations/{one.id}", "ana")
    assert "A guard stopped its words" in page
    assert "takes 2 working days" in page
    assert "specifics" in page


async def test_the_settings_page_caps_it_switches_it_off_and_says_so(scene: Scene) -> None:
    page = await scene.html("/settings")
    assert "local:tiny" in page
    assert "0 calls, 0 tokens" in words_of(page)
    await scene.sends("/settings/model", "rex", 303, model="enabled", monthly_tokens="1", monthly_dollars="20")
    (row,) = scene.console.desk.rows("SELECT enabled, mask, monthly_tokens, monthly_cents FROM model_setting")
    assert row == {"enabled": True, "mask": False, "monthly_tokens": 1, "monthly_cents": 2000}
    await scene.article()
    await scene.sends("/knowledge/try", "ana", 200, question=QUESTION)
    assert "cap of 1 tokens is reached" in await scene.sees("/settings")
    assert "cap of 1 tokens is reached" in words_of(await scene.sends("/knowledge/try", "ana", 200, question=QUESTION))
    assert len(scene.server.asked) == 1
    await scene.sends("/settings/model", "rex", 303, monthly_tokens="", monthly_dollars="")
    assert "switched off for this workspace" in await scene.sees("/settings")
    assert "A whole number" in words_of(await scene.sends("/settings/model", "rex", 422, monthly_tokens="-1"))
    kinds = [row["kind"] for row in scene.console.desk.rows("SELECT kind FROM event WHERE kind = 'model_set'")]
    assert kinds == ["model_set"] * 2


async def test_only_an_admin_sets_it(scene: Scene) -> None:
    await scene.sends("/settings/model", "ana", 403, model="enabled")
    assert scene.console.desk.rows("SELECT 1 FROM model_setting") == []


async def test_trying_shows_the_masked_prompt_every_verdict_and_the_cost_and_keeps_nothing(scene: Scene) -> None:
    await scene.article()
    html = await scene.sends("/knowledge/try", "ana", 200, question=f"{QUESTION} <b>I</b> am kim@post.example")
    page = words_of(html)
    assert "What a language model makes of it" in page
    assert TRUE in page
    assert "[MAIL_1]" in page
    assert "kim@post.example" not in page[page.index("What a language model") :]
    assert "200 + 30 tokens, price unknown" in page
    assert "No signature for wording is in force" in page
    assert "cited" in page
    desk = scene.console.desk
    assert desk.rows("SELECT 1 FROM conversation") == []
    assert desk.rows("SELECT 1 FROM wording") == []
    (call,) = desk.rows("SELECT purpose, conversation_id FROM model_call")
    assert call == {"purpose": "try", "conversation_id": None}


async def test_the_command_line_tells_the_same_of_a_question_that_is_tried(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    await scene.article()
    scene.server.script = lambda _: sentences((TRUE, ["a1"]), ("It costs 12 EUR.", ["a1"]))
    trial = await scene.console.handrail.flows.try_message(scene.console.desk.tenant, QUESTION, worded=True)
    row = trial_json(trial)
    model = row["model"]
    assert (model["asked"], model["sent"], model["outcome"], model["cost_usd"]) == (True, False, "answered", None)
    assert "12 EUR" in model["reply"]
    assert row["reply"] != model["reply"], "what a guard stopped is not the reply"
    assert any(not one["passed"] and one["guard"] == "specifics" for one in model["verdicts"])
    assert "a1 (approved article)" in model["prompt"]["message"]
    say(row)
    told = capsys.readouterr().out
    assert "tiny-1, 200 + 30 tokens, price unknown" in told
    assert "specifics stopped sentence 2" in told


async def test_an_agent_gets_a_draft_without_what_has_no_support_and_its_sources_go_with_it(scene: Scene) -> None:
    await scene.article()
    one = await scene.asks(QUESTION, "I want to talk to a person")
    await scene.console.desk.take_over(scene.console.desk.tenant, one.id, scene.console.desk.people["ana"])
    await scene.console.desk.says(one, QUESTION)
    scene.server.script = lambda _: sentences((TRUE, ["a1"]), ("You get 50 EUR back.", ["a1"]))
    ana, at = await scene.as_("ana"), f"{scene.console.at}/conversations/{one.id}"
    await ana.look(at)
    shown = await ana.send_form(f"{at}/draft")
    box = re.search(r'<textarea id="f-text".*?>(.*?)</textarea>', shown.text, re.DOTALL)
    assert box
    assert unescape(box[1]).strip() == TRUE
    assert "1 of 2 sentences had no support" in words_of(shown.text)
    fields = {name: unescape(_value(shown.text, name)) for name in ("drafted", "drafted_from")}
    sent = await ana.send_form(f"{at}/reply", text=f"Dear Kim, {TRUE}", **fields)
    assert sent.status_code == 303, sent.text[:500]
    (row,) = scene.console.desk.rows(
        "SELECT drafted_by_assistant, sources FROM message WHERE author_kind = 'agent' ORDER BY seq DESC LIMIT 1"
    )
    assert row["drafted_by_assistant"]
    assert [source["title"] for source in row["sources"]] == ["Delivery to Svalbard"]
    forged = {"drafted": "We pay you.", "drafted_from": fields["drafted_from"]}
    await ana.look(at)
    await ana.send_form(f"{at}/reply", text="We pay you.", **forged)
    (row,) = scene.console.desk.rows(
        "SELECT sources FROM message WHERE author_kind = 'agent' ORDER BY seq DESC LIMIT 1"
    )
    assert row["sources"] == []


async def test_a_packets_summary_keeps_only_lines_with_support(scene: Scene) -> None:
    await scene.article()
    one = await scene.asks(QUESTION, "My harpsichord is broken. I want a person about the harpsichord.")
    page = await scene.sees(f"/conversations/{one.id}", "ana")
    (handoff,) = scene.console.desk.rows("SELECT packet FROM handoff ORDER BY at DESC LIMIT 1")
    assert "900" not in str(handoff["packet"])
    assert "Nobody knows" not in str(handoff["packet"])
    assert "900 EUR" not in page
    assert handoff["packet"]["summary"]["model"] == "tiny-1"
    assert "In short The customer asks for a person about the harpsichord." in page


def _value(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]
