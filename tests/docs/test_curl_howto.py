"""The how-to of curl does what it says, word for word, against a real desk with the demo company."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handrail.storage import embedded

HANDRAIL = str(Path(sys.executable).with_name("handrail"))
QUICK = {"HANDRAIL_EMBEDDER": "none", "HANDRAIL_MULTILINGUAL": "none", "HANDRAIL_DEBOUNCE_SECONDS": "0.2"}
READY_WITHIN = 120.0
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "drive-a-conversation-with-curl.md"


def shell_blocks() -> str:
    """Everything that a reader would paste, in order."""
    return "\n".join(re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL))


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demo() -> Iterator[dict[str, str]]:
    """The demo company in a folder of its own; the variables as `handrail demo` prints them."""
    with tempfile.TemporaryDirectory(prefix="handrail-howto-") as folder:
        data = Path(folder)
        data.chmod(0o755)
        said = data / "said.log"
        command = [HANDRAIL, "demo", "--data", folder, "--port", str(a_free_port())]
        with said.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, **QUICK})
        try:
            yield _printed(process, said)
        finally:
            process.terminate()
            process.wait(30)
            embedded.stop(data)


def _printed(process: "subprocess.Popen[bytes]", said: Path) -> dict[str, str]:
    for _ in range(int(READY_WITHIN / 0.2)):
        text = said.read_text(errors="replace")
        if "ready: http" in text:
            return dict(re.findall(r"^\s+(URL|SITE|AGENT_TOKEN)=(\S+)$", text, re.MULTILINE))
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(said.read_text(errors="replace")[-3_000:])


@pytest.mark.slow
def test_the_page_drives_a_conversation_to_a_person_and_back() -> None:
    if missing := [tool for tool in ("curl", "jq", "bash") if shutil.which(tool) is None]:
        pytest.skip(f"not here: {', '.join(missing)}")
    with demo() as variables:
        assert variables.keys() == {"URL", "SITE", "AGENT_TOKEN"}
        script = f"set -euo pipefail\n{shell_blocks()}"
        done = subprocess.run(
            ["bash", "-c", script],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
            env={**os.environ, **variables},
        )
    said = done.stdout
    assert done.returncode == 0, f"{said[-3_000:]}\n{done.stderr[-3_000:]}"
    assert "/problems/" not in said, said
    assert "AI assistant" in said
    assert re.search(r"The answer is quoted from: .*Norway", said), said
    assert "event: message" in said
    assert "event: state" in said
    assert '"how": "chat"' in said
    assert '"do_not_ask"' in said
    assert '"from": "You"' in said
    assert "Wanted to be sure" not in said
    assert '"state": "resolved"' in said
    assert '"resolved_as": "by_agent"' in said
    assert '"rule": "quote-approved"' in said
    assert '"rule": "wants-person"' in said
    assert '"given_back"' in said
