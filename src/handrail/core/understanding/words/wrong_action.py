"""How customers say that something was done which they did not want."""

# ruff: noqa: E501  (tables of phrases)

WRONG_ACTION = {
    "wrong_action": {
        "en": """
            (you|you've|u) (just )?(cancelled|canceled|booked|deleted|removed|changed|charged|sent|closed|blocked|refunded|ordered|moved|upgraded|switched|cut off) (the|my|it|our|me|all|a) ~ (wrong|not|instead|without|never)
            (wrong|other) (order|account|booking|card|contract|subscription|line|ticket|seat|item|one|appointment|person|address|flight|room|number|file) (was |has been |is |got )?(cancelled|canceled|deleted|blocked|closed|changed|charged|refunded|booked|removed)
            (cancelled|canceled|deleted|blocked|closed|booked|removed|refunded|charged) the wrong
            (i|we) (didn't|did not|never) (ask|asked|want|wanted|say|said|tell|told|order|request) ~ (cancel*|delet*|book*|block*|clos*|chang*|remov*|charg*|refund*|upgrad*)
            (why did you|you just|don't) (cancel*|delet*|block*|clos*|remov*) (it|that|my|the)
        """,
        "de": """
            (falsche|falschen|anderen|andere) (bestellung|konto|buchung|karte|vertrag|termin|ticket|zimmer|artikel) ~ (storniert|geloscht|gesperrt|gekundigt|geandert|gebucht)
            (machen sie das|mach das) ~ (ruckgangig|zuruck)
            (wollte|sollten|habe) ~ (nicht|nie) ~ (storniert|stornieren|loschen|gekundigt|kundigen|sperren|buchen|andern)
        """,
        "fr": """
            (annule|supprime|bloque|ferme|change|modifie|reserve) (la mauvaise|le mauvais|le mauvaise)
            (je n'ai (pas|jamais) demande) ~ (annul*|supprim*|bloqu*|modifi*|chang*)
        """,
        "es": """
            (cancel*|borr*|bloque*|cerr*|cambi*|elimin*) (el|la) (pedido|cuenta|reserva|tarjeta|cita|contrato) (equivocad*|que no)
            (no (pedi|queria|dije)) ~ (cancel*|borr*|bloque*|cerr*|cambi*|elimin*)
        """,
        "pt": """
            (cancel*|apag*|bloque*|fech*|mud*|exclu*) (o|a) (pedido|conta|reserva|cartao|consulta|contrato) (errad*|que nao)
            nao (pedi|queria|falei|mandei) ~ (cancel*|apag*|bloque*|mud*|exclu*)
        """,
        "it": """
            (annullat*|cancellat*|bloccat*|chius*|modificat*) (l'ordine|il conto|la prenotazione|la carta|l'appuntamento) sbagliat*
            non (ho (mai )?chiesto|volevo) ~ (annull*|cancell*|blocc*|modific*)
        """,
        "nl": """
            (verkeerde) (bestelling|rekening|boeking|kaart|afspraak) ~ (geannuleerd|verwijderd|geblokkeerd|gewijzigd)
            (wilde|vroeg|heb) ~ niet ~ (annuleren|geannuleerd|verwijderen|blokkeren|gevraagd)
        """,
        "pl": """
            (anulowan*|usuniet*|zablokowan*|zmienion*) (nie te|nie ten|zla|zly|niewlasciw*)
            nie (prosilem|prosilam|chcialem|chcialam) ~ (anulow*|usun*|zablokow*|zmien*)
        """,
        "tr": """
            (yanlis) (siparis*|hesab*|rezervasyon*|kart*|randevu*) (iptal|sil|kapat|degis|bloke)*
        """,
        "ar": """
            (الغيت|حذفت|قفلت|حظرت|الغيتم) (الطلب|الحساب|الحجز|البطاقه) (الخطا|الغلط)
            (ما|لم) (طلبت|اطلب) ~ (الغاء|حذف|تغيير|قفل)
        """,
        "hi": """
            (गलत) (ऑर्डर|खाता|बुकिंग|कार्ड) ~ (रद्द|कैंसल|डिलीट|ब्लॉक)
        """,
        "ja": """
            (違う|別の|間違った)(注文|予約|口座|カード) ~ (キャンセル|削除|停止|解約|変更)
            (キャンセル|削除|停止|解約|変更) ~ (頼んでいません|頼んでない|していません|お願いしていません)
        """,
        "zh": """
            (取消|删|删除|冻结|关|改)(错|错了)
            (没|没有|并没|不是)(让|叫|要|要求)(你|你们)? ~ (取消|删除|冻结|关闭|改)
        """,
    },
    "undo": {
        "en": """
            (undo|reverse|revert|restore|put) (that|it|this)( back)?( now| please| immediately)?
        """,
        "fr": """
            (annulez|remettez) (ca|cela|comme avant|tout de suite)
        """,
        "es": """
            (deshaga|deshaz|revierta|revierte|deshagan) (eso|esto|lo)
        """,
        "pt": """
            (desfaca|desfaz|reverta) (isso|isto)
        """,
    },
}
"""`undo`: only where it is no question how to do so oneself."""
