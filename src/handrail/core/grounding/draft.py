"""A draft a language model wrote, sentence by sentence, and what it may rest on."""

from dataclasses import dataclass
from enum import StrEnum


class SourceKind(StrEnum):
    """PASSAGE: approved words for customers. TOOL: what a tool answered in this conversation. APPROVAL: a person's written yes."""

    PASSAGE = "passage"
    TOOL = "tool"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Source:
    """`text` is all a sentence may rest on; `title` says what it is about (product, headings) and counts as its context.

    `current`: neither withdrawn nor past its date, and for a tool's answer fresh enough; who gathers sources decides it.
    `language` is a code or `und`.
    """

    id: str
    kind: SourceKind
    title: str
    text: str
    current: bool = True
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`cites` are ids of sources, the best first; empty only for greetings, thanks, questions and "I do not know"."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """`language` is what the writer says it wrote in: a code or `und`."""

    sentences: tuple[Sentence, ...]
    language: str = "und"

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)
