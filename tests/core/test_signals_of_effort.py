"""Frustration, circles, contradiction and coming back are heard in fourteen languages, and progress is not mistaken for them."""

import pytest

from tests.core.exchanges import score, signal

ASKED = ("C: where is my order?", "A: Your order is in transit.")


@pytest.mark.parametrize(
    "text",
    [
        "this is useless",
        "I give up",
        "I already told you the number",
        "thanks for nothing",
        "Das ist doch lächerlich",
        "ich habe es Ihnen schon dreimal gesagt",
        "c'est n'importe quoi, merci pour rien",
        "on tourne en rond",
        "ya se lo dije, esto es ridículo",
        "isso é ridículo, já falei isso",
        "è ridicolo, l'ho già detto",
        "dit is belachelijk, dat heb ik al gezegd",
        "to jest śmieszne, już mówiłem",
        "det är löjligt, jag har redan sagt det",
        "bu saçmalık, zaten söyledim",
        "هذه مهزلة، سبق أن قلت لكم",
        "यह बकवास है, पहले ही बता चुका हूं",
        "ひどい対応ですね",
        "太差劲了，我已经说过了",
    ],
)
def test_a_first_clear_sign_after_an_answer_offers_a_person(text: str) -> None:
    assert 0.5 <= score("frustration", *ASKED, text) < 1.0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("that's useless", "I give up, you keep saying the same"),
        ("das ist lächerlich", "ich gebe es auf, reine Zeitverschwendung"),
        ("c'est ridicule", "laissez tomber, perte de temps"),
        ("esto es ridículo", "olvídelo, es una pérdida de tiempo"),
        ("isso é um absurdo", "desisto, perda de tempo"),
        ("è assurdo", "ci rinuncio, è una perdita di tempo"),
        ("dit is belachelijk", "laat maar, tijdverspilling"),
        ("to śmieszne", "szkoda słów, strata czasu"),
        ("det är löjligt", "jag ger upp, meningslöst"),
        ("bu saçmalık", "vazgeçtim, zaman kaybı"),
        ("هذه مهزلة", "تعبت، لا فائدة"),
        ("यह बकवास है", "छोड़ो, समय बर्बाद"),
        ("ひどい対応ですね、最悪です", "もういいです、時間の無駄"),
        ("太离谱了", "算了，浪费时间"),
    ],
)
def test_a_second_clear_sign_hands_over(first: str, second: str) -> None:
    assert score("frustration", *ASKED, f"C: {first}", "A: It left our warehouse on Monday.", second) == 1.0


def test_turns_that_come_back_without_a_result_hand_over_whatever_their_tone() -> None:
    lines = (
        "C: the bill says 812",
        "A: Bills vary with the season.",
        "C: I was away the whole month",
        "A: Some devices use electricity on standby.",
        "C: the main switch was off",
        "A: Old fridges use more.",
        "C: there is one fridge and it is new",
        "A: A tumble dryer needs much power.",
    )
    assert 0.5 <= score("frustration", *lines[:4], "the main switch was off") < 1.0
    assert score("frustration", *lines, "the house is empty") == 1.0
    assert score("frustration", *lines[:6], "there is no fridge") >= 0.9


def test_a_sarcastic_thanks_is_no_progress() -> None:
    assert score("frustration", *ASKED, "great, thanks for nothing") >= 0.5


@pytest.mark.parametrize(
    "progress",
    [
        "ok that worked, thanks",
        "jetzt geht es, danke",
        "ça marche maintenant, merci",
        "ahora sí, gracias",
        "agora funcionou, obrigado",
        "ora funziona, grazie",
        "nu werkt het, bedankt",
        "teraz działa, dzięki",
        "nu fungerar det, tack",
        "şimdi oldu, teşekkürler",
        "اشتغل الآن شكرا",
        "अब हो गया, धन्यवाद",
        "できました、ありがとうございます",
        "好了，谢谢",
    ],
)
def test_what_worked_ends_the_effort_in_every_language(progress: str) -> None:
    before = ("C: it is broken", "A: Press reset.", "C: this is ridiculous", "A: Hold it for ten seconds.")
    assert score("frustration", *before, progress) == 0
    assert score("contradiction", *before, progress) == 0
    after = (*before, f"C: {progress}", "A: Glad to hear it. Anything else?")
    assert score("frustration", *after, "how do I change my address?") == 0


