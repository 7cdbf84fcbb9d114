"""The letters that let people in: an invitation and a reset, in plain words, with one address to go to."""

from dataclasses import dataclass
from datetime import timedelta

from handrail.core.access.sessions import Purpose, link_lasts
from handrail.core.conversation.texts.slots import plain


@dataclass(frozen=True, slots=True)
class SignInLetter:
    subject: str
    text: str


def sign_in_letter(purpose: Purpose, name: str, workspace: str, address: str) -> SignInLetter:
    """`address` is the one-time link, whole. Names are set on one line each, whatever they hold."""
    person, where, lasts = plain(name), plain(workspace), in_words(link_lasts(purpose))
    match purpose:
        case Purpose.INVITE:
            subject = f"Your place at the {where} desk"
            says = f"you were invited to answer customers at {where}. Choose a password here to begin:"
            after = "If you did not expect this, ignore it; without the link nobody gets in."
        case Purpose.RESET:
            subject = f"A new password for the {where} desk"
            says = f"somebody asked for a new password for your sign-in at {where}. Choose it here:"
            after = "If it was not you, ignore this letter: your password stays as it is."
    text = f"Hello {person},\n\n{says}\n\n{address}\n\nThe link works once, for {lasts}. {after}\n"
    return SignInLetter(subject, text)


def in_words(length: timedelta) -> str:
    """ "7 days", "1 hour", "3 minutes", "20 seconds": rounded up, so that waiting that long is enough."""
    seconds = max(1, -(-length // timedelta(seconds=1)))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size and (seconds % size == 0 or seconds >= 2 * size):
            return _counted(-(-seconds // size), unit)
    return _counted(seconds, "second") if seconds <= 120 else _counted(-(-seconds // 60), "minute")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
