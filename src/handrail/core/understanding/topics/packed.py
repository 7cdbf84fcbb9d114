"""A fit as bytes and back: arrays and plain data, nothing that could run."""

import json
from dataclasses import asdict
from io import BytesIO
from typing import Any

import numpy as np

from handrail.core.understanding.topics.chance import Chance
from handrail.core.understanding.topics.example import Handle, Label
from handrail.core.understanding.topics.fitted import Bar, FittedTopics, Head
from handrail.core.understanding.topics.grams import Buckets

FORMAT = "topics/1"
_ARRAYS = ("middle", "rows", "owner", "coefs", "words")
_CHANCES = ("right", "known", "routine")
_HALF = ("rows", "words")
"""Kept at half precision: the largest, and exact to three digits."""


class NotAFit(ValueError):
    """These bytes are no fit, or one of a format that this version cannot read."""


def pack(fitted: FittedTopics) -> bytes:
    arrays: dict[str, Any] = {}
    for at, head in enumerate(fitted.heads):
        for name in _ARRAYS:
            held = getattr(head, name)
            arrays[f"{at}.{name}"] = held.astype(np.float16) if name in _HALF else held
        arrays[f"{at}.weights"] = head.buckets.weights
        for name in _CHANCES:
            chance: Chance = getattr(head, name)
            arrays[f"{at}.{name}"] = np.concatenate([chance.middle, chance.scale, chance.weights])
    told = {
        "format": FORMAT,
        "version": fitted.version,
        "labels": [[one.topic, one.handle.value] for one in fitted.labels],
        "heads": [{"embedder": one.embedder, "size": one.buckets.size} for one in fitted.heads],
        "bars": {language: asdict(bar) for language, bar in fitted.bars.items()},
        "main_language": fitted.main_language,
        "english": fitted.english,
    }
    arrays["told"] = np.frombuffer(json.dumps(told, sort_keys=True).encode(), np.uint8)
    out = BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def unpack(raw: bytes) -> FittedTopics:
    """Raises NotAFit."""
    try:
        with np.load(BytesIO(raw), allow_pickle=False) as arrays:
            told = json.loads(arrays["told"].tobytes())
            if told["format"] != FORMAT:
                raise NotAFit(f"This fit is of the format {told['format']}; {FORMAT} can be read.")
            heads = tuple(_head(arrays, at, each) for at, each in enumerate(told["heads"]))
    except NotAFit:
        raise
    except Exception as error:  # whatever the bytes are: zip, JSON, shapes
        raise NotAFit("These bytes are no fit of topics.") from error
    return FittedTopics(
        version=told["version"],
        labels=tuple(Label(topic, Handle(handle)) for topic, handle in told["labels"]),
        heads=heads,
        bars={language: Bar(**bar) for language, bar in told["bars"].items()},
        main_language=told["main_language"],
        english=told["english"],
    )


def _head(arrays: Any, at: int, told: dict[str, Any]) -> Head:
    held: dict[str, Any] = {name: arrays[f"{at}.{name}"] for name in _ARRAYS}
    for name in _HALF:
        held[name] = held[name].astype(np.float32)
    for name in _CHANCES:
        held[name] = _chance(arrays[f"{at}.{name}"])
    return Head(embedder=told["embedder"], buckets=Buckets(told["size"], arrays[f"{at}.weights"]), **held)


def _chance(numbers: Any) -> Chance:
    """k middles, k scales, 2 k + 1 weights."""
    k = (len(numbers) - 1) // 4
    return Chance(numbers[:k], numbers[k : 2 * k], numbers[2 * k :])
