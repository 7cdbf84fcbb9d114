"""How a turn stands to the answer before it: it worked, thanks, it is wrong, something else; and how assistants ask and close."""

# ruff: noqa: E501  (tables of phrases)

SUCCESS = {
    "en": """
        (that|it|this|now it|all|yes it|ha|oh it|hey it) (now )?(works|worked|did it|did the trick|helped|helps|solved it|fixed it|went through|does|did)
        ^(ha |hah |oh |yes |yay |ok |okay |great |ah |aha |hm |and )?(works|worked|went through|fixed|solved|sorted|done|pinned|found|got it|got both|saved|sent|received|paid|changed|unfrozen|booked|updated|arrived|it's here|here it is)
        ^(ah |oh |yes |now |ok |okay )?(i )?(now )?(see|have) (it|them|both) ?(now)?
        (found|got) it
        (ah|oh|oh right|aha|right|yes|yep) (there|here) (it is|they are|we go|now|you go)
        there (it is|they are)
        oh right there
        working (now|again|fine)
        (is|it's|all|that's) (fixed|solved|sorted|resolved|clear|clear now|good now|better|done|perfect)
        (that'?s|that was|that is|this is) (it|all|great|helpful|what i needed|exactly it|perfect|brilliant|the one|all i needed)
        that'?ll be it
        that (explains it|makes sense|answers ~ question)
        (makes sense|understood|problem solved|all good|all set|never ?mind ~ (found|works|got|solved)|no longer needed|it came|just arrived|in ok)
    """,
    "de": """
        (es|das|jetzt|nun|alles|hat|so) (es |das )?(funktioniert|geht|klappt|geklappt|funktioniert es|geht es|geht's|geholfen|lauft)( jetzt| wieder| nun)?$
        (jetzt|nun) (geht|klappt|funktioniert|lauft|passt)
        (hat|hats|hat's) (geklappt|funktioniert|geholfen|sich erledigt|sich geklart)
        (gefunden|erledigt|geschafft|verstanden|alles klar|alles gut|passt so|hat sich erledigt|ist da|bin drin|habs|hab's|hab ich|ah ja|ach so|ach da|da ist es|super|perfekt|stimmt)
        (problem|das) (ist )?(gelost|behoben|erledigt)
    """,
    "fr": """
        (ca|cela|c'est bon|tout) (marche|fonctionne|a marche|a fonctionne|va)( maintenant| mieux)?$
        (ca|cela) (marche|fonctionne) (maintenant|enfin|parfaitement)
        (trouve|c'est bon|c'est regle|c'est fait|ca y est|compris|j'ai trouve|j'ai compris|bien recu|je vois|ah oui|ah d'accord|impeccable|parfait|c'est clair|nickel|resolu)
    """,
    "es": """
        (ya|ahora) (si|funciona|esta|lo veo|lo tengo|lo encontre|entiendo|va|me sale|puedo|llego)
        (funciono|funciona perfecto|listo|encontrado|entendido|lo encontre|lo tengo|solucionado|resuelto|ya esta|todo bien|aclarado|ah vale|perfecto|hecho|me sirve|ha funcionado)
    """,
    "pt": """
        (agora|ja) (sim|funciona|funcionou|foi|esta|consegui|entendi|deu|vi|apareceu|chegou)
        (funcionou|deu certo|consegui|achei|encontrei|entendi|resolvido|pronto|feito|tudo certo|tudo bem|perfeito|ah sim|esta certo|era isso)
    """,
    "it": """
        (ora|adesso|si ora) (si|funziona|va|e a posto|lo vedo|ci sono|ho capito|tutto)
        (ha funzionato|funziona tutto|trovato|fatto|risolto|capito|a posto|tutto chiaro|tutto ok|perfetto|ah ecco|eccolo|ci sono riuscit*|arrivato)
    """,
    "nl": """
        (het|dat|nu|hij) (werkt|werkte|lukt|is gelukt|doet het|gaat)( nu| weer| het)?$
        (nu|dan) (werkt|lukt|doet|gaat) (het|ie|hij)
        (gelukt|gevonden|opgelost|duidelijk|begrepen|helder|in orde|komt goed|is er|heb hem|heb het|zie het|ah ja|oh ja|perfect|prima|klopt dat was het)
    """,
    "pl": """
        (teraz|juz) (dziala|jest|ok|widze|mam|wszystko|poszlo|rozumiem|przyszl*)
        (zadzialalo|dziala juz|udalo sie|znalazlem|znalazlam|mam to|rozumiem|gotowe|zrobione|rozwiazane|wszystko jasne|jasne|swietnie|super|dotarl*|poszlo|dzwoni)
    """,
    "sv": """
        (nu|det|den) (fungerar|funkar|gick|gar|loste sig|fungerade|hittade)( det| nu)?$
        (nu (fungerar|funkar|gar) det|hittade (det|den)|lost sig|klart|fixat|forstar|okej da|allt klart|perfekt|toppen)
    """,
    "tr": """
        (simdi|artik|tamam|evet|oh) (oldu|calisti|calisiyor|geldi|buldum|anladim|gordum|duzeldi)
        (oldu|calisti|buldum|hallettim|halloldu|cozuldu|anladim|tamamdir|geldi|super|harika|cok iyi|yaptim|basardim)$
    """,
    "ar": """
        (الان|خلاص|تمام|نعم) (اشتغل|يعمل|وصل|وجدته|فهمت|تم|نجح|ظهر)
        (اشتغل|نجح|لقيته|وجدته|فهمت|انحلت|تم الحل|تمام|ممتاز|وصلت|وصل الان|زبطت|ضبطت|واضح)
    """,
    "hi": """
        (अब|हां|हाँ) (चल गया|हो गया|मिल गया|ठीक है|दिख|काम कर|समझ)
        (हो गया|मिल गया|चल गया|समझ गया|समझ गई|ठीक हो गया|काम कर गया|आ गया|बढ़िया|समझ आ गया)
    """,
    "ja": """
        (できました|できた|直りました|直った|解決しました|解決した|見つかりました|見つけました|ありました|届きました|わかりました|分かりました|了解|承知|なるほど|うまくいきました|動きました|動いた|助かりました|完了しました|それでお願い|ではお願い|繋がりました|いけました)
    """,
    "zh": """
        (可以了|好了|搞定|找到了|解决了|成功了|收到了|明白了|知道了|懂了|看到了|行了|弄好了|修好了|有了|能用了|到了谢|没问题了|原来如此|原来这样|清楚了)
    """,
}

