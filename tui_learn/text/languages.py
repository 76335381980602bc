"""Languages: BCP 47 tags, their names in the language itself, and how they are written."""

from __future__ import annotations

import re
from functools import lru_cache

from tui_learn.text.fold import primary
from tui_learn.text.scripts import is_right_to_left_script, script_of

UNKNOWN = "und"

_UNSPACED = frozenset({"bo", "dz", "gan", "hak", "ja", "km", "lo", "lzh", "my", "nan", "shn", "th", "wuu", "yue", "zh"})
_ALIASES: dict[str, str] = {
    "no": "nb", "nor": "nb", "nob": "nb", "nno": "nn", "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro",
    "cmn": "zh", "sh": "sr-Latn", "hbs": "sr-Latn", "fil": "tl", "i-klingon": "tlh", "zh-min-nan": "nan",
    "zh-xiang": "hsn", "zh-hakka": "hak", "zh-guoyu": "zh", "zh-min": "nan", "no-bok": "nb", "no-nyn": "nn",
    "art-lojban": "jbo", "i-lux": "lb", "i-hak": "hak", "i-navajo": "nv", "sr-latin": "sr-Latn",
    "en-gb-oed": "en-GB-oxendict", "prs": "fa-AF", "swc": "sw-CD",
}  # fmt: skip
"""Tags that have a preferred form: retired and grandfathered ones, macrolanguages the program reads as one."""
_THREE_LETTERS = (
    "afr:af amh:am ara:ar arb:ar asm:as aze:az azj:az bel:be ben:bn bod:bo tib:bo bos:bs bre:br bul:bg cat:ca ces:cs "
    "cze:cs cos:co cym:cy wel:cy dan:da deu:de ger:de ell:el gre:el eng:en epo:eo est:et ekk:et eus:eu baq:eu fao:fo "
    "fas:fa per:fa pes:fa fin:fi fra:fr fre:fr fry:fy gla:gd gle:ga glg:gl grn:gn guj:gu hat:ht hau:ha heb:he hin:hi "
    "hrv:hr hun:hu hye:hy arm:hy ibo:ig ina:ia ind:id isl:is ice:is ita:it jav:jv jpn:ja kal:kl kan:kn kat:ka geo:ka "
    "kaz:kk khm:km kin:rw kir:ky kor:ko kur:ku kmr:ku lao:lo lat:la lav:lv lvs:lv lin:ln lit:lt ltz:lb lug:lg mal:ml "
    "mar:mr mkd:mk mac:mk mlg:mg plt:mg mlt:mt mon:mn khk:mn mri:mi mao:mi msa:ms may:ms zsm:ms mya:my bur:my nep:ne "
    "npi:ne nld:nl dut:nl oci:oc ori:or ory:or orm:om pan:pa pol:pl por:pt pus:ps pbt:ps que:qu roh:rm ron:ro rum:ro "
    "rus:ru san:sa sin:si slk:sk slo:sk slv:sl sme:se sna:sn snd:sd som:so sot:st spa:es sqi:sq alb:sq als:sq srd:sc "
    "srp:sr swa:sw swh:sw swe:sv tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tir:ti tuk:tk tur:tr uig:ug ukr:uk urd:ur "
    "uzb:uz uzn:uz vie:vi wln:wa wol:wo xho:xh yid:yi ydd:yi yor:yo zho:zh chi:zh zul:zu"
)
_SHORT = dict(pair.split(":") for pair in _THREE_LETTERS.split())
"""ISO 639-2 and 639-3 codes of languages that have one of two letters, the shortest being preferred (RFC 5646, 4.5)."""
_FAMILIES = tuple(
    frozenset(family.split())
    for family in (
        "nb nn da",
        "nb nn sv",
        "bs hr sr",
        "id ms",
        "cs sk",
        "gl pt",
        "be ru uk",
        "bg mk",
        "ca oc",
        "zh yue wuu",
    )
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_POSIX = re.compile(r"([A-Za-z]{2,3}(?:_[A-Za-z]{2})?)(?:\.[A-Za-z0-9-]+)?(?:@([A-Za-z]+))?")
_POSIX_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}
_SUPPRESSED = {("en", "Latn"), ("ja", "Jpan"), ("ko", "Kore"), ("ru", "Cyrl")}


