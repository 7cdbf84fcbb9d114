"""The customer's own sentences: which one states the problem, what they want, since when, what is open."""

import re
from collections.abc import Iterable, Sequence

from handrail.core.handoff.packet import Quote
from handrail.core.handoff.plain import plain, visible

_END = re.compile(r"(?<=[.!?…。？！])[\"'”»)]*\s+|\n+|(?<=[。？！])")
_TROUBLE = re.compile(
    r"\b(?:not|n't|no|never|can'?t|cannot|won'?t|didn'?t|doesn'?t|isn'?t|still|wrong|broken|missing|late|"
    r"lost|failed?|fails|failing|error|"
    r"problem|issue|charged|twice|stuck|damaged|refund|cancel|dead|stolen|"
    r"nicht|kein\w*|nie|falsch\w*|kaputt|fehlt|verloren|problem|"
    r"pas|jamais|rien|cassée?|manque|erreur|problème|perdue?|"
    r"nunca|falta|roto|rota|error|problema|perdí|não|nunca|errado|quebrado|perdi|"
    r"non|mai|manca|rotto|sbagliat\w*|perso)\b|n[’']t\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:i want|i'd like|i would like|i need|we need|please|can you|could you|i'd rather|ich möchte|ich "
    r"will|ich brauche|bitte|"
    r"je voudrais|je veux|j'aimerais|s'il vous plaît|quiero|quisiera|necesito|por favor|quero|gostaria|"
    r"preciso|vorrei|voglio|ho bisogno|ik wil|graag)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|for (?:the (?:last|past) )?(?:\d+|two|three|four|five|six|several|a few) (?:minutes|"
    r"hours|days|weeks|months)|seit|depuis|desde|da (?:ieri|quando|\w+ giorni)|sinds)\b",
    re.IGNORECASE,
)
_DID_ALREADY = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have)?(?: already)? (?:tried|restarted|rebooted|reset|reinstalled|checked|"
    r"cleared|replaced|updated|unplugged)|already (?:tried|restarted|did|done)|"
    r"(?:restarted|tried) (?:it |the \w+ )?(?:once|twice|again|three times|several times)|"
    r"schon (?:versucht|probiert|neu gestartet)|déjà (?:essayé|redémarré)|ya (?:intenté|probé|reinicié)|"
    r"já (?:tentei|reiniciei)|ho già (?:provato|riavviato))\b",
    re.IGNORECASE,
)
_PERSON_WISH = re.compile(
    r"\b(?:human|(?:real |live )?person|agent|representative|operator|somebody|someone|advisor|mensch\w*|"
    r"mitarbeiter\w*|jemand\w*|humain|conseiller|quelqu'un|"
    r"persona|humano|alguien|agente|pessoa|alguém|atendente|operatore|qualcuno|medewerker|iemand)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|hallo|guten \w+|bonjour|hola|olá|ciao|"
    r"buongiorno|dear \w+|thanks?|thank you|danke|merci|gracias|ok(?:ay)?|yes|no)\b[\s\w,!.]{0,20}$",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:(?:i|we)(?:'ll| will| am going to| are going to)|(?:i|we) promise|you(?:'ll| will) (?:get|"
    r"receive|have|hear)|"
    r"(?:ich|wir) (?:werde|werden)|sie erhalten|nous allons|vous recevrez|le (?:enviaremos|llamaremos)|"
    r"recibirá|enviaremos|receberá|riceverà|le invieremo)\b",
    re.IGNORECASE,
)
_ASKS = ("?", "？", "؟")
SENTENCE_BYTES = 320


def split(said: Iterable[Quote]) -> tuple[Quote, ...]:
    """Each message as its visible sentences, made plain: at most 40 from the first 4,000 characters of
    each."""
    return tuple(
        Quote(plain(sentence, SENTENCE_BYTES), one.message) for one in said for sentence in _sentences(one.text)
    )


def problem(said: Sequence[Quote]) -> Quote | None:
    """The sentence that best states the problem; of equals the earliest. A wish for a person alone comes
    last."""
    if not said:
        return None
    return said[max(range(len(said)), key=lambda place: (_score(said[place].text, place), -place))]


def desired_outcome(said: Iterable[Quote]) -> Quote | None:
    """What the customer said last that they want, a person apart."""
    wishes = [one for one in said if _WANTS.search(one.text) and not _PERSON_WISH.search(one.text)]
    return wishes[-1] if wishes else None


def since_when(said: Iterable[Quote]) -> Quote | None:
    return next((one for one in said if _SINCE.search(one.text)), None)


def done_by_customer(said: Iterable[Quote]) -> list[Quote]:
    """What the customer says they tried themselves."""
    return [one for one in said if _DID_ALREADY.search(one.text)]


def questions(said: Iterable[Quote]) -> list[Quote]:
    return [one for one in said if one.text.endswith(_ASKS) and not _PERSON_WISH.search(one.text)]


def commitments(said: Iterable[Quote]) -> list[Quote]:
    """What was announced to the customer in so many words: "I will", "you'll receive"."""
    return [one for one in said if _WILL.search(one.text) and not one.text.endswith(_ASKS)]


def _sentences(text: str) -> list[str]:
    return [kept for part in _END.split(text[:4_000])[:120] if (kept := visible(part))][:40]


def _score(sentence: str, place: int) -> float:
    """Trouble words, a middling length and an early place speak for a sentence; greetings and bare
    wishes do not."""
    words = len(sentence.split()) if " " in sentence else len(sentence) / 3
    score = 2.0 * bool(_TROUBLE.search(sentence)) + 0.5 * bool(re.search(r"\d", sentence))
    score += 1.0 if 4 <= words <= 40 else -1.0
    score += 0.5 * sentence.endswith("?") - 0.1 * min(place, 20)
    score -= 4.0 * bool(_GREETING.match(sentence))
    return score - 3.0 * bool(_PERSON_WISH.search(sentence) and not _TROUBLE.search(sentence))
