"""Every sentence that states something names a source that is there and still holds."""

from collections.abc import Mapping

from handrail.core.grounding.courtesies import is_courtesy, is_question
from handrail.core.grounding.draft import Sentence, Source
from handrail.core.grounding.verdict import Guard, Verdict


def states_something(sentence: Sentence) -> bool:
    """Whether it needs a source: a sentence that cites is held to what it cites, whatever it looks like."""
    return bool(sentence.cites) or not (is_courtesy(sentence.text) or is_question(sentence.text))


def cited(sentence: Sentence, place: int, sources: Mapping[str, Source]) -> tuple[Verdict, ...]:
    """`sources` by id. One verdict a citation that cannot be relied on, else one that passed."""

    def verdict(passed: bool, because: str, source: str | None = None) -> Verdict:
        return Verdict(Guard.CITED, passed, place, 0, len(sentence.text), because, source)

    if not states_something(sentence):
        return (verdict(True, "A courtesy or a question: it needs no source."),)
    if not sentence.cites:
        return (verdict(False, "It states something and names no source."),)
    missing = [verdict(False, f"There is no source “{one}”.", one) for one in sentence.cites if one not in sources]
    stale = [
        verdict(False, f"“{sources[one].title or one}” holds no longer.", one)
        for one in sentence.cites
        if one in sources and not sources[one].current
    ]
    return (*missing, *stale) or (verdict(True, "Its sources are there and hold.", sentence.cites[0]),)
