"""A message that the company labelled: a routine topic's, a person's, or none of its business."""

from dataclasses import dataclass
from enum import StrEnum


class Handle(StrEnum):
    ROUTINE = "routine"  # the assistant may take its topic, where the topic's level lets it
    PEOPLE = "people"  # a person takes it, whatever its topic
    OUTSIDE = "outside"  # nothing this company is asked to do


@dataclass(frozen=True, slots=True)
class Example:
    """`topic` is None where only its handling is known; `language` is `und` where nobody can tell."""

    text: str
    topic: str | None
    handle: Handle = Handle.ROUTINE
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Label:
    """What examples are told apart by: a topic, a topic's messages that are a person's, or neither."""

    topic: str | None
    handle: Handle

    @property
    def name(self) -> str:
        if self.topic is None:
            return {Handle.PEOPLE: "a person’s", Handle.OUTSIDE: "not ours"}.get(self.handle, "routine")
        return self.topic if self.handle is Handle.ROUTINE else f"{self.topic} (a person’s)"


def label_of(example: Example) -> Label:
    return Label(example.topic if example.handle is not Handle.OUTSIDE else None, example.handle)
