"""Rights, lawyers, authorities, the press, burdens, insults, danger: what moments say, and plain words where they say nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from handrail.core.escalation.facts import MomentFact
from handrail.core.understanding.danger import DANGER_VERSION, danger
from handrail.core.understanding.phrasebook import phrasebook
from handrail.core.understanding.signal import Signal
from handrail.core.understanding.words.claims import CLAIMS

PHRASES = phrasebook(CLAIMS)
CLAIMS_VERSION: Final = f"claims/1.{PHRASES.version}"

MEANS: Final[Mapping[str, tuple[str, ...]]] = {
    "payment-dispute": ("rights",),
    "bereavement": ("vulnerability",),
    "self-harm": ("danger", "distress", "vulnerability"),
    "violence-threat": ("danger", "abuse"),
    "child-safety": ("danger", "vulnerability"),
    "domestic-abuse": ("danger", "vulnerability"),
    "product-harm": ("danger",),
    "legal-threat": ("legal",),
    "regulator-complaint": ("regulator", "rights"),
    "discrimination": ("rights",),
    "scam-victim": ("distress", "vulnerability"),
    "data-rights": ("rights",),
    "press": ("press",),
    "cancellation": ("rights",),
    "accessibility": ("vulnerability",),
    "language-barrier": ("vulnerability",),
    "hardship": ("vulnerability",),
    "capacity-carer": ("vulnerability",),
    "human-request": ("wants_person",),
    "abusive-customer": ("abuse",),
    "prompt-injection": ("injection",),
    "eligibility-refusal": ("rights",),
}
"""What a moment of the register (by its slug) also is as a signal."""

IN_WORDS: Final[Mapping[str, float]] = {
    "rights": 0.6, "legal": 0.7, "regulator": 0.7, "press": 0.6, "abuse": 0.7, "distress": 0.6, "vulnerability": 0.6,
}  # fmt: skip
"""What one phrase is worth by itself: meant, not proven. Two of a kind are worth 0.2 more."""
_DRIVERS: Final = "A need to ask about, with consent; no diagnosis is kept."
NOTES: Final[Mapping[str, str]] = {
    "rights": "The customer claims a right: when it was said counts, and a person logs it.",
    "legal": "Lawyers, a court or a claim are named.",
    "regulator": "A regulator, an ombudsman or a consumer body is named.",
    "press": "Press or a public is named.",
    "abuse": "The message insults.",
    "distress": "The customer says that they are at their end. Words alone find under half of those who are.",
    "vulnerability": f"Health, a life event, money or capability is named. {_DRIVERS}",
}


def by_moments(moments: Iterable[MomentFact], message: UUID | None) -> tuple[Signal, ...]:
    """A signal for everything that a noticed moment also is, as strong and as old as the moment."""
    found: list[Signal] = []
    for moment in moments:
        for name in MEANS.get(moment.slug, ()):
            note = f"The moment “{moment.name}” was noticed."
            found.append(
                Signal(name, min(1.0, max(0.0, moment.score)), moment.version, moment.start, moment.end, message, note)
            )
    return tuple(found)


def by_words(text: str, message: UUID | None, silent_on: frozenset[str] = frozenset()) -> tuple[Signal, ...]:
    """At most one signal a kind, with its first phrase. `silent_on`: kinds that were already noticed otherwise."""
    found: list[Signal] = []
    said = PHRASES.find(text)
    for name, worth in IN_WORDS.items():
        places = [each for each in said if each.kind == name]
        if not places or name in silent_on:
            continue
        more = len({each.start for each in places}) > 1
        score = min(0.95, worth + 0.2 * more)
        found.append(Signal(name, score, CLAIMS_VERSION, places[0].start, places[0].end, message, NOTES[name]))
    if "danger" not in silent_on and danger(text) is not None:
        found.append(
            Signal("danger", 1.0, f"danger/{DANGER_VERSION}", 0, 0, message, "Words of injury, fire or despair.")
        )
    return tuple(found)


def lasting(turns: Sequence[tuple[str, UUID | None]]) -> Signal | None:
    """Distress over the last turns: what an earlier turn said still holds, a little weaker with each turn since."""
    best: Signal | None = None
    for back, (text, message) in enumerate(reversed(turns)):
        places = [each for each in PHRASES.find(text) if each.kind == "distress"]
        if not places:
            continue
        score = (IN_WORDS["distress"] + 0.2 * (len(places) > 1)) * 0.85**back
        one = Signal("distress", score, CLAIMS_VERSION, places[0].start, places[0].end, message, NOTES["distress"])
        best = one if best is None or one.score > best.score else best
    return best
