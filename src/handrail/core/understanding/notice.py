"""Everything that is noticed in a turn besides its topic: each signal with its evidence and the detector's version."""

from collections.abc import Iterator, Mapping, Sequence

from handrail.core.escalation.facts import MomentFact
from handrail.core.understanding.claims import CLAIMS_VERSION, by_moments, by_words, lasting
from handrail.core.understanding.contradiction import CONTRADICTION_VERSION, contradiction
from handrail.core.understanding.exchange import rounds_of
from handrail.core.understanding.frustration import FRUSTRATION_VERSION, frustration
from handrail.core.understanding.injection import INJECTION_VERSION, injection
from handrail.core.understanding.loop import LOOP_VERSION, loop
from handrail.core.understanding.personal_data import PERSONAL_DATA_VERSION, personal_data_signal
from handrail.core.understanding.repeat_contact import REPEAT_CONTACT_VERSION, repeat_contact
from handrail.core.understanding.said import Heard, Similarity
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.wants_person import LEXICON_VERSION, find_wish

SIGNAL_VERSIONS: Mapping[str, str] = {
    "frustration": FRUSTRATION_VERSION,
    "loop": LOOP_VERSION,
    "contradiction": CONTRADICTION_VERSION,
    "repeat_contact": REPEAT_CONTACT_VERSION,
    "claims": CLAIMS_VERSION,
    "injection": INJECTION_VERSION,
    "personal_data": PERSONAL_DATA_VERSION,
}
"""Which detectors notice, to be stored with a decision."""


def notice(
    heard: Heard, moments: Sequence[MomentFact] = (), similarity: Similarity | None = None
) -> tuple[Signal, ...]:
    """At most one signal of each name, the strongest, in order of name. Pure, total, and linear in the text.

    `moments`: those noticed in this turn; what they are also called as signals is taken from them, and plain words are
    looked at where they are silent. `similarity`: the cosine of two texts' vectors, where there is an embedder; it is
    asked only about turns whose words did not already say that they are the same, at most 24 times.
    """
    strongest: dict[str, Signal] = {}
    for signal in _everything(heard, moments, similarity):
        known = strongest.get(signal.name)
        if known is None or signal.score > known.score:
            strongest[signal.name] = signal
    return tuple(strongest[name] for name in sorted(strongest))


def _everything(heard: Heard, moments: Sequence[MomentFact], similarity: Similarity | None) -> Iterator[Signal]:
    message = heard.messages[-1] if heard.messages else None
    rounds = rounds_of(heard)
    told = by_moments(moments, message)
    yield from told
    yield from by_words(heard.text, message, frozenset(signal.name for signal in told))
    found = (
        frustration(rounds),
        lasting([(each.text, each.messages[-1] if each.messages else None) for each in rounds[-6:]]),
        loop(rounds, similarity),
        contradiction(rounds),
        repeat_contact(rounds, heard.contacts_in_window),
        injection(heard.text, message),
        personal_data_signal(heard.text, message),
    )
    yield from (signal for signal in found if signal is not None)
    if (wish := find_wish(heard.text)) is not None:
        yield Signal(
            "wants_person", 1.0, LEXICON_VERSION, wish.start, wish.end, message, "The customer asks for a person."
        )
