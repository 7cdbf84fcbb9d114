"""What a turn means for the playbook at work, or which one it would begin; and whether that may go on, here and now."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from handrail.core.conversation.conversation import Conversation
from handrail.core.escalation.facts import PlaybookFact, TopicGuess
from handrail.core.playbooks.machine import Said, would_fill
from handrail.core.playbooks.playbook import Ask, Call, Playbook, Step
from handrail.core.playbooks.run import Run, RunState
from handrail.core.playbooks.show import speaks
from handrail.core.playbooks.starts import begins
from handrail.core.playbooks.words import asks, leaves, says_yes_or_no
from handrail.core.supervision.levels import permission
from handrail.ports import Customer, Desk, NotFound, Work
from handrail.ports.playbooks import Bookshelf, PlaybooksInForce, RunsOf

TAKES_THE_TURN = frozenset({"fills", "leaves", "goes_on", "again", "waits"})
"""What needs no article: the turn belongs to the playbook."""
SURELY = 5  # words: a longer turn that is no answer may be about anything, and is read as a question


@dataclass(frozen=True, slots=True)
class Standing:
    """The run that the turn is for, if any, and how."""

    playbook: Playbook
    version: int
    run: Run
    how: str

    @property
    def takes_the_turn(self) -> bool:
        return self.how in TAKES_THE_TURN


class HearPlaybook:
    def __init__(self, desk: Desk, shelf: Bookshelf, runs: RunsOf) -> None:
        self._desk, self._shelf, self._runs = desk, shelf, runs

    async def standing(self, tenant: UUID, conversation: Conversation, text: str, now: datetime) -> Standing | None:
        """Raises what the shelf raises; then a person gets the turn."""
        async with self._desk.as_system(tenant) as work:
            runs = await self._runs(work).open(conversation.id)
        found = [await self._heard(tenant, run, text, now) for run in runs]
        known = [one for one in found if one is not None]
        return next(
            (one for one in known if one.how not in ("open", "")), next((one for one in known if one.how), None)
        )

    async def _heard(self, tenant: UUID, run: Run, text: str, now: datetime) -> Standing | None:
        shelf = await self._shelf.version(tenant, int(run.version))
        playbook = shelf.playbooks.get(run.playbook)
        if playbook is None:
            return None
        return Standing(playbook, shelf.version, run, how_heard(playbook, run, text, now))

    async def starting(
        self, tenant: UUID, conversation: Conversation, text: str, language: str, guess: TopicGuess | None
    ) -> tuple[Playbook, int, float] | None:
        """What the words begin, in a language that it is written in."""
        shelf: PlaybooksInForce = await self._shelf.in_force(tenant)
        if not shelf.playbooks.playbooks:
            return None
        sure = guess.slug if guess is not None and guess.accepted else None
        found = begins(shelf.playbooks, text, sure)
        playbook = None if found is None else shelf.playbooks.get(found.slug)
        if found is None or playbook is None or not speaks(playbook, language):
            return None
        return playbook, shelf.version, found.score


def how_heard(playbook: Playbook, run: Run, text: str, now: datetime) -> str:
    """One of the words of `PlaybookFact.how`; empty where the turn has nothing to do with it."""
    there = now.astimezone(ZoneInfo(run.timezone))
    fills = would_fill(playbook, run, Said(text, there))
    match run.state:
        case RunState.ASKING:
            if fills:
                return "fills"
            return "leaves" if leaves(text) else "open" if _something_else(text) else "again"
        case RunState.WAITING:
            return "fills" if fills else ""
        case RunState.IDENTITY:  # a code itself is taken before anything is decided
            return "leaves" if leaves(text) else "waits" if says_yes_or_no(text) is not None else "open"
        case RunState.APPROVAL:
            return "waits" if says_yes_or_no(text) is not None else "open"
        case RunState.ACTING:
            return "open" if _something_else(text) else "goes_on"
        case _:
            return ""


def _something_else(text: str) -> bool:
    return asks(text) or len(text.split()) > 3 * SURELY


async def playbook_fact(
    work: Work,
    playbook: Playbook,
    version: int,
    how: str,
    conversation: Conversation,
    language: str,
    now: datetime,
    run: Run | None = None,
    *,
    because: str | None = None,
    score: float = 1.0,
) -> PlaybookFact:
    """With what its topic's level and signatures allow, now."""
    topic = await work.topics.get(playbook.topic)
    if topic is None:
        return _fact(playbook, version, how, run, "off", f"The topic “{playbook.topic}” is gone.", score)
    allowed = permission(
        topic.level,
        playbook.action_class,
        await work.topics.grants(topic.slug),
        await work.topics.certificates(topic.slug),
        language=language,
        channel=conversation.channel,
        now=now,
    )
    fact = _fact(playbook, version, how, run, topic.level.value, because or allowed.because, score)
    return replace(fact, speaks=allowed.speaks, grant=allowed.grant, certificate=allowed.certificate)


def _fact(
    playbook: Playbook, version: int, how: str, run: Run | None, level: str, because: str, score: float
) -> PlaybookFact:
    step = playbook.steps.get(playbook.start if run is None else run.step)
    return PlaybookFact(
        slug=playbook.slug,
        name=playbook.name,
        version=str(version),
        how=how,
        topic=playbook.topic,
        level=level,
        speaks=False,
        because=because,
        run=None if run is None else run.id,
        step="" if step is None else step.name,
        next=_next(step),
        known=() if run is None else tuple(sorted(run.slots)),
        asked=_asked(step, run),
        score=score,
    )


def _asked(step: Step | None, run: Run | None) -> int:
    return run.asked.get(step.slot, 0) if isinstance(step, Ask) and run is not None else 0


def _next(step: Step | None) -> str:
    match step:
        case None:
            return ""
        case Ask(slot=slot):
            return f"asks for {slot}"
        case Call(tool=tool):
            return f"calls {tool}"
        case _:
            return type(step).__name__.lower()


async def forbidden_playbook(
    work: Work, playbook: Playbook, conversation: Conversation, language: str, now: datetime
) -> str | None:
    """In words, why it may not go on any more; None when it may."""
    stop = await work.topics.stopped_by(conversation.id, conversation.channel, playbook.topic)
    if stop is not None:
        return stop
    fact = await playbook_fact(work, playbook, 0, "goes_on", conversation, language, now)
    return None if fact.speaks else fact.because


async def zone_of(work: Work, customer: UUID) -> tuple[str, Customer | None]:
    """The customer's time zone, else the workspace's."""
    try:
        known: Customer | None = await work.people.customer(customer)
    except NotFound:
        known = None
    zone = None if known is None else known.timezone
    if zone is not None and _is_zone(zone):
        return zone, known
    return (await work.people.workspace()).timezone, known


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
