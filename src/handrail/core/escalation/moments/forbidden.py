"""What is never said while a moment stands: looked for in the assistant's answers and in people's drafts alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handrail.core.escalation.moments.moment import Moment
from handrail.core.escalation.moments.phrases import compile_phrase
from handrail.core.understanding.wants_person.folding import fold


@dataclass(frozen=True, slots=True)
class Forbidden:
    """`start` and `end` count characters of the text; `words` are those characters."""

    moment: str
    name: str
    phrase: str
    words: str
    start: int
    end: int


def forbidden_in(text: str, moments: Iterable[Moment]) -> tuple[Forbidden, ...]:
    """Every forbidden phrase of these moments that stands in `text`, in whatever language it is written, by place."""
    folded, places = fold(text)
    found = {one for moment in moments for one in _of(moment, text, folded, places)}
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.moment, one.phrase)))


def standing(slugs: Iterable[str], moments: Mapping[str, Moment]) -> tuple[Moment, ...]:
    """The moments of a conversation that the register still knows."""
    return tuple(moments[slug] for slug in slugs if slug in moments)


def _of(moment: Moment, text: str, folded: str, places: "Sequence[int] | None") -> Iterable[Forbidden]:
    for language, phrases in moment.forbidden.items():
        for phrase in phrases:
            match = compile_phrase(phrase, language).pattern.search(folded)
            if match is not None and match.end() > match.start():
                start, last = match.start(), match.end() - 1
                start, end = (start, last + 1) if places is None else (places[start], places[last] + 1)
                yield Forbidden(moment.slug, moment.name, phrase, text[start:end], start, end)
