"""What system says in Japanese."""

from handrail.core.conversation.texts.language import Language, MailFrame

JAPANESE = Language(
    code="ja",
    texts={
        "handoff.promise.now": "ただいま人の担当者を呼び出しています。{name}が{date}の{time}（{timezone}）までに、"
        "こちらでお返事します。その間も続けてお書きいただけます。",
        "handoff.promise.today": "ここからは人の担当者が対応します。{name}が本日{date}の{time}（{timezone}）までに、"
        "こちらでお返事します。その間も続けてお書きいただけます。",
        "handoff.promise.tomorrow": "ここからは人の担当者が対応します。{name}が明日{date}の{time}（{timezone}）までに、"
        "こちらでお返事します。その間も続けてお書きいただけます。",
        "handoff.promise.date": "ここからは人の担当者が対応します。{name}が{date}の{time}（{timezone}）までに、"
        "こちらでお返事します。その間も続けてお書きいただけます。",
        "handoff.promise.mail": "ここからは人の担当者が対応します。{name}が{date}の{time}（{timezone}）までに、"
        "メールでお返事します。追加のご連絡は、このメールにご返信ください。",
        "handoff.already": "すでに人の担当者が対応しています。{name}がお返事します。お書きいただいた内容はすべて届きます。",
        "handoff.passed_on": "{previous}が時間内に対応を始められなかったため、担当を引き継ぎました。",
        "handoff.leave_email": "よろしければ、メールアドレスをお知らせください。このページを閉じた後でも、お返事をメールで"
        "お届けします。ご入力は任意です。",
        "promise.broken": "お約束した時間までにお返事できず、申し訳ございません。別の担当者が引き継ぎます。"
        "担当者の名前とお返事の時間は、次のメッセージでお知らせします。",
        "assistant.greeting": "こんにちは。AIアシスタントです。どのようなご用件でしょうか。"
        "人の担当者をご希望の場合は、いつでもお申し付けください。",
        "assistant.is_ai": "私はAIアシスタントで、人間ではありません。人とのやり取りをご希望の場合は、いつでも「{person}」と"
        "お書きください。",
        "assistant.left": "承知しました。この件はここまでにします。ほかにご用件はありますか。",
        "conversation.continues": "以前のやり取りは終了しているため、新しいやり取りとして始めます。以前の内容とつながって"
        "いますので、こちらで確認できます。",
    },
    mail=MailFrame(
        subject="{workspace}とのやり取り",
        assistant="AIアシスタント",
        label="この回答はAIアシスタントが作成しました。いつでも「{person}」とご返信いただければ、人の担当者につながります。",
        sources="出典",
        away="このお返事の時点でチャットを離れていらしたため、メールでお送りします。",
        in_chat="次のファイルはメールには大きすぎるため、チャットでご覧ください:",
    ),
    months="1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
    weekdays="月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日",
    date="{month}{day}日",
    long_date="{month}{day}日（{weekday}）",
    somebody="担当者",
    person="人間",
)
