"""One measured number with its interval, what it was tuned on, and what it was tested on."""

from collections.abc import Sequence
from dataclasses import dataclass

from handrail.core.trust.intervals import exact


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


def share(
    section: str, name: str, hits: int, of: int, *, aim: str = "", tuned_on: str = "", tested_on: str = ""
) -> Figure:
    low, high = exact(hits, of)
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
    value, spread = _shown(each.value, each), ""
    if each.low is not None and each.high is not None:
        spread = f"{_shown(each.low, each)} .. {_shown(each.high, each)}"
    unit = f" {each.unit}" if each.unit else ""
    return f"{each.name[:61]:<62}{value:>9}{spread:>20}{each.n:>8}  {each.aim}{unit}".rstrip()


def _shown(value: float, each: Figure) -> str:
    if not each.unit:
        return f"{value:.1%}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
