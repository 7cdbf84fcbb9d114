"""The topics are fitted to what was taught, the fit is in force at once, and an earlier one can come back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.core.understanding.topics.example import Example, Handle
from handrail.core.understanding.topics.fit import NothingToLearn
from handrail.flows.administer import By
from handrail.flows.teach_topics import LanguageOf
from handrail.flows.who_may import need
from handrail.ports import Clock, Desk, NewId, NotFound, Work
from handrail.ports.configuration import ConfigurationsOf
from handrail.ports.taught import ArticleExample, Changed, Fit, FitRows, FitsOf, Fitter, TaughtOf

COMPARED = 300
"""First messages of past conversations on which two fits are compared, beside all that is taught."""


class FitForgotten(IllegalMove):
    """It had learned from words that were erased since."""


class NotEnoughTaught(IllegalMove):
    """There is nothing to tell apart yet."""


@dataclass(frozen=True, slots=True)
class InForce:
    """`version` counts what was published; `fit` None: nothing, so articles alone say what was taught."""

    version: int
    fit: Fit | None


@dataclass(frozen=True, slots=True)
class Learned:
    examples: Sequence[Example]
    conversations: Sequence[UUID]


class FitTopics:
    def __init__(
        self,
        desk: Desk,
        taught: TaughtOf,
        fits: FitsOf,
        configured: ConfigurationsOf,
        fitter: Fitter,
        language_of: LanguageOf,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._desk, self._taught, self._fits, self._configured = desk, taught, fits, configured
        self._fitter, self._language_of = fitter, language_of
        self._clock, self._new_id = clock, new_id

    async def __call__(self, tenant: UUID, by: By) -> Fit:
        """Raises NotAllowed, NotEnoughTaught. The same data as the fit in force is fitted again, to the same result."""
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.CHANGE_TOPICS)
            learned = await self._learned(work)
        began = self._clock()
        try:
            made = await self._fitter(learned.examples)
        except NothingToLearn as nothing:
            raise NotEnoughTaught(str(nothing)) from nothing
        seconds = (self._clock() - began).total_seconds()
        fit = Fit(self._new_id(), made.fitted, by.actor, self._clock(), seconds, made.report)
        async with self._entered(tenant, by) as work:
            await self._fits(work).keep(fit, made.model, learned.conversations)
            await self._publish(work, by, fit)
        return fit

    async def in_force(self, tenant: UUID) -> InForce:
        async with self._desk.as_system(tenant) as work:
            published = await self._configured(work).latest("topics")
            if published is None or published.content.get("fit") is None:
                return InForce(0 if published is None else published.version, None)
            return InForce(published.version, await self._fits(work).get(UUID(published.content["fit"])))

    async def newest(self, tenant: UUID) -> Sequence[Fit]:
        async with self._desk.as_system(tenant) as work:
            return await self._fits(work).newest()

    async def called(self, tenant: UUID, name: str) -> Fit:
        """By the beginning of its name. Raises NotFound."""
        async with self._desk.as_system(tenant) as work:
            return await _called(self._fits(work), name)

    async def roll_back(self, tenant: UUID, by: By, name: str) -> Fit:
        """An earlier fit is in force again, as a new version. Raises NotAllowed, NotFound, FitForgotten."""
        async with self._entered(tenant, by) as work:
            await need(work, by.person, Act.CHANGE_TOPICS)
            fit = await _called(self._fits(work), name)
            if not fit.kept:
                raise FitForgotten(
                    f"Fit {fit.fitted} had learned from words that were erased since. Fit the topics anew."
                )
            await self._publish(work, by, fit, rolled_back=True)
        return fit

    async def compare(self, tenant: UUID, before: str, after: str) -> Sequence[Changed]:
        """Which messages the two judge differently: all that is taught, and what customers wrote first. Raises NotFound,
        FitForgotten."""
        async with self._desk.as_system(tenant) as work:
            models = [await self._model(work, name) for name in (before, after)]
            past = await self._taught(work).first_messages(None, COMPARED)
            texts = [*(await self._learned(work)).examples, *(_unlabelled(one.text, one.language) for one in past)]
        return await self._fitter.compare(models[0], models[1], texts)

    async def forget_outdated(self, tenant: UUID) -> int:
        """Where words that a fit learned from were erased: the topics are fitted without them, and such fits forgotten.
        How many were. Where nothing is left to learn from, articles alone say what was taught."""
        async with self._desk.as_system(tenant) as work:
            outdated = await self._fits(work).outdated()
            if not outdated:
                return 0
            published = await self._configured(work).latest("topics")
        if published is not None and published.content.get("fit") in {str(each) for each in outdated}:
            try:
                await self(tenant, By())
            except NotEnoughTaught:
                async with self._desk.as_system(tenant) as work:
                    await self._publish(work, By(), None)
        async with self._desk.as_system(tenant) as work:
            await self._fits(work).forget(outdated)
        return len(outdated)

    async def _learned(self, work: Work) -> Learned:
        rows = self._taught(work)
        taught, articles = await rows.all(), await rows.from_articles()
        examples = [one.example for one in taught]
        examples += [self._asked(one) for one in articles]
        return Learned(examples, sorted({one.conversation for one in taught if one.conversation is not None}))

    def _asked(self, one: ArticleExample) -> Example:
        """An English article may know how others ask."""
        found = one.language if one.text == one.title else self._language_of(one.text)
        return Example(one.text, one.topic, Handle.ROUTINE, one.language if found == "und" else found)

    async def _model(self, work: Work, name: str) -> bytes:
        fit = await _called(self._fits(work), name)
        model = await self._fits(work).model(fit.id)
        if model is None:
            raise FitForgotten(f"Fit {fit.fitted} had learned from words that were erased since.")
        return model

    async def _publish(self, work: Work, by: By, fit: Fit | None, rolled_back: bool = False) -> None:
        content = {"fit": None if fit is None else str(fit.id), "fitted": None if fit is None else fit.fitted}
        hash_ = b"" if fit is None else bytes.fromhex(fit.fitted)
        published = await self._configured(work).publish("topics", content, "", hash_, by.actor, self._clock())
        kind = "topics_rolled_back" if rolled_back else "topics_fitted"
        data = {**content, "version": published.version}
        if fit is not None:
            data |= {"examples": fit.report.examples, "certified": fit.report.certified}
        await work.record(Event(kind, by.actor, self._clock(), data))

    def _entered(self, tenant: UUID, by: By):
        return self._desk.as_system(tenant) if by.person is None else self._desk.as_staff(tenant, by.person)


async def _called(fits: FitRows, name: str) -> Fit:
    found = await fits.called(name) if name else None
    if found is None:
        raise NotFound(f"There is no fit called “{name}”. `handrail topics report` names them.")
    return found


def _unlabelled(text: str, language: str) -> Example:
    return Example(text, None, Handle.PEOPLE, language)
