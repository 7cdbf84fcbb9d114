"""Which language a text is in, or an honest "cannot tell": a low score means unknown, never English."""

import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from handrail.ports import LanguageGuess

UNKNOWN = "und"
SURE = 0.7
"""Below this probability the language is unknown; short greetings in one language look like another."""

_SCRIPT_LANGUAGE = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "THAI": "th",
    "GREEK": "el",
    "HEBREW": "he",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "TAMIL": "ta",
    "TELUGU": "te",
    "BENGALI": "bn",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "ETHIOPIC": "am",
}
"""Scripts that one language uses almost alone; the others (Latin, Cyrillic, Arabic, Devanagari) do not tell."""

CUSTOMERS_WRITE = (
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mk ms nl no pl pt ro ru sk sl sq sr sv sw"
    " ta th tl tr uk ur vi zh"
)
"""Languages told apart. The library knows 97, and the rare ones steal short sentences of the common ones."""


def detect_language(text: str) -> LanguageGuess:
    """An ISO 639-1 code, or `und`, and its probability. The text may be empty, one word, or in no language at all."""
    scripts = _scripts(text)
    letters = sum(scripts.values())
    if not letters:
        return LanguageGuess(UNKNOWN, 0.0)
    if alone := _by_script(scripts, letters):
        return alone
    if letters < 4:
        return LanguageGuess(UNKNOWN, 0.0)
    code, confidence = _identifier().classify(text)
    return (
        LanguageGuess(str(code), float(confidence)) if confidence >= SURE else LanguageGuess(UNKNOWN, float(confidence))
    )


def _scripts(text: str) -> Counter[str]:
    return Counter(unicodedata.name(letter, "?").split()[0].removesuffix("-") for letter in text if letter.isalpha())


def _by_script(scripts: Counter[str], letters: int) -> LanguageGuess | None:
    """Japanese first: it writes with Chinese signs too, so any kana decides it."""
    if scripts["HIRAGANA"] + scripts["KATAKANA"] >= 0.1 * letters:
        return LanguageGuess("ja", 1.0)
    if scripts["CJK"] >= 0.5 * letters:
        return LanguageGuess("zh", 0.95)
    script, count = scripts.most_common(1)[0]
    if count >= 0.6 * letters and script in _SCRIPT_LANGUAGE:
        return LanguageGuess(_SCRIPT_LANGUAGE[script], count / letters)
    return None


@cache
def _identifier() -> Any:
    """The model is read once a process (about a third of a second)."""
    from py3langid import langid

    library: Any = langid
    identifier = library.LanguageIdentifier.from_model_file(library.MODEL_FILE, norm_probs=True)
    identifier.set_languages(CUSTOMERS_WRITE.split())
    return identifier
