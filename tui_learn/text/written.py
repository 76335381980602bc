"""In which scripts a text is written, and the languages that follow from the script alone."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import regex

ALONE: dict[str, str] = {
    "Armn": "hy", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hang": "ko", "Hira": "ja", "Khmr": "km",
    "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Mymr": "my", "Orya": "or", "Sinh": "si", "Taml": "ta", "Telu": "te",
    "Thaa": "dv", "Thai": "th", "Tibt": "bo",
}  # fmt: skip
"""Scripts that one language the program knows is written in, or nearly so."""

_RANGES: tuple[tuple[str, str], ...] = (
    ("Latn", r"\p{Latin}"), ("Cyrl", r"\p{Cyrillic}"), ("Hani", r"\p{Han}"),
    ("Hira", r"\p{Hiragana}\p{Katakana}"), ("Hang", r"\p{Hangul}"), ("Arab", r"\p{Arabic}"), ("Hebr", r"\p{Hebrew}"),
    ("Deva", r"\p{Devanagari}"), ("Grek", r"\p{Greek}"), ("Thai", r"\p{Thai}"), ("Armn", r"\p{Armenian}"),
    ("Geor", r"\p{Georgian}"), ("Beng", r"\p{Bengali}"), ("Gujr", r"\p{Gujarati}"), ("Guru", r"\p{Gurmukhi}"),
    ("Knda", r"\p{Kannada}"), ("Mlym", r"\p{Malayalam}"), ("Taml", r"\p{Tamil}"), ("Telu", r"\p{Telugu}"),
    ("Orya", r"\p{Oriya}"), ("Sinh", r"\p{Sinhala}"), ("Khmr", r"\p{Khmer}"), ("Laoo", r"\p{Lao}"),
    ("Mymr", r"\p{Myanmar}"), ("Ethi", r"\p{Ethiopic}"), ("Tibt", r"\p{Tibetan}"), ("Thaa", r"\p{Thaana}"),
)  # fmt: skip
_WEIGHT = {"Hani": 2.5, "Hira": 2.0, "Hang": 2.0}
"""Letters of an alphabet that one sign of these stands for."""
_KANA_SHARE = 0.05
"""Japanese has this many kana among its signs, be it ever so learned; Chinese has none."""

# Frequent characters that the reform of 1956 changed, in the same order.
_SIMPLIFIED = (
    "这个们来为国说时会过对学经发现动还没开关问无与长头见气给间样点两应当体话车东书马鱼鸟门风语读写听买卖红绿"
    "万义习亲从电业乐华单厂历压参双变听员响团园围图圆场块坏坚报护担择损换据举级纪约组细终结绝统继续维网绩"
    "罗罚职联脑脸节药获营虽补装规视觉觅计订认讨让训议记讲许论设访证评识诉词译试诗诚该详误请诸谁调谈谢谱谷"
    "财责败货质贸费资赛赞转轮软轻较载辑输边达迁运进远违连适选递邮释里钟钢钱铁银错键锁阅队阳阴阶际陆陈难"
    "页项顺须预领题颜额颗飞饭馆验鲜黄齐龙龟战户广库应庙废弃录归彻总恋态恶惊惯愿战戏战扩扫扬抢拥拟择挂"
)
_TRADITIONAL = (
    "這個們來為國說時會過對學經發現動還沒開關問無與長頭見氣給間樣點兩應當體話車東書馬魚鳥門風語讀寫聽買賣紅綠"
    "萬義習親從電業樂華單廠歷壓參雙變聽員響團園圍圖圓場塊壞堅報護擔擇損換據舉級紀約組細終結絕統繼續維網績"
    "羅罰職聯腦臉節藥獲營雖補裝規視覺覓計訂認討讓訓議記講許論設訪證評識訴詞譯試詩誠該詳誤請諸誰調談謝譜谷"
    "財責敗貨質貿費資賽贊轉輪軟輕較載輯輸邊達遷運進遠違連適選遞郵釋里鐘鋼錢鐵銀錯鍵鎖閱隊陽陰階際陸陳難"
    "頁項順須預領題顏額顆飛飯館驗鮮黃齊龍龜戰戶廣庫應廟廢棄錄歸徹總戀態惡驚慣願戰戲戰擴掃揚搶擁擬擇掛"
)


@lru_cache(maxsize=1)
def _scripts() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?P<{name}>[{classes}])" for name, classes in _RANGES))


@lru_cache(maxsize=1)
def _reformed() -> tuple[frozenset[str], frozenset[str]]:
    pairs = [(new, old) for new, old in zip(_SIMPLIFIED, _TRADITIONAL, strict=True) if new != old]
    return frozenset(new for new, _ in pairs), frozenset(old for _, old in pairs)


@lru_cache(maxsize=8192)
def _script(character: str) -> str:
    match = _scripts().fullmatch(character)
    return match.lastgroup or "" if match is not None else ""


def scripts_of(text: str) -> Counter[str]:
    """Letters and marks of each script (ISO 15924); ``Hira`` are both kana, ``Hani`` the characters of China."""
    found: Counter[str] = Counter()
    for character, times in Counter(text).items():
        found[_script(character)] += times
    del found[""]
    return found


def weighed(scripts: Counter[str]) -> float:
    """How much a text says, in letters of an alphabet."""
    return sum(_WEIGHT.get(script, 1.0) * count for script, count in scripts.items())


def main_script(scripts: Counter[str]) -> tuple[str, float]:
    """The script that most of a text is in, and its share (0 to 1); kana and the characters beside them are one."""
    counted = _joined(scripts)
    total = weighed(counted)
    if not total:
        return "", 0.0
    best = max(counted, key=lambda script: _WEIGHT.get(script, 1.0) * counted[script])
    return best, _WEIGHT.get(best, 1.0) * counted[best] / total


def share_of(script: str, scripts: Counter[str]) -> float:
    """The share of a script in a text (0 to 1), counted as by ``main_script``."""
    counted = _joined(scripts)
    return _WEIGHT.get(script, 1.0) * counted[script] / (weighed(counted) or 1.0)


def _joined(scripts: Counter[str]) -> Counter[str]:
    counted = Counter(scripts)
    kana, signs = counted["Hira"], counted["Hani"]
    if kana and kana >= _KANA_SHARE * (kana + signs):
        counted["Hira"], counted["Hani"] = kana + signs, 0
    elif counted["Hang"] > signs:
        counted["Hang"], counted["Hani"] = counted["Hang"] + signs, 0
    return counted


def is_traditional(text: str) -> bool:
    """Whether Chinese is written as before the reform of the characters."""
    new, old = _reformed()
    signs = Counter(text)
    return sum(signs[sign] for sign in old) > sum(signs[sign] for sign in new)
