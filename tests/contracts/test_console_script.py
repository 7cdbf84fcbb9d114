"""The console's script: small, without eval, and counting down in the server's own words."""

import gzip
import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handrail.console.templating import countdown, until
from handrail.frontend import Frontend

SOURCES = Path(__file__).parents[2] / "frontend"
SECONDS = [
    0, 0.4, 1, 59, 59.9, 60, 61, 299, 300, 301, 3599, 3600, 3660, 7199.5, 7200, 86399, 86400, 172799, 900000,
    -0.4, -1, -59, -60, -361, -3600, -7262, -86400, -1000000,
]  # fmt: skip


def test_script_and_style_of_a_page_are_within_sixty_kilobytes() -> None:
    front = Frontend()
    if front.built is None:
        pytest.skip(front.missing)
    urls = [front.asset_url(name) for name in ("console.js", "console.css", "live-worker.js")]
    sizes = [len(gzip.compress(front.built.served[url].body, 9)) for url in urls]
    assert sum(sizes) <= 60 * 1024, dict(zip(urls, sizes, strict=True))


def test_our_own_script_needs_no_eval_and_writes_no_markup() -> None:
    for file in (SOURCES / "src" / "console").glob("*.ts"):
        assert (
            re.search(r"\beval\(|new Function|innerHTML\s*=|outerHTML\s*=|insertAdjacentHTML", file.read_text()) is None
        ), file


def test_the_browser_counts_down_in_the_servers_words(tmp_path: Path) -> None:
    node, esbuild = shutil.which("node"), SOURCES / "node_modules" / ".bin" / "esbuild"
    if node is None or not esbuild.exists():
        pytest.skip("node and npm are missing: the browser's words are not compared")
    built, script = tmp_path / "countdown.mjs", tmp_path / "say.mjs"
    source = SOURCES / "src" / "console" / "countdown.ts"
    subprocess.run([esbuild, source, "--format=esm", f"--outfile={built}", "--log-level=error"], check=True)
    script.write_text(
        'import { words, mood } from "./countdown.mjs";\n'
        f"console.log(JSON.stringify({json.dumps(SECONDS)}.map((one) => [words(one), mood(one)])));\n"
    )
    said = json.loads(subprocess.run([node, script], check=True, capture_output=True, text=True).stdout)
    assert said == [[countdown(one), _mood(one)] for one in SECONDS]


def _mood(seconds: float) -> str:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    found = re.search(r'class="countdown (\w+)"', until(now + timedelta(seconds=seconds), now))
    assert found is not None
    return found[1]
