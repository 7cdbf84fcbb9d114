"""What system says in Spanish."""

from handrail.core.conversation.texts.language import Language, MailFrame

SPANISH = Language(
    code="es",
    texts={
        "handoff.promise.now": "Estamos llamando a una persona para usted en este momento: {name} le responderá aquí antes de las {time}"
        " ({timezone}) del {date}. Mientras tanto puede seguir escribiendo.",
        "handoff.promise.today": "Una persona se hace cargo: {name} le responderá aquí hoy, {date}, antes de las {time}"
        " ({timezone}). Mientras tanto puede seguir escribiendo.",
        "handoff.promise.tomorrow": "Una persona se hace cargo: {name} le responderá aquí mañana, {date}, antes de las"
        " {time} ({timezone}). Mientras tanto puede seguir escribiendo.",
        "handoff.promise.date": "Una persona se hace cargo: {name} le responderá aquí el {date}, antes de las {time}"
        " ({timezone}). Mientras tanto puede seguir escribiendo.",
        "handoff.promise.mail": "Una persona se hace cargo: {name} le responderá por correo electrónico el {date}, antes de"
        " las {time} ({timezone}). Si quiere añadir algo, solo tiene que responder a este correo.",
        "handoff.already": "Una persona ya se ocupa: {name} tiene esta conversación y le responderá."
        " Todo lo que usted escriba llega a {name}.",
        "handoff.passed_on": "{previous} no pudo hacerse cargo de su conversación a tiempo, por eso la hemos pasado a otra persona.",
        "handoff.leave_email": "Si lo desea, déjenos su correo electrónico: así la respuesta le llegará aunque cierre esta"
        " página. Es opcional.",
        "promise.broken": "Lo sentimos: no le respondimos en el plazo que le habíamos prometido. Ahora se hace cargo otra"
        " persona; el próximo mensaje le dirá quién es y para cuándo tendrá la respuesta.",
        "assistant.greeting": "¡Hola! Soy un asistente de IA. ¿En qué puedo ayudarle?"
        " Puede pedir hablar con una persona en cualquier momento.",
        "assistant.is_ai": "Soy un asistente de IA, no una persona. Si prefiere hablar con una persona, escriba"
        " «{person}» en cualquier momento.",
        "assistant.left": "De acuerdo, lo dejo así. ¿En qué más puedo ayudarle?",
        "conversation.continues": "Su conversación anterior está cerrada, por eso empieza una nueva. Las dos están"
        " enlazadas, así que podemos consultar lo que nos escribió.",
    },
    mail=MailFrame(
        subject="Su conversación con {workspace}",
        assistant="Asistente de IA",
        label="Esta respuesta la ha escrito un asistente de IA. Responda «{person}» en cualquier momento para hablar con"
        " una persona.",
        sources="Fuentes",
        away="Cuando llegó esta respuesta, usted ya no estaba en el chat; por eso se la enviamos por correo.",
        in_chat="Estos archivos son demasiado grandes para un correo electrónico; los encontrará en el chat:",
    ),
    months="enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    weekdays="lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    date="{day} de {month}",
    long_date="{weekday} {day} de {month}",
    somebody="una persona de nuestro equipo",
    person="humano",
)
