"""Wishes no pattern holds are found by their likeness to our examples; the shipped weights are those of the examples."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from bench.decisions.fit_wishes import WRITTEN, fitted, written
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.core.understanding.wants_person import find_wish
from handrail.core.understanding.wants_person.features import BITS, letters
from handrail.core.understanding.wants_person.fitting import Example, fit, margin
from handrail.core.understanding.wants_person.teaching import ExampleIsWrong, Written, examples, packed, read, steps
from handrail.core.understanding.wants_person.weighing import weights
from handrail.core.understanding.wants_person.words.weights import LARGEST, PACKED

FILES = sorted(WRITTEN.glob("*.txt"))
MIXED = {"further", "unusual"}
"""Files of many languages."""
KINDS = {
    *("explicit", "indirect", "role", "callback", "stopbot", "buried", "mash", "translit", "codeswitch", "various"),
    *("noun", "negation", "past", "identity-question", "hours", "frustration", "policy", "fee", "third-party", "name"),
    *("hypothetical", "quote", "praise", "job", "number-info", "generic"),
}


@pytest.mark.slow
def test_the_shipped_weights_are_fitted_to_the_shipped_examples() -> None:
    anew = fitted()
    largest, table = packed(anew)
    assert largest == LARGEST
    assert np.array_equal(
        steps(anew, largest), np.sign(weights()) * np.rint(np.sqrt(np.abs(weights()) / LARGEST) * 127)
    )
    assert len(table) == pytest.approx(len(PACKED), rel=0.05)  # the same steps; compressors differ


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_language_has_enough_examples_of_either_sort(path: Path) -> None:
    rows = list(read(path.read_text(encoding="utf-8")))
    assert min(Counter(row.wish for row in rows).values()) >= 60
    assert {row.kind for row in rows} <= KINDS
    assert len({row.text for row in rows}) == len(rows)


def test_there_are_examples_in_forty_two_languages() -> None:
    assert len([path for path in FILES if path.stem not in MIXED]) == 42


def test_most_examples_are_told_apart() -> None:
    rows = written()
    wrong = Counter(row.wish for row in rows if (find_wish(row.text) is not None) != row.wish)
    assert wrong[True] <= 0.1 * sum(row.wish for row in rows)
    assert wrong[False] <= 0.03 * sum(not row.wish for row in rows)


@pytest.mark.parametrize(
    "text",
    ["an example below no heading", "[+]\nno kind", "[maybe explicit]\nno sign", "[- ]\nno kind"],
)
def test_a_file_of_examples_without_headings_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(ExampleIsWrong, match="line 1"):
        list(read(text))


def test_a_sentence_found_by_its_weight_says_so_and_where_it_stands() -> None:
    sentence = "can the engineer who came last week get in touch"
    wish = find_wish(f"The blue one, thanks. {sentence}! Bye")
    assert wish is not None
    assert (wish.kind, wish.pattern) == ("indirect", "en.weighed")
    assert (wish.start, wish.end) == (22, 22 + len(sentence))


# In every language group: none of these stands among the examples.
NEW = {
    "en": ("have a real person take my case over", "please renew my parking permit by Monday"),
    "de": ("lasst einen echten menschen meinen fall übernehmen", "bitte verlängern sie meinen parkausweis"),
    "fr": ("je veux qu'une vraie personne reprenne mon dossier", "merci de renouveler mon badge de parking"),
    "es": ("que me conteste una persona de carne y hueso ya", "renueven mi tarjeta de aparcamiento por favor"),
    "pt": ("quero que uma pessoa de verdade assuma meu caso", "renovem meu cartão de estacionamento por favor"),
    "it": ("fatemi rispondere da una persona vera", "rinnovate il mio permesso di sosta per favore"),
    "nl": ("laat een echt mens mijn zaak overnemen", "verleng mijn parkeervergunning graag"),
    "sv": ("låt en riktig människa ta över ärendet", "förnya mitt parkeringstillstånd tack"),
    "da": ("lad et rigtigt menneske overtage sagen", "forny min parkeringstilladelse tak"),
    "nb": ("la et ekte menneske overta saken", "forny parkeringsbeviset mitt takk"),
    "fi": ("antakaa oikean ihmisen hoitaa asiani", "uusikaa pysäköintilupani kiitos"),
    "pl": ("niech prawdziwy człowiek przejmie moją sprawę", "proszę przedłużyć moją kartę parkingową"),
    "cs": ("ať můj případ převezme skutečný člověk", "prodlužte mi parkovací kartu prosím"),
    "sk": ("nech môj prípad prevezme skutočný človek", "predĺžte mi parkovaciu kartu prosím"),
    "sl": ("naj moj primer prevzame pravi človek", "podaljšajte mi parkirno karto"),
    "sr": ("neka moj slučaj preuzme pravi čovek", "produžite mi parking kartu molim"),
    "hu": ("egy igazi ember vegye át az ügyemet", "hosszabbítsák meg a parkolóbérletem"),
    "ro": ("să preia un om adevărat cazul meu", "prelungiți-mi abonamentul de parcare vă rog"),
    "bg": ("нека истински човек поеме случая ми", "подновете картата ми за паркиране моля"),
    "uk": ("нехай моєю справою займеться справжня людина", "продовжіть мій абонемент на паркування"),
    "ru": ("пусть моим делом займётся настоящий человек", "продлите мой абонемент на парковку"),
    "et": ("las päris inimene võtab mu juhtumi üle", "pikendage mu parkimisluba palun"),
    "lv": ("lai manu lietu pārņem īsts cilvēks", "pagariniet manu stāvvietas atļauju lūdzu"),
    "lt": ("tegul mano bylą perima tikras žmogus", "pratęskite mano parkavimo leidimą prašau"),
    "el": ("ας αναλάβει την υπόθεσή μου αληθινός άνθρωπος", "ανανεώστε την κάρτα στάθμευσης παρακαλώ"),
    "tr": ("dosyamı gerçek bir insan devralsın", "otopark kartımı yenileyin lütfen"),
    "ar": ("أريد أن يتولى إنسان حقيقي قضيتي", "جددوا تصريح موقفي من فضلكم"),
    "he": ("שבן אדם אמיתי יקח את הטיפול בפנייה שלי", "תחדשו לי את תו החניה בבקשה"),
    "fa": ("بذارید یه آدم واقعی پرونده‌مو دست بگیره", "کارت پارکینگم رو تمدید کنید لطفا"),
    "hi": ("कोई असली इंसान मेरा मामला संभाले", "मेरा पार्किंग पास बढ़ा दीजिए"),
    "bn": ("একজন আসল মানুষ আমার বিষয়টা দেখুক", "আমার পার্কিং পাস নবায়ন করুন"),
    "ur": ("کوئی اصلی انسان میرا معاملہ سنبھالے", "میرا پارکنگ پاس بڑھا دیں"),
    "ta": ("உண்மையான மனிதர் என் விஷயத்தை எடுக்கட்டும்", "என் பார்க்கிங் பாஸை புதுப்பிக்கவும்"),
    "th": ("ขอให้คนจริงๆ มารับเรื่องต่อ", "ช่วยต่ออายุบัตรจอดรถ"),
    "vi": ("cho người thật nhận vụ của tôi đi", "gia hạn thẻ gửi xe giúp tôi"),
    "id": ("biar orang asli yang ambil alih kasus saya", "perpanjang kartu parkir saya"),
    "ms": ("biar orang sebenar ambil alih kes saya", "perbaharui pas parkir saya"),
    "tl": ("totoong tao na lang po ang humawak ng kaso ko", "i-renew ang parking pass ko"),
    "ja": ("本物の人間に引き継いでください", "駐車場の定期を更新してください"),
    "ko": ("진짜 사람이 제 건을 맡아 주세요", "주차권 갱신해 주세요"),
    "zh": ("让真人来接手我的事", "帮我续停车证"),
    "zh-Hant": ("讓真人來接手我的案件", "幫我續停車證"),
}


@pytest.mark.parametrize("language", NEW)
def test_new_forms_are_heard_and_an_errand_is_not(language: str) -> None:
    wish, errand = NEW[language]
    assert find_wish(wish) is not None
    assert find_wish(errand) is None


def test_ordinary_messages_are_hardly_ever_taken_for_a_wish(shared_data: Path) -> None:
    """Of a bank's customers and of plain routine; the first are English."""
    for path, most in (
        (shared_data / "moments" / "routine.jsonl", 0.01),
        (shared_data / "intents/banking77/train.jsonl", 0.02),
    ):
        if not path.is_file():
            pytest.skip("the data sets are not here (set HANDRAIL_SHARED_DATA)")
        rows = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()[:2000]]
        assert sum(find_wish(text) is not None for text in rows) <= most * len(rows)


