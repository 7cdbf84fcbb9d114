"""The playbooks in force on a page: what each does step by step, what is at work with it now, and every version there was."""

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect, Template

from handrail.console.form import form_of
from handrail.console.page import Asked, page, parts
from handrail.console.playbooks_read import readable_playbooks
from handrail.console.rules_seen import version_seen
from handrail.console.signed_in import require
from handrail.console.topics import names_of
from handrail.core.access.roles import Act
from handrail.core.playbooks.told import run_told, steps_told
from handrail.flows.administer import By
from handrail.flows.publish_playbooks import sources_of
from handrail.ports import NotFound

KINDS = {
    "ask": "asks",
    "say": "says",
    "branch": "decides",
    "call": "uses",
    "wait": "waits",
    "hand_over": "a person",
    "done": "end",
}
MOODS = {"call": "warn", "hand_over": "bad", "done": "good"}


@get("/desk/{slug:str}/playbooks")
async def playbooks(request: Asked) -> Template:
    me = require(request, Act.SEE_KNOWLEDGE)
    inside = parts(request).playbooks
    history = await inside.read.history(me.tenant)
    names = names_of(await parts(request).reading.people(me.tenant))
    books, wrong = await readable_playbooks(request, me)
    at_work = [(one, run_told(books.get(one.run.playbook), one.run)) for one in await inside.at_work(me.tenant)]
    return page(
        request,
        "playbooks.html",
        books=books.playbooks,
        wrong=wrong,
        at_work=at_work,
        versions=[(version_seen(one, names), len(sources_of(one))) for one in history],
        done="Rolled back. What begins from now on begins under it."
        if request.query_params.get("done") == "back"
        else "",
    )


@get("/desk/{slug:str}/playbooks/{playbook:str}")
async def playbook(request: Asked, playbook: FromPath[str]) -> Template:
    """One of them, as steps in words."""
    me = require(request, Act.SEE_KNOWLEDGE)
    books, _ = await readable_playbooks(request, me)
    found = books.get(playbook)
    if found is None:
        raise NotFound("There is no such playbook.")
    latest = await parts(request).playbooks.read.latest(me.tenant)
    return page(
        request,
        "playbook.html",
        one=found,
        steps=steps_told(found),
        kinds=KINDS,
        moods=MOODS,
        source=sources_of(latest).get(found.slug, ""),
    )


@post("/desk/{slug:str}/playbooks/versions/{version:int}/roll-back")
async def roll_back(request: Asked, version: FromPath[int]) -> Redirect:
    """Refusals become a page that says why."""
    me, form = require(request, Act.CHANGE_RULES), await form_of(request)
    because = form.line("because", needed=False, longest=300)
    await parts(request).playbooks.publish.roll_back(me.tenant, By(me.person), version, because if form.fine else "")
    return Redirect(f"{me.desk}/playbooks?done=back", status_code=303)


PLAYBOOKS_ROUTES = [playbooks, playbook, roll_back]
