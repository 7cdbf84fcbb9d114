"""Where one can go from every page; each role sees the entries that are theirs."""

from dataclasses import dataclass

from handrail.console.signed_in import SignedIn


@dataclass(frozen=True, slots=True)
class Entry:
    path: str
    label: str


_ENTRIES = (
    Entry("inbox", "Inbox"),
    Entry("search", "Search"),
    Entry("knowledge", "Knowledge"),
    Entry("topics", "Topics"),
    Entry("team", "Team"),
    Entry("promises", "Promises"),
    Entry("log", "Log"),
    Entry("settings", "Settings"),
)


def rail(me: SignedIn) -> tuple[Entry, ...]:
    """In the order of a day's work."""
    return _ENTRIES