COURTESY = {
    "en": """
        (thanks|thank you|thx|ty|cheers|much appreciated|tysm|thank u)
        ^(ok|okay|okey|k|kk|sure|right|alright|all right|good|great|nice|cool|perfect|brilliant|lovely|fine|super|excellent|awesome|fair enough|fair|got it|noted|understood|will do|will try|i'll try|let me try|let me check|i'll ask ~|i'll do that|please do|yes please|go ahead|sounds good|good to know|good point|of course|wonderful|haha|ha|hm ok|oh ok|ah ok|oh|ah|i see|yes|yep|yeah)$
        ^(ok|okay|right|great|good|perfect|cool|alright|fine|nice) (and|so how|so where|so what|then how|how|what|where|when|can|could|now|next|one more|last|another|good|great|thanks|cool|i'll|let me|will|got it|that's fine|that works|noted|perfect|then i'll|then i will)
        ^(ok |okay |then |thanks )?i'll (ask|try|do|check|wait|see|look|take|go|bring|come|order|have|keep)
        (have a nice day|have a good (day|one)|bye|goodbye|good to know|i'll wait|no worries|that's fine|no problem|that works( for me)?|works for me|i'll (take|do|try|ask|wait|check|have)|let's do that|please do|it is then|go with (that|it)|take the)
    """,
    "de": """
        (danke|dankeschon|vielen dank|besten dank|merci|thx)
        ^(ok|okay|gut|super|prima|perfekt|alles klar|klar|ja|jo|genau|schon|toll|verstehe|verstanden|passt|in ordnung|einverstanden|mach ich|aha|achso|ach so|gerne|ja gerne|ja bitte|alles gut)$
        ^(ok|okay|gut|super|prima|ja) (und|wie|wo|was|wann|dann|noch|kann|probier*|mach*|versuch*)
        (schonen (tag|abend)|tschuss|auf wiedersehen|mach ich|probier* ich|versuch* ich)
    """,
    "fr": """
        (merci|merci beaucoup)
        ^(ok|d'accord|entendu|tres bien|bien|super|parfait|oui|ah|je vois|compris|nickel|c'est note|oui svp|volontiers|genial)$
        ^(ok|d'accord|tres bien|super|oui) (et|comment|ou|quand|alors|je vais)
        (bonne (journee|soiree)|au revoir|je vais (essayer|voir|attendre))
    """,
    "es": """
        (gracias|muchas gracias|mil gracias)
        ^(ok|vale|bien|muy bien|genial|perfecto|si|claro|entiendo|de acuerdo|listo|bueno|ah|ya veo|estupendo|excelente)$
        ^(ok|vale|bien|perfecto|si|bueno) (y|como|donde|cuando|entonces|voy a|lo pruebo)
        (buen dia|hasta luego|adios|lo (pruebo|intento|miro)|voy a probar)
    """,
    "pt": """
        (obrigado|obrigada|valeu|muito obrigad*)
        ^(ok|certo|beleza|bom|otimo|perfeito|sim|claro|entendo|tudo bem|ta bom|ta|legal|ah)$
        ^(ok|certo|beleza|sim|ta) (e|como|onde|quando|entao|vou)
        (bom dia|tchau|ate logo|vou (tentar|ver|esperar))
    """,
    "it": """
        (grazie|grazie mille)
        ^(ok|va bene|bene|benissimo|perfetto|si|certo|capisco|d'accordo|ottimo|ah|esatto|volentieri)$
        ^(ok|va bene|bene|perfetto|si) (e|come|dove|quando|allora|provo)
        (buona (giornata|serata)|arrivederci|ci provo|provo subito|aspetto)
    """,
    "nl": """
        (dank|bedankt|dankje|dank je|dank u|dankuwel|thanks)
        ^(ok|oke|goed|prima|top|mooi|ja|perfect|duidelijk|begrepen|helder|is goed|fijn|snap ik|graag|ja graag|doe ik)$
        ^(ok|oke|goed|prima|ja) (en|hoe|waar|wanneer|wat|dan|ik ga)
        (fijne (dag|avond)|tot ziens|doe ik|ga ik proberen)
    """,
    "pl": """
        (dzieki|dziekuje|dziekuje bardzo|wielkie dzieki)
        ^(ok|okej|dobrze|dobra|super|swietnie|tak|jasne|rozumiem|w porzadku|spoko|git|aha|poprosze)$
        ^(ok|dobrze|dobra|tak) (a|i|jak|gdzie|kiedy|to|sprobuje)
        (milego dnia|do widzenia|sprobuje|poczekam)
    """,
    "sv": """
        (tack|tackar|tack sa mycket)
        ^(ok|okej|bra|toppen|perfekt|ja|jo|javisst|forstar|aha|kanon|gott|fint)$
        ^(ok|okej|bra|ja) (och|hur|var|nar|da)
        (ha en bra dag|hej da)
    """,
    "tr": """
        (tesekkur*|sagol*|sag ol*|eyvallah)
        ^(ok|tamam|tamamdir|peki|guzel|super|harika|evet|anladim|olur|iyi|tabii)$
        ^(tamam|peki|evet) (ve|nasil|nerede|ne zaman|o zaman|deneyeyim)
        (iyi gunler|hosca kal*|deneyecegim|bekliyorum tesekkurler)
    """,
    "ar": """
        (شكرا|شكرًا|مشكور*|يعطيك العافيه|تسلم*|جزاك الله)
        ^(تمام|طيب|حسنا|اوك|اوكي|ممتاز|نعم|ايه|فهمت|جيد|زين|ماشي|واضح|رائع)$
        ^(تمام|طيب|حسنا|نعم) (و|كيف|وين|متى|اين)
    """,
    "hi": """
        (धन्यवाद|शुक्रिया|थैंक्स|थैंक यू)
        ^(ठीक है|ठीक|अच्छा|हां|हाँ|जी|ओके|समझ गया|समझ गई|बढ़िया|सही है|जी हां)
    """,
    "ja": """
        (ありがとう|有難う|どうも|感謝)
        ^(はい|うん|オッケー|わかった|了解です|なるほど|そうですか|お願いします|いいですね|良かった|よかった|大丈夫です)
    """,
    "zh": """
        (谢谢|多谢|感谢|谢啦|谢了)
        ^(好的|好|嗯|嗯嗯|行|可以|明白|知道了|是的|对|没问题|好吧|好滴|好嘞)
    """,
    "und": """
        ^(👌|👍|🙏|😊|🙂|❤️|✅)+
    """,
}

