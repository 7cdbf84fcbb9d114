"""Everyday trouble as customers first write of it: no moment has come."""

from typing import Final

TROUBLE: Final = {
    "en": """
        the app won't let me in
        my parcel is late
        the courier didn't show up
        error 17 when I press save
        why was my payment stopped
        why is my transfer on hold
        the restaurant says there is no booking under my name
        the hotel can't find our reservation
        I was charged for shipping, why
        why did you take 9 pounds
        the invoice has the wrong address
        I get every newsletter twice
        I keep getting two confirmation mails
        the two-step code doesn't arrive
        the technician was supposed to come this morning
        the engineer is late
        nobody came for the collection
        been trying to change my tariff since Tuesday
        been waiting for my tracking number since last week
        the site took my booking but sent no ticket
        it says seat limit reached but we have free seats
        licence key not accepted
        login loop after the update
        the page turns white when I open my orders
        the coupon isn't taken off
        one of the four chairs has a scratch
        the blender makes a funny noise
        the zip of the bag is broken
        the lamp flickers
        my router blinks orange
        internet is slow in the evening
        the alarm goes off for no reason
        the washing machine stops in the middle
        the meter reading on the bill isn't mine
        the direct debit went out a day early
        my points are missing
        the train was twenty minutes late, do I get something back
        my seat was changed
        the gate on my ticket is wrong
        suitcase came out last but it's here
        the delivery note lists an item I didn't get
        I typed my email wrong
        I can't find the cancel button for the newsletter
        I locked myself out after three tries
        my son's season ticket doesn't scan
        my daughter's school bus card is lost, how do I get a new one
        my mother's tablet has no sound
        my wife can't open the attachment
        my husband's name is spelled wrong on the card
        the kids' menu isn't on the site any more
        the baby monitor doesn't pair with the phone
        our printer shows offline
        the export leaves out december
        the report shows yesterday's numbers
        two of us see different prices
        the calendar is an hour off
        notifications come twice
        the video stops after a minute
        the download breaks off at 80 percent
        the form says my postcode doesn't exist
        it won't take my phone number
        the photo I upload is rejected
        my verification is still pending
        the exchange I sent back is still not booked
        the gift card says zero
        my subscription shows the old plan
        the discount for students vanished
        the heating is lukewarm
        our bin wasn't emptied today
        the key safe code doesn't open
        the parking ticket machine kept my card
        the vending machine ate my coin
        the appointment I made isn't in the list
        the doctor's letter isn't in the portal
        the prescription was sent to the wrong pharmacy
        the lift in the hotel is out, which floor is my room
        the pool was closed when we came
        the breakfast was cold
        the shop was shut though the site says open
        the queue was endless today
        the font is so small in the new app
        the new design is confusing
        I don't understand this letter
        I don't get what line 4 on the bill means
        not happy with the colour, how do I return it
        I ordered twice by mistake
        I paid the wrong account number of yours, the one for reminders
        I forgot to use my voucher
        I missed the slot
        I missed the deadline by one day, can I still hand it in
        hello? my order?
        where's my stuff
        nothing came today
        it broke after two washes
        it stopped working
        doesn't work
        screen is black
        it's stuck
        no sound
        wrong item
        still no mail
        where is our admin page
        who is our account admin
        who signs for the parcel when I'm out
        can the neighbour take it when I'm not there
        can it be left with somebody else
    """,
    "de": """
        die App lässt mich nicht rein
        mein Paket ist zu spät
        der Techniker ist noch nicht da
        warum wurde meine Überweisung angehalten
        warum wurden 9 Euro abgebucht
        das Hotel findet unsere Buchung nicht
        die Rechnung hat die falsche Adresse
        Fehler 17 beim Speichern
        ich bekomme jede Mail doppelt
        der Code kommt nicht an
        kann das Paket zur Nachbarin, wenn ich weg bin
        die Waschmaschine bleibt mitten drin stehen
        der Zug war zwanzig Minuten zu spät
        mein Platz wurde geändert
        geht nicht
        Bildschirm schwarz
        falscher Artikel
        ich habe aus Versehen zweimal bestellt
        das Internet ist abends langsam
        die Punkte fehlen
        der Laden war zu, obwohl offen dransteht
        ich verstehe Zeile 4 nicht
        die Fahrkarte meiner Tochter lässt sich nicht scannen
        meine Frau kann den Anhang nicht öffnen
    """,
    "fr": """
        l'application ne me laisse pas entrer
        mon colis est en retard
        le technicien n'est pas encore là
        pourquoi mon virement est bloqué
        pourquoi on m'a prélevé 9 euros
        l'hôtel ne trouve pas notre réservation
        la facture a la mauvaise adresse
        erreur 17 quand j'enregistre
        je reçois tous les mails en double
        le code n'arrive pas
        le voisin peut prendre le colis si je ne suis pas là ?
        la machine à laver s'arrête au milieu
        le train avait vingt minutes de retard
        ma place a été changée
        ça ne marche pas
        écran noir
        mauvais article
        j'ai commandé deux fois par erreur
        internet est lent le soir
        il manque mes points
        le magasin était fermé
        je ne comprends pas la ligne 4
        la carte de bus de ma fille ne passe pas
        mon mari n'arrive pas à ouvrir la pièce jointe
    """,
    "es": """
        no me abre
        mi paquete va tarde
        el técnico todavía no llega
        ¿por qué detuvieron mi transferencia?
        el hotel no encuentra nuestra reserva
        la factura tiene la dirección mal
        error 17 al guardar
        me llegan los correos dos veces
        no llega el código
        ¿lo puede recoger el vecino si no estoy?
        la lavadora se para a la mitad
        el tren llegó veinte minutos tarde
        me cambiaron el asiento
        no funciona
        pantalla negra
        artículo equivocado
        pedí dos veces sin querer
        internet va lento por la noche
        faltan mis puntos
        la tienda estaba cerrada
        no entiendo la línea 4
        la tarjeta del bus de mi hija no pasa
    """,
    "pt": """
        o app não me deixa entrar
        minha encomenda está atrasada
        o técnico ainda não veio
        por que seguraram minha transferência
        por que cobraram 9 reais
        o hotel não acha a nossa reserva
        a fatura está com o endereço errado
        erro 17 ao salvar
        recebo tudo em dobro
        o código não chega
        o vizinho pode receber se eu não estiver
        a máquina para no meio
        o trem atrasou vinte minutos
        mudaram meu assento
        não funciona
        tela preta
        produto errado
        pedi duas vezes sem querer
        a internet fica lenta à noite
        faltam meus pontos
        o cartão do ônibus da minha filha não passa
    """,
    "it": """
        l'app non mi fa entrare
        il pacco è in ritardo
        il tecnico non è ancora arrivato
        perché il bonifico è fermo
        perché mi avete preso 9 euro
        l'albergo non trova la prenotazione
        la fattura ha l'indirizzo sbagliato
        errore 17 quando salvo
        ricevo tutto due volte
        il codice non arriva
        può prenderlo il vicino se non ci sono
        la lavatrice si ferma a metà
        il treno aveva venti minuti di ritardo
        mi hanno cambiato il posto
        non funziona
        schermo nero
        articolo sbagliato
        ho ordinato due volte per errore
        internet è lento la sera
        mancano i punti
        l'app dà orari sbagliati
    """,
    "nl": """
        de app laat me niet binnen
        mijn pakket is te laat
        de monteur is er nog niet
        waarom is mijn overboeking gestopt
        waarom is er 9 euro afgeschreven
        het hotel vindt onze boeking niet
        het adres op de factuur is fout
        fout 17 bij opslaan
        ik krijg elke mail dubbel
        de code komt niet aan
        mag het naar de buurvrouw als ik weg ben
        de wasmachine stopt halverwege
        de trein was twintig minuten te laat
        doet het niet
        scherm zwart
        verkeerd artikel
        per ongeluk twee keer besteld
        internet is traag 's avonds
        mijn punten ontbreken
    """,
    "pl": """
        aplikacja mnie nie wpuszcza
        paczka się spóźnia
        technika jeszcze nie ma
        dlaczego zatrzymano mój przelew
        dlaczego pobrano 9 złotych
        hotel nie widzi naszej rezerwacji
        na fakturze jest zły adres
        błąd 17 przy zapisie
        dostaję wszystko podwójnie
        kod nie przychodzi
        czy może odebrać sąsiad, jak mnie nie ma
        pralka staje w połowie
        pociąg miał dwadzieścia minut spóźnienia
        nie działa
        czarny ekran
        zły towar
        zamówiłem dwa razy przez pomyłkę
        internet wieczorem wolny
        brakuje punktów
    """,
    "sv": """
        appen släpper inte in mig
        paketet är sent
        teknikern har inte kommit än
        varför stoppades min överföring
        varför drogs 9 kronor
        hotellet hittar inte vår bokning
        fel adress på fakturan
        fel 17 när jag sparar
        jag får allt dubbelt
        koden kommer inte
        kan grannen ta emot om jag är borta
        tvättmaskinen stannar mitt i
        tåget var tjugo minuter sent
        funkar inte
        svart skärm
        fel vara
    """,
    "tr": """
        uygulama beni içeri almıyor
        kargom gecikti
        teknisyen hâlâ gelmedi
        havalem neden durduruldu
        neden 9 lira çekildi
        otel rezervasyonumuzu bulamıyor
        faturada adres yanlış
        kaydederken hata 17
        her mail iki kez geliyor
        kod gelmiyor
        ben yokken komşu alabilir mi
        çamaşır makinesi ortada duruyor
        tren yirmi dakika geç kaldı
        çalışmıyor
        ekran siyah
        yanlış ürün
        yanlışlıkla iki kez sipariş verdim
    """,
    "ar": """
        التطبيق لا يدخلني
        الطرد متأخر
        الفني لم يصل بعد
        لماذا أوقفتم حوالتي
        لماذا خصمتم 9 ريالات
        الفندق لا يجد حجزنا
        العنوان في الفاتورة خطأ
        خطأ 17 عند الحفظ
        تصلني الرسائل مرتين
        الرمز لا يصل
        هل يستلمه الجار إذا لم أكن موجوداً
        الغسالة تتوقف في النصف
        القطار تأخر عشرين دقيقة
        لا يعمل
        الشاشة سوداء
        المنتج غلط
        طلبت مرتين بالخطأ
    """,
    "hi": """
        ऐप अंदर नहीं जाने दे रहा
        पार्सल देर से है
        तकनीशियन अभी तक नहीं आया
        मेरा ट्रांसफ़र क्यों रुका
        9 रुपये क्यों कटे
        होटल को हमारी बुकिंग नहीं मिल रही
        बिल पर पता गलत है
        सेव करने पर एरर 17
        हर मेल दो बार आता है
        कोड नहीं आ रहा
        मैं न रहूँ तो पड़ोसी ले सकता है क्या
        वॉशिंग मशीन बीच में रुक जाती है
        ट्रेन बीस मिनट लेट थी
        चल नहीं रहा
        स्क्रीन काली है
        गलत सामान आया
    """,
    "ja": """
        アプリに入れません
        荷物が遅れています
        修理の人がまだ来ません
        振込が止まっているのはなぜですか
        なぜ900円引かれたのですか
        ホテルに予約がないと言われました
        請求書の住所が違います
        保存するとエラー17が出ます
        メールが二通ずつ届きます
        コードが届きません
        留守のとき隣の人に預けられますか
        洗濯機が途中で止まります
        電車が二十分遅れました
        動きません
        画面が真っ暗です
        違う商品が来ました
        間違えて二回注文しました
    """,
    "zh": """
        应用进不去
        包裹晚了
        师傅还没来
        为什么我的转账被停了
        为什么扣了9块钱
        酒店说查不到我们的预订
        发票地址错了
        保存时报错17
        每封邮件都收到两次
        验证码收不到
        我不在家邻居可以代收吗
        洗衣机洗到一半停了
        火车晚点二十分钟
        用不了
        黑屏
        发错货了
        不小心下了两次单
    """,
}
