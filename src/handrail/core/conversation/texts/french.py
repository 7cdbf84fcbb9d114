"""What system says in French."""

from handrail.core.conversation.texts.language import Language, MailFrame

FRENCH = Language(
    code="fr",
    texts={
        "handoff.promise.now": "Nous appelons quelqu'un pour vous en ce moment même : {name} vous répondra ici au plus tard à {time}"
        " ({timezone}), le {date}. Vous pouvez continuer à écrire en attendant.",
        "handoff.promise.today": "Une personne prend le relais : {name} vous répondra ici aujourd'hui, le {date}, au plus"
        " tard à {time} ({timezone}). Vous pouvez continuer à écrire en attendant.",
        "handoff.promise.tomorrow": "Une personne prend le relais : {name} vous répondra ici demain, le {date}, au plus tard"
        " à {time} ({timezone}). Vous pouvez continuer à écrire en attendant.",
        "handoff.promise.date": "Une personne prend le relais : {name} vous répondra ici le {date}, au plus tard à {time}"
        " ({timezone}). Vous pouvez continuer à écrire en attendant.",
        "handoff.promise.mail": "Une personne prend le relais : {name} vous répondra par e-mail le {date}, au plus tard à"
        " {time} ({timezone}). Pour ajouter quelque chose, répondez simplement à cet e-mail.",
        "handoff.already": "Une personne s'en occupe déjà : {name} suit cette conversation et vous répondra."
        " Tout ce que vous écrivez lui parvient.",
        "handoff.passed_on": "{previous} n'a pas pu prendre en charge votre conversation à temps, nous l'avons donc transmise.",
        "handoff.leave_email": "Si vous le souhaitez, laissez-nous votre adresse e-mail : la réponse vous parviendra même si"
        " vous fermez cette page. C'est facultatif.",
        "promise.broken": "Nous sommes désolés : nous ne vous avons pas répondu dans le délai promis. Quelqu'un d'autre"
        " prend le relais ; le prochain message vous dira qui, et quand vous aurez une réponse au plus tard.",
        "assistant.greeting": "Bonjour ! Je suis un assistant IA. Comment puis-je vous aider ?"
        " Vous pouvez demander une personne à tout moment.",
        "assistant.is_ai": "Je suis un assistant IA, pas une personne. Si vous préférez parler à une personne, écrivez"
        " simplement « {person} » à tout moment.",
        "assistant.left": "D’accord, je laisse cela de côté. En quoi puis-je vous aider d’autre ?",
        "conversation.continues": "Votre conversation précédente est terminée : en voici donc une nouvelle. Les deux sont"
        " liées, et nous pouvons relire ce que vous aviez écrit.",
    },
    mail=MailFrame(
        subject="Votre conversation avec {workspace}",
        assistant="Assistant IA",
        label="Cette réponse a été écrite par un assistant IA. Répondez « {person} » à tout moment pour joindre une personne.",
        sources="Sources",
        away="Vous n'étiez plus sur le chat quand cette réponse est arrivée : nous vous l'envoyons donc par e-mail.",
        in_chat="Ces fichiers sont trop volumineux pour un e-mail ; vous les trouverez dans le chat :",
    ),
    months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    weekdays="lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    date="{day} {month}",
    long_date="{weekday} {day} {month}",
    somebody="une personne de notre équipe",
    person="humain",
    first_of_month="1er",
)
