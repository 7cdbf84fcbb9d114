"""Numbers that prove themselves: the check digits of payment cards, bank accounts and identity numbers.

Each takes the number without spaces or marks. `strong` of a kind says how unlikely an order number passes by chance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


def luhn(digits: str) -> bool:
    """The check digit of payment cards (Luhn, ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


_IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BH": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "KW": 30,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "QA": 29, "RO": 24,
    "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29,
}  # fmt: skip


def iban(text: str) -> bool:
    """ISO 13616: the country's length, and 1 modulo 97."""
    text = text.upper()
    if len(text) != _IBAN_LENGTHS.get(text[:2], 0) or not text[2:4].isdigit():
        return False
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def german_tax_id(digits: str) -> bool:
    """Steuerliche Identifikationsnummer: ISO 7064 mod 11,10, one digit doubled or tripled among the first ten."""
    if len(digits) != 11 or digits[0] == "0" or len(set(digits[:10])) not in (8, 9):
        return False
    product = 10
    for digit in digits[:10]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def spanish_dni(text: str) -> bool:
    """DNI and NIE: the letter is the number modulo 23."""
    text = text.upper()
    number = text[:-1].translate(str.maketrans("XYZ", "012"))
    return len(text) == 9 and number.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == text[-1]


_ODD = {**dict(zip("0123456789", (1, 0, 5, 7, 9, 13, 15, 17, 19, 21), strict=True)),
        **dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                   (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
                   strict=True))}  # fmt: skip


def italian_fiscal_code(text: str) -> bool:
    """Codice fiscale: the last letter is the sum of the others' values modulo 26."""
    text = text.upper()
    total = sum(_ODD[sign] if place % 2 == 0 else int(sign, 36) - (0 if sign.isdigit() else 10)
                for place, sign in enumerate(text[:15]))  # fmt: skip
    return len(text) == 16 and chr(65 + total % 26) == text[15]


def french_nir(digits: str) -> bool:
    """Numéro de sécurité sociale: 97 minus the first thirteen digits modulo 97."""
    return len(digits) == 15 and digits[0] in "1234" and 97 - int(digits[:13]) % 97 == int(digits[13:])


def dutch_bsn(digits: str) -> bool:
    """Burgerservicenummer: the eleven test."""
    return len(digits) == 9 and _weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and digits != "0" * 9


def polish_pesel(digits: str) -> bool:
    """PESEL: weights 1, 3, 7, 9, and a month that can be one."""
    month = int(digits[2:4]) % 20 if len(digits) == 11 else 0
    return 1 <= month <= 12 and _weighted(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def brazilian_cpf(digits: str) -> bool:
    """CPF: two check digits modulo 11."""
    if len(digits) != 11 or len(set(digits)) == 1:
        return False
    first = _weighted(digits, range(10, 1, -1)) * 10 % 11 % 10
    second = _weighted(digits, range(11, 1, -1)) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}"


def turkish_id(digits: str) -> bool:
    """T.C. kimlik no: two check digits."""
    if len(digits) != 11 or digits[0] == "0":
        return False
    d = [int(digit) for digit in digits]
    return (sum(d[0:9:2]) * 7 - sum(d[1:8:2])) % 10 == d[9] and sum(d[:10]) % 10 == d[10]


def swedish_personnummer(digits: str) -> bool:
    """Personnummer: Luhn over its last ten digits, and a day that can be one."""
    ten = digits[-10:]
    dated = len(ten) == 10 and 1 <= int(ten[2:4]) <= 12 and 1 <= int(ten[4:6]) <= 31
    return len(digits) in (10, 12) and dated and luhn(ten)


def chinese_resident_id(text: str) -> bool:
    """GB 11643-1999: ISO 7064 mod 11,2, and a birthday that can be one."""
    text = text.upper()
    if len(text) != 18 or not text[:17].isdigit() or not (1 <= int(text[10:12]) <= 12 and 1 <= int(text[12:14]) <= 31):
        return False
    return "10X98765432"[_weighted(text[:17], (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)) % 11] == text[17]


_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_TURNS = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def aadhaar(digits: str) -> bool:
    """Aadhaar: Verhoeff (1969), "Error detecting decimal codes"; it starts with none of 0 and 1."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = int(_TIMES[check][int(_TURNS[place % 8][int(digit)])])
    return len(digits) == 12 and digits[0] not in "01" and check == 0


@dataclass(frozen=True, slots=True)
class Checked:
    """A kind of number: its pattern (spaces, dots and dashes allowed within), its check, and whether that is enough."""

    kind: str
    pattern: str
    holds: Callable[[str], bool]
    strong: bool


_GAP = r"[ .-]?"


def _digits(*groups: int) -> str:
    return _GAP.join(rf"\d{{{size}}}" for size in groups)


CHECKED = (
    Checked("bank account", r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?", iban, True),
    Checked("identity number (it)", r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", italian_fiscal_code, True),
    Checked("identity number (fr)", r"[1-4] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}", french_nir, True),
    Checked("identity number (cn)", r"\d{17}[\dX]", chinese_resident_id, True),
    Checked("identity number (es)", rf"(?:\d{{8}}|[XYZ]{_GAP}\d{{7}}){_GAP}[A-Z]", spanish_dni, True),
    Checked("identity number (br)", r"\d{3}\.\d{3}\.\d{3}-\d{2}", brazilian_cpf, True),
    Checked("identity number (br)", r"\d{11}", brazilian_cpf, False),
    Checked("identity number (se)", r"(?:\d{8}|\d{6})[-+]\d{4}", swedish_personnummer, True),
    Checked("identity number (de)", _digits(2, 3, 3, 3), german_tax_id, False),
    Checked("identity number (pl)", r"\d{11}", polish_pesel, False),
    Checked("identity number (tr)", r"\d{11}", turkish_id, False),
    Checked("identity number (in)", _digits(4, 4, 4), aadhaar, False),
    Checked("identity number (nl)", r"\d{9}|\d{4}\.\d{2}\.\d{3}", dutch_bsn, False),
)
