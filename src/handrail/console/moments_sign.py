"""A lead reads what customers read in grave moments, one language whole, and signs it."""

from collections import Counter

from litestar import get, post
from litestar.response import Redirect, Template

from handrail.console.form import form_of
from handrail.console.moments import URGENCY
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.flows.sign_text import SignedAlready
from handrail.ports import NotFound


@get("/desk/{slug:str}/moments/sign")
async def to_sign(request: Asked) -> Template:
    me = require(request, Act.CHANGE_MOMENTS)
    return await _sign_page(request, me, request.query_params.get("language", ""))


@post("/desk/{slug:str}/moments/sign")
async def sign_them(request: Asked) -> Template | Redirect:
    """Those that are ticked, in the words that were shown."""
    me, form = require(request, Act.CHANGE_MOMENTS), await form_of(request)
    language = form.value("language")
    for moment in form.values("moment"):
        words = form.value(f"words-{moment}").replace("\r\n", "\n")
        try:
            await parts(request).moments.sign(me.tenant, me.person, moment, language, words=words)
        except SignedAlready:
            continue
        except (IllegalMove, NotFound) as error:
            return await _sign_page(request, me, language, f"{moment}: {error}", 409)
    return Redirect(f"{me.desk}/moments?done=signed", status_code=303)


async def _sign_page(request: Asked, me: SignedIn, language: str, wrong: str = "", status: int = 200) -> Template:
    register = (await parts(request).moments.in_force(me.tenant)).register
    rows = [row for row in register.moments.values() if row.texts]
    left = Counter(code for row in rows for code, text in row.texts.items() if text.reviewed_by is None)
    every = dict.fromkeys(code for row in rows for code in row.texts)
    chosen = language if language in every else next(iter(every), "en")
    unsigned = [row for row in rows if chosen in row.texts and row.texts[chosen].reviewed_by is None]
    return page(
        request,
        "moments_sign.html",
        status,
        language=chosen,
        languages=[(code, left[code]) for code in every],
        texts=sorted(unsigned, key=lambda row: (not row.gravest, row.number)),
        moods=URGENCY,
        wrong=wrong,
    )


MOMENTS_SIGN_ROUTES = [to_sign, sign_them]
