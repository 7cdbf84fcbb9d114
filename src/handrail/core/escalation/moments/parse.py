"""Plain data (what a YAML or JSON reader gives) becomes a register, or every fault in it with its path and place."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast

from handrail.core.escalation.moments.moment import (
    DETECTORS,
    FixedText,
    Moment,
    Register,
    RegisterIsWrong,
    Words,
)
from handrail.core.escalation.moments.phrases import PhraseIsWrong, compile_phrase
from handrail.core.escalation.rules.fact_table import URGENCIES
from handrail.core.escalation.rules.reading import Path, Reader
from handrail.core.supervision.levels import SPEAKS_ALONE, Level

SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
MOST_MOMENTS: Final = 200
MOST_LINES: Final = 1_000  # of one language of one moment
LONGEST_LINE: Final = 4000
LONGEST_TEXT: Final = 2000
LONGEST_WAIT: Final = 7 * 24 * 60
FIELDS: Final = (
    "number", "name", "detectors", "hard", "who", "within_minutes", "around_the_clock", "urgency", "ceiling", "allowed",
    "forbidden", "clocks", "training", "review_months", "positive", "near", "phrases", "not_phrases", "texts",
)  # fmt: skip
_TOP: Final = "The register begins with `version:` and `moments:`, a moment under each name."


def parse_register(data: object, places: Mapping[Path, tuple[int, int]] | None = None) -> Register:
    """`places` gives line and column of what stands under a path of keys and indexes. Raises RegisterIsWrong with all
    faults. Lines of examples and phrases come as a list, or as one text with a line each."""
    reading = _Reading(places or {})
    register = reading.register(data)
    if reading.faults:
        raise RegisterIsWrong(tuple(sorted(reading.faults, key=lambda fault: (fault.line, fault.column))))
    return register


class _Reading(Reader):
    """Faults name the path they stand under, since plain data without a file has no lines."""

    def fault(self, at: Path, says: str, rule: str | None = None) -> None:
        Reader.fault(self, at, says, ".".join(str(part) for part in at) if rule is None else rule)

    def register(self, data: object) -> Register:
        top = self.mapping((), data, ("version", "moments", "routine"), _TOP)
        if top is None:
            return Register({}, {}, "")
        version = self.line(("version",), top.get("version"), "`version` is a short text.", longest=60)
        rows = self.mapping(("moments",), top.get("moments"), None, "`moments:` has a moment under each name.") or {}
        if len(rows) > MOST_MOMENTS:
            self.fault(("moments",), f"A register has at most {MOST_MOMENTS} moments; this one has {len(rows)}.")
        found = {slug: self.moment(slug, row) for slug, row in list(rows.items())[:MOST_MOMENTS]}
        routine = self.words(("routine",), top.get("routine", {}))
        return Register({slug: one for slug, one in found.items() if one is not None}, routine, version)

    def moment(self, slug: str, data: object) -> Moment | None:
        at: Path = ("moments", slug)
        if not SLUG.fullmatch(slug):
            self.fault(at, "A moment's name is small letters, digits and dashes, such as `lost-luggage`.")
        row = self.mapping(at, data, FIELDS, "A moment has name, who, within_minutes, urgency, ceiling and more.")
        if row is None:
            return None
        who = self.mapping((*at, "who"), row.get("who"), ("team", "skill"), "`who` is {team: ..., skill: ...}.") or {}
        urgency = self.one_of((*at, "urgency"), row.get("urgency"), URGENCIES)
        ceiling = Level(self.one_of((*at, "ceiling"), row.get("ceiling"), tuple(level.value for level in Level)))
        moment = Moment(
            slug=slug,
            number=self.whole((*at, "number"), row.get("number", 0), 0, 9_999),
            name=self.line((*at, "name"), row.get("name"), "A moment needs a `name` that people read.", longest=120),
            detectors=self.names((*at, "detectors"), row.get("detectors", ["phrases", "likeness"]), DETECTORS),
            hard=self.yes_or_no((*at, "hard"), row.get("hard")),
            team=self.line((*at, "who", "team"), who.get("team"), "`who.team` names a team.", longest=80),
            skill=self.line((*at, "who", "skill"), who.get("skill"), "`who.skill` names a skill.", longest=80),
            within_minutes=self.whole((*at, "within_minutes"), row.get("within_minutes"), 0, LONGEST_WAIT),
            around_the_clock=self.yes_or_no((*at, "around_the_clock"), row.get("around_the_clock", False)),
            urgency=urgency,
            ceiling=ceiling,
            allowed=self.names((*at, "allowed"), row.get("allowed", [])),
            forbidden=self.words((*at, "forbidden"), row.get("forbidden", {}), phrases=True),
            clocks=self.names((*at, "clocks"), row.get("clocks", [])),
            training=self.line((*at, "training"), row.get("training", "none"), "`training` is a word.", longest=60),
            review_months=self.whole((*at, "review_months"), row.get("review_months", 12), 1, 60),
            positive=self.words((*at, "positive"), row.get("positive", {})),
            near=self.words((*at, "near"), row.get("near", {})),
            phrases=self.words((*at, "phrases"), row.get("phrases", {}), phrases=True),
            not_phrases=self.words((*at, "not_phrases"), row.get("not_phrases", {}), phrases=True),
            texts=self.texts((*at, "texts"), row.get("texts", {})),
        )
        self._refuse_a_soft_gravest(at, moment)
        return moment

    def _refuse_a_soft_gravest(self, at: Path, moment: Moment) -> None:
        if not moment.gravest:
            return
        if not moment.hard:
            self.fault((*at, "hard"), "A P0 moment is hard: a person takes over, whatever else holds.")
        if moment.ceiling in SPEAKS_ALONE:
            self.fault((*at, "ceiling"), f"In a P0 moment the assistant never speaks alone; `{moment.ceiling}` does.")
        if not moment.around_the_clock:
            self.fault((*at, "around_the_clock"), "A P0 moment has somebody on call: `around_the_clock: true`.")

    def words(self, at: Path, data: object, *, phrases: bool = False) -> Words:
        found = self.mapping(at, data, None, "Here stand lines under each language, such as `en:`.") or {}
        return {language: self._lines((*at, language), language, lines, phrases) for language, lines in found.items()}

    def _lines(self, at: Path, language: str, data: object, phrases: bool) -> tuple[str, ...]:
        if not LANGUAGE.fullmatch(language):
            self.fault(at, f"`{language}` is no language; a language is written as `en` or `pt-BR`.")
        listed = data.splitlines() if isinstance(data, str) else self.sequence(at, data, "A list of lines stands here.")
        if len(listed) > MOST_LINES:
            self.fault(at, f"A language has at most {MOST_LINES} lines; this has {len(listed)}.")
        lines = list[str]()
        for n, one in enumerate(listed[:MOST_LINES]):
            if not isinstance(one, str) or len(one) > LONGEST_LINE:
                self.fault((*at, n), f"A line is text of at most {LONGEST_LINE} characters.")
            elif one.strip():
                lines.append(one.strip())
                if phrases:
                    self._phrase((*at, n), one.strip(), language)
        return tuple(dict.fromkeys(lines))

    def _phrase(self, at: Path, phrase: str, language: str) -> None:
        try:
            compile_phrase(phrase, language)
        except (PhraseIsWrong, re.error, OverflowError, IndexError) as wrong:
            self.fault(at, str(wrong) or "This phrase cannot be read.")

    def texts(self, at: Path, data: object) -> dict[str, FixedText]:
        found = self.mapping(at, data, None, "`texts` has a text under each language, such as `en:`.") or {}
        read = {language: self._text((*at, language), language, one) for language, one in found.items()}
        return {language: one for language, one in read.items() if one is not None}

    def _text(self, at: Path, language: str, data: object) -> FixedText | None:
        if not LANGUAGE.fullmatch(language):
            self.fault(at, f"`{language}` is no language; a language is written as `en` or `pt-BR`.")
        says = "A fixed text is {text: ...}."
        row = self.mapping(
            at, {"text": data} if isinstance(data, str) else data, ("text", "reviewed_by", "reviewed_at"), says
        )
        if row is None:
            return None
        text = row.get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
            self.fault((*at, "text"), f"A fixed text is text of at most {LONGEST_TEXT} characters.")
            return None
        by, when = row.get("reviewed_by"), row.get("reviewed_at")
        if by is not None and not isinstance(by, str):
            self.fault((*at, "reviewed_by"), "`reviewed_by` is a name, or nothing.")
        return FixedText(
            text.strip(), by if isinstance(by, str) else None, self._moment_in_time((*at, "reviewed_at"), when)
        )

    def _moment_in_time(self, at: Path, data: object) -> datetime | None:
        try:
            return None if data is None else datetime.fromisoformat(str(data))
        except ValueError:
            self.fault(at, "`reviewed_at` is a time, such as 2026-03-01T09:00:00+00:00.")
            return None

    def line(self, at: Path, data: object, says: str, *, longest: int) -> str:
        if isinstance(data, str) and data.strip() and len(data) <= longest and "\n" not in data.strip():
            return data.strip()
        self.fault(at, f"{says} At most {longest} characters.")
        return ""

    def whole(self, at: Path, data: object, least: int, most: int) -> int:
        if isinstance(data, int) and not isinstance(data, bool) and least <= data <= most:
            return data
        self.fault(at, f"`{at[-1]}` is a whole number from {least} to {most}.")
        return least

    def yes_or_no(self, at: Path, data: object) -> bool:
        if not isinstance(data, bool):
            self.fault(at, f"`{at[-1]}` is true or false.")
        return data is True

    def one_of(self, at: Path, data: object, known: tuple[str, ...]) -> str:
        data = "off" if data is False else data  # YAML 1.1 reads a bare `off` as false
        if isinstance(data, str) and data in known:
            return data
        self.fault(at, f"`{at[-1]}` is one of {', '.join(known)}.")
        return known[0]

    def names(self, at: Path, data: object, known: frozenset[str] | None = None) -> tuple[str, ...]:
        listed = self.sequence(at, data, f"`{at[-1]}` is a list of names.")
        for n, one in enumerate(listed):
            if not isinstance(one, str) or not SLUG.fullmatch(one):
                self.fault((*at, n), "A name is small letters, digits and dashes.")
            elif known is not None and one not in known:
                self.fault((*at, n), f"`{one}` is not known here; {', '.join(sorted(known))} are.")
        return tuple(dict.fromkeys(cast(list[Any], [one for one in listed if isinstance(one, str)])))
