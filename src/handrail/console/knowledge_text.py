"""An article's Markdown as a page may show it: its own HTML stays text, no image is loaded, links lead to the web only."""

import re
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_ADDRESS = re.compile(r"(?:https?://[^/]|/(?![/\\])|#|\?|\.{1,2}/|[A-Za-z0-9_][^:]*$)", re.IGNORECASE)
TOP = 3
"""The level of an article's uppermost heading, below the page's own two."""


def leads_to_the_web(address: str) -> bool:
    """http(s), or relative to this page; never a script, a file or a foreign scheme."""
    return _ADDRESS.match(address) is not None and not any(letter < " " for letter in address)


class _Safe(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        return leads_to_the_web(url)


_markdown = _Safe("commonmark", {"html": False}).enable("table").disable("image")


def rendered(text: str) -> Markup:
    """Safe to stand in a page as it is."""
    tokens = _markdown.parse(text)
    _level(tokens)
    for token in tokens:
        token.attrs.pop("style", None)  # a table's alignment: the page's policy allows no style in its text
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", "noopener noreferrer nofollow")
    renderer = cast(Any, _markdown.renderer)  # the library leaves its renderer's kind open
    return Markup(renderer.render(tokens, _markdown.options, {}))


def _level(tokens: list[Token]) -> None:
    """Headings go on from the page's own, none skipping a level: a reader's outline stays whole."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type not in ("heading_open", "heading_close"):
            continue
        if token.type == "heading_open":
            written = int(token.tag[1])
            open_levels = [*(level for level in open_levels if level < written), written]
        token.tag = f"h{min(TOP - 1 + len(open_levels), 6)}"
