"""What system says in Portuguese, in words that are at home on both sides of the Atlantic."""

from handrail.core.conversation.texts.language import Language, MailFrame

PORTUGUESE = Language(
    code="pt",
    texts={
        "handoff.promise.now": "Estamos a chamar uma pessoa para si neste momento: {name} responde aqui até às {time} ({timezone})"
        " de {date}. Até lá, pode escrever mais, se quiser.",
        "handoff.promise.today": "Uma pessoa assume a partir daqui: {name} responde aqui hoje, {date}, até às {time}"
        " ({timezone}). Até lá, pode escrever mais, se quiser.",
        "handoff.promise.tomorrow": "Uma pessoa assume a partir daqui: {name} responde aqui amanhã, {date}, até às {time}"
        " ({timezone}). Até lá, pode escrever mais, se quiser.",
        "handoff.promise.date": "Uma pessoa assume a partir daqui: {name} responde aqui {date}, até às {time} ({timezone})."
        " Até lá, pode escrever mais, se quiser.",
        "handoff.promise.mail": "Uma pessoa assume a partir daqui: {name} responde por e-mail {date}, até às {time}"
        " ({timezone}). Se quiser acrescentar alguma coisa, basta responder a este e-mail.",
        "handoff.already": "Esta conversa já está com uma pessoa: {name} vai responder."
        " Tudo o que escrever chega até lá.",
        "handoff.passed_on": "{previous} não pôde assumir esta conversa a tempo, por isso passámo-la a outra pessoa.",
        "handoff.leave_email": "Se quiser, deixe o seu e-mail: assim a resposta chega mesmo que feche esta página."
        " É opcional.",
        "promise.broken": "Pedimos desculpa: não respondemos no prazo que prometemos. Outra pessoa assume agora, e a próxima"
        " mensagem diz quem é e até quando responde.",
        "assistant.greeting": "Olá! Sou um assistente de IA. Como posso ajudar?"
        " Pode pedir para falar com uma pessoa a qualquer momento.",
        "assistant.is_ai": "Sou um assistente de IA, não uma pessoa. Se preferir falar com uma pessoa, basta escrever"
        " “{person}” a qualquer momento.",
        "assistant.left": "Está bem, deixo isso. Em que mais posso ajudar?",
        "conversation.continues": "A sua conversa anterior está encerrada, por isso esta é nova. As duas estão ligadas, e"
        " podemos consultar o que escreveu antes.",
    },
    mail=MailFrame(
        subject="A sua conversa com {workspace}",
        assistant="Assistente de IA",
        label="Esta resposta foi escrita por um assistente de IA. Responda “{person}” a qualquer momento para falar com uma"
        " pessoa.",
        sources="Fontes",
        away="Esta resposta chegou depois de sair do chat; por isso, segue por e-mail.",
        in_chat="Estes ficheiros são demasiado grandes para um e-mail; encontra-os no chat:",
    ),
    months="janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    weekdays="na segunda-feira|na terça-feira|na quarta-feira|na quinta-feira|na sexta-feira|no sábado|no domingo",
    date="{day} de {month}",
    long_date="{weekday}, {day} de {month}",
    somebody="uma pessoa do nosso lado",
    person="humano",
)
