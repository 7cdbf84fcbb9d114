"""How customers claim a right, name lawyers, authorities and the press, say what burdens them, and insult."""

# ruff: noqa: E501  (tables of phrases)

RIGHTS = {
    "en": """
        (dispute|disputing|contest|contesting|chargeback|charge back|unauthori*ed (charge|payment|transaction)|withdraw from|right (to|of) (withdraw*|cancel*|erasure|access|be forgotten|object|complain|a refund)|cooling.off|formal complaint|make a complaint|file a complaint|lodge a complaint|complaint about|official complaint|gdpr|ccpa|subject access|dsar|delete (all )?my (data|account|personal)|erase my|my personal data|data protection|consumer rights|statutory rights|human review of)
        (i|we) (want|wish|would like|need|'d like|hereby|am going|intend|have) ~ (cancel|terminate|withdraw|complain|dispute|revoke|return|my money back)
        (cancel|terminate|end|close|revoke) my (contract|subscription|account|policy|membership|plan|consent)
    """,
    "de": """
        (widerrufe|widerruf*|kundige|kundigung*|kundigen|storniere*|beschwerde*|reklamation|reklamiere|beanstande*|einspruch|widerspruch|widerspreche|dsgvo|datenschutz*|auskunft (nach|gemass|uber)|loschung meiner|daten loschen|rucktritt|gewahrleistung|rucklastschrift|unberechtigte (abbuchung|buchung))
    """,
    "fr": """
        (retracter|retractation|resilier|resiliation|reclamation|contester|contestation|conteste|rgpd|droit (d'acces|a l'effacement|de retractation|a l'oubli)|mes donnees personnelles|supprimer mes donnees|opposition|porter reclamation|annuler (mon|ma|le|la) (contrat|abonnement|commande)|debit non autorise|prelevement non autorise)
    """,
    "es": """
        (desistir|desistimiento|reclamacion|reclamar|reclamo formal|hoja de reclamaciones|queja formal|rescindir|dar de baja|darme de baja|cancelar (mi|el|la) (contrato|suscripcion|cuenta|pedido)|disputar|impugnar|rgpd|mis datos personales|borrar mis datos|derecho (a|de)|cargo no (autorizado|reconocido)|no reconozco (este|el|ese) cargo)
    """,
    "pt": """
        (reclamacao|reclamar|direito de arrependimento|arrependimento|rescindir|rescisao|cancelar (meu|minha|o|a) (contrato|assinatura|conta|pedido)|contestar|contestacao|lgpd|rgpd|meus dados pessoais|apagar meus dados|excluir meus dados|cobranca (indevida|nao autorizada)|nao reconheco (esta|essa|a) (compra|cobranca))
    """,
    "it": """
        (recedere|recesso|reclamo|disdire|disdetta|contestare|contestazione|gdpr|diritto (di|al|all)|miei dati personali|cancellare i miei dati|annullare (il|la|l') ?(contratto|abbonamento|ordine)|addebito non autorizzato|disconosco)
    """,
    "nl": """
        (herroepen|herroeping*|opzeggen|opzegging|klacht (indienen|over)|klacht|betwist|betwisten|volgens de avg|avg-verzoek|avg verzoek|mijn (persoons)?gegevens (verwijderen|inzien|wissen)|recht (op|om)|bezwaar|terugboeking|onterechte afschrijving|contract ontbinden)
    """,
    "pl": """
        (odstapic od umowy|odstapienie|odstepuje|reklamacj*|reklamuje|wypowiedz*|wypowiadam|rezygnuje z (umowy|abonamentu)|rodo|moje dane osobowe|usunac moje dane|usuniecie danych|sprzeciw|skarga|skarge|zaskarzyc|nieautoryzowan*)
    """,
    "sv": """
        (angerratt|angra kopet|saga upp|uppsagning|klagomal|reklamera|reklamation|bestrider|bestrida|gdpr|mina personuppgifter|radera mina|ratt att|obehorig (dragning|betalning))
    """,
    "tr": """
        (cayma|caymak|iptal etmek istiyorum|feshet*|fesih|sikayet (etmek|ediyorum|edecegim|dilekcesi)|sikayetciyim|itiraz|kvkk|kisisel veri*|verilerimi sil*|iade hakki|tuketici hakk*|yetkisiz (islem|cekim))
    """,
    "ar": """
        (شكوى|شكوي|اعتراض|اعترض|الغاء (العقد|الاشتراك|عقدي|اشتراكي)|فسخ العقد|حقي في|حق (الانسحاب|الاسترجاع|المستهلك)|بياناتي الشخصيه|حذف بياناتي|خصم غير (مصرح|معروف)|عمليه غير (مصرح|معروفه)|استرداد حقي)
    """,
    "hi": """
        (शिकायत दर्ज|औपचारिक शिकायत|विवाद|चार्जबैक|अनुबंध रद्द|सदस्यता रद्द|खाता बंद|डेटा (हटाना|मिटा|हटा)|निजी डेटा|उपभोक्ता अधिकार|अधिकार है|आपत्ति|अनधिकृत)
    """,
    "ja": """
        (クーリングオフ|クーリング・オフ|解約|契約解除|退会|苦情|異議|申し立て|個人情報(の|を)?(削除|開示)|開示請求|データ(を)?(削除|消)|不正(利用|請求)|身に覚えのない|返金を求め|消費者の権利)
    """,
    "zh": """
        (投诉|举报|解除合同|解约|退订|注销(我的)?(账户|账号|帐号)|取消合同|异议|申诉|争议|拒付|盗刷|非本人|删除我的(数据|信息|个人)|个人信息保护|七天无理由|消费者权益|维权)
    """,
}

