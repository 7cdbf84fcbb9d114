"""What system says in English."""

from handrail.core.conversation.texts.language import Language, MailFrame

ENGLISH = Language(
    code="en",
    texts={
        "handoff.promise.now": "A person is called for you right now: {name} will reply here by {time} ({timezone}) on {date}."
        " You can keep writing in the meantime.",
        "handoff.promise.today": "A person is taking over: {name} will reply here today, {date}, by {time} ({timezone})."
        " You can keep writing in the meantime.",
        "handoff.promise.tomorrow": "A person is taking over: {name} will reply here tomorrow, {date}, by {time}"
        " ({timezone}). You can keep writing in the meantime.",
        "handoff.promise.date": "A person is taking over: {name} will reply here on {date}, by {time} ({timezone})."
        " You can keep writing in the meantime.",
        "handoff.promise.mail": "A person is taking over: {name} will reply by e-mail on {date}, by {time} ({timezone})."
        " If you want to add anything, simply reply to this e-mail.",
        "handoff.already": "A person already has this conversation: {name} will reply to you."
        " Everything you write reaches {name}.",
        "handoff.passed_on": "{previous} could not take your conversation in time, so we passed it on.",
        "handoff.leave_email": "If you like, leave us your e-mail address: then the answer reaches you even if you close"
        " this page. It is optional.",
        "promise.broken": "We are sorry: we did not reply by the time we promised. Someone else is taking over now,"
        " and the next message tells you who it is and by when they will reply.",
        "assistant.greeting": "Hello! I am an AI assistant. How can I help you? You can ask for a person at any time.",
        "assistant.is_ai": "I am an AI assistant, not a person. If you would rather talk to a person,"
        " just write “{person}” at any time.",
        "assistant.left": "All right, I have left that. What else can I help you with?",
        "conversation.continues": "Your earlier conversation is closed, so this is a new one. The two are linked,"
        " so we can look up what you wrote before.",
    },
    mail=MailFrame(
        subject="Your conversation with {workspace}",
        assistant="AI assistant",
        label="This answer was written by an AI assistant. Reply “{person}” at any time to reach a person.",
        sources="Sources",
        away="You were no longer in the chat when this reply came, so we are sending it by e-mail.",
        in_chat="These files are too large for an e-mail; you find them in the chat:",
    ),
    months="January|February|March|April|May|June|July|August|September|October|November|December",
    weekdays="Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    date="{day} {month}",
    long_date="{weekday} {day} {month}",
    somebody="a person on our team",
    person="person",
)
