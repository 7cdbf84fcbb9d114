"""A lead changes a moment: sees what would differ and which examples fail, publishes, signs, or brings a version back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.moments import moment_page, row_of
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import SignedIn, require
from handrail.console.topics import LEVELS
from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.conversation.texts import LANGUAGES
from handrail.core.escalation.moments.moment import FixedText, Moment, Register, RegisterIsWrong
from handrail.core.escalation.moments.parse import LANGUAGE, LONGEST_TEXT, MOST_LINES
from handrail.core.escalation.moments.register import parse_register, plain_register
from handrail.core.escalation.rules.fact_table import URGENCIES
from handrail.core.supervision.levels import Level
from handrail.flows.administer import By
from handrail.flows.register_in_force import InForce
from handrail.ports.configuration import VersionMovedOn

WORDS: Final = ("phrases", "not_phrases", "forbidden", "positive", "near")
NEW: Final = "new"
EMPTY: Final = Moment(
    "", 0, "", ("phrases", "likeness"), True, "support", "any", 60, False, "P1", Level.OFF, training="none"
)


@get("/desk/{slug:str}/moments/{moment:str}/edit")
async def edit(request: Asked, moment: FromPath[str]) -> Template:
    """`language`: whose words stand in the form; `new` instead of a name begins one of one's own."""
    me = require(request, Act.CHANGE_MOMENTS)
    current = await parts(request).moments.in_force(me.tenant)
    row = EMPTY if moment == NEW else row_of(current, moment)
    return _edit_page(request, current, row, _filled(row, _language(request, row)))


@post("/desk/{slug:str}/moments/{moment:str}/edit")
async def change(request: Asked, moment: FromPath[str]) -> Template | Redirect:
    """First shows what would differ; published is what was shown, by the second button."""
    me = require(request, Act.CHANGE_MOMENTS)
    form = await form_of(request)
    current = await parts(request).moments.in_force(me.tenant)
    row = EMPTY if moment == NEW else row_of(current, moment)
    wanted, faults = _wanted(current, row, form)
    if wanted is None or not form.fine:
        return _edit_page(request, current, row, form, faults, 422)
    return await _previewed(request, me, current, wanted, form, row.slug or form.value("slug"))


@post("/desk/{slug:str}/moments/{moment:str}/remove")
async def remove(request: Asked, moment: FromPath[str]) -> Template | Redirect:
    me = require(request, Act.CHANGE_MOMENTS)
    form = await form_of(request)
    current = await parts(request).moments.in_force(me.tenant)
    row = row_of(current, moment)
    rest = {slug: one for slug, one in current.register.moments.items() if slug != row.slug}
    return await _previewed(request, me, current, replace(current.register, moments=rest), form, row.slug, act="remove")


@post("/desk/{slug:str}/moments/{moment:str}/sign/{language:str}")
async def sign(request: Asked, moment: FromPath[str], language: FromPath[str]) -> Template | Redirect:
    """The words that stood before the lead are the words that are signed."""
    me, form = require(request, Act.CHANGE_MOMENTS), await form_of(request)
    try:
        words = form.value("words").replace("\r\n", "\n")
        await parts(request).moments.sign(me.tenant, me.person, moment, language, words=words)
    except IllegalMove as error:
        return await moment_page(request, me, moment, str(error), 409)
    return Redirect(f"{me.desk}/moments/{moment}?done=signed#texts", status_code=303)


@post("/desk/{slug:str}/moments/{moment:str}/withdraw/{language:str}")
async def withdraw(request: Asked, moment: FromPath[str], language: FromPath[str]) -> Redirect:
    me = require(request, Act.CHANGE_MOMENTS)
    await parts(request).moments.sign.withdraw(me.tenant, me.person, moment, language)
    return Redirect(f"{me.desk}/moments/{moment}?done=withdrawn#texts", status_code=303)


@get("/desk/{slug:str}/moments/history")
async def history(request: Asked) -> Template:
    me = require(request, Act.SEE_MOMENTS)
    return await _history(request, me)


@post("/desk/{slug:str}/moments/history/{version:int}/roll-back")
async def roll_back(request: Asked, version: FromPath[int]) -> Template | Redirect:
    me = require(request, Act.CHANGE_MOMENTS)
    try:
        await parts(request).moments.publish.roll_back(me.tenant, By(me.person), version)
    except (IllegalMove, RegisterIsWrong, VersionMovedOn) as error:
        return await _history(request, me, str(error), 409)
    return Redirect(f"{me.desk}/moments?done=rolled-back", status_code=303)


async def _history(request: Asked, me: SignedIn, wrong: str = "", status: int = 200) -> Template:
    publish = parts(request).moments.publish
    versions = await publish.history(me.tenant)
    people = {f"agent:{one.person.id}": one.person.name for one in await parts(request).reading.people(me.tenant)}
    return page(
        request,
        "moments_history.html",
        status,
        versions=[(one, await publish.changes_of(me.tenant, one.version)) for one in versions[:20]],
        older=max(len(versions) - 20, 0),
        people=people,
        wrong=wrong,
    )


