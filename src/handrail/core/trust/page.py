"""The page of definitions, written from the definitions themselves."""

from collections.abc import Sequence

from handrail.core.trust.metric import Interval, Metric

INTERVALS = {
    Interval.WILSON: "Wilson, 95 %",
    Interval.DRAWN: "from reviews drawn with known chances (Hájek; Korn and Graubard), 95 %",
    Interval.NORMAL: "over conversations (Student's t), 95 %",
    Interval.WAITING: "Kaplan and Meier, 95 %; who was never reached is counted",
    Interval.NONE: "none: a count",
}


def definitions_page(metrics: Sequence[Metric]) -> str:
    """Markdown, one heading a metric."""
    names = {one.slug: one.name for one in metrics}
    parts = ["# How trust is counted", "", INTRODUCTION]
    for one in metrics:
        parts += ["", f"## {one.name}", "", f"`{one.slug}`, version {one.version}.", ""]
        parts += [
            f"- **Counted:** {one.numerator}.",
            f"- **Out of:** {one.denominator}.",
            f"- **Left out:** {one.exclusions}.",
            f"- **Window:** {one.window}.",
            f"- **Interval:** {INTERVALS[one.interval]}.",
            f"- **Shown beside it:** {names[one.counter]}.",
        ]
    return "\n".join(parts) + "\n"


INTRODUCTION = (
    "Written by `core/trust/page.py` from `core/trust/definitions.py`. A conversation is one customer with one matter, any "
    "number of messages. Whoever gave up is never counted as resolved. A change of meaning is a new version and breaks the "
    "line in every chart."
)