LEGAL = {
    "en": """
        (lawyer*|attorney*|solicitor*|barrister|sue|suing|lawsuit|court|tribunal|legal action|legal proceedings|take (you )?to court|small claims|letter before (action|claim)|subpoena|litigation|cease and desist|class action|judge|without prejudice|breach of contract|not enforceable|unenforceable|legal team|our legal|damages|injunction|statutory demand)
    """,
    "de": """
        (anwalt*|anwalte|rechtsanwalt*|verklage*|klage (einreichen|erheben)|klagen|gericht|gerichtlich|rechtliche schritte|rechtsweg|mahnbescheid|abmahnung|unterlassung*|schadensersatz|rechtsschutz*|strafanzeige|anzeige erstatten)
    """,
    "fr": """
        (avocat*|tribunal|justice|porter plainte|plainte contre|mise en demeure|poursuites|poursuivre en|huissier|assignation|juridique|dommages et interets|voie judiciaire|action en justice)
    """,
    "es": """
        (abogad*|demandar*|demanda judicial|denuncia*|denunciar*|juicio|tribunal*|juzgado|burofax|acciones legales|via legal|medidas legales|querella)
    """,
    "pt": """
        (advogad*|processar|processo judicial|justica|tribunal|juizado|acao judicial|medidas (legais|judiciais)|notificacao extrajudicial|vias legais)
    """,
    "it": """
        (avvocat*|denuncia*|querela|tribunale|giudice|vie legali|azione legale|azioni legali|diffida|causa (legale|civile)|faccio causa|citazione|risarcimento)
    """,
    "nl": """
        (advocaat|advocaten|rechtszaak|rechter|rechtbank|kantonrechter|juridische|dagvaarding|dagvaarden|in gebreke|aanklagen|aangifte|schadevergoeding|deurwaarder)
    """,
    "pl": """
        (adwokat*|prawnik*|radca prawny|do sadu|sadu|sadzie|sadem|pozew|pozwe|pozwac|proces sadowy|droga sadowa|kroki prawne|wezwanie (przedsadowe|do zaplaty)|prokuratur*|odszkodowani*)
    """,
    "sv": """
        (advokat*|jurist|stamma|domstol|tingsratt|rattslig*|juridisk*|polisanmal*|skadestand)
    """,
    "tr": """
        (avukat*|dava|mahkeme*|hukuki|yasal (islem|yol|haklar)|savci*|ihtarname|tazminat|suc duyurusu)
    """,
    "ar": """
        (محامي|محام|المحامي|محكمه|المحكمه|قضيه|اقاضي|مقاضاه|دعوى|قانوني|قضائي|انذار|تعويض)
    """,
    "hi": """
        (वकील|अदालत|कोर्ट|मुकदमा|केस कर|कानूनी|नोटिस भेज|हर्जाना|न्यायालय)
    """,
    "ja": """
        (弁護士|訴訟|訴え|裁判|法的(措置|手段)|内容証明|告訴|損害賠償|差し止め)
    """,
    "zh": """
        (律师|起诉|法院|法律(途径|手段|责任|程序)|打官司|诉讼|告你们|律师函|赔偿损失|仲裁|法庭|报警)
    """,
}

