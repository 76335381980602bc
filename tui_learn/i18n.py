"""The one door through which every string a learner sees passes.

Catalogues are looked for in ``tui_learn/locale``; without one the English message itself is shown.
"""

from __future__ import annotations

import gettext as _stdlib
from pathlib import Path

DOMAIN = "tui-learn"
LOCALE_FOLDER = Path(__file__).parent / "locale"

_translation: _stdlib.NullTranslations = _stdlib.NullTranslations()


def use_language(language: str | None) -> None:
    """Show messages in ``language`` (a gettext locale name); ``None`` is English."""
    global _translation
    if language is None:
        _translation = _stdlib.NullTranslations()
    else:
        _translation = _stdlib.translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=True)


def gettext(message: str) -> str:
    """``message`` in the language of the interface."""
    return _translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form of the message that ``count`` asks for; the caller fills in ``{count}``."""
    return _translation.ngettext(one, many, count)


def interface_language() -> str:
    """The language messages are in, as a BCP 47 tag."""
    return _translation.info().get("language", "en").replace("_", "-")
