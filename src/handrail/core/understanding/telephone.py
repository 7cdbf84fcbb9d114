"""Telephone numbers in a message: written for abroad, named as one, or valid somewhere we are asked from."""

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

from handrail.core.understanding.checksums import luhn

REGIONS: Final = (
    "US", "GB", "DE", "FR", "ES", "IT", "NL", "PT", "BR", "PL", "TR", "IN", "JP", "KR", "CN", "SE", "NO", "DK", "AT", "CH",
    "BE", "IE", "AU", "MX", "AE", "SA", "EG", "ZA",
)  # fmt: skip
"""Where a number without its country's code may belong."""

_CANDIDATE = re.compile(r"(?<![\w#.,/-])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){6,16}(?![\w-]|[.,]\d)")
_CUE = re.compile(
    r"(?:phone|\bcall\b|mobile|\btel|reach me|\bring\b|whatsapp|anruf|ruf\w*|handy|telefon|tél|appel|teléfono|llám\w*|"
    r"numero di tel|cellulare|celular|telemóvel|nummer bellen|\bbel\b|ligue|दूरभाष|फ़ोन|फोन|电话|手机|電話|携帯|전화|هاتف|"
    r"جوال|اتصل|टेलीफोन)\W*(?:[^\W\d]+\W+){0,5}$",
    re.IGNORECASE,
)
_DAY_OR_HOST = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){3}|\d{1,4}([./-])\d{1,2}\1\d{2,4}|(?:19|20)\d\d ?[-./] ?(?:19|20)\d\d|(?:19|20)\d\d[ .-]?[01]\d[ .-]?[0-3]\d)"
)
_OTHER = re.compile(
    r"(?:order|ticket|invoice|case|tracking|parcel|serial|booking|reference|ref|bestell\w*|auftrag\w*|rechnung\w*|pedido|"
    r"commande|ordine|fattura|facture|factura|bestelling|zamówieni\w*|sipariş|注文|订单|주문|طلب)"
    r"\W*(?:(?:number|no|nr|n[°º]|num\w*|id|code|is|was|:|#)\W*){0,3}$",
    re.IGNORECASE,
)


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Places of numbers by which somebody can be called, in order. Numbers named as something else are none."""
    for match in _CANDIDATE.finditer(text):
        written = match[0].strip()
        before = text[max(match.start() - 60, 0) : match.start()]
        if not _DAY_OR_HOST.fullmatch(written) and not _OTHER.search(before) and _reaches(written, before):
            yield match.start(), match.start() + len(written)


def _reaches(written: str, before: str) -> bool:
    digits = re.sub(r"\D", "", written)
    if not 7 <= len(digits) <= 15:
        return False
    if written.startswith(("+", "00")):
        return _possible("+" + digits.removeprefix("00") if written.startswith("00") else written)
    if _CUE.search(before):
        return True
    if len(digits) >= 13 and luhn(digits):
        return False
    divided = re.search(r"\d[\s().-]+\d", written) is not None
    return (divided or digits.startswith("0")) and len(digits) >= 8 and any(_valid(written, one) for one in REGIONS)


def _possible(written: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(written, None))
    except phonenumbers.NumberParseException:
        return False


def _valid(written: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number_for_region(phonenumbers.parse(written, region), region)
    except phonenumbers.NumberParseException:
        return False
