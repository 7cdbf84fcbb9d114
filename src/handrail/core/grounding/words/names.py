"""Words written with a capital that are no names, and words by which German is known, which writes every noun large."""

# ruff: noqa: E501, SIM905  (tables of words)

from typing import Final

NO_NAMES: Final = frozenset(
    (
        "I I'm I've I'll I'd Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October"
        " November December OK Yes No FAQ PDF PIN SMS URL ID AM PM USD EUR GBP AI TV PC Note Please Mr Mrs Ms Dr Sie Ihr Ihre Ihnen Ihrem Ihren Ihrer Internet"
        " English German French Spanish Italian Dutch Polish Swedish Portuguese"
    ).split()
)
GERMAN: Final = frozenset(
    "der die das und ist nicht mit für ein eine von den auf wir sie zu im wird werden haben kann können".split()
)
