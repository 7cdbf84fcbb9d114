"""A lead signs what a customer reads in a grave moment, language by language; only then is it ever sent."""

from collections.abc import Sequence
from uuid import UUID

from handrail.core.access.roles import Act
from handrail.core.conversation.moves import IllegalMove
from handrail.core.log.chain import Event
from handrail.flows.register_in_force import RegisterInForce
from handrail.flows.who_may import person_who_may
from handrail.ports import Clock, Desk, NewId, NotFound
from handrail.ports.fixed_texts import Signature, SignaturesOf


class SignedAlready(IllegalMove):
    """These words are signed."""


class SignText:
    def __init__(
        self, desk: Desk, signatures: SignaturesOf, in_force: RegisterInForce, clock: Clock, new_id: NewId
    ) -> None:
        self._desk, self._signatures, self._in_force = desk, signatures, in_force
        self._clock, self._new_id = clock, new_id

    async def __call__(
        self, tenant: UUID, by: UUID, moment: str, language: str, *, words: str | None = None
    ) -> Signature:
        """Signs the words that the register in force has now. `words`: what the lead had before them; raises IllegalMove
        when the register says something else meanwhile. Raises NotAllowed, NotFound, SignedAlready."""
        async with self._desk.as_staff(tenant, by) as work:
            person = await person_who_may(work, by, Act.CHANGE_MOMENTS)
            current = await self._in_force.within(work)
            row = current.register.moments.get(moment)
            text = None if row is None else row.texts.get(language)
            if row is None or text is None:
                raise NotFound(f"The register has no fixed text of “{moment}” in “{language}”.")
            if words is not None and words != text.text:
                raise IllegalMove("The text was changed meanwhile: read it again before you sign.")
            now = self._clock()
            signature = Signature(self._new_id(), moment, language, text.text, current.mark, by, person.name, now)
            if not await self._signatures(work).sign(signature):
                raise SignedAlready(f"This text is signed already, by {text.reviewed_by or person.name}.")
            data = {"moment": moment, "language": language, "register": current.mark, "signature": str(signature.id)}
            await work.record(Event("fixed_text_signed", f"agent:{by}", now, data))
        return signature

    async def every(self, tenant: UUID, by: UUID, languages: Sequence[str]) -> int:
        """All texts of these languages that nobody has signed yet; how many. Raises NotAllowed."""
        register = (await self._in_force(tenant)).register
        wanted = [
            (moment.slug, language)
            for moment in register.moments.values()
            for language, text in moment.texts.items()
            if language in languages and text.reviewed_by is None
        ]
        for moment, language in wanted:
            await self(tenant, by, moment, language)
        return len(wanted)

    async def withdraw(self, tenant: UUID, by: UUID, moment: str, language: str) -> None:
        """From now on nothing is said in this language of this moment. Raises NotAllowed, NotFound."""
        async with self._desk.as_staff(tenant, by) as work:
            await person_who_may(work, by, Act.CHANGE_MOMENTS)
            now = self._clock()
            if not await self._signatures(work).withdraw(moment, language, by, now):
                raise NotFound(f"Nobody has signed the text of “{moment}” in “{language}”.")
            data = {"moment": moment, "language": language}
            await work.record(Event("fixed_text_withdrawn", f"agent:{by}", now, data))
