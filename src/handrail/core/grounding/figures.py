"""Every figure in a text, read to one plain value with its unit, so that "two weeks" and "14 days" are the same."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handrail.core.grounding.words.numbers import HALF, MAGNITUDES, ONES, SHADY, UNITS, number_words
from handrail.core.handoff.dates import DATE, read_date
from handrail.core.money import NUMBER, UNIT, currency_of, digits_of

PLAIN = "number"
_WORDS = number_words()


_NAMED_SIGNS = {"dollar": "$", "dollars": "$", "bucks": "$"}
_MEASURES = frozenset({PLAIN, "date", "clock", *(unit for unit, _, _ in UNITS.values())})


def _either(words: "list[str]") -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_SPELLED = _either([word for word in (*_WORDS, *HALF, *ONES) if word not in SHADY])
_SHADY = _either(list(SHADY))
_MAGNITUDE = _either(list(MAGNITUDES))
_NAMED_UNITS = {name: f"(?:{written})" for name, (_, _, written) in UNITS.items()}
_ANY_UNIT = "|".join(f"(?P<u{place}>{written})" for place, written in enumerate(_NAMED_UNITS.values()))
_UNIT_NAMES = tuple(_NAMED_UNITS)
_JOINED = r"[\s-]|(?<=hundred)\sand\s|(?<=thousand)\sand\s|\sund\s|\set\s|\sy\s|\se\s"
_SPACE = r"[\s\u00a0-]"
_FIGURE = re.compile(
    rf"(?<![\w.,])(?:(?P<before>{UNIT})\s?)?"
    rf"(?:(?P<digits>{NUMBER}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{1,3}})?)"
    rf"|(?P<spelled>(?:{_SPELLED})(?:(?:{_JOINED})(?:{_SPELLED}))*|{_SHADY})(?![^\W_]))"
    rf"(?:{_SPACE}?(?P<magnitude>{_MAGNITUDE})(?![^\W_]))?(?:(?:st|nd|rd|th)(?!\w))?"
    rf"(?:{_SPACE}{{0,2}}(?:(?P<after>{UNIT}|US dollars?)(?!\w)|(?:{_ANY_UNIT})(?![a-zß-ÿ])))?",
    re.IGNORECASE,
)
_BEFORE_A_SPAN = (
    "within|after|for|in|than|least|most|over|under|about|innerhalb|binnen|nach|seit|vor|dans|après|en|dentro de|después de"
    "|entro|dopo|tra|na|em"
)
_SPANS = "|".join(
    f"(?P<u{place}>{written})"
    for place, (name, written) in enumerate(_NAMED_UNITS.items())
    if name in {"minute", "hour", "day", "week", "month", "quarter", "year"}
)
_A_UNIT = re.compile(
    rf"(?<!\w)(?:{_BEFORE_A_SPAN})\s(?P<span>(?:an?|eine[rsnm]?|une?|una?|een|uma?)\s(?:{_SPANS}))(?!\w)", re.IGNORECASE
)
"""An article before a unit of time is a one where a span is meant ("within a week"), and a rate elsewhere ("$5 a week")."""
_RANGE = re.compile(r"\s?(?:-|–|—|to|and|or|bis|oder|und|à|a|y|o|tot|en|do|till)\s?", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\w.,:])(?:(?P<h>[01]?\d|2[0-4])[:h.](?P<m>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\b\.?|\s?uhr\b)?"
    r"|(?P<h2>[01]?\d|2[0-4])\s?(?:(?P<half2>[ap])\.?m\b\.?|uhr\b|時))(?![\d])",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d+\.\d\d$")
_LIST_MARK = re.compile(r"(?:^|\n)\s*\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` in its `unit`: an ISO currency (or a sign that the home currency does not settle) in whole minor units, `percent`,
    `minute`, `month`, `business day`, `clock`, a `date` as text, … or `number` where none stands. `start`, `end`: its place."""

    value: float | str
    unit: str
    start: int
    end: int

    @property
    def key(self) -> tuple[float | str, str]:
        return (round(self.value, 6) if isinstance(self.value, float | int) else self.value, self.unit)

    @property
    def is_money(self) -> bool:
        return self.unit not in _MEASURES

    @property
    def is_time(self) -> bool:
        return self.unit in {"minute", "month", "business day"}


@lru_cache(maxsize=4096)
def figures(text: str, currency: str = "") -> tuple[Figure, ...]:
    """In order of place. The marks of a numbered list are no figures; digits of every script are read."""
    plain = _plain(text)
    taken: list[Figure] = []
    for found in _everything(plain, currency):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return tuple(_ranged(sorted(taken, key=lambda one: one.start), plain))


