"""The rules in force on a page: what each holds back and because of what, what lint says, and every version there was."""

from litestar import get
from litestar.params import FromPath
from litestar.response import Template

from handrail.console.page import Asked, page, parts
from handrail.console.rules_seen import GRADES, MOODS, rules_seen, version_seen
from handrail.console.signed_in import require
from handrail.console.topics import names_of
from handrail.core.access.roles import Act
from handrail.core.escalation.rules import Linted, RulesAreWrong, RuleSet
from handrail.core.escalation.rules.compare import compare
from handrail.flows.read_rules import rules_of
from handrail.ports import NotFound
from handrail.ports.configuration import Published

DONE = {
    "published": "Published. The next decision is made under these rules, everywhere.",
    "back": "Rolled back. The next decision is made under these rules, everywhere.",
}


@get("/desk/{slug:str}/rules")
async def rules(request: Asked) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    read = parts(request).rules.read
    history = await read.history(me.tenant)
    names = names_of(await parts(request).reading.people(me.tenant))
    linted, wrong = await _linted(request, history[0] if history else None)
    return page(
        request,
        "rules.html",
        seen=rules_seen(_rules(history[0] if history else None), () if linted is None else linted.remarks),
        linted=linted,
        wrong=wrong,
        versions=[version_seen(one, names) for one in history],
        moods=MOODS,
        grades=GRADES,
        done=DONE.get(request.query_params.get("done", "")),
    )


@get("/desk/{slug:str}/rules/versions/{version:int}")
async def version(request: Asked, version: FromPath[int]) -> Template:
    """One version, and what it changed against the one before it."""
    me = require(request, Act.SEE_KNOWLEDGE)
    if not 0 < version < 2**31:
        raise NotFound("There is no such version.")
    read = parts(request).rules.read
    one = await read.version(me.tenant, version)
    before = None if version == 1 else await read.version(me.tenant, version - 1)
    latest = await read.latest(me.tenant)
    names = names_of(await parts(request).reading.people(me.tenant))
    return page(
        request,
        "rules_version.html",
        one=version_seen(one, names),
        source=one.source,
        changes=compare(_rules(before), _rules(one)),
        in_force=latest is not None and latest.version == version,
        form_error="",
    )


def _rules(published: Published | None) -> RuleSet:
    """What can still be read; a version that cannot be shows as its text alone."""
    try:
        return rules_of(published)
    except RulesAreWrong:
        return RuleSet()


async def _linted(request: Asked, published: Published | None) -> tuple[Linted | None, str]:
    """What lint says today: a topic may be gone since. The sentence is for rules that cannot be read any more."""
    me = require(request, Act.SEE_KNOWLEDGE)
    if published is None:
        return None, ""
    try:
        return (await parts(request).rules.check(me.tenant, published.source)).linted, ""
    except RulesAreWrong as wrong:
        return None, str(wrong)


RULES_READ_ROUTES = [rules, version]
