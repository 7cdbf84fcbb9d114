"""What `system` says: complete in every language, honest, and inert to whatever is put into it."""

import unicodedata
from datetime import date, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.conversation.message import AuthorKind, Source
from handrail.core.conversation.texts import LANGUAGES, SLOTS, TEXT_IDS, SlotMissing, UnknownText, render
from handrail.core.conversation.texts.letter import author, letter_text, subject

SAMPLE = {
    "name": "Ana Sousa",
    "previous": "Ben Okafor",
    "date": "2025-11-24",
    "time": "09:30",
    "timezone": "Europe/Lisbon",
    "contact": "a•••@example.org",
    "left": "3",
}
EVERY = [(text_id, code) for text_id in sorted(TEXT_IDS) for code in LANGUAGES]
PROMISES = sorted(text_id for text_id in TEXT_IDS if text_id.startswith("handoff.promise."))
languages = st.sampled_from(sorted(LANGUAGES))
text_ids = st.sampled_from(sorted(TEXT_IDS))


def test_the_twelve_languages_are_there():
    assert set(LANGUAGES) == {"en", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "tr", "ar", "ja"}


@pytest.mark.parametrize(("text_id", "code"), EVERY)
def test_every_text_is_complete_in_every_language(text_id: str, code: str):
    text = render(text_id, SAMPLE, code)
    assert "{" not in text and "}" not in text and "  " not in text
    assert text == text.strip() and 10 < len(text) < 400
    shown = {slot: SAMPLE[slot] for slot in SLOTS[text_id] if slot != "date"}
    assert all(value in text for value in shown.values())
    assert "24" in text if "date" in SLOTS[text_id] else True
    if code != "en":
        assert text != render(text_id, SAMPLE, "en")


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_every_language_brings_a_whole_calendar(code: str):
    language = LANGUAGES[code]
    assert set(language.texts) == TEXT_IDS
    assert len(set(language.months.split("|"))) == 12 and len(set(language.weekdays.split("|"))) == 7


@given(languages, st.sampled_from(PROMISES), st.dates(), st.times())
def test_a_promise_always_names_the_person_the_day_and_the_hour(code: str, text_id: str, day: date, at: time):
    hour = f"{at:%H:%M}"
    text = render(text_id, {**SAMPLE, "date": day.isoformat(), "time": hour}, code)
    month = LANGUAGES[code].months.split("|")[day.month - 1]
    assert "Ana Sousa" in text and str(day.day) in text and month in text and hour in text


def test_dates_read_as_people_write_them():
    assert "Monday 24 November, by 09:30 (Europe/Lisbon)" in render("handoff.promise.date", SAMPLE, "en")
    assert "am Montag, dem 24. November, bis 09:30 Uhr" in render("handoff.promise.date", SAMPLE, "de")
    assert "le lundi 1er décembre" in render("handoff.promise.date", {**SAMPLE, "date": "2025-12-01"}, "fr")
    assert "odpowie Ci tutaj w poniedziałek, 24 listopada" in render("handoff.promise.date", SAMPLE, "pl")
    assert "11月24日（月曜日）の09:30" in render("handoff.promise.date", SAMPLE, "ja")


@pytest.mark.parametrize(
    ("asked", "answered"), [("pt-BR", "pt"), ("DE_at", "de"), ("und", "en"), ("", "en"), ("xx-YY", "en"), ("-", "en")]
)
def test_an_unknown_language_falls_back_and_never_fails(asked: str, answered: str):
    assert render("assistant.greeting", {}, asked) == render("assistant.greeting", {}, answered)


@pytest.mark.parametrize("text_id", sorted(TEXT_IDS))
def test_every_text_is_there_where_nobody_knows_the_language(text_id: str):
    assert render(text_id, SAMPLE, "und") == render(text_id, SAMPLE, "en")


@given(st.text())
def test_any_language_code_renders(code: str):
    assert render("promise.broken", {}, code)


def test_what_is_not_in_the_catalogue_is_refused():
    with pytest.raises(UnknownText):
        render("system.free_words", {}, "en")


@given(text_ids, languages)
def test_a_missing_slot_is_named(text_id: str, code: str):
    for slot in SLOTS[text_id]:
        with pytest.raises(SlotMissing, match=slot):
            render(text_id, {key: value for key, value in SAMPLE.items() if key != slot}, code)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("text_id", PROMISES)
