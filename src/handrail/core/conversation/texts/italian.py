"""What system says in Italian."""

from handrail.core.conversation.texts.language import Language, MailFrame

ITALIAN = Language(
    code="it",
    texts={
        "handoff.promise.now": "Stiamo chiamando una persona per Lei proprio adesso: {name} Le risponderà qui entro le {time} ({timezone})"
        " del giorno {date}. Nel frattempo può continuare a scrivere.",
        "handoff.promise.today": "Ora se ne occupa una persona: {name} Le risponderà qui oggi, {date}, entro le {time}"
        " ({timezone}). Nel frattempo può continuare a scrivere.",
        "handoff.promise.tomorrow": "Ora se ne occupa una persona: {name} Le risponderà qui domani, {date}, entro le {time}"
        " ({timezone}). Nel frattempo può continuare a scrivere.",
        "handoff.promise.date": "Ora se ne occupa una persona: {name} Le risponderà qui {date}, entro le {time}"
        " ({timezone}). Nel frattempo può continuare a scrivere.",
        "handoff.promise.mail": "Ora se ne occupa una persona: {name} Le risponderà via e-mail {date}, entro le {time}"
        " ({timezone}). Se vuole aggiungere qualcosa, basta rispondere a questa e-mail.",
        "handoff.already": "Se ne occupa già una persona: {name} segue questa conversazione e Le risponderà."
        " Tutto ciò che scrive arriva a {name}.",
        "handoff.passed_on": "{previous} non ha potuto prendere in carico la Sua conversazione in tempo, perciò è passata ad altri.",
        "handoff.leave_email": "Se vuole, ci lasci il Suo indirizzo e-mail: così la risposta Le arriverà anche se chiude"
        " questa pagina. È facoltativo.",
        "promise.broken": "Ci scusiamo: non Le abbiamo risposto entro il tempo promesso. Ora se ne occupa un'altra persona:"
        " il prossimo messaggio Le dirà chi è ed entro quando risponderà.",
        "assistant.greeting": "Buongiorno! Sono un assistente IA. Come posso aiutarLa?"
        " Può chiedere di parlare con una persona in qualsiasi momento.",
        "assistant.is_ai": "Sono un assistente IA, non una persona. Se preferisce parlare con una persona, scriva"
        " «{person}» in qualsiasi momento.",
        "assistant.left": "Va bene, lascio stare. In cos’altro posso aiutarLa?",
        "conversation.continues": "La Sua conversazione precedente è chiusa, perciò questa è nuova. Le due sono collegate"
        " e possiamo rileggere ciò che ci ha scritto.",
    },
    mail=MailFrame(
        subject="La Sua conversazione con {workspace}",
        assistant="Assistente IA",
        label="Questa risposta è stata scritta da un assistente IA. Risponda «{person}» in qualsiasi momento per parlare con"
        " una persona.",
        sources="Fonti",
        away="Questa risposta è arrivata dopo che ha lasciato la chat: per questo gliela inviamo via e-mail.",
        in_chat="Questi file sono troppo grandi per un’e-mail; li trova nella chat:",
    ),
    months="gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    weekdays="lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
    date="{day} {month}",
    long_date="{weekday} {day} {month}",
    somebody="una persona del nostro team",
    person="umano",
)
