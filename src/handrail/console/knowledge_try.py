"""What would the assistant do with this question: what it would quote, and why, or why not."""

from litestar import post
from litestar.response import Template

from handrail.console.form import Form, form_of
from handrail.console.knowledge_text import rendered
from handrail.console.page import Asked, page, parts
from handrail.console.signed_in import require
from handrail.core.access.roles import Act
from handrail.core.conversation.message import MessageEmpty, MessageNotText, MessageTooLong
from handrail.core.escalation.decision import Answer, AskBack, HandOff, Wait
from handrail.core.escalation.facts import QuoteFact
from handrail.flows.try_message import Trial

LONGEST = 4000


@post("/desk/{slug:str}/knowledge/try", status_code=200)
async def try_question(request: Asked) -> Template:
    """By POST, so that no question stands in an address or its log. Nothing is sent, kept or promised."""
    me = require(request, Act.SEE_KNOWLEDGE)
    form = await form_of(request)
    text = form.text("question", longest=LONGEST)
    trial: Trial | None = None
    if form.fine:
        try:
            trial = await parts(request).try_question(me.tenant, me.person, text)
        except (MessageEmpty, MessageTooLong, MessageNotText) as error:
            form.fails("question", str(error))
    return _shown(request, form, trial)


def _shown(request: Asked, form: Form, trial: Trial | None) -> Template:
    quote = None if trial is None else _quote(trial)
    return page(
        request,
        "knowledge_try.html",
        status=200 if form.fine else 422,
        form=form,
        trial=trial,
        verdict=None if trial is None else _verdict(trial),
        quote=quote,
        text=None if quote is None else rendered(quote.text),
        wording=None if trial is None else trial.wording,
        model_cost=None if trial is None else _cost(trial),
    )


def _cost(trial: Trial) -> str:
    if trial.wording is None or trial.wording.worded is None:
        return ""
    usage = trial.wording.worded.answered.usage
    price = "price unknown" if usage.cost is None else f"US$ {usage.cost / 1e6:.6f}"
    return f"{usage.input_tokens:,} + {usage.output_tokens:,} tokens, {price}, {usage.ms / 1000:.1f} s"


def _quote(trial: Trial) -> QuoteFact | None:
    return None if trial.facts.evidence is None else trial.facts.evidence.quote


def _verdict(trial: Trial) -> tuple[str, str]:
    """What would happen, in a few words, and its mood."""
    match trial.decision.outcome:
        case Answer():
            if trial.wording is not None and trial.wording.sent:
                return "The assistant would answer in a model's words", "good"
            return "The assistant would answer with this passage", "good"
        case AskBack():
            return "The assistant would ask back", "accent"
        case Wait():
            return "The assistant would say nothing and wait", ""
        case HandOff(draft=None):
            return "A person would get it", "warn"
        case HandOff():
            return "A person would get it, with this passage as a draft", "warn"
        case _:
            return "The assistant would act", "accent"


KNOWLEDGE_TRY_ROUTES = [try_question]