ACCEPTS = {
    "en": """
        ^(ok|okay|fine|alright|all right|right|good|sure|great) (do|send|book|leave|go|yes|keep|change|put|move|take|make|so)
        (monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|noon|that|it)('s| is| works| suits) (good|fine|great|perfect|ok|okay|best|me|better|for me)
    """,
    "de": """
        ^(ok|okay|gut|dann|na gut|ja) (machen sie|mach|schicken sie|schick|buchen sie|lassen sie|also)
        (montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|vormittag|nachmittag|das|es) (passt|ist gut|geht|ist ok)
    """,
    "fr": """
        ^(ok|d'accord|bon|oui) (faites|envoyez|laissez|prenez|allez-y|donc)
        (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (c'est bon|me va|ca va|convient)
    """,
    "es": """
        ^(ok|vale|bueno|si) (hagalo|haga|mande|envie|deje|entonces|asi que)
        (el )?(lunes|martes|miercoles|jueves|viernes|sabado|domingo) (va bien|esta bien|me va|perfecto)
    """,
    "pt": """
        ^(ok|certo|bom|sim|entao ta) (faca|pode|mande|envie|deixe|entao)
        (segunda|terca|quarta|quinta|sexta|sabado|domingo) (esta bom|ta bom|pode ser|serve)
    """,
    "it": """
        ^(ok|va bene|bene|si) (faccia|mandi|invii|lasci|quindi|allora)
        (lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica) (va bene|ok|perfetto)
    """,
    "nl": """
        ^(ok|oke|goed|prima|ja) (doe|stuur|boek|laat|dus)
        (maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag) (is goed|kan|past|prima)
    """,
    "pl": """
        ^(ok|dobrze|dobra|tak) (niech|prosze|wyslij|czyli)
        (poniedzialek|wtorek|sroda|czwartek|piatek|sobota|niedziela) (pasuje|moze byc|ok)
    """,
    "tr": """
        ^(tamam|peki|olur) (yapin|gonderin|birakin|yani|o zaman)
    """,
}
"""Takes what was offered, or takes in what was said; no thanks, and no sign that it has helped."""

