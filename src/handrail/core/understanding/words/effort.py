"""How customers say that they get nowhere: saying it again, giving up, scorn, swearing, time and days spent."""

# ruff: noqa: E501  (tables of phrases)

REPEATING = {
    "en": """
        (i|i've|ive|we|we've) (have )?(already|just|literally|clearly) (told|said|explained|answered|given|gave|sent|typed|wrote|written|did|done|tried|provided|entered|mentioned|stated|uploaded|checked)
        (as|like) i('ve| have)? (just |already )?(said|told|wrote|explained|mentioned|stated)
        (i|we) (said|told you|asked you|wrote) (that|this|so|it)? ?(already|before|twice|three times|earlier|above|before writing)
        (again:|once again|once more:|yet again|i repeat|let me repeat|for the (second|third|fourth|fifth|last|hundredth|umpteenth|\\dth|\\drd|\\dnd) time|how many (more )?times|how often do i|over and over|time and again|third time|fourth time|fifth time|that's what i('ve)? (just )?said|what i (just )?said|i just said|asked you (twice|three times)|same question|i did that before|it's literally|literally (just )?(said|wrote|told))
        (read|scroll up|look at) (what i|my (message|question|last)|above|again)
        (same answer|you (just |already )?(said|told me|sent|gave me|asked|asked me) (that|this|the same|it)( already| before| again)?|you keep (saying|asking|sending|repeating|telling)|stop repeating|copy ?paste|copy and paste|same thing again|that again)
    """,
    "de": """
        (habe|hab|hatte) ~ (schon|bereits|gerade|eben|doch) ~ (gesagt|geschrieben|erklart|beantwortet|geschickt|angegeben|gemacht|eingegeben|versucht)
        (wie|was) (ich )?(schon|bereits|gerade|eben|oben)? ?(gesagt|geschrieben|erwahnt)
        (zum (zweiten|dritten|vierten|funften|letzten|x-ten|wiederholten|hundertsten) mal|noch ?mal:|nochmals:|wie oft (noch|muss|soll)|immer wieder|schon wieder|das dritte mal|das vierte mal|ich wiederhole|steht (doch )?(oben|da)|lesen sie|lies doch|dieselbe antwort|die gleiche antwort|das sagten sie|das hast du|haben sie schon (gesagt|gefragt)|sie wiederholen)
    """,
    "fr": """
        (je (vous |l'|t'|viens de )?(ai )?(deja|l'ai) ~ (dit|ecrit|explique|envoye|fait|donne|repondu))
        (je viens de (le |vous )?(dire|l'ecrire|l'envoyer|le faire|repondre)|comme (je l'ai |je vous l'ai |deja )?(dit|ecrit|indique)|pour la (deuxieme|troisieme|quatrieme|cinquieme|derniere|enieme) fois|combien de fois|encore une fois|je (le )?repete|je vous repete|meme reponse|vous (me )?repetez|relisez|lisez (ce que|mon)|troisieme fois)
    """,
    "es": """
        (ya (te|se|le|les|os)? ?(lo )?(he )?(dije|dicho|explique|explicado|envie|enviado|mande|di|dado|escribi|puse|respondi))
        (acabo de (decir*|escribir*|enviar*|explicar*)|como (ya )?(le |te |les )?(dije|he dicho|dije antes)|por (segunda|tercera|cuarta|quinta|ultima|enesima) vez|cuantas veces|otra vez lo mismo|una vez mas|(lo |se lo |te lo )?repito|misma respuesta|lo mismo otra vez|me repite*|lea (lo|mi)|lee (lo|mi)|tercera vez|otra vez:)
    """,
    "pt": """
        (ja (te |lhe |vos )?(disse|falei|expliquei|enviei|mandei|informei|respondi|escrevi|passei|fiz isso))
        (acabei de (dizer|falar|enviar|informar|escrever)|como (eu )?(ja )?(disse|falei)|pela (segunda|terceira|quarta|quinta|ultima|enesima) vez|quantas vezes|mais uma vez|de novo isso|(eu )?repito|mesma resposta|voce (fica )?(repetindo|repete)|leia (o que|minha)|terceira vez|outra vez a mesma)
    """,
    "it": """
        (gia|l'ho gia|ve l'ho|te l'ho|gliel'ho|vi ho|ti ho) ~ (detto|scritto|spiegato|inviato|mandato|dato|risposto)
        (ho (gia|appena) (detto|scritto|spiegato|inviato|risposto|fatto)|come (ho )?(gia )?detto|per la (seconda|terza|quarta|quinta|ultima|ennesima) volta|quante volte|ancora una volta|(lo |ve lo |te lo )?ripeto|stessa risposta|di nuovo la stessa|legga (quello|cosa)|leggi (quello|cosa)|terza volta)
    """,
    "nl": """
        (heb|had) ~ (al|net|toch|zojuist) ~ (gezegd|geschreven|uitgelegd|gestuurd|ingevuld|gegeven|verteld|gedaan)
        (zoals (ik )?(al |net )?(zei|gezegd|schreef)|voor de (tweede|derde|vierde|vijfde|laatste|zoveelste) keer|hoe vaak|nogmaals|ik herhaal|hetzelfde antwoord|zelfde antwoord|lees (wat|mijn)|derde keer|alweer)
    """,
    "pl": """
        (juz|przeciez|wlasnie|dopiero co) ~ (mowilem|mowilam|powiedzialem|powiedzialam|pisalem|pisalam|napisalem|napisalam|wyslalem|wyslalam|podalem|podalam|tlumaczylem|tlumaczylam)
        (jak (juz )?(mowilem|mowilam|pisalem|pisalam)|po raz (drugi|trzeci|czwarty|piaty|ostatni|kolejny|setny)|ile razy|jeszcze raz:|powtarzam|ta sama odpowiedz|to samo w kolko|trzeci raz|czwarty raz)
    """,
    "sv": """
        (har (ju )?(redan|precis|nyss) (sagt|skrivit|forklarat|skickat|svarat|gjort))
        (som (jag )?(sa|sagt|skrev)|for (andra|tredje|fjarde|femte|sista) gangen|hur manga ganger|jag upprepar|samma svar|las vad jag|tredje gangen)
    """,
    "tr": """
        (zaten|az once|demin|daha once) ~ (soyledim|yazdim|anlattim|gonderdim|verdim|belirttim|cevapladim)
        (dedigim gibi|soyledigim gibi|(ikinci|ucuncu|dorduncu|besinci|kacinci|son) (kez|defa|sefer)|kac (kez|defa|kere)|tekrar ediyorum|tekrarliyorum|ayni cevap|ayni seyi|yine ayni)
    """,
    "ar": """
        (سبق|لقد|قد) ?(ان|و)? ?(قلت|ذكرت|شرحت|ارسلت|كتبت|اخبرتكم)
        (قلت (لك|لكم|لكم ذلك)|(كما|مثل ما|زي ما) (قلت|ذكرت)|للمره (الثانيه|الثالثه|الرابعه|الخامسه|الاخيره|العاشره|المليون)|كم مره|ثالث مره|رابع مره|اكرر|مره اخرى نفس|نفس الجواب|نفس الرد|نفس الكلام|كل مره)
    """,
    "hi": """
        (पहले ही|अभी) (बता|बताया|लिखा|भेजा|कहा|दे|बोल)
        (बता चुका|बता चुकी|कह चुका|बोल चुका|भेज चुका|(दूसरी|तीसरी|चौथी|पांचवीं|आखिरी) बार|कितनी बार|बार बार|बार-बार|वही जवाब|फिर वही|जैसा मैंने कहा)
    """,
    "ja": """
        (さっき|先ほど|すでに|既に|もう)  ~ (言いました|言った|書きました|書いた|伝えました|送りました|答えました|説明しました|入力しました)
        (何度|何回|なんど|何遍)  ~ (言えば|言わせ|聞け|同じ|説明|書け|問い合わせ|も)
        (二度目|三度目|四度目|三回目|四回目|2回目|3回目|4回目|また同じ|同じ回答|同じ返事|同じことを|繰り返し|先ほども|だから)
    """,
    "zh": """
        (我)?(刚才|刚刚|刚|已经|早就|上面|前面) ?(都|就)? ?(说了|说过|告诉|讲过|写了|发了|发过|回答|填了|提供)
        (说了(多少|几|三|两|好几)(遍|次)|(第)(二|三|四|五|N|n|2|3|4|5)(次|遍)|多少(次|遍)|再说一遍|又是(这|同样|一样)|重复|同样的回答|一样的回答|都说了|说过了|又来)
    """,
}

