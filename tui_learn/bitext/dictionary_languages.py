"""Which two languages a dictionary joins, read from the name somebody gave it.

Names follow no rule but habit: ``freedict-fin-swe``, ``fi_sv``, ``Finnish-Swedish (WikDict)``. So whatever stands
side by side in the name and is a language twice over is taken, codes as well as English and native names.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tui_learn.text.languages import known_languages, language_name, normalise_tag

# The tag the program uses, the codes of ISO 639-2 and 639-3 that mean it, the English names.
_TABLE = """
af afr Afrikaans|am amh Amharic|ar ara,arb Arabic|ast ast Asturian|az aze,azj Azerbaijani,Azeri|be bel Belarusian
bg bul Bulgarian|bn ben Bengali|br bre Breton|bs bos Bosnian|ca cat Catalan|cs ces,cze Czech|cy cym,wel Welsh
ckb ckb Central Kurdish,Sorani|da dan Danish|de deu,ger German|el ell,gre Greek,Modern Greek|en eng English
eo epo Esperanto|es spa Spanish,Castilian|et est,ekk Estonian|eu eus,baq Basque|fa fas,per,pes Persian,Farsi
fi fin Finnish|fo fao Faroese|fr fra,fre French|fy fry,frs West Frisian,Frisian|ga gle Irish
gd gla Scottish Gaelic|gl glg Galician|gu guj Gujarati|he heb Hebrew|hi hin Hindi|hr hrv,scr Croatian
ht hat Haitian Creole,Haitian|hu hun Hungarian|hy hye,arm Armenian|id ind Indonesian|is isl,ice Icelandic
it ita Italian|ja jpn Japanese|jv jav Javanese|ka kat,geo Georgian|kha kha Khasi|kk kaz Kazakh|km khm Khmer
kn kan Kannada|ko kor Korean|ku kur,kmr Kurdish,Northern Kurdish,Kurmanji|ky kir Kyrgyz,Kirghiz|la lat Latin
lb ltz Luxembourgish|lo lao Lao|lt lit Lithuanian|lv lav,lvs Latvian|mg mlg,plt Malagasy|mk mkd,mac Macedonian
ml mal Malayalam|mn mon,khk Mongolian|mr mar Marathi|ms msa,may,zsm Malay|mt mlt Maltese|my mya,bur Burmese
nb nob,nor Norwegian,Norwegian Bokmål,Norwegian Bokmal,Bokmål,Bokmal|ne nep,npi Nepali|nl nld,dut Dutch,Flemish
nn nno Norwegian Nynorsk,Nynorsk|oc oci Occitan|or ori,ory Odia,Oriya|pa pan Punjabi,Panjabi|pl pol Polish
ps pus Pashto|pt por Portuguese|qu que Quechua|ro ron,rum Romanian|rom rom Romany,Romani|ru rus Russian
sa san Sanskrit|se sme Northern Sami|si sin Sinhala,Sinhalese|sk slk,slo Slovak|sl slv Slovenian,Slovene
so som Somali|sq sqi,alb,als Albanian|sr srp,scc Serbian|sv swe Swedish|sw swa,swh Swahili|ta tam Tamil
te tel Telugu|tg tgk Tajik|th tha Thai|tk tuk Turkmen|tl tgl,fil Tagalog,Filipino|tr tur Turkish|tt tat Tatar
ug uig Uyghur,Uighur|uk ukr Ukrainian|ur urd Urdu|uz uzb,uzn Uzbek|vi vie Vietnamese|wo wol Wolof|xh xho Xhosa
yi yid,ydd Yiddish|yo yor Yoruba|zh zho,chi,cmn Chinese,Mandarin|zu zul Zulu
"""
_SEPARATOR = r"(?:[\s_.,–—/+&()\[\]-]|->|→|>)"


@lru_cache(maxsize=1)
def _tags() -> dict[str, str]:
    """Every code and name, in lower case, with the tag it stands for."""
    tags: dict[str, str] = {tag: tag for tag in known_languages()} | {"no": "nb", "iw": "he"}
    for tag in known_languages():
        tags[_folded(language_name(tag))] = tag
    for line in _TABLE.replace("\n", "|").split("|"):
        if not line:
            continue
        tag, codes, names = line.split(" ", 2)
        for word in (tag, *codes.split(","), *names.split(",")):
            tags[_folded(word)] = tag
    return tags


@lru_cache(maxsize=1)
def _pair() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_tags(), key=len, reverse=True))
    between = rf"{_SEPARATOR}+(?:to{_SEPARATOR}+)?|2"
    return re.compile(rf"(?<![^\W\d_])({words})(?:{between})(?=({words})(?![^\W\d_]))")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()


def tag_of(name: str) -> str | None:
    """The tag of a language given as a code or a name (``fin``, ``fi``, ``Finnish``, ``suomi``), or None."""
    return _tags().get(_folded(name.strip()))


def languages_in(name: str) -> tuple[str, str] | None:
    """The two languages a name holds, from the first to the second, or None.

    Codes of two letters are also small words (``is``, ``to``, ``my``), so two of the same kind side by side win
    over any two that happen to stand so.
    """
    folded = _folded(name)
    found = [(match[1], match[2]) for match in _pair().finditer(folded)]
    if not found:
        return None
    alike = [pair for pair in found if _kind(pair[0]) == _kind(pair[1])]
    first, second = max(alike or found, key=lambda pair: len(pair[0]) + len(pair[1]))
    return _tags()[first], _tags()[second]


def _kind(word: str) -> int:
    return min(len(word), 4)


def stated_languages(value: str) -> tuple[str, str] | None:
    """The two languages of a settings value such as ``fi-sv`` or ``vep-fi``; None where it names no two."""
    folded = _folded(value.strip())
    known = _pair().match(folded)
    if known is not None and known.end(2) == len(folded):
        return _tags()[known[1]], _tags()[known[2]]
    parts = re.split(r"\s*(?:-|_|\s|→|>)\s*", value.strip())
    tags = [normalise_tag(part) for part in parts]
    if len(tags) != 2 or tags[0] is None or tags[1] is None:
        return None
    return tag_of(tags[0]) or tags[0], tag_of(tags[1]) or tags[1]
