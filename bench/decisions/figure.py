"""One measured number with its interval, what it was tuned on, and what it was tested on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from scipy.stats import beta


@dataclass(frozen=True, slots=True)
class Figure:
    """`value`, `low` and `high` are shares from 0 to 1 unless `unit` says otherwise; `n` is what the share is of."""

    section: str
    name: str
    value: float
    n: int
    low: float | None = None
    high: float | None = None
    aim: str = ""
    unit: str = ""
    tuned_on: str = ""
    tested_on: str = ""


def exact_interval(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """The two-sided interval of a share by Clopper and Pearson (1934), "The use of confidence or fiducial limits"."""
    if of == 0:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    quantile = cast(Any, beta).ppf
    low = 0.0 if hits == 0 else float(quantile(tail, hits, of - hits + 1))
    high = 1.0 if hits == of else float(quantile(1 - tail, hits + 1, of - hits))
    return low, high


def share(
    section: str, name: str, hits: int, of: int, *, aim: str = "", tuned_on: str = "", tested_on: str = ""
) -> Figure:
    low, high = exact_interval(hits, of)
    value = hits / of if of else float("nan")
    return Figure(section, name, value, of, low, high, aim, "", tuned_on, tested_on)


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of text, a heading per section."""
    lines: list[str] = []
    section = ""
    for each in figures:
        if each.section != section:
            section = each.section
            lines += ["", f"## {section}", f"{'':<62}{'value':>9}{'95 % interval':>20}{'n':>8}  aim"]
        lines.append(_line(each))
    return "\n".join(lines)


def _line(each: Figure) -> str:
    as_share = not each.unit
    value = f"{each.value:.1%}" if as_share else f"{each.value:.3g} {each.unit}"
    spread = "" if each.low is None or each.high is None else f"{each.low:.1%} .. {each.high:.1%}"
    return f"{each.name[:61]:<62}{value:>9}{spread if as_share else '':>20}{each.n:>8}  {each.aim}"
