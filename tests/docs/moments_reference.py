"""Writes docs/reference/moments.md from the shipped register: `python -m tests.docs.moments_reference`."""

from pathlib import Path

from handrail.core.escalation.moments.clocks import CLOCKS
from handrail.rules.read_register import shipped_register

FILE = Path(__file__).parents[2] / "docs" / "reference" / "moments.md"
HEAD = """# The moments register

Generated from `src/handrail/core/escalation/moments/shipped/` by `python -m tests.docs.moments_reference`; a test keeps it true.
`handrail moments list` shows the same for your workspace. [Change a moment](../how-to/change-a-moment.md), [on call](../how-to/on-call.md).

Times are minutes to a competent person, in staffed hours unless “any hour” is said. *Hard*: a person takes over, whatever else
holds. *At most*: the autonomy level the assistant keeps below. P0 pages whoever is on call.

| # | Moment | Urgency | Who | Within | Hard | At most | Fixed text | Clocks |
|--:|---|---|---|---|---|---|--:|---|
"""


def reference() -> str:
    rows = list[str]()
    for one in shipped_register().moments.values():
        within = "at once" if one.within_minutes == 0 else f"{one.within_minutes}"
        within += ", any hour" if one.around_the_clock else ""
        texts = f"{len(one.texts)} languages" if one.texts else "none"
        cells = (
            str(one.number), f"{one.name} (`{one.slug}`)", one.urgency, f"{one.team} / {one.skill}", within,
            "yes" if one.hard else "no", one.ceiling.value, texts, ", ".join(one.clocks) or "none",
        )  # fmt: skip
        rows.append(f"| {' | '.join(cells)} |")
    return HEAD + "\n".join(rows) + "\n\n" + _never() + "\n" + _clocks()


def _never() -> str:
    lines = [
        "## Never said while it stands",
        "",
        "English phrases, in the grammar of the register; other languages stand in the files.",
        "",
    ]
    for one in shipped_register().moments.values():
        phrases = ", ".join(f"`{phrase}`".replace("|", "\\|") for phrase in one.forbidden.get("en", ()))
        lines.append(f"- **{one.name}**: {phrases or 'nothing'}")
    return "\n".join(lines) + "\n"


def _clocks() -> str:
    lines = [
        "## Clocks",
        "",
        "Defaults, to be checked with counsel; shown to agents, never to customers.",
        "",
        "| Clock | Says | Due |",
        "|---|---|---|",
    ]
    for clock in CLOCKS.values():
        due = (
            f"{clock.working_days} working days"
            if clock.working_days
            else ""
            if clock.within is None
            else _span(clock.within.total_seconds())
        )
        lines.append(f"| `{clock.name}` | {clock.says} | {due or 'only logged'} |")
    return "\n".join(lines) + "\n"


def _span(seconds: float) -> str:
    minutes = int(seconds // 60)
    if minutes < 60:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 60 * 96 else f"{minutes // 1440} days"


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
