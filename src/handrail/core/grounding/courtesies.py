"""The sentences that claim nothing and so need no source: a closed list of greetings, thanks, regrets and "I do not know"."""

import re

from handrail.core.grounding.words.courtesies import GREETINGS, NO_QUESTION, TAG, WHOLE

_SAID = "|".join(WHOLE)
_COURTESY = re.compile(rf"(?:{_SAID})(?:[\s,;–-]+(?:{_SAID})){{0,2}}", re.IGNORECASE)
_GREETING = re.compile(rf"(?:{GREETINGS})(?P<name>(?:[\s,]+[^\W\d_][\w'’.-]{{0,30}}){{0,2}})", re.IGNORECASE)
_LONGEST = 200
_PARTS = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？؟])\s*")
_EDGES = " \t\n.!…。！,;:–-*_\"'“”"
_ASKS = ("?", "？", "؟")


def parts(text: str) -> tuple[str, ...]:
    """The sentences of a text by their end signs."""
    return tuple(part for part in _PARTS.split(text) if part.strip(_EDGES))


def is_courtesy(text: str) -> bool:
    """Every part of it is one of the list, a name behind a greeting apart."""
    said = parts(text)
    return bool(said) and len(text) <= _LONGEST and all(map(_is_one, said))


def _is_one(part: str) -> bool:
    bare = part.strip(_EDGES).replace("’", "'")
    if greeted := _GREETING.fullmatch(bare):
        return all(word[0] == word[0].upper() for word in re.findall(r"[^\W\d_][^\s,]*", greeted["name"]))
    return _COURTESY.fullmatch(bare) is not None


def is_question(text: str) -> bool:
    """Every part asks (courtesies apart) and none claims in the form of a question: "did you know", "it is free, right?"."""
    said = [part.strip() for part in parts(text) if not is_courtesy(part)]
    return bool(said) and all(map(_asks, said))


def _asks(part: str) -> bool:
    bare = part.rstrip(" \"'”»)*_").replace("’", "'")
    return bare.endswith(_ASKS) and not NO_QUESTION.search(bare) and not TAG.search(bare)