def _ranged(found: list[Figure], text: str) -> Iterator[Figure]:
    """In "3 to 5 days" the three are days too."""
    for one, following in zip(found, [*found[1:], None], strict=False):
        between = "" if following is None else text[one.end : following.start]
        if following is None or one.unit != PLAIN or not isinstance(one.value, float) or not _RANGE.fullmatch(between):
            yield one
            continue
        size = next(
            (size for size, unit in _sizes(text[following.start : following.end]) if unit == following.unit), 1.0
        )
        yield Figure(one.value * size, following.unit, one.start, one.end)


def _sizes(written: str) -> Iterator[tuple[float, str]]:
    for match in _FIGURE.finditer(written):
        if name := _unit_of(match):
            yield UNITS[name][1], UNITS[name][0]
        elif match["after"]:
            yield 100.0, currency_of(match["after"], "USD") or "USD"


def _plain(text: str) -> str:
    """Of the same length: full-width and foreign digits as ours, marks of lists blanked."""
    signs = "".join(_digit(sign) for sign in text)
    return _LIST_MARK.sub(lambda mark: re.sub(r"[\d.)]", " ", mark[0]), signs)


def _digit(sign: str) -> str:
    value = None if sign.isascii() else unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _everything(text: str, currency: str) -> Iterator[Figure]:
    for match in DATE.finditer(text):
        day = read_date(match)
        if day is not None:
            yield Figure(_day(day), "date", *match.span())
    for match in _CLOCK.finditer(text):
        if (match["half"] or match["half2"]) or ":" in match[0] or not _DOTTED.search(match[0]):
            yield Figure(_minutes(match), "clock", *match.span())
    for match in _FIGURE.finditer(text):
        if (found := _figure(match, currency)) is not None:
            yield found
    for match in _A_UNIT.finditer(text):
        unit, size, _ = UNITS[_unit_of(match)]
        yield Figure(float(size), unit, *match.span("span"))


def _day(day: str) -> str:
    """ "3rd of May" and "May 3" alike."""
    parts = re.findall(r"\d+|[^\W\d_]+", re.sub(r"(?<=\d)(?:st|nd|rd|th|er|º)\b", "", day.lower()))
    return (
        day
        if day[:4].isdigit() and "-" in day
        else " ".join(sorted(part for part in parts if part not in {"of", "de"}))
    )


def _minutes(match: "re.Match[str]") -> float:
    hour, half = int(match["h"] or match["h2"]), (match["half"] or match["half2"] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return 60.0 * hour + int(match["m"] or 0)


def _figure(match: "re.Match[str]", home: str) -> Figure | None:
    spelled = (match["spelled"] or "").lower()
    unit_name = _unit_of(match)
    sign = match["before"] or match["after"] or ""
    value = _spelled(spelled) if spelled else _written(match["digits"], unit_name == "percent")
    if value is None or (
        spelled in ONES | HALF.keys() | SHADY and not unit_name and not sign and not match["magnitude"]
    ):
        return None
    value *= MAGNITUDES.get((match["magnitude"] or "").lower(), 1)
    if sign:
        return _sum(value, sign, home, match)
    if not unit_name:
        end = match.end("magnitude") if match["magnitude"] else max(match.end("digits"), match.end("spelled"))
        return Figure(value, PLAIN, match.start(), end)
    unit, size, _ = UNITS[unit_name]
    if unit == "cents":
        return Figure(value, home or "cents", match.start(), match.end())
    return Figure(value * size, unit, match.start(), match.end())


def _sum(value: float, sign: str, home: str, match: "re.Match[str]") -> Figure:
    name = sign.lower().removeprefix("us ")
    currency = "USD" if name != sign.lower() else currency_of(sign, home) or _NAMED_SIGNS.get(name, name)
    return Figure(round(value * 10 ** digits_of(currency), 6), currency, match.start(), match.end())


def _unit_of(match: "re.Match[str]") -> str:
    named = match.groupdict()
    return next(
        (_UNIT_NAMES[int(key[1:])] for key, value in named.items() if value and key[0] == "u" and key[1:].isdigit()), ""
    )


def _spelled(words: str) -> float | None:
    """ "twenty-five", "one hundred and fifty", "two thousand"; None when it is no number after all."""
    if words in _WORDS:
        return _WORDS[words]
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", words):
        value = 1.0 if word in ONES else HALF.get(word, _WORDS.get(word))
        if value is None:
            continue
        current = (current or 1) * value if value in {100.0, 1000.0} and seen else current + value
        if value == 1000.0:
            total, current = total + current, 0.0
        seen = True
    return total + current if seen else None


def _written(digits: str, small: bool) -> float:
    """`1,234.50`, `1.234,50`, `1 234` and `1'234`; a last group of three is thousands, but for `0.025` and small percentages."""
    parts = re.split(r"[.,]", digits)
    decimals = ""
    if len(parts) > 1 and (len(parts[-1]) < 3 or parts[0] == "0" or (small and len(parts) == 2 and "." in digits)):
        decimals = parts[-1]
        digits = digits[: -len(decimals) - 1]
    return float(f"{re.sub(r'[^0-9]', '', digits) or '0'}.{decimals or '0'}")
