"""The words of each language about reaching a person."""

from dataclasses import replace

from handrail.core.understanding.wants_person.lexicon import Lexicon
from handrail.core.understanding.wants_person.words import (
    baltic_uralic,
    east_asian,
    english,
    germanic,
    international,
    mediterranean,
    romance,
    slavic_cyrillic,
    slavic_latin,
    south_asian,
    southeast_asian,
)
from handrail.core.understanding.wants_person.words.more import MORE


def _with_more(lexicon: Lexicon) -> Lexicon:
    added = MORE.get(lexicon.language, {})
    return replace(lexicon, **{name: f"{getattr(lexicon, name)} {words}" for name, words in added.items()})


_OWN = (
    international.INTERNATIONAL,
    english.ENGLISH,
    english.PIDGIN,
    germanic.GERMAN,
    germanic.DUTCH,
    germanic.SWEDISH,
    germanic.DANISH,
    germanic.NORWEGIAN,
    romance.SPANISH,
    romance.FRENCH,
    romance.PORTUGUESE,
    romance.ITALIAN,
    romance.ROMANIAN,
    slavic_latin.POLISH,
    slavic_latin.CZECH,
    slavic_latin.SLOVAK,
    slavic_latin.SLOVENIAN,
    slavic_latin.SERBO_CROATIAN,
    slavic_cyrillic.SERBIAN_CYRILLIC,
    slavic_cyrillic.RUSSIAN,
    slavic_cyrillic.UKRAINIAN,
    slavic_cyrillic.BULGARIAN,
    baltic_uralic.FINNISH,
    baltic_uralic.ESTONIAN,
    baltic_uralic.HUNGARIAN,
    baltic_uralic.LATVIAN,
    baltic_uralic.LITHUANIAN,
    mediterranean.GREEK,
    mediterranean.TURKISH,
    mediterranean.ARABIC,
    mediterranean.HEBREW,
    south_asian.PERSIAN,
    south_asian.HINDI,
    south_asian.URDU,
    south_asian.BENGALI,
    south_asian.TAMIL,
    southeast_asian.THAI,
    southeast_asian.VIETNAMESE,
    southeast_asian.INDONESIAN,
    southeast_asian.MALAY,
    southeast_asian.FILIPINO,
    east_asian.JAPANESE,
    east_asian.KOREAN,
    east_asian.CHINESE,
)

LEXICONS = tuple(_with_more(lexicon) for lexicon in _OWN)
