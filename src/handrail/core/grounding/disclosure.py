"""Whoever reads an answer of the assistant is told that it is one, by the frame around it, and the words do not deny it."""

from handrail.core.grounding.draft import Draft
from handrail.core.grounding.verdict import Guard, Verdict
from handrail.core.grounding.words.denials import DENIES


def disclosure(draft: Draft, disclosed: bool) -> tuple[Verdict, ...]:
    """`disclosed`: the channel's frame says so. Without it nothing is sent, whatever the words themselves say."""
    if not disclosed:
        return (Verdict(Guard.DISCLOSURE, False, None, 0, 0, "Nothing around this answer says that an AI wrote it."),)
    denials = [
        Verdict(Guard.DISCLOSURE, False, place, match.start(), match.end(), "The assistant denies that it is an AI.")
        for place, sentence in enumerate(draft.sentences)
        for match in DENIES.finditer(sentence.text.replace("’", "'"))
    ]
    return tuple(denials) or (Verdict(Guard.DISCLOSURE, True, None, 0, 0, "The frame says that an AI wrote it."),)