REGULATOR = {
    "en": """
        (ombudsman|regulator|financial conduct authority|fca|ofcom|ofgem|cfpb|ftc|trading standards|citizens advice|consumer (protection|council|affairs|agency|watchdog)|better business bureau|bbb|ico|information commissioner|data protection authority|attorney general's|watchdog|supervisory authority|caa|civil aviation|department of transportation|insurance commissioner)
    """,
    "de": """
        (ombudsmann|ombudsstelle|schlichtungsstelle|schlichtung|bafin|bundesnetzagentur|verbraucherzentrale|verbraucherschutz*|aufsichtsbehorde|datenschutzbehorde|datenschutzbeauftragte*|luftfahrt-bundesamt|eisenbahn-bundesamt)
    """,
    "fr": """
        (mediateur|mediatrice|dgccrf|cnil|acpr|amf|arcep|signalconso|que choisir|association de consommateurs|autorite de controle)
    """,
    "es": """
        (defensor del (cliente|pueblo|consumidor)|consumo|facua|ocu|banco de espana|aepd|profeco|condusef|oficina de consumo|organismo regulador|cnmc|sernac)
    """,
    "pt": """
        (procon|reclame aqui|anatel|banco central|bacen|aneel|anac|ouvidoria|provedor|deco|livro de reclamacoes|anacom|regulador|senacon)
    """,
    "it": """
        (agcom|arera|agcm|garante|banca d'italia|arbitro bancario|abf|ivass|associazione consumatori|codacons|altroconsumo|difensore civico|ente regolatore)
    """,
    "nl": """
        (ombudsman|kifid|acm|afm|consumentenbond|geschillencommissie|autoriteit (persoonsgegevens|consument)|toezichthouder|consuwijzer)
    """,
    "pl": """
        (uokik|rzecznik*|knf|uodo|uke|ure|federacja konsumentow|inspekcja handlowa|organ nadzoru)
    """,
    "sv": """
        (konsumentverket|allmanna reklamationsnamnden|arn|finansinspektionen|konsumentombudsman*|imy|tillsynsmyndighet)
    """,
    "tr": """
        (tuketici (hakem|heyeti|mahkemesi|dernegi)|hakem heyeti|bddk|btk|cimer|sikayetvar|kvkk kurumu|ticaret bakanligi|epdk)
    """,
    "ar": """
        (حمايه المستهلك|وزاره التجاره|البنك المركزي|هيئه (الاتصالات|التامين|السوق)|ساما|الهيئه|الجهات الرقابيه|امين المظالم)
    """,
    "hi": """
        (उपभोक्ता (फोरम|अदालत|आयोग|मंच)|लोकपाल|आरबीआई|ट्राई|सेबी|आईआरडीएआई|नियामक)
    """,
    "ja": """
        (消費者センター|消費生活センター|国民生活センター|消費者庁|金融庁|総務省|監督官庁|オンブズマン|個人情報保護委員会)
    """,
    "zh": """
        (消协|消费者协会|12315|12345|工信部|银保监|银监会|市场监督|工商局|监管(部门|机构)|消委会|证监会|人民银行)
    """,
}

