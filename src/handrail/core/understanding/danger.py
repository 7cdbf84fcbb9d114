"""Somebody may be hurt: words of injury, fire and despair that no quoted article may answer.

A floor until the moments register: a few plain phrases in seven languages, chosen to err towards a person. It can only
raise caution.
"""

import re
import unicodedata

DANGER_VERSION = "1"

_DANGER = re.compile(
    r"""\b(?:
      explod\w+ | caught\s+fire | (?:is|was|went)\s+on\s+fire | on\s+fire | burst\s+into\s+flames | smoke\s+(?:came|is\s+coming|coming)
      | (?:burn(?:ed|t)|burns?|scald(?:ed)?|injur\w+|cut|hurt|broke)\s+(?:my|his|her|our|their|me|him|himself|herself|myself)\b
      | electric(?:al)?\s+shock | electrocut\w+ | got\s+shocked | bleeding | in\s+hospital | ambulance | emergency\s+room
      | allergic\s+reaction | swallow(?:ed|ing)\s+(?:a|the|it|some) | poison\w* | carbon\s+monoxide | cannot\s+breathe | can'?t\s+breathe
      | suicid\w+ | kill\s+(?:myself|himself|herself|me|him|her|you) | end\s+my\s+life | want\s+to\s+die | hurt\s+myself | self[\s-]?harm
      | explodier\w+ | in\s+brand | gebrannt | verbrannt | verletzt | stromschlag | krankenhaus | umbringen | selbstmord
      | explose\w* | pris\s+feu | brule\w*\s+(?:la|ma|mon|les|mes) | blesse\w* | hopital | me\s+tuer | suicide\w*
      | exploto | prendio\s+fuego | quemad\w+ | herid[oa]s? | hospital | matarme | suicid\w+
      | explodiu | pegou\s+fogo | queimad\w+ | ferid[oa]s? | me\s+matar
      | esplos\w+ | preso\s+fuoco | ustion\w+ | ferit[oa]\b | ospedale | uccidermi
      | ontploft | in\s+brand | gewond | ziekenhuis | zelfmoord
    )\b""",
    re.VERBOSE,
)
_LOOKED_AT = 8_000


def danger(text: str) -> tuple[int, int] | None:
    """Where a word of danger stands in the plain form of the first 8,000 characters; None without one. Never raises."""
    plain = unicodedata.normalize("NFKD", text[:_LOOKED_AT].casefold()).replace("’", "'")
    found = _DANGER.search("".join(c for c in plain if not ("̀" <= c <= "ͯ")))
    return None if found is None else found.span()