def test_progress_and_then_something_else_is_no_rejection_of_what_worked() -> None:
    before = ("C: no sound", "A: Turn it on.", "C: still no sound", "A: Update the driver.")
    assert score("contradiction", *before, "ok that worked, now the screen does not work") < 1.0
    assert score("contradiction", *before, "still no sound") == 1.0


def test_routine_questions_one_after_the_other_frustrate_nobody() -> None:
    lines = (
        "C: when do you open?",
        "A: At nine.",
        "C: and on sunday",
        "A: We are closed.",
        "C: is parking free?",
        "A: Yes.",
    )
    for end in (2, 4, 6):
        assert score("frustration", *lines[:end], "do you have a lift?") == 0


def test_a_turn_that_shows_nothing_raises_nothing() -> None:
    assert signal("frustration", *ASKED, "C: this is useless", "A: Sorry.", "how long does it take?") is None


def test_the_place_is_where_the_words_stand() -> None:
    text = "Well. 真的 this is useless!"
    found = signal("frustration", *ASKED, text)
    assert found is not None
    assert text[found.start : found.end] == "useless"
    assert "scorns" in found.note


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Business plan includes 500,000 calls.", "With the Business plan you have 500,000 API calls each month!"),
        ("Las comisiones están en el folleto de tarifas.", "Puede consultar las comisiones en el folleto de tarifas."),
        ("您可以在App查看套餐。", "您可以在App查看套餐。"),
        ("Die Lieferung dauert drei Tage.", "Die Lieferung dauert drei Tage."),
    ],
)
def test_two_equal_answers_are_a_circle(one: str, other: str) -> None:
    found = signal(
        "loop", "C: how many are left?", f"A: {one}", "C: how many are LEFT", f"A: {other}", "remaining ones"
    )
    assert found is not None
    assert found.score == 1.0


def test_the_same_asked_of_the_customer_twice_is_a_circle() -> None:
    asked = "A: Please enter your booking reference."
    assert score("loop", "C: a window seat", asked, "C: QT77LM", asked, "QT77LM") == 1.0


def test_a_repeated_question_offers_and_a_third_time_hands_over() -> None:
    lines = ("C: why was my transfer stopped", "A: Checks are made.", "why was MY transfer stopped")
    assert score("loop", *lines) == 0.6
    assert (
        score("loop", *lines[:2], f"C: {lines[2]}", "A: It is being looked at.", "WHY WAS MY TRANSFER STOPPED") == 1.0
    )


def test_other_numbers_are_another_matter() -> None:
    first, second = "A: Order 4411 arrives on Monday.", "A: Order 4412 arrives on Monday."
    assert score("loop", "C: where is 4411?", first, "C: where is 4412?", second, "and 4413?") == 0


def test_courtesy_twice_is_no_circle() -> None:
    assert (
        score("loop", "C: hi", "A: Hello! How can I help?", "C: hi again", "A: Hello! How can I help?", "a lamp") == 0
    )


def test_equal_in_meaning_counts_where_there_are_vectors() -> None:
    from handrail.core.understanding.notice import notice
    from tests.core.exchanges import heard

    lines = ("C: a", "A: Parcels need five working days.", "C: b", "A: Delivery is within a week.", "when then?")
    assert not [one for one in notice(heard(*lines)) if one.name == "loop"]
    [found] = [one for one in notice(heard(*lines), similarity=lambda one, other: 0.9) if one.name == "loop"]
    assert found.score == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "no, that's not what I asked",
        "still doesn't work",
        "wrong",
        "nein, das stimmt nicht",
        "geht immer noch nicht",
        "non, c'est faux",
        "ça ne marche toujours pas",
        "no, eso no es lo que pregunté",
        "sigue sin funcionar",
        "não é isso, continua sem funcionar",
        "non è vero, non funziona",
        "klopt niet, werkt nog steeds niet",
        "nie, nadal nie działa",
        "det fungerar fortfarande inte",
        "hayır, hala çalışmıyor",
        "لا، ما زال لا يعمل",
        "नहीं, अभी भी काम नहीं कर रहा",
        "違います、まだ動きません",
        "不对，还是打不开",
    ],
)
def test_a_rejection_is_one_more_try_and_the_second_hands_over(text: str) -> None:
    answered = ("C: it does not start", "A: Press the button.")
    assert score("contradiction", *answered, text) == 0.5
    assert score("contradiction", *answered, f"C: {text}", "A: Hold it for ten seconds.", text) == 1.0


