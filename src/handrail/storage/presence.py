"""Presence in memory, told to the other processes by the bell: nothing of it is ever written down."""

import time
from collections.abc import Callable, Hashable, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from handrail.ports.presence import LASTS, Present

SAY_AGAIN = 2.0  # seconds in which the same is not told to the others once more
MOST = 50_000  # conversations with somebody in them that one process remembers
_NOBODY = UUID(int=0)  # stands for the customer, of whom a conversation has one
_GONE = "-"  # in place of whether somebody types
_Where = tuple[UUID, UUID]
Follower = Callable[[UUID, UUID, Set[UUID]], None]
"""(tenant, conversation, the people there whom it concerns: all but whoever it is about)"""


@dataclass(slots=True)
class _Here:
    typing: bool
    since: datetime
    until: float
    told_at: float


class PresenceHere:
    """The port `Presence`. `tell` sends a note to every process, the latest of each kind; `wake` the watchers here."""

    def __init__(
        self,
        tell: Callable[[Hashable, str], None],
        wake: Callable[[UUID, UUID], None],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell, self._wake, self._seconds = tell, wake, seconds
        self._me = uuid4().hex  # an echo of what was told may come after something newer was said here
        self._here: dict[_Where, dict[UUID, _Here]] = {}
        self._followers: list[Follower] = []

    def follow(self, follower: Follower) -> None:
        """From now on told whenever somebody comes, goes, starts or stops typing, here or in another process."""
        self._followers.append(follower)

    def looks(self, tenant: UUID, conversation: UUID, person: UUID, *, typing: bool) -> None:
        self._say((tenant, conversation), person, typing)

    def leaves(self, tenant: UUID, conversation: UUID, person: UUID) -> None:
        self._forget((tenant, conversation), person)
        self._tell((tenant, conversation, person), f"{self._me}:{tenant}:{conversation}:{person}:{_GONE}")

    def customer_types(self, tenant: UUID, conversation: UUID, *, typing: bool) -> None:
        self._say((tenant, conversation), _NOBODY, typing)

    def people(self, tenant: UUID, conversation: UUID) -> Sequence[Present]:
        now = self._seconds()
        here = self._fresh((tenant, conversation))
        found = [Present(who, h.typing, h.since, h.until - now) for who, h in here.items() if who != _NOBODY]
        return sorted(found, key=lambda one: (one.since, one.person))

    def customer_typing(self, tenant: UUID, conversation: UUID) -> float:
        customer = self._fresh((tenant, conversation)).get(_NOBODY)
        return customer.until - self._seconds() if customer is not None and customer.typing else 0.0

    def hear(self, note: str) -> None:
        """What another process told. Its own echo, and notes of another version, are passed over."""
        try:
            teller, tenant, conversation, who, typing = note.split(":")
            where, person = (UUID(tenant), UUID(conversation)), UUID(who)
        except ValueError:
            return
        if teller == self._me:
            return
        if typing == _GONE:
            self._forget(where, person)
        else:
            self._note(where, person, typing == "1")

    def _say(self, where: _Where, who: UUID, typing: bool) -> None:
        told_at = self._note(where, who, typing)
        if told_at is None or self._seconds() - told_at >= SAY_AGAIN:
            self._here[where][who].told_at = self._seconds()
            self._tell((*where, who), f"{self._me}:{where[0]}:{where[1]}:{who}:{int(typing)}")

    def _note(self, where: _Where, who: UUID, typing: bool) -> float | None:
        """When the same was last told; None for something new, for which the watchers are woken."""
        now, here = self._seconds(), self._fresh(where)
        before = here.get(who)
        if before is not None and before.typing == typing:
            before.until = now + LASTS
            return before.told_at
        since = datetime.now(UTC) if before is None else before.since
        if where not in self._here and len(self._here) >= MOST:
            self._forget_the_gone()
        self._here.setdefault(where, here)[who] = _Here(typing, since, now + LASTS, now)
        self._changed(where, who)
        return None

    def _forget(self, where: _Where, who: UUID) -> None:
        if self._fresh(where).pop(who, None) is not None:
            self._changed(where, who)

    def _changed(self, where: _Where, who: UUID) -> None:
        self._wake(*where)
        others = frozenset(self._fresh(where)) - {who, _NOBODY}
        for follower in self._followers if others else ():
            follower(*where, others)

    def _fresh(self, where: _Where) -> dict[UUID, _Here]:
        """Who is here still; whoever's time has passed is forgotten."""
        here = self._here.get(where)
        if here is None:
            return {}
        now = self._seconds()
        for who in [who for who, one in here.items() if one.until <= now]:
            del here[who]
        if not here:
            del self._here[where]
        return here

    def _forget_the_gone(self) -> None:
        """A flood of conversations must not fill the memory: what is not seen any more goes, else the oldest."""
        for where in list(self._here):
            self._fresh(where)
        while len(self._here) >= MOST:
            del self._here[next(iter(self._here))]
