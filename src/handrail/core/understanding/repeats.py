"""Going in circles: the customer asks the same again, or the assistant is about to say the same again."""

import re
import unicodedata
from collections.abc import Sequence

NEARLY_EQUAL = 0.8


def nearly_equal(one: str, other: str) -> bool:
    """Whether two turns say the same in nearly the same words: Jaccard similarity of their words of at least 0.8.

    Jaccard, P. (1912), "The distribution of the flora in the alpine zone". Wording counts, order and punctuation do not.
    """
    a, b = _words(one), _words(other)
    if not a or not b:
        return one.strip().casefold() == other.strip().casefold()
    return len(a & b) / len(a | b) >= NEARLY_EQUAL


def times_asked_before(turn: str, earlier: Sequence[str]) -> int:
    """How many of the customer's earlier turns ask nearly the same as this one."""
    return sum(nearly_equal(turn, other) for other in earlier)


_CONTRADICTIONS = re.compile(
    r"""\b(?:no|nope|that'?s\s+(?:wrong|not\s+(?:it|right|what|my))|not\s+what\s+i\s+(?:asked|mean|meant)|still\s+(?:not|does\s?n[o']?t|broken)
      |(?:does|did)\s?n[o']?t\s+(?:work|help|answer)|wrong|not\s+helpful|you\s+(?:do\s?n[o']?t|did\s?n[o']?t)\s+(?:understand|answer)
      |nein|stimmt\s+nicht|falsch|hilft\s+nicht|no\s+es\s+eso|eso\s+no|no\s+funciona|sigue\s+sin|ce\s+n'?est\s+pas|ca\s+ne\s+marche
      |faux|isso\s+nao|nao\s+(?:funciona|e\s+isso|ajuda)|non\s+e\s+(?:questo|vero)|non\s+funziona)\b""",
    re.VERBOSE,
)


def contradicts(turn: str) -> bool:
    """Whether a turn after an answer says that the answer did not help ("no, still not working")."""
    plain = unicodedata.normalize("NFKD", turn.casefold())
    plain = "".join(c for c in plain if not ("̀" <= c <= "ͯ")).replace("’", "'")
    found = _CONTRADICTIONS.search(plain)
    return found is not None and found.start() <= 40


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))
