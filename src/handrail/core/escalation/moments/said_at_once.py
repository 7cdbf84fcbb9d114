"""What a customer reads at once when a grave moment is handed over: signed words in their language, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from handrail.core.conversation.texts import LANGUAGES, language_for
from handrail.core.escalation.moments.moment import Moment, Register
from handrail.core.escalation.rules.fact_table import URGENCIES


@dataclass(frozen=True, slots=True)
class SaidAtOnce:
    moment: str
    language: str
    words: str


def said_at_once(register: Register, slugs: Iterable[str], language: str) -> SaidAtOnce | None:
    """Of the gravest of these moments that has a text for this customer; None when no lead has signed one. A language that
    the promise is not said in either reads English, as the promise does; any other stays silent until it is signed."""
    moments = [register.moments[slug] for slug in slugs if slug in register.moments]
    moments.sort(key=lambda one: -URGENCIES.index(one.urgency))
    found = (_text(moment, language) for moment in moments)
    return next((one for one in found if one is not None), None)


def _text(moment: Moment, language: str) -> SaidAtOnce | None:
    primary = language.replace("_", "-").partition("-")[0].lower()
    wanted = [language, primary] if primary in LANGUAGES else [language, primary, language_for(language).code]
    for code in wanted:
        text = moment.texts.get(code)
        if text is not None and text.reviewed_by is not None:
            return SaidAtOnce(moment.slug, code, text.text)
    return None


def unsigned_texts(register: Register) -> tuple[tuple[Moment, tuple[str, ...]], ...]:
    """Which moments have texts that nobody has signed yet, and in which languages."""
    found = (
        (moment, tuple(code for code, text in moment.texts.items() if text.reviewed_by is None))
        for moment in register.moments.values()
    )
    return tuple((moment, languages) for moment, languages in found if languages)