def test_a_promise_of_somebody_else_says_first_who_could_not_take_it(text_id: str, code: str):
    promised = render(text_id, {slot: value for slot, value in SAMPLE.items() if slot != "previous"}, code)
    assert "Ben Okafor" not in promised
    passed_on = render(text_id, SAMPLE, code)
    assert passed_on.endswith(promised)
    assert passed_on.removesuffix(promised).rstrip() == render("handoff.passed_on", SAMPLE, code)
    assert passed_on.index("Ben Okafor") < passed_on.index("Ana Sousa")


@pytest.mark.parametrize("code", sorted(LANGUAGES))
@pytest.mark.parametrize("name", ["", " \n", "\u200b\ufeff", "\u202e"])
def test_a_name_that_is_empty_reads_as_somebody_of_the_team(name: str, code: str):
    text = render("handoff.already", {"name": name}, code)
    assert LANGUAGES[code].somebody.casefold() in text.casefold()


BAD = {"Cc", "Cs", "Zl", "Zp"}
TURNS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u206a\u206f")
hostile = st.text(
    st.one_of(st.characters(), st.sampled_from("{}<>\"'%$\\\r\n\x00\x1b\u202e\u2066\u2067\u2068\u2069\u200f")),
    max_size=200,
)


@given(text_ids, languages, hostile, hostile, hostile, hostile, hostile)
def test_no_slot_can_break_turn_or_fill_a_text(
    text_id: str, code: str, name: str, previous: str, day: str, at: str, zone: str
):
    slots = {"name": name, "previous": previous, "date": day, "time": at, "timezone": zone, "contact": name, "left": at}
    text = render(text_id, slots, code)
    assert not any(unicodedata.category(char) in BAD or char in TURNS for char in text)
    assert text.count("\u2068") == text.count("\u2069")
    assert len(text) < 5 * 125 + 500


@given(languages)
def test_braces_in_a_name_are_only_braces(code: str):
    text = render("handoff.promise.today", {**SAMPLE, "name": "{timezone} {0} {person.__class__}"}, code)
    assert "{timezone} {0} {person.__class__}" in text


def test_a_name_that_runs_the_other_way_is_set_apart():
    assert "\u2068عمر\u2069" in render("handoff.already", {"name": "عمر"}, "en")
    assert "\u2068Ana Sousa\u2069" in render("handoff.already", SAMPLE, "ar")
    assert "\u2068" not in render("handoff.already", {"name": "عمر"}, "ar")


PRETENDS = ("here to help you personally", "visit our help", "contact us", "faq", "http", "www")


@pytest.mark.parametrize(("text_id", "code"), EVERY)
def test_no_text_is_a_dead_end(text_id: str, code: str):
    text = render(text_id, SAMPLE, code).casefold()
    assert not any(phrase in text for phrase in PRETENDS)


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_the_assistant_says_what_it_is_and_how_to_reach_a_person(code: str):
    ai = {"en": "AI", "de": "KI", "fr": "IA", "es": "IA", "pt": "IA", "it": "IA", "tr": "yapay zekâ", "ar": "الاصطناعي"}
    for text_id in ("assistant.greeting", "assistant.is_ai"):
        assert ai.get(code, "AI") in render(text_id, {}, code)
    assert LANGUAGES[code].person in render("assistant.is_ai", {}, code)


SOURCE = Source(UUID(int=1), 3, "Returning an item", "You may return it within 30 days.")


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_an_assistants_mail_always_carries_its_label_and_its_sources(code: str):
    text = letter_text("The body.", AuthorKind.ASSISTANT, "AI assistant, Northwind", [SOURCE, SOURCE], code)
    frame = LANGUAGES[code].mail
    assert text.startswith("The body.\n\n") and text.count("- Returning an item") == 1
    assert frame.label.format(person=LANGUAGES[code].person) in text and f"{frame.sources}:" in text


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_a_persons_mail_is_signed_and_carries_no_label(code: str):
    signed = author(AuthorKind.AGENT, "Ana Sousa", "Northwind", code)
    text = letter_text("The body.", AuthorKind.AGENT, signed, [], code, away=True)
    assert text.endswith("-- \nAna Sousa, Northwind") and LANGUAGES[code].mail.away in text
    assert LANGUAGES[code].mail.label.partition("{")[0] not in text


def test_the_label_is_the_one_that_was_agreed():
    text = letter_text("Yes.", AuthorKind.ASSISTANT, "", [], "en")
    agreed = "This answer was written by an AI assistant. Reply “person” at any time to reach a person."
    assert text == f"Yes.\n\n{agreed}"


@given(hostile, languages)
def test_a_workspaces_name_cannot_break_a_subject_or_a_sender(name: str, code: str):
    lines = [subject(name, code), *(author(kind, name, name, code) for kind in AuthorKind)]
    assert not any(unicodedata.category(char) in BAD or char in TURNS for line in lines for char in line)
