"""The sentence patterns of a wish for a person, shared by all languages."""

from dataclasses import dataclass

from handrail.core.understanding.wants_person.lexicon import (
    ACT,
    ASK,
    AT_MACHINE,
    CALL,
    CALLBACK,
    COND,
    DESK,
    ELSEWHERE,
    EXISTS,
    FIRM,
    GIVE,
    HOURS,
    HUMAN,
    IDENTITY,
    JUSSIVE,
    MACHINE,
    MAY,
    ME,
    NAME,
    NO,
    NOBODY,
    NUMBER,
    OTHER,
    PAST,
    PLAIN,
    PRICE,
    ROLE,
    SOMEONE,
    STOP,
    TALK,
    TRANSFER,
    WANT,
    WHO,
    WHOM,
    WRITE,
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Classes that must stand near one another, in any order, each filled by a phrase of its own."""

    name: str
    kind: str
    slots: tuple[int, ...]
    within: int
    against: int  # what takes the wish back, see guards
    question: bool = False  # only in a question
    short: int = 0  # only in a sentence of at most so many words
    statement: bool = False  # not in a question
    across: bool = False  # may reach over a comma
    tight: bool = False  # with no unknown word between
    leads: bool = False  # the first class stands first
    strict: bool = False  # in this order, in every language
    ordered: bool = False  # in this order, in languages whose verb stands before the person


# A time belongs to a wish to be called.
CALLED = NO | PAST | IDENTITY | PRICE | COND | OTHER
ALL = NO | PAST | IDENTITY | HOURS | PRICE | COND
# Of passing on and asking for: money goes to a person too, and a job as an agent is wanted too.
PASSED = ALL | ELSEWHERE

PATTERNS = (
    Pattern("idiom", "explicit", (PLAIN,), 12, NO | PAST | COND),
    Pattern("ask_to_talk", "explicit", (ASK, TALK, WHOM), 12, ALL, ordered=True),
    Pattern("ask_to_call", "explicit", (ASK, CALL | WRITE, WHOM), 9, ALL, ordered=True),
    Pattern("talk_to_name", "role", (ASK, TALK, NAME), 9, ALL | OTHER, ordered=True),
    Pattern("talk_to", "explicit", (TALK, FIRM), 5, ALL, ordered=True),
    Pattern("talk_to_someone", "explicit", (TALK, SOMEONE), 4, ALL, short=6, ordered=True),
    Pattern("transfer", "explicit", (TRANSFER, WHOM), 8, PASSED, ordered=True),
    Pattern("transfer_me", "explicit", (TRANSFER, ME), 3, ALL, short=5),
    Pattern("give", "explicit", (GIVE, WHOM), 6, PASSED, ordered=True),
    Pattern("want_human", "explicit", (WANT, HUMAN | ROLE), 6, PASSED, ordered=True),
    Pattern("want_desk", "role", (WANT, DESK), 3, PASSED, ordered=True, tight=True),
    Pattern("want_someone", "explicit", (WANT, SOMEONE), 3, PASSED, ordered=True, tight=True),
    Pattern("want_someone_who", "indirect", (WANT, SOMEONE, ACT), 10, ALL, ordered=True),
    Pattern("callback", "callback", (CALL, ME), 5, CALLED | STOP),
    Pattern("someone_call", "callback", (SOMEONE | ROLE | DESK, CALL | WRITE, ME), 7, CALLED),
    Pattern("want_call", "callback", (ASK | GIVE, CALLBACK), 4, CALLED | STOP),
    Pattern("call_number", "callback", (CALL, NUMBER), 8, CALLED, ordered=True),
    Pattern("not_to_machine", "stop_assistant", (NO | STOP, AT_MACHINE), 10, IDENTITY | PAST | COND),
    Pattern("not_machine", "stop_assistant", (NO | STOP, TALK | WANT, MACHINE), 10, IDENTITY | PAST | COND),
    Pattern("stop_machine", "stop_assistant", (STOP, MACHINE), 4, IDENTITY | PAST | COND),
    Pattern("no_machine", "stop_assistant", (NO, MACHINE), 2, IDENTITY | PAST | COND),
    Pattern(
        "human_not_machine", "stop_assistant", (NO | STOP, MACHINE, HUMAN | ROLE | SOMEONE), 9, IDENTITY, across=True
    ),
    Pattern("is_there", "indirect", (EXISTS, HUMAN | ROLE | SOMEONE | NOBODY), 6, ALL, question=True, strict=True),
    Pattern("is_there", "indirect", (HUMAN | ROLE | SOMEONE | NOBODY, EXISTS), 2, ALL, question=True, strict=True),
    Pattern("is_there_who", "indirect", (EXISTS, HUMAN | ROLE | SOMEONE | NOBODY, ACT), 10, ALL, ordered=True),
    Pattern(
        "someone_acts", "indirect", (ASK, HUMAN | ROLE | SOMEONE | DESK, ACT | CALL | WRITE), 11, ALL, ordered=True
    ),
    Pattern(
        "someone_acts", "indirect", (ASK, HUMAN | ROLE | SOMEONE | DESK, ACT | CALL | WRITE), 8, ALL, question=True
    ),
    Pattern("who_is_responsible", "indirect", (WHO, ROLE), 4, ALL, question=True, short=8),
    Pattern("who_can_help", "indirect", (WHO, MAY, ACT, ME), 6, ALL, leads=True),
    Pattern("human", "explicit", (HUMAN,), 1, PASSED, short=8, statement=True),
    Pattern("someone_does", "indirect", (SOMEONE, TALK | CALL | TRANSFER | GIVE | JUSSIVE), 5, PASSED, statement=True),
    Pattern("let_someone", "indirect", (HUMAN | ROLE | SOMEONE | DESK, JUSSIVE), 5, NO | PAST | IDENTITY | COND),
    Pattern("whom_to_call", "indirect", (WHO, TALK | CALL, ASK | ME), 6, ALL | OTHER, leads=True),
    Pattern("whom_to_call", "indirect", (WHO, TALK | CALL), 4, ALL | OTHER, question=True),
)
