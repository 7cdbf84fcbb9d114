"""What one language brings to the catalogue: its sentences, its calendar words, and the frame of its mails."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailFrame:
    """What stands around a message when it goes by mail. `subject` takes the workspace's name."""

    subject: str
    assistant: str  # the assistant's name in From
    label: str  # under every answer of the assistant; takes the word that reaches a person
    sources: str
    away: str  # why a reply in chat comes by mail
    in_chat: str  # before the names of files that are too large for a mail


@dataclass(frozen=True, slots=True)
class Language:
    """`months` from January and `weekdays` from Monday, separated by `|`, in the form that stands inside a date.

    `somebody` stands where a name is missing. `person` is the one word that reaches a person, as the customer writes it.
    """

    code: str
    texts: Mapping[str, str]
    mail: MailFrame
    months: str
    weekdays: str
    date: str
    long_date: str
    somebody: str
    person: str
    first_of_month: str = "1"
    right_to_left: bool = False