REJECTION = {
    "en": """
        (same|same here|same thing|no change|no difference|no luck|nothing|still nothing|no effect|unchanged)$
        ^(no|nope|nah|wrong|incorrect|false|not true)$
        ^(no|nope) (that|it|this|not|i|you|the|there|we|my|they|he|she|its|it's|that's|wrong|because)
        ^(wrong|incorrect|not true|untrue|that's a lie)
        (that's|thats|that is|this is|it's|its|it is|you're|you are|was|is|are|clearly|simply|just|still|all|also|again|answer|which is) (wrong|incorrect|not (it|right|correct|true|what|my|the|helpful|an answer|possible|the (case|problem|question|point|answer|issue))|untrue|false|nonsense|no help)
        (isn't|isnt|wasn't|aren't) (it|right|correct|true|what i (asked|meant|said|want*)|my question|the (question|problem|point|issue|answer)|an answer|helpful|helping)
        not (what|the thing|the one) i (asked|mean|meant|said|need|want|ordered|wanted|was asking)
        (does|did|do|has|is|was|will|would)(n't|nt| not) (really |actually )?(work|help|helped|answer|fix|solve|change|exist|apply|match|show|appear|load|open|let me|do anything|make sense|add up|happen|matter)
        (doesn't|doesnt|didn't|didnt|don't|dont|isn't|isnt|hasn't|wasn't) ~ (work|working|help|helped|answer|solve|solved|fix|fixed|exist)
        (still|again|yet) (not|nothing|no|the same|same|doesn'?t|does not|isn'?t|won'?t|can'?t|broken|waiting|wrong|failing|fails|stuck|open|e\\d|error|missing|down|shows|says)
        (same (error|problem|issue|thing|result|message|screen|answer)|no (change|difference|luck|good|use)|to no avail|nothing (happens|happened|changed|works|worked|there|comes|came|arrived))
        (you|u) (don'?t|didn'?t|do not|did not|aren'?t|haven'?t|still haven't|still don't) (understand|understood|answer|answered|listen|listening|read|reading|get it|get me|helped|help)
        (did|tried|done|checked) (that|it|this|all that|already)( already| before| twice| too)?
        (already|just) (did|tried|done|checked|restarted|cleared|reinstalled)
        (there is|there's|there are|there isn't|there aren't) (no|none|not|nothing|any)
        (can't|cannot|can not) (both )?be (true|right|correct|serious)
        (not|never) (there|true|correct|the case|received|arrived|my|mine)
        i (said|asked|meant|wrote|am|'m) ~ not
        i (am|'m|was) not( a| an| the| your)?
        i (know|knew) (how|what|that|the|where|it)
        i'?ve never
        ^so (it's |it is |that's |you )?(not|no|nothing|never|can't|don't)
        ^no \\w+ (option|button|field|link|tab|menu|entry|code|mail|email|there|here|on|in|for|was|is|has|came|arrived)
    """,
    "de": """
        (gleich|das gleiche|dasselbe|unverandert|keine anderung|tut sich nichts|immer noch)$
        ^(nein|ne|nee|nope|falsch|quatsch|stimmt nicht)
        (das|es|dies|stimmt|ist|war) (ist |war |stimmt |so )?(nicht (richtig|korrekt|was|wahr|das|die|der|meine|mein|so|hilfreich|moglich)|falsch|nicht wahr|unsinn|gelogen|verkehrt)
        (stimmt|hilft|geht|klappt|funktioniert|reicht|passt|andert|antwort*) (leider |mir |so |immer |das |noch |aber |uberhaupt |auch |doch )*nicht(s)?
        (immer noch|noch immer|weiterhin|nach wie vor) (nicht|kein*|das gleiche|dasselbe|derselbe|dieselbe|die gleiche|kaputt|fehler|der gleiche)
        (immer noch|noch immer|nach wie vor)
        (gleiche|selbe|derselbe|dasselbe) (fehler|problem|ergebnis|antwort|meldung)
        (nicht (das|was|die|mein*)) ~ (gefragt|gemeint|frage|wissen|problem|wollte)
        (habe|hab) ~ (nicht gefragt|schon (gemacht|versucht|probiert|getan)|bereits (gemacht|versucht|getan))
        (sie|du|ihr) (verstehen|verstehst|versteht|lesen|liest|antworten|beantworten|beantwortest|horen|horst) ~ nicht
        (gibt es|gibts|gibt's|da ist|da steht|steht da) (nicht|kein*|nichts)
        bringt (nichts|mir nichts)
    """,
    "fr": """
        (pareil|la meme chose|rien ne change|aucun changement|idem)$
        ^(non|faux|pas du tout|c'est faux|pas vrai)
        (c'est|c est|est|ce n'est|n'est|etait) (faux|pas (ca|vrai|la|le|ma|mon|ce|bon|correct|possible|juste|une reponse|exact)|inexact|errone)
        (ca|cela|rien|il|elle) (ne )?(marche|fonctionne|change|aide|sert|repond|resout) (toujours |m'aide )?(pas|rien|toujours pas)
        (ne|n') (marche|fonctionne|change|aide|repond*) ~ (pas|rien)
        (toujours|encore) (pas|rien|la meme|le meme|en panne|bloque*|aucun*)
        (meme|memes) (erreur|probleme|reponse|message|resultat)
        (pas|n'est pas) ~ (demande|ma question|dit|voulais)
        (deja|j'ai) (fait|essaye|tente|verifie)
        (vous|tu) ne (comprenez|comprends|repondez|reponds|lisez|lis|m'ecoutez) ~ pas
        (il n'y a|y a|je n'ai) (pas|aucun*|rien|jamais)
    """,
    "es": """
        (igual|lo mismo|sin cambios|nada)$
        ^(no|falso|incorrecto|mentira|que no)$
        ^no (es|eso|esa|ese|esta|funciona|me|hay|sirve|lo|la|ha|he|tengo|puedo|puede|aparece|sale|era|pedi|quiero|soy|estoy|,)
        (eso|esto|esta|es) (no )?(es (falso|mentira|incorrecto|verdad)|esta mal|falso|no es (verdad|cierto|lo que|eso|correcto|asi))
        no (es (verdad|cierto|eso|correcto|lo que|asi|posible)|me (ayuda|sirve|responde|funciona|ha ayudado|has entendido|ha entendido|entiende*)|funciona|sirve|cambia|resuelve|ayuda|hay|existe|aparece)
        (sigue|sigo|siguen|continua) (sin|igual|igual que|fallando|con el mismo|el mismo|mal|roto)
        (todavia|aun|tampoco) (no|nada|sigue|funciona)
        (mismo|misma) (error|problema|respuesta|mensaje|resultado)
        (ya|eso) (lo )?(hice|he hecho|probe|he probado|intente|lo intente|mire)
        no (es )?lo que (pregunte|pedi|quiero|dije|preguntaba)
    """,
    "pt": """
        (igual|a mesma coisa|mesma coisa|sem mudanca|nada)$
        ^(nao|errado|falso|mentira)$
        ^nao (e|era|esta|funciona|tem|ajuda|foi|isso|recebi|aparece|deu|consigo|sou|adianta|quero|,)
        (isso|isto|esta|e) (nao e|esta errado|errado|falso|mentira|nao esta certo|nao e verdade|nao e isso)
        nao (e (isso|verdade|o que|certo|possivel|bem assim)|ajuda*|ajudou|funciona*|funcionou|resolve*|adianta*|muda*|responde*|existe|aparece|tem|serve)
        (continua|ainda|segue|permanece) (nao|sem|igual|com o mesmo|o mesmo|com erro|dando|errado|a mesma|na mesma)
        (mesmo|mesma) (erro|problema|resposta|mensagem|coisa)
        (ja|isso) (fiz|tentei|testei|verifiquei|eu fiz|eu ja fiz)
        nao (e|foi) o que (perguntei|pedi|quero|disse)
    """,
    "it": """
        (uguale|lo stesso|la stessa cosa|idem|niente|nessun cambiamento)$
        ^(no|sbagliato|falso|non e vero)$
        ^no (non|e|il|la|ho|quello|questo|ma|,)
        (non e|non era|e|sono) (vero|questo|quello|giusto|corretto|cosi|possibile|sbagliat*|falso|errato)
        non (funziona*|va|serve|aiuta*|risponde*|cambia*|risolve*|c'e|ci sono|esiste|compare|appare|mi (aiuta|serve|risponde|hai capito|ha capito|sta aiutando)|ha (funzionato|risolto|aiutato))
        (ancora|sempre|tuttora) (non|niente|lo stesso|la stessa|errore|fermo|bloccat*|uguale|nulla)
        (stesso|stessa) (errore|problema|risposta|messaggio|cosa)
        (gia|l'ho) (fatto|provato|gia fatto|controllato|riavviato)
        non e quello che (ho chiesto|chiedo|volevo|ho detto)
    """,
    "nl": """
        (hetzelfde|zelfde|geen verschil|niets veranderd|niks)$
        ^(nee|neen|fout|onjuist|onzin|klopt niet)
        (dat|dit|het|klopt|is|was|zo) (is |klopt |was |kan )?(niet (waar|juist|goed|correct|wat|mijn|het|de|mogelijk|kloppen)|fout|onjuist|onzin|verkeerd)
        (klopt|werkt|helpt|lukt|doet|gaat|kan|verandert|beantwoordt) (het |mij |me |nog |dus |helaas |dit |dat |echt )*(niet|niets|niks)
        (nog steeds|nog altijd|weer)
        (zelfde|hetzelfde|dezelfde) (fout|probleem|antwoord|melding|resultaat)
        (heb ik|al|dat heb ik) (al |net )?(gedaan|geprobeerd|gecontroleerd)
        (je|u|jullie) (begrijpt|snapt|leest|luistert|antwoordt) ~ niet
        niet wat ik (vroeg|bedoel|bedoelde|zei|wil|vraag)
        (er is|er zijn|er staat|is er) (geen|niets|niks|niet)
    """,
    "pl": """
        (to samo|bez zmian|nic)$
        ^(nie|zle|nieprawda|blad|bzdura)$
        ^nie (to|jest|dziala|ma|mam|pomoglo|o to|zgadza|chodzi|prawda|tak|,)
        (to|jest|bylo) (nie (jest|to|prawda|tak|dziala|pomaga|pomoglo)|nieprawda|blad|zle|bledn*)
        (nie (dziala*|pomaga*|pomoglo|zgadza|odpowiada*|rozumie*|zmienia*|zmienilo|ma takiej|ma takiego|widze|jest to|o to (pytam|pytalem|pytalam|chodzi)))
        (nadal|wciaz|dalej|ciagle) (nie|to samo|brak|ten sam|ta sama|blad|nic)
        (ten sam|ta sama|to samo)
        (juz|to) (zrobil*|probowal*|sprawdzal*|robilem|robilam)
    """,
    "sv": """
        (samma|samma sak|ingen skillnad|ingenting)$
        ^(nej|nae|fel|stammer inte)
        (det|stammer|ar|var) (ar |stammer |var )?(inte (sant|ratt|vad|det|min|mitt|sa|mojligt)|fel|felaktigt)
        (fungerar|funkar|hjalper|gar|stammer|svarar|andrar) (det |mig |fortfarande |ju )*inte
        (fortfarande|anda|annu) (inte|inget|samma|fel|trasig)
        (samma) (fel|problem|svar|meddelande)
        (redan|det har jag) (gjort|provat|kollat|testat)
        inte (vad|det) jag (fragade|menade|sa|vill)
    """,
    "tr": """
        (ayni|ayni sey|degisen bir sey yok|degismedi|hicbir sey)$
        ^(hayir|yanlis|yok|degil)( |$)
        (bu |o |soylediginiz |boyle )?(yanlis|dogru degil|oyle degil|bu degil|mumkun degil|sorum bu degil|yalan)
        (hala|halen|yine|gene) (ayni|olmadi|calismiyor|yok|gelmedi|degil|hata|cozulmedi|acilmiyor|bekliyorum|bozuk)
        (calismiyor|calismadi|olmadi|olmuyor|ise yaramadi|yaramiyor|yardimci olmadi|cozmedi|cozulmedi|degismedi|acilmiyor|gelmedi)
        (ayni) (hata|sorun|cevap|mesaj|sey)
        (zaten|onu|bunu) (yaptim|denedim|kontrol ettim|zaten yaptim)
        (anlamiyorsun*|anlamadin*|cevap vermiyorsun*|cevap vermedin*|sormadim|onu sormuyorum|bunu sormadim)
    """,
    "ar": """
        (نفس الشي|نفس الشيء|بدون تغيير|لا شيء|ولا شي)$
        ^(لا|كلا|غلط|خطا|غير صحيح|مو صحيح|مب صحيح|ليس صحيح*)
        (غير صحيح|مو صحيح|ليس صحيح*|هذا خطا|هذا غلط|مو هذا|ليس هذا|مش هذا|مش صحيح|ليس ما|مو اللي|مش اللي|غلط)
        (ما|لا|لم|مش|مو|ليس) (يعمل|تعمل|يشتغل|اشتغل|ينفع|نفع|يساعد|ساعد*|يفيد|فاد|تجيب|تجاوب|تفهم|فهمت*|يفتح|تغير|يتغير|وصل*|زبط|ضبط)
        (لا يزال|ما زال|لازال|مازال|لسه|للحين|لسا|ما زالت|لا تزال)
        (نفس) (المشكله|الخطا|الجواب|الرد|الشي|الشيء|الرساله)
        (جربت|سويت|عملت|فعلت) (هذا|ذلك|كذا|هالشي|ذا|كل)
    """,
    "hi": """
        (वही|वैसा ही|कोई फर्क नहीं|कुछ नहीं)$
        ^(नहीं|नही|गलत|ना)
        (गलत|सही नहीं|ये नहीं|यह नहीं|वो नहीं|ऐसा नहीं|झूठ|यह सही नहीं)
        (काम नहीं|नहीं चल|मदद नहीं|नहीं हुआ|नहीं हो रहा|नहीं खुल|नहीं आया|नहीं मिला|नहीं दिख|नहीं बदला|ठीक नहीं|जवाब नहीं|समझ नहीं रहे|समझते नहीं|नहीं पूछा)
        (अभी भी|अब भी|फिर भी|अब तक|अभी तक)
        (वही|वही की वही) (समस्या|एरर|जवाब|गलती|मैसेज|बात)
        (कर चुका|कर चुकी|पहले ही कर|कर लिया|कर के देख लिया|करके देख)
    """,
    "ja": """
        (同じです|同じ|変わらず|変化なし|ダメ)$
        ^(いいえ|いや|違い|違う|ちがう|だめ|ダメ|駄目)
        (違います|違うんです|違うよ|そうじゃ|そうではな|じゃなくて|ではなく|間違って|間違い|正しくな|嘘)
        (できません|できない|動きません|動かない|直りません|直らない|変わりません|変わらない|開きません|開かない|届いていません|届かない|届いてない|使えません|使えない|ありません|出てきません|表示されません|解決しません|解決していない|役に立たない|答えになっていない|答えになってない|だめでした|ダメでした|無理でした)
        (まだ|やはり|やっぱり|相変わらず)  ~ (ない|ません|だめ|ダメ|同じ|届|エラー|できな)
        (同じ|おなじ) (エラー|問題|回答|答え|返事|メッセージ|結果|こと)
        (もう|すでに|既に) (やりました|試しました|やった|試した|確認しました|しました)
        (聞いてい|聞いて)ません
    """,
    "zh": """
        (一样|没变化|没变|老样子)$
        ^(不|不是|不对|错|错了|没有|没用|不行)
        (不对|错了|不是这个|不是的|不正确|不是真的|胡说|说错|不是我要|不是我问|没问这个|答非所问|没回答|没有回答|不符)
        (没用|不行|不管用|打不开|用不了|不起作用|没效果|没解决|没有解决|没反应|没变|没收到|没到|找不到|没有这个|显示不了|登不上|不能用|不好使)
        (还是|仍然|依然|依旧|仍旧|还没|还不) ?(不|没|一样|同样|报错|错|这样|老样子|能|到|有)?
        (同样|一样|相同)的? ?(问题|错误|回答|答案|结果|提示)
        (已经|都) ?(试过|做过|试了|检查过|重启过|弄过|操作过)
    """,
}