@pytest.mark.parametrize("text", ["10", "№ 5", "4400 0012", "?!", "100 %", "7 - 8", "₽ 300", "12.5 kg"])
def test_figures_weigh_nothing(text: str) -> None:
    assert find_wish(text) is None


def test_a_fit_tells_its_examples_apart_and_picks_the_sentence_of_the_wish() -> None:
    rows = [("give me a person", True), ("the kettle leaks", False), ("Hello there. give a person to me", True)]
    rows += [("the lid leaks", False), ("Hello there", False), ("the kettle is blue", False)]
    taught = examples(_written(rows))
    fresh = fit(taught)
    for example, (_, wish) in zip(taught, rows, strict=True):
        assert (max(margin(fresh, each) for each in example.sentences) > 0) == wish
    hello, asking = taught[2].sentences
    assert margin(fresh, asking) > margin(fresh, hello)


def test_a_fit_to_the_same_examples_is_the_same() -> None:
    rows = [("I want a human", True), ("where is my parcel", False)]
    assert np.array_equal(fit(examples(_written(rows))), fit(examples(_written(rows))))


def test_an_example_without_words_teaches_nothing() -> None:
    rows = examples(_written([("I want a human", True), ("where is my parcel", False)]))
    assert np.array_equal(fit([*rows, Example((), wish=True)]), fit(rows))


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=500))
def test_the_letters_of_any_text_have_places_in_the_table_each_once(text: str) -> None:
    places = letters(text).tolist()
    assert places == sorted(set(places))
    assert all(0 <= place < 1 << BITS for place in places)


def _written(rows: list[tuple[str, bool]]) -> list[Written]:
    return list(read("".join(f"[{'+' if wish else '-'} various]\n{text}\n" for text, wish in rows)))


@pytest.mark.parametrize(
    "text",
    [
        "je n'ai pas reçu mon colis",
        "j'ai pas reçu ma commande",
        "je n'ai plus de connexion",
        "¿por qué me cobraron 12 euros?",
    ],
)
def test_a_word_that_only_looks_like_a_machine_makes_no_wish_of_an_errand(text: str) -> None:
    assert find_wish(text) is None
