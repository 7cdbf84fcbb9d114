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

# Traditional characters of the words in the tables, each before its simplified twin.
_TWINS = (
    "轉转話话電电員员專专務务線线給给機机聽听說说講讲誰谁問问題题經经嗎吗來来請请個个這这對对應应聯联繫系絡络換换幫帮處处責责麼么時时間间開开費费錢钱號号碼码單单買买賣卖師师產产業业級级"
    "還还沒没無无會会過过讓让後后實实際际撥拨係系門门態态輸输進进書书關关難难與与從从為为樣样點点內内見见談谈別别當当負负隊队聲声訴诉層层響响據据確确認认壞坏總总監监領领導导動动現现長长"
    "傳传邊边嘅的復复覆复啲些幾几萬万樓楼櫃柜檯台臺台駕驾醫医證证陣阵溝沟囉啰煩烦該该駁驳搵揾畀俾闆板職职辦办親亲諮咨詢询錄录語语檢检舉举訂订貨货網网頁页願愿識识決决誤误錯错權权顧顾顯显"
    "優优滿满議议討讨論论調调釋释圖图報报鐘钟終终續续緊紧紅红約约練练組组結结統统繼继績绩類类顆颗額额頂顶須须預预頭头風风飛飞飯饭館馆馬马驗验鬧闹齊齐維维護护擔担陳陈張张劉刘楊杨黃黄審审"
    "簽签讀读寫写"
)
_TRADITIONAL = str.maketrans(dict(zip(_TWINS[::2], _TWINS[1::2], strict=True)))

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
