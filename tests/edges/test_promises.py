"""Six zeros over a real history, each with what it examined; and for each promise, planted violations raise it alone."""

from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio

from handrail.core.promises import Promise, PromiseReport
from handrail.storage import embedded
from handrail.storage.promises import check_promises
from handrail.storage.promises.check import PARTS
from handrail.storage.promises.owned import OWNED_SINCE
from handrail.storage.sealer import Sealer
from tests.desk import TestDesk, small_desk
from tests.past import Past, a_little_history, a_worded_answer, sealer_of

pytestmark = pytest.mark.asyncio(loop_scope="module")
DOCS = Path(__file__).parents[2] / "docs" / "reference" / "promises.md"


@dataclass
class Scene:
    desk: TestDesk
    past: Past
    sealer: Sealer

    async def check(self) -> dict[Promise, PromiseReport]:
        found = await check_promises(self.desk.door, self.desk.tenant, self.desk.clock.now, sealer=self.sealer)
        return {report.promise: report for report in found}

    async def broken(self) -> dict[str, int]:
        found = await self.check()
        return {promise.value: report.violations for promise, report in found.items() if report.violations}

    def plant(self, *statements: str, **values: object) -> None:
        """As the owner of the database, past triggers, foreign keys and constraints."""
        with psycopg.connect(self.desk.dsn, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            for statement in statements:
                given = {"tenant": self.desk.tenant, "now": self.desk.clock.now, **values}
                connection.execute(statement.encode(), given)


@pytest.fixture(scope="module")
def history_dsn(server: embedded.Server, template: str) -> Iterator[str]:
    name = f"history_{uuid4().hex}"
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY".encode())
        yield server.dsn(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def history(history_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Scene]:
    async with small_desk(history_dsn) as desk:
        past = await a_little_history(desk)
        await a_worded_answer(desk)
        sealer = sealer_of(desk, tmp_path_factory.mktemp("data") / "heads.jsonl")
        await sealer.seal(desk.tenant)
        yield Scene(desk, past, sealer)


@pytest.fixture
def scene(history: Scene, history_dsn: str) -> Iterator[Scene]:
    """The history, which is the same again after each test."""
    kept, heads, now = _tables(history_dsn), history.sealer.heads.read_bytes(), history.desk.clock.now
    with psycopg.connect(history_dsn, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA kept")
        for table in kept:
            connection.execute(f"CREATE TABLE kept.{table} AS TABLE public.{table}".encode())
        yield history
        connection.execute("SET session_replication_role = replica")
        for table in kept:
            connection.execute(f"DELETE FROM public.{table}".encode())
            connection.execute(
                f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE SELECT * FROM kept.{table}".encode()
            )
        connection.execute("DROP SCHEMA kept CASCADE")
    history.sealer.heads.write_bytes(heads)
    history.desk.clock.now = now


def _tables(dsn: str) -> list[str]:
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            """SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
               AND table_name NOT LIKE '%yoyo%' AND NOT starts_with(table_name, 'pgqueuer_')"""
        ).fetchall()
    return [row[0] for row in rows]


async def test_a_history_of_answers_handoffs_and_wishes_shows_six_zeros_with_what_was_examined(scene: Scene) -> None:
    found = await scene.check()
    assert list(found) == list(Promise)
    assert {promise.value: report.violations for promise, report in found.items()} == dict.fromkeys(Promise, 0)
    examined = {part.part: part.examined for report in found.values() for part in report.parts}
    never = {
        "where work failed for good, a person has the conversation",
        "what counts as imported was imported",
        "a P0 moment has a person who holds it, or somebody is being paged",  # tests/flows/test_a_p0_is_safe.py has them
        "a playbook's words are texts of its published version, with values in their places",  # test_playbooks_at_work.py
    }
    assert {part for part, count in examined.items() if count == 0} == never


async def test_without_the_secret_key_the_chain_is_not_checked_and_says_so(scene: Scene) -> None:
    *_, explained = await check_promises(scene.desk.door, scene.desk.tenant, scene.desk.clock.now)
    assert "the log's chain and signatures (no secret key at hand)" in explained.not_checked


async def test_another_workspace_is_not_looked_at(scene: Scene) -> None:
    found = await check_promises(scene.desk.door, uuid4(), scene.desk.clock.now, sealer=scene.sealer)
    assert [report.examined for report in found] == [0] * 6


async def test_every_query_stands_word_for_word_in_the_documentation() -> None:
    text = DOCS.read_text()
    for promise, parts in PARTS.items():
        assert f"## {promise.value.title()}" in text
        for part in parts:
            assert part.name in text
            assert part.query.strip() in text, f"{part.name}: the query in {DOCS.name} is not the one that is run"
    assert OWNED_SINCE.strip() in text


DROP_LAWS = """ALTER TABLE conversation DROP CONSTRAINT IF EXISTS an_unmet_wish_silences_the_assistant,
  DROP CONSTRAINT IF EXISTS open_has_a_deadline, DROP CONSTRAINT IF EXISTS the_assistant_writes_in_its_state,
  DROP CONSTRAINT IF EXISTS a_person_writes_when_handed_over"""
TALK_OVER = """INSERT INTO message (tenant, id, conversation_id, seq, author_kind, body, sources, at, turn, fence, decision_id, salt)
  SELECT m.tenant, uuidv7(), c.id, c.last_seq + 1, 'assistant', m.body, m.sources, %(now)s, c.turn, c.fence, m.decision_id, ''
  FROM conversation c, message m WHERE c.id = %(conversation)s AND m.id = %(answer)s"""
NEW_DECISION = """INSERT INTO decision (tenant, id, conversation_id, turn, fence, kind, rule, reason, offer_person, topic, facts,
    outcome, versions, grant_id, at)
  SELECT tenant, %(new)s, conversation_id, 9, 9, kind, rule, reason, offer_person, topic, facts, outcome, versions, grant_id, at
  FROM decision WHERE id = (SELECT decision_id FROM message WHERE id = %(answer)s)"""
LOG_IT = """INSERT INTO event (tenant, conversation_id, kind, actor, at, data)
  SELECT tenant, conversation_id, 'decided', 'assistant', at,
    jsonb_build_object('decision', id, 'rule', rule, 'kind', kind) FROM decision WHERE id = %(new)s"""
POINT_TO_IT = "UPDATE message SET decision_id = %(new)s WHERE conversation_id = %(conversation)s AND seq = (SELECT max(seq) FROM message WHERE conversation_id = %(conversation)s)"  # noqa: E501
P0_STANDS = "UPDATE conversation SET urgency = 'P0', moments = '{self-harm}' WHERE id = %(waiting)s"
FAIL_A_JOB = """INSERT INTO pgqueuer (priority, entrypoint, payload, status, updated) SELECT 0, %(kind)s,
  convert_to(jsonb_build_object('tenant', %(tenant)s::uuid, 'conversation', %(conversation)s::uuid, 'message', %(answer)s::uuid)::text,
  'UTF8'), 'failed', %(now)s::timestamptz + interval '1 minute'"""

PLANTED: list[tuple[str, Promise, list[str]]] = [
    (
        "an unmet wish while the assistant writes",
        Promise.REACHABLE,
        [DROP_LAWS, "UPDATE conversation SET wish_at = %(now)s WHERE id = %(chatting)s"],
    ),
    (
        "the assistant speaks after the button",
        Promise.REACHABLE,
        [NEW_DECISION, LOG_IT, TALK_OVER, POINT_TO_IT],
    ),
    (
        "a wish that nobody routed",
        Promise.REACHABLE,
        [
            """UPDATE conversation SET deadline_kind = 'hand_off', wish_at = %(now)s::timestamptz - interval '2 minutes'
               WHERE id = %(waiting)s"""
        ],
    ),
    (
        "a wish that is in the log alone",
        Promise.REACHABLE,
        ["UPDATE conversation SET wish_at = NULL, wish_met_at = NULL WHERE id = %(waiting)s"],
    ),
    (
        "an owner who left",
        Promise.OWNED,
        [DROP_LAWS, "UPDATE conversation SET owner_id = gen_random_uuid() WHERE id = %(chatting)s"],
    ),
    (
        "a writer who left",
        Promise.OWNED,
        ["UPDATE conversation SET writer_id = gen_random_uuid() WHERE id = %(waiting)s"],
    ),
    (
        "an owner off shift",
        Promise.OWNED,
        [
            """DELETE FROM shift WHERE person_id = (SELECT owner_id FROM conversation WHERE id = %(chatting)s)""",
        ],
    ),
    (
        "no deadline",
        Promise.OWNED,
        [DROP_LAWS, "UPDATE conversation SET deadline_at = NULL WHERE id = %(chatting)s"],
    ),
    (
        "a deadline that nobody looked at",
        Promise.OWNED,
        ["UPDATE conversation SET deadline_at = %(now)s::timestamptz - interval '6 minutes' WHERE id = %(chatting)s"],
    ),
    (
        "nobody writes where a person should",
        Promise.OWNED,
        [DROP_LAWS, "UPDATE conversation SET writer_id = NULL, wish_met_at = wish_at WHERE id = %(waiting)s"],
    ),
    (
        "a P0 moment that nobody holds and nobody is paged about",
        Promise.OWNED,
        [P0_STANDS],
    ),
    (
        "a P0 moment whose next page never came",
        Promise.OWNED,
        [
            P0_STANDS,
            """INSERT INTO alarm (tenant, id, conversation_id, moment, raised_at, next_at)
               SELECT %(tenant)s, gen_random_uuid(), %(waiting)s, 'self-harm', %(now)s::timestamptz - interval '11 minutes',
                 %(now)s::timestamptz - interval '6 minutes'""",
        ],
    ),
    (
        "a P0 moment that is the assistant's",
        Promise.OWNED,
        ["UPDATE conversation SET urgency = 'P0', moments = '{self-harm}' WHERE id = %(chatting)s"],
    ),
    (
        "a turn that waits and no job for it",
        Promise.KEPT,
        [
            "UPDATE conversation SET undecided_since = %(now)s::timestamptz - interval '6 minutes' WHERE id = %(chatting)s"
        ],
    ),
    (
        "a message that is gone",
        Promise.KEPT,
        ["DELETE FROM message WHERE conversation_id = %(chatting)s AND author_kind = 'customer'"],
    ),
    (
        "a customer's words that were changed",
        Promise.KEPT,
        ["UPDATE message SET body = body || ' ' WHERE conversation_id = %(chatting)s AND author_kind = 'customer'"],
    ),
    (
        "the same decision said twice",
        Promise.KEPT,
        [
            """INSERT INTO message (tenant, id, conversation_id, seq, author_kind, body, sources, at, turn, fence, decision_id, salt)
               SELECT tenant, uuidv7(), conversation_id, seq + 1, author_kind, body, sources, at, turn, fence, decision_id, ''
               FROM message WHERE id = %(answer)s"""
        ],
    ),
    (
        "a hand-off without its packet",
        Promise.KEPT,
        ["UPDATE handoff SET packet = '{}' WHERE conversation_id = %(waiting)s"],
    ),
    (
        "a hand-off without its promise",
        Promise.KEPT,
        ["DELETE FROM promise WHERE conversation_id = %(waiting)s"],
    ),
    (
        "a promise long due that nobody settled",
        Promise.KEPT,
        ["UPDATE promise SET due_at = %(now)s::timestamptz - interval '6 minutes' WHERE conversation_id = %(waiting)s"],
    ),
    (
        "a failed decision that no person has",
        Promise.KEPT,
        [
            "UPDATE conversation SET undecided_since = %(now)s WHERE id = %(chatting)s",
            FAIL_A_JOB.replace("%(kind)s", "'decide'").replace("%(conversation)s", "%(chatting)s"),
        ],
    ),
    (
        "a mail that failed and no person has",
        Promise.KEPT,
        [
            "UPDATE claim SET state = 'failed' WHERE message_id = %(answer)s",
            FAIL_A_JOB.replace("%(kind)s", "'mail'").replace("%(conversation)s", "%(chatting)s"),
        ],
    ),
    (
        "words that no article has",
        Promise.BOUNDED,
        ["UPDATE message SET body = 'We deliver to Norway in one day.' WHERE id = %(answer)s"],
    ),
    (
        "an answer without a source",
        Promise.BOUNDED,
        ["UPDATE message SET sources = '[]' WHERE id = %(answer)s"],
    ),
    (
        "an answer from a version that never was",
        Promise.BOUNDED,
        ["UPDATE message SET sources = jsonb_set(sources, '{0,version}', '2') WHERE id = %(answer)s"],
    ),
    (
        "an answer from an internal article",
        Promise.BOUNDED,
        ["UPDATE article_revision SET audience = 'internal'"],
    ),
    (
        "the system says words of its own",
        Promise.BOUNDED,
        [
            "ALTER TABLE message DROP CONSTRAINT IF EXISTS system_speaks_only_catalogue_texts",
            "UPDATE message SET body = 'Buy more!' WHERE text_id = 'assistant.greeting'",
        ],
    ),
    (
        "a grant that was revoked before",
        Promise.EARNED,
        ["UPDATE autonomy_grant SET revoked_at = signed_at"],
    ),
    (
        "a grant for another topic",
        Promise.EARNED,
        ["UPDATE autonomy_grant SET topic = 'refunds'"],
    ),
    (
        "a decision that rests on nothing",
        Promise.EARNED,
        ["UPDATE decision SET grant_id = NULL WHERE id = (SELECT decision_id FROM message WHERE id = %(answer)s)"],
    ),
    (
        "words of a model after a guard stopped them",
        Promise.BOUNDED,
        ["UPDATE wording SET verdicts = jsonb_set(verdicts, '{0,passed}', 'false')"],
    ),
    (
        "words of a model that no guard looked at",
        Promise.BOUNDED,
        ["UPDATE wording SET verdicts = '[]'"],
    ),
    (
        "other words than those that were let pass",
        Promise.BOUNDED,
        ["UPDATE message m SET body = 'It takes a day.' FROM wording w WHERE m.decision_id = w.decision_id"],
    ),
    (
        "words of a model under a signature for quoting alone",
        Promise.EARNED,
        ["UPDATE autonomy_grant SET action_class = 'quote' WHERE action_class = 'phrase'"],
    ),
    (
        "a hand-off without its decision",
        Promise.EXPLAINED,
        ["UPDATE handoff SET decision_id = gen_random_uuid() WHERE conversation_id = %(waiting)s"],
    ),
    (
        "a decision without facts",
        Promise.EXPLAINED,
        ["UPDATE decision SET facts = '{}' WHERE conversation_id = %(waiting)s AND kind = 'hand_off'"],
    ),
    (
        "a decision whose rule is not the one in the log",
        Promise.EXPLAINED,
        ["UPDATE decision SET rule = 'because' WHERE conversation_id = %(waiting)s AND kind = 'hand_off'"],
    ),
    (
        "an event that was changed",
        Promise.EXPLAINED,
        ["UPDATE event SET actor = 'system' WHERE kind = 'closed' OR kind = 'resolved'"],
    ),
    (
        "a conversation that only claims to be imported",
        Promise.EXPLAINED,
        ["UPDATE conversation SET imported_at = %(now)s WHERE id = %(answered)s"],
    ),
]


@pytest.mark.parametrize(("promise", "statements"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED])
async def test_a_planted_violation_raises_its_promise_and_no_other(
    scene: Scene, promise: Promise, statements: list[str]
) -> None:
    past, chatting = scene.past, scene.past.chatting.id
    [answer] = scene.desk.rows(
        "SELECT id FROM message WHERE conversation_id = %s AND author_kind = 'assistant'", chatting
    )
    scene.desk.clock.forward(seconds=61)
    scene.plant(
        *statements,
        chatting=chatting,
        waiting=past.waiting.id,
        answered=past.answered.id,
        conversation=past.waiting.id,
        answer=answer["id"],
        new=uuid4(),
    )
    if any(LOG_IT is statement for statement in statements):
        await scene.sealer.seal(scene.desk.tenant)
    assert list(await scene.broken()) == [promise.value]


async def test_events_that_nobody_seals_are_a_violation_after_ten_minutes(scene: Scene) -> None:
    await scene.desk.opened()
    for minutes, violations in ((10, 0), (1, 1)):
        scene.desk.clock.forward(minutes=minutes)
        assert (await scene.check())[Promise.EXPLAINED].violations == violations


async def test_a_person_who_is_late_is_no_violation_once_the_sweeper_has_looked(scene: Scene) -> None:
    scene.desk.clock.forward(hours=5)
    await scene.desk.escalate_late(scene.desk.tenant)
    assert await scene.broken() == {}


async def test_an_answer_stays_checkable_after_its_article_was_rewritten(scene: Scene) -> None:
    scene.desk.rows("UPDATE article SET version = 2, body = 'We no longer deliver abroad.', audience = 'internal'")
    assert await scene.broken() == {}


async def test_a_turn_that_a_job_still_works_on_is_no_violation(scene: Scene) -> None:
    conversation = await scene.desk.opened()
    await scene.desk.says(conversation, "Do you ship to Norway?")
    scene.desk.clock.forward(minutes=6)
    found = await scene.check()
    assert found[Promise.KEPT].violations == 0
    scene.desk.rows("DELETE FROM pgqueuer")
    found = await scene.check()
    assert found[Promise.KEPT].violations == 1
    assert found[Promise.KEPT].first == (str(conversation.id),)


async def test_an_owner_who_just_went_off_shift_has_a_minute(scene: Scene) -> None:
    start = scene.desk.clock.now
    owner = (await scene.desk.now(scene.past.chatting)).owner
    scene.desk.rows(
        "INSERT INTO absence (tenant, person_id, id, from_at, until_at) VALUES (%s, %s, %s, %s, %s)",
        scene.desk.tenant,
        owner,
        uuid4(),
        start + timedelta(minutes=1),
        start + timedelta(minutes=5),
    )
    scene.desk.clock.forward(seconds=119)
    assert await scene.broken() == {}
    scene.desk.clock.forward(seconds=2)
    assert set(await scene.broken()) == {"owned"}
