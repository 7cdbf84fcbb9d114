"""What system says in Polish; names stay as they are, so no sentence asks to inflect them."""

from handrail.core.conversation.texts.language import Language, MailFrame

POLISH = Language(
    code="pl",
    texts={
        "handoff.promise.now": "Właśnie teraz wzywamy dla Ciebie człowieka: {name} odpowie Ci tutaj najpóźniej o godz. {time} ({timezone}),"
        " {date}. W tym czasie możesz pisać dalej.",
        "handoff.promise.today": "Sprawę przejmuje człowiek: {name} odpowie Ci tutaj dzisiaj, {date}, najpóźniej o godz."
        " {time} ({timezone}). W tym czasie możesz pisać dalej.",
        "handoff.promise.tomorrow": "Sprawę przejmuje człowiek: {name} odpowie Ci tutaj jutro, {date}, najpóźniej o godz."
        " {time} ({timezone}). W tym czasie możesz pisać dalej.",
        "handoff.promise.date": "Sprawę przejmuje człowiek: {name} odpowie Ci tutaj {date}, najpóźniej o godz. {time}"
        " ({timezone}). W tym czasie możesz pisać dalej.",
        "handoff.promise.mail": "Sprawę przejmuje człowiek: {name} odpowie Ci e-mailem {date}, najpóźniej o godz. {time}"
        " ({timezone}). Jeśli chcesz coś dodać, po prostu odpowiedz na tę wiadomość.",
        "handoff.already": "Tą rozmową zajmuje się już człowiek: odpowie Ci {name}. Wszystko, co napiszesz, do nas dotrze.",
        "handoff.passed_on": "{previous} nie może teraz zająć się Twoją rozmową, dlatego przekazaliśmy ją dalej.",
        "handoff.leave_email": "Jeśli chcesz, podaj swój adres e-mail: wtedy odpowiedź dotrze do Ciebie także po zamknięciu"
        " tej strony. To nieobowiązkowe.",
        "promise.broken": "Przepraszamy: nie odpowiedzieliśmy Ci w obiecanym terminie. Sprawę przejmuje teraz ktoś inny;"
        " w następnej wiadomości podamy, kto to jest i do kiedy odpowie.",
        "assistant.greeting": "Dzień dobry! Jestem asystentem AI. W czym mogę pomóc?"
        " W każdej chwili możesz poprosić o rozmowę z człowiekiem.",
        "assistant.is_ai": "Jestem asystentem AI, nie człowiekiem. Jeśli wolisz porozmawiać z człowiekiem, w każdej chwili"
        " napisz „{person}”.",
        "assistant.left": "Dobrze, zostawiam to. W czym jeszcze mogę pomóc?",
        "conversation.continues": "Twoja poprzednia rozmowa jest zamknięta, dlatego zaczynamy nową. Obie są połączone, więc"
        " możemy sprawdzić, co było w poprzedniej.",
    },
    mail=MailFrame(
        subject="Twoja rozmowa: {workspace}",
        assistant="Asystent AI",
        label="Tę odpowiedź napisał asystent AI. W każdej chwili odpisz „{person}”, aby skontaktować się z człowiekiem.",
        sources="Źródła",
        away="Ta odpowiedź nadeszła, gdy nie było Cię już na czacie, dlatego przesyłamy ją e-mailem.",
        in_chat="Te pliki są zbyt duże na wiadomość e-mail; znajdują się na czacie:",
    ),
    months="stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
    weekdays="w poniedziałek|we wtorek|w środę|w czwartek|w piątek|w sobotę|w niedzielę",
    date="{day} {month}",
    long_date="{weekday}, {day} {month}",
    somebody="ktoś z naszego zespołu",
    person="człowiek",
)