@lru_cache(maxsize=1)
def known_languages() -> frozenset[str]:
    """The primary tags the program has a name for."""
    from tui_learn.text.language_names import OWN_NAMES

    return frozenset(OWN_NAMES)


@lru_cache(maxsize=4096)
def normalise_tag(tag: str) -> str | None:
    """A BCP 47 tag in its usual case and preferred form; None if it is none.

    ``zh-hans`` becomes ``zh-Hans``, ``no`` and ``nb_NO.UTF-8`` begin with ``nb``, ``swe`` is ``sv``, ``zh-cmn`` ``zh``.
    """
    tag = tag.strip()
    posix = _POSIX.fullmatch(tag)
    if posix is not None:
        modifier = (posix[2] or "").lower()
        tag = posix[1]
        if modifier:
            script = _POSIX_SCRIPTS.get(modifier)
            tag += f"-{script}" if script else f"-{modifier}" if len(modifier) >= 5 else ""
    if not _TAG.fullmatch(tag):
        return None
    tag = tag.replace("_", "-").lower()
    tag = _ALIASES.get(tag, tag)
    language, *rest = tag.split("-")
    while rest and len(rest[0]) == 3 and rest[0].isalpha():
        language = rest.pop(0)  # an extended language: zh-yue is yue
    language = _SHORT.get(language, language)
    language, _, implied = _ALIASES.get(language, language).partition("-")
    return "-".join((language, *_subtags([implied, *rest] if implied else rest, language)))


def _subtags(parts: list[str], language: str) -> list[str]:
    """Subtags in their usual case: script, then region, then the others; each once."""
    script = region = ""
    others: list[str] = []
    for number, part in enumerate(parts):
        if len(part) == 1:
            others += [other.lower() for other in parts[number:]]
            break
        if len(part) == 4 and part.isalpha():
            script = script or part.title()
        elif not region and ((len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())):
            region = part.upper()
        elif part.lower() not in others:
            others.append(part.lower())
    if (language, script) in _SUPPRESSED:
        script = ""
    return [part for part in (script, region) if part] + others


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    from tui_learn.text.language_names import ENGLISH_NAMES, OWN_NAMES, VARIANT_NAMES

    names = {name.casefold(): tag for tag, name in VARIANT_NAMES.items()}
    names.update((name.casefold(), tag) for name, tag in ENGLISH_NAMES.items())
    names.update((name.casefold(), tag) for tag, name in OWN_NAMES.items())
    return names


def declared_tag(value: str) -> str | None:
    """The tag of a language as people declare it: a tag, or its name in itself or in English; else None."""
    return normalise_tag(value) or _by_name().get(" ".join(value.split()).casefold())


def language_name(tag: str) -> str:
    """The name of a language in that language; the tag itself where the program knows no name."""
    from tui_learn.text.language_names import OWN_NAMES, VARIANT_NAMES

    parts = tag.split("-")
    for end in range(len(parts), 1, -1):  # the longest part of the tag that has a name of its own
        name = VARIANT_NAMES.get("-".join(parts[:end]))
        if name is not None:
            return f"{name} ({'-'.join(parts[end:])})" if end < len(parts) else name
    name = OWN_NAMES.get(primary(tag))
    if name is None:
        return tag
    _, _, rest = tag.partition("-")
    return f"{name} ({rest})" if rest else name


def are_close(one: str, other: str) -> bool:
    """Whether two tags are of one language, or of languages so alike that a text may be taken for either."""
    first, second = primary(one), primary(other)
    return first == second or any(first in family and second in family for family in _FAMILIES)


def is_right_to_left(tag: str) -> bool:
    """Whether the language is written from right to left, as its script is."""
    return is_right_to_left_script(script_of(tag))


def has_word_spaces(tag: str) -> bool:
    """Whether words are separated by spaces, so that they can be told apart without a dictionary."""
    return primary(tag) not in _UNSPACED
