"""Daily work turned into what the API gives."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from handrail.api import schemas_daily as schemas
from handrail.api.problems import OutOfRange
from handrail.api.views_agents import conversation_seen, customer_seen, named
from handrail.core.daily.notices import Wanted
from handrail.ports.daily import BlockSeen, CustomerDetail, SavedReply, SearchHit, SearchPage, SearchPlace, Waiting

Names = Mapping[UUID, str]


def search_seen(page: SearchPage, now: datetime) -> schemas.SearchResult:
    following = _place_text(page.hits[-1].place) if page.more and page.hits else None
    found = [_found(hit, page.names, now) for hit in page.hits]
    return schemas.SearchResult(found, [customer_seen(one) for one in page.customers], following)


def place_from(text: str | None) -> SearchPlace | None:
    """Raises OutOfRange for a place that no page gave."""
    if text is None:
        return None
    try:
        # A plus sign that nobody escaped arrives as a space.
        tier, at, last = text.replace(" ", "+").split("_")
        moment = datetime.fromisoformat(at)
        if moment.utcoffset() is None or tier not in ("0", "1", "2"):
            raise ValueError
        return SearchPlace(int(tier), moment, UUID(last))
    except ValueError as error:
        raise OutOfRange("`after` is not a `next` that a search gave.") from error


def saved_reply_seen(reply: SavedReply) -> schemas.SavedReply:
    filled = reply.filled
    return schemas.SavedReply(
        id=reply.id,
        shortcut=reply.shortcut,
        title=reply.title,
        body=reply.body,
        language=reply.language,
        topic=reply.topic,
        team=reply.team,
        version=reply.version,
        at=reply.at,
        retired_at=reply.retired_at,
        text=None if filled is None else filled.text,
        missing=[] if filled is None else list(filled.missing),
    )


def customer_whole(detail: CustomerDetail, now: datetime) -> schemas.CustomerWhole:
    names = detail.names
    return schemas.CustomerWhole(
        customer=customer_seen(detail.customer),
        external_ids=list(detail.external_ids),
        contacts=[schemas.Contact(c.id, c.customer, c.kind, c.value, c.verified_at) for c in detail.contacts],
        conversations=[conversation_seen(one, names, now) for one in detail.conversations],
        ratings=[
            schemas.RatingGiven(r.conversation, r.rating, r.effort, r.solved, r.comment, r.at) for r in detail.ratings
        ],
        block=None if detail.block is None else _block(detail.block, names),
        blocks=[_block(one, names) for one in detail.blocks],
        merges=[
            schemas.Merge(m.id, m.gone, m.into, m.evidence.value, named(m.by, names), m.at, m.undone_at)
            for m in detail.merges
        ],
        same=[schemas.SameCustomer(customer_seen(one.customer), one.evidence.value) for one in detail.same],
    )


def waiting_seen(waiting: Waiting) -> schemas.WaitingCounts:
    return schemas.WaitingCounts(waiting.offered, waiting.mine_unanswered, waiting.due_soon, waiting.approvals)


def notifications_seen(wanted: Wanted) -> schemas.Notifications:
    return schemas.Notifications(_minutes(wanted.offered_after), _minutes(wanted.due_within), wanted.when_away)


def wanted_from(chosen: schemas.Notifications) -> Wanted:
    return Wanted(_time(chosen.offered_after_minutes), _time(chosen.due_within_minutes), chosen.when_away)


def _found(hit: SearchHit, names: Names, now: datetime) -> schemas.Found:
    seen = conversation_seen(hit.conversation, names, now)
    return schemas.Found(seen, customer_seen(hit.customer), _excerpt(hit))


def _excerpt(hit: SearchHit) -> schemas.Excerpt | None:
    if hit.message is None or hit.seq is None or hit.author_kind is None or hit.snippet is None:
        return None
    kind: Any = hit.author_kind.value
    matches = [schemas.Match(span.start, span.end) for span in hit.snippet.matches]
    return schemas.Excerpt(hit.message, hit.seq, kind, hit.internal, hit.place.at, hit.snippet.text, matches)


def _place_text(place: SearchPlace) -> str:
    return f"{place.tier}_{place.at.isoformat()}_{place.conversation}"


def _block(block: BlockSeen, names: Names) -> schemas.Block:
    return schemas.Block(block.id, named(block.by, names), block.because, block.at, block.until, block.lifted_at)


def _minutes(time: timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds() / 60)


def _time(minutes: int | None) -> timedelta | None:
    return None if minutes is None else timedelta(minutes=minutes)
