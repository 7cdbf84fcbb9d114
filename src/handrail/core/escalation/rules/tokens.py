"""An expression taken apart into names, texts and numbers: enough to know its facts, its thresholds and its nesting."""

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 2_000  # characters
DEEPEST: Final = 12  # brackets within brackets
MACROS: Final = frozenset({"all", "exists", "exists_one", "map", "filter"})

_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*)
      | (?P<text>[rR]?(?:\"\"\".*?\"\"\"|'''.*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
      | (?P<number>0x[0-9a-fA-F]+|\d+\.\d+(?:[eE][+-]?\d+)?|\d+(?:[eE][+-]?\d+)?)
      | (?P<name>[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)
      | (?P<open>[(\[{]) | (?P<close>[)\]}]) | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: name, text, number, open, close or other. `value` is a text's content, without its quotes."""

    kind: str
    value: str
    at: int


def tokens(expression: str) -> tuple[Token, ...]:
    """Total: what is no CEL comes out as `other`, character by character. Comments are left out."""
    found: list[Token] = []
    for match in _TOKEN.finditer(expression):
        kind = match.lastgroup or "other"
        if kind != "comment":
            found.append(Token(kind, _value(kind, match.group()), match.start()))
    return tuple(found)


def _value(kind: str, raw: str) -> str:
    if kind == "name":
        return re.sub(r"\s+", "", raw)
    if kind != "text":
        return raw
    bare = raw.lstrip("rR")
    width = 3 if bare[:3] in ('"""', "'''") else 1
    content = bare[width:-width]
    if raw[0] in "rR":
        return content
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found.group(1), found.group(1)), content, flags=re.DOTALL)


def names_in(expression: str) -> tuple[str, ...]:
    """Dotted names in the order they first stand, with each beginning of them: `text.contains` gives `text` too."""
    found: dict[str, None] = {}
    for token in tokens(expression):
        if token.kind == "name":
            parts = token.value.split(".")
            found.update({".".join(parts[: n + 1]): None for n in range(len(parts))})
    return tuple(found)


def texts_in(expression: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.value for token in tokens(expression) if token.kind == "text"))


def numbers_in(expression: str) -> tuple[float, ...]:
    """Every number that stands in it, in order, once; a minus before it counts."""
    found: dict[float, None] = {}
    before = ""
    for token in tokens(expression):
        if token.kind == "number":
            value = float(int(token.value, 16)) if token.value.startswith("0x") else float(token.value)
            found[value] = None
            if before == "-":
                found[-value] = None
        before = token.value
    return tuple(found)


def too_much(expression: str) -> tuple[int, str] | None:
    """Where an expression is larger than a person could check (an index into it) and in which words; None if it is not."""
    if len(expression) > LONGEST:
        return LONGEST, f"A condition has at most {LONGEST} characters; this one has {len(expression)}."
    depth, within = 0, list[int]()
    before = Token("", "", 0)
    for token in tokens(expression):
        if token.kind == "open":
            depth += 1
            if before.kind == "name" and before.value.rpartition(".")[2] in MACROS:
                if (says := _unasked(before.value)) is not None:
                    return before.at, says
                within.append(depth)
            if len(within) > 1:
                return before.at, "One list within another is more than a person could check: use one of them."
        elif token.kind == "close":
            if within and within[-1] == depth:
                within.pop()
            depth -= 1
        if depth > DEEPEST:
            return token.at, f"Brackets stand at most {DEEPEST} deep."
        if token.kind == "name" and token.value == "dyn":
            return token.at, "`dyn` would hide wrong types; name the fact itself."
        before = token
    return None


def _unasked(macro: str) -> str | None:
    """Why a list may not be gone through like that: what a list in the file or one made on the way could cost has no bound."""
    fact, _, name = macro.rpartition(".")
    if not fact:
        return f"`{name}` is asked of a fact that is a list, such as `moments.{name}(…)`."
    return "`map` makes lists, and a condition needs none: use `exists` or `all`." if name == "map" else None


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Both from 1."""
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1
