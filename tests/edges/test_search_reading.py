"""Articles are read from what people have; what cannot be read is named, with file and line, and loses nothing else."""

import json
from datetime import date
from pathlib import Path

import pytest

from handrail.core.knowledge.article import Audience
from handrail.search.read_articles import NothingToRead, Reading, read_articles


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def reasons(reading: Reading) -> dict[str, str]:
    return {refused.place: refused.reason for refused in reading.refused}


def test_a_markdown_file_says_all_about_its_article_and_its_folder_is_its_topic(tmp_path: Path):
    front = (
        "title: Gifts\naudience: customer\nowner: ines\nreview: 2027-02-15\nlanguage: en\nquestions:\n  - A present?"
    )
    write(tmp_path, "returns/gifts.md", f"---\n{front}\n---\n\n## By post\nSend it back.\n")
    (article,) = read_articles(tmp_path).articles
    assert (article.key, article.title, article.topic) == ("returns/gifts.md", "Gifts", "returns")
    assert (article.audience, article.owner, article.review_at) == (Audience.CUSTOMER, "ines", date(2027, 2, 15))
    assert (article.language, article.questions) == ("en", ("A present?",))
    assert article.body == "## By post\nSend it back."


def test_without_front_matter_the_first_heading_is_the_title_and_it_is_internal(tmp_path: Path):
    write(tmp_path, "note.md", b"\xef\xbb\xbf# A title\r\n\r\nText.\r\n")
    (article,) = read_articles(tmp_path, language_of=lambda text: "en").articles
    assert (article.title, article.body, article.topic) == ("A title", "Text.", "general")
    assert article.audience is Audience.INTERNAL
    assert article.language == "en"


def test_json_and_jsonl_documents_are_completed_by_rows_of_meta(tmp_path: Path):
    write(tmp_path, "docs/one.json", json.dumps({"title": "One", "content": "First."}))
    write(tmp_path, "docs/many.jsonl", '{"id": "d2", "title": "Two", "content": "Second."}\n\n')
    write(tmp_path, "docs/list.json", json.dumps([{"id": "d3", "title": "Three", "content": "Third."}]))
    write(tmp_path, "meta.jsonl", '{"id": "d2", "audience": "customer", "family": "Plan B", "topic": "plans"}')
    reading = read_articles(tmp_path / "docs", tmp_path / "meta.jsonl")
    articles = {article.key: article for article in reading.articles}
    assert set(articles) == {"one.json", "d2", "d3"}
    assert (articles["d2"].audience, articles["d2"].family, articles["d2"].topic) == ("customer", "Plan B", "plans")
    assert articles["d3"].audience is Audience.INTERNAL


BAD: dict[str, tuple[str | bytes, str]] = {
    "latin.md": ("# Über\n\nText".encode("latin-1"), "not UTF-8"),
    "nul.md": ("# T\n\na\x00b", "NUL"),
    "empty.md": ("", "no text"),
    "heading.md": ("# Only a title", "no text"),
    "untitled.md": ("Just text.", "no title"),
    "huge.md": ("# T\n\n" + "x" * 1_000_001, "bytes"),
    "yaml.md": ("---\ntitle: a\nowner: [\n---\nText", "line 3"),
    "open.md": ("---\ntitle: a\nText", "not closed"),
    "list.md": ("---\n- a\n---\nText", "names and values"),
    "audience.md": ("---\ntitle: a\naudience: everyone\n---\nText", "everyone"),
    "date.md": ("---\ntitle: a\nreview: soon\n---\nText", "review date"),
    "questions.md": ("---\ntitle: a\nquestions: one?\n---\nText", "questions is not a list"),
    "broken.json": ('{"title": ', "not JSON"),
    "number.json": ("7", "not an object"),
    "half.json": ('{"title": "a", "content": "\\ud800"}', "surrogate"),
    "deep.json": ("[" * 200_000, "not JSON"),
    "bytes.json": ('{"title": {"a": 1}, "content": "x"}', "title is not a line"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_named_and_the_rest_is_read(tmp_path: Path, name: str):
    content, reason = BAD[name]
    write(tmp_path, name, content)
    write(tmp_path, "good.md", "# Good\n\nText.")
    reading = read_articles(tmp_path)
    assert [article.key for article in reading.articles] == ["good.md"]
    assert reason in reasons(reading)[name]


def test_a_bad_line_of_many_is_named_by_its_number(tmp_path: Path):
    write(tmp_path, "many.jsonl", '{"id": "a", "title": "A", "content": "Text"}\nnot json\n{"id": "b", "title": "B"}\n')
    reading = read_articles(tmp_path / "many.jsonl")
    assert [article.key for article in reading.articles] == ["a"]
    assert set(reasons(reading)) == {"many.jsonl, line 2", "many.jsonl, line 3"}


def test_a_second_article_with_the_same_id_is_refused(tmp_path: Path):
    write(
        tmp_path, "many.jsonl", '{"id": "a", "title": "A", "content": "1"}\n{"id": "a", "title": "A", "content": "2"}'
    )
    reading = read_articles(tmp_path)
    assert [article.body for article in reading.articles] == ["1"]
    assert "second" in reasons(reading)["a"]


def test_hidden_folders_and_other_files_are_passed_over(tmp_path: Path):
    write(tmp_path, ".git/readme.md", "# No\n\nText")
    write(tmp_path, "picture.png", b"\x89PNG")
    write(tmp_path, "yes.markdown", "# Yes\n\nText")
    reading = read_articles(tmp_path)
    assert [article.key for article in reading.articles] == ["yes.markdown"]
    assert not reading.refused


def test_a_path_with_nothing_to_read_says_so(tmp_path: Path):
    with pytest.raises(NothingToRead):
        read_articles(tmp_path)
    with pytest.raises(NothingToRead):
        read_articles(tmp_path / "absent")
