"""Brings what customers type to one plain form, and remembers where every letter came from."""

import re
import unicodedata
from array import array
from functools import cache

# Letters that carry no separable accent, so decomposition alone does not reach the plain form.
_PLAIN = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "ʻ": "'",
        "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ە": "ه",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"',
        "״": '"', "‹": '"', "›": '"',
        "。": ".", "、": ",", "،": ",", "؛": ";", "؟": "?", "।": ".", "۔": ".", "…": ".",
    }
)  # fmt: skip

# Traditional characters of the words in the tables, written as their simplified twins.
_TRADITIONAL = str.maketrans(
    dict(
        ["轉转", "話话", "電电", "員员", "專专", "務务", "線线", "給给", "機机", "聽听", "說说", "講讲", "誰谁", "問问", "題题", "經经", "嗎吗", "來来", "請请", "個个", "這这", "對对", "應应", "聯联", "繫系", "絡络", "換换", "幫帮", "處处", "責责", "麼么", "時时", "間间", "開开", "費费", "錢钱", "號号", "碼码", "單单", "買买", "賣卖", "師师", "產产", "業业", "級级", "還还", "沒没", "無无", "會会", "過过", "讓让", "後后", "實实", "際际", "撥拨", "係系", "門门", "態态", "輸输", "進进", "書书", "關关", "難难", "與与", "從从", "為为", "樣样", "點点", "內内", "見见", "談谈", "別别", "當当", "負负", "隊队", "聲声", "訴诉", "層层", "響响", "據据", "確确", "認认", "傅傅", "壞坏", "總总", "監监", "領领", "導导", "懂懂", "動动", "現现", "長长", "傳传", "邊边", "嘅的", "復复", "覆复", "啲些", "幾几", "萬万", "樓楼", "櫃柜", "檯台", "臺台", "駕驾", "醫医", "證证", "陣阵", "溝沟", "囉啰", "煩烦"]
    )
)

_CLUSTERS = re.compile(
    "[\u1100-\u115f][\u1160-\u11ff]+|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]|.", re.DOTALL
)
_NEEDS_CLUSTERS = re.compile("[\u1160-\u11ff\u3099\u309a\uff9e\uff9f]")
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u0670\u093c\u09bc]")
_ACCENTED_SCRIPTS = re.compile("[\u00c0-\u06ff\u1e00-\u1fff]")


@cache
def fold_cluster(cluster: str) -> str:
    """The plain form of one character (or one composed cluster); may be empty or several letters."""
    folded = unicodedata.normalize("NFKC", cluster).casefold().translate(_PLAIN).translate(_TRADITIONAL)
    if _ACCENTED_SCRIPTS.search(folded):
        folded = unicodedata.normalize("NFD", folded).translate(_PLAIN)
    folded = _ACCENTS.sub("", folded)
    return "".join(_settle(letter) for letter in folded)


def _settle(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category in ("Cc", "Zl", "Zp"):
        return "\n" if letter in "\n\r\u2028\u2029" else " "
    return letter


def fold(text: str) -> tuple[str, "array[int] | None"]:
    """The plain form and, for each of its letters, its place in `text` (None: the places are the same)."""
    if text.isascii():
        return text.lower(), None
    clusters = _CLUSTERS.findall(text) if _NEEDS_CLUSTERS.search(text) else text
    pieces = [fold_cluster(cluster) for cluster in clusters]
    if clusters is text and all(len(piece) == 1 for piece in pieces):
        return "".join(pieces), None
    places = array("l")
    at = 0
    for cluster, piece in zip(clusters, pieces, strict=True):
        places.extend([at] * len(piece))
        at += len(cluster)
    return "".join(pieces), places
