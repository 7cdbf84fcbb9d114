"""Rules are written as text: checked, tried on a message and on the past, published, and rolled back."""

from datetime import timedelta
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import Form, form_of
from handrail.console.page import Asked, page, parts
from handrail.console.rules_seen import (
    GRADES,
    MOODS,
    STARTING,
    effects_seen,
    facts_seen,
    faults_seen,
    outcome_words,
    share_words,
)
from handrail.console.signed_in import SignedIn, require
from handrail.core.access.roles import Act
from handrail.core.conversation.message import MessageEmpty, MessageNotText, MessageTooLong
from handrail.core.escalation.rules import RulesAreWrong
from handrail.core.escalation.rules.compare import compare
from handrail.flows.administer import By
from handrail.flows.check_rules import Checked
from handrail.flows.publish_rules import RulesAreRefused
from handrail.flows.read_rules import rules_of
from handrail.ports.configuration import VersionMovedOn
from handrail.ports.understanding import RulesInForce

LONGEST = 256 * 1024  # bytes of a rule file
LONGEST_MESSAGE = 4_000
DAYS = ("7", "30", "90", "365")
MOST_CONVERSATIONS, MOST_TURNS = 500, 200  # of a back-test that somebody waits for; the command line has no such hurry
ACTS = ("check", "try", "back-test", "publish")


@get("/desk/{slug:str}/rules/edit")
async def edit(request: Asked) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    latest = await parts(request).rules.read.latest(me.tenant)
    source, version = (STARTING, 0) if latest is None else (latest.source, latest.version)
    return await _shown(request, Form({"source": [source], "after": [str(version)], "days": ["30"]}))


@post("/desk/{slug:str}/rules/edit", status_code=200)
async def draft(request: Asked) -> Response[Any]:
    """One form: what was typed is checked, tried, back-tested or published, by the button that was pressed."""
    me, form = require(request, Act.SEE_KNOWLEDGE), await form_of(request)
    source = form.text("source", longest=LONGEST)
    act = form.value("do", "check")
    if not form.fine or act not in ACTS:
        return await _shown(request, form, status=422)
    try:
        checked = await parts(request).rules.check(me.tenant, source)
    except RulesAreWrong as wrong:
        return await _shown(request, form, faults=faults_seen(source, wrong.faults), status=422)
    match act:
        case "try":
            return await _tried(request, me, form, checked)
        case "back-test":
            return await _back_tested(request, me, form, checked)
        case "publish":
            return await _published(request, form, source, checked)
        case _:
            return await _shown(request, form, checked=checked)


async def _tried(request: Asked, me: SignedIn, form: Form, checked: Checked) -> Template:
    text, trial = form.text("message", longest=LONGEST_MESSAGE), None
    if form.fine:
        try:
            under = RulesInForce("draft", checked.ready.evaluate)
            trial = await parts(request).try_question(me.tenant, me.person, text, under)
        except (MessageEmpty, MessageTooLong, MessageNotText) as error:
            form.fails("message", str(error))
    return await _shown(request, form, checked=checked, trial=trial, status=200 if form.fine else 422)


async def _back_tested(request: Asked, me: SignedIn, form: Form, checked: Checked) -> Template:
    days = form.one_of("days", DAYS)
    if not form.fine:
        return await _shown(request, form, checked=checked, status=422)
    since = parts(request).clock() - timedelta(days=int(days))
    found = await parts(request).rules.back_test(
        me.tenant, since, checked.ready.evaluate, most_conversations=MOST_CONVERSATIONS, most_turns=MOST_TURNS
    )
    return await _shown(request, form, checked=checked, found=found, effects=effects_seen(found))


async def _published(request: Asked, form: Form, source: str, checked: Checked) -> Response[Any]:
    me = require(request, Act.CHANGE_RULES)
    because, after = form.line("because", needed=False, longest=300), form.number("after", 0, 999_999_999)
    if form.fine:
        try:
            await parts(request).rules.publish(me.tenant, By(me.person), source, because, after)
            return Redirect(f"{me.desk}/rules?done=published", status_code=303)
        except RulesAreRefused:
            form.fails("source", "Not published: what is marked “refused” below has to go first.")
        except VersionMovedOn as error:
            form.fails("source", f"{error} Yours is still here.")
    return await _shown(request, form, checked=checked, status=422)


@post("/desk/{slug:str}/rules/versions/{version:int}/roll-back")
async def roll_back(request: Asked, version: FromPath[int]) -> Redirect:
    """Refusals become a page that says why."""
    me, form = require(request, Act.CHANGE_RULES), await form_of(request)
    because = form.line("because", needed=False, longest=300)
    await parts(request).rules.publish.roll_back(me.tenant, By(me.person), version, because if form.fine else "")
    return Redirect(f"{me.desk}/rules?done=back", status_code=303)


async def _shown(
    request: Asked, form: Form, *, checked: Checked | None = None, status: int = 200, **more: Any
) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    latest = await parts(request).rules.read.latest(me.tenant)
    try:
        changes = () if checked is None else compare(rules_of(latest), checked.ready.rules)
    except RulesAreWrong:
        changes = ()
    found = more.pop("found", None)
    trial = more.pop("trial", None)
    return page(
        request,
        "rules_edit.html",
        status=status,
        form=form,
        checked=checked,
        changes=changes,
        latest=0 if latest is None else latest.version,
        found=found,
        shares={} if found is None else {says: share_words(one) for says, one in found.shares.items()},
        trial=trial,
        outcome="" if trial is None else outcome_words(trial.decision),
        days=[(one, f"{one} days") for one in DAYS],
        sections=facts_seen(),
        moods=MOODS,
        grades=GRADES,
        **{"faults": (), "effects": (), **more},
    )


RULES_CHANGE_ROUTES = [edit, draft, roll_back]