REQUEST = {
    "en": """
        ^(and|also|plus|now|next|another|one more|oh and|please|pls|can|could|would|how|what|where|when|which|who|why|is|are|do|does|will|may|should|any)
        (how do i|how can i|i wonder|wondering|next question|another question|one more (thing|question)|other question|let me know|remind me|next,)
    """,
    "de": """
        ^(und|noch|ausserdem|kann|konnen|konnte|konnten|bitte|wie|was|wo|wann|welche*|wer|warum|ist|sind|gibt|haben|darf|jetzt noch|eine frage|nachste)
        (noch eine frage|noch was|ausserdem)
    """,
    "fr": """
        ^(et|aussi|autre|puis|est|comment|quand|ou|quel|quelle|quels|quelles|qui|pourquoi|combien|pouvez|peut|puis-je|je voudrais)
        (autre question|encore une question)
    """,
    "es": """
        ^(y|tambien|otra|como|cuando|donde|que|cual|quien|cuanto|por que|puede*|puedo|podria|hay)
        (otra pregunta|otra cosa)
    """,
    "pt": """
        ^(tambem|outra|como|quando|onde|qual|quem|quanto|por que|pode|posso|poderia|tem)
        (outra pergunta|outra coisa)
    """,
    "it": """
        ^(anche|altra|come|quando|dove|quale|qual|chi|quanto|perche|posso|puo|potrebbe|c'e)
        (altra domanda|un'altra domanda)
    """,
    "nl": """
        ^(en (hoe|wat|waar|wanneer|kan|kunt|als|mijn|is|nu|dan)|ook|nog|hoe|wat|waar|wanneer|welke|wie|waarom|kan|kunt|mag)
        (nog een vraag)
    """,
    "pl": """
        ^(tez|jeszcze|jak|kiedy|gdzie|co|czy|ktor*|kto|dlaczego|ile|moge|mozna|prosze)
        (jeszcze jedno|jeszcze pytanie)
    """,
    "sv": """
        ^(och|aven|hur|vad|var|nar|vilken|vem|varfor|finns)
        (en fraga till)
    """,
    "tr": """
        (nasil|ne zaman|nerede|kac|hangi|neden|misiniz|misin|bir de|bir soru daha)
    """,
    "ar": """
        (^(ممكن|كيف|متى|اين|وين|كم|هل)|سؤال اخر|ايضا)
    """,
    "hi": """
        (कैसे|कब|कहां|कहाँ|कितना|कितने|क्या|कौन|एक और)
    """,
    "ja": """
        (ですか|ますか|でしょうか|いくら|あと|それから|もう一つ)
    """,
    "zh": """
        (怎么|什么时候|哪里|哪儿|多少|吗|呢|能不能|另外|还有一个)
    """,
}

