"""Which language a text is in, by its script and by py3langid; unknown when unsure.

The model takes a third of a second and 100 MB to load, so it is loaded when first asked, and what it said is
kept by the library's index. It is asked with all its labels, the one for what is no language among them: they take
the probability of lists, names and code that would else go to some language. What it says of varieties that
the program reads as one language is added up.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_learn.text.languages import UNKNOWN, known_languages
from tui_learn.text.scripts import script_of
from tui_learn.text.written import ALONE, is_traditional, main_script, scripts_of, share_of, weighed

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 40
"""Shorter text gets a random label, unless its script tells; signs that stand for more than a letter count for more."""
MIN_LETTERS_ALONE = 8
"""Enough of a script that one language is written in."""
MIN_CONFIDENCE = 0.7
"""Below it the language is unknown. Above it 99 of 100 labels are right, in sentences of 90 languages."""
MAX_CHARACTERS = 2_400
"""More text does not change the verdict, only the time: of a longer one, its beginning, middle and end are read."""
_RANKED = 3
_WORTH, _NOTHING = 0.001, 0.00001
_CANTONESE = 0.9
_CANTONESE_SIGNS = re.compile("[嘅佢喺冇咗啲嚟嗰哋唔咁乜嘢]")
"""Characters that only Cantonese is written with."""
_MAIN_SHARE = 0.6
_CLEAR = 0.99
_OWN_SHARE = 0.25
"""A text in a language has this share of the script of the language, whatever terms and names it cites."""
_COUNTED_AS = {"Jpan": "Hira", "Kore": "Hang", "Hans": "Hani", "Hant": "Hani"}

_VARIETIES = {"no": "nb", "ary": "ar", "arz": "ar", "pcm": "en", "wuu": "zh", "hbo": "he", "uzs": "uz", "gug": "gn"}
"""Labels of the model that the program has another tag for, or reads as another language."""
_ALSO_IN: dict[str, tuple[str, ...]] = {
    "az": ("Cyrl", "Arab"), "bs": ("Cyrl",), "kk": ("Latn", "Arab"), "ku": ("Arab", "Cyrl"), "mn": ("Mong",),
    "ms": ("Arab",), "pa": ("Arab",), "sr": ("Latn",), "tg": ("Latn",), "tk": ("Cyrl",), "tt": ("Latn",),
    "ug": ("Cyrl", "Latn"), "uz": ("Cyrl", "Arab"),
}  # fmt: skip
"""Languages written in several scripts; any other in a script not its own is no such language."""
_ADDRESS_MARKS = ("://", "www.", "@", "/", "\\", "_", "{", "}", "<", ">", "=", "|", "()")
_NAME_OF_FILE = re.compile(r"[a-z0-9]\.[a-z]|[a-z][A-Z]")
"""As in names of files and of things in programs."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A detected language."""

    language: str
    """BCP 47 tag, or ``und``."""
    confidence: float
    """0 to 1; the probability the model gives its best label."""
    ranking: tuple[tuple[str, float], ...] = ()
    """The best languages with their probabilities, best first, for those who know more of the text."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(prose: str) -> Detection:
    """The language of ``prose`` (code already left out).

    ``zh`` is Chinese in simplified characters and ``zh-Hant`` in traditional ones; other tags name the script where it
    is not the usual one (``sr-Latn``).
    """
    text = " ".join(word for word in _sample(prose).split() if _is_prose(word))
    scripts = scripts_of(text)
    script, share = main_script(scripts)
    if script in ALONE and share >= _MAIN_SHARE and scripts.total() >= MIN_LETTERS_ALONE:
        return Detection(ALONE[script], _CLEAR, ((ALONE[script], _CLEAR),))
    if weighed(scripts) < MIN_LETTERS:
        return Detection(UNKNOWN, 0.0)
    ranking = _ranking(text, scripts)
    if not ranking:
        return Detection(UNKNOWN, 0.0)
    language, confidence = ranking[0]
    return Detection(language if confidence >= MIN_CONFIDENCE else UNKNOWN, confidence, ranking)


def _is_prose(word: str) -> bool:
    """Whether a word is no address, path, name of a file or of a thing in a program."""
    return word.isalpha() or not (any(mark in word for mark in _ADDRESS_MARKS) or _NAME_OF_FILE.search(word))


def _sample(prose: str) -> str:
    if len(prose) <= MAX_CHARACTERS:
        return prose
    third = MAX_CHARACTERS // 3
    middle = (len(prose) - third) // 2
    return "\n".join((prose[:third], prose[middle : middle + third], prose[-third:]))


def _ranking(text: str, scripts: Counter[str]) -> tuple[tuple[str, float], ...]:
    """The languages that a text may be in, each by its tag; those without a name in the program keep their share."""
    probabilities: dict[str, float] = {}
    for label, probability in _identifier().rank(text):
        if probability < _NOTHING:
            break
        label = _VARIETIES.get(label, label)
        probabilities[label] = probabilities.get(label, 0.0) + probability
    if probabilities.get("yue", 0.0) < _CANTONESE or _CANTONESE_SIGNS.search(text) is None:
        # It takes its share of any Chinese in traditional characters.
        probabilities["zh"] = probabilities.get("zh", 0.0) + probabilities.pop("yue", 0.0)
    known = known_languages()
    best = sorted(probabilities.items(), key=lambda pair: (-pair[1], pair[0]))
    if best[0][0] not in known:
        return ()
    found = ((_in_script(label, scripts, text), share) for label, share in best if share >= _WORTH and label in known)
    return tuple((tag, round(float(share), 3)) for tag, share in found if tag)[:_RANKED]


def is_written_so(text: str, language: str) -> bool:
    """Whether a text may be in a language as far as its script tells; true of one without letters."""
    scripts = scripts_of(text[:MAX_CHARACTERS])
    return not scripts or bool(_in_script(language.partition("-")[0], scripts, text))


def _in_script(language: str, scripts: Counter[str], text: str) -> str:
    """The tag of a language as a text in these scripts writes it; empty where it is never written so."""
    usual = script_of(language)
    usual = _COUNTED_AS.get(usual, usual)
    if share_of(usual, scripts) < _OWN_SHARE:
        script, _ = main_script(scripts)
        return f"{language}-{script}" if script in _ALSO_IN.get(language, ()) else ""
    return "zh-Hant" if language == "zh" and is_traditional(text) else language
