"""Which conversations are reviewed: drawn when they are resolved, so that nobody can foresee or dodge it, and everybody can
check it afterwards.

Each day has a secret seed whose hash is written down before the day begins (a commitment) and which is published after it.
Whether a conversation is drawn follows from seed and conversation alone. So whoever does not hold the seed learns nothing
from all earlier draws, whoever holds it could not choose it after the fact, and afterwards each draw, and each that is
missing, can be computed again. The targeted stream takes from what this draw left, so no conversation stands in both.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_SPACE = 1 << 64


@dataclass(frozen=True, slots=True)
class DaySeed:
    """The secret of one day. `seed` holds at least 32 random bytes."""

    day: date
    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) < 32:
            raise ValueError("A day's seed has at least 32 bytes.")

    @property
    def commitment(self) -> str:
        """What is written down before the day begins: the hex SHA-256 of the day and its seed."""
        return hashlib.sha256(b"handrail/draw/1\0" + self.day.isoformat().encode() + b"\0" + self.seed).hexdigest()

    def kept(self, commitment: str) -> bool:
        """Whether this is the seed that was committed to."""
        return hmac.compare_digest(self.commitment, commitment)


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn for one conversation, as it is logged. `unit`: names the conversation and which of its resolutions;
    `rate`: the chance it had, from 0 to 1."""

    unit: str
    day: date
    rate: float
    drawn: bool


def draw(seed: DaySeed, unit: str, rate: float) -> Draw:
    """The certifying draw: `unit` is reviewed with chance `rate` exactly to one in 2^64.

    The same unit of the same day has one place between 0 and 1, so a higher rate only adds to what a lower one draws.
    Raises ValueError for a rate that is no chance above 0: what can never be drawn certifies nothing.
    """
    if not 0 < rate <= 1:
        raise ValueError("The rate of a certifying draw is over 0 and at most 1.")
    return Draw(unit, seed.day, rate, place(seed, unit) < int(rate * _SPACE))


def place(seed: DaySeed, unit: str, stream: str = "certifying") -> int:
    """Where a unit stands from 0 to 2^64 - 1, evenly and by nobody's choice (HMAC-SHA-256, RFC 2104)."""
    said = hmac.new(seed.seed, f"{stream}\0{seed.day.isoformat()}\0{unit}".encode(), hashlib.sha256)
    return int.from_bytes(said.digest()[:8], "big")


def targeted(seed: DaySeed, reasons: Mapping[str, int], drawn: Iterable[str], room: int) -> tuple[str, ...]:
    """The targeted stream: of the units with a reason to be looked at, at most `room`, the weightiest first and by lot
    among equals, without those of the certifying draw. It teaches; it never certifies."""
    taken = set(drawn)
    left = [unit for unit in reasons if unit not in taken]
    left.sort(key=lambda unit: (-reasons[unit], place(seed, unit, "targeted")))
    return tuple(left[: max(room, 0)])


@dataclass(frozen=True, slots=True)
class Unlike:
    """A draw that is not what the seed says. `why` is a sentence."""

    unit: str
    why: str


def recheck(
    seed: DaySeed, commitment: str, resolved: Mapping[str, float], logged: Iterable[Draw]
) -> tuple[Unlike, ...]:
    """Everything that is wrong with a day's draws, once its seed is published; nothing where all is well.

    `resolved`: every unit that was resolved on the day, with the rate of its topic then.
    """
    if not seed.kept(commitment):
        return (Unlike("", "The published seed is not the one that was committed to."),)
    found: list[Unlike] = []
    seen = {one.unit: one for one in logged if one.day == seed.day}
    for unit, rate in resolved.items():
        should, was = draw(seed, unit, rate), seen.get(unit)
        if was is None:
            found.append(Unlike(unit, "It was resolved on this day and nobody drew for it."))
        elif was.rate != rate:
            found.append(Unlike(unit, f"It was drawn at {was.rate}, and its topic's rate was {rate}."))
        elif was.drawn != should.drawn:
            found.append(Unlike(unit, f"The seed says {_said(should.drawn)}, and the log says {_said(was.drawn)}."))
    found += [
        Unlike(unit, "It was drawn for, and never resolved on this day.") for unit in seen if unit not in resolved
    ]
    return tuple(found)


def _said(drawn: bool) -> str:
    return "drawn" if drawn else "not drawn"
