"""Sums of money as customers write them, turned into whole minor units with a currency."""

import re
from dataclasses import dataclass

_SYMBOLS = {
    "US$": "USD", "R$": "BRL", "A$": "AUD", "C$": "CAD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW",
    "₺": "TRY", "zł": "PLN", "kč": "CZK", "euros": "EUR", "euro": "EUR", "eur": "EUR", "pounds": "GBP", "pound": "GBP",
}  # fmt: skip
_CODES = frozenset(
    [
        "AED",
        "AUD",
        "BHD",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "CZK",
        "DKK",
        "EUR",
        "GBP",
        "HUF",
        "INR",
        "JPY",
        "KRW",
        "KWD",
        "MXN",
        "NOK",
        "NZD",
        "OMR",
        "PLN",
        "SEK",
        "SGD",
        "TND",
        "TRY",
        "USD",
        "ZAR",
    ]
)
# ISO 4217: digits after the decimal sign, where it is not two.
_EXPONENT = {"JPY": 0, "KRW": 0, "CLP": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3}
CURRENCIES = tuple(sorted(_CODES))
# Several currencies share these names; the workspace's own decides, else nothing is claimed.
_SHARED = {
    "$": frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "MXN"}),
    "dollars": frozenset({"USD", "AUD", "CAD", "NZD", "SGD"}),
    "dollar": frozenset({"USD", "AUD", "CAD", "NZD", "SGD"}),
    "kr": frozenset({"SEK", "NOK", "DKK"}),
}  # fmt: skip

UNIT = "|".join(sorted(map(re.escape, (*_SYMBOLS, *_SHARED, *_CODES, "bucks")), key=len, reverse=True))
NUMBER = r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,3})?"
MONEY = re.compile(
    rf"(?<![\w.,#-])(?:(?P<before>{UNIT})\s?(?P<first>{NUMBER})|"
    rf"(?P<second>{NUMBER})\s?(?P<after>{UNIT}))(?![\w])(?!\.\d|,\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """`minor`: whole minor units (cents; yen as they are). `currency`: ISO 4217."""

    minor: int
    currency: str


def read_money(match: re.Match[str], home_currency: str) -> Money | None:
    """The sum a MONEY match states; None when its currency or its number can be read in two ways."""
    currency = currency_of(match["before"] or match["after"], home_currency)
    if currency is None:
        return None
    minor = _minor(match["first"] or match["second"], _EXPONENT.get(currency, 2))
    return None if minor is None else Money(minor, currency)


def digits_of(currency: str) -> int:
    """How many digits its minor unit has after the decimal sign (ISO 4217)."""
    return _EXPONENT.get(currency, 2)


def currency_of(unit: str, home: str) -> str | None:
    """ISO 4217 for a sign, a name or a code as it stands beside a number; None where `home` does not settle a shared one."""
    if unit.upper() in _CODES:
        return unit.upper()
    shared = _SHARED.get(unit.lower())
    if shared is not None:
        return home if home in shared else None
    return _SYMBOLS.get(unit.upper()) or _SYMBOLS.get(unit.lower())


def _minor(number: str, exponent: int) -> int | None:
    """`1.234,50`, `1,234.50`, `1 234,50` and `1'234` all name the same kind of number."""
    whole, decimals = number, ""
    parts = re.split(r"[.,]", number)
    if len(parts) > 1 and (len(parts[-1]) in (1, 2) or (exponent == 3 and len(parts) == 2 and len(parts[-1]) == 3)):
        decimals = parts[-1]
        whole = number[: -len(decimals) - 1]
    if len(decimals) > exponent:
        return None
    digits = re.sub(r"\D", "", whole)
    return int(digits) * 10**exponent + int(decimals.ljust(exponent, "0") or "0")
