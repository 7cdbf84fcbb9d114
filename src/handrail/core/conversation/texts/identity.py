"""What system says to find out who a customer is, and the letter with the code, in every language of the catalogue.

None of them says whether an address is known to the company.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

IDENTITY: Final[Mapping[str, Mapping[str, str]]] = {
    "identity.ask_contact": {
        "en": "For this we have to be sure that it is you. Please write here the e-mail address that you use with us, and we"
        " will send you a code.",
        "de": "Dafür müssen wir sicher sein, dass Sie es sind. Bitte schreiben Sie hier die E-Mail-Adresse, die Sie bei uns"
        " nutzen, dann schicken wir Ihnen einen Code.",
        "fr": "Pour cela, nous devons être sûrs que c'est bien vous. Écrivez ici l'adresse e-mail que vous utilisez chez nous,"
        " et nous vous enverrons un code.",
        "es": "Para esto tenemos que estar seguros de que es usted. Escriba aquí la dirección de correo que usa con nosotros"
        " y le enviaremos un código.",
        "pt": "Para isto temos de ter a certeza de que é mesmo a própria pessoa. Escreva aqui o endereço de e-mail que usa"
        " connosco e enviamos-lhe um código.",
        "it": "Per questo dobbiamo essere sicuri che sia lei. Scriva qui l'indirizzo e-mail che usa con noi e le invieremo"
        " un codice.",
        "nl": "Hiervoor moeten we zeker weten dat u het bent. Schrijf hier het e-mailadres dat u bij ons gebruikt, dan sturen"
        " we u een code.",
        "pl": "Do tego musimy mieć pewność, że to Ty. Napisz tutaj adres e-mail, którego u nas używasz, a wyślemy Ci kod.",
        "sv": "För det här måste vi vara säkra på att det är du. Skriv den e-postadress som du använder hos oss, så skickar"
        " vi en kod till dig.",
        "tr": "Bunun için sizin olduğunuzdan emin olmamız gerekiyor. Bizde kullandığınız e-posta adresini buraya yazın, size"
        " bir kod gönderelim.",
        "ar": "لهذا الأمر علينا التأكد من هويتك. اكتب هنا عنوان البريد الإلكتروني الذي تستخدمه لدينا، وسنرسل إليك رمزًا.",
        "ja": "この手続きには、ご本人の確認が必要です。ご利用のメールアドレスをこちらにお書きください。コードをお送りします。",
    },
    "identity.code_sent": {
        "en": "We have sent a code of six digits to {contact}. Please write it here within 10 minutes. If nothing arrives,"
        " look in your spam folder, or write “{person}” to reach a person.",
        "de": "Wir haben einen sechsstelligen Code an {contact} geschickt. Bitte schreiben Sie ihn innerhalb von 10 Minuten"
        " hier. Wenn nichts ankommt, sehen Sie im Spam-Ordner nach, oder schreiben Sie „{person}“.",
        "fr": "Nous avons envoyé un code à six chiffres à {contact}. Écrivez-le ici dans les 10 minutes. Si rien n'arrive,"
        " regardez dans les indésirables, ou écrivez « {person} » pour joindre une personne.",
        "es": "Hemos enviado un código de seis cifras a {contact}. Escríbalo aquí en un plazo de 10 minutos. Si no llega nada,"
        " mire en el correo no deseado o escriba «{person}» para hablar con una persona.",
        "pt": "Enviámos um código de seis algarismos para {contact}. Escreva-o aqui no prazo de 10 minutos. Se nada chegar,"
        " veja a pasta de spam ou escreva “{person}” para falar com uma pessoa.",
        "it": "Abbiamo inviato un codice di sei cifre a {contact}. Lo scriva qui entro 10 minuti. Se non arriva nulla, guardi"
        " nella posta indesiderata o scriva “{person}” per parlare con una persona.",
        "nl": "We hebben een code van zes cijfers naar {contact} gestuurd. Schrijf die hier binnen 10 minuten. Komt er niets"
        " aan, kijk dan in uw spammap, of schrijf “{person}” om een mens te bereiken.",
        "pl": "Wysłaliśmy sześciocyfrowy kod na adres {contact}. Wpisz go tutaj w ciągu 10 minut. Jeśli nic nie dotrze, sprawdź"
        " folder ze spamem albo napisz „{person}”, aby połączyć się z człowiekiem.",
        "sv": "Vi har skickat en sexsiffrig kod till {contact}. Skriv den här inom 10 minuter. Kommer ingenting fram, titta i"
        " skräpposten eller skriv ”{person}” för att nå en människa.",
        "tr": "Altı haneli bir kodu {contact} adresine gönderdik. Lütfen 10 dakika içinde buraya yazın. Bir şey gelmezse"
        " istenmeyen posta klasörüne bakın ya da bir insana ulaşmak için “{person}” yazın.",
        "ar": "أرسلنا رمزًا من ستة أرقام إلى {contact}. اكتبه هنا خلال 10 دقائق. إذا لم يصلك شيء فابحث في البريد غير المرغوب"
        " فيه، أو اكتب «{person}» للوصول إلى شخص.",
        "ja": "6桁のコードを{contact}にお送りしました。10分以内にこちらにお書きください。届かない場合は迷惑メールをご確認"
        "いただくか、「{person}」とお書きください。人の担当者が対応します。",
    },
    "identity.code_renewed": {
        "en": "That code is no longer valid, so we have sent a new one to {contact}. Please write the new one here within 10"
        " minutes.",
        "de": "Dieser Code ist nicht mehr gültig, deshalb haben wir einen neuen an {contact} geschickt. Bitte schreiben Sie"
        " den neuen innerhalb von 10 Minuten hier.",
        "fr": "Ce code n'est plus valable : nous en avons envoyé un nouveau à {contact}. Écrivez le nouveau ici dans les 10"
        " minutes.",
        "es": "Ese código ya no es válido, así que hemos enviado uno nuevo a {contact}. Escriba aquí el nuevo en un plazo de"
        " 10 minutos.",
        "pt": "Esse código já não é válido, por isso enviámos um novo para {contact}. Escreva aqui o novo no prazo de 10"
        " minutos.",
        "it": "Quel codice non è più valido, quindi ne abbiamo inviato uno nuovo a {contact}. Scriva qui il nuovo entro 10"
        " minuti.",
        "nl": "Die code is niet meer geldig, daarom hebben we een nieuwe naar {contact} gestuurd. Schrijf de nieuwe hier"
        " binnen 10 minuten.",
        "pl": "Ten kod jest już nieważny, dlatego wysłaliśmy nowy na adres {contact}. Wpisz tutaj nowy kod w ciągu 10 minut.",
        "sv": "Den koden gäller inte längre, så vi har skickat en ny till {contact}. Skriv den nya här inom 10 minuter.",
        "tr": "O kod artık geçerli değil, bu yüzden {contact} adresine yenisini gönderdik. Lütfen yeni kodu 10 dakika içinde"
        " buraya yazın.",
        "ar": "لم يعد ذلك الرمز صالحًا، لذلك أرسلنا رمزًا جديدًا إلى {contact}. اكتب الرمز الجديد هنا خلال 10 دقائق.",
        "ja": "そのコードは無効になったため、{contact}に新しいコードをお送りしました。新しいコードを10分以内に"
        "こちらにお書きください。",
    },
    "identity.code_wrong": {
        "en": "That is not the code that we sent. Please look again; tries left: {left}.",
        "de": "Das ist nicht der Code, den wir geschickt haben. Bitte sehen Sie noch einmal nach; verbleibende Versuche:"
        " {left}.",
        "fr": "Ce n'est pas le code que nous avons envoyé. Vérifiez encore une fois ; essais restants : {left}.",
        "es": "Ese no es el código que enviamos. Compruébelo de nuevo; intentos restantes: {left}.",
        "pt": "Esse não é o código que enviámos. Verifique novamente; tentativas restantes: {left}.",
        "it": "Questo non è il codice che abbiamo inviato. Controlli di nuovo; tentativi rimasti: {left}.",
        "nl": "Dat is niet de code die we hebben gestuurd. Kijk nog eens goed; resterende pogingen: {left}.",
        "pl": "To nie jest kod, który wysłaliśmy. Sprawdź jeszcze raz; pozostałe próby: {left}.",
        "sv": "Det är inte koden som vi skickade. Titta en gång till; försök kvar: {left}.",
        "tr": "Bu, gönderdiğimiz kod değil. Lütfen tekrar bakın; kalan deneme: {left}.",
        "ar": "هذا ليس الرمز الذي أرسلناه. تحقق منه مرة أخرى؛ المحاولات المتبقية: {left}.",
        "ja": "お送りしたコードと一致しません。もう一度ご確認ください。残りの回数：{left}",
    },
    "identity.code_failed": {
        "en": "We could not make sure with a code that it is you, so nothing was done. A person is taking over now.",
        "de": "Wir konnten mit einem Code nicht sicherstellen, dass Sie es sind, deshalb ist nichts geschehen. Jetzt"
        " übernimmt ein Mensch.",
        "fr": "Nous n'avons pas pu nous assurer avec un code que c'est bien vous, rien n'a donc été fait. Une personne prend"
        " le relais.",
        "es": "No hemos podido asegurarnos con un código de que es usted, así que no se ha hecho nada. Ahora se hace cargo una"
        " persona.",
        "pt": "Não conseguimos confirmar a identidade com um código, por isso nada foi feito. Uma pessoa assume agora.",
        "it": "Non siamo riusciti a verificare con un codice che sia lei, quindi non è stato fatto nulla. Ora se ne occupa"
        " una persona.",
        "nl": "We konden met een code niet vaststellen dat u het bent, dus is er niets gedaan. Een mens neemt het nu over.",
        "pl": "Nie udało się potwierdzić kodem, że to Ty, więc nic nie zostało zrobione. Sprawę przejmuje teraz człowiek.",
        "sv": "Vi kunde inte försäkra oss med en kod om att det är du, så ingenting har gjorts. En människa tar över nu.",
        "tr": "Kodla sizin olduğunuzdan emin olamadık, bu yüzden hiçbir şey yapılmadı. Şimdi bir insan devralıyor.",
        "ar": "لم نتمكن من التأكد من هويتك بالرمز، لذلك لم يُنفَّذ أي شيء. سيتولى الأمر الآن شخص من فريقنا.",
        "ja": "コードによるご本人の確認ができなかったため、何も実行していません。ここからは人の担当者が対応します。",
    },
    "identity.verified": {
        "en": "Thank you, the code is right. It counts for this conversation.",
        "de": "Vielen Dank, der Code stimmt. Er gilt für diese Unterhaltung.",
        "fr": "Merci, le code est correct. Il vaut pour cette conversation.",
        "es": "Gracias, el código es correcto. Vale para esta conversación.",
        "pt": "Obrigado, o código está certo. É válido para esta conversa.",
        "it": "Grazie, il codice è corretto. Vale per questa conversazione.",
        "nl": "Dank u, de code klopt. Die geldt voor dit gesprek.",
        "pl": "Dziękujemy, kod jest poprawny. Obowiązuje w tej rozmowie.",
        "sv": "Tack, koden stämmer. Den gäller för den här konversationen.",
        "tr": "Teşekkürler, kod doğru. Bu konuşma için geçerlidir.",
        "ar": "شكرًا، الرمز صحيح. وهو صالح لهذه المحادثة.",
        "ja": "ありがとうございます。コードを確認しました。このやり取りの間、有効です。",
    },
}


@dataclass(frozen=True, slots=True)
class CodeLetter:
    """`subject` takes the workspace's name, `text` that and the code. The code stands in no subject: those are shown on
    locked screens."""

    subject: str
    text: str


LETTERS: Final[Mapping[str, CodeLetter]] = {
    "en": CodeLetter(
        "Your code for {workspace}",
        "Your code: {code}\n\nWrite it in the conversation in which it was asked for. It is valid for 10 minutes.\n\n"
        "If you did not ask for it, somebody may have typed your address: you need do nothing. Give the code to nobody.",
    ),
    "de": CodeLetter(
        "Ihr Code für {workspace}",
        "Ihr Code: {code}\n\nSchreiben Sie ihn in die Unterhaltung, in der danach gefragt wurde. Er gilt 10 Minuten.\n\n"
        "Wenn Sie ihn nicht angefordert haben, hat vielleicht jemand Ihre Adresse eingegeben: Sie müssen nichts tun."
        " Geben Sie den Code niemandem weiter.",
    ),
    "fr": CodeLetter(
        "Votre code pour {workspace}",
        "Votre code : {code}\n\nÉcrivez-le dans la conversation où il a été demandé. Il est valable 10 minutes.\n\n"
        "Si vous ne l'avez pas demandé, quelqu'un a peut-être saisi votre adresse : vous n'avez rien à faire. Ne donnez ce"
        " code à personne.",
    ),
    "es": CodeLetter(
        "Su código para {workspace}",
        "Su código: {code}\n\nEscríbalo en la conversación en la que se le pidió. Es válido durante 10 minutos.\n\n"
        "Si no lo ha pedido, quizá alguien haya escrito su dirección: no tiene que hacer nada. No dé el código a nadie.",
    ),
    "pt": CodeLetter(
        "O seu código para {workspace}",
        "O seu código: {code}\n\nEscreva-o na conversa em que foi pedido. É válido durante 10 minutos.\n\n"
        "Se não o pediu, talvez alguém tenha escrito o seu endereço: não precisa de fazer nada. Não dê o código a ninguém.",
    ),
    "it": CodeLetter(
        "Il suo codice per {workspace}",
        "Il suo codice: {code}\n\nLo scriva nella conversazione in cui è stato chiesto. È valido per 10 minuti.\n\n"
        "Se non l'ha chiesto, forse qualcuno ha digitato il suo indirizzo: non deve fare nulla. Non dia il codice a nessuno.",
    ),
    "nl": CodeLetter(
        "Uw code voor {workspace}",
        "Uw code: {code}\n\nSchrijf die in het gesprek waarin erom werd gevraagd. De code is 10 minuten geldig.\n\n"
        "Hebt u er niet om gevraagd, dan heeft misschien iemand uw adres ingevuld: u hoeft niets te doen. Geef de code aan"
        " niemand.",
    ),
    "pl": CodeLetter(
        "Twój kod: {workspace}",
        "Twój kod: {code}\n\nWpisz go w rozmowie, w której o niego poproszono. Jest ważny przez 10 minut.\n\n"
        "Jeśli to nie Ty o niego prosisz, ktoś mógł wpisać Twój adres: nie musisz nic robić. Nie podawaj kodu nikomu.",
    ),
    "sv": CodeLetter(
        "Din kod för {workspace}",
        "Din kod: {code}\n\nSkriv den i konversationen där den efterfrågades. Den gäller i 10 minuter.\n\n"
        "Om du inte har bett om den kan någon ha skrivit in din adress: du behöver inte göra något. Ge inte koden till"
        " någon.",
    ),
    "tr": CodeLetter(
        "{workspace} için kodunuz",
        "Kodunuz: {code}\n\nKodu, istendiği konuşmaya yazın. 10 dakika geçerlidir.\n\n"
        "Kodu siz istemediyseniz biri adresinizi yazmış olabilir: bir şey yapmanız gerekmez. Kodu kimseye vermeyin.",
    ),
    "ar": CodeLetter(
        "رمزك لدى {workspace}",
        "رمزك: {code}\n\nاكتبه في المحادثة التي طُلب فيها. وهو صالح لمدة 10 دقائق.\n\n"
        "إذا لم تطلبه فربما كتب شخص ما عنوانك: لا حاجة إلى فعل أي شيء. لا تعطِ الرمز لأحد.",
    ),
    "ja": CodeLetter(
        "{workspace}のコード",
        "コード：{code}\n\nコードを求められたやり取りの画面にお書きください。10分間有効です。\n\n"
        "お心当たりがない場合は、どなたかがこのアドレスを入力した可能性があります。何もしていただく必要はありません。"
        "コードは誰にも教えないでください。",
    ),
}
