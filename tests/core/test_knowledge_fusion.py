"""Evidence of several kinds makes one ranking, in which each thing that was asked about has its turn."""

from hypothesis import given
from hypothesis import strategies as st

from handrail.core.knowledge.fusion import Evidence, ranked, reciprocal_rank_fusion, round_robin
from handrail.core.knowledge.names import Mention

rankings = st.lists(st.lists(st.integers(0, 20), unique=True, max_size=10), max_size=4)
shares = st.floats(0, 1)


def evidence() -> dict[str, Evidence]:
    blue = {f"blue {n}": Evidence("blue", 0.5, 0.9 - n / 100, 0.7) for n in range(6)}
    return {**blue, "gold": Evidence("gold", 0.4, 0.8, 0.6), "other": Evidence("", 0.4, 0.6, 0.6)}


def test_a_second_thing_that_was_named_is_not_crowded_out_by_the_first():
    mentions = [Mention(("blue",), {"blue": 1.0}), Mention(("gold",), {"gold": 1.0})]
    assert "gold" in [key for key, _ in ranked(evidence(), mentions)[:3]]
    assert "gold" not in [key for key, _ in ranked(evidence(), mentions[:1])[:5]]


def test_a_name_said_outweighs_a_little_more_of_anything_else():
    close = {"a": Evidence("blue", 0.5, 0.70, 0.6), "b": Evidence("gold", 0.5, 0.72, 0.6)}
    assert ranked(close, [Mention(("blue",), {"blue": 1.0})])[0][0] == "a"


def test_without_vectors_words_alone_rank():
    only = {"a": Evidence("", 0.2), "b": Evidence("", 0.9)}
    assert [key for key, _ in ranked(only, [])] == ["b", "a"]


def test_nothing_found_ranks_nothing():
    assert ranked({}, []) == []


@given(rankings)
def test_round_robin_loses_nothing_and_repeats_nothing(turns: list[list[int]]):
    merged = round_robin(turns)
    assert len(merged) == len(set(merged))
    assert set(merged) == {key for turn in turns for key in turn}


@given(rankings)
def test_the_first_of_each_ranking_comes_before_any_ranking_has_three(turns: list[list[int]]):
    firsts = {turn[0] for turn in turns if turn}
    assert firsts <= set(round_robin(turns)[: 2 * len(turns)])


@given(rankings)
def test_what_every_ranking_puts_first_is_first_in_the_fusion(turns: list[list[int]]):
    with_winner = [[99, *turn] for turn in turns]
    fused = reciprocal_rank_fusion(with_winner)
    assert not fused or max(fused, key=lambda key: fused[key]) == 99


@given(st.dictionaries(st.text(max_size=3), st.builds(Evidence, st.just(""), shares, shares, shares), max_size=8))
def test_scores_fall_along_the_ranking_of_a_plain_question(found: dict[str, Evidence]):
    scores = [score for _, score in ranked(found, [])]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == len(found)
