"""The moments register as data: what is read is what was written, and no P0 moment is ever soft."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.conversation.texts import LANGUAGES
from handrail.core.escalation.moments.register import (
    DETECTORS,
    FixedText,
    Moment,
    Register,
    RegisterIsWrong,
    parse_register,
    plain_register,
)
from handrail.core.escalation.rules.fact_table import URGENCIES
from handrail.core.supervision.levels import SPEAKS_ALONE, Level
from handrail.rules.read_register import read_register, shipped_register, write_register

slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
lines = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters="\u2028\u2029\x85"), min_size=1, max_size=20
)
languages = st.sampled_from(["en", "de", "ja", "ar", "pt-BR"])
phrase_words = st.lists(st.sampled_from(["sue", "lawyer*", "(my|our) solicitor", "court"]), min_size=1, max_size=3)
words = st.dictionaries(languages, st.lists(lines, max_size=4, unique=True).map(tuple), max_size=3)
phrases = st.dictionaries(
    languages, st.lists(phrase_words.map(" ".join), max_size=3, unique=True).map(tuple), max_size=3
)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    urgency = draw(st.sampled_from(URGENCIES))
    gravest = urgency == "P0"
    levels = [level for level in Level if not (gravest and level in SPEAKS_ALONE)]
    return Moment(
        slug="",
        number=draw(st.integers(0, 9999)),
        name=draw(lines),
        detectors=tuple(draw(st.lists(st.sampled_from(sorted(DETECTORS)), unique=True, max_size=3))),
        hard=gravest or draw(st.booleans()),
        team=draw(lines),
        skill=draw(lines),
        within_minutes=draw(st.integers(0, 10_000)),
        around_the_clock=gravest or draw(st.booleans()),
        urgency=urgency,
        ceiling=draw(st.sampled_from(levels)),
        allowed=tuple(draw(st.lists(slugs, unique=True, max_size=3))),
        forbidden=draw(phrases),
        clocks=tuple(draw(st.lists(slugs, unique=True, max_size=2))),
        training=draw(lines),
        review_months=draw(st.integers(1, 60)),
        positive=draw(words),
        near=draw(words),
        phrases=draw(phrases),
        not_phrases=draw(phrases),
        texts=draw(st.dictionaries(languages, st.builds(FixedText, lines), max_size=2)),
    )


@st.composite
def registers(draw: st.DrawFn) -> Register:
    rows = draw(st.dictionaries(slugs, moments(), max_size=4))
    return Register({slug: replace(row, slug=slug) for slug, row in rows.items()}, draw(words), draw(lines))


@settings(deadline=None)
@given(registers())
def test_what_is_written_is_read_back_the_same(register: Register) -> None:
    assert parse_register(plain_register(register)) == register


@settings(deadline=None)
@given(registers())
def test_a_register_written_as_yaml_is_read_back_the_same(register: Register) -> None:
    assert read_register(write_register(register)) == register


@settings(deadline=None)
@given(registers(), st.data())
def test_no_plain_data_whatever_gives_a_soft_gravest_moment(register: Register, data: st.DataObject) -> None:
    plain: dict[str, Any] = plain_register(register)
    for row in plain["moments"].values():
        row["urgency"] = data.draw(st.sampled_from(URGENCIES))
        row["hard"] = data.draw(st.booleans())
        row["ceiling"] = data.draw(st.sampled_from([level.value for level in Level]))
        row["around_the_clock"] = data.draw(st.booleans())
    try:
        read = parse_register(plain)
    except RegisterIsWrong as wrong:
        assert all("P0" in fault.says for fault in wrong.faults)
        return
    for moment in read.moments.values():
        if moment.gravest:
            assert moment.hard
            assert moment.ceiling not in SPEAKS_ALONE
            assert moment.around_the_clock


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@settings(deadline=None)
@given(junk, junk, junk)
def test_whatever_is_read_is_a_register_or_a_list_of_faults(version: object, moment: object, routine: object) -> None:
    try:
        parse_register({"version": version, "moments": {"one": moment}, "routine": routine})
    except RegisterIsWrong as wrong:
        assert wrong.faults
        assert all(fault.says for fault in wrong.faults)


def test_the_shipped_register_has_the_thirty_five_moments_and_seven_gravest() -> None:
    shipped = shipped_register()
    assert [moment.number for moment in shipped.moments.values()] == list(range(1, 36))
    gravest = {moment.slug for moment in shipped.moments.values() if moment.gravest}
    assert gravest == {
        "self-harm", "violence-threat", "child-safety", "domestic-abuse", "product-harm", "account-takeover", "scam-victim"
    }  # fmt: skip


def test_shipped_fixed_texts_are_unreviewed_and_name_no_number() -> None:
    for moment in shipped_register().moments.values():
        for text in moment.texts.values():
            assert text.reviewed_by is None
            assert not any(char.isdigit() for char in text.text)


def test_every_gravest_moment_has_a_fixed_text_in_every_language_of_the_catalogue() -> None:
    for moment in shipped_register().moments.values():
        if moment.gravest:
            assert set(moment.texts) == set(LANGUAGES)


def test_every_shipped_row_has_twenty_examples_of_each_kind() -> None:
    for moment in shipped_register().moments.values():
        assert sum(map(len, moment.positive.values())) >= 20, moment.slug
        assert sum(map(len, moment.near.values())) >= 20, moment.slug


def test_every_fault_is_named_with_its_path_and_its_place() -> None:
    source = write_register(shipped_register())
    broken = source.replace("urgency: P0", "urgency: P9", 1).replace("review_months: 6", "review_months: soon", 1)
    broken = broken.replace("- guaranteed today", "- (guaranteed today", 1)
    with pytest.raises(RegisterIsWrong) as caught:
        read_register(broken)
    found = {fault.rule: fault for fault in caught.value.faults}
    assert set(found) == {
        "moments.refund-within-policy.review_months",
        "moments.refund-within-policy.forbidden.en.0",
        "moments.self-harm.urgency",
    }
    for fault in found.values():
        line = broken.splitlines()[fault.line - 1]
        assert line[fault.column - 1 :].startswith(("P9", "soon", "(guaranteed"))


def test_what_is_no_yaml_is_refused_with_its_place() -> None:
    with pytest.raises(RegisterIsWrong, match="line 2"):
        read_register("version: x\nmoments: {a: [}\n")


def test_a_name_twice_is_refused() -> None:
    with pytest.raises(RegisterIsWrong, match="`moments` stands here twice"):
        read_register("version: x\nmoments: {}\nmoments: {}\n")


def test_a_bare_off_is_the_level_off() -> None:
    source = write_register(shipped_register()).replace("ceiling: 'off'", "ceiling: off")
    assert read_register(source) == shipped_register()
