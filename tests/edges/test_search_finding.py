"""Articles in a workspace are found by those who may read them, in their newest form, and by nobody else."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID, uuid4

import numpy as np
import psycopg
import pytest

from handrail.core.knowledge.article import Article, Audience
from handrail.core.knowledge.asked import Asked
from handrail.core.knowledge.hit import Found
from handrail.ports import Question
from handrail.ports.encoder import Encoder, Vectors, mark
from handrail.search.evidence import Evidence
from handrail.search.find_passages import QuestionVector, find_passages
from handrail.search.import_articles import ImportReport, TwoArticlesShareAKey, import_articles
from handrail.storage.door import ASSISTANT, SYSTEM, Door, Viewer

NOW = datetime(2026, 11, 23, tzinfo=UTC)


class LettersEncoder:
    """Texts with the same letters are alike: enough for a test, and every text embedded is counted."""

    def __init__(self, version: str = "1", dimensions: int = 26) -> None:
        self.name, self.version, self.dimensions, self.seen = "letters", version, dimensions, 0

    async def embed(self, texts: Sequence[str]) -> Vectors:
        self.seen += len(texts)
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text.lower():
                row[ord(letter) % self.dimensions] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


def article(key: str, body: str, **fields: object) -> Article:
    one = Article(key, key.title(), body, audience=Audience.CUSTOMER, language="en")
    return replace(one, **fields)  # pyright: ignore[reportArgumentType]


ARTICLES = [
    article("norway", "We ship to Norway for 14.90.", topic="shipping", questions=("What does Oslo cost?",)),
    article("evergreen", "Open an Evergreen plan. The fee is 5.", family="Evergreen plan"),
    article("purple", "With Purple the fee is 9.", family="Purple plan"),
    article("secret", "Refund codes for Norway: use tool 7.", audience=Audience.INTERNAL),
]


class Shelf:
    def __init__(self, door: Door, tenant: UUID) -> None:
        self.door, self.tenant = door, tenant

    async def bring(
        self, articles: Sequence[Article], encoder: Encoder | None = None, *, retire_missing: bool = False
    ) -> ImportReport:
        enter = partial(self.door.enter, self.tenant, SYSTEM)
        return await import_articles(enter, articles, encoder, NOW, retire_missing=retire_missing)

    async def find(
        self,
        question: str,
        encoder: Encoder | None = None,
        *,
        viewer: Viewer = ASSISTANT,
        internal: bool = False,
        earlier: tuple[str, ...] = (),
    ) -> Found:
        asked = Asked(question, earlier, "en")
        vector = QuestionVector((await encoder.embed([asked.meaning]))[0], mark(encoder)) if encoder else None
        async with self.door.enter(self.tenant, viewer) as connection, connection.cursor() as cursor:
            return await find_passages(cursor, asked, vector, internal=internal)


def keys(found: Found) -> list[str]:
    return [hit.passage.article_key for hit in found.hits]


def workspace(dsn: str) -> UUID:
    tenant = uuid4()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO workspace (tenant, slug, name, site_key) VALUES (%s, %s, 'W', %s)",
            [tenant, f"w-{tenant}", f"key-{tenant}"],
        )
    return tenant


@pytest.fixture
async def shelf(dsn: str) -> AsyncGenerator[Shelf]:
    door = Door(dsn)
    await door.open()
    yield Shelf(door, workspace(dsn))
    await door.close()


async def test_a_question_finds_its_article_by_words_alone_and_by_meaning(shelf: Shelf):
    encoder = LettersEncoder()
    await shelf.bring(ARTICLES, encoder)
    for by in (None, encoder):
        found = await shelf.find("do you ship to norway?", by)
        assert keys(found)[0] == "norway"
        assert found.hits[0].passage.text == "We ship to Norway for 14.90."


async def test_internal_text_is_found_for_staff_and_never_for_a_customer(shelf: Shelf):
    await shelf.bring(ARTICLES)
    question = "which tool for refund codes in Norway"
    assert keys(await shelf.find(question, viewer=SYSTEM, internal=True))[0] == "secret"
    assert "secret" not in keys(await shelf.find(question, viewer=SYSTEM, internal=False))
    assert "secret" not in keys(await shelf.find(question, viewer=ASSISTANT, internal=True))


async def test_another_workspace_finds_nothing(shelf: Shelf, dsn: str):
    await shelf.bring(ARTICLES)
    assert keys(await Shelf(shelf.door, workspace(dsn)).find("do you ship to norway?")) == []


async def test_a_second_import_of_the_same_writes_and_embeds_nothing(shelf: Shelf):
    encoder = LettersEncoder()
    first = await shelf.bring(ARTICLES, encoder)
    assert (len(first.added), first.embedded) == (4, encoder.seen)
    before = encoder.seen
    second = await shelf.bring(ARTICLES, encoder)
    assert encoder.seen == before
    assert (second.added, second.changed, second.embedded) == ((), (), 0)
    assert set(second.unchanged) == {"norway", "evergreen", "purple", "secret"}


async def test_a_changed_article_gets_the_next_version_and_is_no_longer_found_as_it_was(shelf: Shelf):
    encoder = LettersEncoder()
    await shelf.bring(ARTICLES, encoder)
    before = (await shelf.find("ship to norway", encoder)).hits[0]
    changed = replace(ARTICLES[0], body="We ship to Norway for 12.")
    report = await shelf.bring([changed, *ARTICLES[1:]], encoder)
    after = (await shelf.find("ship to norway", encoder)).hits[0]
    assert report.changed == ("norway",)
    assert (after.passage.text, after.version, after.article_id) == ("We ship to Norway for 12.", 2, before.article_id)


async def test_what_an_import_leaves_out_is_named_and_retired_only_when_asked(shelf: Shelf):
    await shelf.bring(ARTICLES)
    assert (await shelf.bring(ARTICLES[1:])).missing == ("norway",)
    assert "norway" in keys(await shelf.find("ship to norway"))
    assert (await shelf.bring(ARTICLES[1:], retire_missing=True)).retired == ("norway",)
    assert "norway" not in keys(await shelf.find("ship to norway"))
    assert (await shelf.bring(ARTICLES)).added == ("norway",)
    assert "norway" in keys(await shelf.find("ship to norway"))


async def test_an_article_made_internal_is_out_of_a_customers_reach_at_once(shelf: Shelf):
    await shelf.bring(ARTICLES)
    await shelf.bring([replace(ARTICLES[0], audience=Audience.INTERNAL), *ARTICLES[1:]])
    assert "norway" not in keys(await shelf.find("ship to norway"))


async def test_vectors_of_another_embedder_are_not_compared_and_are_renewed(shelf: Shelf):
    old, new = LettersEncoder("1"), LettersEncoder("2", dimensions=11)
    await shelf.bring(ARTICLES, old)
    hit = (await shelf.find("ship to norway", new)).hits[0]
    assert (hit.passage.article_key, hit.passage_similarity) == ("norway", None)
    assert len((await shelf.bring(ARTICLES, new)).embedded_again) == 4
    assert (await shelf.find("ship to norway", new)).hits[0].passage_similarity is not None


async def test_a_thing_named_before_is_meant_by_the_question_after_it(shelf: Shelf):
    await shelf.bring(ARTICLES)
    history = ("Tell me about Purple", "Purple is a plan with a fee.")
    assert keys(await shelf.find("and what is the fee?", earlier=history))[0] == "purple"
    assert keys(await shelf.find("and the fee of evergreen?", earlier=history))[0] == "evergreen"


async def test_a_name_that_no_article_knows_is_reported(shelf: Shelf):
    await shelf.bring(ARTICLES)
    assert (await shelf.find("what is the fee of the Ruby plan")).unknown_names == ("Ruby",)
    assert (await shelf.find("what is the fee of the Purple plan")).unknown_names == ()


async def test_one_key_twice_is_refused(shelf: Shelf):
    with pytest.raises(TwoArticlesShareAKey):
        await shelf.bring([ARTICLES[0], ARTICLES[0]])


@pytest.mark.parametrize(
    "question", ["", "?", "🙂", "'; DROP TABLE article; --", "a & | ! <-> :*", "ship " * 5000, "送料はいくらですか"]
)
async def test_any_text_may_be_asked(shelf: Shelf, question: str):
    encoder = LettersEncoder()
    await shelf.bring(ARTICLES, encoder)
    for by in (None, encoder):
        await shelf.find(question, by)


async def test_articles_in_scripts_without_spaces_are_found_by_words(shelf: Shelf):
    texts = {"postage": "送料は五百円です。", "returns": "返品は三十日以内にできます。"}
    await shelf.bring([article(key, text, language="ja") for key, text in texts.items()])
    assert keys(await shelf.find("返品できますか"))[0] == "returns"


async def test_an_empty_workspace_has_no_answer_and_says_so(shelf: Shelf):
    evidence = Evidence(lambda tenant: shelf.door.enter(tenant, ASSISTANT), None)
    fact = await evidence.evidence(shelf.tenant, Question("Do you ship?", (), "en"))
    assert (fact.quote, fact.enough) == (None, False)
    assert fact.because


async def test_evidence_quotes_the_article_word_for_word(shelf: Shelf):
    encoder = LettersEncoder()
    await shelf.bring(ARTICLES, encoder)
    evidence = Evidence(lambda tenant: shelf.door.enter(tenant, ASSISTANT), encoder)
    fact = await evidence.evidence(shelf.tenant, Question("Do you ship to Norway?", (), "en"))
    assert fact.quote is not None
    assert (fact.quote.key, fact.quote.text, fact.quote.topic) == ("norway", "We ship to Norway for 14.90.", "shipping")


async def test_a_huge_article_is_indexed_by_its_beginning(shelf: Shelf):
    body = "Norway is served.\n\n" + " ".join(f"word{n}" for n in range(90_000))
    await shelf.bring([article("huge", body)])
    assert keys(await shelf.find("norway served")) == ["huge"]
