"""What the topics that a company taught say to a message: a guess, its chance, and whether that is enough to act on."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from handrail.core.escalation.facts import TopicGuess
from handrail.core.understanding.topics.chance import Chance
from handrail.core.understanding.topics.example import Handle, Label
from handrail.core.understanding.topics.grams import Buckets, Floats
from handrail.core.understanding.topics.ridge import Ints, likeness
from handrail.core.understanding.topics.signs import Labels, signs_of

ENOUGH_IN_A_LANGUAGE = 20
"""Labelled messages of a language before anything in it is accepted."""
SURE_OF_THE_TOPIC = 0.5
"""A topic that is less likely than everything else together is no guess to act on."""


@dataclass(frozen=True, slots=True)
class Head:
    """What was learned over the vectors of one embedder ("": over words alone, with d = 0).

    `rows` [n, d] are the examples' vectors, centred by `middle` [d] and of length 1, with their labels in `owner` [n].
    `chances`: of the topic being right, of the message being anything taught, of it being the assistant's to answer.
    """

    embedder: str
    buckets: Buckets
    middle: Floats
    rows: Floats
    owner: Ints
    coefs: Floats
    words: Floats
    right: Chance
    known: Chance
    routine: Chance

    def scores(self, text: str, vector: Floats | None) -> tuple[Floats, Floats]:
        """[c] for the labels, and the cosines [n] to the examples."""
        at, values = self.buckets.row(text)
        scores = values @ self.words[at]
        cosines = np.zeros(len(self.owner), np.float32)
        if vector is not None and self.rows.shape[1]:
            cosines = self.rows @ centred(vector[None, :], self.middle)[0]
        return (scores + likeness(cosines) @ self.coefs).astype(np.float32), cosines

    def read(self, text: str, vector: Floats | None, which: Labels) -> "Read | None":
        """None where the vector is no vector (not a number, infinite)."""
        scores, cosines = self.scores(text, vector)
        if not (np.isfinite(scores).all() and np.isfinite(cosines).all()):
            return None
        signs = signs_of(scores, cosines, self.owner, which, len(text.split()))
        order = np.argsort(-np.where(which.topic, scores, -np.inf), kind="stable")
        right, known, routine = (float(chance(signs)) for chance in (self.right, self.known, self.routine))
        return Read(order, max(0.0, float(signs[4])), right, known, routine)


@dataclass(frozen=True, slots=True)
class Read:
    """One text read by one head: the labels from the likeliest topic on, and its three chances."""

    order: Ints
    nearness: float  # mean cosine to the nearest examples of anything taught
    right: float
    known: float
    routine: float


@dataclass(frozen=True, slots=True)
class Bar:
    """What a chance must reach in one language, and whether that was certified. `because` says it in words."""

    threshold: float
    certified: bool
    labels: int
    because: str


@dataclass(frozen=True, slots=True)
class FittedTopics:
    """One fit: `labels` [c], a head an embedder, and the bar a language. `version` names its data and embedders."""

    version: str
    labels: tuple[Label, ...]
    heads: tuple[Head, ...]
    bars: Mapping[str, Bar]
    main_language: str
    english: str | None = None  # the embedder that reads English alone

    def guess(self, text: str, vectors: Mapping[str, Floats], language: str) -> TopicGuess:
        """`vectors` by the embedder's name, those that this turn has; without a fitting one the words decide alone.

        Total: any text, vectors and language give a guess, and what is not certain is not accepted.
        """
        bar = self.bars.get(self.main_language if language == "und" else language)
        head = self._head(vectors, language)
        which = Labels(*masks(self.labels))
        if head is None or not which.topic.any():
            unread = "Nothing that was taught can be compared with this message here: fit the topics again."
            return _nothing(self.version, _untaught(language) if bar is None else unread, bar)
        read = head.read(text, vectors.get(head.embedder), which)
        if read is None:
            return _nothing(self.version, "The message could not be measured.", bar)
        order, right, known, routine = read.order, read.right, read.known, read.routine
        best = self.labels[int(order[0])]
        second = self.labels[int(order[1])].topic if len(order) > 1 else None
        accepted, because = _verdict(best, right, routine, bar, language)
        return TopicGuess(
            slug=best.topic or "",
            confidence=right,
            in_scope=routine,
            accepted=accepted,
            because=because,
            threshold=1.0 if bar is None else bar.threshold,
            fitted=self.version,
            second=second,
            near_domain=max(0.0, min(1.0, (1 - known) * 2 * read.nearness)),
        )

    def _head(self, vectors: Mapping[str, Floats], language: str) -> Head | None:
        """English has an embedder of its own; for the rest, one that reads all languages."""
        fitting = [one for one in self.heads if _fits(one, vectors)]
        if (self.main_language if language == "und" else language) == "en":
            return next((one for one in fitting if one.embedder == self.english), next(iter(fitting), None))
        return next((one for one in fitting if one.embedder != self.english), None)


def _fits(head: Head, vectors: Mapping[str, Floats]) -> bool:
    if not head.embedder:
        return True
    vector = vectors.get(head.embedder)
    return vector is not None and vector.shape == head.middle.shape


def masks(labels: tuple[Label, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Which labels are topics, and which of those are routine."""
    topic = np.array([one.topic is not None for one in labels], bool)
    return topic, np.array([one.topic is not None and one.handle is Handle.ROUTINE for one in labels], bool)


def centred(vectors: Floats, middle: Floats) -> Floats:
    moved = vectors - middle
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return (moved / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


def _verdict(best: Label, right: float, routine: float, bar: Bar | None, language: str) -> tuple[bool, str]:
    """Monotone: with everything else equal, a lower chance never accepts what a higher one does not."""
    if bar is None:
        return False, _untaught(language)
    if bar.labels < ENOUGH_IN_A_LANGUAGE:
        return False, f"Only {bar.labels} labelled messages are in this language; {ENOUGH_IN_A_LANGUAGE} are needed."
    if best.handle is not Handle.ROUTINE:
        return False, f"It is most like what people take: “{best.name}”."
    if right < SURE_OF_THE_TOPIC:
        return False, f"It may be “{best.name}”, but the topic is not clear ({right:.0%} sure)."
    if routine < bar.threshold:
        return False, f"It may be “{best.name}”, but is not surely anything taught ({routine:.0%}). {bar.because}"
    return True, f"It is “{best.name}” ({right:.0%} sure). {bar.because}"


def _untaught(language: str) -> str:
    return f"Nothing was taught in this language ({language}), so nobody knows how well it is understood."


def _nothing(version: str, because: str, bar: Bar | None) -> TopicGuess:
    return TopicGuess("", 0.0, 0.0, False, because, 1.0 if bar is None else bar.threshold, version)
