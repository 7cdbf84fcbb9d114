"""Approved passages are Markdown; here they read as plain text with bold words, and nothing else of it is believed."""

import re

from markupsafe import Markup, escape

_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,300})(?<=\S)\*\*")


def marked(text: str) -> Markup:
    """Escaped first: whatever was written, only our own <strong> comes out."""
    return Markup(_BOLD.sub(r"<strong>\1</strong>", str(escape(text))))


def unmarked(text: str) -> str:
    """In a single line without room for bold words: the words alone, also of a mark whose end was cut off."""
    return _BOLD.sub(r"\1", text).replace("**", "")
