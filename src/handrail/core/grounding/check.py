"""The one question before words of a model are sent: does every guard let every sentence pass?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from handrail.core.grounding.backing import Backing
from handrail.core.grounding.cited import cited
from handrail.core.grounding.commitments import commitments
from handrail.core.grounding.courtesies import is_courtesy, is_question, parts
from handrail.core.grounding.disclosure import disclosure
from handrail.core.grounding.draft import Draft, Source
from handrail.core.grounding.entailed import entailed
from handrail.core.grounding.language import language
from handrail.core.grounding.markup import cleaned, markup
from handrail.core.grounding.never_say import never_say
from handrail.core.grounding.specifics import specifics
from handrail.core.grounding.stated import statements
from handrail.core.grounding.verdict import Checked, Guard, Policy, Verdict

GUARDS_VERSION: Final = "guards/1"


def check(draft: Draft, sources: Sequence[Source], backing: Backing, policy: Policy) -> Checked:
    """Never raises, whatever a model wrote; without a single sentence there is nothing to send, and it does not pass.

    `sources` are those the model was shown; a sentence is held against the ones it cites.
    """
    clean = cleaned(draft)
    by_id = {source.id: source for source in sources}
    verdicts = (*_of_the_whole(clean, policy), *_of_sentences(clean, by_id, backing, policy))
    passed = bool(clean.sentences) and all(verdict.passed for verdict in verdicts)
    return Checked(passed, verdicts, GUARDS_VERSION, clean)


def compared(draft: Draft, sources: Sequence[Source]) -> tuple[str, ...]:
    """Every text that `policy.similarity` will be asked about, once: what to embed before `check`."""
    cited_ones = {one for sentence in draft.sentences for one in sentence.cites}
    said = (part for sentence in cleaned(draft).sentences for part in parts(sentence.text))
    stated = (one.said.text for source in sources if source.id in cited_ones for one in statements(source))
    return tuple(dict.fromkeys((*said, *stated)))


def _of_the_whole(draft: Draft, policy: Policy) -> Iterable[Verdict]:
    if not draft.sentences:
        yield Verdict(Guard.CITED, False, None, 0, 0, "There is no sentence to send.")
    yield from disclosure(draft, policy.disclosed)
    yield from language(draft, policy.language, policy.language_of)
    yield from never_say(draft, policy.never_say)


def _of_sentences(draft: Draft, by_id: Mapping[str, Source], backing: Backing, policy: Policy) -> Iterable[Verdict]:
    for place, sentence in enumerate(draft.sentences):
        held_against = [by_id[one] for one in sentence.cites if one in by_id]
        yield from cited(sentence, place, by_id)
        yield from markup(sentence, place, held_against, policy.hosts)
        yield from commitments(sentence, place, held_against, backing, policy.currency)
        if not is_courtesy(sentence.text):
            yield from entailed(sentence, place, held_against, policy.similarity)
            heard = policy.heard if is_question(sentence.text) else ""
            yield from specifics(sentence, place, held_against, policy.currency, heard)
