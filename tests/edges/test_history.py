"""What happened elsewhere is taken in without waking anybody, and everything can be taken away again."""

import json
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema
import pytest
import uuid_utils.compat as uuids

from handrail.flows import history as history_flow
from handrail.flows.history import ExportHistory, Imported, ImportHistory, LineRefused
from handrail.flows.replay import Replay
from handrail.storage import history as history_rows
from handrail.storage.history import past_conversations_within
from handrail.storage.history_lines import read_line, write_line
from handrail.storage.past_decisions import past_within
from handrail.storage.promises import check_promises
from tests.desk import TestDesk, small_desk
from tests.past import a_little_history, sealer_of

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "conversation-1.schema.json").read_text())
DEMO = (ROOT / "src" / "handrail" / "demo" / "history.jsonl").read_bytes().splitlines()
LINE: dict[str, Any] = {
    "schema": "conversation/1",
    "external_id": "old-1",
    "customer": {"external_id": "cus-1", "name": "Ingrid"},
    "channel": "chat",
    "topic": "shipping",
    "language": "en",
    "opened_at": "2025-01-02T10:00:00Z",
    "messages": [
        {"author": "system", "text": "You are writing with an AI.", "at": "2025-01-02T10:00:00Z"},
        {"author": "customer", "author_name": "Ingrid", "text": "Where is it?", "at": "2025-01-02T10:01:00Z"},
        {"author": "assistant", "text": "On its way.", "at": "2025-01-02T10:01:00Z"},
        {"author": "assistant", "text": "Anything else?", "at": "2025-01-02T10:01:05Z"},
        {"author": "customer", "text": "A person, please", "at": "2025-01-02T10:02:00Z"},
        {
            "author": "agent",
            "author_name": "Ana",
            "text": "Call the depot first",
            "at": "2025-01-02T10:03:00Z",
            "internal": True,
        },
        {"author": "agent", "author_name": "Ana", "text": "Hello Ingrid", "at": "2025-01-02T10:04:00Z"},
        {"author": "agent", "author_name": "Old Olga", "text": "It left", "at": "2025-01-02T10:05:00Z"},
    ],
    "resolved_at": "2025-01-02T11:00:00Z",
}


class Scene:
    def __init__(self, desk: TestDesk) -> None:
        self.desk = desk
        self.take_in = ImportHistory(desk.desk, past_conversations_within, desk.clock, uuids.uuid7)
        self.give_out = ExportHistory(desk.desk, past_conversations_within)

    async def imported(self, *lines: bytes) -> Imported:
        return await self.take_in(self.desk.tenant, lines, read_line)

    async def exported(self) -> list[dict[str, Any]]:
        return [json.loads(write_line(past)) async for past in self.give_out(self.desk.tenant)]

    def teach(self, *topics: str) -> None:
        for slug in topics:
            self.desk.rows(
                "INSERT INTO topic (tenant, slug, name, owner_id) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                self.desk.tenant,
                slug,
                slug,
                self.desk.people["ana"],
            )


@pytest.fixture
async def scene(dsn: str) -> AsyncGenerator[Scene]:
    async with small_desk(dsn) as desk:
        yield Scene(desk)


def line(**changes: Any) -> bytes:
    return json.dumps({**LINE, **changes}).encode()


async def test_an_imported_conversation_is_closed_marked_and_keeps_its_own_times(scene: Scene) -> None:
    assert await scene.imported(line()) == Imported(
        1, 0, (), (history_flow.Remark(1, "Old Olga is nobody of this team; their messages carry the name alone."),)
    )
    [row] = scene.desk.rows("SELECT * FROM conversation")
    assert (row["state"], row["topic"], row["owner_id"]) == ("closed", "shipping", scene.desk.people["ana"])
    assert row["imported_at"] == scene.desk.clock.now
    assert row["opened_at"].isoformat() == "2025-01-02T10:00:00+00:00"
    assert row["closed_at"].isoformat() == "2025-01-02T11:00:00+00:00"
    assert (row["turn"], row["decided_turn"], row["last_seq"], row["undecided_since"]) == (2, 2, 8, None)
    messages = scene.desk.rows("SELECT * FROM message ORDER BY seq")
    ana = scene.desk.people["ana"]
    assert [m["author_kind"] for m in messages] == [m["author"] for m in LINE["messages"]]
    assert [m["author_id"] for m in messages] == [None, None, None, None, None, ana, ana, None]
    assert [m["internal"] for m in messages].index(True) == 5
    assert [m["turn"] for m in messages] == [0, 1, 1, 1, 2, 2, 2, 2]


async def test_nobody_is_woken_no_job_no_mail_no_decision_to_replay(scene: Scene) -> None:
    await scene.imported(line(channel="email"))
    for table in ("pgqueuer", "claim", "handoff", "promise"):
        assert scene.desk.rows(f"SELECT 1 FROM {table}") == [], table
    assert {row["rule"] for row in scene.desk.rows("SELECT rule FROM decision")} == {"imported"}
    replay = Replay(scene.desk.desk, past_within)
    assert [one async for one in replay(scene.desk.tenant, scene.desk.clock.now - timedelta(days=9999))] == []


async def test_importing_again_changes_nothing(scene: Scene) -> None:
    await scene.imported(line())
    before = scene.desk.rows("SELECT * FROM message ORDER BY seq")
    again = await scene.imported(line(), line(messages=LINE["messages"][:1]), line(external_id="old-2"))
    assert (again.imported, again.known) == (1, 2)
    after = scene.desk.rows(
        "SELECT m.* FROM message m JOIN conversation c ON c.id = conversation_id WHERE external_id = 'old-1' ORDER BY seq"
    )
    assert after == before
    assert len(scene.desk.rows("SELECT 1 FROM customer")) == 1


