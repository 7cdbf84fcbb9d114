"""What system says in Swedish."""

from handrail.core.conversation.texts.language import Language, MailFrame

SWEDISH = Language(
    code="sv",
    texts={
        "handoff.promise.now": "Just nu kallar vi på en människa till dig: {name} svarar dig här senast kl. {time} ({timezone}),"
        " den {date}. Du kan fortsätta att skriva under tiden.",
        "handoff.promise.today": "En människa tar över: {name} svarar dig här i dag, den {date}, senast kl. {time}"
        " ({timezone}). Du kan fortsätta att skriva under tiden.",
        "handoff.promise.tomorrow": "En människa tar över: {name} svarar dig här i morgon, den {date}, senast kl. {time}"
        " ({timezone}). Du kan fortsätta att skriva under tiden.",
        "handoff.promise.date": "En människa tar över: {name} svarar dig här {date}, senast kl. {time} ({timezone})."
        " Du kan fortsätta att skriva under tiden.",
        "handoff.promise.mail": "En människa tar över: {name} svarar dig via e-post {date}, senast kl. {time} ({timezone})."
        " Vill du lägga till något är det bara att svara på det här mejlet.",
        "handoff.already": "Den här konversationen finns redan hos en människa: {name} kommer att svara dig."
        " Allt du skriver når fram till {name}.",
        "handoff.passed_on": "{previous} hann inte ta över din konversation i tid, så vi har lämnat den vidare.",
        "handoff.leave_email": "Om du vill kan du lämna din e-postadress: då når svaret dig även om du stänger den här"
        " sidan. Det är frivilligt.",
        "promise.broken": "Vi ber om ursäkt: vi svarade dig inte inom den tid som vi hade lovat. Någon annan tar över nu,"
        " och i nästa meddelande får du veta vem det är och när du senast får svar.",
        "assistant.greeting": "Hej! Jag är en AI-assistent. Vad kan jag hjälpa dig med?"
        " Du kan när som helst be att få tala med en människa.",
        "assistant.is_ai": "Jag är en AI-assistent, inte en människa. Vill du hellre tala med en människa skriver du bara"
        " ”{person}”, när som helst.",
        "assistant.left": "Okej, jag lämnar det. Vad mer kan jag hjälpa till med?",
        "conversation.continues": "Din tidigare konversation är avslutad, så det här är en ny. De två är kopplade till"
        " varandra, så vi kan läsa vad du skrev tidigare.",
    },
    mail=MailFrame(
        subject="Din konversation med {workspace}",
        assistant="AI-assistent",
        label="Det här svaret har skrivits av en AI-assistent. Svara ”{person}” när som helst för att nå en människa.",
        sources="Källor",
        away="Du var inte kvar i chatten när det här svaret kom, så vi skickar det via e-post.",
        in_chat="De här filerna är för stora för ett mejl; du hittar dem i chatten:",
    ),
    months="januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    weekdays="måndagen|tisdagen|onsdagen|torsdagen|fredagen|lördagen|söndagen",
    date="{day} {month}",
    long_date="{weekday} den {day} {month}",
    somebody="någon i vårt team",
    person="människa",
)
