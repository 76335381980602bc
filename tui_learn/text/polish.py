"""Dictionary forms of Polish verbal nouns, which the list of forms gives as their verbs.

*Zarządzanie* is management, *zarządzać* to manage: dictionaries head both, and only one of them is a noun.
"""

from __future__ import annotations

import regex

_VERBAL_NOUN = regex.compile(r"(?P<stem>.{2,}(?:n|ęc|yc|ic|uc))i(?:e|a|u|em|om|ami|ach)?")


def verbal_noun(word: str, verb: str) -> str | None:
    """The verbal noun of which a lower-case word is a form, where the list gives a verb for it; else None."""
    if not verb.endswith("ć") or word.endswith("ć"):
        return None
    match = _VERBAL_NOUN.fullmatch(word)
    return match["stem"] + "ie" if match is not None else None
