"""How frequent words are in a language at large, by the package wordfreq (the extra ``freq``).

Speer (2022), rspeer/wordfreq 3.0: the Zipf scale is the logarithm to base ten of how often a word comes in a thousand
million words (van Heuven, Mandera, Keuleers and Brysbaert 2014): 7 for "the", 1 for a word met once in a hundred books.
"""

from __future__ import annotations

import math
import threading

from tui_learn.i18n import gettext as _
from tui_learn.text.fold import lower, primary
from tui_learn.text.scripts import script_of

_VERY_COMMON, _COMMON, _RARE = 5.5, 4.0, 2.5
_LISTS = {"bs": "sh", "hr": "sh", "sr": "sh", "nn": "nb", "tl": "fil"}
"""Languages whose words stand in the list of another tag."""
_LATIN_OF_SERBIAN = str.maketrans(
    {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "đ", "е": "e", "ж": "ž", "з": "z", "и": "i", "ј": "j",
     "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
     "ћ": "ć", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "č", "џ": "dž", "ш": "š"}
)  # fmt: skip


_LOADED: dict[str, dict[str, float] | None] = {}
_LOADING = threading.Lock()


def has_frequencies() -> bool:
    """Whether the extra is installed; it is not imported for this."""
    from importlib.util import find_spec

    return find_spec("wordfreq") is not None


def how_to_install() -> str:
    """One line that names the extra."""
    return _('how frequent words are needs the extra "freq": pip install "tui-learn[freq]"')


def is_loaded(language: str) -> bool:
    """Whether ``zipf`` answers at once for a language: its list has been read, or there is none to read."""
    return primary(language) in _LOADED or not has_frequencies()


def is_read(language: str) -> bool:
    """Whether it has been tried to read the list of a language."""
    return primary(language) in _LOADED


def load(language: str) -> None:
    """Read the list of a language, which takes a second and 50 MB; nothing without the extra. Thread-safe."""
    _list(primary(language))


def _list(language: str) -> dict[str, float] | None:
    """The frequencies of a language (0 to 1) by word; None without the extra or a list."""
    if language in _LOADED:  # while the list of another language is read
        return _LOADED[language]
    with _LOADING:
        if language not in _LOADED:
            try:
                _LOADED[language] = _read(language)
            except Exception:
                _LOADED[language] = None  # it is told once, and not tried for every word
                raise
        return _LOADED[language]


def _read(language: str) -> dict[str, float] | None:
    if not has_frequencies():
        return None
    import wordfreq

    code = _LISTS.get(language, language)
    if code not in wordfreq.available_languages("small"):
        return None
    found: dict[str, float] = wordfreq.get_frequency_dict(code, wordlist="best")
    return found


def zipf(word: str, language: str) -> float | None:
    """How frequent a word is on the Zipf scale (0 to 8); 0 for one the list does not have.

    None where the extra is not installed or has no list of the language. A form counts by itself: ask for the
    dictionary form too, and take the larger. The first word of a language waits for its list.
    """
    if script_of(language) == "Hant" and primary(language) == "zh":
        return None  # the list is in simplified characters
    frequencies = _list(primary(language))
    if frequencies is None:
        return None
    found = frequencies.get(_as_listed(word, language), 0.0)
    return round(math.log10(found) + 9, 2) if found > 0 else 0.0


def _as_listed(word: str, language: str) -> str:
    small = lower(word, language).replace("’", "'")
    if primary(language) in ("bs", "hr", "sr"):
        return small.translate(_LATIN_OF_SERBIAN)
    return small


def frequency_name(value: float) -> str:
    """A Zipf value in words a learner knows."""
    if value >= _VERY_COMMON:
        return _("very common")
    if value >= _COMMON:
        return _("common")
    return _("rare") if value < _RARE else _("less common")
