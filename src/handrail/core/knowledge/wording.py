"""Words and numbers written as a search needs them: one way for each, whoever wrote them."""

import re
from functools import cache, lru_cache

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_THOUSANDS = re.compile(r"(?<=\d)[,'’ ](?=\d{3}\b)")
_SHORT_THOUSANDS = re.compile(r"\b(\d+(?:\.\d+)?)\s?k\b", re.IGNORECASE)
_NO_CENTS = re.compile(r"(?<=\d)\.00\b")
_CURRENCY = re.compile(r"[$€£¥]\s?(?=\d)|(?<=\d)\s?[$€£¥%]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")

_EVERYDAY = {
    "cheque": "check",
    "cheques": "checks",
    "cash machine": "ATM",
    "cash machines": "ATMs",
    "cashpoint": "ATM",
    "firm": "company",
    "instalment": "installment",
    "instalments": "installments",
    "nicked": "stolen",
    "pinched": "stolen",
    "abroad": "international",
    "overseas": "international",
    "petrol": "gas",
    "post": "mail",
    "posted": "mailed",
    "mobile": "phone",
    "staff": "employee",
    "wages": "paycheck direct deposit",
    "salary": "paycheck direct deposit",
    "grand": "thousand",
    "colour": "color",
    "colours": "colors",
    "jumper": "sweater",
    "trousers": "pants",
    "trainers": "sneakers",
    "parcel": "package",
    "parcels": "packages",
    "postage": "shipping",
    "postcode": "zip code",
    "flat": "apartment",
    "queue": "line",
    "till": "register",
    "current account": "checking account",
    "cancelled": "canceled",
    "cancelling": "canceling",
    "licence": "license",
    "programme": "program",
    "fulfil": "fulfill",
}
"""British and everyday English to the words of a written policy. Used beside the customer's words, not for them."""


def words(text: str) -> list[str]:
    """The words in order, folded; a plural s falls off so that a name is recognised in either number."""
    return [_singular(word) for word in _WORD.findall(_POSSESSIVE.sub("", text.casefold()))]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def for_full_text(text: str) -> str:
    """Numbers without commas, k, cents and currency; scripts without spaces as overlapping pairs of signs."""
    text = _THOUSANDS.sub("", text)
    text = _SHORT_THOUSANDS.sub(lambda found: str(round(float(found[1]) * 1000)), text)
    text = _CURRENCY.sub(" ", _NO_CENTS.sub("", text))
    if text.isascii():
        return text
    return _UNSPACED.sub(lambda found: " " + " ".join(_pairs(found[0])) + " ", text)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def in_written_words(text: str) -> str:
    """The text with everyday English replaced by what a policy says; unchanged where there is none."""
    return _everyday().sub(lambda found: _EVERYDAY[found[0].lower()], text)


@cache
def _everyday() -> re.Pattern[str]:
    longest_first = sorted(_EVERYDAY, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(longest_first) + r")\b", re.IGNORECASE)


_ENDINGS = ("ings", "ing", "ment", "ed", "ly", "er", "e")


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """Words without their commonest English endings, numbers plain: to see that "charged" speaks of a charge."""
    return tuple(_stem(word) for word in words(for_full_text(text)))


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= 4), "")
    return word.removesuffix(ending) if ending else word
