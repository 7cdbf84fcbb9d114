"""How customers say that they came back about the same thing."""

# ruff: noqa: E501  (tables of phrases)

_SECOND = {
    "en": """
        (contacted|wrote|written|called|emailed|e-mailed|messaged|chatted|spoke|asked|reported|phoned|rang|raised|opened|complained) ~ (last (week|month|time|year)|yesterday|on (monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(days|weeks|months|hours) ago|before|already|earlier|the other day|twice|previously|about (this|it)|in (january|february|march|april|may|june|july|august|september|october|november|december))
        (follow(ing)? up|chasing up|as per my (last|previous)|my (last|previous|earlier|first|other) (message|email|e-mail|chat|ticket|call|complaint|contact|conversation)|(second|2nd) (time|ticket|message|email|chat|call|attempt|complaint) ~ (contact*|write|writing|ask*|about|this|in)?|still no (reply|answer|response)|nobody (replied|answered|got back|came back|called back)|no one (replied|answered|got back|called back)|back (again )?about|same (issue|problem) (again|as (last|before))|the time before|was closed ~ (again|without|not by me)|reopen|re-open)
    """,
    "de": """
        (habe|hab|hatte) ~ (letzte woche|letzten monat|gestern|vorgestern|vor (\\d+|einer|zwei|drei|einigen) (tagen|woche|wochen|monaten)|schon (einmal|mal)|bereits|am (montag|dienstag|mittwoch|donnerstag|freitag)) ~ (geschrieben|kontaktiert|angerufen|gemeldet|gefragt|reklamiert|telefoniert|gesprochen)
        (meine (letzte|vorherige|erste|fruhere) (nachricht|mail|e-mail|anfrage|beschwerde)|(zweite|2.) (nachricht|mail|anfrage|ticket|anruf|mal)|keine (antwort|ruckmeldung) (bekommen|erhalten)|niemand hat (sich gemeldet|geantwortet|zuruckgerufen)|nachfassen|wieder wegen)
    """,
    "fr": """
        (ai|avais|avons) ~ (contacte*|ecrit|appele*|telephone|signale|parle) ~ (semaine derniere|mois dernier|hier|il y a|deja|lundi|mardi|mercredi|jeudi|vendredi)
        (mon (dernier|precedent|premier) (message|mail|e-mail|appel)|ma (derniere|precedente) (demande|reclamation)|(deuxieme|2e|second) (message|mail|appel|fois|demande)|toujours (pas de|sans) reponse|personne ne m'a (repondu|rappele)|je reviens vers|je relance)
    """,
    "es": """
        (escribi|contacte|llame|hable|pregunte|reclame|me comunique|he (escrito|llamado|contactado)) ~ (semana pasada|mes pasado|ayer|hace|ya|antes|el (lunes|martes|miercoles|jueves|viernes))
        (mi (ultimo|anterior|primer) (mensaje|correo|llamada|ticket)|(segundo|segunda) (mensaje|vez|correo|llamada|ticket)|sigo sin (respuesta|contestacion)|nadie me (respondio|ha respondido|llamo|contesto)|vuelvo a (escribir|contactar|llamar))
    """,
    "pt": """
        (escrevi|contatei|contactei|liguei|falei|perguntei|reclamei|entrei em contato) ~ (semana passada|mes passado|ontem|ha|faz|ja|antes|na (segunda|terca|quarta|quinta|sexta))
        (minha (ultima|anterior|primeira) (mensagem|ligacao|reclamacao)|meu (ultimo|primeiro) (email|contato|chamado)|(segundo|segunda) (mensagem|vez|email|contato|ligacao|chamado)|continuo sem resposta|ninguem me (respondeu|retornou|ligou)|volto a (escrever|contatar))
    """,
    "it": """
        (scritto|contattat*|chiamato|telefonato|parlato|chiesto|segnalato) ~ (settimana scorsa|mese scorso|ieri|fa|gia|prima|lunedi|martedi|mercoledi|giovedi|venerdi)
        (mio (ultimo|precedente|primo) (messaggio|ticket)|mia (ultima|precedente) (mail|email|richiesta|chiamata)|(secondo|seconda) (messaggio|volta|mail|chiamata|richiesta)|ancora nessuna risposta|nessuno mi ha (risposto|richiamato)|torno a (scrivere|contattare))
    """,
    "nl": """
        (heb|had) ~ (vorige week|vorige maand|gisteren|eerder|al|dagen geleden|weken geleden|maandag|dinsdag|woensdag|donderdag|vrijdag) ~ (geschreven|gemaild|gebeld|contact|gevraagd|gesproken|gemeld)
        (mijn (vorige|laatste|eerdere|eerste) (bericht|mail|vraag|klacht)|(tweede|2e) (bericht|mail|keer|ticket|melding)|nog (steeds )?geen (antwoord|reactie)|niemand heeft (gereageerd|teruggebeld|geantwoord)|kom terug op)
    """,
    "pl": """
        (pisalem|pisalam|dzwonilem|dzwonilam|kontaktowalem|kontaktowalam|zglaszalem|zglaszalam|pytalem|pytalam) ~ (tydzien temu|tygodniu|miesiac temu|wczoraj|temu|juz|wczesniej|w (poniedzialek|wtorek|srode|czwartek|piatek))
        (moj* (ostatni*|poprzedni*|pierwsz*) (wiadomosc|mail|zgloszenie|rozmow*)|(drugi|druga|drugie) (raz|wiadomosc|mail|zgloszenie)|nadal bez odpowiedzi|nikt (mi )?nie (odpisal|odpowiedzial|oddzwonil)|wracam do sprawy)
    """,
    "sv": """
        (skrev|kontaktade|ringde|mejlade|fragade|har (skrivit|kontaktat|ringt|mejlat)) ~ (forra veckan|forra manaden|igar|sedan|redan|tidigare|i (mandags|tisdags|onsdags|torsdags|fredags))
        (mitt (forra|senaste|forsta) (meddelande|mejl|arende)|andra (gangen|mejlet|arendet)|fortfarande inget svar|ingen har (svarat|ringt))
    """,
    "tr": """
        (gecen (hafta|ay)|dun|daha once|onceki gun|(\\d+|bir|iki|uc) (gun|hafta|ay) once) ~ (yazmistim|yazdim|aramistim|aradim|sormustum|basvurmustum|iletmistim|bildirmistim|iletisime)
        (onceki (mesajim|talebim|basvurum)|ikinci (kez|defa|mesaj*|basvuru*)|hala cevap (yok|alamadim|gelmedi)|kimse (donmedi|aramadi|cevap vermedi)|tekrar yaziyorum)
    """,
    "ar": """
        (تواصلت|كتبت|اتصلت|راسلت*|ارسلت|سالت|كلمت*) ~ (الاسبوع الماضي|الشهر الماضي|امس|قبل|من قبل|سابقا|يوم)
        (رسالتي (السابقه|الاخيره|الاولى)|(ثاني|للمره الثانيه) (مره|رساله)?|بدون رد|لم يرد (علي )?احد|ما رد علي احد|ما حد رد)
    """,
    "hi": """
        (पिछले (हफ्ते|महीने)|कल|पहले भी|(दो|तीन|चार|\\d+) (दिन|हफ्ते) पहले) ~ (लिखा|संपर्क|कॉल|मेल|शिकायत|बात)
        (पिछला (मैसेज|मेल)|पिछली शिकायत|दूसरी बार|अभी तक कोई जवाब|किसी ने जवाब नहीं|फिर से लिख)
    """,
    "ja": """
        (先週|先月|昨日|先日|前回|以前|\\d+日前|数日前) ~ (問い合わせ|連絡|メール|電話|相談|お伝え|質問|チャット)
        (前回の(件|続き|メール|問い合わせ)|(2|二)(度|回)目の(問い合わせ|連絡|メール)|まだ返(信|事)が|返(信|事)がありません|再度(ご)?連絡)
    """,
    "zh": """
        (上周|上星期|上个月|昨天|前天|之前|上次|前几天|几天前|\\d+天前) ~ (联系|反映|咨询|问过|打过|发过|写过|投诉|找过|说过|提交)
        (上(次|一次)的(问题|工单|邮件)|第二次(联系|投诉|反映|来|问)|没人(回复|联系|给我回)|还没(有)?(回复|人联系)|再次(联系|反映))
    """,
}