async def _previewed(
    request: Asked, me: SignedIn, current: InForce, wanted: Register, form: Form, slug: str, act: str = "edit"
) -> Template | Redirect:
    publish = parts(request).moments.publish
    try:
        checked = await publish.check(me.tenant, wanted)
        if form.ticked("publish") and checked.changes:
            await publish(me.tenant, By(me.person), wanted, after=_after(form))
            gone = slug not in wanted.moments
            where = "moments" if gone else f"moments/{slug}"
            return Redirect(f"{me.desk}/{where}?done=published", status_code=303)
        wrong, status = "", 200
    except RegisterIsWrong as error:
        checked, wrong, status = None, error, 422
    except (IllegalMove, VersionMovedOn) as error:
        checked, wrong, status = await publish.check(me.tenant, wanted), error, 409
    faults = wrong.faults if isinstance(wrong, RegisterIsWrong) else ()
    return page(
        request,
        "moment_preview.html",
        status,
        checked=checked,
        faults=faults,
        wrong="" if faults else str(wrong),
        typed=[(name, value) for name in form.names for value in form.values(name) if name not in ("csrf", "publish")],
        after=current.number,
        slug=slug,
        act=act,
        name=wanted.moments[slug].name if slug in wanted.moments else current.register.moments[slug].name,
        is_new=slug not in current.register.moments,
    )


def _edit_page(
    request: Asked,
    current: InForce,
    row: Moment,
    form: Form,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Template:
    known = dict.fromkeys([*LANGUAGES, *row.phrases, *row.positive, *row.texts, form.value("language")])
    return page(
        request,
        "moment_edit.html",
        status,
        row=row,
        form=form,
        faults=faults or {},
        levels=[(level.value, f"{level.value}: the assistant {says}") for level, says in LEVELS.items()],
        languages=[one for one in known if one],
        after=current.number,
        is_new=row is EMPTY,
    )


def _filled(row: Moment, language: str) -> Form:
    typed: dict[str, Any] = {
        "slug": [row.slug],
        "name": [row.name],
        "team": [row.team],
        "skill": [row.skill],
        "within_minutes": [str(row.within_minutes)],
        "around_the_clock": ["1"] if row.around_the_clock else [],
        "hard": ["1"] if row.hard else [],
        "urgency": [row.urgency],
        "ceiling": [row.ceiling.value],
        "allowed": [", ".join(row.allowed)],
        "clocks": [", ".join(row.clocks)],
        "training": [row.training],
        "review_months": [str(row.review_months)],
        "language": [language],
        "text": [row.texts[language].text if language in row.texts else ""],
    }
    typed |= {name: ["\n".join(getattr(row, name).get(language, ()))] for name in WORDS}
    return Form(typed)


def _wanted(current: InForce, row: Moment, form: Form) -> tuple[Register | None, Mapping[str, str]]:
    """The register as the form would have it, read as a file is; None with the faults by path."""
    slug = row.slug or form.slug("slug")
    if row is EMPTY and (slug in current.register.moments or slug in (NEW, "history", "try", "sign")):
        form.fails("slug", "This name is taken.")
    language = form.line("language", longest=11)
    if not LANGUAGE.fullmatch(language):
        form.fails("language", "A language is written as en or pt-BR.")
    changed = replace(
        row,
        slug=slug,
        name=form.line("name", longest=120),
        team=form.line("team", longest=80),
        skill=form.line("skill", longest=80),
        within_minutes=form.number("within_minutes", 0, 7 * 24 * 60),
        around_the_clock=form.ticked("around_the_clock"),
        hard=form.ticked("hard"),
        urgency=form.one_of("urgency", URGENCIES),
        ceiling=_ceiling(form),
        allowed=form.words("allowed", most=20),
        clocks=form.words("clocks", most=10),
        training=form.line("training", longest=60),
        review_months=form.number("review_months", 1, 60),
        texts=_texts(row, language, form.text("text", longest=LONGEST_TEXT * 4, needed=False)),
        **{
            name: _words(getattr(row, name), language, form.lines(name, most=MOST_LINES, longest=4_000))
            for name in WORDS
        },
    )
    if not form.fine:
        return None, {}
    register = replace(current.register, moments={**current.register.moments, slug: changed})
    try:
        return parse_register(plain_register(register)), {}
    except RegisterIsWrong as wrong:
        return None, {fault.rule.removeprefix(f"moments.{slug}."): fault.says for fault in wrong.faults}


def _ceiling(form: Form) -> Level:
    chosen = form.one_of("ceiling", [level.value for level in Level])
    return next((level for level in Level if level.value == chosen), Level.OFF)


def _words(words: Mapping[str, tuple[str, ...]], language: str, lines: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    rest = {code: own for code, own in words.items() if code != language}
    return {**rest, language: lines} if lines else rest


def _texts(row: Moment, language: str, text: str) -> dict[str, FixedText]:
    rest = {code: own for code, own in row.texts.items() if code != language}
    return {**rest, language: FixedText(text.strip())} if text.strip() else rest


def _language(request: Asked, row: Moment) -> str:
    asked = request.query_params.get("language", "")
    return asked if LANGUAGE.fullmatch(asked) else next(iter(row.phrases or row.positive or {"en": ()}))


def _after(form: Form) -> int | None:
    given = form.value("after")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


MOMENTS_CHANGE_ROUTES = [edit, change, remove, sign, withdraw, history, roll_back]
