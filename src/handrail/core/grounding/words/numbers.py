"""Number words, magnitudes and units of twelve languages, each to one plain value."""

# ruff: noqa: E501  (tables of words)

from typing import Final

_UP_TO_TWENTY: Final = {
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    "de": "null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "zéro - deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt",
    "es": "cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte",
    "it": "zero - due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti",
    "nl": "nul - twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig",
    "pt": "zero - dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete dezoito dezanove vinte",
    "pl": "zero - dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście dwadzieścia",
    "sv": "noll - två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo",
    "tr": "sıfır - iki üç dört beş altı yedi sekiz dokuz on",
}
"""From 0 on. One is left out ("one of them"); it counts only before a unit, see UNIT_OF_ONE. Words that are something else in
another of these languages (`on`, `six`, `once`, `dix`) are kept apart by SHADY."""

_TENS: Final = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "pl": "dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
    "tr": "yirmi otuz kırk elli altmış yetmiş seksen doksan",
}
SHADY: Final = frozenset({"once", "on", "sex", "sei", "null", "elf", "acht", "tre", "sette"})
"""Number words that are everyday words of another language; they count only before a unit."""

ONES: Final = frozenset(
    "one single ein eine einen einem einer eins un une uno una um uma een één jeden jedna jedno jednego en ett bir".split()  # noqa: SIM905
)
"""They say 1 before a unit of time or money, and nothing elsewhere."""

HALF: Final = {
    "half": 0.5,
    "halbe": 0.5,
    "halben": 0.5,
    "demi": 0.5,
    "media": 0.5,
    "mezzo": 0.5,
    "halve": 0.5,
    "meia": 0.5,
    "pół": 0.5,
    "halv": 0.5,
}

MAGNITUDES: Final = {
    "k": 1_000, "thousand": 1_000, "tausend": 1_000, "tsd": 1_000, "mille": 1_000, "mil": 1_000, "mila": 1_000, "duizend": 1_000, "tysięcy": 1_000, "tysiące": 1_000,
    "tusen": 1_000, "bin": 1_000, "hundred": 100, "hundert": 100, "honderd": 100, "cent mille": 100_000, "sto": 100, "hundra": 100, "yüz": 100, "dozen": 12, "dutzend": 12,
    "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000, "mio": 1_000_000, "mn": 1_000_000, "millón": 1_000_000, "millones": 1_000_000, "milioni": 1_000_000,
    "milione": 1_000_000, "miljoen": 1_000_000, "milhões": 1_000_000, "milhão": 1_000_000, "milion": 1_000_000, "miliony": 1_000_000, "miljon": 1_000_000, "miljoner": 1_000_000,
    "milyon": 1_000_000, "万": 10_000, "億": 100_000_000, "ألف": 1_000, "مليون": 1_000_000,
}  # fmt: skip

HUNDREDS: Final = {
    "cien": 100,
    "ciento": 100,
    "cento": 100,
    "cem": 100,
    "hundert": 100,
    "hundred": 100,
    "honderd": 100,
    "hundra": 100,
    "tausend": 1000,
    "dozen": 12,
}

