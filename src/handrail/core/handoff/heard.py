"""What both sides said, sorted for the person who takes over: what was tried, what was told, what is open."""

from collections.abc import Iterable

from handrail.core.conversation.message import AuthorKind, Message
from handrail.core.handoff import sentences as own_words
from handrail.core.handoff.packet import Citation, Issue, Quote, Summary, SummaryLine, Told, Tried
from handrail.core.handoff.plain import plain

# A conversation of ten thousand messages is read at both ends: how it began, and how it stands.
FIRST_READ, LAST_READ = 30, 120


def spoken(transcript: tuple[Message, ...]) -> tuple[Message, ...]:
    """What both sides saw: no internal notes, no catalogue texts, nothing erased."""
    heard = [one for one in transcript if one.body and not one.internal and not one.erased]
    if len(heard) <= FIRST_READ + LAST_READ:
        return tuple(heard)
    return (*heard[:FIRST_READ], *heard[-LAST_READ:])


def quoted(message: Message) -> Quote:
    return Quote(message.body or "", message.id)


def said_by_us(read: Iterable[Message]) -> tuple[Quote, ...]:
    ours = (AuthorKind.ASSISTANT, AuthorKind.AGENT)
    return tuple(quoted(message) for message in read if message.author_kind in ours)


def tried_steps(read: tuple[Message, ...], words: tuple[Quote, ...]) -> tuple[Tried, ...]:
    """The assistant's and agents' answers, and what customers say they did themselves, in order of time."""
    at = {message.id: message.at for message in read}
    ours = [_answer(message, read[place + 1 :]) for place, message in enumerate(read) if _is_ours(message)]
    theirs = [
        Tried(one.text, "customer", "said by the customer", at[one.message], one.message)
        for one in own_words.done_by_customer(words)
    ]
    return tuple(sorted((*ours, *theirs), key=lambda step: step.at))


def _answer(message: Message, later: tuple[Message, ...]) -> Tried:
    titles = dict.fromkeys(source.title for source in message.sources)
    step = f"Quoted {', '.join(f'“{plain(title, 80)}”' for title in titles)}" if titles else message.body or ""
    came_back = any(one.author_kind is AuthorKind.CUSTOMER for one in later)
    result = "the customer wrote again" if came_back else "no word from the customer since"
    return Tried(plain(step, 160), message.author_kind.value, result, message.at, message.id)


def told_statements(read: tuple[Message, ...]) -> tuple[Told, ...]:
    return tuple(
        Told(
            plain(message.body or "", 240),
            message.author_kind.value,
            message.id,
            tuple(Citation(one.article, one.version, plain(one.title, 80)) for one in message.sources[:3]),
        )
        for message in read
        if _is_ours(message)
    )


def _is_ours(message: Message) -> bool:
    return message.author_kind in (AuthorKind.ASSISTANT, AuthorKind.AGENT)


def said_since_answered(read: tuple[Message, ...]) -> tuple[Quote, ...]:
    """What the customer said since somebody last answered."""
    last = max((place for place, message in enumerate(read) if _is_ours(message)), default=-1)
    return tuple(quoted(one) for one in read[last + 1 :] if one.author_kind is AuthorKind.CUSTOMER)


def quoted_summary(issue: Issue, said: tuple[Quote, ...], told: tuple[Told, ...]) -> Summary:
    """Three quotations at most: the problem, the last thing told, the last thing the customer said."""
    lines: list[SummaryLine] = []
    if issue.problem:
        lines.append(SummaryLine(f"The customer: “{issue.problem.text}”", (issue.problem.message,)))
    if told:
        lines.append(SummaryLine(f"Told last ({told[-1].who}): “{told[-1].statement}”", (told[-1].message,)))
    last = said[-1] if said else None
    if last and (issue.problem is None or last.message != issue.problem.message):
        lines.append(SummaryLine(f"Said last: “{plain(last.text, 240)}”", (last.message,)))
    return Summary("\n".join(line.text for line in lines), tuple(lines))
