"""A conversation's page: everything to know, one key to act, and nothing typed is ever lost."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser
from uuid import UUID, uuid4

import httpx
import psycopg
import pytest
import pytest_asyncio

from handrail.core.access.roles import Act, may
from handrail.core.conversation.conversation import Conversation
from handrail.core.ownership.person import Role
from handrail.storage import embedded
from tests.console_desk import Browser, ConsoleDesk, console_desk
from tests.desk import seed_workspace

pytestmark = pytest.mark.asyncio(loop_scope="module")

WISH = "My harpsichord from order 4711-22 is broken. I want to talk to a person."


@dataclass
class Scene:
    console: ConsoleDesk
    one: Conversation
    browsers: dict[str, Browser]

    @property
    def at(self) -> str:
        return f"{self.console.at}/conversations/{self.one.id}"

    async def as_(self, slug: str) -> Browser:
        if slug not in self.browsers:
            self.browsers[slug] = await self.console.sign_in(slug)
        return self.browsers[slug]

    async def page(self, slug: str = "ana", **params: str) -> str:
        answer = await (await self.as_(slug)).look(self.at, params=params)
        assert answer.status_code == 200, answer.text[:2000]
        return answer.text

    async def does(self, act: str, slug: str = "ana", **fields: str) -> httpx.Response:
        browser = await self.as_(slug)
        await browser.look(self.at)
        return await browser.send_form(f"{self.at}/{act}", None, **fields)

    async def held(self, slug: str = "ana") -> None:
        await self.console.desk.take_over(self.console.desk.tenant, self.one.id, self.console.desk.people[slug])

    async def now(self) -> Conversation:
        return await self.console.desk.now(self.one)

    async def said(self) -> list[tuple[str, str]]:
        return await self.console.desk.thread(self.one)


@pytest.fixture(scope="module")
def console_dsn(server: embedded.Server, template: str) -> Iterator[str]:
    name = f"console_{uuid4().hex}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        yield server.dsn(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def signed_in(
    console_dsn: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[tuple[ConsoleDesk, dict[str, Browser]]]:
    """One desk for all of these, where nobody is ever full; signed in once each, through the page."""
    async with console_desk(console_dsn, tmp_path_factory.mktemp("console")) as console:
        console.desk.rows("UPDATE person SET capacity = 1000")
        yield console, {}


@pytest_asyncio.fixture(loop_scope="module")
async def scene(signed_in: tuple[ConsoleDesk, dict[str, Browser]]) -> Scene:
    """A conversation that was handed over, as each test needs one of its own."""
    console, browsers = signed_in
    console.desk.rows("UPDATE person SET presence = 'available', role = 'agent' WHERE slug IN ('ana', 'ben', 'chi')")
    one = await console.desk.opened(name="Kim Larsen")
    await console.desk.says(one, WISH)
    await console.desk.run_jobs()
    return Scene(console, one, browsers)


async def test_the_page_says_who_owns_it_what_is_due_and_what_was_handed_over(scene: Scene) -> None:
    page = await scene.page()
    assert "Kim Larsen" in page
    assert "data-countdown" in page
    assert "Wants a person" in page
    assert "4711-22" in page
    assert "Do not ask again" in page
    assert re.search(r'href="#m-1"[^>]*>#1</a>', page)


async def test_the_why_panel_names_rule_reason_and_what_would_have_changed_it(scene: Scene) -> None:
    page = unescape(await scene.page())
    assert "wants-person" in page
    assert "The customer asked for a person." in page
    assert "Nothing: this is always granted." in page
    assert "lexicon" in page


async def test_author_kinds_are_told_apart_by_words(scene: Scene) -> None:
    tenant, ana = scene.console.desk.tenant, scene.console.desk.people["ana"]
    await scene.held()
    await scene.console.desk.reply.note(tenant, scene.one.id, ana, "Checked the carrier.", "n1")
    await scene.console.desk.reply(
        tenant, scene.one.id, ana, "We send a new one.", "r1", drafted_by_assistant=True, seen_seq=9
    )
    page = await scene.page()
    for look, words in (
        ("customer", "Kim Larsen"), ("system", "Automatic message"), ("note", "internal note"),
        ("drafted", "drafted by the AI assistant"),
    ):  # fmt: skip
        [article] = re.findall(rf'<article class="said {look}".*?</article>', page, re.DOTALL)[:1]
        assert words in article


async def test_an_assistants_answer_opens_its_source(scene: Scene) -> None:
    other = await scene.console.desk.opened(name="Noor")
    await scene.console.desk.says(other, "Do you ship to Norway?")
    await scene.console.desk.run_jobs()
    page = (await (await scene.as_("ana")).look(f"{scene.console.at}/conversations/{other.id}")).text
    [article] = re.findall(r'<article class="said assistant".*?</article>', page, re.DOTALL)
    assert "Delivery abroad" in article
    assert "<blockquote>" in article
    assert 'href="#why-1"' in article
    assert 'id="why-1"' in page


# Acts -----------------------------------------------------------------------------------------------------------------
async def test_take_over_reply_and_resolve(scene: Scene) -> None:
    taken = await scene.does("take-over")
    assert taken.status_code == 303
    assert taken.headers["location"] == f"{scene.at}?flash=take-over"
    assert (await scene.now()).owner == scene.console.desk.people["ana"]
    page = await scene.page(flash="take-over")
    assert "You write here now" in page
    seen = _value(page, "seen_seq")
    sent = await scene.does("reply", text="We send you a new one today.", key=_value(page, "key"), seen_seq=seen)
    assert sent.headers["location"].endswith("?flash=reply")
    assert ("agent", "We send you a new one today.") in await scene.said()
    assert (await scene.does("resolve")).headers["location"].endswith("?flash=resolve")
    assert (await scene.now()).state == "resolved"


async def test_the_same_form_sent_twice_sends_once(scene: Scene) -> None:
    await scene.held()
    key = _value(await scene.page(), "key")
    both = [await scene.does("reply", text="Once.", key=key) for _ in range(2)]
    assert [answer.status_code for answer in both] == [303, 303]
    assert [text for kind, text in await scene.said() if kind == "agent"] == ["Once."]
    assert _value(await scene.page(), "key") != key


async def test_a_form_sent_twice_in_the_same_instant_sends_once(scene: Scene) -> None:
    await scene.held()
    browser = await scene.as_("ana")
    key = _value((await browser.look(scene.at)).text, "key")
    answers = await asyncio.gather(*(browser.send_form(f"{scene.at}/reply", text="Once.", key=key) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {303}
    assert [text for kind, text in await scene.said() if kind == "agent"] == ["Once."]


async def test_what_the_customer_said_meanwhile_still_waits_and_the_agent_is_told(scene: Scene) -> None:
    await scene.held()
    seen = _value(await scene.page(), "seen_seq")
    await scene.console.desk.says(scene.one, "And one more thing!")
    sent = await scene.does("reply", text="Done.", seen_seq=seen)
    assert sent.headers["location"].endswith("?flash=reply-newer")
    assert (await scene.now()).state == "held"
    assert "still waits for an answer" in await scene.page(flash="reply-newer")


async def test_a_note_is_kept_for_colleagues_whoever_writes(scene: Scene) -> None:
    assert (await scene.does("note", slug="ben", note="Known since 2019.")).status_code == 303
    assert "Known since 2019." in await scene.page("chi")


async def test_hand_to_offers_it_and_says_who_cannot_take_it(scene: Scene) -> None:
    await scene.held()
    ben = scene.console.desk.people["ben"]
    scene.console.desk.rows("UPDATE person SET presence = 'offline' WHERE id = %s", ben)
    page = unescape(await scene.page())
    assert "Ben: offline" in page
    assert "Chi (writes in" in page
    refused = await scene.does("hand-to", to=str(ben))
    assert refused.status_code == 409
    assert "Ben is offline." in refused.text
    given = await scene.does("hand-to", to=str(scene.console.desk.people["chi"]))
    assert given.headers["location"].endswith("?flash=hand-to")
    assert "Offered to Chi" in await scene.page()
    assert "Offered to you" in await scene.page("chi")
    assert (await scene.does("take-over", slug="chi")).status_code == 303
    assert (await scene.now()).owner == scene.console.desk.people["chi"]


async def test_hand_to_somebody_who_does_not_exist_is_refused(scene: Scene) -> None:
    await scene.held()
    for to in ("", "nobody", str(uuid4())):
        assert (await scene.does("hand-to", to=to)).status_code in (404, 422), to
    assert (await scene.now()).responder == scene.console.desk.people["ana"]


async def test_give_back_waits_for_the_first_answer(scene: Scene) -> None:
    await scene.held()
    refused = await scene.does("give-back", text="I was just writing")
    assert refused.status_code == 409
    assert "asked for a person and nobody has answered yet" in unescape(refused.text)
    assert "I was just writing</textarea>" in refused.text
    await scene.does("reply", text="Here I am.")
    assert (await scene.does("give-back")).headers["location"].endswith("?flash=give-back")
    assert (await scene.now()).writer is None


async def test_promises_are_made_once_kept_and_taken_back(scene: Scene) -> None:
    await scene.held()
    for what in ("A new key", "A new key", "A letter"):
        made = await scene.does("promise", what=what, due="2026-11-25T09:00")
        assert made.headers["location"].endswith("?flash=promise")
    page = await scene.page()
    acts = re.findall(r'action="([^"]+/promises/[^"]+)"', page)
    assert [act.rsplit("/", 1)[1] for act in acts] == ["keep", "withdraw", "keep", "withdraw"]
    for act, code in ((acts[0], "kept"), (acts[3], "withdrawn")):
        done = await scene.does(act.removeprefix(f"{scene.at}/"))
        assert done.headers["location"].endswith(f"?flash={code}")
    again = await scene.does(acts[0].removeprefix(f"{scene.at}/"))
    assert again.status_code == 404


async def test_a_promise_that_cannot_be_made_comes_back_as_typed(scene: Scene) -> None:
    await scene.held()
    for fields, says in (
        ({"what": " ", "due": "2026-11-25T09:00"}, "Say it in a few words."),
        ({"what": "A key", "due": "soon"}, "Give a day and a time."),
        ({"what": "A key", "due": "2020-01-01T09:00"}, "A promise is for a time ahead, within 90 days."),
        ({"what": "x" * 301, "due": "2026-11-25T09:00"}, "at most 300"),
    ):
        answer = await scene.does("promise", **fields)
        assert answer.status_code in (409, 422)
        assert says in unescape(answer.text)
        assert f'value="{fields["due"]}"' in answer.text
        assert fields["what"].strip() in answer.text


async def test_wait_for_somebody_else(scene: Scene) -> None:
    await scene.held()
    assert (await scene.does("wait", until="2026-11-23T09:00")).status_code == 409
    assert (await scene.does("wait", until="2026-11-25T09:00")).headers["location"].endswith("?flash=wait")
    after = await scene.now()
    assert after.state == "waiting_other"
    assert after.deadline_at is not None
    assert after.deadline_at - scene.console.desk.clock.now == timedelta(hours=47)


async def test_the_assistant_is_stopped_here_and_let_go_again_also_by_a_reviewer(scene: Scene) -> None:
    other = await scene.console.desk.opened(name="Noor")
    scene.console.becomes("chi", "reviewer")
    scene.one = other
    assert (await scene.does("stop", slug="chi", because="")).status_code == 422
    assert (await scene.does("stop", slug="chi", because="It is about a death.")).status_code == 303
    assert "It is about a death." in await scene.page("chi")
    assert (await scene.does("lift", slug="chi")).status_code == 303
    assert "It is about a death." not in await scene.page("chi")


# Nothing typed is lost ------------------------------------------------------------------------------------------------
async def test_asking_for_what_is_known_comes_back_with_the_places_marked_and_a_way_to_send(scene: Scene) -> None:
    await scene.held()
    text = "Hello Kim. What is your order number? We look into it."
    refused = await scene.does("reply", text=text)
    assert refused.status_code == 409
    assert f"{text}</textarea>" in refused.text
    assert "<mark>What is your order number?</mark>" in refused.text
    assert "<strong>4711-22</strong>" in refused.text
    sent = await scene.does("reply", text=text, ask_again_because="4711-22 is not in the system")
    assert sent.status_code == 303
    assert ("agent", text) in await scene.said()


async def test_when_somebody_else_took_it_meanwhile_the_text_stays_and_the_page_says_who(scene: Scene) -> None:
    await scene.held()
    await scene.page()
    await scene.held("ben")
    answer = await scene.does("reply", text="Half an hour of writing <3")
    assert answer.status_code == 409
    assert "Half an hour of writing &lt;3</textarea>" in answer.text
    assert "Ben writes in this conversation now. Nothing you typed was lost." in unescape(answer.text)
    taken = await scene.does("take-over", text="Half an hour of writing <3")
    assert taken.status_code == 200
    assert "Half an hour of writing &lt;3</textarea>" in taken.text
    assert (await scene.now()).writer == scene.console.desk.people["ana"]


async def test_when_it_was_closed_meanwhile_the_text_stays(scene: Scene) -> None:
    await scene.held()
    await scene.does("reply", text="Solved?")
    await scene.does("resolve")
    scene.console.desk.clock.forward(hours=11)
    scene.console.desk.rows(
        "UPDATE conversation SET state = 'closed', closed_at = now(), deadline_at = NULL, deadline_kind = NULL WHERE id = %s",
        scene.one.id,
    )
    answer = await scene.does("reply", text="One more line")
    assert answer.status_code == 409
    assert "One more line</textarea>" in answer.text
    assert "This conversation is closed" in answer.text
    assert 'id="reply-form"' not in await scene.page()


async def test_a_reply_that_is_no_message_comes_back(scene: Scene) -> None:
    await scene.held()
    for text, says in [("", "empty"), (" \n ", "empty"), ("x" * 20_001, "at most 20000")]:
        answer = await scene.does("reply", text=text)
        assert answer.status_code == 422
        assert says in answer.text


async def test_a_key_used_for_other_words_sends_nothing_and_keeps_them(scene: Scene) -> None:
    await scene.held()
    await scene.does("reply", text="First.", key="k")
    answer = await scene.does("reply", text="Second.", key="k")
    assert answer.status_code == 409
    assert "Second.</textarea>" in answer.text


async def test_an_empty_note_opens_its_fold_again(scene: Scene) -> None:
    answer = await scene.does("note", note="  ")
    assert answer.status_code == 422
    assert re.search(r'<details class="fold" name="act" data-key="n"[^>]* open>', answer.text)


async def test_an_act_while_the_reply_is_being_written_gives_the_text_back(scene: Scene) -> None:
    await scene.held()
    await scene.does("reply", text="Hello.")
    answer = await scene.does("resolve", text="and by the way")
    assert answer.status_code == 200
    assert "and by the way</textarea>" in answer.text


async def test_the_list_beside_it_stays_the_list_that_was_chosen(scene: Scene) -> None:
    page = await scene.page(of="all", state="offered")
    assert _value(page, "list") == "?of=all&state=offered"
    taken = await scene.does("take-over", list="?of=all&state=offered")
    assert taken.headers["location"].endswith("?of=all&state=offered&flash=take-over")
    odd = await scene.does("note", note="x", list="?of=all&next=//elsewhere.test/\r\nx: y")
    assert odd.headers["location"] == f"{scene.at}?of=all&flash=note"


# Drafts ---------------------------------------------------------------------------------------------------------------
async def test_a_draft_fills_the_box_with_the_approved_passage_and_is_recorded_as_the_assistants(scene: Scene) -> None:
    desk = scene.console.desk
    _shelve(scene)
    await scene.held()
    await desk.says(scene.one, "Do you deliver to Norway?")
    shown = await scene.does("draft")
    assert shown.status_code == 200
    assert "Perhaps “Delivery abroad”" in shown.text  # not sure enough to be put into the box unasked
    assert re.search(r'<textarea id="f-text"[^>]*></textarea>', shown.text)
    drafted = await scene.does("draft", **{"from": "anyway"})
    box = re.search(r'<textarea id="f-text".*?>(.*?)</textarea>', drafted.text, re.DOTALL)
    assert box
    assert "We deliver to Norway in 4 to 6 working days." in box[1]
    assert "Drafted from “Delivery abroad”" in drafted.text
    assert "margin code" in drafted.text  # the hint, for the agent
    assert "margin code" not in box[1]
    fields = {name: unescape(_value(drafted.text, name)) for name in ("drafted", "drafted_from")}
    sent = await scene.does("reply", text=f"Dear Kim, {unescape(box[1])}", **fields)
    assert sent.status_code == 303
    assert _drafted(scene)
    assert _sources(scene) == [["Delivery abroad", "We deliver to Norway in 4 to 6 working days."]]
    assert "Source: Delivery abroad" in await scene.page()


async def test_only_what_customers_may_read_and_really_says_it_is_a_source(scene: Scene) -> None:
    _shelve(scene)
    await scene.held()
    desk, said = scene.console.desk, "We deliver to Norway in 4 to 6 working days."
    found = desk.rows("SELECT id, audience, body FROM article WHERE key IN ('norway.md', 'margins.md')")
    ids = {row["audience"]: row["id"] for row in found}
    inside = next(row["body"] for row in found if row["audience"] == "internal")
    for drafted, drafted_from in (
        (inside, f"{ids['internal']}:1"),
        ("We deliver for nothing.", f"{ids['customer']}:1"),
        (said, f"{ids['customer']}:9"),
        (said, f"{uuid4()}:1"),
        (said, "nonsense"),
        (said, ""),
    ):
        answer = await scene.does("reply", text=drafted, drafted=drafted, drafted_from=drafted_from)
        assert answer.status_code == 303, answer.text[:500]
    assert _sources(scene) == [None] * 6


async def test_a_draft_that_was_rewritten_is_the_agents_own(scene: Scene) -> None:
    await scene.held()
    await scene.does("reply", text="Something else entirely.", drafted="We deliver to Norway in 4 to 6 days.")
    assert not _drafted(scene)


async def test_a_draft_keeps_what_was_typed_before_it_and_says_when_there_is_none(scene: Scene) -> None:
    await scene.held()
    answer = await scene.does("draft", text="Dear Kim,")
    assert "Dear Kim,</textarea>" in answer.text
    assert "No draft." in answer.text or "It may not answer this" in answer.text


# Not here -------------------------------------------------------------------------------------------------------------
async def test_whoever_is_not_here_is_told_first_that_it_would_not_stay_with_them(scene: Scene) -> None:
    desk, chi = scene.console.desk, scene.console.desk.people["chi"]
    await scene.held()
    desk.rows("UPDATE person SET presence = 'offline' WHERE id = %s", chi)
    asked = await scene.does("take-over", slug="chi", text="Dear Kim,")
    assert asked.status_code == 409
    assert "You are set to offline. It would be passed on" in asked.text
    assert "Dear Kim,</textarea>" in asked.text
    assert (await scene.now()).writer != chi
    await scene.does("take-over", slug="chi", although="here")
    assert (await scene.now()).writer == chi
    assert [row["presence"] for row in desk.rows("SELECT presence FROM person WHERE id = %s", chi)] == ["available"]
    await scene.held()
    desk.rows("UPDATE shift SET weekdays = '{}' WHERE person_id = %s", chi)
    try:
        asked = await scene.does("take-over", slug="chi")
        assert "You are off shift." in asked.text
        assert "Set me available" not in asked.text
        await scene.does("take-over", slug="chi", although="away")  # it is theirs to say
        assert (await scene.now()).writer == chi
    finally:
        desk.rows("UPDATE shift SET weekdays = '{0,1,2,3,4,5,6}' WHERE person_id = %s", chi)


# Who may ---------------------------------------------------------------------------------------------------------------
ACTS = ("reply", "note", "draft", "take-over", "give-back", "hand-to", "wait", "resolve", "promise", "stop", "lift")


async def test_what_a_role_may_not_do_is_neither_offered_nor_done(scene: Scene) -> None:
    for role in Role:
        scene.console.becomes("chi", role.value)
        offered = 'id="reply-form"' in await scene.page("chi")
        assert offered == may(role, Act.WRITE), role
        noted = await scene.does("note", slug="chi", note="x")
        assert noted.status_code == (303 if may(role, Act.WRITE) else 403), role


async def test_nobody_signed_in_sees_or_does_nothing(scene: Scene) -> None:
    stranger = await scene.console.browser()
    for path in ("", "/head", "/thread", "/context", "/writing", "/pieces?pieces=head", f"/files/{uuid4()}"):
        assert (await stranger.get(f"{scene.at}{path}")).status_code in (303, 401), path
    for act in ACTS:
        assert (await stranger.post(f"{scene.at}/{act}", data={"text": "x"})).status_code in (401, 403), act


async def test_a_form_without_its_token_does_nothing(scene: Scene) -> None:
    browser = await scene.as_("ana")
    for act in ACTS:
        assert (await browser.post(f"{scene.at}/{act}", data={"text": "x", "note": "x"})).status_code == 403, act


async def test_pieces_asked_for_at_once_are_those_of_the_page_and_come_again_only_when_they_changed(
    scene: Scene,
) -> None:
    await scene.held()
    page = re.sub(r"\s+", "", re.sub(r' name="key" value="[^"]*"', "", await scene.page()))
    browser, names = await scene.as_("ana"), "head,context,thread,writing,folds,inbox-list"

    async def asked(known: str = "") -> dict[str, dict[str, str]]:
        headers = {"hx-request": "true", "x-pieces": known}
        answer = await browser.get(f"{scene.at}/pieces?pieces={names},nonsense", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    first = await asked()
    assert set(first) == set(names.split(","))
    for name, piece in first.items():
        assert re.sub(r"\s+", "", re.sub(r' name="key" value="[^"]*"', "", piece["html"])) in page, name
    known = ",".join(f"{name}={piece['mark']}" for name, piece in first.items())
    assert {name for name, piece in (await asked(known)).items() if "html" in piece} == set()
    await scene.console.desk.says(scene.one, "And the bench?")
    changed = {name for name, piece in (await asked(known)).items() if "html" in piece}
    assert {"thread", "context", "inbox-list"} <= changed
    assert "folds" not in changed
    [alone] = (await browser.get(f"{scene.at}/pieces?pieces=inbox-list")).json()
    assert alone == "inbox-list"


async def test_unknown_and_other_workspaces_conversations_are_not_there(scene: Scene) -> None:
    tenant, people = seed_workspace(scene.console.desk.dsn)
    elsewhere = _conversation_of(scene, tenant, people["ana"])
    browser = await scene.as_("rex")
    for one in (uuid4(), elsewhere):
        at = f"{scene.console.at}/conversations/{one}"
        for path in ("", "/head", "/thread", "/context", "/writing", "/pieces?pieces=head", f"/files/{uuid4()}"):
            assert (await browser.get(f"{at}{path}")).status_code == 404, path
        for act in set(ACTS) - {"lift"}:
            fields = {"text": "x", "note": "x", "to": str(uuid4()), "because": "x", "what": "x"}
            answer = await browser.send_form(
                f"{at}/{act}", None, until="2026-11-25T09:00", due="2026-11-25T09:00", **fields
            )
            assert answer.status_code == 404, (act, answer.text[:500])
    [untouched] = scene.console.desk.rows("SELECT last_seq FROM conversation WHERE id = %s", elsewhere)
    assert untouched["last_seq"] == 0


async def test_a_promise_is_settled_in_its_own_conversation_only(scene: Scene) -> None:
    await scene.held()
    await scene.does("promise", what="A key", due="2026-11-25T09:00")
    [act] = re.findall(r'action="[^"]+/(promises/[^"]+/keep)"', await scene.page())
    scene.one = await scene.console.desk.opened(name="Noor")
    assert (await scene.does(act)).status_code == 404
    assert (await scene.does(act.replace("keep", "steal"))).status_code == 404


# Text of strangers is inert ---------------------------------------------------------------------------------------------
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</textarea><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "**<b onmouseover=alert(1)>x</b>**",
    "\u202e<iframe srcdoc='<script>alert(1)</script>'>",
)


async def test_html_from_customers_colleagues_and_articles_is_text_everywhere(scene: Scene) -> None:
    desk, tenant, payload = scene.console.desk, scene.console.desk.tenant, " ".join(PAYLOADS)
    desk.rows("UPDATE article SET title = %s WHERE tenant = %s", payload, tenant)
    one = await desk.opened(name=payload)
    scene.one = one
    await desk.says(one, f"{payload} order 4711-22. I want to talk to a person.")
    await desk.run_jobs()
    await scene.held()
    await desk.reply.note(tenant, one.id, desk.people["ana"], payload, "n")
    await desk.reply(tenant, one.id, desk.people["ana"], payload, "r", drafted_by_assistant=True, seen_seq=99)
    await scene.does("promise", what=payload, due="2026-11-25T09:00")
    pages = [
        await scene.page(),
        (await scene.does("reply", text=f"{payload} What is your order number?")).text,
        (await scene.does("promise", what=payload, due=payload)).text,
        (await scene.does("draft", text=payload)).text,
        (await (await scene.as_("ana")).look(f"{scene.console.at}/inbox", params={"of": "all", "topic": payload})).text,
    ]
    for page in pages:
        assert "49" not in re.findall(r"<bdi[^>]*>([^<]*)", page)
        _inert(page)


# Bounded ----------------------------------------------------------------------------------------------------------------
async def test_a_page_of_ten_thousand_messages_stays_bounded_and_leads_to_all_of_them(scene: Scene) -> None:
    _fill(scene, 10_000)
    page = await scene.page()
    assert page.count("data-message") == 60
    assert len(page) < 200_000
    [earlier] = re.findall(r'href="[^"]+\?upto=(\d+)">Earlier messages', page)
    before = await scene.page(upto=earlier)
    assert f'id="m-{earlier}"' in before
    assert "To the newest" in before
    for odd in ("0", "-1", "99999999999999999999", "x", "5"):
        assert "data-message" in await scene.page(upto=odd)


async def test_a_fact_far_above_leads_to_the_page_that_holds_its_message(scene: Scene) -> None:
    _fill(scene, 500)
    page = await scene.page()
    assert re.search(r'href="[^"]+\?upto=21#m-1"[^>]*>#1</a>', page)
    assert 'id="m-1"' in await scene.page(upto="21")


# Fragments ----------------------------------------------------------------------------------------------------------------
async def test_each_fragment_is_the_very_piece_of_the_page(scene: Scene) -> None:
    await scene.held()
    page = await scene.page(of="all")
    for which in ("inbox-list", "head", "thread", "context", "writing"):
        address = re.search(rf'id="{which}"[^>]*data-fragment="([^"]+)"', page, re.DOTALL)
        assert address, which
        piece = await (await scene.as_("ana")).get(unescape(address[1]), headers={"hx-request": "true"})
        assert piece.status_code == 200
        assert _without_spaces(piece.text) in _without_spaces(page), which


async def test_an_erased_message_says_so(scene: Scene) -> None:
    scene.console.desk.rows(
        "UPDATE message SET body = NULL, erased_at = now() WHERE conversation_id = %s", scene.one.id
    )
    assert "Erased at the customer’s wish" in await scene.page()


async def test_the_address_of_an_act_leads_back_to_the_conversation(scene: Scene) -> None:
    answer = await (await scene.as_("ana")).get(f"{scene.at}/reply")
    assert answer.status_code == 303
    assert answer.headers["location"] == scene.at


class _Reader(HTMLParser):
    """As a browser reads it: which elements there are, and with which attributes."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("img", "svg", "iframe", "b", "object", "embed"), tag
        given = dict(attrs)
        assert tag != "script" or (given.get("src") or "").startswith("/assets/")
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            assert name not in ("style", "srcdoc"), (tag, name)
            assert not (value or "").strip().lower().startswith("javascript:") or name == "value", (tag, name)


