"""Greetings, thanks, regrets and "I do not know" that claim nothing, and questions that claim something."""

# ruff: noqa: E501  (tables of phrases)

import re

GREETINGS = (
    "hello|hi|hey|good (?:morning|afternoon|evening|day)|dear|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir"
    "|chère?|hola|buenos días|buenas (?:tardes|noches)|estimad[oa]|ciao|salve|buongiorno|buonasera|gentile|goedemorgen|goedemiddag"
    "|goedenavond|goedendag|beste|olá|bom dia|boa (?:tarde|noite)|car[oa]|dzień dobry|dobry wieczór|cześć|hej|god (?:morgon|dag|kväll)"
    "|merhaba|iyi günler|مرحبا|أهلا|السلام عليكم|こんにちは|おはようございます|こんばんは"
)
WHOLE = (
    # English
    "(?:many )?thanks?(?: you)?(?: (?:so|very) much| a lot)?",
    "thank you(?: (?:so|very) much)?(?: for (?:your (?:message|patience|question|mail|e-?mail|reply|answer|understanding|help|time)|"
    "(?:writing|waiting|asking|reaching out|contacting us|getting in touch|letting (?:me|us) know|telling (?:me|us)|that|this)))?",
    "(?:i(?:'m| am)|we(?:'re| are)) (?:very |so |really )?sorry(?: (?:to hear (?:that|this|about this)|about that|about this|for (?:that|this|the (?:trouble|wait|delay|"
    "inconvenience|confusion|misunderstanding))))?",
    "sorry(?: (?:about|for) (?:that|this|the (?:trouble|wait|delay|inconvenience|confusion)))?",
    "(?:i|we) (?:understand|see)|i(?:'m| am) happy to help|happy to help|you(?:'re| are) (?:very )?welcome|got it|understood|noted",
    "(?:i|we) (?:hope|trust) (?:that |this )?(?:this )?helps|hope (?:that|this) helps",
    "(?:please )?(?:just )?let me know if (?:you (?:have|need) (?:any(?:thing)? (?:other |further |more )?(?:questions|help)|anything else|more help|further help)|there is anything else)",
    "(?:have a (?:nice|good|great) (?:day|evening|weekend)|take care|(?:kind|best|warm) regards|best wishes|yours sincerely|bye|goodbye)",
    "(?:i'm sorry,? (?:but )?|sorry,? (?:but )?|unfortunately,? )?(?:i (?:do not|don't|cannot|can't|could not|couldn't) (?:know|know (?:that|this)|find (?:that|this|an answer(?: to "
    "(?:that|this))?)|tell|say)|(?:our|the) (?:articles|documents|help pages) do(?: not|n't) (?:say|tell|cover) (?:that|this))(?: (?:from|in) (?:our|the) (?:articles|documents|help pages))?",
    "(?:here is|this is) what (?:our|the) (?:articles|article|documents|help pages?) says?",
    "i(?:'m| am) (?:an? )?(?:ai|automated|virtual) assistant",
    # German
    "(?:vielen |herzlichen )?dank(?:e)?(?: (?:schön|sehr|für (?:ihre|deine) (?:nachricht|geduld|frage|anfrage|rückmeldung|antwort|e-?mail)))?",
    "(?:es|das) tut (?:mir|uns) (?:sehr )?leid|(?:ich|wir) verstehen?|gern(?:e)? geschehen|mit freundlichen grüßen|viele grüße|freundliche grüße|alles gute|auf wiedersehen"
    "|einen schönen (?:tag|abend)(?: noch)?|(?:ich hoffe,? )?das hilft(?: ihnen| dir)?(?: weiter)?|das (?:weiß ich|steht) (?:leider )?nicht(?: in unseren artikeln)?|ich bin eine? ki-?assistent(?:in)?",
    # French
    "merci(?: beaucoup| bien)?(?: (?:pour|de) votre (?:message|patience|question|réponse|demande|mail|compréhension))?|(?:je suis|nous sommes) (?:vraiment )?désolée?s?(?: pour (?:cela|ce désagrément|l'attente))?"
    "|désolée?|je (?:vous )?comprends|je vous en prie|(?:bien )?cordialement|bonne (?:journée|soirée)|au revoir|j'espère que cela vous aide|je ne (?:le )?sais pas"
    "|nos articles ne le disent pas|je suis (?:un |une )?assistante? (?:ia|virtuelle?)",
    # Spanish
    "(?:muchas )?gracias(?: por (?:su|tu) (?:mensaje|paciencia|pregunta|respuesta|consulta|correo|comprensión))?|(?:lo (?:siento|sentimos)(?: mucho)?|lamento (?:lo ocurrido|las molestias))|disculpe(?: las molestias)?"
    "|(?:lo )?entiendo|de nada|(?:un cordial )?saludos?(?: cordial(?:es)?)?|que tenga (?:un )?buen día|adiós|espero que (?:esto )?(?:le |te )?ayude|no lo sé|nuestros artículos no lo dicen"
    "|soy (?:un |una )?asistente (?:de ia|virtual)",
    # Italian
    "grazie(?: mille)?(?: (?:per|del) (?:il )?(?:suo|tuo)? ?(?:messaggio|la (?:sua|tua) pazienza|la (?:sua|tua) domanda))?|mi dispiace(?: molto)?|ci dispiace|capisco|prego|cordiali saluti|buona giornata|arrivederci"
    "|spero (?:che )?(?:sia|le sia) (?:d'aiuto|utile)|non lo so|i nostri articoli non lo dicono|sono (?:un |un'|una )?assistente (?:ia|virtuale)",
    # Dutch
    "(?:hartelijk |veel )?(?:bedankt|dank(?: u| je)?)(?: (?:wel|voor (?:uw|je) (?:bericht|geduld|vraag|reactie)))?|(?:het|dat) spijt (?:me|mij|ons)|sorry(?: voor het ongemak)?|ik begrijp het|graag gedaan"
    "|met vriendelijke groet(?:en)?|fijne dag(?: nog)?|tot ziens|(?:ik )?hoop(?: dat dit)? helpt|dat weet ik niet|onze artikelen zeggen dat niet|ik ben een (?:ai-?|virtuele )assistent",
    # Portuguese
    "(?:muito )?obrigad[oa](?: (?:por|pel[ao]) (?:sua|seu|tua|teu)? ?(?:mensagem|paciência|pergunta|contacto|contato))?|lamento(?: muito)?|(?:peço )?desculpas?(?: pel[oa]s? (?:incómodo|incômodo|transtorno))?|sinto muito"
    "|(?:eu )?(?:compreendo|entendo)|de nada|(?:com os melhores )?cumprimentos|atenciosamente|tenha um bom dia|adeus|espero que (?:isto |isso )?ajude|não sei|os nossos artigos não o dizem|sou (?:um |uma )?assistente (?:de ia|virtual)",
    # Polish
    "(?:bardzo )?dziękuj(?:ę|emy)(?: za (?:wiadomość|cierpliwość|pytanie|kontakt))?|(?:bardzo )?(?:mi|nam) przykro|przepraszam(?:y)?(?: za (?:kłopot|utrudnienia|opóźnienie))?|rozumiem|proszę(?: bardzo)?|z poważaniem"
    "|pozdrawiam(?:y)?|miłego dnia|do widzenia|mam nadzieję,? że to pomoże|nie wiem|nasze artykuły tego nie mówią|jestem (?:asystentem (?:ai|wirtualnym)|wirtualnym asystentem)",
    # Swedish
    "tack(?: så mycket)?(?: för (?:ditt|er) (?:meddelande|tålamod|svar))?|(?:jag|vi) (?:är|beklagar)(?: mycket)?(?: ledsen| ledsna)?(?: för (?:det|besväret))?|det är ledsamt|jag förstår|varsågod|med vänliga hälsningar|ha en bra dag"
    "|hej då|hoppas (?:att )?det hjälper|det vet jag inte|våra artiklar säger inte det|jag är en (?:ai-?|virtuell )assistent",
    # Turkish, Arabic, Japanese
    "(?:çok )?teşekkür(?:ler| ederi[mz])|üzgün(?:üm|üz)|anlıyorum|rica ederim|saygılarımla|iyi günler(?: dilerim)?|hoşça kal(?:ın)?|bilmiyorum",
    "شكرا(?: جزيلا| لك| لكم)?|(?:أنا )?آسف|نأسف|أفهم|عفوا|مع السلامة|لا أعرف",
    "(?:どうも)?ありがとう(?:ございます|ございました)?|(?:お問い合わせ|ご連絡)(?:いただき)?、?ありがとうございます|申し訳(?:ありません|ございません)|承知(?:しました|いたしました)|わかりました|よろしくお願い(?:します|いたします)|わかりません",
)
"""`WHOLE` is said by itself; behind one of `GREETINGS` a name may follow. Both are patterns."""

NO_QUESTION = re.compile(
    r"\b(?:did you know|wusstest du|wussten sie|saviez-vous|sabías|sabía usted|lo sapev[ia]|wist (?:je|u)|sabia que|czy wiesz|visste du|biliyor mu)",
    re.IGNORECASE,
)
TAG = re.compile(r",\s*(?:right|correct|isn't it|doesn't it|won't it|okay|ok|yes|no|oder|nicht wahr|n'est-ce pas|verdad|vero|hè|toch|né|certo|prawda|eller hur)\s*\?$", re.IGNORECASE)  # fmt: skip
