"""Languages: BCP 47 tags, their names in the language itself, and how they are written."""

from __future__ import annotations

import re

from tui_learn.text.fold import primary

UNKNOWN = "und"

_NAMES: dict[str, str] = {
    "af": "Afrikaans", "am": "አማርኛ", "ar": "العربية", "az": "azərbaycanca", "be": "беларуская",
    "bg": "български", "bn": "বাংলা", "bs": "bosanski", "ca": "català", "cs": "čeština",
    "cy": "Cymraeg", "da": "dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "eo": "esperanto", "es": "español", "et": "eesti", "eu": "euskara", "fa": "فارسی",
    "fi": "suomi", "fo": "føroyskt", "fr": "français", "fy": "Frysk", "ga": "Gaeilge",
    "gd": "Gàidhlig", "gl": "galego", "gu": "ગુજરાતી", "he": "עברית", "hi": "हिन्दी",
    "hr": "hrvatski", "ht": "kreyòl ayisyen", "hu": "magyar", "hy": "հայերեն", "id": "Indonesia",
    "is": "íslenska", "it": "italiano", "ja": "日本語", "jv": "Jawa", "ka": "ქართული",
    "kk": "қазақ тілі", "km": "ខ្មែរ", "kn": "ಕನ್ನಡ", "ko": "한국어", "ku": "kurdî",
    "ky": "кыргызча", "la": "Latina", "lb": "Lëtzebuergesch", "lo": "ລາວ", "lt": "lietuvių",
    "lv": "latviešu", "mg": "Malagasy", "mk": "македонски", "ml": "മലയാളം", "mn": "монгол",
    "mr": "मराठी", "ms": "Melayu", "mt": "Malti", "my": "မြန်မာ", "nb": "norsk bokmål",
    "ne": "नेपाली", "nl": "Nederlands", "nn": "norsk nynorsk", "oc": "occitan", "or": "ଓଡ଼ିଆ",
    "pa": "ਪੰਜਾਬੀ", "pl": "polski", "ps": "پښتو", "pt": "português", "qu": "Runasimi",
    "ro": "română", "ru": "русский", "se": "davvisámegiella", "si": "සිංහල", "sk": "slovenčina",
    "sl": "slovenščina", "so": "Soomaali", "sq": "shqip", "sr": "српски", "sv": "svenska",
    "sw": "Kiswahili", "ta": "தமிழ்", "te": "తెలుగు", "tg": "тоҷикӣ", "th": "ไทย",
    "tk": "türkmençe", "tl": "Tagalog", "tr": "Türkçe", "tt": "татар", "ug": "ئۇيغۇرچە",
    "uk": "українська", "ur": "اردو", "uz": "oʻzbek", "vi": "Tiếng Việt", "xh": "isiXhosa",
    "yi": "ייִדיש", "yo": "Yorùbá", "zh": "中文", "zu": "isiZulu",
}  # fmt: skip
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ug", "ur", "yi"})
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_ALIASES = {"no": "nb", "iw": "he", "in": "id", "ji": "yi", "cmn": "zh", "sh": "sr"}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def known_languages() -> frozenset[str]:
    """The primary tags the program has a name for."""
    return frozenset(_NAMES)


def normalise_tag(tag: str) -> str | None:
    """A BCP 47 tag in its usual case (``zh-hans`` becomes ``zh-Hans``, ``no`` is ``nb``); None if it is none."""
    if not _TAG.fullmatch(tag.strip()):
        return None
    first, *rest = tag.strip().replace("_", "-").split("-")
    language = _ALIASES.get(first.lower(), first.lower())
    parts = [language]
    for part in rest:
        if len(part) == 4 and part.isalpha():
            parts.append(part.title())
        elif len(part) == 2 and part.isalpha():
            parts.append(part.upper())
        else:
            parts.append(part.lower())
    return "-".join(parts)


def language_name(tag: str) -> str:
    """The name of a language in that language; the tag itself where the program knows no name."""
    name = _NAMES.get(primary(tag))
    if name is None:
        return tag
    _, _, rest = tag.partition("-")
    return f"{name} ({rest})" if rest else name


def is_right_to_left(tag: str) -> bool:
    """Whether the language is written from right to left."""
    return primary(tag) in _RIGHT_TO_LEFT


def has_word_spaces(tag: str) -> bool:
    """Whether words are separated by spaces, so that they can be told apart without a dictionary."""
    return primary(tag) not in _UNSPACED