def _inert(page: str) -> None:
    reader = _Reader()
    reader.feed(page)
    reader.close()


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def _sources(scene: Scene) -> list[list[str] | None]:
    query = """SELECT CASE WHEN sources = '[]' THEN NULL ELSE ARRAY[sources #>> '{0,title}', sources #>> '{0,quote}'] END AS of
      FROM message WHERE author_kind = 'agent' AND conversation_id = %s ORDER BY seq"""
    return [row["of"] for row in scene.console.desk.rows(query, scene.one.id)]


def _drafted(scene: Scene) -> bool:
    query = "SELECT drafted_by_assistant AS drafted FROM message WHERE author_kind = 'agent' AND conversation_id = %s"
    [kept] = scene.console.desk.rows(query, scene.one.id)
    return kept["drafted"]


def _without_spaces(html: str) -> str:
    """The token of the form is the session's own and the same; spaces are the templates'."""
    return re.sub(r"\s+", "", html)


def _shelve(scene: Scene) -> None:
    """The article about Norway as the desk would import it, and one for agents."""
    desk = scene.console.desk
    if desk.rows("SELECT 1 AS here FROM article WHERE tenant = %s AND key = 'norway.md'", desk.tenant):
        return
    with psycopg.connect(desk.dsn, autocommit=True) as connection:
        for key, body, audience in (
            ("norway.md", "We deliver to Norway in 4 to 6 working days.", "customer"),
            ("margins.md", "Deliver to Norway: use margin code 77 in the carrier form.", "internal"),
        ):
            title = "Delivery abroad" if audience == "customer" else "Norway, inside"
            [article] = connection.execute(
                """INSERT INTO article (tenant, id, key, content_hash, title, body, topic, audience, language, length)
                   VALUES (%s, gen_random_uuid(), %s, 'x', %s, %s, 'shipping', %s, 'en', 10) RETURNING id""",
                [desk.tenant, key, title, body, audience],
            ).fetchone() or [None]
            connection.execute(
                """INSERT INTO passage (tenant, article_id, ordinal, id, heading, body, start_at, end_at, audience)
                   VALUES (%s, %s, 0, gen_random_uuid(), '{}', %s, 0, %s, %s)""",
                [desk.tenant, article, body, len(body), audience],
            )
            connection.execute(
                """INSERT INTO article_word SELECT %s, lexeme, %s, 1, %s
                   FROM unnest(to_tsvector(text_config('en'), %s))""",
                [desk.tenant, article, audience, f"{title} {body}"],
            )


