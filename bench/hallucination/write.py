"""The small model writes a reply to every question: `python -m bench.hallucination.write URL FILE`, some seconds each."""

import json
import sys
import time
from pathlib import Path

import httpx

from bench.hallucination.asked import every
from bench.retrieval import DATA

SYSTEM = "You answer customers of a company from its article. Answer in two or three full sentences."


def write(url: str, out: Path) -> None:
    done = {json.loads(line)["id"] for line in out.read_text().splitlines()} if out.exists() else set[str]()
    with httpx.Client(timeout=120) as client, out.open("a", encoding="utf-8") as lines:
        for one in every(DATA):
            if one.id in done:
                continue
            began = time.monotonic()
            asked = f"Article “{one.title}”:\n{one.passage}\n\nQuestion: {one.question}"
            messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": asked}]
            answer = client.post(f"{url}/chat/completions", json={"messages": messages, "max_tokens": 60})
            reply = answer.raise_for_status().json()["choices"][0]["message"]["content"]
            seconds = round(time.monotonic() - began, 2)
            lines.write(json.dumps({"id": one.id, "reply": reply, "seconds": seconds}, ensure_ascii=False) + "\n")
            lines.flush()


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
