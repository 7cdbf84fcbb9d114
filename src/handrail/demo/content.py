"""The demo company read from its files: who works there, what they answer for, and who writes to them."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
import yaml

from handrail.core.understanding.topics.example import Example
from handrail.core.understanding.topics.written import read_written
from handrail.demo import contradictions
from handrail.demo.records import Company, DemoConversation, DemoCustomer

T = TypeVar("T")


class DemoContentIsBroken(ValueError):
    """A file of the demo company is malformed or contradicts itself; the message names file and place."""

    def __init__(self, file: str, reasons: Iterable[str]) -> None:
        super().__init__(f"{file}: {'; '.join(reasons)}")


def articles_path() -> Traversable:
    """The folder of help articles: one folder a topic, one Markdown file with front matter an article."""
    return _content("knowledge")


def history_path() -> Traversable:
    """The past conversations as a file of `conversation/1` lines, for whoever imports that format."""
    return _content("history.jsonl")


def taught_examples() -> tuple[Example, ...]:
    """What a lead of the company labelled: customers' ways of asking, what is a person's, and what is not ours. Raises
    DemoContentIsBroken."""
    written = read_written(_content("taught.csv").read_text("utf-8"))
    if written.faults:
        raise DemoContentIsBroken("taught.csv", (f"line {one.line}: {one.why}" for one in written.faults))
    return written.examples


def rules_text() -> str:
    """The company's rules, as a lead would have written them."""
    return _content("rules.yaml").read_text("utf-8")


def tools_as_allowed() -> list[dict[str, Any]]:
    """What the company says of each of its shop's tools, as `handrail tools import` reads it. Raises DemoContentIsBroken."""
    return _parsed("tools.yaml", _content("tools.yaml").read_text("utf-8"))["tools"]


@cache
def load_company() -> Company:
    """Raises DemoContentIsBroken."""
    return company_from(_content("company.yaml").read_text("utf-8"))


@cache
def load_customers() -> tuple[DemoCustomer, ...]:
    """Raises DemoContentIsBroken."""
    return customers_from(_content("customers.yaml").read_text("utf-8"))


@cache
def load_history() -> tuple[DemoConversation, ...]:
    """Oldest first. Raises DemoContentIsBroken."""
    topics = (topic.slug for topic in load_company().topics)
    return history_from(history_path().read_text("utf-8"), load_customers(), topics)


def company_from(text: str) -> Company:
    """The company that the YAML `text` describes. Raises DemoContentIsBroken."""
    company = _typed("company.yaml", _parsed("company.yaml", text), Company)
    _refuse_any("company.yaml", contradictions.in_company(company))
    return company


def customers_from(text: str) -> tuple[DemoCustomer, ...]:
    """The customers that the YAML `text` lists. Raises DemoContentIsBroken."""
    customers = _typed("customers.yaml", _parsed("customers.yaml", text), tuple[DemoCustomer, ...])
    _refuse_any("customers.yaml", contradictions.in_customers(customers))
    return customers


def history_from(text: str, customers: tuple[DemoCustomer, ...], topics: Iterable[str]) -> tuple[DemoConversation, ...]:
    """One conversation a line of `text`. Raises DemoContentIsBroken, naming the line."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    history = tuple(_conversation(number, line) for number, line in lines)
    _refuse_any("history.jsonl", contradictions.in_history(history, customers, topics))
    return history


def _content(name: str) -> Traversable:
    return files("handrail.demo") / name


def _parsed(file: str, text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise DemoContentIsBroken(file, [str(error)]) from error


def _typed(file: str, raw: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise DemoContentIsBroken(file, [str(error)]) from error


def _conversation(number: int, line: str) -> DemoConversation:
    try:
        return msgspec.json.decode(line, type=DemoConversation)
    except msgspec.DecodeError as error:
        raise DemoContentIsBroken("history.jsonl", [f"line {number}: {error}"]) from error


def _refuse_any(file: str, reasons: Iterable[str]) -> None:
    found = list(reasons)
    if found:
        raise DemoContentIsBroken(file, found)
