"""Greetings, thanks and "are you a machine?": turns that need a courtesy, not knowledge and not yet a person."""

import re
import unicodedata
from enum import StrEnum


class SmallTalk(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    ARE_YOU_AI = "are_you_ai"


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().strip())
    latin = "".join(c for c in decomposed if not ("̀" <= c <= "ͯ"))
    return unicodedata.normalize("NFKC", latin)


def _phrases(listed: str) -> frozenset[str]:
    """Phrases as compared: words joined by underscores, accents removed. `\\w` takes no combining vowel signs, so each
    phrase goes through the same steps as a message."""
    return frozenset(_key(phrase.replace("_", " ")) for phrase in listed.split())


def _key(text: str) -> str:
    return "_".join(re.findall(r"\w+", _plain(text)))


_GREETINGS = _phrases(
    """hi hello hey heya hiya good_morning good_afternoon good_evening hi_there hello_there hey_there
    hola buenas buenos_dias buenas_tardes buenas_noches ola oi bom_dia boa_tarde boa_noite
    bonjour bonsoir salut coucou hallo guten_tag guten_morgen guten_abend moin servus gruezi
    ciao salve buongiorno buonasera goedemorgen goedemiddag hoi hej hejsan god_morgen god_dag hei moi terve
    czesc dzien_dobry dobry_den ahoj szia jo_napot buna buna_ziua zdravo zdraveite merhaba selam
    привет здравствуйте добрый_день вітаю γεια γεια_σας שלום مرحبا السلام_عليكم سلام नमस्ते হ্যালো வணக்கம் สวัสดี
    xin_chao halo selamat_pagi kumusta こんにちは 안녕하세요 你好 您好"""
)
_THANKS = _phrases(
    """thanks thank_you thx ty cheers many_thanks thanks_a_lot thank_you_very_much ok_thanks great_thanks perfect_thanks
    gracias muchas_gracias obrigado obrigada merci merci_beaucoup danke vielen_dank danke_schon grazie mille_grazie
    bedankt dank_je tack takk tak kiitos dziekuje dekuji koszonom multumesc hvala tesekkurler спасибо дякую ευχαριστω
    תודה شكرا ممنون धन्यवाद ধন্যবাদ நன்றி ขอบคุณ cam_on terima_kasih salamat ありがとう 감사합니다 谢谢 謝謝"""
)
_ARE_YOU_AI = re.compile(
    r"""^(?:hi|hello|hey)?\W*(?:wait\W+)?(?:
      (?:are|r)\s+(?:you|u)\s+(?:an?\s+|even\s+|really\s+)*(?:human|bot|robot|machine|ai|real(?:\s+person)?|person|computer|chatbot)
      | am\s+i\s+(?:talking|speaking|chatting)\s+(?:to|with)\s+an?\s+(?:human|bot|robot|machine|ai|real\s+person|person|computer)
      | is\s+this\s+an?\s+(?:bot|robot|machine|ai|human|real\s+person|chatbot)
      | (?:eres|es\s+usted)\s+(?:una?\s+)?(?:robot|bot|maquina|humano|persona(?:\s+real)?)
      | (?:bist\s+du|sind\s+sie)\s+ein(?:e)?\s+(?:mensch|roboter|bot|maschine|ki)
      | (?:es[\s-]tu|etes[\s-]vous)\s+une?\s+(?:humain|robot|machine|ia|bot)
      )\b.{0,30}$""",
    re.VERBOSE,
)


def small_talk(text: str) -> SmallTalk | None:
    """Which courtesy the whole message is, if it is nothing else. A greeting followed by a question is not one."""
    if len(text) > 120:
        return None
    plain = _plain(text)
    if _ARE_YOU_AI.match(plain):
        return SmallTalk.ARE_YOU_AI
    key = _key(text)
    if key in _GREETINGS:
        return SmallTalk.GREETING
    return SmallTalk.THANKS if key in _THANKS else None
