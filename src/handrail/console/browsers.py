"""What browsers call themselves, in words that their owners know."""

_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_MACHINES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
    ("Macintosh", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser(agent: str) -> str:
    """ "Firefox on Windows"; what is not known stays in its own words. Everybody claims to be everybody else, so the
    more particular names come first."""
    name = next((known for mark, known in _BROWSERS if mark in agent), None)
    machine = next((known for mark, known in _MACHINES if mark in agent), None)
    if name is None:
        return agent or "an unknown browser"
    return name if machine is None else f"{name} on {machine}"
