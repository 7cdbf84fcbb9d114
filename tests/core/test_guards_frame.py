"""The guards that need no reading of sources: cited, markup, never-say, disclosure, language."""

# ruff: noqa: E501  (lists of sentences)

import pytest

from handrail.core.escalation.moments.forbidden import Forbidden
from handrail.core.grounding.backing import NOTHING_DONE
from handrail.core.grounding.check import check
from handrail.core.grounding.courtesies import is_courtesy, is_question
from handrail.core.grounding.draft import Draft, Sentence, Source, SourceKind
from handrail.core.grounding.verdict import Checked, Guard, Policy

RETURNS = Source(
    "returns",
    SourceKind.PASSAGE,
    "Returns",
    "You can return unused items within 30 days. See https://shop.example/returns.",
)
POLICY = Policy(language="en", disclosed=True, never_say=lambda text: ())
SAID = "You can return unused items within 30 days."


def checked(
    *sentences: Sentence, policy: Policy = POLICY, sources: tuple[Source, ...] = (RETURNS,), language: str = "en"
) -> Checked:
    return check(Draft(sentences, language), sources, NOTHING_DONE, policy)


def stopped(result: Checked) -> set[Guard]:
    assert result.passed is not bool(result.stopped_by)
    return {verdict.guard for verdict in result.stopped_by}


def test_a_cited_sentence_between_courtesies_passes() -> None:
    result = checked(
        Sentence("Hello Anna,"), Sentence(SAID, ("returns",)), Sentence("Which item is it?"), Sentence("Kind regards")
    )
    assert result.passed, result.stopped_by


def test_an_empty_draft_is_never_sent() -> None:
    assert not checked().passed
    assert not checked(Sentence("\u200b")).passed


def test_a_statement_without_a_source_is_stopped_with_its_place() -> None:
    result = checked(Sentence("Thanks!"), Sentence(SAID))
    verdict = next(one for one in result.stopped_by if one.guard is Guard.CITED)
    assert (verdict.sentence, verdict.start, verdict.end) == (1, 0, len(SAID))


@pytest.mark.parametrize("cites", [("elsewhere",), ("returns", "elsewhere")])
def test_a_source_that_is_not_there_backs_nothing(cites: tuple[str, ...]) -> None:
    assert Guard.CITED in stopped(checked(Sentence(SAID, cites)))


def test_a_source_that_holds_no_longer_backs_nothing() -> None:
    old = Source("returns", SourceKind.PASSAGE, "Returns", RETURNS.text, current=False)
    assert Guard.CITED in stopped(checked(Sentence(SAID, ("returns",)), sources=(old,)))


@pytest.mark.parametrize(
    "text",
    ["Of course.", "Yes.", "Sure!", "Hello, your refund is approved.", "Thanks, it is free.", "Did you know that returns are free?", "It is free, right?",
     "Hello refund approved", "Thank you for your order of two tents"],
)  # fmt: skip
def test_a_claim_does_not_pass_as_a_courtesy_or_a_question(text: str) -> None:
    assert Guard.CITED in stopped(checked(Sentence(text)))


@pytest.mark.parametrize(
    "text",
    ["Vielen Dank für Ihre Nachricht.", "Je suis désolé pour cela.", "Lo siento mucho.", "Mi dispiace.", "Het spijt me.", "Peço desculpa pelo incómodo.",
     "Bardzo mi przykro.", "Tack så mycket!", "Teşekkür ederim.", "شكرا", "ありがとうございます。", "Hello Ms Novak, thank you for your patience.",
     "I'm sorry, but I cannot find that in our articles."],
)  # fmt: skip
def test_courtesies_in_twelve_languages_need_no_source(text: str) -> None:
    assert is_courtesy(text) or is_courtesy(text.split(", ", 1)[1])


def test_a_question_needs_no_source() -> None:
    assert is_question("I'm sorry to hear that. Which order is it about?")
    assert is_question("Welche Bestellung meinen Sie?")


@pytest.mark.parametrize(
    "text",
    ["![](https://shop.example/x.png)", "See <a href='x'>here</a>", "<script>alert(1)</script>", "Go to https://evil.example/x", "Go to evil.com now",
     "javascript:alert(1)", "See //evil.com/x", "https://shop.example@evil.example/", "https://shop.example.evil.example/", "[here](http://evil.example)",
     "data:text/html,x", "https://shop.example\\@evil.example", "Write to tel:+123456", "&lt;img src=x&gt;", "https://[::1"],
)  # fmt: skip
def test_pictures_html_and_foreign_links_are_stopped(text: str) -> None:
    assert Guard.MARKUP in stopped(checked(Sentence(text, ("returns",))))


@pytest.mark.parametrize(
    "text",
    [
        "See https://shop.example/returns/how.",
        "See shop.example.",
        "This is e.g. version 1.2, i.e. new.",
        "It costs 3 < 5 euros.",
    ],
)
def test_links_of_the_source_and_plain_signs_pass(text: str) -> None:
    assert Guard.MARKUP not in stopped(checked(Sentence(text, ("returns",))))


def test_a_host_of_the_workspace_may_be_linked() -> None:
    policy = Policy(language="en", disclosed=True, never_say=lambda text: (), hosts=frozenset({"help.example"}))
    assert Guard.MARKUP not in stopped(checked(Sentence("See https://help.example/x", ("returns",)), policy=policy))


def test_what_is_sent_has_no_sign_that_hides_or_reorders() -> None:
    result = checked(Sentence("You can\u200b return \u202eunused items within 30 days.", ("returns",)))
    assert result.draft.text == SAID


def test_what_is_never_said_is_stopped_even_over_the_end_of_a_sentence() -> None:
    def never(text: str) -> tuple[Forbidden, ...]:
        at = text.find("not. Possible")
        return (Forbidden("m", "Refunds", "p", text[at : at + 3], at, at + 3),) if at >= 0 else ()

    policy = Policy(language="en", disclosed=True, never_say=never)
    result = checked(Sentence("It is not.", ("returns",)), Sentence("Possible.", ("returns",)), policy=policy)
    assert Guard.NEVER_SAY in stopped(result)


def test_without_the_frames_disclosure_nothing_is_sent() -> None:
    policy = Policy(language="en", disclosed=False, never_say=lambda text: ())
    assert Guard.DISCLOSURE in stopped(checked(Sentence(SAID, ("returns",)), policy=policy))


@pytest.mark.parametrize(
    "text", ["I'm a real person.", "Ich bin kein Roboter.", "Je suis un humain.", "No soy un robot."]
)
def test_the_assistant_never_denies_that_it_is_one(text: str) -> None:
    assert Guard.DISCLOSURE in stopped(checked(Sentence(text, ("returns",))))


def test_another_language_than_the_customers_is_stopped() -> None:
    told = Policy(language="de", disclosed=True, never_say=lambda text: (), language_of=lambda text: "en")
    assert Guard.LANGUAGE in stopped(checked(Sentence(SAID, ("returns",)), language="de", policy=told))
    assert Guard.LANGUAGE in stopped(checked(Sentence(SAID, ("returns",)), language="fr"))
    unsure = Policy(language="de", disclosed=True, never_say=lambda text: (), language_of=lambda text: "und")
    assert Guard.LANGUAGE not in stopped(checked(Sentence(SAID, ("returns",)), language="de-AT", policy=unsure))
