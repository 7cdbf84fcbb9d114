"""What somebody typed on a conversation's page, kept when the page comes back instead of what they wanted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from handrail.console.words import slot_words
from handrail.core.conversation.message import clean_text
from handrail.core.escalation.moments.forbidden import Forbidden
from handrail.core.handoff import Violation
from handrail.flows.draft import Draft


@dataclass(frozen=True, slots=True)
class Typed:
    """`errors`: a sentence by the name of its field. `notice`: what happened instead, and who did it. `asks`: the places
    of the text that ask for what is known; `never`: those that a standing moment forbids. `draft`: what approved text says,
    when the agent asked; `drafted`: the approved words that were put into the box, `drafted_from` their article and
    version. `away`: why a conversation would not stay with whoever wants to take it over."""

    text: str = ""
    note: str = ""
    what: str = ""
    due: str = ""
    until: str = ""
    to: str = ""
    because: str = ""
    ask_again_because: str = ""
    say_it_because: str = ""
    drafted: str = ""
    drafted_from: str = ""
    away: str = ""
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    notice: str = ""
    asks: tuple[Violation, ...] = ()
    never: tuple[Forbidden, ...] = ()
    draft: Draft | None = None

    def wrong(self, name: str) -> str:
        """The sentence beside a field, or nothing."""
        return self.errors.get(name, "")

    @property
    def opened(self) -> str:
        """The fold of the form that came back."""
        return next((name for name in ("note", "what", "due", "until", "to", "because") if name in self.errors), "")

    def asked_for(self) -> list[str]:
        """What the text asks for, each once."""
        return list(dict.fromkeys(slot_words(one.slot) for one in self.asks))

    def with_marks(self) -> Markup:
        """The text with the asking sentences, or the forbidden phrases, marked."""
        return Markup("").join(self._stretches())

    def forbidden(self) -> list[tuple[str, str]]:
        """Each phrase as it stands in the text, and the moment it is never said in."""
        return list(dict.fromkeys((one.words, one.name) for one in self.never))

    def _stretches(self) -> Iterator[Markup]:
        text, at = clean_text(self.text), 0
        places = {(one.start, one.end) for one in self.asks} | {(one.start, one.end) for one in self.never}
        for start, end in sorted(places):
            if start < at:  # two phrases of one sentence
                continue
            yield escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:end])
            at = end
        yield escape(text[at:])


def still_drafted(draft: str, sent: str) -> bool:
    """Whether the assistant's words are still what is sent: at least half of its words stand in the text."""
    words, kept = draft.split(), set(sent.split())
    return bool(words) and sum(word in kept for word in words) * 2 >= len(words)
