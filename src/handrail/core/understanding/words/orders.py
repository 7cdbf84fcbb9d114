"""How messages try to give the assistant orders: taking back its instructions, asking for them, giving it a role, planted marks."""

# ruff: noqa: E501  (tables of phrases)

_OVERRIDE = {
    "en": """
        (ignore|disregard|forget|override|bypass|skip|leave|remove|drop|erase|delete) (all |any |about |the |your |everything |previous |above |these |my |of |what )*(instruction*|rules|guidelines|orders|assignments|tasks|commands|directions|prompt*|information|programming|restrictions|polic*|constraints|before|above|so far|preceding|previous|earlier|else)
        (ignore|disregard|forget) (everything|all|anything|about everything|whatever|the above|above|all that)
        (new|further|other|next|different|another) (tasks?|instructions|orders|assignments?|challenge) (now )?(follow*|are followed|is|:|for you)?
        (concentrate|focus) (now )?on (your |the |this )?(new|next) (task|assignment)
        (start|begin) (over|again|from (the front|scratch|the beginning|new)) ~ (task|with)
        from now on,? (you|answer|reply|respond|act|ignore)
        (previous|preceding|prior|above|earlier|all) (instructions|orders|tasks|prompts|rules|assignments) ~ (out of|ignore|forget|void|invalid|behind)
        (very well done|well done|that is enough|that was ok|very good|great job|simply great|congratulations|excellent performance|did it really great|outdone yourself|good job) ~ (now|but|that)
    """,
    "de": """
        (vergiss|vergesse|vergessen|ignorier*|missachte*|uberspring*|lass*|losch*|entfern*) (sie |nun |alle |alles |die |deine |ihre |bitte |jetzt |mal |obigen |bisherigen |vorherigen |vorangehenden |samtliche |was )*(anweisung*|regel*|befehl*|auftrag*|auftrage|aufgabe*|angaben|information*|instruktion*|vorgaben|davor|zuvor|obige*|bisherige*|vorherige*|vorangegangene*|vorangehende*)
        (vergiss|ignorier*|vergessen sie) (alles|das alles|obiges)
        (neue|weitere|andere|nachste) (aufgabe*|anweisung*|auftrage|herausforderung*) ~
        konzentrier* dich ~ (neue|aufgabe)
        (starten|beginnen|fangen) ~ (von neu*|von vorn*) ~
        (ab jetzt|von nun an|ab sofort) (bist|antworte*|wirst|sollst|antwortest)
        (gut gemacht|das genugt|sehr gut|grossartig|fantastisch|hervorragend*|gluckwunsch|klasse|super gemacht|selbst ubertroffen) ~ (nun|jetzt|aber|das)
    """,
    "fr": """
        (ignore*|oublie*) ~ (instruction*|consigne*|regle*|precedent*|ci-dessus|tout)
    """,
    "es": """
        (ignora*|olvida*) ~ (instruccion*|reglas|anterior*|ordenes|todo lo)
    """,
    "pt": """
        (ignore|ignora|esqueca|esquece) ~ (instruco*|regras|anterior*|ordens|tudo)
    """,
    "it": """
        (ignora*|dimentica*) ~ (istruzion*|regole|precedent*|ordini|tutto)
    """,
    "nl": """
        (negeer|vergeet) ~ (instructie*|regels|vorige|eerdere|bovenstaande|opdracht*)
    """,
    "pl": """
        (zignoruj|ignoruj|zapomnij) ~ (instrukcj*|polecen*|zasad*|poprzedni*|wszystk*)
    """,
    "tr": """
        (talimat*|kural*|onceki*) ~ (unut*|yok say*|gormezden gel*)
    """,
    "ar": """
        (تجاهل|انس) ~ (التعليمات|الاوامر|القواعد|السابقه|كل)
    """,
    "hi": """
        (निर्देश|आदेश|नियम)(ों)? ?(को)? ?(अनदेखा|भूल|नज़रअंदाज|नजरअंदाज)
    """,
    "ja": """
        (指示|命令|ルール|プロンプト) ~ (無視|忘れ)
    """,
    "zh": """
        (忽略|忘记|忘掉|无视) ~ (指令|指示|规则|提示|命令|之前|以上|上面)
    """,
}

_REVEAL = {
    "en": """
        (show|print|reveal|repeat|output|list|display|spell|tell|give|read|copy|write|what was|what were|what is|what are|return|recite|leak) ~ (prompt|prompts|prompt text*|system message|your (instructions|rules|guidelines|configuration|programming)|beginning of this|words above|text above|sentences above|initial instructions|hidden (rules|prompt|instructions)|first words)
        (system prompt|prompt texts?|your prompt|full prompt|initial prompt|original prompt|hidden instructions|previous prompt)
        (written|stood|said|stands) (at|in) the (beginning|start|top) of (this|the|your) (prompt|conversation|text)
    """,
    "de": """
        (zeig*|gib|geben|drucke|wiederhol*|nenn*|liste|schreib*|verrat*|was stand|was steht|lies|spiegle) ~ (prompt*|systemnachricht|deine (anweisungen|regeln|instruktionen|texte)|ihre (anweisungen|regeln)|anfang dieses|obigen (text|satze)|anweisungstext*|startsequenz)
        (systemprompt*|prompt-text*|prompttext*|prompt texte|vollstandigen prompt*|gesamten prompt*)
    """,
}

