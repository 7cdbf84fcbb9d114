"""What reading a message costs without a language model: processor time a message, and resident memory of the process."""

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil

from bench.decisions.figure import Figure
from bench.decisions.reader import Reader
from handrail.core.understanding.danger import danger
from handrail.core.understanding.notice import notice
from handrail.core.understanding.wants_person import find_wish

SECTION = "cost: one message read, all signals, without a language model"


def measure(data: Path) -> Sequence[Figure]:
    """Processor time of all threads, every text embedded anew. Messages: routine ones, and all of `single`."""
    before = psutil.Process(os.getpid()).memory_info().rss
    reader = Reader(notice, remember=False)
    routine, single = (_texts(data / "moments" / name) for name in ("routine.jsonl", "single.jsonl"))
    english = [text for text, language in routine if language == "en"]
    others = [text for text, language in routine if language != "en"]
    for text in (english + others)[:10]:
        _read(reader, text)
    figures = list[Figure]()
    every = list[float]()
    for name, texts in (
        ("routine, English", english),
        ("routine, other languages", others),
        ("moments and near-misses, all languages", [text for text, _ in single][:400]),
    ):
        took = [_read(reader, text) for text in texts]
        every += took
        figures += _quantiles(name, took)
    figures += _quantiles("all of these", every, aims=("under 10 ms", "under 40 ms"))
    now = psutil.Process(os.getpid()).memory_info().rss
    figures.append(Figure(SECTION, "resident memory, whole process", now / 1e6, 1, aim="under 400 MB", unit="MB"))
    figures.append(Figure(SECTION, "of which before reading", before / 1e6, 1, unit="MB"))
    return figures


def _texts(path: Path) -> list[tuple[str, str]]:
    return [(row["text"], row["lang"]) for row in map(json.loads, path.read_text().splitlines())]


def _read(reader: Reader, text: str) -> float:
    """Milliseconds of processor time."""
    start = time.process_time_ns()
    if find_wish(text) is None:
        reader.understood(text)
        danger(text)
    return (time.process_time_ns() - start) / 1e6


def _quantiles(name: str, took: list[float], aims: tuple[str, str] = ("", "")) -> list[Figure]:
    return [
        Figure(SECTION, f"{name}: median", float(np.median(took)), len(took), aim=aims[0], unit="ms"),
        Figure(SECTION, f"{name}: 99th of 100", float(np.quantile(took, 0.99)), len(took), aim=aims[1], unit="ms"),
    ]
