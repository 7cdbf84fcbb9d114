"""Where one can go from every page; each role sees the entries that are theirs."""

from dataclasses import dataclass

from handrail.console.signed_in import SignedIn
from handrail.core.access.roles import Act


@dataclass(frozen=True, slots=True)
class Entry:
    path: str
    label: str
    act: Act = Act.SEE_CONVERSATIONS


_ENTRIES = (
    Entry("inbox", "Inbox"),
    Entry("approvals", "Approvals"),
    Entry("search", "Search"),
    Entry("saved-replies", "Saved replies"),
    Entry("knowledge", "Knowledge", Act.SEE_KNOWLEDGE),
    Entry("topics", "Topics", Act.SEE_KNOWLEDGE),
    Entry("tools", "Tools", Act.SEE_TOOLS),
    Entry("playbooks", "Playbooks", Act.SEE_KNOWLEDGE),
    Entry("rules", "Rules", Act.SEE_KNOWLEDGE),
    Entry("moments", "Moments", Act.SEE_MOMENTS),
    Entry("team", "Team", Act.SEE_TEAM),
    Entry("promises", "Promises", Act.SEE_PROMISES),
    Entry("log", "Log", Act.SEE_LOG),
    Entry("settings", "Settings", Act.CHANGE_SETTINGS),
)


def rail(me: SignedIn) -> tuple[Entry, ...]:
    """In the order of a day's work."""
    return tuple(entry for entry in _ENTRIES if me.may(entry.act))
