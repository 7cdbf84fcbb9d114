"""Made-up messages in fifteen languages: one with a value of each kind, and its twin with a number that is nobody's secret."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from handrail.core.understanding import checksums
from handrail.core.understanding.checksums import iban, luhn

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "ja", "zh", "ko", "ar", "hi")
SAYS = {
    "phone": (
        "Please call me on {}.", "Bitte rufen Sie mich an: {}.", "Appelez-moi au {}.", "Llámeme al {}.", "Il mio telefono è {}.",
        "O meu telefone é {}.", "Mijn telefoonnummer is {}.", "Mój telefon to {}.", "Telefonum {}.", "Min telefon är {}.",
        "電話番号は {} です。", "我的电话是 {}。", "제 전화번호는 {} 입니다.", "رقم هاتفي {}.", "मेरा फ़ोन नंबर {} है।",
    ),
    "card": (
        "I paid with {}.", "Ich habe mit {} bezahlt.", "J'ai payé avec {}.", "Pagué con {}.", "Ho pagato con {}.", "Paguei com {}.",
        "Ik betaalde met {}.", "Zapłaciłem kartą {}.", "{} ile ödedim.", "Jag betalade med {}.", "{} で払いました。", "我用 {} 付款。",
        "{} 로 결제했어요.", "دفعت بالبطاقة {}.", "मैंने {} से भुगतान किया।",
    ),
    "account": (
        "Refund to {} please.", "Bitte auf {} erstatten.", "Remboursez sur {}.", "Devuelvan a {}.", "Rimborso su {}.",
        "Reembolso para {}.", "Terug naar {} graag.", "Zwrot na {}.", "İade {} hesabına.", "Återbetala till {}.", "{} に返金してください。",
        "请退到 {}。", "{} 로 환불해 주세요.", "أعيدوا المبلغ إلى {}.", "{} में वापस करें।",
    ),
    "mail": (
        "Write to {}.", "Schreiben Sie an {}.", "Écrivez à {}.", "Escriba a {}.", "Scrivete a {}.", "Escreva para {}.", "Mail naar {}.",
        "Proszę pisać na {}.", "{} adresine yazın.", "Skriv till {}.", "{} に書いてください。", "请写信到 {}。", "{} 로 보내 주세요.",
        "اكتبوا إلى {}.", "{} पर लिखें।",
    ),
    "order": (
        "Where is order {}?", "Wo ist Bestellung {}?", "Où est la commande {} ?", "¿Dónde está el pedido {}?", "Dov'è l'ordine {}?",
        "Onde está o pedido {}?", "Waar is bestelling {}?", "Gdzie jest zamówienie {}?", "{} numaralı sipariş nerede?",
        "Var är order {}?", "注文 {} はどこですか。", "订单 {} 在哪里?", "주문 {} 어디 있나요?", "أين الطلب {}؟", "ऑर्डर {} कहाँ है?",
    ),
    "plain": (
        "It was {} yesterday.", "Es war gestern {}.", "C'était {} hier.", "Fue {} ayer.", "Era {} ieri.", "Foi {} ontem.",
        "Het was gisteren {}.", "Wczoraj było {}.", "Dün {} idi.", "Det var {} igår.", "昨日は {} でした。", "昨天是 {}。",
        "어제 {} 였어요.", "كان {} أمس.", "कल {} था।",
    ),
}  # fmt: skip
IDS = {
    "us": ("My social security number is {}.", "{:03d}-{:02d}-{:04d}"),
    "gb": ("My national insurance number is {}.", "AB{:02d}{:02d}{:02d}C"),
}
NATIONAL: tuple[tuple[str, str, Callable[[str], bool], int, str], ...] = (
    ("de", "Meine Steuer-ID ist {}.", checksums.german_tax_id, 11, ""),
    ("nl", "Mijn burgerservicenummer is {}.", checksums.dutch_bsn, 9, ""),
    ("pl", "Mój PESEL to {}.", checksums.polish_pesel, 11, ""),
    ("br", "O meu CPF é {}.", checksums.brazilian_cpf, 11, ""),
    ("tr", "T.C. kimlik numaram {}.", checksums.turkish_id, 11, ""),
    ("in", "मेरा आधार {} है।", checksums.aadhaar, 12, ""),
    ("fr", "Mon numéro de sécurité sociale est {}.", checksums.french_nir, 15, "1"),
)
PHONES = {
    "en": ("+44 20 7946 0{3}", "(415) 555-0{3}", "07700 900{3}", "415-555-0{3}"), "de": ("+49 151 2345{4}", "030 1234{4}"),
    "fr": ("+33 6 12 34 5{1} {2}", "06 12 34 5{1} {2}"), "es": ("+34 612 345 {3}", "612 345 {3}"),
    "it": ("+39 320 123 4{3}", "320 123 4{3}"),
    "pt": ("+351 912 345 {3}", "912 345 {3}"), "nl": ("+31 6 1234 5{3}", "06-12345{3}"), "pl": ("+48 512 345 {3}", "512 345 {3}"),
    "tr": ("+90 532 123 4{1} {2}", "0532 123 4{1} {2}"), "sv": ("+46 70 123 4{1} {2}", "070-123 4{1} {2}"),
    "ja": ("+81 90 1234 5{3}", "090-1234-5{3}"), "zh": ("+86 138 1234 5{3}", "13812345{3}"), "ko": ("+82 10 1234 5{3}", "010-1234-5{3}"),
    "ar": ("+971 50 123 4{3}", "050 123 4{3}"), "hi": ("+91 98765 4{4}", "98765 4{4}"),
}  # fmt: skip
ADDRESSES = (
    ("en", "I live at {} High Street, Leeds."), ("en", "Send it to {} Park Avenue."), ("de", "Ich wohne Hauptstraße {}."),
    ("de", "Lieferung an Lindenweg {} bitte."), ("fr", "J'habite {} rue de Rivoli."), ("es", "Vivo en Calle Mayor {}."),
    ("it", "Abito in Via Roma {}."), ("pt", "Moro na Rua Augusta {}."),
)  # fmt: skip
BENIGN: tuple[tuple[str, str, str], ...] = (
    ("order, 9 digits", "order", "#########"), ("order, 10 digits", "order", "##########"),
    ("order, 12 digits", "order", "############"), ("order in two parts", "order", "####-####"),
    ("order in blocks of four", "order", "#### #### ####"), ("order with letters", "order", "HN-2026-####"),
    ("tracking code", "order", "1Z999AA1############"), ("16 digits that are no card", "order", "#16"),
    ("date", "plain", "12.03.202#"), ("ISO date", "plain", "2026-0#-1#"),
    ("sum", "plain", "1,#99.00 EUR"), ("price", "plain", "€ 4#.9#"),
    ("time", "plain", "1#:3#"), ("version", "plain", "18.#.#"),
    ("host", "plain", "192.168.1#.2#"), ("ISBN", "plain", "978-3-16-14841#-#"),
    ("EAN", "plain", "400638133393#"), ("thousands", "plain", "1.#00.000"),
    ("year range", "plain", "2024-202#"), ("flight", "plain", "LH 20##"),
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """`secret`: what has to be masked; "" for a twin that must stay as it is."""

    kind: str
    language: str
    text: str
    secret: str


def every(seed: int = 7, each: int = 6) -> list[Made]:
    draw = Random(seed)
    return [*_secrets(draw, each), *_twins(draw, each)]


def _secrets(draw: Random, each: int) -> Iterator[Made]:
    for place, language in enumerate(LANGUAGES):
        for _ in range(each):
            yield _made("payment card", language, SAYS["card"][place], _card(draw))
            yield _made("bank account", language, SAYS["account"][place], _account(draw))
            yield _made(
                "mail address",
                language,
                SAYS["mail"][place],
                f"{_letters(draw, 5)}.{_letters(draw, 6)}@{_letters(draw, 6)}.example",
            )
            shape = draw.choice(PHONES[language])
            yield _made("telephone", language, SAYS["phone"][place], _filled(draw, shape))
    for country, says, holds, size, first in NATIONAL:
        for _ in range(each * 3):
            yield _made(f"identity number ({country})", country, says, _held(draw, holds, size, first))
    for _ in range(each * 3):
        ssn = f"{draw.randint(1, 665):03d}-{draw.randint(1, 99):02d}-{draw.randint(1, 9999):04d}"
        yield _made("identity number (us)", "en", IDS["us"][0], ssn)
        yield _made(
            "identity number (gb)", "en", IDS["gb"][0], IDS["gb"][1].format(*(draw.randint(0, 99) for _ in range(3)))
        )
    for language, says in ADDRESSES:
        for _ in range(each):
            number = str(draw.randint(1, 199))
            start = says.index("{}")
            yield Made("street address", language, says.format(number), number if start >= 0 else "")


def _twins(draw: Random, each: int) -> Iterator[Made]:
    for kind, says, shape in BENIGN:
        for place, language in enumerate(LANGUAGES):
            for _ in range(max(1, each // 2)):
                value = (
                    _no_card(draw)
                    if shape == "#16"
                    else "".join(str(draw.randint(1, 9)) if one == "#" else one for one in shape)
                )
                yield Made(kind, language, SAYS[says][place].format(value), "")


def _made(kind: str, language: str, says: str, value: str) -> Made:
    return Made(kind, language, says.format(value), value)


def _filled(draw: Random, shape: str) -> str:
    for size in (1, 2, 3, 4):
        shape = shape.replace(f"{{{size}}}", "".join(str(draw.randint(0, 9)) for _ in range(size)))
    return shape


def _card(draw: Random) -> str:
    fifteen = draw.choice("45") + "".join(str(draw.randint(0, 9)) for _ in range(14))
    number = next(f"{fifteen}{last}" for last in range(10) if luhn(f"{fifteen}{last}"))
    gap = draw.choice(("", " ", "-"))
    return gap.join(number[at : at + 4] for at in range(0, 16, 4))


def _no_card(draw: Random) -> str:
    while luhn(number := draw.choice("123456789") + "".join(str(draw.randint(0, 9)) for _ in range(15))):
        pass
    return number


def _account(draw: Random) -> str:
    number = "".join(str(draw.randint(0, 9)) for _ in range(18))
    whole = next(f"DE{check:02d}{number}" for check in range(2, 99) if iban(f"DE{check:02d}{number}"))
    return whole if draw.random() < 0.5 else " ".join(whole[at : at + 4] for at in range(0, 22, 4))


def _held(draw: Random, holds: Callable[[str], bool], size: int, first: str) -> str:
    while True:
        digits = first + "".join(str(draw.randint(0, 9)) for _ in range(size - len(first)))
        if holds(digits):
            return digits


def _letters(draw: Random, size: int) -> str:
    return "".join(draw.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(size))
