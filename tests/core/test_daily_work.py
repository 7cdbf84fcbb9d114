"""The rules of daily work: replies are filled safely, merging needs proof, a mail finds only who is at work."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.daily.merging import CannotBeMerged, Evidence, Identity, NothingProvesIt, Proven, merge
from handrail.core.daily.notices import DEFAULT, Happening, Kind, Wanted, to_tell
from handrail.core.daily.saved_replies import VARIABLES, UnknownVariable, check_variables, fill
from handrail.core.daily.searching import SNIPPET, asked, snippet
from handrail.core.ownership.person import Absence, Person, Presence, Roster, Shift

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
DAYTIME = (Shift(frozenset(range(7)), time(9), time(17), "UTC"),)
texts = st.text(max_size=300)


# saved replies
def test_every_variable_is_filled_in() -> None:
    values = {"customer_name": "Kim", "agent_name": "Ana", "conversation": "0199"}
    filled = fill("Hello {customer_name}, this is {agent_name} ({conversation}).", values)
    assert (filled.text, filled.missing) == ("Hello Kim, this is Ana (0199).", ())


def test_an_unknown_variable_is_named_when_saving() -> None:
    with pytest.raises(UnknownVariable, match=r"\{order\}.*\{customer_name\}, \{agent_name\}, \{conversation\}"):
        check_variables("Your order {order} is on its way, {customer_name}.")
    check_variables("Braces { } {1} {} are {customer_name}'s own.")


def test_a_variable_without_a_value_stays_to_be_seen() -> None:
    filled = fill("Hello {customer_name}!", {"customer_name": None})
    assert (filled.text, filled.missing) == ("Hello {customer_name}!", ("customer_name",))


@given(texts, st.sampled_from(VARIABLES), texts)
def test_a_value_is_never_read_as_a_variable(before: str, name: str, value: str) -> None:
    filled = fill(f"[{{{name}}}]", {name: value + "{agent_name}"})
    assert filled.text.startswith("[")
    assert "\n" not in filled.text
    assert fill(before.replace("{", ""), {}).text == before.replace("{", "")


# merging
def who(
    external: str | None = None, *proven: tuple[str, str], erased: bool = False, absorbed: bool = False
) -> Identity:
    proofs = frozenset(Proven(*one) for one in proven)
    return Identity(uuid4(), external, proofs, erased=erased, absorbed=absorbed)


def test_a_signed_id_or_an_address_that_both_proved_merges() -> None:
    assert merge(who(None, ("external", "7")), who("7")) is Evidence.SIGNED_ID
    assert merge(who(None, ("email", "Kim@a.example")), who(None, ("email", "kim@A.example"))) is (
        Evidence.VERIFIED_CONTACT
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (who(), who()),
        (who("7"), who("8")),
        (who("Kim"), who(None, ("email", "Kim"))),
        (who(None, ("external", "a")), who("A")),
        (who(None, ("phone", "1")), who(None, ("email", "1"))),
    ],
)
def test_nothing_less_merges(one: Identity, other: Identity) -> None:
    with pytest.raises(NothingProvesIt):
        merge(one, other)


def test_who_is_merged_erased_or_has_absorbed_others_is_not_merged_again() -> None:
    proof = ("email", "kim@a.example")
    good = who(None, proof)
    for bad in (who(None, proof, erased=True), who(None, proof, absorbed=True), good):
        with pytest.raises(CannotBeMerged):
            merge(bad, good)
    merged = Identity(uuid4(), None, good.proven, merged_into=uuid4())
    for pair in ((merged, good), (good, merged)):
        with pytest.raises(CannotBeMerged):
            merge(*pair)


# searching
def test_the_last_word_is_a_beginning_unless_it_was_finished() -> None:
    assert asked("late parc").prefix == "parc"
    assert asked("late parcel ").prefix == ""
    assert asked('"late parcel"').prefix == ""
    assert asked('"late parcel').prefix == "", "a phrase that is still open"
    assert asked("-parcel").prefix == ""
    assert asked("kim@home.example").prefix == ""
    assert asked("parcel or").prefix == ""
    assert asked("x").prefix == "", "one letter begins nearly everything"


@given(st.text(max_size=1_500))
def test_anything_can_be_typed(typed: str) -> None:
    question = asked(typed)
    assert len(question.whole) + len(question.prefix) <= 500
    assert not set(question.whole + question.prefix) & {"\x00", "\ud800"}


@given(st.text(max_size=600), st.text(min_size=2, max_size=8))
def test_a_snippet_is_plain_text_of_its_message_and_its_matches_lie_within(body: str, word: str) -> None:
    found = snippet(body, asked(word))
    assert len(found.text) <= SNIPPET + 2
    ends = 0
    for span in found.matches:
        assert ends <= span.start < span.end <= len(found.text)
        ends = span.end


def test_a_snippet_shows_what_matched() -> None:
    body = "x " * 400 + "The <b>Crème</b> brûlée\nwas late. " + "y " * 400
    found = snippet(body, asked("creme -late brul"))
    assert [found.text[s.start : s.end] for s in found.matches] == ["Crème", "brûlée"]
    assert "<b>Crème</b> brûlée was" in found.text


# notices
def person(**more: object) -> Person:
    return Person(**{"id": uuid4(), "name": "Ana", "presence": Presence.AVAILABLE, "shifts": DAYTIME, **more})  # pyright: ignore[reportArgumentType]


def told(one: Person, kind: Kind, moment: datetime, now: datetime = NOW, wanted: Wanted = DEFAULT) -> bool:
    happening = Happening(kind, one.id, UUID(int=1), "1", moment)
    return list(to_tell([happening], {one.id: wanted}, Roster((one,)), now)) == [happening]


def test_an_offer_is_mailed_once_it_has_waited() -> None:
    ana = person()
    assert not told(ana, Kind.OFFERED, NOW - timedelta(minutes=4))
    assert told(ana, Kind.OFFERED, NOW - timedelta(minutes=5))
    assert not told(ana, Kind.OFFERED, NOW - timedelta(hours=1), wanted=Wanted(offered_after=None))


def test_a_promise_is_mailed_before_it_is_due_and_never_after() -> None:
    ana = person()
    assert not told(ana, Kind.DUE, NOW + timedelta(minutes=16))
    assert told(ana, Kind.DUE, NOW + timedelta(minutes=15))
    assert not told(ana, Kind.DUE, NOW)


def test_a_customers_words_are_mailed_to_who_is_away() -> None:
    assert not told(person(), Kind.CUSTOMER_WROTE, NOW)
    assert told(person(presence=Presence.AWAY), Kind.CUSTOMER_WROTE, NOW)
    assert not told(person(presence=Presence.AWAY), Kind.CUSTOMER_WROTE, NOW, wanted=Wanted(when_away=False))


@given(st.sampled_from(Kind), st.integers(0, 23))
def test_nobody_is_disturbed_off_shift_but_the_last_resort(kind: Kind, hour: int) -> None:
    now = NOW.replace(hour=hour)
    moment = now + timedelta(minutes=5) if kind is Kind.DUE else now - timedelta(hours=1)
    here = 9 <= hour < 17
    assert told(person(presence=Presence.AWAY), kind, moment, now) == here
    assert told(person(presence=Presence.AWAY, shifts=(), reserve=True), kind, moment, now)
    assert not told(person(presence=Presence.AWAY, gone=True), kind, moment, now)
    leave = Absence(now - timedelta(days=1), now + timedelta(days=1))
    assert not told(person(presence=Presence.AWAY, absences=(leave,)), kind, moment, now)
