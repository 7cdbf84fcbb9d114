"""What browsers load: built from source, served with the right headers, small enough, and said plainly when missing."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from handrail.frontend import Frontend, FrontendNotBuilt

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "frontend"


@pytest.fixture(scope="module")
def frontend() -> Frontend:
    front = Frontend()
    if front.built is None:
        pytest.skip(front.missing)
    return front


def client(front: Frontend) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url="http://desk.example")


async def test_hashed_files_are_kept_for_ever_and_only_for_our_own_pages(frontend: Frontend) -> None:
    url = frontend.asset_url("console.css")
    assert url.startswith("/assets/console-")
    assert frontend.serves(url)
    async with client(frontend) as http:
        answer = await http.get(url)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers


async def test_the_widget_and_its_texts_may_be_loaded_by_any_site(frontend: Frontend) -> None:
    async with client(frontend) as http:
        for path, kind in (("/widget.js", "text/javascript"), ("/widget/texts/en.json", "application/json")):
            answer = await http.get(path)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith(kind)
            assert answer.headers["access-control-allow-origin"] == "*"
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert "immutable" not in answer.headers["cache-control"]


async def test_what_a_browser_has_already_is_not_sent_again(frontend: Frontend) -> None:
    async with client(frontend) as http:
        first = await http.get("/widget.js")
        again = await http.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
        head = await http.head("/widget.js")
    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")


async def test_large_files_travel_packed_when_that_is_understood(frontend: Frontend) -> None:
    url = frontend.asset_url("console.js")
    async with client(frontend) as http:
        packed = await http.get(url, headers={"Accept-Encoding": "gzip, br"})
        plain = await http.get(url, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.content == plain.content


@pytest.mark.parametrize(
    "path", ["/assets/nothing.js", "/assets/../manifest.json", "/widget/texts/xx.json", "/assets/"]
)
async def test_nothing_but_built_files_is_served(frontend: Frontend, path: str) -> None:
    async with client(frontend) as http:
        assert (await http.get(path)).status_code == 404
        assert (await http.post("/widget.js")).status_code == 405


async def test_a_missing_build_is_said_in_words(tmp_path: Path) -> None:
    front = Frontend(tmp_path)
    with pytest.raises(FrontendNotBuilt, match="make setup"):
        front.asset_url("console.js")
    async with client(front) as http:
        answer = await http.get("/widget.js")
    assert answer.status_code == 503
    assert "Node.js" in answer.text


async def test_the_shop_page_is_there_with_the_demo_company_and_under_a_strict_policy(frontend: Frontend) -> None:
    async def demo_site() -> str | None:
        return 'site_<"quoted">'

    async with client(Frontend(demo_site=demo_site)) as http:
        shop = await http.get("/shop")
    async with client(frontend) as http:
        nowhere = await http.get("/shop")
    assert shop.status_code == 200
    assert 'site-key="site_&lt;&quot;quoted&quot;&gt;"' in shop.text
    policy = shop.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script>|<style|\son\w+=|\sstyle=|https?://", shop.text), "nothing inline, nothing foreign"
    assert nowhere.status_code == 404
    assert "handrail demo" in nowhere.text


def test_every_language_says_everything_with_the_same_blanks() -> None:
    texts = {file.stem: json.loads(file.read_text("utf-8")) for file in (SOURCES / "src" / "texts").glob("*.json")}
    spoken = re.search(r"SPOKEN = \[(.*?)\]", (SOURCES / "src" / "widget" / "texts.ts").read_text())
    assert spoken is not None
    assert sorted(texts) == sorted(re.findall(r'"(\w\w)"', spoken[1]))
    assert len(texts) == 12
    for language, said in texts.items():
        assert said.keys() == texts["en"].keys(), language
        for name, text in said.items():
            blanks = set(re.findall(r"\{\w+\}", text))
            assert blanks == set(re.findall(r"\{\w+\}", texts["en"][name])), (language, name)
            assert text.strip(), (language, name)


def test_the_widget_is_at_most_twenty_kilobytes_to_load(frontend: Frontend) -> None:
    assert frontend.built is not None
    size = len(gzip.compress(frontend.built.served["/widget.js"].body, 9))
    assert size <= 20 * 1024, f"{size} bytes gzipped"


def test_the_lock_holds_hashes_and_no_registrys_address() -> None:
    packages: dict[str, dict[str, str]] = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    assert all("resolved" not in one for one in packages.values())
    assert all("integrity" in one for name, one in packages.items() if name)


def test_the_types_of_the_frontend_hold() -> None:
    npm = shutil.which("npm")
    if npm is None or not (SOURCES / "node_modules").exists():
        pytest.skip("node and npm are missing: the frontend's types are not checked")
    done = subprocess.run([npm, "run", "--silent", "check"], cwd=SOURCES, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