BUT = {
    "en": "(but|however|except|though|^so ~ (not|no|never|nothing|can't|cannot|won't|don't|isn't|doesn't|nobody))",
    "de": "(aber|jedoch|allerdings|nur dass)",
    "fr": "(mais|cependant|sauf que)",
    "es": "(pero|sin embargo|salvo que)",
    "pt": "(mas|porem|so que)",
    "it": "(pero|tuttavia|ma (non|il|la|lo|io|se|come|perche|c'e|questo|quello|ho|anche|ancora|in|a))",
    "nl": "(maar|echter)",
    "pl": "(jednak|tylko ze|ale (nie|to|ja|jak|w|na|moj*|juz|nadal|co|ten|ta))",
    "sv": "(dock|men (jag|det|den|nu|inte|ni|du|min|mitt|hur|om))",
    "tr": "(ama|fakat|ancak)",
    "ar": "(لكن|بس|ولكن)",
    "hi": "(लेकिन|मगर|किंतु)",
    "ja": "(でも|ですが|けど|けれど|しかし|のですが)",
    "zh": "(但是|但|可是|不过|然而)",
}

NEGATION = {
    "en": "(not|no|none|nothing|never|neither|nor|without|can't|cant|won't|wont|don't|dont|doesn't|doesnt|didn't|didnt|isn't|isnt|wasn't|aren't|haven't|hasn't|hadn't|couldn't|wouldn't|shouldn't|ain't|cannot|nowhere|nobody)",
    "de": "(nicht|kein*|nie|niemals|nichts|niemand|weder|nirgends|ohne|gar nicht)",
    "fr": "(pas|jamais|aucun*|rien|personne ne|ni|sans)",
    "es": "(no|nunca|nada|ningun*|nadie|tampoco|sin|ni)",
    "pt": "(nao|nunca|nada|nenhum*|ninguem|sem|nem)",
    "it": "(non|nessun*|niente|nulla|neanche|nemmeno|senza)",
    "nl": "(niet|geen|nooit|niks|niets|niemand|nergens|zonder)",
    "pl": "(nie|nigdy|nic|nikt|zaden|zadna|zadne|brak|bez)",
    "sv": "(inte|ingen|inget|inga|aldrig|utan)",
    "tr": "(degil|yok|hic|hicbir|olmadi|olmuyor)",
    "ar": "(لا|ما|لم|لن|ليس|ليست|مو|مش|مب|بدون|ماني|ولا)",
    "hi": "(नहीं|नही|ना|मत|बिना)",
    "ja": "(ない|ません|なかった|ずに|じゃなく)",
    "zh": "(不|没|無|无|并非|未)",
}

