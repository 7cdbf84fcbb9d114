"""Words for an answer are asked of a model and held against the passages they cite: every sentence passes, or none of it counts."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

import structlog

from handrail.core.conversation.conversation import Conversation
from handrail.core.conversation.message import AuthorKind, Message, Source
from handrail.core.escalation.facts import Facts, QuoteFact
from handrail.core.escalation.moments.forbidden import Forbidden
from handrail.core.grounding import draft as grounding
from handrail.core.grounding.backing import NOTHING_DONE
from handrail.core.grounding.check import check, compared
from handrail.core.grounding.draft import Draft, SourceKind
from handrail.core.grounding.verdict import Checked, Guard, Policy, Similarity, Verdict
from handrail.core.privacy import RESTORED, bears_token, unmask
from handrail.core.prompting import Origin, Part, Prompt
from handrail.core.prompting.asks import draft_prompt, reply_prompt
from handrail.flows.ask_model import About, Answered, AskModel
from handrail.flows.forbid import ForbidPhrases
from handrail.ports import Languages, Work
from handrail.ports.language_model import LanguageModel, Told
from handrail.ports.model_use import Said, Wording

log = structlog.get_logger()
LAST_WORDS = 12
"""Messages before the turn that a model is shown."""
Compare = Callable[[Sequence[str]], Awaitable[Similarity | None]]
NeverSay = Callable[[str], tuple[Forbidden, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be worded: `passages` in the order of their worth, `thread` oldest first with the customer's turn at its
    end, `heard`: that turn's text."""

    passages: Sequence[QuoteFact]
    thread: Sequence[Message]
    heard: str
    language: str
    purpose: Literal["reply", "draft"] = "reply"


@dataclass(frozen=True, slots=True)
class Worded:
    """`checked` None: nothing came to be checked. `text` None unless everything passed (a draft for an agent: what passed)."""

    prompt: Prompt
    answered: Answered[Draft]
    checked: Checked | None
    text: str | None
    sources: tuple[Source, ...]
    outcome: Said
    because: str


class Word:
    """`compare` embeds texts and says how near two of them are; None: guards go by words alone."""

    def __init__(self, ask: AskModel, languages: Languages, compare: Compare | None = None) -> None:
        self._ask, self._languages, self._compare = ask, languages, compare

    async def __call__(
        self, tenant: UUID, wanted: Wanted, about: About, never_say: NeverSay, *, mask: bool, tried: bool = False
    ) -> Worded:
        """One call of the model, inside no transaction. Keeps and sends nothing but the call's count."""
        prompt = prompt_of(wanted, mask=mask)
        answered = await self._ask(tenant, about, prompt, _ask(wanted), "try" if tried else None)
        if answered.value is None:
            outcome = Said.CANNOT_ANSWER if answered.outcome == "cannot_answer" else Said.FAILED
            return Worded(prompt, answered, None, None, (), outcome, answered.because)
        english = wanted.language == "en"  # the vectors that guards were fitted with know no other language
        texts = compared(answered.value, _sources(wanted.passages)) if english else ()
        similarity = await self._near(texts)
        return judged(wanted, prompt, answered, self._policy(wanted, never_say, similarity))

    async def _near(self, texts: Sequence[str]) -> Similarity | None:
        if self._compare is None or not texts:
            return None
        try:
            return await self._compare(texts)
        except Exception as error:  # guards that go by words alone are the stricter ones
            log.warning("guards.no_vectors", error=type(error).__name__)
            return None

    def _policy(self, wanted: Wanted, never_say: NeverSay, similarity: Similarity | None) -> Policy:
        return Policy(
            similarity=similarity,
            language=wanted.language,
            disclosed=True,  # the chat's label and the letter's last line say that an AI writes
            never_say=never_say,
            heard=wanted.heard,
            language_of=lambda text: self._languages(text).code,
        )


async def never_said_in(forbid: ForbidPhrases | None, work: Work, conversation: Conversation) -> NeverSay:
    """What the moments that stand here forbid; `forbid` None: no register is looked at."""
    return _nothing if forbid is None else await forbid.finder(work, conversation)


def _nothing(text: str) -> tuple[()]:
    return ()


def prompt_of(wanted: Wanted, *, mask: bool) -> Prompt:
    articles = [Part(Origin.ARTICLE, f"a{n}", _text(one)) for n, one in enumerate(wanted.passages, start=1)]
    make = reply_prompt if wanted.purpose == "reply" else draft_prompt
    return make(articles, said_parts(wanted.thread[-LAST_WORDS:]), wanted.language, mask=mask)


