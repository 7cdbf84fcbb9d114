"""Yes, no, never mind, and whether somebody asks instead of answering: the few words that every playbook listens for."""

import re
import unicodedata
from typing import Final


def _phrases(listed: str) -> frozenset[str]:
    """Words of a phrase are joined by underscores, without accents."""
    return frozenset(listed.split())


YES: Final = _phrases(
    """yes y yep yeah yup sure ok okay correct right please_do yes_please of_course confirm confirmed i_confirm
    that_works ja jawohl klar gerne genau richtig stimmt bitte ja_bitte einverstanden bestatigt passt oui ouais
    d_accord bien_sur exact exactement je_confirme c_est_bon volontiers oui_merci si claro correcto vale
    de_acuerdo por_supuesto confirmo exacto si_por_favor sim certo isso va_bene certo esatto ja_graag klopt tak
    jasne"""
)
NO: Final = _phrases(
    """no n nope nah not_really no_thanks no_thank_you it_does_not it_doesn_t still_not not_yet nein nee ne nicht
    leider_nicht nein_danke noch_nicht non pas_encore non_merci pas_du_tout no_gracias todavia_no nao ainda_nao
    nie nej"""
)
LEAVES: Final = _phrases(
    """never_mind nevermind no_never_mind leave_it drop_it stop_this i_changed_my_mind changed_my_mind
    not_needed_any_more vergiss_es vergessen_sie_es egal schon_gut lassen_wir_das lass_es hat_sich_erledigt
    ich_habe_es_mir_anders_uberlegt laisse_tomber laissez_tomber peu_importe tant_pis ce_n_est_plus_la_peine
    j_ai_change_d_avis dejalo dejelo olvidalo olvidelo no_importa da_igual he_cambiado_de_opinion
    ya_no_hace_falta deixa_pra_la esquece lascia_stare laat_maar"""
)
_FILLERS: Final = _phrases(
    """please thanks thank you then oh well ah um hmm it i it_s bitte danke dann also ach merci alors svp por
    favor gracias entonces pues does did is has do the that works helped es das hat war funktioniert sirve
    fonctionne marche"""
)
_ASKS: Final = re.compile(
    r"[?？؟¿]|^(?:what|how|why|when|where|who|which|can|could|do|does|is|are|will|may|should|tell me|i want to know|i wonder|"
    r"was|wie|warum|wieso|wann|wo|wer|welche\w*|kann|konnen|konnt\w*|gibt|ist|sind|sagen sie|"
    r"quoi|que|quel\w*|comment|pourquoi|quand|qui|puis je|pouvez|est ce|"
    r"como|cuando|cuanto|donde|por que|quien|cual\w*|puedo|puede|pueden|hay)\b"
)


def plain_words(text: str) -> tuple[str, ...]:
    """Lower case, without accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text[:2_000].casefold())
    return tuple(re.findall(r"\w+", "".join(char for char in decomposed if not unicodedata.combining(char))))


def says_yes_or_no(text: str) -> bool | None:
    """What a short answer says; None for anything longer, for both, and for neither."""
    words = plain_words(text)
    if not words or len(words) > 8:
        return None
    yes, no = _says(words, YES), _says(words, NO)
    if yes == no:  # "no, yes": whoever says both is asked once more
        return None
    return yes


def leaves(text: str) -> bool:
    """“Never mind”, and hardly anything else."""
    words = plain_words(text)
    return 0 < len(words) <= 8 and _says(words, LEAVES)


def asks(text: str) -> bool:
    """It asks something, or begins as questions do."""
    return bool(_ASKS.search(text) or _ASKS.search(" ".join(plain_words(text))))


def says(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """The phrase stands in these words, as whole words in a row."""
    return bool(phrase) and any(words[n : n + len(phrase)] == phrase for n in range(len(words) - len(phrase) + 1))


def _says(words: tuple[str, ...], phrases: frozenset[str]) -> bool:
    whole = "_".join(words)
    if whole in phrases:
        return True
    kept = [one for one in words if one not in _FILLERS]
    if "_".join(kept) in phrases:
        return True
    return any(words[0] == one or "_".join(words[:2]) == one or "_".join(words[:3]) == one for one in phrases)