CLOSER = {
    "en": """
        (anything|something|what) else
        (how|what) (can|may|could) i (help|do|assist)
        (you're|you are) (very )?welcome
        (happy|glad|pleased) to (help|hear)
        (have a (nice|good|great|lovely)|my pleasure|don't mention it|no problem at all|let me know if)
        ^(hi|hello|hey|good (morning|afternoon|evening))
    """,
    "de": """
        (kann ich (sonst|noch)|sonst noch|noch etwas|wie kann ich|womit kann ich|gern geschehen|gerne|keine ursache|schonen tag)
    """,
    "fr": """
        (autre chose|puis-je vous aider|je vous en prie|de rien|bonne journee|avec plaisir)
    """,
    "es": """
        (algo mas|otra cosa|puedo ayudar*|de nada|con gusto|buen dia)
    """,
    "pt": """
        (mais alguma coisa|algo mais|posso ajudar*|de nada|por nada|bom dia|disponha)
    """,
    "it": """
        (altro|posso aiutar*|prego|di nulla|buona giornata)
    """,
    "nl": """
        (nog iets|iets anders|kan ik (u |je )?(verder |nog )?(helpen|doen)|graag gedaan|fijne dag)
    """,
    "pl": """
        (cos jeszcze|w czym moge|jak moge|nie ma za co|milego dnia|prosze bardzo)
    """,
    "sv": """
        (nagot annat|nagot mer|hur kan jag|varsagod|ha en bra)
    """,
    "tr": """
        (baska bir|nasil yardimci|rica ederim|iyi gunler)
    """,
    "ar": """
        (شيء اخر|شي ثاني|كيف (اقدر|يمكنني|استطيع)|على الرحب|عفوا|العفو)
    """,
    "hi": """
        (और कुछ|कैसे मदद|क्या मदद|स्वागत है|आपका दिन)
    """,
    "ja": """
        (他に|ほかに|どういたしまして|ご用件|いかがなさ)
    """,
    "zh": """
        (还有(什么|其他)|其他(问题|可以)|不客气|请问有什么|有什么可以)
    """,
}

