"""What system says in Turkish; names carry no suffixes, since a suffix depends on how a name sounds."""

from handrail.core.conversation.texts.language import Language, MailFrame

TURKISH = Language(
    code="tr",
    texts={
        "handoff.promise.now": "Şu anda sizin için bir insanı çağırıyoruz: {name} size {date} günü en geç saat {time} ({timezone})"
        " itibarıyla buradan yanıt verecek. Bu sırada yazmaya devam edebilirsiniz.",
        "handoff.promise.today": "Konuşmayı bir insan devralıyor: {name} size bugün, {date}, en geç saat {time}"
        " ({timezone}) itibarıyla buradan yanıt verecek. Bu sırada yazmaya devam edebilirsiniz.",
        "handoff.promise.tomorrow": "Konuşmayı bir insan devralıyor: {name} size yarın, {date}, en geç saat {time}"
        " ({timezone}) itibarıyla buradan yanıt verecek. Bu sırada yazmaya devam edebilirsiniz.",
        "handoff.promise.date": "Konuşmayı bir insan devralıyor: {name} size {date} günü en geç saat {time} ({timezone})"
        " itibarıyla buradan yanıt verecek. Bu sırada yazmaya devam edebilirsiniz.",
        "handoff.promise.mail": "Konuşmayı bir insan devralıyor: {name} size {date} günü en geç saat {time} ({timezone})"
        " itibarıyla e-postayla yanıt verecek. Eklemek istediğiniz bir şey olursa bu e-postayı yanıtlamanız yeterli.",
        "handoff.already": "Bu konuşmayla zaten bir insan ilgileniyor: {name} size yanıt verecek."
        " Yazdığınız her şey bize ulaşıyor.",
        "handoff.passed_on": "{previous} konuşmanızı zamanında devralamadı, bu yüzden onu başka birine aktardık.",
        "handoff.leave_email": "İsterseniz e-posta adresinizi bırakın: Böylece bu sayfayı kapatsanız bile yanıt size ulaşır."
        " Bu isteğe bağlıdır.",
        "promise.broken": "Özür dileriz: Söz verdiğimiz saate kadar size yanıt vermedik. Şimdi başka biri devralıyor; kim"
        " olduğunu ve en geç ne zaman yanıt vereceğini bir sonraki mesajda bildireceğiz.",
        "assistant.greeting": "Merhaba! Ben bir yapay zekâ asistanıyım. Size nasıl yardımcı olabilirim?"
        " Dilediğiniz zaman bir insanla görüşmek isteyebilirsiniz.",
        "assistant.is_ai": "Ben bir yapay zekâ asistanıyım, insan değilim. Bir insanla görüşmeyi tercih ederseniz dilediğiniz"
        " zaman “{person}” yazmanız yeterli.",
        "assistant.left": "Tamam, bunu bırakıyorum. Başka nasıl yardımcı olabilirim?",
        "conversation.continues": "Önceki konuşmanız kapandığı için bu yeni bir konuşma. İkisi birbirine bağlı; daha önce"
        " yazdıklarınıza bakabiliyoruz.",
    },
    mail=MailFrame(
        subject="{workspace} ile konuşmanız",
        assistant="Yapay zekâ asistanı",
        label="Bu yanıtı bir yapay zekâ asistanı yazdı. Bir insana ulaşmak için dilediğiniz zaman “{person}” diye yanıtlayın.",
        sources="Kaynaklar",
        away="Bu yanıt geldiğinde artık sohbette değildiniz; bu nedenle e-postayla gönderiyoruz.",
        in_chat="Bu dosyalar e-posta için çok büyük; onları sohbette bulabilirsiniz:",
    ),
    months="Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
    weekdays="Pazartesi|Salı|Çarşamba|Perşembe|Cuma|Cumartesi|Pazar",
    date="{day} {month}",
    long_date="{day} {month} {weekday}",
    somebody="ekibimizden biri",
    person="insan",
)
