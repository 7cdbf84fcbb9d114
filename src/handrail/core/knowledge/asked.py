"""A question as knowledge is searched for it: the words of now, and of what was said before."""

from dataclasses import dataclass

from handrail.core.knowledge.wording import for_full_text, in_written_words

EARLIER_TURNS = 4
EARLIER_WEIGHT = 0.5
WRITTEN_WEIGHT = 0.7
LONGEST = 2000
"""Characters of a message that are searched for; nobody's question is longer, and a pasted log should not cost."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`earlier` are the messages before, oldest first, of the customer and of the assistant alike: often only the
    answer names the thing. `language` is a code or `und`."""

    question: str
    earlier: tuple[str, ...] = ()
    language: str = "und"

    @property
    def before(self) -> str:
        return " ".join(self.earlier[-EARLIER_TURNS:])[-LONGEST:]

    @property
    def now(self) -> str:
        return self.question[:LONGEST]

    @property
    def meaning(self) -> str:
        """The text to embed: "and how do I get out of that?" means something only after what came before."""
        return self._written(f"{self.before} {self.now}".strip())

    @property
    def weighted_words(self) -> list[tuple[str, float]]:
        """Texts whose words count, each with the weight of its words: now, before, and as a policy would say it."""
        texts = [
            (self.now, 1.0),
            (self.before, EARLIER_WEIGHT),
            (self._written(self.now), WRITTEN_WEIGHT),
        ]
        return [(for_full_text(text), weight) for text, weight in texts if text]

    def _written(self, text: str) -> str:
        return in_written_words(text) if self.language in {"en", "und"} else text
