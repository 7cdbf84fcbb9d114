"""What a newcomer does first: run the demo, try a message, ask for a person, look at the promises."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from handrail.storage import embedded

HANDRAIL = str(Path(sys.executable).with_name("handrail"))

ASKS = {
    "en": "let me talk to a human",
    "de": "Ich möchte mit einem Mitarbeiter sprechen",
    "fr": "Je veux parler à un conseiller",
    "es": "quiero hablar con una persona",
    "it": "voglio parlare con un operatore",
    "pt": "quero falar com um atendente",
    "nl": "ik wil een medewerker spreken",
    "pl": "chcę rozmawiać z konsultantem",
    "sv": "jag vill prata med en människa",
    "da": "jeg vil gerne tale med et menneske",
    "nb": "jeg vil snakke med et menneske",
    "fi": "haluan puhua ihmisen kanssa",
    "cs": "chci mluvit s člověkem",
    "hu": "egy emberrel szeretnék beszélni",
    "ro": "vreau să vorbesc cu un om",
    "uk": "хочу поговорити з людиною",
    "ru": "хочу поговорить с человеком",
    "el": "θέλω να μιλήσω με άνθρωπο",
    "tr": "bir insanla görüşmek istiyorum",
    "ar": "أريد التحدث مع موظف",
    "he": "אני רוצה לדבר עם נציג אנושי",
    "hi": "मुझे किसी इंसान से बात करनी है",
    "id": "saya mau bicara dengan manusia",
    "vi": "tôi muốn nói chuyện với nhân viên",
    "ja": "人間と話したい",
    "ko": "사람과 이야기하고 싶어요",
    "zh": "我要转人工",
}


def run(data: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run([HANDRAIL, *words, "--data", str(data)], capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stderr + done.stdout
    return done.stdout


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(text: str, process: "subprocess.Popen[str]", seconds: float) -> str:
    assert process.stdout is not None
    said, until = "", time.monotonic() + seconds
    while time.monotonic() < until:
        line = process.stdout.readline()
        said += line
        if text in line:
            return said
        if process.poll() is not None:
            break
    raise AssertionError(f"never said {text!r}: {said}")


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[Path, str, str]]:
    """`handrail demo` on a fresh folder: data folder, address, what it printed."""
    with tempfile.TemporaryDirectory(prefix="handrail-demo-") as folder:
        data, port = Path(folder), a_free_port()
        data.chmod(0o755)
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        command = [HANDRAIL, "demo", "--port", str(port), "--data", folder]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        )
        try:
            said = wait_for("ready:", process, 150)
            yield data, f"http://127.0.0.1:{port}", said
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
            assert process.stdout is not None
            process.stdout.close()
            embedded.stop(data)


pytestmark = pytest.mark.slow


def test_the_demo_reaches_a_ready_line_with_addresses_and_sign_in(demo: tuple[Path, str, str]) -> None:
    _, address, said = demo
    assert f"ready: {address}" in said
    assert re.search(r"SITE=site_\S+", said)
    assert re.search(r"AGENT_TOKEN=hr_\S+", said)
    assert httpx.get(f"{address}/healthz").status_code == 200
    assert httpx.get(f"{address}/readyz").json()["ready"] is True


def test_a_question_is_answered_with_the_article_that_says_it(demo: tuple[Path, str, str]) -> None:
    said = run(demo[0], "try", "Do you ship to Norway?")
    assert "Answer" in said
    assert "Norway" in said
    assert "source: " in said
    decided = json.loads(run(demo[0], "try", "Do you ship to Norway?", "--json"))
    assert decided["decision"] == "answer"
    assert decided["sources"][0]["id"] == "shipping/norway.md"
    assert decided["reply"] in decided["sources"][0]["quote"]


def test_whoever_asks_for_a_person_gets_a_named_one_in_any_of_many_languages(demo: tuple[Path, str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        rows.write_text("".join(json.dumps({"text": t, "lang": lang}) + "\n" for lang, t in ASKS.items()))
        run(demo[0], "try", "--file", str(rows), "--out", str(out))
        decided = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(decided) == len(ASKS)
    missed = [row["text"] for row in decided if row["decision"] != "hand_off" or row["rule"] != "wants-person"]
    assert missed == []
    assert all(row["owner"]["name"] for row in decided)


def test_bad_rows_are_named_by_their_line_and_lose_nothing(demo: tuple[Path, str, str], tmp_path: Path) -> None:
    rows = tmp_path / "in.jsonl"
    rows.write_text('{"text": "hi"}\n{"text": 3}\n')
    done = subprocess.run(
        [HANDRAIL, "try", "--file", str(rows), "--data", str(demo[0])], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert "line 2" in done.stderr
    rows.write_text('{"text": "hi"}\n{"text": ""}\n{"text": "Do you ship to Norway?", "history": ["hello"]}\n')
    decided = [json.loads(line) for line in run(demo[0], "try", "--file", str(rows)).splitlines()]
    assert [row["decision"] for row in decided] == ["ask_back", "wait", "answer"]
    assert decided[1]["error"] == "MessageEmpty"


def test_the_six_promises_are_zero_and_the_log_verifies(demo: tuple[Path, str, str]) -> None:
    reports = json.loads(run(demo[0], "promises", "--json"))
    assert [report["violations"] for report in reports] == [0] * 6
    assert "the chain holds" in run(demo[0], "log", "verify")
    assert "0 differs" in run(demo[0], "replay")
    doctor = run(demo[0], "doctor", code=1)
    [bad] = [line for line in doctor.splitlines() if "BAD" in line]
    assert "pages would only be printed" in bad, "the demo has no mail server and no pager, and nothing else is wrong"


def test_importing_the_same_articles_again_changes_nothing(demo: tuple[Path, str, str], tmp_path: Path) -> None:
    (tmp_path / "shipping").mkdir()
    article = tmp_path / "shipping" / "greenland.md"
    article.write_text(
        "---\ntitle: Shipping to Greenland\naudience: customer\n---\nWe ship to Greenland for 39 euros.\n"
    )
    assert "1 added" in run(demo[0], "knowledge", "import", str(tmp_path))
    assert "1 unchanged" in run(demo[0], "knowledge", "import", str(tmp_path))
    assert "Greenland for 39" in run(demo[0], "try", "Do you ship to Greenland?")
    (tmp_path / "shipping" / "broken.md").write_bytes(b"---\ntitle: x\n---\n\xff\xfe")
    done = subprocess.run(
        [HANDRAIL, "knowledge", "import", str(tmp_path), "--data", str(demo[0])], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "broken.md" in done.stderr


def test_a_second_workspace_is_made_and_kept_apart(demo: tuple[Path, str, str]) -> None:
    data = demo[0]
    said = run(data, "workspace", "create", "acme", "--admin", "Ada Admin", "--email", "ada@acme.example")
    assert "site key" in said
    assert "admin token  hr_" in said
    assert "acme" in run(data, "workspace", "list")
    done = subprocess.run([HANDRAIL, "people", "list", "--data", str(data)], capture_output=True, text=True)
    assert done.returncode == 1
    assert "--workspace" in done.stderr
    assert "Ada Admin" in run(data, "people", "list", "--workspace", "acme")
    again = ["workspace", "create", "acme", "--admin", "A", "--email", "a@acme.example"]
    assert subprocess.run([HANDRAIL, *again, "--data", str(data)], capture_output=True).returncode == 1