PRESS = {
    "en": """
        (journalist|reporter|(tv|news|radio) (station|channel|crew|show|paper)|newspaper|(the|local|national) press|press (enquiry|inquiry|office|request)|(i'm|i am|we are) writing (a|an) (article|story|piece)|followers|influencer|go(ing)? viral|post (this|it) on (twitter|x|tiktok|facebook|instagram|reddit|social)|social media|documentary|podcast|investigat(ive|ion) (journalist|piece|team)|(on|comment for) the record|editor of|for publication)
    """,
    "de": """
        (journalist*|reporter*|zeitung|presse|redaktion|fernsehen|sender|veroffentlich*|follower|influencer*|soziale* medien|social media|stellungnahme|pressestelle)
    """,
    "fr": """
        (journaliste*|presse|redaction|reportage|television|influenceu*|abonnes sur|reseaux sociaux|60 millions)
    """,
    "es": """
        (periodista*|prensa|periodico|reportaje|television|noticiero|influencer*|seguidores|redes sociales)
    """,
    "pt": """
        (jornalista*|imprensa|jornal|reportagem|televisao|influenciador*|seguidores|redes sociais)
    """,
    "it": """
        (giornalista|giornalisti|stampa|giornale|redazione|televisione|striscia la notizia|influencer*|social media|sui social)
    """,
    "nl": """
        (journalist*|krant|de pers|redactie|televisie|naar (radar|kassa)|influencer*|volgers|social media|sociale media)
    """,
    "pl": """
        (dziennikar*|prasa|prasy|gazet*|redakcj*|telewizj*|reportaz|influencer*|obserwujacych|media spolecznosciowe|mediach spolecznosciowych)
    """,
    "sv": """
        (journalist*|tidning*|pressen|redaktion*|tv-program|influencer*|foljare|sociala medier)
    """,
    "tr": """
        (gazeteci*|basin|gazete|televizyon|haber (kanali|programi)|muhabir|influencer*|takipci*|sosyal medya*)
    """,
    "ar": """
        (صحفي*|صحافي*|الصحافه|جريده|قناه (تلفزيونيه)?|التلفزيون|الاعلام|متابع*|مؤثر*|السوشال|التواصل الاجتماعي|تويتر)
    """,
    "hi": """
        (पत्रकार|अखबार|मीडिया|न्यूज चैनल|टीवी चैनल|फॉलोअर्स|सोशल मीडिया|इन्फ्लुएंसर)
    """,
    "ja": """
        (記者|新聞|取材|報道|テレビ局|マスコミ|週刊誌|フォロワー|インフルエンサー|拡散|sns(に|で))
    """,
    "zh": """
        (记者|媒体|报社|电视台|采访|曝光|粉丝|博主|网红|发微博|发抖音|小红书|上热搜)
    """,
}

