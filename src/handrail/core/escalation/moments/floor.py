"""What no workspace can switch off: its register may add to the gravest moments and hurry them, never soften them."""

from collections.abc import Iterator
from typing import Final

from handrail.core.escalation.moments.moment import Moment, Register
from handrail.core.escalation.rules.rule import Fault

SLOWEST_GRAVEST: Final = 60  # minutes in which a person must come to a P0 moment, at most


def below_the_floor(register: Register, shipped: Register) -> tuple[Fault, ...]:
    """In words, why this register may not be published; empty when it may. What every P0 moment must be on its own
    (hard, around the clock, a ceiling that does not speak) is refused earlier, where registers are read."""
    faults = list[Fault]()
    for must in (moment for moment in shipped.moments.values() if moment.gravest):
        own = register.moments.get(must.slug)
        if own is None:
            says = f"“{must.name}” is a P0 moment and cannot be removed: lives may hang on it."
            faults.append(Fault(0, 0, says, f"moments.{must.slug}"))
            continue
        faults += [Fault(0, 0, says, f"moments.{must.slug}.{where}") for where, says in _softened(own, must)]
    for own in register.moments.values():
        if own.gravest and own.within_minutes > SLOWEST_GRAVEST:
            says = f"A person comes to a P0 moment within {SLOWEST_GRAVEST} minutes at most."
            faults.append(Fault(0, 0, says, f"moments.{own.slug}.within_minutes"))
    return tuple(faults)


def _softened(own: Moment, must: Moment) -> Iterator[tuple[str, str]]:
    if not own.gravest:
        yield "urgency", f"“{must.name}” is a P0 moment and stays one."
    for detector in must.detectors:
        if detector not in own.detectors:
            yield "detectors", f"The shipped detector “{detector}” of a P0 moment stays; add others beside it."
    for language, phrases in must.phrases.items():
        kept = set(own.phrases.get(language, ()))
        if gone := [phrase for phrase in phrases if phrase not in kept]:
            yield (
                f"phrases.{language}",
                f"Shipped phrases of a P0 moment stay, such as “{gone[0]}”; add others beside them.",
            )
    for language, examples in must.positive.items():
        kept = set(own.positive.get(language, ()))
        if gone := [one for one in examples if one not in kept]:
            yield (
                f"positive.{language}",
                f"Shipped examples of a P0 moment stay, such as “{gone[0]}”: likeness learns by them.",
            )
    for language, phrases in own.not_phrases.items():
        if new := [phrase for phrase in phrases if phrase not in must.not_phrases.get(language, ())]:
            yield f"not_phrases.{language}", f"Nothing takes back what a P0 moment noticed; “{new[0]}” would."
