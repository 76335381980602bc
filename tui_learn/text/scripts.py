"""The writing systems of languages: ISO 15924 codes, by the likely subtags of Unicode CLDR."""

from __future__ import annotations

_LIKELY: dict[str, str] = {
    "Arab": "ar ary arz azb bal ckb fa ks lrc mzn ota pnb prs ps sd sdh ug ur",
    "Armn": "hy hyw",
    "Beng": "as bn",
    "Cyrl": "ab av ba be bg bua ce cu cv kbd kk krc ky mdf mk mn mrj myv os ru rue sah sr tg tt tyv udm uk xal",
    "Deva": "anp awa bho doi hi kok mai mr ne new sa",
    "Ethi": "am gez ti tig",
    "Geor": "ka xmf",
    "Grek": "el grc",
    "Gujr": "gu",
    "Guru": "pa",
    "Hans": "gan hak wuu zh",
    "Hant": "lzh nan yue",
    "Hebr": "hbo he lad yi",
    "Jpan": "ja",
    "Khmr": "km",
    "Knda": "kn tcy",
    "Kore": "ko",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my shn",
    "Nkoo": "nqo",
    "Olck": "sat",
    "Orya": "or",
    "Sinh": "si",
    "Syrc": "syr",
    "Taml": "ta",
    "Telu": "te",
    "Thaa": "dv",
    "Thai": "th",
    "Tibt": "bo dz",
}
_SCRIPT = {language: script for script, languages in _LIKELY.items() for language in languages.split()}
_BY_REGION: dict[tuple[str, str], str] = {
    ("zh", "TW"): "Hant", ("zh", "HK"): "Hant", ("zh", "MO"): "Hant", ("yue", "CN"): "Hans", ("sr", "ME"): "Latn",
    ("az", "IR"): "Arab", ("pa", "PK"): "Arab", ("uz", "AF"): "Arab", ("kk", "CN"): "Arab", ("mn", "CN"): "Mong",
    ("ku", "IQ"): "Arab", ("ku", "IR"): "Arab", ("tg", "PK"): "Arab", ("sd", "IN"): "Deva",
}  # fmt: skip
SCRIPTS = frozenset({*_LIKELY, "Adlm", "Cans", "Cher", "Cyrs", "Latn", "Mong", "Tfng"})
"""Codes of scripts a tag may name."""
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"})


def script_of(tag: str) -> str:
    """The script (ISO 15924) of a BCP 47 tag: the one it names, else the likely one; ``Zyyy`` for ``und``."""
    language, *rest = tag.replace("_", "-").split("-")
    language = language.lower()
    for part in rest:
        if len(part) == 1:
            break  # what follows is an extension
        if len(part) == 4 and part.isalpha():
            return part.title()
    for part in rest:
        found = _BY_REGION.get((language, part.upper()))
        if found is not None:
            return found
    return "Zyyy" if language == "und" else _SCRIPT.get(language, "Latn")


def is_right_to_left_script(script: str) -> bool:
    """Whether a script is written from right to left."""
    return script in _RIGHT_TO_LEFT
