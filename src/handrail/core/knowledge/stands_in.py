"""Whether words are really an article's own."""

import re

_MARKS = re.compile(r"[*#\s]+")


def stands_in(quote: str, body: str) -> bool:
    """Every line of `quote` stands in `body` as it is, but for spaces and Markdown's marks. An empty quote stands nowhere."""
    whole = _plain(body)
    lines = [plain for line in quote.splitlines() if (plain := _plain(line))]
    return bool(lines) and all(line in whole for line in lines)


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text).strip()
