"""Phrases of the register and of signals: spaces within brackets, and Latin letters in scripts without spaces."""

import pytest

from handrail.core.escalation.moments.phrases import compile_phrase, index_phrases


@pytest.mark.parametrize(
    ("phrase", "language", "text", "found"),
    [
        ("you('ll| will) regret", "en", "you will regret it", True),
        ("you('ll| will) regret", "en", "you'll regret it", True),
        ("you('ll| will) regret", "en", "youwill regret it", False),
        ("^(agent|person)( please| now)?$", "en", "agent please", True),
        ("^(agent|person)( please| now)?$", "en", "agent", True),
        ("^(agent|person)( please| now)?$", "en", "agentplease", False),
        ("(dv|家庭内暴力)", "ja", "advice", False),
        ("(dv|家庭内暴力)", "ja", "夫のdvから", True),
        ("(dv|家庭内暴力)", "ja", "家庭内暴力です", True),
    ],
)
def test_a_phrase_finds_what_it_says(phrase: str, language: str, text: str, found: bool) -> None:
    assert bool(compile_phrase(phrase, language).pattern.search(text)) is found


def test_a_phrase_that_begins_with_an_optional_word_is_among_the_candidates() -> None:
    index = index_phrases([compile_phrase("i( really| just)? give up", "en")])
    assert list(index.candidates("i just give up")) == [0]
    assert list(index.candidates("nothing here")) == []
