"""The demo company holds together: everyone named exists, every hour is staffed, secrets stay inside."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from handrail.demo import content
from handrail.demo.content import DemoContentIsBroken
from handrail.demo.records import Company, DemoPerson

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CANARY = re.compile(r"INT-[0-9A-F]{4}-[0-9A-F]{4}")
DOMAIN = re.compile(r"(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?!\w|[-@]|\.\w)")
# The regulator Ofcom keeps this range free for fiction.
FICTIONAL_NUMBER = re.compile(r"\+44 1632 960 \d{3}")


@dataclass(frozen=True)
class Article:
    topic: str
    slug: str
    front: dict[str, Any]
    body: str

    @property
    def internal(self) -> bool:
        return self.front["audience"] == "internal"

    @property
    def passages(self) -> list[str]:
        sections = re.split(r"^## ", self.body, flags=re.M)
        return [section.partition("\n")[2].strip() for section in sections[1:]]


def read_article(folder: Traversable, file: Traversable) -> Article:
    _, front, body = file.read_text("utf-8").split("---\n", 2)
    return Article(folder.name, file.name.removesuffix(".md"), yaml.safe_load(front), body.strip())


def all_articles() -> list[Article]:
    folders = sorted(content.articles_path().iterdir(), key=lambda folder: folder.name)
    return [read_article(folder, file) for folder in folders for file in folder.iterdir()]


ARTICLES = all_articles()
FOR_CUSTOMERS = [article for article in ARTICLES if not article.internal]
INTERNAL = [article for article in ARTICLES if article.internal]


def company() -> Company:
    return content.load_company()


def repeated(values: Iterator[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def on_shift(person: DemoPerson, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(person.timezone))
    today, yesterday = DAYS[local.weekday()], DAYS[local.weekday() - 1]
    now = local.time()
    for shift in person.shifts:
        over_midnight = shift.ends <= shift.starts
        if today in shift.days and shift.starts <= now and (over_midnight or now < shift.ends):
            return True
        if over_midnight and yesterday in shift.days and now < shift.ends:
            return True
    return False


def test_there_is_enough_of_everything_to_try_everything() -> None:
    assert len(FOR_CUSTOMERS) >= 60
    assert len(INTERNAL) >= 6
    assert 12 <= len(company().topics) <= 16
    assert len(company().teams) == 2
    assert sum(len(team.members) for team in company().teams) == 6
    assert len(content.load_customers()) == 40
    assert len(content.load_history()) >= 30


def test_every_folder_of_articles_is_a_topic_and_every_topic_has_articles_for_customers() -> None:
    topics = {topic.slug for topic in company().topics}
    assert {article.topic for article in ARTICLES} <= topics
    assert {article.topic for article in FOR_CUSTOMERS} == topics


def test_every_article_is_owned_by_an_agent_and_due_for_review_within_the_year() -> None:
    agents = {member for team in company().teams for member in team.members}
    for article in ARTICLES:
        assert article.front["owner"] in agents, article.slug
        assert date(2026, 12, 1) <= article.front["review"] <= date(2027, 11, 30), article.slug
    assert len({article.front["review"].month for article in ARTICLES}) == 12


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_article_is_short_enough_to_quote_and_says_what_it_answers(article: Article) -> None:
    assert set(article.front) == {"title", "audience", "owner", "review", "language", "questions"}
    assert article.front["audience"] in {"customer", "internal"}
    assert article.front["language"] == "en"
    assert 3 <= len(article.front["questions"]) <= 5
    assert 40 <= len(article.body.split()) <= 250
    assert article.passages
    assert all(8 <= len(passage.split()) <= 90 or article.internal for passage in article.passages)


def test_titles_and_questions_are_never_used_twice() -> None:
    assert repeated(article.front["title"].casefold() for article in ARTICLES) == []
    questions = (question.casefold() for article in ARTICLES for question in article.front["questions"])
    assert repeated(questions) == []


def test_whether_we_ship_to_norway_is_answered_by_one_passage_that_stands_alone() -> None:
    passages = [passage for article in FOR_CUSTOMERS for passage in article.passages]
    answers = [passage for passage in passages if "Yes, we ship to Norway." in passage]
    assert len(answers) == 1
    assert "€14.90" in answers[0]
    assert "4 to 7 working days" in answers[0]


def test_each_internal_article_has_a_canary_of_its_own_and_no_customer_can_meet_one() -> None:
    canaries = [CANARY.findall(article.body) for article in INTERNAL]
    assert all(len(found) == 1 for found in canaries)
    assert repeated(found[0] for found in canaries) == []
    for article in FOR_CUSTOMERS:
        assert "INT-" not in f"{article.front}{article.body}", article.slug
    assert "INT-" not in content.history_path().read_text("utf-8")


def test_code_words_of_internal_articles_stay_internal() -> None:
    code_word = re.compile(r"\b(?:[A-Z]{6,}|GW-[A-Z]+|SET-[A-Z]|\d\d-[A-Z]{3,4}|TL-\d{4}|MR-\d{4})\b")
    secret = {word for article in INTERNAL for word in code_word.findall(article.body)}
    assert len(secret) >= len(INTERNAL)
    public = " ".join(article.body for article in FOR_CUSTOMERS) + content.history_path().read_text("utf-8")
    assert [word for word in secret if word in public] == []


def test_no_address_or_number_could_belong_to_a_real_company() -> None:
    texts = [content.history_path().read_text("utf-8")]
    texts += [" ".join([*article.front["questions"], article.body]) for article in ARTICLES]
    texts += [person.email for person in company().people]
    texts += [contact.value for customer in content.load_customers() for contact in customer.contacts]
    everything = " ".join(texts)
    domains = set(DOMAIN.findall(everything))
    assert {domain.rsplit(".", 1)[1] for domain in domains} == {"example"}
    numbers = re.findall(r"\+\d[\d ]{6,}\d", everything)
    assert all(FICTIONAL_NUMBER.fullmatch(number) for number in numbers)


# Each two weeks hold a change of clocks in Sydney, in Vancouver, in Lisbon, or in two of them.
@pytest.mark.parametrize("first", ["2026-09-28", "2026-10-19", "2026-12-21", "2027-03-08", "2027-03-22"])
def test_somebody_from_the_teams_is_on_shift_at_every_quarter_of_an_hour(first: str) -> None:
    agents = [company().person(member) for team in company().teams for member in team.members]
    start = datetime.fromisoformat(first).replace(tzinfo=UTC)
    quarters = [start + timedelta(minutes=15 * step) for step in range(14 * 24 * 4)]
    alone = [at for at in quarters if not any(on_shift(person, at) for person in agents)]
    assert alone == []


def test_the_duty_manager_and_the_reserve_stand_beside_the_teams() -> None:
    workspace = company().workspace
    assert workspace.duty_manager != workspace.reserve
    assert company().team_of(workspace.duty_manager) is None
    assert company().team_of(workspace.reserve) is None


def test_every_topic_has_two_agents_who_know_it() -> None:
    agents = [company().person(member) for team in company().teams for member in team.members]
    for topic in company().topics:
        skilled = [person.slug for person in agents if topic.slug in person.skills]
        assert len(skilled) >= 2, topic.slug
        assert topic.owner in skilled, topic.slug


def test_what_decides_trust_is_only_suggested_and_the_rest_rests_on_a_grant() -> None:
    levels = {topic.slug: topic.level for topic in company().topics}
    assert {slug for slug, level in levels.items() if level == "suggest"} == {
        "refunds",
        "complaints",
        "privacy",
    }
    granted = {grant.topic for grant in company().grants}
    assert granted == {slug for slug, level in levels.items() if level == "autonomous"}


def test_in_the_past_the_assistant_only_quoted_articles_of_topics_it_may_answer() -> None:
    levels = {topic.slug: topic.level for topic in company().topics}
    quotable = {passage for a in FOR_CUSTOMERS if levels[a.topic] == "autonomous" for passage in a.passages}
    said = [m.text for c in content.load_history() for m in c.messages if m.author == "assistant"]
    assert said
    assert [text for text in said if text not in quotable] == []


def test_in_the_past_every_agent_who_wrote_exists_and_was_on_shift() -> None:
    by_name = {person.name: person for person in company().people}
    for conversation in content.load_history():
        for message in conversation.messages:
            if message.author == "agent":
                assert message.author_name is not None
                assert on_shift(by_name[message.author_name], message.at), (
                    conversation.external_id,
                    message.at,
                )


def test_in_the_past_the_assistant_stayed_silent_once_a_person_had_the_conversation() -> None:
    for conversation in content.load_history():
        authors = [message.author for message in conversation.messages]
        if "agent" in authors:
            assert "assistant" not in authors[authors.index("agent") :], conversation.external_id


def test_history_mixes_routine_answers_with_moments_that_people_took_over() -> None:
    with_people = [c for c in content.load_history() if any(m.author == "agent" for m in c.messages)]
    assert 10 <= len(with_people) <= 20
    assert {c.channel for c in content.load_history()} == {"chat", "email"}
    assert any(c.resolved_at is None for c in content.load_history())


@pytest.mark.parametrize(
    ("said", "instead", "complaint"),
    [
        ("reserve: dominik-wieczorek", "reserve: nobody", "the workspace names nobody, who is nobody here"),
        (
            "lead: ines-tavares",
            "lead: rosa-etxeberria",
            "team orders is led by rosa-etxeberria, who is not in it",
        ),
        ("owner: kwame-asante", "owner: rosa-etxeberria", "topic order-status is owned by rosa-etxeberria"),
        ("days: 60", "days: 61", "the grant for shipping lasts 61 days"),
        ("signed_by: ines-tavares", "signed_by: kwame-asante", "signed by kwame-asante, who is no lead"),
        ("review_floor: 0.2", "review_floor: 0.1", "has a review floor of 0.1"),
        ("level: suggest", "level: monitored", "topic refunds is monitored and nobody has signed for it"),
        ("timezone: Australia/Sydney", "timezone: Australia/Sidney", "Australia/Sidney is no time zone"),
        ("role: agent", "role: wizard", r"Invalid enum value 'wizard' - at `\$\.people\[2\]\.role`"),
        ("capacity: 4", "capacity: 0", "ines-tavares has room for no conversation"),
        ("people:", "people: [", "company.yaml"),
        ("slug: general", "slug: shipping", "topic shipping appears 2 times"),
    ],
)
def test_a_company_that_contradicts_itself_is_refused_with_the_reason(said: str, instead: str, complaint: str) -> None:
    text = files("handrail.demo").joinpath("company.yaml").read_text("utf-8")
    assert said in text
    with pytest.raises(DemoContentIsBroken, match=complaint):
        content.company_from(text.replace(said, instead, 1))


@pytest.mark.parametrize(
    ("said", "instead", "complaint"),
    [
        ('"author": "agent"', '"author": "bot"', "line 3: Invalid enum value 'bot'"),
        ('"conversation/1"', '"conversation/2"', "line 1: Invalid enum value 'conversation/2'"),
        ("cus-0002", "cus-9999", "past-0001 is of cus-9999 Oddvar Nesheim, who is no customer"),
        ('"opened_at": "2026', '"opened_at": "2031', "past-0001 has times that run backwards"),
        ('"topic": "shipping"', '"topic": "weather"', "past-0001 is about weather, which is no topic"),
        ("past-0002", "past-0001", "conversation past-0001 appears 2 times"),
    ],
)
def test_a_history_that_contradicts_itself_is_refused_with_the_reason(said: str, instead: str, complaint: str) -> None:
    text = content.history_path().read_text("utf-8")
    assert said in text
    topics = [topic.slug for topic in company().topics]
    with pytest.raises(DemoContentIsBroken, match=complaint):
        content.history_from(text.replace(said, instead, 1), content.load_customers(), topics)