def _fill(scene: Scene, messages: int) -> None:
    scene.console.desk.rows(
        """INSERT INTO message (tenant, id, conversation_id, seq, author_kind, body, at, turn, fence, salt)
           SELECT tenant, gen_random_uuid(), id, last_seq + n, 'customer', 'Line ' || n, now(), 1, 0, decode(md5(n::text), 'hex')
           FROM conversation, generate_series(1, %s) n WHERE id = %s""",
        messages,
        scene.one.id,
    )
    scene.console.desk.rows("UPDATE conversation SET last_seq = last_seq + %s WHERE id = %s", messages, scene.one.id)


def _conversation_of(scene: Scene, tenant: UUID, owner: UUID) -> UUID:
    customer, conversation = uuid4(), uuid4()
    scene.console.desk.rows("INSERT INTO customer (tenant, id, name) VALUES (%s, %s, 'Elsewhere')", tenant, customer)
    scene.console.desk.rows(
        """INSERT INTO conversation (tenant, id, customer_id, channel, state, owner_id, opened_at, deadline_at, deadline_kind)
           VALUES (%s, %s, %s, 'chat', 'assistant', %s, now(), now() + interval '1 hour', 'decide')""",
        tenant, conversation, customer, owner,
    )  # fmt: skip
    return conversation


async def test_a_conversation_that_nobody_handed_over_is_summed_up_in_quotations_that_lead_to_their_messages(
    scene: Scene,
) -> None:
    desk = scene.console.desk
    quiet = await desk.opened(name="Ola")
    await desk.says(quiet, "Hello. Do you ship to Norway? My parcel never came.")
    await desk.run_jobs()
    page = (await (await scene.as_("ana")).look(f"{scene.console.at}/conversations/{quiet.id}")).text
    about = page.partition('id="h-about"')[2].partition("</section>")[0]
    assert "The customer: “My parcel never came.”" in unescape(about)
    assert 'href="#m-1"' in about
    assert "<dt>Topic</dt><dd>Shipping</dd>" in about
    assert "<dt>Skill</dt><dd>shipping</dd>" in about
