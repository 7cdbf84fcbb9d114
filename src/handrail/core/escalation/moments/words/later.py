"""Every kind of turn in the middle of a conversation in which no moment has come."""

from typing import Final

LATER: Final = {
    "en": """
        I did that already
        yes I tried that
        done, same result
        ok I'll try that
        I'll try it tonight
        let me check with my sister
        I'll ask my husband when he's home
        I'll tell him
        my colleague has it, I'll ask
        no, my brother's
        it's my mum's account actually
        he's the owner, not me
        not me, my flatmate
        oh that was my son playing with it
        the children had it in the garden
        ah, the cat sat on it
        found it in my other bag
        found it, it was behind the sofa
        never mind, it was under the doormat
        oh wait, I see it now
        ah right, wrong account
        sorry, I meant the 14th
        sorry typo, 4471
        no, the other one
        the blue one
        the second one
        the one from Monday
        not that one, the one below
        I mean the small size
        I meant the return, not the exchange
        no, the furniture collection
        Friday works
        the morning slot please
        after 4 is better
        we're on holiday that week
        I'm at work till six
        I'm home all day
        yes I'm at home
        I'm standing in front of it
        I'm in the shop right now
        in the cellar
        in the kitchen next to the fridge
        two floors up
        about ten metres
        since Tuesday
        for about two weeks
        a week ago I think
        twice so far
        every evening around nine
        only on my phone
        only on wifi
        on the laptop too
        yes, all of them
        both
        neither
        none of these
        1182
        48 211
        it's 4471-B
        H as in hotel, G as in golf
        ends in 204
        ok and how long does that take
        and what does that cost
        and if it rains?
        and the old one, do I send it back?
        and the fridge, does that go along
        so nothing before noon then
        ok so nothing to eat after eight
        so I just leave it at the desk?
        so I wait until next week
        so none until spring
        so that's included
        so it's free if I come by
        what if I'm not in
        what happens if I forget
        do I need to sign something
        does he need to be there
        can she pick it up instead of me
        can my neighbour take it
        fine, leave it as it is
        fine, send it by post
        yes do that please
        yes, go ahead
        go ahead
        book it
        hold it for me
        keep it
        leave it then
        no thanks, I'll come by
        no that's ok
        no it's fine now
        no rush
        not urgent
        not any more
        no, I deleted it
        no, I never had one
        no there is no such button
        there's no such menu on mine
        mine looks different
        it says not available
        it says error 12
        it shows the old date
        it asks for a code
        what code
        where is that
        where do I see that
        what's a PUK
        huh?
        sorry, what?
        come again?
        you lost me
        I don't follow
        too fast, once more please
        ok got that part, then?
        got it
        got the mail
        got the label
        it came
        it's here
        works now
        dry now
        better already
        ha, that easy
        thanks, that was quick
        thanks for the detail, I'll keep the letter
        thank you, my mother will be relieved
        you saved my day
        lovely, see you Friday
        perfect, I'll bring the card and my passport
        that's more than I thought
        that's expensive
        a pity
        too bad, but ok
        ugh, ok
        that explains it, we were away
        my letter says something else though
        on the website it says ten
        last year it was cheaper
        my neighbour got it in three days
        yesterday it was forty minutes late
        it was the same last winter
        you always say that, but fine
        I don't want to leave, just asking
        I don't want to cancel, I only want to know
        just curious
        I was only wondering
        I just want to know when
        not my fault, the box was already open
        I didn't touch anything
        I only pressed the button
        I pressed the wrong one
        I cut the label off, is that bad
        I washed it at 60, oops
        the dog chewed the corner
        my kid spilled juice on it
        I dropped it, but only on the carpet
        it fell off the shelf
        it's a bit loose
        it squeaks when I turn it
        it gets warm but not hot
        it's for my dad, he doesn't use computers
        it's a present for my niece
        it's for school
        she is twelve, does she need her own ticket
        he's 3
        two adults and a baby
        just me and the dog
        there are six of us
        we're six people at the stop, and it's cold
        I'm 81 and I manage, thank you
        my eyes aren't what they were, which corner?
        I broke my glasses, which button again?
        I'm on crutches, is there a lift
        I'll be in hospital on Monday, only a check-up, so Tuesday please
        I work nights so mornings are bad
        payday is Friday, can it wait until then
        I'll pay it tomorrow
        I paid that yesterday
        I've already paid
        I sent it on Monday
        I sent the photo
        attached
        see attachment
        sent again
        resent it
        checked, nothing there
        not in spam either
        looked there, not there
        tried another browser
        tried another card
        my wife tried too
        updated, still the old screen
        cleared the cache
        signed out and in again
        unplugged it for a minute
        how do I undo that
        how do I get back
        can I change that later
        can I undo it afterwards
        and to switch it on again?
        what did I do wrong
        did I break it?
        is that normal
        is that bad
        is it always like that
        will it happen again
        are you sure
        really?
        seriously? ok
        wow
        hm
        aha
        ok bye
        good night
    """,
    "de": """
        hab ich schon gemacht
        das hab ich vorher schon probiert
        ich frag sie mal
        ich frag meinen Mann
        das Konto ist von meiner Mutter
        das waren dann wohl die Kinder im Auto
        gefunden, lag hinterm Sofa
        ach, falsches Konto
        ich meinte den 14.
        nein, das andere
        dann Dienstag 10:20
        Freitag passt
        bin bis zum 20. weg
        ich bin zu Hause
        stehe gerade davor
        im Keller neben dem Zähler
        seit heute früh
        1182
        ok, und wann kommt die Rechnung
        und der alte, muss der zurück?
        also nichts mehr nach acht
        kann es die Nachbarin nehmen
        ja bitte machen Sie das
        nein danke, ich komm vorbei
        bei mir steht Fehler 12
        bei mir sieht das anders aus
        welcher Code denn
        hä? nochmal bitte
        ist angekommen
        geht wieder
        danke, das war schnell
        das ist aber lang
        schade, aber ok
        im Brief steht was anderes
        gestern waren es vierzig Minuten
        das sagt ihr immer so locker
        ich will nicht weg, nur wissen
        ich will nicht kündigen, war nur eine Frage
        wollte es nur wissen
        der Hund hat die Ecke angekaut
        ist ein Geschenk für meine Nichte
        sie ist zwölf, braucht sie eine eigene Karte
        wir sind zu sechst an der Haltestelle
        hab ich gestern bezahlt
        hochgeladen
        im Spam ist auch nichts
        neu gestartet, gleich
        wie mach ich das rückgängig
        hab ich was kaputt gemacht
        wirklich?
        und wenn man auszieht
    """,
    "fr": """
        je l'ai déjà fait
        j'avais essayé avant d'écrire
        ok j'essaie
        je vais lui demander
        je demande à mon mari
        c'est le compte de ma mère
        ah ce sont les enfants dans la voiture
        trouvé, c'était derrière le canapé
        ah, mauvais compte
        je voulais dire le 14
        non, l'autre
        alors mardi 10h20
        vendredi c'est bon
        je suis absent jusqu'au 20
        oui je suis à la maison
        je suis devant
        à la cave à côté du compteur
        depuis ce matin
        1182
        ok et la facture arrive quand
        et l'ancien, je le renvoie ?
        donc rien après huit heures
        ma voisine peut le prendre ?
        oui faites-le
        non merci je passerai
        chez moi ça affiche erreur 12
        quel code ?
        pardon ? encore une fois
        c'est arrivé
        ça remarche
        merci c'était rapide
        c'est long quand même
        dommage mais bon
        la lettre dit autre chose
        hier c'était quarante minutes
        je ne veux pas partir, c'est juste pour savoir
        c'est juste une question
        le chien a mordu le coin
        c'est un cadeau pour ma nièce
        elle a douze ans, il lui faut un billet ?
        on est six à l'arrêt
        je l'ai payé hier
        envoyé
        rien dans les spams
        redémarré, pareil
        comment j'annule ça
        j'ai cassé quelque chose ?
        vraiment ?
    """,
    "es": """
        ya lo hice
        lo probé antes de escribir
        vale, lo pruebo
        le pregunto a ella
        le pregunto a mi marido
        la cuenta es de mi madre
        ah, serían los niños en el coche
        ya apareció, estaba detrás del sofá
        ah, la cuenta equivocada
        quería decir el 14
        no, el otro
        entonces martes 10:20
        el viernes va bien
        estoy fuera hasta el 20
        sí, estoy en casa
        estoy delante
        en el sótano, al lado del contador
        desde esta mañana
        1182
        vale, ¿y cuándo llega la factura?
        ¿y el viejo lo devuelvo?
        o sea nada después de las ocho
        ¿lo puede coger la vecina?
        sí, hágalo
        no gracias, ya paso yo
        a mí me sale error 12
        ¿qué código?
        ¿cómo? otra vez por favor
        ya llegó
        ya funciona
        gracias, qué rápido
        uf, es mucho tiempo
        qué pena, bueno
        la carta dice otra cosa
        ayer fueron cuarenta minutos
        no me quiero ir, solo pregunto
        solo quería saberlo
        el perro mordió la esquina
        es un regalo para mi sobrina
        tiene doce años, ¿necesita billete?
        somos seis en la parada
        lo pagué ayer
        subido
        tampoco está en spam
        reiniciado, igual
        ¿cómo deshago eso?
        ¿lo rompí?
        ¿en serio?
    """,
    "pt": """
        já fiz isso
        tentei antes de escrever
        ok vou tentar
        vou perguntar pra ela
        pergunto ao meu marido
        a conta é da minha mãe
        ah, foram as crianças no carro
        achei, estava atrás do sofá
        ah, conta errada
        quis dizer dia 14
        não, o outro
        então terça 10:20
        sexta está bom
        estou fora até dia 20
        sim estou em casa
        estou na frente dele
        desde hoje cedo
        1182
        ok e quando chega a fatura
        e o velho, devolvo?
        então nada depois das oito
        a vizinha pode pegar?
        sim, pode fazer
        não obrigado, passo aí
        aqui aparece erro 12
        que código?
        como? de novo por favor
        chegou
        voltou a funcionar
        obrigada, foi rápido
        é muito tempo
        que pena, mas ok
        a carta diz outra coisa
        ontem foram quarenta minutos
        não quero sair, só saber
        o cachorro mordeu a ponta
        é presente pra minha sobrinha
        ela tem doze anos, precisa de bilhete?
        paguei ontem
        enviado
        reiniciei, igual
        como desfaço isso
        sério?
    """,
    "it": """
        l'ho già fatto
        l'avevo provato prima di scrivere
        ok ci provo
        chiedo a lei
        chiedo a mio marito
        il conto è di mia madre
        ah, saranno stati i bambini in macchina
        trovato, era dietro il divano
        ah, conto sbagliato
        volevo dire il 14
        no, l'altro
        allora martedì 10:20
        venerdì va bene
        sono via fino al 20
        sì sono a casa
        ci sono davanti
        da stamattina
        1182
        ok e la bolletta quando arriva
        e quello vecchio lo rimando?
        quindi niente dopo le otto
        può prenderlo la vicina?
        sì, faccia pure
        no grazie, passo io
        a me dà errore 12
        quale codice?
        come? ancora una volta
        è arrivato
        ora va
        grazie, velocissimi
        è tanto tempo
        peccato, va bene
        la lettera dice altro
        ieri erano quaranta minuti
        non voglio andarmene, solo sapere
        il cane ha morso l'angolo
        è un regalo per mia nipote
        ha dodici anni, serve il biglietto?
        pagato ieri
        inviato
        riavviato, uguale
        come lo annullo
        davvero?
    """,
    "nl": """
        heb ik al gedaan
        had ik al geprobeerd
        ok ga ik proberen
        ik vraag het haar
        ik vraag het mijn man
        de rekening is van mijn moeder
        dat waren dan de kinderen in de auto
        gevonden, lag achter de bank
        ik bedoelde de 14e
        nee, de andere
        dinsdag 10:20 dan
        vrijdag is goed
        ik ben tot de 20e weg
        ja ik ben thuis
        sinds vanochtend
        1182
        ok en wanneer komt de rekening
        en de oude, moet die terug?
        dus niks na acht uur
        ja doe maar
        nee dank je, ik kom langs
        bij mij staat fout 12
        welke code?
        hè? nog een keer
        is er
        doet het weer
        dank, dat was snel
        dat is wel lang
        jammer, maar ok
        gisteren was het veertig minuten
        ik wil niet opzeggen, vroeg het alleen
        cadeautje voor mijn nicht
        heb ik gisteren betaald
        herstart, zelfde
        hoe maak ik dat ongedaan
        echt?
    """,
    "pl": """
        już to zrobiłem
        próbowałam, zanim napisałam
        ok, spróbuję
        zapytam ją
        zapytam męża
        konto jest mamy
        a, to dzieci w aucie
        znalazłam, było za kanapą
        chodziło mi o 14
        nie, ten drugi
        to wtorek 10:20
        piątek pasuje
        nie ma mnie do 20
        tak, jestem w domu
        od rana
        1182
        ok, a kiedy rachunek
        a stary odesłać?
        czyli nic po ósmej
        tak, proszę to zrobić
        nie dziękuję, wpadnę
        jaki kod?
        co? jeszcze raz
        przyszło
        już działa
        dzięki, szybko poszło
        to długo
        szkoda, ale ok
        wczoraj było czterdzieści minut
        nie chcę odchodzić, tylko pytam
        to prezent dla siostrzenicy
        zapłaciłem wczoraj
        zrestartowane, to samo
        jak to cofnąć
        serio?
    """,
    "sv": """
        det har jag redan gjort
        provade innan jag skrev
        ok jag provar
        jag frågar henne
        kontot är mammas
        det var nog barnen i bilen
        hittade den bakom soffan
        jag menade den 14
        nej, den andra
        tisdag 10:20 då
        fredag går bra
        jag är borta till den 20
        ja jag är hemma
        sedan i morse
        1182
        ok och när kommer räkningen
        så inget efter åtta
        ja gör det
        det står fel 12 hos mig
        vilken kod?
        va? en gång till
        den kom
        funkar igen
        tack, det gick fort
        det var länge
        igår var det fyrtio minuter
        jag vill inte sluta, bara veta
        betalade igår
        startade om, samma
        hur ångrar jag det
    """,
    "tr": """
        onu zaten yaptım
        yazmadan önce denedim
        tamam deneyeyim
        ona sorarım
        eşime sorayım
        hesap annemin
        çocuklardır arabada
        buldum, koltuğun arkasındaymış
        14'ünü demek istedim
        hayır, öbürü
        salı 10:20 o zaman
        cuma olur
        20'sine kadar yokum
        evet evdeyim
        sabahtan beri
        1182
        tamam, fatura ne zaman gelir
        eskisini geri mi göndereyim
        yani sekizden sonra bir şey yok
        evet yapın lütfen
        bende hata 12 yazıyor
        hangi kod?
        efendim? bir daha
        geldi
        şimdi çalışıyor
        teşekkürler, hızlı oldu
        uzun süre bu
        dün kırk dakikaydı
        ayrılmak istemiyorum, sadece soruyorum
        dün ödedim
        yeniden başlattım, aynı
        bunu nasıl geri alırım
    """,
    "ar": """
        فعلت ذلك من قبل
        جربته قبل أن أكتب
        طيب سأجرب
        سأسألها
        أسأل زوجي
        الحساب لأمي
        يمكن الأولاد في السيارة
        وجدتها خلف الأريكة
        قصدت يوم 14
        لا، الآخر
        إذن الثلاثاء 10:20
        الجمعة مناسب
        أنا مسافر حتى 20
        نعم أنا في البيت
        منذ الصباح
        1182
        طيب ومتى تصل الفاتورة
        والقديم أرجعه؟
        يعني لا شيء بعد الثامنة
        نعم افعلوا ذلك
        يظهر عندي خطأ 12
        أي رمز؟
        كيف؟ مرة ثانية
        وصل
        اشتغل الآن
        شكراً كان سريعاً
        هذا وقت طويل
        أمس كانت أربعين دقيقة
        لا أريد أن أترك، فقط أسأل
        دفعت أمس
        أعدت التشغيل، نفس الشيء
        كيف أتراجع عن ذلك
    """,
    "hi": """
        वो मैं कर चुका हूँ
        लिखने से पहले ही कर लिया था
        ठीक है, करके देखता हूँ
        मैं उससे पूछ लूँगी
        पति से पूछती हूँ
        खाता माँ का है
        बच्चे होंगे गाड़ी में
        मिल गया, सोफ़े के पीछे था
        मेरा मतलब 14 तारीख
        नहीं, दूसरा वाला
        तो मंगलवार 10:20
        शुक्रवार ठीक है
        मैं 20 तक बाहर हूँ
        हाँ घर पर हूँ
        सुबह से
        1182
        ठीक, और बिल कब आएगा
        पुराना वापस भेजना है?
        यानी आठ के बाद कुछ नहीं
        हाँ कर दीजिए
        मेरे यहाँ एरर 12 दिखा रहा
        कौन सा कोड?
        क्या? फिर से
        आ गया
        अब चल रहा है
        धन्यवाद, जल्दी हो गया
        यह तो बहुत समय है
        कल चालीस मिनट लगे थे
        छोड़ना नहीं है, बस पूछ रहा हूँ
        कल भर दिया
        रीस्टार्ट किया, वही
        इसे वापस कैसे करूँ
    """,
    "ja": """
        それはもうやりました
        書く前に試しました
        はい、やってみます
        彼女に聞いてみます
        夫に聞きます
        母の口座です
        たぶん車の中の子どもたちです
        見つかりました、ソファの裏でした
        14日のつもりでした
        いえ、もう一つのほうです
        では火曜の10時20分で
        金曜で大丈夫です
        20日まで留守です
        はい、家にいます
        今朝からです
        1182
        はい、請求はいつ来ますか
        古いのは返すんですか
        では八時以降は何も食べないんですね
        はい、お願いします
        エラー12と出ます
        どのコードですか
        え、もう一度お願いします
        届きました
        動くようになりました
        ありがとう、早かったです
        長いですね
        昨日は四十分でした
        やめたいわけではなく、聞いただけです
        昨日払いました
        再起動しても同じです
        どうやって元に戻しますか
    """,
    "zh": """
        我已经做过了
        写之前就试过了
        好，我试试
        我问问她
        我问一下我老公
        账户是我妈的
        应该是孩子们在车里弄的
        找到了，在沙发后面
        我是说14号
        不是，另一个
        那就星期二10点20
        星期五可以
        我20号之前不在
        好，我在家
        从早上开始
        1182
        好的，账单什么时候来
        旧的要寄回吗
        那八点以后什么都不吃
        好，就这样办
        我这里显示错误12
        什么码
        啊？再说一遍
        到了
        现在好了
        谢谢，真快
        时间好长
        昨天晚了四十分钟
        我不是要走，只是问问
        昨天付了
        重启了，一样
        怎么撤销
    """,
}