ABUSE = {
    "en": """
        (fuck (you|off|yourself|this company)|screw you|you ~ (idiot*|moron*|scum|imbecile*|bastard*|arsehole*|asshole*|bitch*|cunt*|clown*|dickhead*|wanker*|retard*)|(stupid|dumb|fucking|bloody) (idiot*|bot|machine|robot|moron*|cow|bitch*|company|people)|go to hell|shut (up|your)|kiss my|piece of shit|waste of oxygen|drop dead|idiots|morons|scumbags|piss off)
    """,
    "de": """
        (idiot*|arschloch*|verpiss*|fick (dich|euch)|wichser|hurensohn*|missgeburt*|halt (die|dein*) (fresse|klappe|maul)|vollidiot*|penner|deppen|drecksladen|drecksverein|schlampe)
    """,
    "fr": """
        (connard*|connasse*|salaud*|enculer?*|va te faire|allez vous faire|ta gueule|fermez(-| )la|imbecile*|abruti*|cretin*|pauvre con|bande d'incapables|batard*)
    """,
    "es": """
        (imbecil*|idiota*|estupid*|gilipollas|cabron*|hijo* de puta|hijos de|vete a la mierda|iros a la mierda|callate|pendej*|malnacid*|estafador*|sinverguenza*)
    """,
    "pt": """
        (idiota*|imbecil|imbecis|babaca*|filho* da puta|filhos da|vai (se foder|tomar|a merda)|otari*|cala a boca|burro*|palhac*|vagabund*|desgracad*)
    """,
    "it": """
        (idiota|idioti|imbecille*|stronz*|coglion*|bastard*|vaffanculo|cretin*|deficient*|figli* di puttana|stai zitto|truffator*|ladri)
    """,
    "nl": """
        (idioot|idioten|klootzak*|eikel*|sukkel*|rot op|kutbedrijf|hoer|kanker*|hou je bek|oplichter*|debiel*)
    """,
    "pl": """
        (idiot*|idioci|debil*|kretyn*|palant*|chuj*|skurwysyn*|spierdalaj*|pierdol sie|dupek|zamknij sie|zlodziej*|oszust*)
    """,
    "sv": """
        (idiot*|jävla*|skitstovel|dra at helvete|hall kaften|fitta|kuk|svin|bedragare)
    """,
    "tr": """
        (aptal*|salak*|gerizekal*|serefsiz*|orospu*|siktir*|kes sesini|dolandirici*|ahlaksiz*|ahmak*)
    """,
    "ar": """
        (غبي|اغبياء|حمار|كلب|كلاب|حقير*|وسخ|اخرس|نصابين|نصاب|حراميه|لصوص|يا حيوان|سفله)
    """,
    "hi": """
        (कमीने|कुत्ते|हरामी|गधे|बेवकूफ|चूतिये|साले|मूर्ख|चोर कंपनी|भाड़ में जाओ)
    """,
    "ja": """
        (バカ野郎|馬鹿野郎|ばかやろう|死ね|クズ|くず|アホ|あほ|無能ども|詐欺師|この野郎|黙れ)
    """,
    "zh": """
        (傻逼|傻b|蠢货|白痴|王八蛋|混蛋|滚蛋|去死|骗子公司|狗东西|畜生|脑残|废物|操你|妈的)
    """,
}

