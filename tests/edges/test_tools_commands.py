"""`handrail tools` against the real demo shop: connected, allowed, tried, written to a file and read again."""

import json
import sys
from pathlib import Path

import psycopg
import pytest
import yaml
from click.testing import CliRunner, Result

from handrail.cli.main import main
from tests.desk import seed_workspace

SOURCE = str(Path(__file__).parents[2] / "src")


class Shell:
    def __init__(self, folder: Path, dsn: str) -> None:
        self.folder, self.dsn = folder, dsn

    def run(self, *words: str) -> Result:
        env = {
            "HANDRAIL_DATA": str(self.folder / "data"),
            "DATABASE_URL": self.dsn,
            "HANDRAIL_EMBEDDER": "none",
            "HANDRAIL_MULTILINGUAL": "none",
        }
        return CliRunner().invoke(main, list(words), env=env)

    def says(self, *words: str, code: int = 0) -> str:
        told = self.run(*words)
        assert told.exit_code == code, (words, told.output, told.exception)
        return told.output


@pytest.fixture
def shop(tmp_path: Path, dsn: str) -> Shell:
    seed_workspace(dsn)
    shell = Shell(tmp_path, dsn)
    command = f"{sys.executable} -m handrail.demo.shop_server --ledger {tmp_path / 'shop.sqlite'}"
    said = shell.says("tools", "add", "shop", "--mcp-stdio", command, "--env", f"PYTHONPATH={SOURCE}")
    assert "added    refund_order" in said
    return shell


def test_a_new_tool_asks_a_person_until_it_is_allowed_more_and_is_tried_by_hand(shop: Shell) -> None:
    assert "irreversible" in shop.says("tools", "list")
    order = ("tools", "test", "order_status", "--arg", "order=TW-300001", "--reference", "cus-0001")
    assert "--yes-really" in shop.says(*order, code=1)
    shop.says("tools", "allow", "order_status", "--risk", "read", "--identity", "code", "--fill", "customer=reference")
    assert json.loads(shop.says(*order))["data"]["thing"] == "Fellside tent"
    assert "no such order" in shop.says(*order[:-1], "cus-0002", code=1)
    assert "has no parameter" in shop.says("tools", "allow", "order_status", "--fill", "buyer=reference", code=1)
    money = ("tools", "allow", "refund_order", "--risk", "money", "--amount", "amount")
    assert "up to 5000 EUR" in shop.says(
        *money, "--cap", "50.00EUR", "--per-customer-day", "80EUR", "--per-day", "100EUR"
    )
    assert "no amount" in shop.says(*money, "--cap", "50", code=1)
    assert "one currency" in shop.says(*money, "--cap", "50USD", code=1)


def test_a_file_of_tools_is_read_again_and_a_fault_in_it_has_its_place(shop: Shell, tmp_path: Path) -> None:
    file = tmp_path / "tools.yaml"
    file.write_text(shop.says("tools", "export"), "utf-8")
    assert len(yaml.safe_load(file.read_text())["tools"]) == 13
    assert "13 tools" in shop.says("tools", "import", str(file))
    file.write_text("tools:\n  - slug: refund_order\n    risk: harmless\n")
    assert f"{file}:3:11" in shop.says("tools", "import", str(file), code=1)
    file.write_text("tools:\n  - slug: refund_order\n    undo: nothing_here\n")
    assert f"{file}:3:" in shop.says("tools", "import", str(file), code=1)
    file.write_text("- what\n")
    assert "begins with `tools:`" in shop.says("tools", "import", str(file), code=1)


def test_a_secret_is_kept_locked_and_a_server_that_is_not_there_is_said_so(
    shop: Shell, tmp_path: Path, dsn: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("t0p-s3cret\n")
    shop.says("tools", "stop", "refund_order", "--as", "ana", "--because", "odd")
    assert "STOPPED" in shop.says("tools", "list")
    gone = ("tools", "add", "crm", "--mcp-http", "http://127.0.0.1:9/mcp", "--secret-file", str(secret))
    assert "inside our own network" in shop.says(*gone, code=1)
    command = f"{sys.executable} -m handrail.demo.shop_server --ledger {tmp_path / 'shop.sqlite'}"
    shop.says(
        "tools", "add", "shop", "--mcp-stdio", command, "--env", f"PYTHONPATH={SOURCE}", "--secret-file", str(secret)
    )
    with psycopg.connect(dsn) as rows:
        [(kept,)] = rows.execute("SELECT secret FROM tool_server").fetchall()
    assert kept and b"t0p-s3cret" not in bytes(kept)
    shop.says("tools", "remove", "shop", "--server")
    assert shop.says("tools", "list") == ""