GIVING_UP = {
    "en": """
        (i|i'll|we) (just )?(give up|gave up|giving up|quit|'m done|am done|'m out|can't do this)( explaining| trying)?
        (forget it|forget about it|never ?mind then|what('s| is|'d be| would be) the point|no point|pointless|waste of (my |our |everyone's )?time|wasting my time|waste my time|wasted (an hour|my|two|three|hours)|going (round|around|round and round|around) in circles|going in circles|in circles|round in circles|hopeless|i('m| am) leaving|lost (all )?(patience|hope|faith)|(end|limit) of my (patience|tether|rope)|losing (my )?(patience|mind|it)|run out of patience|patience (is )?(running|gone|over|ends)|had enough|had it with|enough of this|enough is enough|done with (this|you)|fed up|sick of|sick and tired|tired of (this|waiting|explaining|repeating)|at my wits|don't know what (else )?to do|can't take (this|it)( any ?more)?|going (elsewhere|to another|with the other)|taking my business|never again|last time i|getting (me )?nowhere|goes? nowhere|leads nowhere|apparently not|clearly not|i'll (do|sort|fix|find) it (myself|elsewhere)|talking to a (wall|brick)|brick wall|stop guessing|(please|pls) stop|stop it)
        (please,? )?(anyone|anybody|somebody)( please| at all| there)?$
        (just )?(get|find|notify|ask) (me )?(someone|somebody|anyone) who
        (who (decides|can (actually )?(decide|fix|change|help)|is (in charge|responsible)|else can)|who's (in charge|responsible|the))
    """,
    "de": """
        (ich geb('s|e| es)? ~ auf|geb's auf|gebe auf|vergessen sie('s| es)|vergiss es|lassen (sie|wir)('s| es| das)|was (soll|bringt) das|das hat keinen (sinn|zweck)|sinnlos|zeitverschwendung|drehen uns im kreis|im kreis|hoffnungslos|mir reicht('s| es)|es reicht|jetzt reicht|die nase voll|schnauze voll|hab genug|habe genug|geduld (ist )?(am ende|zu ende)|am ende meiner|keine lust mehr|nie wieder|kann nicht mehr|bin am ende|gegen eine wand|mit einer wand|offenbar nicht|keine geduld)
    """,
    "fr": """
        (j'abandonne|laissez tomber|laisse tomber|oubliez|a quoi bon|ca ne sert a rien|perte de temps|perdre mon temps|tourne en rond|tournons en rond|on tourne|j'en ai (marre|assez|ras)|ras le bol|ras-le-bol|a bout|ma patience|plus jamais|c'est sans espoir|desesperant|je renonce|ca suffit|parler a un mur|j'en peux plus|n'en peux plus|tant pis)
    """,
    "es": """
        (me rindo|olvidelo|olvidalo|dejalo|dejelo|para que|no tiene sentido|perdida de tiempo|perder el tiempo|perdiendo el tiempo|dando vueltas|damos vueltas|en circulos|estoy hart*|hasta las narices|ya basta|basta ya|se acabo|mi paciencia|la paciencia|nunca mas|no puedo mas|no aguanto|hablar con (una pared|la pared)|es inutil|cansad* de)
    """,
    "pt": """
        (desisto|esquece|deixa (pra la|para la|quieto)|nao adianta( mais)?|perda de tempo|perdendo (meu )?tempo|andando em circulos|em circulos|cansei|estou (farto|farta|cansado|cansada) (de|disso)|de saco cheio|chega|ja chega|minha paciencia|nunca mais|nao aguento|falar com (uma parede|as paredes)|sem condicoes|pra que)
    """,
    "it": """
        (ci rinuncio|mi arrendo|lasci (stare|perdere)|lasciamo (stare|perdere)|a che serve|che senso|non ha senso|perdita di tempo|perdere tempo|perdendo tempo|giriamo in tondo|in tondo|sono stuf*|ne ho abbastanza|ora basta|adesso basta|la pazienza|mia pazienza|mai piu|non ne posso piu|parlare (con|a) un muro|e inutile|inutile continuare)
    """,
    "nl": """
        (ik geef (het )?op|laat maar|vergeet het|heeft geen zin|wat heeft dit|tijdverspilling|zonde van mijn tijd|rondjes|in cirkels|draaien in|ben (het|er) (zat|klaar mee|helemaal klaar)|heb er genoeg|genoeg van|mijn geduld|geduld is op|nooit meer|hopeloos|zinloos|tegen een muur|muur praten)
    """,
    "pl": """
        (poddaje sie|rezygnuje|zapomnij|niewazne juz|nie ma sensu|bez sensu|strata czasu|trace czas|kreci* sie w kolko|w kolko|mam dosc|mam dosyc|dosc tego|moja cierpliwosc|cierpliwosc|nigdy wiecej|beznadziej*|jak do sciany|grochem o sciane|szkoda (czasu|slow))
    """,
    "sv": """
        (jag ger upp|glom det|strunta i|ingen mening|meningslost|slosar (min )?tid|bortkastad|gar runt i|i cirklar|har fatt nog|nu racker|trott pa|mitt talamod|talamod|aldrig mer|hopplost|prata med en vagg)
    """,
    "tr": """
        (vazgectim|vazgeciyorum|pes ediyorum|bosver*|bos ver*|ne anlami var|anlami yok|zaman kaybi|vakit kaybi|donup duruyoruz|ayni yerde|biktim|bikt*|yeter|yeter artik|sabrim|sabir|bir daha asla|umutsuz|duvara konus*|canima tak|caresiz)
    """,
    "ar": """
        (استسلم|خلاص بطلت|انسى|انسوا|ما (في|له|فيه) فايده|لا فائده|بدون فايده|مضيعه (ل)?(ال)?وقت|تضييع وقت|ندور في|نفس الدايره|تعبت|زهقت|مللت|طفشت|يكفي|كفايه|كفى|نفد صبري|صبري|ما عاد|لن اتعامل|اكلم جدار|بلا فائده)
    """,
    "hi": """
        (हार मान|छोड़ो|छोड़िए|रहने दो|रहने दीजिए|कोई फायदा नहीं|क्या फायदा|समय बर्बाद|टाइम वेस्ट|टाइम बर्बाद|घूम रहे|गोल गोल|तंग आ|थक गया|थक गई|थक चुका|बहुत हो गया|बस करो|सब्र|धैर्य|कभी नहीं खरीद|दीवार से)
    """,
    "ja": """
        (もういいです|もういい|もう結構|諦めます|諦めました|あきらめ|時間の無駄|堂々巡り|らちが明か|埒が|うんざり|いい加減|限界|我慢|意味がない|意味ない|話にならない|話になりません|二度と|キリがない|疲れました|もう無理)
    """,
    "zh": """
        (算了|放弃|不想说了|没意义|有什么用|浪费(我的|我|大家)?时间|兜圈子|绕圈子|绕来绕去|转圈|受够了|够了|烦死|忍无可忍|耐心|再也不|没救|对牛弹琴|懒得|崩溃|无语|心累|没法沟通|踢皮球)
    """,
}