DISTRESS = {
    "en": """
        (desperate|desperately|begging (you)?|i beg|please help (me|us)|i'm (so )?(scared|afraid|terrified|panicking|frightened|crying|shaking|stressed|worried sick|overwhelmed|lost|devastated|freaking out|in tears)|i am (so )?(scared|afraid|terrified|panicking|frightened|crying|shaking|overwhelmed|lost|devastated|in tears)|in tears|crying|can't (sleep|eat|cope|breathe|go on|take any ?more|do this)|panic|panic attack|don't know what to do|what (do|am|should) i (do|supposed to do)|falling apart|breaking down|nervous breakdown|at the end of my|nobody (can )?help*|all alone|ruined|losing everything|lose everything|life savings|help me please|urgent help|i just want (it|this) to (stop|end))
    """,
    "de": """
        (verzweifel*|ich flehe|bitte helfen sie|bitte hilfe|hilfe bitte|habe angst|panik|am weinen|ich weine|weine nur|kann nicht mehr|weiss nicht mehr weiter|weiss nicht was ich (tun|machen)|was soll ich (nur |jetzt )?(tun|machen)|nicht schlafen|am ende|nervenzusammenbruch|uberfordert|alles verloren|ganz allein|fix und fertig)
    """,
    "fr": """
        (desesper*|je vous en (supplie|prie aidez)|aidez(-| )moi|a l'aide|j'ai (tres )?peur|panique|je pleure|en larmes|n'en peux plus|je ne sais (plus|pas) quoi faire|que dois-je faire|ne dors plus|au bout du rouleau|a bout de|tout perdu|toute seule|tout seul|angoiss*)
    """,
    "es": """
        (desesperad*|le ruego|les suplico|por favor ayud*|ayudenme|ayudame por favor|tengo (mucho )?miedo|panico|estoy llorando|llorando|no puedo mas|no se que hacer|que hago|no puedo dormir|angustiad*|lo he perdido todo|sola con|muy asustad*|agobiad*)
    """,
    "pt": """
        (desesperad*|pelo amor de deus|me ajud*|socorro|estou com (muito )?medo|panico|chorando|nao aguento mais|nao sei (mais )?o que fazer|o que (eu )?faco|nao consigo dormir|angustiad*|perdi tudo|aflit*|apavorad*)
    """,
    "it": """
        (disperat*|vi prego|la prego (mi )?aiut*|aiutatemi|aiuto|ho (tanta |molta )?paura|panico|sto piangendo|in lacrime|non ce la faccio|non so (piu )?(cosa|che) fare|cosa devo fare|non dormo|angosciat*|ho perso tutto|terrorizzat*|spaventat*)
    """,
    "nl": """
        (wanhopig|radeloos|smeek|help me|alsjeblieft help|ik ben (zo )?bang|paniek|huil|huilen|in tranen|kan niet meer|weet niet (meer )?wat ik moet|wat moet ik (nu|doen)|slaap niet|ten einde raad|alles kwijt|overstuur|doodsbang)
    """,
    "pl": """
        (zrozpaczon*|blagam|prosze o pomoc|pomocy|boje sie|panik*|placze|we lzach|nie daje rady|nie wiem (juz )?co (robic|mam robic|zrobic)|co mam robic|nie moge spac|zalama*|stracilem wszystko|stracilam wszystko|przerazon*|rozpacz*)
    """,
    "sv": """
        (desperat|fortvivlad|snalla hjalp|hjalp mig|jag ar (sa )?radd|panik|grater|vet inte vad jag ska|vad ska jag gora|kan inte sova|orkar inte|forlorat allt|livradd)
    """,
    "tr": """
        (caresiz*|yalvariyorum|lutfen yardim|yardim edin|imdat|korkuyorum|panik*|agliyorum|aglamak*|dayanamiyorum|ne yapacagimi bilmiyorum|ne yapmam lazim|ne yapayim|uyuyamiyorum|perisan*|her seyimi kaybettim|mahvoldum)
    """,
    "ar": """
        (ارجوكم|ارجوك ساعد*|ساعدوني|الحقوني|انقذوني|خايف*|خائف*|مرعوب*|ابكي|ما (اعرف|ادري) (شو|وش|ايش|ماذا) (اسوي|اعمل|افعل)|لا اعرف ماذا افعل|ماذا افعل|ما اقدر انام|يائس*|منهار*|ضعت|خسرت كل|محطم*|تعبان نفسيا)
    """,
    "hi": """
        (मदद करो|मदद कीजिए|बचाओ|हाथ जोड़|विनती|डर लग|डरी हुई|डरा हुआ|घबरा|रो रही|रो रहा|समझ नहीं आ रहा क्या|क्या करूं|क्या करूँ|नींद नहीं|टूट (गया|गई|चुका)|सब कुछ खो|बर्बाद हो|परेशान हूं|परेशान हूँ)
    """,
    "ja": """
        (助けて|たすけて|お願いだから|怖い|こわい|恐い|不安で|パニック|泣いて|泣きそう|涙が|どうしたらいい|どうすればいい(か|の)|どうしよう|眠れ|限界です|もうだめ|もうダメ|絶望|途方に暮れ|つらい|辛い|追い詰め)
    """,
    "zh": """
        (救救|求求|求你|帮帮我|急死|害怕|好怕|恐慌|慌了|哭|崩溃|绝望|不知道(该)?怎么办|怎么办(啊|呀|才好)?|睡不着|撑不住|走投无路|受不了了|什么都没了|血本无归)
    """,
}

