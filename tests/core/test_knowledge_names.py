"""A question names things in its own way; the names are learned from the articles, not from a list."""

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.knowledge.names import Names, learn_name_words, names_of
from handrail.core.knowledge.wording import for_full_text, in_written_words, stems, words

FAMILIES = (
    "checking accounts blue account",
    "checking accounts light blue account",
    "checking accounts gold years account",
    "credit cards gold rewards card",
    "credit cards silver rewards card",
    "savings accounts evergreen account",
)
NAMES = names_of(FAMILIES, frozenset({"blue", "light", "gold", "reward", "silver", "evergreen"}))


def best(text: str) -> list[str]:
    return [max(mention.families, key=lambda family: mention.families[family]) for mention in NAMES.mentions(text)]


def test_the_longest_name_wins_so_light_blue_is_not_blue():
    assert best("is light blue cheaper than Blue?") == [FAMILIES[1], FAMILIES[0]]


def test_a_word_said_once_counts_for_each_thing_it_belongs_to():
    assert best("bonus on Gold and Silver Rewards") == [FAMILIES[3], FAMILIES[4]]


def test_a_misspelled_name_is_recognised():
    assert best("fee on evergeen") == [FAMILIES[5]]


def test_plain_words_of_a_name_are_no_mention():
    assert NAMES.mentions("which account or card do I have?") == []


def test_a_name_that_nobody_has_is_a_stranger_only_where_names_stand():
    assert NAMES.strangers("the fee on your Ruby Rewards card") == ["Ruby"]
    assert NAMES.strangers("I was in Lisbon with it") == []
    assert NAMES.impossible_pairs("does Gold Silver exist? Gold, Silver do") == ["gold silver"]


def test_names_are_learned_by_capitals_within_sentences_and_by_being_at_home():
    articles = [
        ("Evergreen account", "Open an Evergreen account today. Every account pays interest."),
        ("Purple account", "With Purple your account is free. This account has no fee."),
        ("", "Any account can be closed."),
    ]
    assert learn_name_words(articles) == {"evergreen", "purple"}


def test_a_script_without_capitals_learns_names_by_being_at_home_alone():
    assert "حسابي" in learn_name_words([("حسابي", "افتح حسابي اليوم"), ("", "نص آخر")])


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_is_read_without_a_fault_and_shares_stay_between_0_and_1(text: str, families: list[str]):
    names = Names(tuple(families), frozenset(word for family in families for word in words(family)[:1]))
    for mention in names.mentions(text):
        assert all(0 < share <= 1.0000001 for share in mention.families.values())
    names.strangers(text)
    names.impossible_pairs(text)


def test_numbers_are_written_in_one_way():
    assert for_full_text("$1,750.00 or 30k or 5%").split() == ["1750", "or", "30000", "or", "5"]
    assert for_full_text("送料は").split() == ["送料", "料は"]


def test_everyday_words_become_those_of_a_policy():
    assert in_written_words("Stopping a cheque abroad") == "Stopping a check international"


@given(st.text(max_size=200))
def test_stems_and_words_never_fail(text: str):
    assert all(stem for stem in stems(text))
    assert isinstance(in_written_words(text), str)