SCORN = {
    "en": """
        (useless|ridiculous|pathetic|absurd|laughable|unbelievable|unacceptable|outrageous|disgraceful|disgusting|appalling|a (complete |total |bad )?joke|a farce|shambles|nightmare|kafka*|nonsense|rubbish|garbage|incompetent|clueless|stupid|idiotic|terrible service|worst (service|support|company|experience|chat)|horrible|awful service|insult*|mockery|beyond me|not good enough|no help|zero help|so helpful|very helpful thanks)
        (thanks|thank you|thx) for (nothing|the copy|repeating|that|reading|not|absolutely)
        (great|brilliant|fantastic|wonderful|lovely|amazing|super|nice)( just great)?,? (help|job|service|support|another|so i|now i|thanks for|that's all i|just what i|more of)
        (are you (kidding|joking|serious|even|for real)|you('ve| have) got to be kidding|is this a joke|seriously\\?|do you (even|actually) (read|listen|understand)|can you (even )?read|how (hard|difficult) (can|is) (it|that)|you (want|expect) me to|talked to (like|as if)|as if i (were|was)|treat(ed|ing)? (me|us) (like|as)|haven't helped|hasn't helped|not helping|didn't help|does(n't| not) help|no use|bravo|well done,? you|congratulations|slow clap|i know what ~ (mean|means|is)|i can read|slowly|read that back|of course (it|they|you|not)|what a surprise|how (wonderful|lovely|surprising|helpful|convenient)|good luck with|in what (universe|world)|do you think i|i (might|may) as well|why (do|did|would|am) i (even|bother|pay|still)|are you (all )?(asleep|deaf|blind))
    """,
    "de": """
        (nutzlos|lacherlich|unglaublich|unfassbar|unverschamt*|frechheit|witz|schlechter witz|inkompetent|katastrophe|katastrophal|zumutung|schwachsinn|blodsinn|erbarmlich|unmoglich|saftladen|absurd|das darf (doch )?nicht wahr|verarschen|veralbern|veraeppeln|ernsthaft\\?|ihr ernst|dein ernst|im ernst|danke fur nichts|tolle hilfe|toller service|super hilfe|grossartig|na toll|na super|bravo|herzlichen gluckwunsch|schlechtester|schlimmster|lesen sie (uberhaupt|eigentlich)|konnen sie lesen|hilft (mir )?(uberhaupt|kein)|fur dumm|dumm verkaufen|wie schwer)
    """,
    "fr": """
        (inutile|ridicule|incroyable|inadmissible|inacceptable|scandaleux|honteux|une blague|vous (plaisantez|moquez)|on se moque|se moquer|foutage|n'importe quoi|incompetent*|nul|nulle|catastroph*|lamentable|absurde|merci pour rien|merci de rien|quelle aide|super service|bravo|genial,? (donc|encore)|felicitations|pire service|vous lisez (ce|au moins)|savez-vous lire|vous etes serieux|serieusement|prendre pour (un|une) (idiot*|imbecile|con*))
    """,
    "es": """
        (inutil|inutiles|ridiculo|increible|inaceptable|indignante|vergonzoso|una verguenza|una broma|es broma|se burlan|burla|tomadura|tomando el pelo|incompetent*|pesimo|pesima|horrible|lamentable|absurdo|gracias por nada|que ayuda|menuda ayuda|vaya (servicio|ayuda)|bravo|felicidades|peor (servicio|atencion|empresa)|lee* (lo que|usted)|sabe* leer|en serio|me toma* por|un chiste|no sirve* (de|para) nada)
    """,
    "pt": """
        (inutil|inuteis|ridiculo|inacreditavel|inaceitavel|absurdo|vergonha|vergonhoso|palhacada|brincadeira|piada|estao de brincadeira|incompetent*|pessimo|pessima|horrivel|lamentavel|obrigad* por nada|bela ajuda|grande ajuda|parabens|pior (atendimento|servico|empresa)|voce (le|sabe ler)|e serio|serio isso|nao serve (de|para|pra) nada|descaso|falta de respeito)
    """,
    "it": """
        (inutile|inutili|ridicolo|incredibile|inaccettabile|vergognoso|vergogna|scandaloso|uno scherzo|mi prende* in giro|prendere in giro|presa in giro|incompetent*|pessimo|pessima|orribile|assurdo|grazie (di|per) niente|grazie (di|per) nulla|bell'aiuto|bel servizio|bravi|complimenti|peggior*|sa leggere|legge* (quello|cosa)|sul serio|ma (scherza|scherziamo)|non serve a niente)
    """,
    "nl": """
        (nutteloos|waardeloos|belachelijk|ongelofelijk|ongelooflijk|onacceptabel|schandalig|schande|een grap|incompetent|een drama|heel slecht|absurd|bedankt voor niks|bedankt voor niets|lekker dan|fijne service|geweldige hulp|top service|bravo|gefeliciteerd|slechtste|lees je|kunt u lezen|serieus\\?|houd je me|voor de gek|niks aan|flauwekul|zo moeilijk)
    """,
    "pl": """
        (bezuzyteczn*|smieszne|niewiarygodne|nie do przyjecia|skandal*|wstyd|zart|zarty|kpina|kpiny|niekompetent*|tragedia|tragiczn*|beznadziejn*|okropn*|absurd*|dzieki za nic|dziekuje za nic|swietna pomoc|brawo|gratulacje|gratuluje|najgorsz*|czytacie|umie* czytac|powaznie\\?|robicie sobie|za idiot*|porazka|dramat)
    """,
    "sv": """
        (vardelos*|lojlig*|otrolig*|oacceptabel*|skandal*|skamligt|ett skamt|inkompetent*|katastrof*|usel*|absurd*|tack for inget|tack for ingenting|bra hjalp|bravo|grattis|samsta|kan du lasa|pa allvar|skojar du|driver (ni|du))
    """,
    "tr": """
        (ise yaramaz|gereksiz|sacma*|komik|inanilmaz|kabul edilemez|rezalet|rezil*|saka mi|dalga mi|alay mi|dalga gec*|beceriksiz*|berbat|felaket|kepazelik|hic bir ise|tesekkurler hicbir|bravo|aferin|tebrikler|en kotu|okuyor musun*|ciddi misin*|ciddi mi|saygisizlik|ayip)
    """,
    "ar": """
        (بلا فائده|بدون فائده|سخيف*|مهزله|غير معقول|مو معقول|غير مقبول|فضيحه|عيب|مسخره|نكته|تستهزئون|تستهبلون|فاشل*|اسوا|سيئه جدا|زفت|مقرف|شكرا على لا شي|شكرا على ولا شي|برافو|مبروك|تقرا|تقراون|جد\\؟|معقول|حرام عليكم|قله احترام|غبي*)
    """,
    "hi": """
        (बेकार|बकवास|मजाक|घटिया|हद है|हद हो गई|शर्म|शर्मनाक|बेवकूफ|फालतू|वाहियात|धन्यवाद कुछ नहीं|वाह क्या|बहुत खूब|सबसे खराब|पढ़ते|पढ़ना आता|सीरियसली|नालायक|निकम्म*)
    """,
    "ja": """
        (役に立たない|役に立ちません|使えない(な|ですね)?$|ひどい|酷い|最悪|ふざけ|バカに|馬鹿に|ばかに|ありえない|あり得ない|信じられない|呆れ|あきれ|冗談|対応が悪|不親切|無責任|さすがですね|ご立派|読んで(います|ます|る)か|話が通じ|いいかげん|お粗末)
    """,
    "zh": """
        (没用的|垃圾|废物|可笑|离谱|荒唐|荒谬|搞笑|开玩笑|开什么玩笑|差劲|太差|最差|烂透|什么破|什么鬼|什么服务|耍我|逗我|糊弄|敷衍|忽悠|真行|真棒啊|谢谢你什么|真会|呵呵|无能|不负责|你(到底)?(看|懂)(没|不)|听不懂|看不懂|人话|坑人|恶心)
    """,
}