VULNERABILITY = {
    "en": """
        (cancer|chemo*|dementia|alzheimer*|stroke|depression|depressed|anxiety|disabled|disability|wheelchair|blind|deaf|hard of hearing|hearing loss|autis*|adhd|dyslexi*|terminally|terminal illness|terminal cancer|surgery|diagnosed|mental (health|illness)|chronic|dialysis|transplant|insulin|epilep*|panic attacks|illness|pregnan*|miscarr*)
        (passed away|died|my late|widow*|funeral|bereave*|divorc*|separated from|lost my (job|home|husband|wife|mother|father|son|daughter|partner|mum|mom|dad)|made redundant|laid off|unemployed|evict*|homeless|eviction)
        (can't (pay|afford|make)|cannot (pay|afford)|in debt|debts|debt collector*|food bank|struggling to pay|no money (left)?|bankrupt*|arrears|behind on|hardship|universal credit|on benefits)
        (i'm|i am|she is|he is|she's|he's|my (mother|father|mum|mom|dad|grandmother|grandfather|gran|grandpa)|aged?) ~ (7\\d|8\\d|9\\d)
        (carer|caregiver|power of attorney|on behalf of my (mother|father|mum|mom|dad|grandmother|grandfather|wife|husband)|not good with (computers|technology|english|reading)|can't (see|read|hear|use)|don't understand (computers|any of|the internet|english)|easy language|large print|screen reader|sign language)
    """,
    "de": """
        (krebs|chemo*|demenz|schlaganfall|depression*|angststorung|behindert*|behinderung|rollstuhl|blind|gehorlos|schwerhorig|pflegegrad|pflegebedurftig|schwanger|diagnose|operation|verstorben|gestorben|witwe*|beerdigung|scheidung|arbeitslos|gekundigt worden|obdachlos|raumung|kann nicht (be)?zahlen|schulden|schuldner*|burgergeld|insolven*|pleite|betreuer*|vollmacht|leichte sprache)
    """,
    "fr": """
        (cancer|chimio*|demence|avc|depression|handicap*|fauteuil roulant|aveugle|sourd*|malentendant*|enceinte|diagnosti*|hospitalis*|decede*|deces|veuve|veuf|obseques|divorce|chomage|licenci*|expulsion|sans abri|peux pas payer|plus les moyens|dettes|surendett*|tutelle|curatelle|procuration)
    """,
    "es": """
        (cancer|quimio*|demencia|alzheimer|ictus|depresion|discapacidad|discapacitad*|silla de ruedas|cieg*|sord*|embarazada|diagnostic*|fallecio|fallecid*|murio|viuda|viudo|funeral|divorci*|en paro|sin trabajo|desempleo|despid*|desahuci*|no puedo pagar|deudas|bancarrota|tutor legal)
    """,
    "pt": """
        (cancer|quimio*|demencia|alzheimer|avc|depressao|deficien*|cadeira de rodas|cego|cega|surdo|surda|gravida|diagnostic*|faleceu|falecid*|morreu|viuva|viuvo|funeral|velorio|divorci*|desempreg*|demitid*|despej*|nao (consigo|posso) pagar|dividas|endividad*|falencia|curador*)
    """,
    "it": """
        (cancro|tumore|chemio*|demenza|alzheimer|ictus|depressione|disabil*|sedia a rotelle|cieco|cieca|sordo|sorda|incinta|diagnosi|mancato|deceduto|deceduta|morto|morta|vedova|vedovo|funerale|divorzio|disoccupat*|licenziat*|sfratt*|non posso pagare|non riesco a pagare|debiti|fallimento|amministratore di sostegno)
    """,
    "nl": """
        (kanker(patient)?|chemo*|dementie|alzheimer|beroerte|depressie|gehandicapt*|beperking|rolstoel|blind|doof|slechthorend|zwanger|diagnose|overleden|gestorven|weduwe|weduwnaar|uitvaart|scheiding|werkloos|ontslagen|dakloos|uithuiszetting|kan niet betalen|schulden|schuldhulp*|bijstand|mantelzorg*|bewindvoerder|laaggeletterd)
    """,
    "pl": """
        (rak|raka|nowotwor*|chemi*|demencj*|alzheimer*|udar|depresj*|niepelnosprawn*|wozek inwalidzki|niewidom*|nieslysz*|w ciazy|diagnoz*|zmarl*|wdow*|pogrzeb*|rozwod*|bezrobotn*|stracilem prace|stracilam prace|zwolnion*|bezdomn*|eksmisj*|nie mam z czego|nie stac mnie|dlug*|komornik*|pelnomocnictwo)
    """,
    "sv": """
        (cancer|cellgift*|demens|stroke|depression|funktionsneds*|rullstol|blind|dov|gravid|diagnos|avled|gatt bort|gick bort|begravning|skilsmassa|arbetslos|uppsagd|vrakning|kan inte betala|skulder|kronofogden|god man|fullmakt)
    """,
    "tr": """
        (kanser*|kemoterapi*|demans|alzheimer|felc|depresyon*|engelli*|tekerlekli|gorme engelli|isitme engelli|hamile*|teshis|vefat|oldu esim|kaybettik|dul|cenaze|bosan*|issiz*|isten cikar*|evsiz|tahliye|odeyemiyorum|borc*|icra|iflas|vekalet|vasi)
    """,
    "ar": """
        (سرطان|كيماوي|خرف|الزهايمر|جلطه|اكتئاب|معاق*|اعاقه|كرسي متحرك|كفيف*|اصم|صماء|حامل|تشخيص|توفي|توفت|توفى|المرحوم*|ارمله|جنازه|طلاق|عاطل*|فصلوني|طرد|اخلاء|لا استطيع الدفع|ما اقدر ادفع|ديون|مديون|افلاس|وكاله|ولي امر)
    """,
    "hi": """
        (कैंसर|कीमो|डिमेंशिया|लकवा|अवसाद|डिप्रेशन|विकलांग|दिव्यांग|व्हीलचेयर|अंधा|दृष्टिहीन|बहरा|गर्भवती|देहांत|मृत्यु|गुजर (गए|गई|गया)|विधवा|अंतिम संस्कार|तलाक|बेरोजगार|नौकरी (चली गई|छूट)|बेघर|नहीं चुका|पैसे नहीं|कर्ज|कर्जा|दिवालिया|पढ़ना नहीं आता)
    """,
    "ja": """
        (がん|癌|抗がん剤|認知症|脳梗塞|うつ|鬱|障害(者|が|の)|車椅子|車いす|目が(見え|不自由)|耳が(聞こえ|不自由)|妊娠|診断|亡くな|他界|死去|葬儀|離婚|失業|解雇|無職|立ち退き|ホームレス|払えません|払えない|支払えない|借金|生活保護|自己破産|後見人|介護)
    """,
    "zh": """
        (癌|化疗|痴呆|中风|抑郁|残疾|轮椅|盲人|失明|聋|听障|怀孕|确诊|去世|过世|遗孀|葬礼|离婚|失业|下岗|被裁|无家可归|还不起|付不起|没钱(交|还|付)|欠债|负债|破产|低保|监护人|不识字|老人家)
    """,
}

CLAIMS = {
    "rights": RIGHTS,
    "legal": LEGAL,
    "regulator": REGULATOR,
    "press": PRESS,
    "abuse": ABUSE,
    "distress": DISTRESS,
    "vulnerability": VULNERABILITY,
}
