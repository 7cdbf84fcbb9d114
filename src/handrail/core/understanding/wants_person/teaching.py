"""Turns the written examples into what the fit takes, and the fitted weights into the table that is shipped."""

from base64 import b85encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import compress

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.wants_person.features import Features
from handrail.core.understanding.wants_person.fitting import Example, Weights
from handrail.core.understanding.wants_person.message import Message
from handrail.core.understanding.wants_person.weighing import LEVELS, features


class ExampleIsWrong(ValueError):
    """A line of the examples that stands under no heading, or a heading that says nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message somebody wrote down as an example, whether it holds a wish, and of which kind it is."""

    text: str
    wish: bool
    kind: str


def read(text: str) -> Iterator[Written]:
    """The messages of a file of examples: a line each, below a heading `[+ kind]` (wishes) or `[- kind]` (none)."""
    wish, kind = False, ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("[") and line.endswith("]"):
            sign, _, kind = line[1:-1].partition(" ")
            if sign not in ("+", "-") or not kind:
                raise ExampleIsWrong(f"line {number}: a heading is [+ kind] or [- kind], not {line}")
            wish = sign == "+"
        elif line.strip():
            if not kind:
                raise ExampleIsWrong(f"line {number}: an example stands below a heading")
            yield Written(line, wish, kind)


def examples(written: Iterable[Written]) -> list[Example]:
    return [Example(tuple(_sentences(each.text)), each.wish) for each in written]


def _sentences(text: str) -> Iterator[Features]:
    message = Message.of(text)
    reading = message.read()
    language = next(iter(reading.languages()), None)
    for sentence in reading.sentences:
        yield features(reading, sentence, message.folded, language)


def packed(weights: Weights) -> tuple[float, str]:
    """The largest weight, and the table of `steps`."""
    largest = float(f"{np.abs(weights).max():.6g}")
    return largest, b85encode(compress(steps(weights, largest).tobytes(), 9)).decode()


def steps(weights: Weights, largest: float) -> NDArray[np.int8]:
    """The roots of the weights in 127 steps of either sign: fine for the many small ones, coarse for the few large."""
    roots = np.sqrt(np.abs(weights) / largest)
    return (np.sign(weights) * np.rint(np.minimum(roots, 1.0) * LEVELS)).astype(np.int8)