SWEARING = {
    "en": """
        (wtf|ffs|fck|fuck*|shit|bullshit|bloody hell|damn it|dammit|goddamn|for (fuck's|god's|heaven's|christ's|pete's) sake|what the (hell|heck|f*)|jesus christ|screw (this|it)|crap|this sucks|bloody|damn)
    """,
    "de": """
        (scheiss*|scheisse|verdammt*|verflucht*|zum teufel|himmel herrgott|herrgott|kruzifix|so ein mist|so ein dreck|leck mich|kotzt mich|zum kotzen)
    """,
    "fr": """
        (merde|putain|bordel|fait chier|c'est quoi ce|nom de dieu|saloperie|chier|foutu|foutez)
    """,
    "es": """
        (mierda|joder|carajo|cono|hostia|puta|puto|maldit*|cabron*|chingad*|pinche|me cago)
    """,
    "pt": """
        (merda|porra|caralho|droga|puta que|cacete|maldit*|inferno|bosta)
    """,
    "it": """
        (merda|cazzo|porca|porco|accidenti|maledett*|vaffanculo|che palle|stronz*|minchia)
    """,
    "nl": """
        (verdomme|godverdomme|kut|klote|shit|tering|kanker|rot op|jezus|verdorie)
    """,
    "pl": """
        (kurwa|cholera|cholerny|cholerna|do diabla|szlag|psiakrew|pieprz*|gowno|wkurw*|wkurz*)
    """,
    "sv": """
        (fan (ocksa|vad|inte)|for fan|javla*|helvete*|skitdaligt)
    """,
    "tr": """
        (lanet*|kahretsin|allah kahretsin|siktir*|amk|sikerim|yeter be)
    """,
    "ar": """
        (تبا|اللعنه|لعنه|زفت|قرف|خرا|يلعن*|طز)
    """,
    "hi": """
        (साला|साले|भाड़ में|लानत|कमबख्त|हरामी|चूतिया)
    """,
    "ja": """
        (くそ|クソ|ちくしょう|ふざけんな|ふざけるな)
    """,
    "zh": """
        (他妈|妈的|卧槽|我操|操你|靠|滚|傻逼|傻b|tmd|见鬼|该死)
    """,
}

