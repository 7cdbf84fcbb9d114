"""Keep a packet small: the least useful entries go first, in a fixed order, and the packet says how many
went."""

from dataclasses import replace

from handrail.core.handoff.packet import SIZE_TARGET, LeftOut, Packet, Summary

# Which list gives way first; each down to the number of entries it keeps while others still can give.
_GIVES = (
    ("told", 2), ("tried", 4), ("commitments", 3), ("open_questions", 3), ("actions_taken", 4), ("facts", 20),
    ("policy_refs", 4), ("risk_flags", 4), ("vulnerability_needs", 4), ("told", 0), ("tried", 0), ("facts", 8),
    ("commitments", 0), ("open_questions", 0), ("actions_taken", 0), ("policy_refs", 0), ("facts", 0),
    ("risk_flags", 0), ("vulnerability_needs", 0),
)  # fmt: skip
# In these the last entry is the freshest; of the others the first was stated first.
_FRESH_LAST = frozenset({"told", "tried", "commitments", "actions_taken"})


def trimmed(packet: Packet, limit: int = SIZE_TARGET) -> Packet:
    """`packet`, at most `limit` bytes of JSON: the same packet always loses the same entries.

    What is never dropped (reason, promise, customer, issue, do-not-ask, next step) is bounded by its own
    lengths.
    """
    before = packet
    for name, keeps in _GIVES:
        packet = _shrunk(packet, before, name, keeps, limit)
    return packet if packet.size() <= limit else _without_summary_tail(packet)


def _shrunk(packet: Packet, before: Packet, name: str, keeps: int, limit: int) -> Packet:
    """Halving finds how many entries may stay: the size grows with every entry."""
    if packet.size() <= limit:
        return packet
    entries: tuple[object, ...] = getattr(packet, name)
    low, high = min(keeps, len(entries)), len(entries)
    while low < high:
        middle = (low + high + 1) // 2
        fits = _kept(packet, before, name, middle).size() <= limit
        low, high = (middle, high) if fits else (low, middle - 1)
    return _kept(packet, before, name, low)


def _kept(packet: Packet, before: Packet, name: str, count: int) -> Packet:
    entries: tuple[object, ...] = getattr(packet, name)
    kept = entries[len(entries) - count :] if name in _FRESH_LAST else entries[:count]
    dropped = len(getattr(before, name)) - len(kept)
    others = tuple(one for one in packet.left_out if one.field != name)
    left_out = (*others, LeftOut(name, dropped)) if dropped else others
    changes: dict[str, object] = {name: kept, "left_out": left_out}
    return replace(packet, **changes)  # pyright: ignore[reportArgumentType]


def _without_summary_tail(packet: Packet) -> Packet:
    """A model may write eight lines; three always fit."""
    lines = packet.summary.lines[:3]
    if len(lines) == len(packet.summary.lines):
        return packet
    dropped = LeftOut("summary", len(packet.summary.lines) - len(lines))
    summary = Summary("\n".join(line.text for line in lines), lines, packet.summary.model)
    return replace(packet, summary=summary, left_out=(*packet.left_out, dropped))
