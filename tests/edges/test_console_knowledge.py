"""Knowledge: articles are found, read safely, written without overwriting anybody, brought in by the file, and tried."""

import io
import json
import re
import zipfile
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from handrail.console.knowledge_import import LARGEST_UPLOAD
from handrail.console.knowledge_text import leads_to_the_web, rendered
from handrail.search.read_upload import LARGEST_UNPACKED, MOST_FILES, TooMuchToRead, read_upload
from tests.console_desk import ORIGIN, Browser, ConsoleDesk, console_desk
from tests.desk import NORWAY, seed_workspace

ARTICLE = "---\ntitle: Parcels\naudience: customer\ntopic: shipping\nquestions:\n  - How big?\n---\n\nUp to 30 kg.\n"
XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](https://elsewhere.example/pixel.png)",
    "<svg/onload=alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "[x](//elsewhere.example)",
    "[x](/\\elsewhere.example)",
    '"><script>alert(1)</script>',
    "{{ 7 * 7 }}",
]


@dataclass
class Library:
    console: ConsoleDesk
    browsers: dict[str, Browser]

    @property
    def at(self) -> str:
        return f"{self.console.at}/knowledge"

    async def as_(self, slug: str) -> Browser:
        if slug not in self.browsers:
            self.browsers[slug] = await self.console.sign_in(slug)
        return self.browsers[slug]

    async def sees(self, path: str = "", slug: str = "dov", status: int = 200) -> str:
        answer = await (await self.as_(slug)).look(f"{self.at}{path}")
        assert answer.status_code == status, (answer.status_code, answer.text[:1500])
        return answer.text

    async def sends(self, path: str, slug: str = "dov", **fields: Any) -> httpx.Response:
        browser = await self.as_(slug)
        await browser.look(f"{self.console.at}/account")
        return await browser.send_form(f"{self.at}{path}", **fields)

    async def writes(self, slug: str = "dov", path: str = "/new", **changed: str) -> httpx.Response:
        fields = {"title": "Parcels", "body": "Up to 30 kg.", "topic": "shipping", "audience": "customer"}
        return await self.sends(path, slug, **{**fields, "language": "en", "owner": "ana", "act": "save", **changed})

    async def uploads(self, files: Sequence[tuple[str, bytes]], slug: str = "lea") -> httpx.Response:
        browser = await self.as_(slug)
        await browser.look(f"{self.at}/import")
        return await browser.post(
            f"{self.at}/import",
            data={"csrf": browser.token},
            files=[("files", one) for one in files],
            headers={"origin": ORIGIN, "sec-fetch-site": "same-origin"},
        )

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        return list(self.console.desk.rows(query, *values))

    def keys(self) -> set[str]:
        return {row["key"] for row in self.rows("SELECT key FROM article WHERE retired_at IS NULL")}

    def events(self, kind: str) -> list[dict[str, Any]]:
        return self.rows("SELECT actor, data FROM event WHERE kind = %s ORDER BY id", kind)


@pytest_asyncio.fixture
async def library(dsn: str, tmp_path: Path) -> AsyncGenerator[Library]:
    async with console_desk(dsn, tmp_path) as console:
        yield Library(console, {})


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# Reading ----------------------------------------------------------------------------------------------------------------
async def test_articles_are_found_by_words_and_by_every_filter(library: Library) -> None:
    await library.writes()
    await library.writes(title="Handling codes", body="SET-Q", audience="internal", review_at="2026-11-01")
    everything = words_of(await library.sees())
    assert "4 articles" in everything
    for query, found, not_found in [
        ("?q=30+kg", "Parcels", "Handling codes"),
        ("?audience=internal", "Handling codes", "Parcels"),
        ("?topic=refunds", "Refunds", "Parcels"),
        ("?review=due", "Handling codes", "Parcels"),
        ("?review=none", "Parcels", "Handling codes"),
        ("?owner=ana&language=en", "Parcels", "Refunds"),
        ("?freshness=fresh", "Parcels", "nothing"),
    ]:
        [table] = re.findall(r"<tbody>(.*?)</tbody>", await library.sees(query), re.DOTALL)
        assert found in table, query
        assert not_found not in table, query
    assert "No article matches" in await library.sees("?q=%25_%5C")
    assert "No article matches" in await library.sees("?freshness=old")


async def test_odd_addresses_are_answered_in_words(library: Library) -> None:
    assert "No article matches" in await library.sees("?page=999999&topic=shipping")
    for query in ("?page=-1", "?page=x", "?page=%E2%91%A0", "?review=nonsense", "?page=" + "9" * 30, "?q=%00"):
        await library.sees(query)
    await library.sees("/00000000-0000-7000-8000-000000000000", status=404)
    await library.sees(f"/{NORWAY.article}/versions/99999999999999999999", status=404)


async def test_many_articles_come_page_by_page(library: Library) -> None:
    files = [(f"a{n:02}.md", ARTICLE.replace("Parcels", f"Parcels {n:02}").encode()) for n in range(40)]
    assert (await library.uploads(files)).status_code == 200
    first, second = await library.sees("?topic=shipping"), await library.sees("?topic=shipping&page=2")
    assert "Page 1 of 2" in first
    assert "page=2" in first
    assert "Parcels 39" in second
    assert "Parcels 39" not in first


async def test_internal_text_is_unmistakable_and_every_version_stays_readable(library: Library) -> None:
    saved = await library.writes(audience="internal")
    address = saved.headers["location"].partition("?")[0].removeprefix(library.at)
    page = await library.sees(address)
    assert "For agents only." in page
    assert "Internal: agents only" in page
    await library.writes(path=f"{address}/edit", body="Up to 20 kg.", version="1", audience="internal")
    assert "Up to 20 kg." in await library.sees(address)
    assert "Up to 30 kg." in await library.sees(f"{address}/versions/1")


async def test_where_an_article_was_quoted_leads_to_the_conversation(library: Library) -> None:
    desk = library.console.desk
    one = await desk.opened()
    await desk.says(one, "Do you deliver to Norway?")
    await desk.run_jobs()
    assert f"/conversations/{one.id}" in await library.sees(f"/{NORWAY.article}")


async def test_another_workspaces_articles_do_not_exist(library: Library, dsn: str) -> None:
    tenant, _ = seed_workspace(dsn)
    [row] = library.rows(
        """INSERT INTO article (tenant, id, key, content_hash, title, body, topic, audience, language)
           VALUES (%s, %s, 'x', '', 'Theirs', 'Theirs', 'shipping', 'customer', 'en') RETURNING id""",
        tenant,
        uuid4(),
    )
    for path in (f"/{row['id']}", f"/{row['id']}/edit", f"/{row['id']}/versions/1"):
        await library.sees(path, status=404)
    assert (await library.sends(f"/{row['id']}/retire")).status_code == 404
    assert (await library.writes(path=f"/{row['id']}/edit", version="1")).status_code == 404


# Safe to read -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", XSS)
def test_nothing_in_an_article_runs_or_loads(text: str) -> None:
    html = str(rendered(text))
    assert not re.search(r"<(?!/?(?:p|a|strong|em|ul|ol|li|code|blockquote|h[3-6])\b)", html), html
    assert not re.search(r'(?:href|src)="(?!https?://|/%5C)', html), html
    assert " style=" not in html


def test_links_lead_to_the_web_only_and_headings_skip_no_level() -> None:
    good = ["https://a.example", "http://a.example/x", "/help", "help.html", "#top", "../x", "?q=1"]
    bad = [
        "javascript:alert(1)",
        "//a.example",
        "data:text/html,x",
        "mailto:a@b.example",
        "file:///etc/passwd",
        "/\\a",
        "",
    ]
    assert all(leads_to_the_web(one) for one in good)
    assert not any(leads_to_the_web(one) for one in bad)
    assert re.findall(r"<(h\d)>", str(rendered("# a\n\n#### b\n\n## c"))) == ["h3", "h4", "h4"]
    assert "style" not in str(rendered("|a|\n|:-:|\n|1|"))


async def test_markup_in_titles_questions_names_and_texts_is_inert_on_every_page(library: Library) -> None:
    library.rows("UPDATE person SET name = %s WHERE id = %s", XSS[0], library.console.desk.people["ana"])
    saved = await library.writes(title=XSS[0], body="\n\n".join(XSS), questions="\n".join(XSS))
    assert saved.status_code == 303
    address = saved.headers["location"].partition("?")[0].removeprefix(library.at)
    pages = ["", address, f"{address}/edit", f"{address}/versions/1", f"?q={XSS[0]}"]
    for path in pages:
        html = await library.sees(path)
        for marker in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript', 'src="https://elsewhere'):
            assert marker not in html, (path, marker)
    preview = await library.writes(title=XSS[0], body="\n\n".join(XSS), act="preview")
    assert "<script>alert" not in preview.text
    tried = await library.sends("/try", question=f"{XSS[0]} {XSS[1]}")
    assert tried.status_code == 200
    assert "<script>alert" not in tried.text


# Writing ----------------------------------------------------------------------------------------------------------------
async def test_an_article_is_written_previewed_saved_and_noted_in_the_log(library: Library) -> None:
    preview = await library.writes(act="preview", body="## Weight\n\nUp to 30 kg.")
    assert preview.status_code == 200
    assert "<h3>Weight</h3>" in preview.text
    assert "not saved yet" in preview.text
    assert len(library.keys()) == 2
    saved = await library.writes(questions="How heavy?\n\nHow big?\nHow big?")
    assert saved.status_code == 303
    [row] = library.rows("SELECT * FROM article WHERE title = 'Parcels'")
    assert (row["topic"], row["questions"], row["version"]) == ("shipping", ["How heavy?", "How big?"], 1)
    assert row["key"].startswith("shipping/parcels-")
    [event] = library.events("article_kept")
    assert event["actor"] == f"agent:{library.console.desk.people['dov']}"
    assert set(event["data"]) == {"article", "version", "audience"}
    assert library.rows("SELECT body FROM passage WHERE article_id = %s", row["id"])[0]["body"] == "Up to 30 kg."


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(library: Library) -> None:
    odd = await library.writes(title="", language="english please", review_at="soon", topic="nowhere", audience="all")
    assert odd.status_code == 422
    for sentence in ("This is needed.", "is no language tag", "A day like 2027-05-09"):
        assert sentence in odd.text
    assert "Up to 30 kg." in odd.text
    assert (await library.writes(title="x\x00y")).status_code == 422
    assert (await library.writes(body="x" * 200_001)).status_code == 422
    assert (await library.writes(title="x" * 201)).status_code == 422
    assert (await library.writes(review_at="9999-01-01")).status_code == 422
    assert len(library.keys()) == 2


async def test_of_two_people_who_edit_at_once_the_second_is_told_and_overwrites_nothing(library: Library) -> None:
    saved = await library.writes()
    edit = saved.headers["location"].partition("?")[0].removeprefix(library.at) + "/edit"
    assert (await library.writes(path=edit, body="Up to 20 kg.", version="1")).status_code == 303
    late = await library.writes("lea", edit, body="Up to 25 kg.", version="1")
    assert late.status_code == 409
    assert "Somebody else saved this article" in late.text
    assert "Up to 25 kg." in late.text
    assert 'name="version" value="2"' in late.text
    [row] = library.rows("SELECT body, version FROM article WHERE title = 'Parcels'")
    assert (row["body"], row["version"]) == ("Up to 20 kg.", 2)
    same = await library.writes(path=edit, body="Up to 20 kg.", version="2")
    assert same.headers["location"].endswith("done=unchanged")


async def test_a_retired_article_is_quoted_no_more_and_can_come_back(library: Library) -> None:
    saved = await library.writes()
    path = saved.headers["location"].partition("?")[0].removeprefix(library.at)
    assert (await library.sends(f"{path}/retire")).status_code == 303
    assert library.rows("SELECT 1 FROM passage") == []
    assert (await library.sends(f"{path}/retire")).status_code == 404
    assert "quoted no more" in await library.sees(path)
    assert "Parcels" in await library.sees("?state=retired")
    assert (await library.sends(f"{path}/return")).status_code == 303
    assert len(library.rows("SELECT 1 FROM passage")) == 1
    assert [event["data"]["version"] for event in library.events("article_retired")] == [1]


@pytest.mark.parametrize("slug", ["ana", "reviewer"])
async def test_agents_and_reviewers_read_but_do_not_write(library: Library, slug: str) -> None:
    if slug == "reviewer":
        library.console.becomes("chi", "reviewer")
    who = "chi" if slug == "reviewer" else slug
    page = await library.sees(slug=who)
    assert "New article" not in page
    assert "Refunds" in page
    for path in ("/new", "/import", f"/{NORWAY.article}/edit"):
        await library.sees(path, who, 403)
    assert (await library.writes(who)).status_code == 403
    assert (await library.sends(f"/{NORWAY.article}/retire", who)).status_code == 403
    assert (await library.uploads([("a.md", ARTICLE.encode())], who)).status_code == 403
    assert len(library.keys()) == 2


# Importing --------------------------------------------------------------------------------------------------------------
async def test_an_upload_tells_what_was_added_changed_left_alone_and_refused(library: Library) -> None:
    first = await library.uploads([("a.md", ARTICLE.encode()), ("b.md", b"# Internal\n\nSET-Q")])
    assert "2 added, 0 changed, 0 unchanged" in words_of(first.text)
    assert "1 is internal" in words_of(first.text)
    changed = ARTICLE.replace("30", "20").encode()
    second = await library.uploads(
        [("a.md", changed), ("b.md", b"# Internal\n\nSET-Q"), ("c.md", b"\xff\xfe\x00"), ("d.exe", b"MZ")]
    )
    said = words_of(second.text)
    assert "0 added, 1 changed, 1 unchanged , 2 refused" in said or "0 added, 1 changed, 1 unchanged, 2 refused" in said
    assert "not UTF-8" in said
    assert "articles are .md, .json or .jsonl files" in said
    assert len(library.events("article_kept")) == 3


async def test_json_and_archives_are_read_as_a_folder_would_be(library: Library) -> None:
    listed = json.dumps([{"title": "One", "content": "1", "audience": "customer"}, {"title": "", "content": "2"}, 3])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("help/shipping/a.md", ARTICLE.replace("topic: shipping\n", ""))
        archive.writestr("help/opening-hours/b.md", "---\ntitle: Hours\naudience: customer\n---\nNine to five.")
        archive.writestr("__MACOSX/help/._a.md", "clutter")
    answer = await library.uploads([("list.json", listed.encode()), ("help.zip", packed.getvalue())])
    said = words_of(answer.text)
    assert "3 added" in said
    assert "it has no title" in said
    assert "not an object with title and content" in said
    assert "New topics, at level suggest: opening-hours" in said
    assert {"shipping/a.md", "opening-hours/b.md", "list.json#1"} <= library.keys()
    [topic] = library.rows("SELECT level, name FROM topic WHERE slug = 'opening-hours'")
    assert (topic["level"], topic["name"]) == ("suggest", "Opening hours")


async def test_a_supervisor_imports_but_makes_no_topics_and_odd_ones_are_refused(library: Library) -> None:
    elsewhere = ARTICLE.replace("topic: shipping", "topic: gift-cards").encode()
    odd = ARTICLE.replace("topic: shipping", "topic: Gift Cards!").encode()
    said = words_of((await library.uploads([("a.md", ARTICLE.encode()), ("b.md", elsewhere)], "dov")).text)
    assert "1 added" in said
    assert "there is no topic “gift-cards”" in said
    assert "is no topic's short name" in words_of((await library.uploads([("c.md", odd)])).text)
    assert library.rows("SELECT 1 FROM topic WHERE slug = 'gift-cards'") == []


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "Choose one or more files"),
        ([("a.zip", b"PK\x03\x04 broken")], "not a .zip that can be read"),
        ([("../../etc/a.md", ARTICLE.encode())], "its name cannot be used"),
        ([(".hidden.md", ARTICLE.encode())], "its name cannot be used"),
        ([("x" * 300 + ".md", ARTICLE.encode())], "its name cannot be used"),
        ([("a.json", b"[" * 100_000)], "not JSON"),
        ([("a.json", b'{"title": "x", "content": "\\ud800"}')], "lone surrogate"),
        ([("a.md", b"---\ntitle: x\n")], "not closed"),
        ([("a.md", b"---\n!!python/object/apply:os.system [x]\n---\nhello")], "not YAML"),
        ([("a.md", b"\x89PNG\r\n\x1a\n\x00\x00")], "not UTF-8"),
        ([("a.md", b"# T\n\nx\x00y")], "NUL"),
    ],
)
async def test_a_bad_file_is_refused_in_a_sentence(library: Library, files: list[Any], says: str) -> None:
    answer = await library.uploads([*files, ("good.md", ARTICLE.encode())] if files else [("", b"")])
    assert answer.status_code in (200, 422)
    assert says in words_of(answer.text)
    assert ({"good.md"} <= library.keys()) == bool(files)