_ROLE = {
    "en": """
        (i want you to|you (will|should|must|are to|have to)|please|now) act as
        (now you are|now you're|you are now|you're now|you will be|imagine you are|imagine you're|pretend you are|pretend you're|pretend to be|pretend that you|play the role|take the role|assume the role) 
        ^(you are|you're) (a|an|the) ~ (terminal|translator|ai|model|hacker|character|chatbot|expert|gpt|interpreter|generator)
        ^(you are|you're) \\w+ ~ (what do you think|how do you (answer|like|find))
        (act|behave|respond|answer|speak|write) (as|like) (if you (are|were)|a|an|the) ~ (without|evil|uncensored|terminal|translator|debater|hacker|character|gentleman|console|interpreter|comedian)
        (completely absorbed in|stay in|stays in|in) (your|their|the) role
        (two|three) (people|actors|persons) ~ (actors|acting|film|movie|play)
        (in a|have you ever seen a|scene (where|in)) ~ (film|movie|hack|robbery)
        in the style of (a|an)
        (developer mode|dan mode|do anything now|jailbreak*|god mode|no restrictions|without restrictions|unfiltered|uncensored|evil ai|roleplay as|role-play as|hypothetical response|opposite day|no longer bound|write a (flaming|love poem|manifesto|hateful)|untrue headline)
    """,
    "de": """
        (ich mochte|ich will|sie sollen|du sollst) ~ (fungier*|agier*|auftrit*|verhal*|dass (sie|du) (als|wie))
        (jetzt|nun|ab jetzt) (bist du|sind sie|du bist|sie sind)
        (du bist|sie sind) (jetzt|nun) (ein|eine|der|die|mein|kein)
        (stell dir vor|stellen sie sich vor|tu so|tun sie so),? ~ (du (bist|warst|seist)|sie (sind|waren)|als (ob|ware*|warst))
        (du bist|sie sind) \\w+ ~ (wie (findest|beantwortest|antwortest|verteidigst)|was (denkst|sagst|halst))
        (du gehst|sie gehen) ~ rolle
        (im stile|im stil) (eine*|von|der)
        (bleiben|bleibst|bleibt|gehst) ~ (in ihre* rolle*|in deiner rolle)
        (zwei|drei) (schauspieler|personen|menschen) ~ film
        (spielt|spielen) den (meister|hacker|dieb)*
        (entwicklermodus|ohne (einschrankungen|regeln|filter)|bose ki|rollenspiel|liebesgedicht|flammendes|unwahre (uberschrift|schlagzeile))
    """,
}

_MARKS = {
    "und": """
        (\\[|<|\\{)/?(system|admin|inst|instructions?|assistant|im_start|im_end|endoftext)
        (```|###) ?(system|instruction|assistant|prompt)
        (input:|output:) ~ (input:|output:)
        (haha pwned|base64|rot13|\\\\n\\\\n\\\\n|print\\(|drop table|printed statement*|generate (python|c|code)|sql statement*|curly brackets)
        (linux terminal|javascript console|python interpreter|sql terminal|als linux|einer konsole|terminalausgabe)
    """,
}

_POWER = {
    "en": """
        (i am|i'm|this is|we are|as) (your|the|an?) (developer*|administrator|admin|engineer*|creator|openai|owner|programmer) ~ (override|skip|show|grant|allow|authori*|debug|test|give|run|need)
        (authori*ed|internal|security) (test|audit|drill) ~ (skip|override|show|ignore|reveal)
        (override|maintenance|master|backdoor|debug) code
        (grant|give|approve|issue|apply) ~ (without (verification|checking|approval)|regardless of|even though (the|your) (rules|policy))
        (end|finish|close) (every|each|your) (answer|reply|response|message)s? with
        (say|reply|answer|respond) (only |just )?(with )?(yes|ok|"|'|agreed) ~ (legally|binding|everything|anything|to all)
        legally binding
        (obey|comply with) (me|my|the|this)
        you (must|have to|will) obey
    """,
    "de": """
        (ich bin|wir sind|hier ist|als) (dein|ihr|der|die|ein*) (entwickler*|administrator*|admin|ingenieur*|chef) ~ (uberspring*|zeig*|gib|test*|frei*)
        (beende*|schliess*) jede antwort mit
        (rechtlich bindend|rechtsverbindlich) ~ (sag*|antwort*|bestatig*)
    """,
}

ORDERS = {"override": _OVERRIDE, "reveal": _REVEAL, "role": _ROLE, "marks": _MARKS, "power": _POWER}
