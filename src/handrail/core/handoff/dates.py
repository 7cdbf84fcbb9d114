"""Days as customers write them: turned into ISO dates where only one reading is possible, else left as
written."""

import re
from datetime import date

_MONTHS = {
    1: "jan(?:uary|uar|vier|eiro)?|enero|gennaio|janv",
    2: "feb(?:ruary|ruar|rero|braio)?|f[ée]vr(?:ier)?|fevereiro",
    3: "mar(?:ch|s|zo|ço)?|märz|maart",
    4: "apr(?:il|ile)?|avril|abril|abr",
    5: "may|mai|mayo|maio|maggio|mei",
    6: "june?|juni|juin|junio|junho|giugno",
    7: "july?|juli|juil(?:let)?|julio|julho|luglio",
    8: "aug(?:ust|ustus)?|ao[ûu]t|agosto",
    9: "sept?(?:ember|embre|iembre)?|setembro|settembre",
    10: "oct(?:ober|obre|ubre)?|okt(?:ober)?|outubro|ottobre",
    11: "nov(?:ember|embre|iembre|embro)?",
    12: "dec(?:ember)?|dez(?:ember|embro)?|d[ée]c(?:embre)?|diciembre|dicembre",
}
_NAMED = "|".join(f"(?:{names})" for names in _MONTHS.values())

DATE = re.compile(
    r"(?<![\w#/.-])(?:"
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<d>\d{1,2})(?P<sep>[./])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er|º)?\s(?:de\s|"
    rf"of\s)?(?P<name>{_NAMED})\.?(?:,?\s(?:de\s)?(?P<year>\d{{4}}))?"
    rf"|(?P<name2>{_NAMED})\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year2>\d{{4}}))?"
    r")(?![\w-])",
    re.IGNORECASE,
)


def read_date(match: re.Match[str]) -> str | None:
    """ISO date when the year is given and day and month cannot be swapped, else the words; None if no
    such day."""
    if match["iso"]:
        return _iso(*(int(part) for part in match["iso"].split("-")))
    if match["d"]:
        return _numeric(match)
    day, name, year = (
        match["day"] or match["day2"],
        match["name"] or match["name2"],
        match["year"] or match["year2"],
    )
    if not 1 <= int(day) <= 31:
        return None
    return _iso(int(year), month_of(name), int(day)) if year else match[0]


def _numeric(match: re.Match[str]) -> str | None:
    first, second, year = int(match["d"]), int(match["m"]), int(match["y"])
    if len(match["y"]) == 2:
        return match[0] if 1 <= first <= 31 and 1 <= second <= 31 else None
    if match["sep"] == "." or first > 12:
        return _iso(year, second, first)
    return _iso(year, first, second) if second > 12 else (match[0] if first and second else None)


def month_of(name: str) -> int:
    return next(number for number, names in _MONTHS.items() if re.fullmatch(names, name, re.IGNORECASE))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
