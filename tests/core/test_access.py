"""Roles and their acts, passwords that are refused, patience that grows and ends, sessions that end."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.core.access.letters import in_words, sign_in_letter
from handrail.core.access.passwords import LONGEST, what_is_wrong
from handrail.core.access.patience import SIGN_IN_OF_PERSON, Patience, Tries, counted, network_of, pardoned
from handrail.core.access.roles import MAY, Act, may, who_may
from handrail.core.access.sessions import ABSOLUTE, IDLE, Lasting, Purpose
from handrail.core.ownership.person import Role
from handrail.flows.administer import MAY_SIGN
from handrail.flows.stop import MAY_LIFT_WIDE_STOPS

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

TABLE = """
                     agent reviewer supervisor lead admin
see_conversations    x     x        x          x    x
see_knowledge        x     x        x          x    x
see_team             x     x        x          x    x
see_promises         x     x        x          x    x
see_log              .     x        x          x    x
set_own_presence     x     x        x          x    x
stop_assistant       x     x        x          x    x
write                x     x        x          x    x
mark_spam            x     x        x          x    x
block_customers      .     .        .          x    x
merge_customers      .     .        x          x    x
lift_stops           .     .        x          x    x
plan_shifts          .     .        x          x    x
edit_knowledge       .     .        x          x    x
share_saved_replies  .     .        x          x    x
change_topics        .     .        .          x    x
sign_grants          .     .        .          x    x
change_rules         .     .        .          x    x
see_moments          x     x        x          x    x
change_moments       .     .        .          x    x
change_on_call       .     .        .          x    x
see_tools            x     x        x          x    x
change_tools         .     .        .          x    x
answer_for_effects   x     .        x          x    x
approve              .     .        x          x    x
export_customers     .     .        .          x    x
erase_customers      .     .        .          .    x
administer_people    .     .        .          .    x
change_settings      .     .        .          .    x
"""


def test_every_role_may_do_exactly_what_the_table_says() -> None:
    head, *lines = [line.split() for line in TABLE.strip().splitlines()]
    said = {
        (Role(role), Act(line[0])): mark == "x" for line in lines for role, mark in zip(head, line[1:], strict=True)
    }
    assert said == {(role, act): may(role, act) for role, act in product(Role, Act)}


def test_whoever_may_not_is_told_who_may() -> None:
    assert all(who_may(act).endswith(".") for act in Act if MAY[act] != frozenset(Role))


def test_the_flows_own_rules_say_the_same() -> None:
    assert MAY[Act.SIGN_GRANTS] == MAY_SIGN
    assert MAY[Act.LIFT_STOPS] == MAY_LIFT_WIDE_STOPS


@pytest.mark.parametrize(
    "password",
    ["", "short one", "x" * 30, "abababababab", "123456789012", "qwertyuiopas", "Password1234", "P@ssw0rd2026!", "letmein12345",
     "Noor Haddad 1", "noor@shop.example", "ovengloves26!", "abcdefghijkl", "lkjihgfedcba", "a" * (LONGEST + 1), "Welcome2026!!"],
)  # fmt: skip
def test_passwords_that_a_guesser_tries_first_are_refused(password: str) -> None:
    assert what_is_wrong(password, ("Noor Haddad", "noor@shop.example", "ovengloves")) is not None


@pytest.mark.parametrize(
    "password",
    ["eight green kettles", "correct horse battery", "пять зелёных чайников", "vier grüne kessel", "tXq8#mLw2$Zr",
     "the password of my boat is blue", "noor likes long walks at night", "五つの緑のやかんが棚の上に"],
)  # fmt: skip
def test_long_ones_need_no_special_characters(password: str) -> None:
    assert what_is_wrong(password, ("Noor Haddad", "noor@shop.example", "ovengloves")) is None


@given(st.text(max_size=300), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_is_judged_without_failing(password: str, known: list[str]) -> None:
    judged = what_is_wrong(password, known)
    assert judged is None or judged.endswith(".")


def test_patience_grows_and_is_never_at_an_end() -> None:
    waits = [SIGN_IN_OF_PERSON.wait_after(tries).total_seconds() for tries in range(1, 40)]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[4:8] == [2, 4, 8, 16]
    assert waits == sorted(waits)
    assert max(waits) == 900


@given(st.integers(1, 10_000))
def test_no_wait_is_longer_than_the_longest(tries: int) -> None:
    assert SIGN_IN_OF_PERSON.wait_after(tries) <= SIGN_IN_OF_PERSON.longest


def test_after_a_quiet_day_all_is_new_and_a_right_try_is_taken_back() -> None:
    patience = Patience(2, timedelta(seconds=10), timedelta(minutes=1), timedelta(hours=1))
    tries = None
    for _ in range(5):
        tries = counted(tries, patience, NOW)
    assert tries == Tries(5, NOW, NOW + timedelta(minutes=1))
    assert tries.wait(NOW + timedelta(seconds=59)) == timedelta(seconds=1)
    assert pardoned(tries, NOW) == Tries(4, NOW, NOW)
    assert counted(tries, patience, NOW + timedelta(hours=1)).count == 1


def test_a_network_is_what_one_customer_has() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("local") == "local"


def test_a_session_ends_by_idleness_and_by_age() -> None:
    lasting = Lasting(NOW, NOW + ABSOLUTE)
    assert lasting.in_force(NOW + IDLE - timedelta(seconds=1))
    assert not lasting.in_force(NOW + IDLE)
    assert not Lasting(NOW + ABSOLUTE, NOW + ABSOLUTE).in_force(NOW + ABSOLUTE)


def test_a_letter_holds_one_address_and_names_stay_on_their_line() -> None:
    letter = sign_in_letter(
        Purpose.INVITE, "Noor\r\nBcc: all@shop.example", "Ovens\nhttps://bad.example", "https://d.example/w/1"
    )
    assert "\r" not in letter.subject + letter.text
    assert "\n" not in letter.subject
    assert letter.text.splitlines()[0] == "Hello Noor Bcc: all@shop.example,"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (2, "2 seconds"), (90, "90 seconds"), (150, "3 minutes"), (3600, "1 hour"), (604800, "7 days")],
)  # fmt: skip
def test_waits_are_said_in_words_that_are_long_enough(seconds: float, words: str) -> None:
    assert in_words(timedelta(seconds=seconds)) == words