_THIRD = {
    "en": """
        (third|3rd|fourth|4th|fifth|5th|sixth|\\dth|umpteenth|hundredth|nth|\\d\\dth) (time|ticket|message|email|e-mail|chat|call|contact|attempt|request|complaint|conversation) ~ (contact*|writ*|call*|ask*|about|chas*|i've|i have|i'm|i am|this|the same|on this|regarding|for)
        (third|3rd|fourth|4th|fifth|5th) (ticket|message|email|e-mail|chat|call|contact|complaint|conversation|request)
        (contacted|written|called|emailed|messaged|asked|rang|phoned|complained|reported) ~ (three|four|five|six|several|many|countless|\\d+|multiple|a dozen) times
        (three|four|five|six|multiple|several) (tickets|emails|e-mails|calls|chats|messages|complaints|contacts|conversations|people|agents|colleagues)
        a (third|fourth|fifth) one ~ (same|for the)
        (keep|keep having to|have to keep) (contacting|writing|calling|chasing|asking)
    """,
    "de": """
        (drittes|dritte|dritten|dritter|viertes|vierte|vierten|funfte*|3.|4.|5.|x-te) (mal|nachricht|mail|e-mail|anfrage|anruf|ticket|kontakt|beschwerde|versuch)
        (dreimal|viermal|funfmal|mehrfach|mehrmals|zigmal|schon drei mal) ~ (geschrieben|angerufen|kontaktiert|gemeldet|gefragt|reklamiert)
        (drei|vier|funf|mehrere) (tickets|mails|e-mails|anrufe|nachrichten|anfragen|mitarbeiter*)
    """,
    "fr": """
        (troisieme|quatrieme|cinquieme|enieme|3e|4e) (fois|message|mail|e-mail|appel|demande|ticket|contact|reclamation|relance)
        (trois|quatre|cinq|plusieurs) (fois|mails|messages|appels|demandes|tickets) ~ (contact*|ecri*|appel*|relanc*|sans|meme)
    """,
    "es": """
        (tercera|tercer|cuarta|cuarto|quinta|quinto|enesima|3a|3ra) (vez|mensaje|correo|llamada|ticket|contacto|reclamacion|queja)
        (tres|cuatro|cinco|varias) (veces|llamadas|correos|mensajes|tickets) ~ (escri*|llam*|contact*|reclam*|mismo|misma|sin)
    """,
    "pt": """
        (terceira|terceiro|quarta|quarto|quinta|enesima|3a) (vez|mensagem|email|ligacao|chamado|contato|reclamacao|protocolo)
        (tres|quatro|cinco|varias) (vezes|ligacoes|mensagens|chamados|protocolos)
    """,
    "it": """
        (terza|terzo|quarta|quarto|quinta|ennesima|ennesimo|3a) (volta|messaggio|mail|chiamata|ticket|richiesta|segnalazione|reclamo)
        (tre|quattro|cinque|diverse) (volte|mail|chiamate|messaggi|ticket|segnalazioni) ~ (scri*|chiam*|contatt*|stess*|senza)
    """,
    "nl": """
        (derde|vierde|vijfde|zoveelste|3e|4e) (keer|bericht|mail|belletje|ticket|contact|klacht|melding)
        (drie|vier|vijf|meerdere) (keer|mails|berichten|tickets|telefoontjes) ~ (contact|gebeld|gemaild|geschreven|zelfde)
    """,
    "pl": """
        (trzeci|trzecia|trzecie|czwart*|piat*|kolejn*|enty) (raz|wiadomosc|mail|zgloszenie|telefon|kontakt|reklamacj*)
        (trzy|cztery|kilka|piec) (razy|maili|zgloszen|zgloszenia|telefonow|wiadomosci)
    """,
    "sv": """
        (tredje|fjarde|femte) (gangen|meddelandet|mejlet|samtalet|arendet)
    """,
    "tr": """
        (ucuncu|dorduncu|besinci|kacinci) (kez|defa|kere|mesaj*|basvuru*|talep*|arama*)
        (uc|dort|bes) (kez|defa|kere) ~ (yazdim|aradim|basvurdum|sordum)
    """,
    "ar": """
        (للمره|المره) (الثالثه|الرابعه|الخامسه|العاشره)
        (ثالث|رابع|خامس) (مره|رساله|تذكره|اتصال|تواصل)
        (ثلاث|اربع|خمس) (مرات|رسائل|اتصالات)
    """,
    "hi": """
        (तीसरी|चौथी|पांचवीं|पाँचवीं) (बार|शिकायत|कॉल|मैसेज)
        (तीन|चार|पांच|कई) बार (लिख|कॉल|संपर्क|शिकायत|बता|फोन)
    """,
    "ja": """
        (三|四|五|3|4|5)(度|回)目
        (三|四|3|4)(回|度)も?(問い合わせ|連絡|電話|メール)
        何(度|回)も(問い合わせ|連絡|電話|メール)
    """,
    "zh": """
        第(三|四|五|六|n|3|4|5|6)(次|遍|回)
        (三|四|五|3|4|5|好几|无数)(次|遍|回)(联系|投诉|反映|打电话|找你|问)
        (联系|投诉|反映|打电话|找|问)(了|过)?你?们?(三|四|五|3|4|5|好几|无数)(次|遍|回)
    """,
}

COMING_BACK = {"second": _SECOND, "third": _THIRD}
