"""What system says in Dutch."""

from handrail.core.conversation.texts.language import Language, MailFrame

DUTCH = Language(
    code="nl",
    texts={
        "handoff.promise.now": "Er wordt nu een mens voor u opgeroepen: {name} antwoordt u hier uiterlijk om {time} uur ({timezone})"
        " op {date}. U kunt intussen gewoon verder schrijven.",
        "handoff.promise.today": "Een mens neemt het over: {name} antwoordt u hier vandaag, {date}, uiterlijk om {time} uur"
        " ({timezone}). U kunt intussen gewoon verder schrijven.",
        "handoff.promise.tomorrow": "Een mens neemt het over: {name} antwoordt u hier morgen, {date}, uiterlijk om {time}"
        " uur ({timezone}). U kunt intussen gewoon verder schrijven.",
        "handoff.promise.date": "Een mens neemt het over: {name} antwoordt u hier op {date}, uiterlijk om {time} uur"
        " ({timezone}). U kunt intussen gewoon verder schrijven.",
        "handoff.promise.mail": "Een mens neemt het over: {name} antwoordt u per e-mail op {date}, uiterlijk om {time} uur"
        " ({timezone}). Wilt u iets toevoegen? Beantwoord dan gewoon deze e-mail.",
        "handoff.already": "Er is al een mens mee bezig: {name} heeft dit gesprek en zal u antwoorden."
        " Alles wat u schrijft, komt daar aan.",
        "handoff.passed_on": "{previous} kon uw gesprek niet op tijd overnemen, daarom hebben we het doorgegeven.",
        "handoff.leave_email": "Laat ons als u wilt uw e-mailadres weten: dan bereikt het antwoord u ook als u deze pagina"
        " sluit. Het hoeft niet.",
        "promise.broken": "Onze excuses: we hebben u niet geantwoord binnen de tijd die we hadden beloofd. Iemand anders"
        " neemt het nu over. In het volgende bericht leest u wie dat is en wanneer u uiterlijk antwoord krijgt.",
        "assistant.greeting": "Hallo! Ik ben een AI-assistent. Waarmee kan ik u helpen?"
        " U kunt op elk moment om een mens vragen.",
        "assistant.is_ai": "Ik ben een AI-assistent, geen mens. Praat u liever met een mens?"
        " Schrijf dan op elk moment gewoon “{person}”.",
        "assistant.left": "Goed, dan laat ik dat zo. Waarmee kan ik u nog helpen?",
        "conversation.continues": "Uw eerdere gesprek is afgesloten, daarom begint hier een nieuw. De twee zijn aan elkaar"
        " gekoppeld, zodat we kunnen teruglezen wat u eerder schreef.",
    },
    mail=MailFrame(
        subject="Uw gesprek met {workspace}",
        assistant="AI-assistent",
        label="Dit antwoord is geschreven door een AI-assistent. Antwoord op elk moment “{person}” om een mens te bereiken.",
        sources="Bronnen",
        away="U was niet meer in de chat toen dit antwoord kwam. Daarom sturen we het per e-mail.",
        in_chat="Deze bestanden zijn te groot voor een e-mail; u vindt ze in de chat:",
    ),
    months="januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    weekdays="maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
    date="{day} {month}",
    long_date="{weekday} {day} {month}",
    somebody="iemand van ons team",
    person="mens",
)