async def test_three_hundred_files_arrive_and_too_many_are_refused_whole(library: Library) -> None:
    many = [(f"{n}.md", ARTICLE.replace("Parcels", f"P{n}").encode()) for n in range(300)]
    assert "300 added" in words_of((await library.uploads(many)).text)
    too_many = await library.uploads([(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)])
    assert too_many.status_code == 422
    assert "Nothing was kept" in too_many.text


async def test_an_upload_that_is_too_large_is_refused_with_the_limit(library: Library) -> None:
    answer = await library.uploads([("a.md", b"x" * (LARGEST_UPLOAD + 1))])
    assert answer.status_code == 413
    assert "16 MB" in answer.text
    assert "Nothing was kept" in answer.text


def test_a_small_archive_that_holds_a_whole_disk_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(8):
            archive.writestr(f"{n}.json", b" " * 10_000_000)
    with pytest.raises(TooMuchToRead, match=f"{LARGEST_UNPACKED // 1_000_000} MB"):
        read_upload([("bomb.zip", packed.getvalue())])


def test_a_second_file_of_one_name_is_named_and_the_first_is_kept() -> None:
    reading = read_upload([("a.md", b"# One\n\n1"), ("a.md", b"# Two\n\n2"), ("a.md/b.md", b"# Three\n\n3")])
    assert [one.title for one in reading.articles] == ["One"]
    assert [one.reason for one in reading.refused] == ["a second file with this name", "its name cannot be used"]


# Trying -----------------------------------------------------------------------------------------------------------------
async def test_a_question_shows_what_would_be_quoted_and_why_or_why_not(library: Library) -> None:
    await library.writes(
        title="Delivery to Norway",
        body="We deliver to Norway in 4 to 6 working days.",
        questions="Do you ship to Norway?",
    )
    page = words_of((await library.sends("/try", "ana", question="Do you ship to Norway?")).text)
    assert "4 to 6 working days" in page
    assert "Why, or why not" in page
    person = words_of((await library.sends("/try", "ana", question="I want to talk to a person")).text)
    assert "A person would get it" in person
    assert "Who would get it" in person
    assert library.rows("SELECT 1 FROM conversation") == []
    assert [event["data"]["kind"] for event in library.events("question_tried")][-1] == "hand_off"
    assert "Norway" not in json.dumps(library.events("question_tried"))


async def test_an_empty_or_endless_question_is_refused(library: Library) -> None:
    for question in ("", "  \n ", "\u200b", "x" * 4001, "\x00"):
        answer = await library.sends("/try", question=question)
        assert answer.status_code == 422, question[:5]
        assert 'aria-invalid="true"' in answer.text
    assert library.events("question_tried") == []