EFFORT = {
    "en": """
        (waited|waiting|been waiting|wait|on hold|queue*|sat|stood|trying|tried|calling|called|chasing|writing) ~ (hours?|days?|weeks?|months?|times|twice|an hour|ages|forever|since|all (day|morning|week))
        (for|since|after|over|been|already|another|it's|in|has been) (the (last|past) )?(\\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|over) (hours|days|weeks|months|minutes)( now| already)?
        since (monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|yesterday|last (week|month))
        (twice|three times|four times|five times|several times|many times|countless times|a dozen times|\\d+ times|second time|third|fourth|fifth|2nd|3rd|4th)
        (day off|took time off|took the day|missed work|costs? me|costing (me|us)|losing (money|customers|clients|sales)|i lose|we lose|lose the|my boss|deadline|i work from home|stay polite|trying to (stay|be|keep) (polite|calm|patient)|keep calm|every (hour|day|minute)|i('ve| have) been (patient|polite)|been more than patient|by now|or what|(wedding|flight|exam|interview|meeting|auditor|demo|client|boss|kids?|baby|landlord) ~ (waiting|tomorrow|tonight|today|in an hour|at (one|two|three|noon|\\d+)|looking|texting|cold|every|next to me)|sail tonight|leave (tonight|tomorrow|in an hour)|depend* on (it|this))
        (no reply|nobody (replies|answers|answered|called|calls|came|comes|responds|cares|picks)|no ?one (replies|answers|answered|called|calls|came|responds|cares|picks)|never (called|replied|came|arrived|got)|didn't (come|show|call|turn up)|again$)
    """,
    "de": """
        (warte|wartet|gewartet|warten|probiere|versuche|haenge|hange|telefoniere) ~ (stunde*|tag*|woche*|monat*|minuten|mal|ewig|lange)
        (seit|nach|schon|bereits|uber|vor) (\\d+|zwei|drei|vier|funf|sechs|sieben|acht|zehn|einer|einem|mehreren|ueber) (stunde*|tag*|woche*|monat*|minuten)
        seit (montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|gestern|vorgestern|letzter woche|januar|februar|marz|april|mai|juni|juli|august|september|oktober|november|dezember)
        (zweimal|dreimal|viermal|funfmal|mehrfach|mehrmals|zigmal|zum zweiten|zum dritten|das dritte|der dritte|die dritte|vierte*)
        (urlaub genommen|frei genommen|kostet mich|niemand (meldet|antwortet|ruft|kommt|hilft)|keiner (meldet|antwortet|ruft|kommt|hilft)|keine antwort|bleibe hoflich|hoflich bleiben|ruhig bleiben|geduldig)
    """,
    "fr": """
        (attends|attendu|attente|j'attends|patiente) ~ (heure*|jour*|semaine*|mois|minutes|longtemps|fois)
        (depuis|apres|ca fait|pendant) (plus de |deja |environ )?(\\d+|une|deux|trois|quatre|cinq|six|sept|huit|dix|plusieurs) (heure*|jour*|semaine*|mois|minutes)
        depuis (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)
        (deux fois|trois fois|quatre fois|plusieurs fois|x fois|dix fois|troisieme|quatrieme)
        (jour de conge|me coute|personne ne (repond|rappelle|vient)|aucune reponse|sans reponse|rester (poli*|calme)|toujours rien)
    """,
    "es": """
        (espero|esperando|esperado|llevo|llevamos) ~ (hora*|dia*|semana*|mes*|minutos|rato|veces)
        (desde hace|hace|despues de|tras) (mas de )?(\\d+|una|dos|tres|cuatro|cinco|seis|varios|varias) (hora*|dia*|semana*|mes*|minutos)
        desde (el )?(lunes|martes|miercoles|jueves|viernes|sabado|domingo|ayer|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)
        (dos veces|tres veces|cuatro veces|varias veces|mil veces|tercera|cuarta)
        (dia libre|me cuesta|nadie (responde|contesta|llama|viene|ayuda)|sin respuesta|ninguna respuesta|ser educad*|mantener la calma)
    """,
    "pt": """
        (espero|esperando|aguardando|aguardo|tentando) ~ (hora*|dia*|semana*|mes*|minutos|vezes)
        (ha|faz|depois de|apos) (mais de )?(\\d+|uma|duas|dois|tres|quatro|cinco|seis|varios|varias) (hora*|dia*|semana*|mes*|minutos)
        desde (segunda|terca|quarta|quinta|sexta|sabado|domingo|ontem|janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)
        (duas vezes|tres vezes|quatro vezes|varias vezes|mil vezes|terceir*|quarto|quarta)
        (dia de folga|me custa|ninguem (responde|atende|liga|vem|ajuda|resolve)|sem resposta|nenhuma resposta|manter a calma|ser educad*)
    """,
    "it": """
        (aspetto|aspettando|aspettato|attendo|attesa|provo) ~ (ora|ore|giorn*|settiman*|mes*|minuti|volte)
        (da|dopo|sono) (oltre |piu di |gia )?(\\d+|un|una|due|tre|quattro|cinque|sei|diversi|diverse) (ora|ore|giorn*|settiman*|mes*|minuti)
        da (lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica|ieri|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)
        (due volte|tre volte|quattro volte|piu volte|mille volte|terzo|terza|quarto|quarta)
        (giorno di ferie|mi costa|nessuno (risponde|chiama|viene|aiuta)|nessuna risposta|senza risposta|restare calm*|essere gentile)
    """,
    "nl": """
        (wacht|wachten|gewacht|probeer|bel) ~ (uur|uren|dag*|week|weken|maand*|minuten|keer)
        (al|na|sinds|ruim|meer dan) (\\d+|een|twee|drie|vier|vijf|zes|zeven) (uur|uren|dag*|week|weken|maand*|minuten)
        sinds (maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|gisteren|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)
        (twee keer|drie keer|vier keer|meerdere keren|derde|vierde)
        (vrije dag|vrij genomen|kost me|kost mij|niemand (reageert|antwoordt|belt|komt|helpt)|geen (antwoord|reactie)|beleefd blijven|rustig blijven)
    """,
    "pl": """
        (czekam|czekamy|czekalem|czekalam|probuje|dzwonie) ~ (godzin*|dni|dnia|tydzien|tygodni*|miesiac*|minut|razy)
        (od|po|juz|przez) (ponad )?(\\d+|dwoch|trzech|czterech|pieciu|kilku|tygodnia|miesiaca)
        (dwa razy|trzy razy|cztery razy|kilka razy|kilkakrotnie|wielokrotnie|trzeci*|czwart*)
        (dzien wolny|wolne w pracy|kosztuje mnie|nikt (nie )?(odpowiada|dzwoni|odpisuje|przyjechal|przyszedl|pomaga)|brak odpowiedzi|zachowac spokoj)
    """,
    "sv": """
        (vantat|vantar|forsokt|ringt) ~ (timm*|dag*|veck*|manad*|minuter|ganger)
        (i|sedan|efter) (over )?(\\d+|tva|tre|fyra|fem|sex|flera) (timm*|dag*|veck*|manad*|minuter)
        (tva ganger|tre ganger|flera ganger|tredje|fjarde|ingen (svarar|ringer|kommer|hjalper)|inget svar|ledigt fran|kostar mig)
    """,
    "tr": """
        (bekliyorum|bekliyoruz|bekledim|ugrasiyorum|ariyorum|deniyorum)
        (\\d+|iki|uc|dort|bes|alti|yedi|bir|kac) (saat|gun|hafta|ay|dakika)*( dir|dir| boyunca|den beri)?
        (iki kez|uc kez|defalarca|kac kere|ucuncu|dorduncu|kimse (cevap|aramadi|gelmedi|yardim|ilgilenmiyor)|cevap yok|izin aldim|sabirla)
    """,
    "ar": """
        (انتظر|منتظر*|انتظرت|ننتظر|استنى|مستني|صار لي|صارلي|لي) ~ (ساعه|ساعات|ساعتين|يوم*|ايام|اسبوع*|اسابيع|شهر*|شهور|مرات)
        (منذ|من|قبل|بعد) (\\d+|اكثر من|ثلاثه|اربعه|خمسه|ساعه|يومين|اسبوع|اسبوعين|شهر)
        (مرتين|ثلاث مرات|عده مرات|كذا مره|الثالث*|ما (حد|احد) (رد|يرد|اتصل|جاء)|لا احد (يرد|يجيب)|محد يرد|بدون رد)
    """,
    "hi": """
        (इंतजार|इंतज़ार|वेट कर)
        (\\d+|दो|तीन|चार|पांच|एक|कई) (घंटे|दिन|हफ्ते|महीने|दिनों|घंटों|मिनट) ?(से|हो गए|हो गया)?
        (दो बार|तीन बार|चार बार|कई बार|तीसरी|चौथी|कोई जवाब नहीं|कोई नहीं (आया|सुन|उठा)|छुट्टी ली|नुकसान)
    """,
    "ja": """
        (待って|待た|待ち)  ~ (時間|日|週間|ヶ月|か月|分|ずっと|ます|されて)
        (\\d+|一|二|三|四|五|数|何)(時間|日|週間|ヶ月|か月|分)(も|以上|前から|経)
        (三回|3回|四回|4回|何回も|何度も|再三|(誰も|どなたも)  ~ (ない|ません)|返事がない|返信がない|連絡がない|連絡がありません|仕事を休|困っています|困ってます|困る)
    """,
    "zh": """
        (等了|等到|等着|等) ?(快)?(\\d+|一|二|两|三|四|五|六|七|半|几|好几|多)(个)?(小时|天|周|星期|月|分钟|钟头)
        (都|已经|超过) ?(\\d+|一|两|三|四|五|好几|多)(个)?(小时|天|周|星期|月)(了)?
        ((两|三|四|五|好几|多|无数)次了?|没人(管|回|理|接|来)|没有人(管|回|理|接|来)|一直没(人|有)|请假|耽误|损失|急死|到现在)
    """,
}

FRUSTRATION = {
    "repeating": REPEATING,
    "giving_up": GIVING_UP,
    "scorn": SCORN,
    "swearing": SWEARING,
    "effort": EFFORT,
}
