"""What system says in German."""

from handrail.core.conversation.texts.language import Language, MailFrame

GERMAN = Language(
    code="de",
    texts={
        "handoff.promise.now": "Für Sie wird gerade jetzt ein Mensch gerufen: {name} antwortet Ihnen hier bis {time} Uhr ({timezone}),"
        " am {date}. Sie können in der Zwischenzeit gern weiterschreiben.",
        "handoff.promise.today": "Ein Mensch übernimmt: {name} antwortet Ihnen hier heute, am {date}, bis {time} Uhr"
        " ({timezone}). Sie können in der Zwischenzeit gern weiterschreiben.",
        "handoff.promise.tomorrow": "Ein Mensch übernimmt: {name} antwortet Ihnen hier morgen, am {date}, bis {time} Uhr"
        " ({timezone}). Sie können in der Zwischenzeit gern weiterschreiben.",
        "handoff.promise.date": "Ein Mensch übernimmt: {name} antwortet Ihnen hier am {date}, bis {time} Uhr"
        " ({timezone}). Sie können in der Zwischenzeit gern weiterschreiben.",
        "handoff.promise.mail": "Ein Mensch übernimmt: {name} antwortet Ihnen per E-Mail am {date}, bis {time} Uhr"
        " ({timezone}). Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese E-Mail.",
        "handoff.already": "Ein Mensch ist schon für Sie da: {name} hat diese Unterhaltung und wird Ihnen antworten."
        " Alles, was Sie schreiben, kommt dort an.",
        "handoff.passed_on": "{previous} konnte Ihre Unterhaltung nicht rechtzeitig übernehmen, deshalb haben wir sie weitergegeben.",
        "handoff.leave_email": "Wenn Sie möchten, nennen Sie uns Ihre E-Mail-Adresse: Dann erreicht Sie die Antwort auch,"
        " wenn Sie diese Seite schließen. Das ist freiwillig.",
        "promise.broken": "Es tut uns leid: Wir haben Ihnen nicht bis zu der Zeit geantwortet, die wir versprochen hatten."
        " Jetzt übernimmt jemand anderes. In der nächsten Nachricht steht, wer das ist und bis wann Sie eine Antwort haben.",
        "assistant.greeting": "Guten Tag! Ich bin ein KI-Assistent. Wie kann ich Ihnen helfen?"
        " Sie können jederzeit nach einem Menschen fragen.",
        "assistant.is_ai": "Ich bin ein KI-Assistent, kein Mensch. Wenn Sie lieber mit einem Menschen sprechen möchten,"
        " schreiben Sie jederzeit einfach „{person}“.",
        "assistant.left": "Gut, das lasse ich. Womit kann ich Ihnen sonst helfen?",
        "conversation.continues": "Ihre frühere Unterhaltung ist abgeschlossen, deshalb beginnt hier eine neue."
        " Beide sind verbunden, sodass wir nachlesen können, was Sie dort geschrieben haben.",
    },
    mail=MailFrame(
        subject="Ihre Unterhaltung mit {workspace}",
        assistant="KI-Assistent",
        label="Diese Antwort hat ein KI-Assistent geschrieben. Antworten Sie jederzeit mit „{person}“, um einen Menschen"
        " zu erreichen.",
        sources="Quellen",
        away="Sie waren nicht mehr im Chat, als diese Antwort kam. Deshalb schicken wir sie Ihnen per E-Mail.",
        in_chat="Diese Dateien sind zu groß für eine E-Mail; Sie finden sie im Chat:",
    ),
    months="Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    weekdays="Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag",
    date="{day}. {month}",
    long_date="{weekday}, dem {day}. {month}",
    somebody="jemand aus unserem Team",
    person="Mensch",
)
