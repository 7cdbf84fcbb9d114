"""A message as it reads in a mail: who wrote it, what it rests on, and how to reach a person."""

from collections.abc import Sequence

from handrail.core.conversation.message import AuthorKind, Source
from handrail.core.conversation.texts.catalogue import filled, language_for
from handrail.core.conversation.texts.identity import LETTERS
from handrail.core.conversation.texts.slots import plain


def subject(workspace: str, language: str) -> str:
    """The same for every mail of a conversation, so that mail programs keep them together."""
    return filled(language_for(language).mail.subject, {"workspace": plain(workspace)})


def author(kind: AuthorKind, name: str | None, workspace: str, language: str) -> str:
    """Who the mail is from, in words: a named person, the assistant as such, or the workspace for `system`."""
    house = plain(workspace)
    match kind:
        case AuthorKind.ASSISTANT:
            return f"{language_for(language).mail.assistant}, {house}"
        case AuthorKind.AGENT:
            return f"{plain(name or '') or language_for(language).somebody}, {house}"
        case _:
            return house


def letter_text(
    body: str,
    kind: AuthorKind,
    signed: str,
    sources: Sequence[Source],
    language: str,
    *,
    away: bool = False,
    left_out: Sequence[str] = (),
) -> str:
    """The body first and unaltered. Sources stand below it; an assistant's answer carries its label, a person signs.

    `away`: the customer wrote in chat and had left, and is told why a mail comes. `left_out`: names of files that are too
    large for a mail.
    """
    frame = language_for(language).mail
    parts = [body] if body else []
    if left_out:
        parts.append("\n".join([frame.in_chat, *(f"- {plain(name)}" for name in left_out)]))
    parts += [_sources(frame.sources, sources)] if sources else []
    if kind is AuthorKind.ASSISTANT:
        parts.append(filled(frame.label, {"person": language_for(language).person}))
    if away:
        parts.append(frame.away)
    if kind is not AuthorKind.ASSISTANT:
        parts.append(f"-- \n{signed}")  # the mark by which mail programs know a signature (RFC 3676, 4.3)
    return "\n\n".join(parts)


def code_letter(code: str, workspace: str, language: str) -> tuple[str, str]:
    """Subject and text of the letter with a one-time code."""
    letter, house = LETTERS[language_for(language).code], plain(workspace)
    text = filled(letter.text, {"code": code, "workspace": house})
    return filled(letter.subject, {"workspace": house}), f"{text}\n\n-- \n{house}"


def _sources(heading: str, sources: Sequence[Source]) -> str:
    titles = dict.fromkeys(plain(source.title) for source in sources)
    return "\n".join([f"{heading}:", *(f"- {title}" for title in titles)])
