"""The OpenAPI document is true: every schema is the decoder's own, every example decodes, and no request however odd
gets a 5xx or an answer that the document does not know."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from handrail.api.document import request_types
from handrail.api.examples import EXAMPLES
from tests.edges.desk_for_tests import ApiDesk, api_desk
from tests.edges.test_api_streams import served

SECONDS = {"Customer": 25, "Agent": 25, "Admin": 25, "Process": 5}
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
)


@pytest.fixture
async def api(dsn: str) -> AsyncGenerator[ApiDesk]:
    async with api_desk(dsn) as made:
        yield made


async def document(api: ApiDesk) -> dict[str, Any]:
    return (await api.http.get("/v1/openapi.json")).json()


async def test_every_address_is_described_with_its_problems(api: ApiDesk) -> None:
    whole = await document(api)
    assert whole["openapi"].startswith("3.1")
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["summary"], where
            assert len(operation["description"]) > 10, where
            assert operation["tags"], where
            if path.startswith("/v1/"):
                assert {"400", "401", "403", "422", "429", "500", "503"} <= operation["responses"].keys(), where
                assert operation["security"], where
                if "requestBody" in operation:
                    assert {"413", "415"} <= operation["responses"].keys(), where
            for status, response in operation["responses"].items():
                kinds = set(response.get("content", {}))
                assert int(status) < 400 or path == "/readyz" or kinds == {"application/problem+json"}, where


async def test_every_reference_leads_somewhere_and_every_request_is_closed(api: ApiDesk) -> None:
    whole = await document(api)
    schemas = whole["components"]["schemas"]
    assert set(re.findall(r"#/components/schemas/([\w.]+)", json.dumps(whole))) <= schemas.keys()
    taken = {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        for operations in whole["paths"].values()
        for operation in operations.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})  # the others are files
    }
    assert taken == EXAMPLES.keys()
    for name in taken:
        assert schemas[name]["additionalProperties"] is False, name
        assert schemas[name]["examples"] == [EXAMPLES[name]], name


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_example_is_accepted_as_it_stands(name: str) -> None:
    msgspec.json.decode(json.dumps(EXAMPLES[name]).encode(), type=request_types()[name])


async def test_the_quick_way_in_answers_as_the_documented_one(api: ApiDesk) -> None:
    """A slash at the end leads past the plain ASGI way into the handler that the document describes."""
    visitor = await api.starts()
    bodies: list[Any] = [{"text": "Hello"}, {"text": ""}, {"txt": "Hello"}, [], {"text": "a", "continue": False}]
    for number, body in enumerate(bodies):
        answers = [
            await api.http.post(
                f"{visitor.path}/messages{end}",
                json=body,
                headers={**visitor.headers, "Idempotency-Key": f"key-{number}-{end}"},
            )
            for end in ("", "/")
        ]
        quick, documented = answers
        assert quick.status_code == documented.status_code, body
        assert quick.headers["content-type"] == documented.headers["content-type"]
        assert quick.json().keys() == documented.json().keys()
        assert quick.json().get("type") == documented.json().get("type")
    known = (await document(api))["paths"]["/v1/customer/conversations/{conversation}/messages"]["post"]["responses"]
    assert {"200", "201", "409", "413", "415", "422"} <= known.keys()


@pytest.mark.slow
@pytest.mark.parametrize("side", list(SECONDS))
async def test_no_request_however_odd_surprises_us(api: ApiDesk, tmp_path: Path, side: str) -> None:
    visitor = await api.starts(text="Do you ship to Norway?", name="Kim")
    await api.desk.run_jobs()
    headers = visitor.headers if side == "Customer" else api.as_agent("lea")
    known = tmp_path / "known.toml"
    known.write_text(f'[parameters]\n"path.conversation" = "{visitor.conversation}"\n')
    async with served(api) as client:
        found = await _schemathesis(str(client.base_url), side, headers, known)
    assert found is None, found


async def _schemathesis(url: str, side: str, headers: dict[str, str], config: Path) -> str | None:
    """None when it found nothing to complain about, else what it said."""
    given = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    command: Sequence[str] = (
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", f"{url}/v1/openapi.json"),
        *("--include-tag", side, "--exclude-path-regex", "/stream$", "--checks", ",".join(CHECKS)),
        *("--mode", "all", "--max-time", str(SECONDS[side]), "--seed", "1", "--warnings", "off", "--workers", "1"),
        *("--continue-on-failure", "--suppress-health-check", "all", "--request-timeout", "20", *given),
    )
    process = await asyncio.create_subprocess_exec(
        *command, cwd=config.parent, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    return None if process.returncode == 0 else said.decode()[-8_000:]