async def test_a_customer_known_here_is_the_same_customer_and_keeps_their_name(scene: Scene) -> None:
    known = uuid4()
    scene.desk.rows(
        "INSERT INTO customer (tenant, id, name, external_id) VALUES (%s, %s, 'Ingrid Berg', 'cus-1')",
        scene.desk.tenant,
        known,
    )
    await scene.imported(line())
    assert [row["customer_id"] for row in scene.desk.rows("SELECT customer_id FROM conversation")] == [known]
    assert [row["name"] for row in scene.desk.rows("SELECT name FROM customer")] == ["Ingrid Berg"]


async def test_bad_lines_are_named_by_number_and_the_rest_is_kept(scene: Scene) -> None:
    one = LINE["messages"][1]
    bad = {
        2: b"not json",
        3: b"\xff\xfe{}",
        4: b"[]",
        5: line(schema="conversation/2"),
        6: line(messages=[]),
        7: line(messages=[{**one, "author": "bot"}]),
        8: line(messages=[{**one, "text": 7}]),
        9: line(messages=[{**one, "text": " "}]),
        10: line(messages=[{**one, "text": "x" * 20_001}]),
        11: line(messages=[{**one, "at": "2025-01-02T10:00:00"}]),
        12: line(messages=[one, {**one, "at": "2024-01-02T10:00:00Z"}]),
        13: line(messages=[{**one, "internal": True}]),
        14: line(channel="fax"),
        15: line(customer={}),
        16: line(resolved_at="2024-01-01T00:00:00Z"),
        17: line(messages=[{**one, "text": "half \ud800"}]),
    }
    found = await scene.imported(line(), *bad.values(), b"  ", line(external_id="old-2"))
    assert found.imported == 2
    assert [remark.line for remark in found.refused] == list(bad)
    by_line = {remark.line: remark.text for remark in found.refused}
    assert by_line[8] == "Expected `str`, got `int` - at `$.messages[0].text`"
    assert by_line[12] == "Message 2 is earlier than the one before it."
    assert len(scene.desk.rows("SELECT 1 FROM conversation")) == 2


async def test_a_topic_that_is_not_taught_here_is_left_out_and_named(scene: Scene) -> None:
    found = await scene.imported(line(topic="harpsichords"))
    assert "The topic 'harpsichords' is not taught here; kept without a topic." in [r.text for r in found.remarks]
    [row] = scene.desk.rows("SELECT topic, owner_id FROM conversation")
    assert (row["topic"], row["owner_id"]) == (None, scene.desk.people["lea"])


async def test_imported_history_breaks_no_promise_and_stands_in_the_log(scene: Scene, tmp_path: Path) -> None:
    past = await a_little_history(scene.desk)
    await scene.imported(line(), line(external_id="old-2"))
    sealer = sealer_of(scene.desk, tmp_path / "heads.jsonl")
    await sealer.seal(scene.desk.tenant)
    found = await check_promises(scene.desk.door, scene.desk.tenant, scene.desk.clock.now, sealer=sealer)
    assert [report.violations for report in found] == [0] * 6
    [imported] = [part for part in found[-1].parts if part.part == "what counts as imported was imported"]
    assert imported.examined == 2
    assert past.answered.id not in {
        row["conversation_id"]
        for row in scene.desk.rows("SELECT conversation_id FROM event WHERE kind = 'conversation_imported'")
    }


async def test_the_demo_companys_past_goes_in_and_comes_out_the_same(scene: Scene) -> None:
    wanted = [json.loads(one) for one in DEMO]
    scene.teach(*{one["topic"] for one in wanted})
    found = await scene.imported(*DEMO)
    assert (found.imported, found.refused) == (len(DEMO), ())
    given = {one["external_id"]: one for one in await scene.exported()}
    assert given == {one["external_id"]: one for one in wanted}


async def test_what_happened_here_comes_out_as_well_and_goes_in_elsewhere(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_rows, "AT_ONCE", 2)
    past = await a_little_history(scene.desk)
    await scene.imported(line())
    given = await scene.exported()
    assert len(given) == 6
    assert [one["opened_at"] for one in given] == sorted(one["opened_at"] for one in given)
    for one in given:
        jsonschema.validate(one, SCHEMA)
    helped = next(one for one in given if one["external_id"] == str(past.helped.id))
    assert [m["author"] for m in helped["messages"]] == ["customer", "system", "agent", "agent"]
    assert [m.get("internal", False) for m in helped["messages"]] == [False, False, True, False]
    async with small_desk(scene.desk.dsn) as elsewhere:
        other = Scene(elsewhere)
        found = await other.imported(*(json.dumps(one).encode() for one in given))
        assert (found.imported, found.refused) == (6, ())
        assert {one["external_id"]: one for one in await other.exported()} == {one["external_id"]: one for one in given}


async def test_every_line_of_the_demo_fits_the_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for one in DEMO:
        jsonschema.validate(json.loads(one), SCHEMA)


@pytest.mark.parametrize(
    "changes",
    [{"channel": "fax"}, {"messages": []}, {"schema": "conversation/2"}, {"opened_at": "2025-01-02T10:00:00"}],
)
async def test_the_schema_refuses_what_the_import_refuses(changes: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**LINE, **changes}, SCHEMA)
    with pytest.raises(LineRefused):
        read_line(line(**changes))
