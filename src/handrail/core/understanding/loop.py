"""Going in circles: the same answer twice, the same thing asked of the customer twice, or the customer asking again."""

from collections.abc import Sequence

from handrail.core.understanding.exchange import Round, Turning, answers_in, asks, since_progress
from handrail.core.understanding.repeats import much_the_same, same_matter
from handrail.core.understanding.said import Similarity
from handrail.core.understanding.signal import Signal

LOOP_VERSION = "circles/1"
_ASKED_THREE_TIMES = 2


def loop(rounds: Sequence[Round], similarity: Similarity | None = None) -> Signal | None:
    """1.0 after two equal answers, the same question of ours twice, or a third equal turn; 0.6 at a second equal turn."""
    effort = since_progress(rounds)
    if len(effort) < 2 or effort[-1].turning is Turning.PROGRESS:
        return None
    now = effort[-1]
    said = answers_in(effort)
    last = said[-1] if said and said[-1] == now.answer else None
    if last is not None and any(same_matter(last, earlier, similarity) for earlier in said[:-1]):
        what = "asked for the same thing twice" if asks(last) else "gave the same answer twice"
        return _found(1.0, now, f"We {what} and the customer is still here.")
    if _does_not_budge(effort, said):
        return _found(1.0, now, "The customer came back twice and got much the same answer in between.")
    again = sum(_asks_again(now, earlier, similarity) for earlier in effort[:-1])
    if again >= _ASKED_THREE_TIMES:
        return _found(1.0, now, f"The customer asked nearly the same {again + 1} times.")
    return _found(0.6, now, "The customer asked nearly the same again.") if again else None


def times_asked(rounds: Sequence[Round], similarity: Similarity | None = None) -> int:
    """How many earlier turns, since a person last wrote, asked nearly the same as the present one."""
    return sum(_asks_again(rounds[-1], earlier, similarity) for earlier in rounds[:-1]) if rounds else 0


def _asks_again(now: Round, earlier: Round, similarity: Similarity | None) -> bool:
    if Turning.PROGRESS in (now.turning, earlier.turning) or len(now.text.strip()) <= 3:
        return False
    return same_matter(now.text, earlier.text, similarity)


def _does_not_budge(effort: Sequence[Round], said: Sequence[str]) -> bool:
    """The customer comes back, hears much the same as before, and comes back again."""
    unmoved = (Turning.RETURNS, Turning.REJECTS)
    before, now = effort[-2], effort[-1]
    if before.turning not in unmoved or now.turning not in unmoved or now.answer not in said:
        return False
    return any(much_the_same(now.answer, each) for each in said[: said.index(now.answer)])


def _found(score: float, now: Round, note: str) -> Signal:
    return Signal("loop", score, LOOP_VERSION, 0, 0, now.messages[-1] if now.messages else None, note)
