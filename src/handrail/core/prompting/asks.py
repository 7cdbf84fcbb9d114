"""The five things a model is asked in this desk, worded here and nowhere else. Whoever changes a word counts VERSION on."""

from collections.abc import Sequence
from typing import Final

from handrail.core.prompting.prompt import Origin, Part, Prompt, prepared

VERSION: Final = "prompts/1"

_WHO: Final = (
    "You help a customer-support desk. You are a machine and never claim to be a person. You have no tools and can do "
    "nothing: you did not refund, book, change, check, send or cancel anything, and you promise nothing. Tokens in square "
    "brackets such as [CARD_1] stand for data you do not need; do not repeat them and do not guess what they are."
)
_REPLY: Final = (
    f"{_WHO}\n\n"
    "Write a short reply to the customer's last words, in the language they wrote in, polite and plain. Use only what the "
    "approved articles say. Each sentence that states anything cites the article it rests on by its name, and states "
    "nothing that is not in that article: no other number, name, date, price, time, condition or step. Keep every number, "
    "name and condition exactly as the article has it. Add no greeting, no signature, no link, no formatting. At most five "
    "sentences. If the articles do not answer the question, say that you cannot answer."
)
_DRAFT: Final = (
    f"{_WHO}\n\n"
    "Write a draft that a support agent will read, change and send, in the language the customer wrote in. Use only what the "
    "approved articles say. Each sentence that states anything cites the article it rests on by its name, and states nothing "
    "that is not in that article. Do not repeat what the customer was told already. No link, no formatting, no signature. At "
    "most eight sentences. If the articles do not help, say that you cannot answer."
)
_SUMMARY: Final = (
    f"{_WHO}\n\n"
    "Sum up a conversation for the agent who takes it over: what the customer wants, what was told or tried, what is open. At "
    "most four lines, each one sentence in English that cites by name every message it rests on. State only what the messages "
    "say, with their own numbers and names. Give no advice and judge nobody."
)
_CHOOSE: Final = (
    f"{_WHO}\n\n"
    + "Choose which one of the numbered choices the customer's last words ask for. Choose none unless they ask clearly."
)
_SLOTS: Final = (
    f"{_WHO}\n\n"
    "Copy the wanted values from what the customer wrote, character by character as they stand there. Leave out a value that "
    "the customer did not give. Never invent, complete, correct or combine values."
)


def reply_prompt(articles: Sequence[Part], said: Sequence[Part], language: str, *, mask: bool = True) -> Prompt:
    """`articles`: approved passages; `said`: the conversation's last messages, oldest first, the customer's turn at the end."""
    task = f"Reply to the customer's last words.{_language(language)}"
    return prepared(Prompt("reply", VERSION, _REPLY, (*articles, *said), task), mask=mask)


def draft_prompt(articles: Sequence[Part], said: Sequence[Part], language: str, *, mask: bool = True) -> Prompt:
    task = f"Draft an answer to the customer's last words.{_language(language)}"
    return prepared(Prompt("draft", VERSION, _DRAFT, (*articles, *said), task), mask=mask)


def summary_prompt(said: Sequence[Part], *, mask: bool = True) -> Prompt:
    """`said`: the whole conversation as it is to be summed up, oldest first."""
    return prepared(Prompt("summary", VERSION, _SUMMARY, tuple(said), "Sum up the conversation."), mask=mask)


def choose_prompt(choices: Sequence[str], said: Sequence[Part], *, mask: bool = True) -> Prompt:
    """`choices`: what each typed action does, in the desk's own words; they are numbered from 1."""
    listed = tuple(Part(Origin.CHOICE, f"choice{number}", text) for number, text in enumerate(choices, start=1))
    task = f"Which choice, 1 to {len(choices)}, do the customer's last words ask for? 0 if none."
    return prepared(Prompt("choose", VERSION, _CHOOSE, (*listed, *said), task), mask=mask)


def slots_prompt(wanted: Sequence[tuple[str, str]], said: Sequence[Part]) -> Prompt:
    """`wanted`: (name, what it is), ours. Code validates every value, so numbers are masked here as everywhere."""
    listed = "; ".join(f"{name}: {what}" for name, what in wanted)
    return prepared(Prompt("slots", VERSION, _SLOTS, tuple(said), f"The wanted values: {listed}."))


def _language(code: str) -> str:
    return "" if code in ("", "und") else f" The reply is in the language with the code {code}."
