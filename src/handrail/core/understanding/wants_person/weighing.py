"""Weighs a sentence that no pattern settles: how much it is like the wishes among our examples, and unlike the rest."""

from base64 import b85decode
from functools import cache
from zlib import decompress

import numpy as np
from numpy.typing import NDArray

from handrail.core.understanding.wants_person.features import Features, letters, phrases
from handrail.core.understanding.wants_person.fitting import margin
from handrail.core.understanding.wants_person.marking import mark
from handrail.core.understanding.wants_person.reading import Reading, Sentence
from handrail.core.understanding.wants_person.words.weights import LARGEST, PACKED

LEVELS = 127
"""The table holds roots in so many steps of either sign."""


def features(reading: Reading, sentence: Sentence, folded: str, language: int | None) -> Features:
    """What the weights look at, with the phrases of a `language` (None: no table knows a word of it)."""
    first, last = reading.spans[sentence.first][0], reading.spans[sentence.last][1]
    marks = [] if language is None else mark(reading, sentence, language)
    quoted = any(start <= sentence.last and end >= sentence.first for start, end in reading.quotes)
    alone = len(reading.sentences) == 1
    return Features(
        letters(folded[first:last]),
        phrases(marks, sentence.last - sentence.first + 1, sentence.asks, alone, quoted),
    )


def weigh(each: Features) -> float:
    """Above 0 the sentence is more like a wish than not; 1 is where the examples' wishes begin."""
    return margin(weights(), each)


@cache
def weights() -> NDArray[np.float64]:
    steps = np.frombuffer(decompress(b85decode(PACKED)), dtype=np.int8).astype(np.float64)
    return np.sign(steps) * (steps / LEVELS) ** 2 * LARGEST
