"""What system says while a person's yes is waited for, and when it did not come, in every language of the catalogue."""

from collections.abc import Mapping
from typing import Final

APPROVAL: Final[Mapping[str, Mapping[str, str]]] = {
    "approval.asked": {
        "en": "A person on our team has to approve this first. They decide by {date}, {time} ({timezone}), and you hear from"
        " us here. Until then nothing is done, and you can keep writing.",
        "de": "Das muss zuerst ein Mensch aus unserem Team freigeben. Die Entscheidung fällt bis {date}, {time} Uhr"
        " ({timezone}), und Sie erfahren sie von uns. Bis dahin geschieht nichts; Sie können gern weiterschreiben.",
        "fr": "Une personne de notre équipe doit d'abord donner son accord. Elle décidera au plus tard le {date} à {time}"
        " ({timezone}), et nous vous tiendrons au courant. D'ici là rien n'est fait, et vous pouvez continuer à écrire.",
        "es": "Primero debe aprobarlo una persona de nuestro equipo. Decidirá como muy tarde el {date}, a las {time}"
        " ({timezone}), y le avisaremos. Hasta entonces no se hace nada, y puede seguir escribiendo.",
        "pt": "Primeiro, uma pessoa da nossa equipa tem de aprovar isto. A decisão chega até {date}, às {time} ({timezone}),"
        " e avisamos. Até lá nada é feito, e pode continuar a escrever.",
        "it": "Prima deve approvarlo una persona del nostro team. Deciderà entro {date}, ore {time} ({timezone}), e"
        " la informeremo. Fino ad allora non succede nulla, e può continuare a scrivere.",
        "nl": "Een mens uit ons team moet dit eerst goedkeuren. De beslissing valt uiterlijk {date}, {time} ({timezone}), en"
        " u hoort het van ons. Tot dan gebeurt er niets; u kunt gewoon verder schrijven.",
        "pl": "Najpierw musi to zatwierdzić człowiek z naszego zespołu. Decyzja zapadnie najpóźniej {date} o godz. {time}"
        " ({timezone}) i damy Ci znać. Do tego czasu nic się nie stanie, a Ty możesz pisać dalej.",
        "sv": "En människa i vårt team måste först godkänna det här. Beslutet kommer senast {date}, kl. {time} ({timezone}),"
        " och du får besked av oss. Tills dess görs ingenting, och du kan fortsätta att skriva.",
        "tr": "Bunu önce ekibimizden bir insanın onaylaması gerekiyor. Karar en geç {date}, saat {time} ({timezone})"
        " itibarıyla verilecek ve size bildireceğiz. O zamana kadar hiçbir şey yapılmaz; yazmaya devam edebilirsiniz.",
        "ar": "يجب أن يوافق على هذا شخص من فريقنا أولًا. سيُتخذ القرار في موعد أقصاه {date}، الساعة {time} ({timezone})،"
        " وسنبلغك به. لن يُنفَّذ أي شيء قبل ذلك، ويمكنك متابعة الكتابة.",
        "ja": "この件には、まず人の担当者の承認が必要です。{date}の{time}（{timezone}）までに判断し、お知らせします。"
        "それまでは何も実行されません。その間も続けてお書きいただけます。",
    },
    "approval.expired": {
        "en": "We are sorry: nobody on our team decided in time, so nothing was done. A person is taking over now; the next"
        " message tells you who it is and by when they will reply.",
        "de": "Es tut uns leid: Niemand aus unserem Team hat rechtzeitig entschieden, deshalb ist nichts geschehen. Jetzt"
        " übernimmt ein Mensch. In der nächsten Nachricht steht, wer das ist und bis wann Sie eine Antwort haben.",
        "fr": "Nous sommes désolés : personne de notre équipe n'a décidé à temps, rien n'a donc été fait. Une personne prend"
        " le relais ; le prochain message vous dira qui, et quand vous aurez une réponse au plus tard.",
        "es": "Lo sentimos: nadie de nuestro equipo decidió a tiempo, así que no se ha hecho nada. Ahora se hace cargo una"
        " persona; el próximo mensaje le dirá quién es y cuándo le responderá como muy tarde.",
        "pt": "Lamentamos: ninguém da nossa equipa decidiu a tempo, por isso nada foi feito. Uma pessoa assume agora; a"
        " próxima mensagem diz quem é e até quando responde.",
        "it": "Ci dispiace: nessuno del nostro team ha deciso in tempo, quindi non è stato fatto nulla. Ora se ne occupa una"
        " persona; il prossimo messaggio le dirà chi è ed entro quando risponderà.",
        "nl": "Onze excuses: niemand van ons team heeft op tijd beslist, dus is er niets gedaan. Een mens neemt het nu over."
        " In het volgende bericht leest u wie dat is en wanneer u uiterlijk antwoord krijgt.",
        "pl": "Przepraszamy: nikt z naszego zespołu nie zdecydował na czas, więc nic nie zostało zrobione. Sprawę przejmuje"
        " teraz człowiek; w następnej wiadomości podamy, kto to jest i do kiedy odpowie.",
        "sv": "Vi ber om ursäkt: ingen i vårt team hann besluta i tid, så ingenting har gjorts. En människa tar över nu, och"
        " i nästa meddelande får du veta vem det är och när du senast får svar.",
        "tr": "Özür dileriz: Ekibimizden kimse zamanında karar vermedi, bu yüzden hiçbir şey yapılmadı. Şimdi bir insan"
        " devralıyor; kim olduğunu ve en geç ne zaman yanıt vereceğini bir sonraki mesajda bildireceğiz.",
        "ar": "نعتذر: لم يتخذ أحد من فريقنا قرارًا في الوقت المحدد، لذلك لم يُنفَّذ أي شيء. سيتولى الأمر الآن شخص من فريقنا،"
        " وستجد في الرسالة التالية اسمه والموعد الأقصى للرد.",
        "ja": "時間内に判断できず、申し訳ございません。何も実行していません。ここからは人の担当者が引き継ぎます。"
        "担当者の名前とお返事の時間は、次のメッセージでお知らせします。",
    },
    "approval.declined.not_allowed": {
        "en": "A person on our team has looked at this: our rules do not allow it, so it was not done. They have your"
        " conversation now and can talk it over with you here.",
        "de": "Ein Mensch aus unserem Team hat sich das angesehen: Unsere Regeln lassen es nicht zu, deshalb wurde es nicht"
        " ausgeführt. Ihre Unterhaltung ist jetzt bei einem Menschen, der das hier mit Ihnen besprechen kann.",
        "fr": "Une personne de notre équipe a examiné votre demande : nos règles ne le permettent pas, rien n'a donc été"
        " fait. Votre conversation est maintenant suivie par une personne, avec qui vous pouvez en parler ici.",
        "es": "Una persona de nuestro equipo lo ha revisado: nuestras normas no lo permiten, así que no se ha hecho. Ahora"
        " su conversación la lleva una persona, con quien puede hablarlo aquí.",
        "pt": "Uma pessoa da nossa equipa viu isto: as nossas regras não o permitem, por isso não foi feito. A sua conversa"
        " está agora com uma pessoa, com quem pode falar aqui.",
        "it": "Una persona del nostro team ha esaminato la richiesta: le nostre regole non lo permettono, quindi non è stato"
        " fatto. Ora la sua conversazione è seguita da una persona, con cui può parlarne qui.",
        "nl": "Een mens uit ons team heeft dit bekeken: onze regels staan het niet toe, dus is het niet gedaan. Uw gesprek"
        " ligt nu bij een mens, met wie u het hier kunt bespreken.",
        "pl": "Człowiek z naszego zespołu to sprawdził: nasze zasady na to nie pozwalają, więc nie zostało to zrobione."
        " Rozmową zajmuje się teraz człowiek, z którym możesz to tutaj omówić.",
        "sv": "En människa i vårt team har tittat på det här: våra regler tillåter det inte, så det har inte gjorts. Din"
        " konversation finns nu hos en människa som du kan tala med här.",
        "tr": "Ekibimizden bir insan bunu inceledi: Kurallarımız buna izin vermediği için yapılmadı. Konuşmanızla artık bir"
        " insan ilgileniyor; konuyu burada onunla görüşebilirsiniz.",
        "ar": "راجع شخص من فريقنا هذا الطلب: قواعدنا لا تسمح به، لذلك لم يُنفَّذ. محادثتك الآن لدى شخص من فريقنا، ويمكنك"
        " مناقشة الأمر معه هنا.",
        "ja": "人の担当者が確認しました。当社の規定では認められないため、実行していません。現在は人の担当者が"
        "お客様の件を担当しており、こちらでご相談いただけます。",
    },
    "approval.declined.not_confirmed": {
        "en": "A person on our team has looked at this and could not confirm what it rests on, so it was not done. They have"
        " your conversation now and will write to you here.",
        "de": "Ein Mensch aus unserem Team hat sich das angesehen und konnte die Angaben dazu nicht bestätigen, deshalb wurde"
        " es nicht ausgeführt. Ihre Unterhaltung ist jetzt bei einem Menschen, der Ihnen hier schreibt.",
        "fr": "Une personne de notre équipe a examiné votre demande et n'a pas pu confirmer les éléments nécessaires : rien"
        " n'a donc été fait. Votre conversation est maintenant suivie par une personne, qui vous écrira ici.",
        "es": "Una persona de nuestro equipo lo ha revisado y no ha podido confirmar los datos necesarios, así que no se ha"
        " hecho. Ahora su conversación la lleva una persona, que le escribirá aquí.",
        "pt": "Uma pessoa da nossa equipa viu isto e não conseguiu confirmar os dados necessários, por isso não foi feito. A"
        " sua conversa está agora com uma pessoa, que lhe escreve aqui.",
        "it": "Una persona del nostro team ha esaminato la richiesta e non ha potuto confermare i dati necessari, quindi non"
        " è stato fatto. Ora la sua conversazione è seguita da una persona, che le scriverà qui.",
        "nl": "Een mens uit ons team heeft dit bekeken en kon de gegevens niet bevestigen, dus is het niet gedaan. Uw gesprek"
        " ligt nu bij een mens, die u hier zal schrijven.",
        "pl": "Człowiek z naszego zespołu to sprawdził i nie mógł potwierdzić potrzebnych danych, więc nie zostało to"
        " zrobione. Rozmową zajmuje się teraz człowiek, który napisze do Ciebie tutaj.",
        "sv": "En människa i vårt team har tittat på det här och kunde inte bekräfta uppgifterna, så det har inte gjorts. Din"
        " konversation finns nu hos en människa som skriver till dig här.",
        "tr": "Ekibimizden bir insan bunu inceledi ve gerekli bilgileri doğrulayamadığı için yapılmadı. Konuşmanızla artık"
        " bir insan ilgileniyor ve size buradan yazacak.",
        "ar": "راجع شخص من فريقنا هذا الطلب ولم يتمكن من تأكيد البيانات اللازمة، لذلك لم يُنفَّذ. محادثتك الآن لدى شخص من"
        " فريقنا، وسيكتب لك هنا.",
        "ja": "人の担当者が確認しましたが、必要な内容を確認できなかったため、実行していません。現在は人の担当者が"
        "お客様の件を担当しており、こちらでご連絡します。",
    },
    "approval.declined.needs_person": {
        "en": "A person on our team wants to look at this themselves before anything is done. They have your conversation now"
        " and will write to you here.",
        "de": "Ein Mensch aus unserem Team möchte sich das selbst ansehen, bevor etwas geschieht. Ihre Unterhaltung ist jetzt"
        " bei einem Menschen, der Ihnen hier schreibt.",
        "fr": "Une personne de notre équipe veut examiner elle-même votre demande avant que quoi que ce soit ne soit fait."
        " Votre conversation est maintenant suivie par une personne, qui vous écrira ici.",
        "es": "Una persona de nuestro equipo quiere revisarlo ella misma antes de que se haga nada. Ahora su conversación la"
        " lleva una persona, que le escribirá aquí.",
        "pt": "Uma pessoa da nossa equipa quer ver isto pessoalmente antes de se fazer alguma coisa. A sua conversa está"
        " agora com uma pessoa, que lhe escreve aqui.",
        "it": "Una persona del nostro team vuole esaminarlo di persona prima che si faccia qualcosa. Ora la sua conversazione"
        " è seguita da una persona, che le scriverà qui.",
        "nl": "Een mens uit ons team wil dit zelf bekijken voordat er iets gebeurt. Uw gesprek ligt nu bij een mens, die u"
        " hier zal schrijven.",
        "pl": "Człowiek z naszego zespołu chce sam to sprawdzić, zanim cokolwiek zostanie zrobione. Rozmową zajmuje się teraz"
        " człowiek, który napisze do Ciebie tutaj.",
        "sv": "En människa i vårt team vill själv titta på det här innan något görs. Din konversation finns nu hos en"
        " människa som skriver till dig här.",
        "tr": "Ekibimizden bir insan, herhangi bir şey yapılmadan önce bunu kendisi incelemek istiyor. Konuşmanızla artık bir"
        " insan ilgileniyor ve size buradan yazacak.",
        "ar": "يريد شخص من فريقنا مراجعة هذا بنفسه قبل تنفيذ أي شيء. محادثتك الآن لدى شخص من فريقنا، وسيكتب لك هنا.",
        "ja": "実行する前に、人の担当者が直接確認いたします。現在は人の担当者がお客様の件を担当しており、"
        "こちらでご連絡します。",
    },
}