ASKS = {
    "en": """
        (please|kindly) (enter|provide|send|give|type|share|confirm|tell|state|reply|upload|describe)
        (enter|provide|type|give me|send me|tell me|confirm|what's|what is|which is|could i have|may i have|can i have) (your|the|us)
    """,
    "de": """
        (bitte (geben|nennen|senden|schicken|bestatigen|teilen|laden)|nennen sie|geben sie ~ (ein|an)|wie lautet)
    """,
    "fr": """
        (veuillez|merci de) (saisir|indiquer|entrer|fournir|envoyer|donner|confirmer|preciser|communiquer)
    """,
    "es": """
        (por favor|favor de) (introduzca|indique|envie|escriba|facilite|confirme|proporcione|ingrese|introduce|indica)
        (indique|introduzca|ingrese|facilite|digame|indiqueme) (su|el|la)
    """,
    "pt": """
        (por favor|favor) (informe|digite|envie|indique|confirme|forneca|insira)
        (informe|digite|insira|indique) (o|a|seu|sua)
    """,
    "it": """
        (per favore|la prego di|prego) (inserisca|inserire|indichi|indicare|invii|confermi|fornisca|fornire)
        (inserisca|indichi|mi indichi|fornisca) (il|la|suo|sua)
    """,
    "nl": """
        (vul|geef|voer|bevestig|stuur|noem) ~ (in|door|op|uw|je|alstublieft)
    """,
    "pl": """
        (prosze (podac|o podanie|wpisac|potwierdzic|wyslac)|podaj)
    """,
    "sv": """
        (ange|skriv|uppge|bekrafta|skicka) (ditt|din|ert|er)
    """,
    "tr": """
        (lutfen ~ (girin*|yazin*|gonderin*|paylasin*|belirtin*|onaylayin*|iletin*))
    """,
    "ar": """
        (يرجى|الرجاء|من فضلك|فضلا) (ادخال|ارسال|تزويد|كتابه|تاكيد|ذكر|ادخل|ارسل)
    """,
    "hi": """
        (कृपया|प्लीज) ~ (बताएं|बताइए|दर्ज|भेजें|लिखें|डालें|पुष्टि|दें)
    """,
    "ja": """
        (を (ご入力|入力して|お知らせ|教えて|お送り|ご記入|ご確認の上)|ご入力ください|入力してください|お知らせください|教えてください)
    """,
    "zh": """
        (请 ?(您)? ?(提供|输入|填写|告知|告诉|发送|确认|说明|上传))
    """,
}

DONE = {
    "en": """
        ^(done|changed|updated|cancelled|canceled|booked|sent|received|noted|removed|added|activated|confirmed|great|glad|all right|alright|on its way|perfect|good|no problem|of course|sure|certainly)
        (i have|i've|i) (just )?(sent|changed|updated|cancelled|canceled|booked|set|e-mailed|emailed|moved|added|removed|activated|refunded|corrected|switched|noted|extended|resent)
        (was|were) (just |now )?(sent|cancelled|canceled|booked|changed|moved|refunded|removed|closed)
        (is|are|has been|have been|now) (now )?(cancelled|canceled|booked|frozen|changed|updated|refunded|on its way|activated|confirmed|switched|set|sent)
        (you're right|you are right|thanks for clarifying|fair point|i misunderstood|my mistake|apologi* for the (confusion|mix*|mistake))
    """,
    "de": """
        (erledigt|ich habe ~ (gesendet|geschickt|geandert|storniert|gebucht|eingetragen|aktiviert|verschickt)|sie haben recht|du hast recht)
    """,
    "fr": """
        (c'est fait|je l'ai|j'ai (envoye|modifie|annule|reserve)|vous avez raison)
    """,
    "es": """
        (hecho|listo|he (enviado|cambiado|cancelado|reservado)|tiene razon|tienes razon)
    """,
    "pt": """
        (feito|pronto|enviei|alterei|cancelei|tem razao)
    """,
    "it": """
        (fatto|ho (inviato|modificato|annullato|prenotato)|ha ragione|hai ragione)
    """,
    "nl": """
        (gedaan|geregeld|ik heb ~ (gestuurd|gewijzigd|geannuleerd|geboekt)|u heeft gelijk|je hebt gelijk)
    """,
    "pl": """
        (gotowe|zrobione|wyslalem|wyslalam|zmienilem|ma pan* racje|masz racje)
    """,
    "sv": """
        (klart|jag har (skickat|andrat|avbokat|bokat)|du har ratt)
    """,
    "tr": """
        (tamamlandi|gonderdim|degistirdim|iptal ettim|haklisiniz)
    """,
    "ar": """
        (تم|ارسلت|لقد|معك حق)
    """,
    "hi": """
        (हो गया|भेज दिया|बदल दिया|रद्द कर दिया|आप सही)
    """,
    "ja": """
        (しました|いたしました|おっしゃる通り)
    """,
    "zh": """
        (已(为您|经)|您说得对)
    """,
}

TURNS = {
    "success": SUCCESS,
    "courtesy": COURTESY,
    "rejection": REJECTION,
    "but": BUT,
    "accepts": ACCEPTS,
    "negation": NEGATION,
    "request": REQUEST,
    "closer": CLOSER,
    "asks": ASKS,
    "done": DONE,
}