def test_nothing_is_rejected_before_the_first_answer() -> None:
    assert score("contradiction", "no, the app still doesn't work") == 0


def test_a_no_to_our_own_question_rejects_nothing() -> None:
    assert score("contradiction", "C: cancel the visit", "A: Done. Would you like another date?", "no") == 0
    assert score("contradiction", "C: can guests comment", "A: Are you the owner?", "No, Lena is") == 0


@pytest.mark.parametrize(
    "text",
    [
        "you cancelled the wrong order!",
        "I never asked you to delete it",
        "Sie haben die falsche Bestellung storniert",
        "取消错了，我没让你取消",
    ],
)
def test_something_done_that_nobody_asked_for_hands_over_at_once(text: str) -> None:
    assert score("contradiction", "C: cancel order 12", "A: Done, it is cancelled.", text) == 1.0


def test_after_a_person_the_count_begins_again() -> None:
    lines = ("C: it does not start", "A: Press the button.", "C: still doesn't work", "P: I have sent a new one.")
    assert score("contradiction", *lines, "C: the new one came", "A: Press the button.", "still doesn't work") == 0.5


@pytest.mark.parametrize(
    "text",
    [
        "I contacted you last week about this",
        "ich habe Ihnen letzte Woche schon geschrieben",
        "je vous ai déjà écrit la semaine dernière, j'ai appelé hier",
        "escribí la semana pasada por esto",
        "escrevi na semana passada sobre isso",
        "ho scritto la settimana scorsa",
        "ik heb vorige week al gemaild",
        "pisałam tydzień temu w tej sprawie",
        "geçen hafta yazmıştım",
        "تواصلت معكم الأسبوع الماضي",
        "先週問い合わせました",
        "我上周联系过你们",
    ],
)
def test_coming_back_about_the_same_is_heard(text: str) -> None:
    assert score("repeat_contact", text) == 0.6


@pytest.mark.parametrize(
    "text",
    [
        "this is the third time I contact you about this",
        "das ist meine dritte Anfrage",
        "c'est la troisième fois que je vous écris",
        "es la tercera vez que escribo",
        "é a terceira vez que escrevo",
        "è la terza volta che scrivo",
        "dit is de derde keer dat ik mail",
        "piszę po raz trzeci, trzecia wiadomość",
        "üçüncü kez yazıyorum",
        "للمرة الثالثة أكتب لكم",
        "तीसरी बार लिख रहा हूं",
        "3回目の問い合わせです",
        "第三次联系你们了",
    ],
)
def test_the_third_contact_by_the_customers_word_is_a_persons(text: str) -> None:
    assert score("repeat_contact", text) == 1.0


def test_counted_contacts_need_no_words() -> None:
    assert score("repeat_contact", "where is it?", contacts=1) == 0
    assert score("repeat_contact", "where is it?", contacts=2) == 0.6
    assert score("repeat_contact", "where is it?", contacts=3) == 1.0


def test_an_answer_that_does_not_budge_between_two_turns_that_come_back_is_a_circle() -> None:
    lines = (
        "C: my contract ends in may right",
        "A: Your contract ends on 31 December.",
        "C: in the app it's may",
        "A: The app shows 31 December.",
    )
    assert score("loop", *lines, "I have the app open in front of me") == 1.0
    moved = (*lines[:3], "A: You can see every invoice under Payments.")
    assert score("loop", *moved, "I have the app open in front of me") == 0


def test_a_correction_of_what_we_say_we_did_hands_over_at_once() -> None:
    done = "A: Done, I've booked the kosher meal for you."
    assert score("contradiction", "C: the vegetarian meal please", done, "vegetarian, not kosher") == 1.0
    assert score("contradiction", "C: the kosher meal please", done, "and not too salty please") < 1.0


def test_a_new_reference_opens_another_matter() -> None:
    lines = ("C: is the shop open til 8", "A: Yes, until 20:00.", "order 5519 says delivered, it isn't here")
    assert score("frustration", *lines) == 0
    assert score("contradiction", *lines) == 0
