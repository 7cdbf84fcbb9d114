"""First steps: what a new workspace still needs before its first chat, each looked up on the record, none ever ticked."""

from dataclasses import dataclass

from litestar import get
from litestar.response import Template

from handrail.console.page import Asked, page, parts
from handrail.console.settings import snippet
from handrail.console.signed_in import require
from handrail.core.access.roles import Act
from handrail.ports import FirstSteps


@dataclass(frozen=True, slots=True)
class Step:
    """`path`: the page that does it, below the workspace's address. `stands`: what there is now."""

    title: str
    says: str
    stands: str
    path: str
    label: str
    done: bool


@get("/desk/{slug:str}/start")
async def start(request: Asked) -> Template:
    me = require(request, Act.CHANGE_SETTINGS)
    has = await parts(request).first_run.steps(me.tenant)
    workspace = await parts(request).house.workspace(me.tenant)
    steps = steps_of(has)
    return page(
        request,
        "start.html",
        steps=steps,
        left=sum(not one.done for one in steps),
        following=next((one for one in steps if not one.done), None),
        snippet=snippet(parts(request).process.address, workspace.site_key),
    )


def steps_of(has: FirstSteps) -> list[Step]:
    """In the order in which each makes the next one possible."""
    return [
        Step(
            "Invite people",
            "Whoever the assistant cannot help is handed to a named person, so somebody besides you should be there.",
            _count(has.people, "person works", "people work") + " here",
            "team/new",
            "Add and invite somebody",
            has.people > 1,
        ),
        Step(
            "Set shifts and the last resort",
            "Shifts decide who gets a conversation and by when an answer is promised. The last resort takes what nobody else can.",
            f"{_count(has.on_shifts, 'person has', 'people have')} shifts; "
            + ("a last resort is named" if has.reserve else "nobody is the last resort"),
            "team",
            "Open the team",
            has.on_shifts > 0 and has.reserve > 0,
        ),
        Step(
            "Bring in articles",
            "The assistant quotes approved text word for word and says nothing else. Without an article it stays silent.",
            _count(has.articles, "article", "articles") + " for customers in force",
            "knowledge/import",
            "Import articles",
            has.articles > 0,
        ),
        Step(
            "Teach a topic",
            "Every article belongs to a topic; its title and example questions are what the assistant knows the topic by.",
            _count(has.taught, "topic has", "topics have") + " articles with example questions",
            "topics",
            "Open the topics",
            has.taught > 0,
        ),
        Step(
            "Sign a grant",
            "A new workspace's assistant only drafts. Your signature lets it quote one topic's articles alone, for at most 60 days.",
            _count(has.granted, "topic", "topics") + " in which the assistant may speak alone",
            "topics",
            "Choose a topic to sign for",
            has.granted > 0,
        ),
        Step(
            "Be ready for a grave moment",
            "Somebody may write of self-harm, a threat or a fraud at any hour: name who is on call (on their page of the team), "
            "and sign what such a customer reads at once. Nothing unsigned is ever said.",
            _count(has.on_call, "person is", "people are")
            + " on call; "
            + _count(has.signed, "moment has", "moments have")
            + " a signed text",
            "moments/sign" if has.on_call else "team",
            "Read and sign the texts" if has.on_call else "Name who is on call",
            has.on_call > 0 and has.signed > 0,
        ),
        Step(
            "Try a question",
            "See what the assistant would say to a customer's question, and why, before any customer does.",
            "a question was tried" if has.tried else "nobody has tried one yet",
            "knowledge#try",
            "Try a question",
            has.tried,
        ),
        Step(
            "Put the chat on your site",
            "Copy two lines into your pages. This is seen as done when the first visitor writes through them.",
            "a visitor has written" if has.chats else "no visitor has written yet",
            "settings#widget",
            "Copy the snippet",
            has.chats,
        ),
        Step(
            "Have the first chat",
            "Write as a visitor, be answered by the assistant, press “Talk to a person”, and answer from the inbox.",
            "a visitor has been answered" if has.answered else "nobody has been answered yet",
            "inbox",
            "Open the inbox",
            has.answered,
        ),
    ]


def _count(n: int, one: str, several: str) -> str:
    return f"{n} {one if n == 1 else several}"


SETTINGS_START_ROUTES = [start]
