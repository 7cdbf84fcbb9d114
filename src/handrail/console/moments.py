"""Moments that decide trust: who comes, how fast, what the assistant may do, and what is said and never said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.topics import LEVELS
from handrail.core.access.roles import Act
from handrail.core.escalation.moments.clocks import clock_named
from handrail.core.escalation.moments.moment import Moment
from handrail.flows.register_in_force import InForce
from handrail.ports import NotFound

URGENCY: Final[Mapping[str, str]] = {"P0": "bad", "P1": "warn", "P2": "accent", "none": ""}
DONE: Final = {
    "published": "Published. It holds from the next message on.",
    "signed": "Signed. Customers read these words from now on.",
    "withdrawn": "Taken back. Nothing is said in this language any more.",
    "rolled-back": "The earlier version holds again, as a new one.",
}
LONGEST_TRIED: Final = 4_000


@dataclass(frozen=True, slots=True)
class MomentSeen:
    """`signed` and `unsigned`: languages of its fixed text. `examples`: how many, by kind."""

    row: Moment
    signed: tuple[str, ...]
    unsigned: tuple[str, ...]
    how_fast: str
    languages: tuple[str, ...]

    @property
    def examples(self) -> tuple[int, int]:
        return _count(self.row.positive), _count(self.row.near)


def moment_seen(row: Moment) -> MomentSeen:
    words = (row.positive, row.near, row.phrases, row.not_phrases, row.forbidden, row.texts)
    return MomentSeen(
        row,
        tuple(code for code, text in row.texts.items() if text.reviewed_by is not None),
        tuple(code for code, text in row.texts.items() if text.reviewed_by is None),
        how_fast(row),
        tuple(dict.fromkeys(code for one in words for code in one)),
    )


def how_fast(row: Moment) -> str:
    if row.within_minutes == 0:
        return "at once"
    minutes = row.within_minutes
    time = f"{minutes} min" if minutes < 120 or minutes % 60 else f"{minutes // 60} h"
    return f"{time}, {'any hour' if row.around_the_clock else 'staffed hours'}"


@get("/desk/{slug:str}/moments")
async def moments(request: Asked) -> Template:
    me = require(request, Act.SEE_MOMENTS)
    return await _list(request, me, Form())


@post("/desk/{slug:str}/moments/try")
async def try_text(request: Asked) -> Template:
    """Which moments a sentence brings; nothing is sent, nothing is kept."""
    me = require(request, Act.SEE_MOMENTS)
    form = await form_of(request)
    text = form.text("text", longest=LONGEST_TRIED * 4)
    if not form.fine:
        return await _list(request, me, form, status=422)
    current = await parts(request).moments.in_force(me.tenant)
    noticing = await parts(request).moments.noticing(current.register, [(text, "")])
    noticed = noticing(text, "")
    return await _list(request, me, form, [slug for slug in current.register.moments if slug in noticed])


@get("/desk/{slug:str}/moments/try")
async def tried_before(request: Asked) -> Template:
    """A reload of what was tried begins anew."""
    me = require(request, Act.SEE_MOMENTS)
    return await _list(request, me, Form())


@get("/desk/{slug:str}/moments/{moment:str}")
async def moment(request: Asked, moment: FromPath[str]) -> Template:
    me = require(request, Act.SEE_MOMENTS)
    return await moment_page(request, me, moment)


async def moment_page(request: Asked, me: SignedIn, slug: str, wrong: str = "", status: int = 200) -> Template:
    """Raises NotFound."""
    current = await parts(request).moments.in_force(me.tenant)
    row = row_of(current, slug)
    return page(
        request,
        "moment.html",
        status,
        one=moment_seen(row),
        mark=current.mark,
        levels=LEVELS,
        moods=URGENCY,
        clocks=[clock_named(name) for name in row.clocks],
        wrong=wrong,
        done=DONE.get(request.query_params.get("done", "")),
    )


def row_of(current: InForce, slug: str) -> Moment:
    """Raises NotFound."""
    row = current.register.moments.get(slug)
    if row is None:
        raise NotFound("There is no such moment in the register.")
    return row


async def _list(
    request: Asked, me: SignedIn, form: Form, noticed: list[str] | None = None, status: int = 200
) -> Template:
    inside = parts(request).moments
    current = await inside.in_force(me.tenant)
    return page(
        request,
        "moments.html",
        status,
        rows=[moment_seen(row) for row in sorted(current.register.moments.values(), key=lambda row: not row.gravest)],
        names={slug: row.name for slug, row in current.register.moments.items()},
        current=current,
        ready=await inside.ready(me.tenant),
        moods=URGENCY,
        form=form,
        noticed=noticed,
        done=DONE.get(request.query_params.get("done", "")),
    )


def _count(words: Mapping[str, tuple[str, ...]]) -> int:
    return sum(len(lines) for lines in words.values())


MOMENTS_READ_ROUTES = [moments, try_text, tried_before, moment]