def said_parts(thread: Sequence[Message]) -> list[Part]:
    """What customers could read; notes among agents never reach a model."""
    spoken = [one for one in thread if one.body and not one.internal]
    return [
        Part(Origin.CUSTOMER if one.author_kind is AuthorKind.CUSTOMER else Origin.SAID, f"m{n}", one.body or "")
        for n, one in enumerate(spoken, start=1)
    ]


def judged(wanted: Wanted, prompt: Prompt, answered: Answered[Draft], policy: Policy) -> Worded:
    draft = answered.value
    assert draft is not None
    if wanted.purpose == "draft":
        draft = replace(
            draft,
            sentences=tuple(replace(one, text=unmask(one.text, prompt.masks, RESTORED)) for one in draft.sentences),
        )
    checked = without_tokens(check(draft, _sources(wanted.passages), NOTHING_DONE, policy))
    if wanted.purpose == "draft":
        return _draft(wanted, prompt, answered, checked)
    if not checked.passed:
        return Worded(prompt, answered, checked, None, (), Said.STOPPED, _stopped(checked))
    return Worded(
        prompt, answered, checked, checked.draft.text, _cited(wanted.passages, checked.draft), Said.PASSED, ""
    )


def without_tokens(checked: Checked) -> Checked:
    """A token would tell a reader nothing, and repeats that there is something to hide."""
    found = tuple(
        Verdict(Guard.MARKUP, False, place, 0, len(one.text), "It repeats a token that stands for personal data.")
        for place, one in enumerate(checked.draft.sentences)
        if bears_token(one.text)
    )
    return replace(checked, passed=False, verdicts=(*checked.verdicts, *found)) if found else checked


def settled(worded: Worded, began: Wording, now: datetime) -> Wording:
    checked = worded.checked
    return replace(
        began,
        outcome=worded.outcome,
        because=worded.because,
        text=worded.text if checked is None or worded.text is not None else checked.draft.text,
        sources=worded.sources,
        verdicts=() if checked is None else checked.verdicts,
        guards="" if checked is None else checked.version,
        prompts=worded.prompt.version,
        model=worded.answered.usage.model,
        settled_at=now,
    )


def _draft(wanted: Wanted, prompt: Prompt, answered: Answered[Draft], checked: Checked) -> Worded:
    """For an agent: sentences that a guard stopped are dropped; what stopped the whole stops it here too."""
    whole = [one for one in checked.stopped_by if one.sentence is None]
    bad = {one.sentence for one in checked.stopped_by}
    kept = tuple(one for place, one in enumerate(checked.draft.sentences) if place not in bad)
    left = replace(checked.draft, sentences=kept)
    sources = _cited(wanted.passages, left)
    if whole or not sources:
        return Worded(prompt, answered, checked, None, (), Said.STOPPED, _stopped(checked))
    dropped = len(checked.draft.sentences) - len(kept)
    because = (
        "" if not dropped else f"{dropped} of {len(checked.draft.sentences)} sentences had no support and are left out."
    )
    return Worded(prompt, answered, checked, left.text, sources, Said.PASSED, because)


def _stopped(checked: Checked) -> str:
    guards = ", ".join(dict.fromkeys(one.guard.value for one in checked.stopped_by))
    return f"Stopped by: {guards or 'no sentence'}."


def _ask(wanted: Wanted) -> Callable[[LanguageModel, Prompt], Awaitable[Told[Draft]]]:
    if wanted.purpose == "reply":
        return lambda model, prompt: model.write_reply(prompt)
    return lambda model, prompt: model.draft(prompt)


def _text(passage: QuoteFact) -> str:
    return f"{passage.title}\n{passage.text}"


def _sources(passages: Sequence[QuoteFact]) -> list[grounding.Source]:
    return [
        grounding.Source(f"a{n}", SourceKind.PASSAGE, one.title, one.text, language=one.language)
        for n, one in enumerate(passages, start=1)
    ]


def _cited(passages: Sequence[QuoteFact], draft: Draft) -> tuple[Source, ...]:
    """The passages that its sentences rest on, in the order of their worth."""
    names = {name for sentence in draft.sentences for name in sentence.cites}
    return tuple(
        Source(one.article, one.version, one.title, one.text)
        for n, one in enumerate(passages, start=1)
        if f"a{n}" in names
    )


def passages_of(facts: Facts) -> list[QuoteFact]:
    """The quote that would go out, then others of its topic: what its permission covers."""
    evidence = facts.evidence
    if evidence is None or evidence.quote is None:
        return []
    others = (one for one in evidence.others if one.topic == evidence.quote.topic and one.text != evidence.quote.text)
    return [evidence.quote, *others][:4]
