"""A message as written beside its plain form: where each letter of the plain form stands, and what was a capital."""

from array import array
from dataclasses import dataclass

from handrail.core.understanding.wants_person.folding import fold
from handrail.core.understanding.wants_person.reading import Reading


@dataclass(frozen=True, slots=True)
class Message:
    """The text as written, its folded form, and for each letter of that its place in the text (None: the same)."""

    text: str
    folded: str
    places: "array[int] | None"

    @classmethod
    def of(cls, text: str) -> "Message":
        return cls(text, *fold(text))

    def read(self) -> Reading:
        return Reading(self.folded, self.capital)

    def place(self, start: int, end: int) -> tuple[int, int]:
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1

    def capital(self, span: tuple[int, int]) -> bool:
        """Whether a word was written with a capital and small letters."""
        start, end = self.place(*span)
        return self.text[start].isupper() and self.text[start:end].istitle()
