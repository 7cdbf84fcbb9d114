"""The shape of one language's words about reaching a person, and what each class of words means."""

from dataclasses import dataclass, fields
from itertools import product

# One bit per class of words; a word may stand in several.
(
    HUMAN, SOMEONE, ROLE, DESK, TALK, CALL, TRANSFER, GIVE, WANT, MAY, ME, MACHINE, NO, STOP, CALLBACK, ACT,
    EXISTS, WHO, COND, PAST, IDENTITY, HOURS, PRICE, POLITE, TURN, PLAIN, APART, OTHER, COMMA, JUSSIVE,
    NOBODY, AT_MACHINE, NUMBER, COMMON, NAME, THAT, WRITE, ELSEWHERE,
) = (1 << bit for bit in range(38))  # fmt: skip


WHOM = HUMAN | SOMEONE | ROLE | DESK
FIRM = HUMAN | ROLE | DESK
ASK = WANT | MAY


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, separated by spaces.

    Within an entry `_` joins the words of a phrase, `|` separates alternatives, a trailing `*` lets a word go on,
    a leading one lets it end a compound, and `?` before a word makes it optional. A
    longer entry takes its words away from shorter ones.
    """

    language: str
    human: str = ""  # a human as opposed to a machine: "human", "real person"
    someone: str = ""  # "someone", "a person", "one of you"
    role: str = ""  # the company's people: "agent", "manager", "colleague"
    desk: str = ""  # the company's places: "customer service", "complaints department"
    talk: str = ""  # "speak", "chat", in the forms a wish takes
    call: str = ""  # "call", "phone", "write", in the forms a wish takes
    write: str = ""  # "email", where "email me the bill" asks for no person
    transfer: str = ""  # "connect", "put through", "escalate"
    give: str = ""  # "get me", "send me"
    want: str = ""  # "I want", "I need", "please let me"
    may: str = ""  # "can I", "is it possible", "how do I"
    me: str = ""
    machine: str = ""
    at_machine: str = ""  # "to a machine", "with a bot"
    nobody: str = ""  # "nobody", as in "is there nobody who can decide"
    no: str = ""
    stop: str = ""  # "enough of", "sick of", "instead of"
    callback: str = ""  # the noun: "a callback"
    act: str = ""  # what a person would do: "help", "look at", "decide"
    jussive: str = ""  # forms that bid a third person act: "baksın", "let (someone) answer"
    exists: str = ""  # "is there", "are there", "any"
    who: str = ""  # "who", "whom", "where", as in "whom do I call"
    cond: str = ""  # "if", "when", "otherwise", and futures
    that: str = ""  # what joins a subordinate clause, before which a refusal still holds
    past: str = ""  # "spoke", "told me", "yesterday"
    identity: str = ""  # "are you", "am I talking to"
    hours: str = ""
    price: str = ""
    polite: str = ""  # words that may stand around a bare role word
    turn: str = ""  # "but", "and": a new thought begins
    common: str = ""  # the language's commonest words, by which it is told from others
    plain: str = ""  # complete wishes
    apart: str = ""  # phrases that look like the above and mean something else
    other: str = ""  # people of others: "seller", "driver"
    elsewhere: str = ""  # what is passed to people or asked of them for another reason: money, a present, a job
    borrows: str = "und"  # languages whose words customers mix in
    unspaced: bool = False
    nouns_capital: bool = False  # nouns are capitalised, so a capital tells no name
    verb_first: bool = False  # the verb stands before the person it is about ("talk to a human")


CLASSES = {
    "human": HUMAN, "someone": SOMEONE, "role": ROLE, "desk": DESK, "talk": TALK, "call": CALL,
    "transfer": TRANSFER, "give": GIVE, "want": WANT, "may": MAY, "me": ME, "machine": MACHINE, "no": NO,
    "stop": STOP, "callback": CALLBACK, "act": ACT, "exists": EXISTS, "who": WHO, "cond": COND, "past": PAST,
    "identity": IDENTITY, "hours": HOURS, "price": PRICE, "polite": POLITE, "turn": TURN, "plain": PLAIN,
    "apart": APART, "other": OTHER, "jussive": JUSSIVE, "nobody": NOBODY, "common": COMMON, "that": THAT, "write": WRITE,
    "at_machine": AT_MACHINE, "elsewhere": ELSEWHERE,
}  # fmt: skip


def entries(lexicon: Lexicon) -> dict[tuple[str, ...], int]:
    """Every phrase of a lexicon, as a tuple of words, with the classes it stands in."""
    found: dict[tuple[str, ...], int] = {}
    for field in fields(lexicon):
        if field.name in CLASSES:
            for entry in str(getattr(lexicon, field.name)).split():
                for phrase in _expanded(_closed(entry)):
                    found[phrase] = found.get(phrase, 0) | CLASSES[field.name]
    return found


def _closed(entry: str) -> str:
    """A phrase says its last word: a question mark there only ties the middle together."""
    head, joint, last = entry.rpartition("_")
    return head + joint + last.removeprefix("?")


def _expanded(entry: str) -> list[tuple[str, ...]]:
    choices = [_alternatives(word) for word in entry.split("_")]
    return [tuple(word for word in phrase if word) for phrase in product(*choices)]


def _alternatives(word: str) -> list[str]:
    if word.startswith("?"):
        return ["", *word[1:].split("|")]
    return word.split("|")