MINUTE, HOUR, DAY, WEEK = 1, 60, 1440, 10080
UNITS: Final[dict[str, tuple[str, float, str]]] = {
    "business day": ("business day", 1, "business days?|working days?|banking days?|werktage?n?|arbeitstage?n?|bankarbeitstage?n?|jours? ouvr(?:é|able)s?|días? (?:hábil(?:es)?|laborables?)|giorni? (?:lavorativi?|feriali?)"
                     "|werkdag(?:en)?|dias? úte?is?|dni robocz(?:ych|e)|dzień roboczy|arbetsdag(?:ar)?|bankdag(?:ar)?|iş günü|営業日|أيام عمل|يوم عمل"),
    "second": ("minute", 1 / 60, "seconds?|secs?|sekunden?|secondes?|segundos?|secondi?|seconden|sekund(?:y|er)?|saniye|秒"),
    "minute": ("minute", MINUTE, "minutes?|mins?|minuten?|minutos?|minuti|minuto|minut(?:y|er)?|dakika|分(?:間)?|دقيقة|دقائق"),
    "hour": ("minute", HOUR, "hours?|hrs?|stunden?|std|heures?|horas?|or[ae]|uur|uren|godzin(?:y|ę|a)?|timm(?:e|ar)|saat|時間|ساعة|ساعات"),
    "day": ("minute", DAY, "(?:calendar )?days?|(?:kalender)?tage?n?|jours?|días?|giorn[io]|dag(?:en|ar)?|dias?|dni|dzień|dnia|gün|日(?:間)?|يوما?|أيام"),
    "week": ("minute", WEEK, "weeks?|wks?|wochen?|semaines?|semanas?|settiman[ae]|weken|week|tygodni(?:e|a)?|tydzień|veck(?:a|or)|hafta|週間?|أسبوع|أسابيع"),
    "fortnight": ("minute", 2 * WEEK, "fortnights?"),
    "month": ("month", 1, "(?:calendar )?months?|monate?n?|mois|mes(?:es)?|mes[ei]|maand(?:en)?|m[eê]s(?:es)?|miesi(?:ąc|ące|ęcy|ąca)|månad(?:er)?|ay|[かヶケ箇]?月間?|شهرا?|أشهر|شهور"),
    "quarter": ("month", 3, "quarters?|quartale?"),
    "year": ("month", 12, "years?|yrs?|jahre?n?|ans?|années?|años?|ann[io]|jaar|jaren|anos?|lat|lata|rok|roku|år|yıl|年間?|سنة|سنوات|عام"),
    "percent": ("percent", 1, "%|percent|per cent|prozent|pour ?cents?|por ?cient?o|per cento|por cento|procent|procenta?|yüzde|パーセント|بالمئة|٪"),
    "cent": ("cents", 1, "cents?|centimes?|céntimos?|centesimi|grosz[ey]?"),
    "gigabyte": ("gigabyte", 1, "gb|gigabytes?|go"),
    "megabyte": ("gigabyte", 0.001, "mb|megabytes?|mo"),
    "terabyte": ("gigabyte", 1000, "tb|terabytes?"),
    "megabit": ("megabit", 1, "mbit/s|mbps|megabits?"),
    "gigabit": ("megabit", 1000, "gbit/s|gbps|gigabits?"),
    "kilogram": ("kilogram", 1, "kg|kilos?|kilograms?|kilogramm"),
    "gram": ("kilogram", 0.001, "g|grams?|gramm"),
    "pound": ("pound weight", 1, "lbs?"),
    "kilometre": ("metre", 1000, "km|kilomet(?:re|er)s?|kilómetros?"),
    "metre": ("metre", 1, "m|met(?:re|er)s?|metros?"),
    "centimetre": ("metre", 0.01, "cm|centimet(?:re|er)s?|centimetros?"),
    "millimetre": ("metre", 0.001, "mm|millimet(?:re|er)s?"),
    "inch": ("inch", 1, "inch(?:es)?"),
    "foot": ("inch", 12, "f(?:oo|ee)t"),
    "mile": ("mile", 1, "miles?|meilen?"),
    "litre": ("litre", 1, "l|lit(?:re|er)s?|litros?"),
    "degree": ("degree", 1, "°c|°f|degrees?|grad"),
    "volt": ("volt", 1, "v|volts?"),
    "watt": ("watt", 1, "w|watts?"),
}  # fmt: skip
"""Name: what it is measured in, how much of it, and how it is written. A month is no number of days and a business day no day."""


def number_words() -> dict[str, float]:
    """Every number word to its value. German, Dutch and Swedish join units and tens to one word up to 99, the Italian too."""
    found: dict[str, float] = dict(HUNDREDS)
    for language, line in _UP_TO_TWENTY.items():
        small = [(word, value) for value, word in enumerate(line.split()) if word != "-"]
        tens = [(word, 10 * place) for place, word in enumerate(_TENS[language].split(), start=2)]
        found |= dict((*small, *tens))
        joint = {"de": "und", "nl": "en"}.get(language)
        for unit, value in small[1:9]:
            for ten, more in tens:
                if joint:
                    found[f"{unit}{'ën' if joint == 'en' and unit.endswith('e') else joint}{ten}"] = value + more
                if language in {"sv", "it"}:
                    found[f"{ten}{unit}"] = value + more
        if joint:
            found.update({f"{'ein' if language == 'de' else 'een'}{joint}{ten}": 1 + more for ten, more in tens})
    return found
