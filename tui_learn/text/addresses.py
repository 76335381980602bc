"""Addresses in running text: of pages, mail, files and people. They are names for machines, not words to learn."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

_DOMAINS = "app|com|dev|edu|gov|info|int|io|mil|net|org"
_FILES = (
    "bat|bib|bmp|c|cfg|conf|cpp|cs|css|csv|dll|docx?|epub|exe|gif|go|gz|h|html?|ini|java|jpe?g|js|json|jsx|log|md|mp[34]|"
    "odt|pdf|php|png|pptx?|py|rb|rs|rst|sh|sql|svg|tar|tex|toml|tsv?|tsx|txt|wav|xlsx?|xml|ya?ml|zip"
)
_SIGNS = re.compile(rf"@|://|\bwww\.|\b(?:mailto|tel):|\.(?:{_DOMAINS}|{_FILES})(?![\w-])", re.IGNORECASE)
"""Without any of these there is no address."""


@lru_cache(maxsize=1)
def _address() -> regex.Pattern[str]:
    import regex

    # A sentence of a script without spaces may go on right behind an address.
    path = r"[^\s<>\"“”„«»‹›\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\u3000-\u303f\uff00-\uffef]"
    begins = r"(?<![\p{Latin}\p{N}_])"
    word = r"[\p{L}\p{M}\p{N}_\-]"
    ends = r"(?![\p{L}\p{M}\p{N}])"
    return regex.compile(
        rf"{begins}[a-z][a-z0-9+.\-]{{1,20}}://{path}+"
        rf"|{begins}(?:www\.|mailto:|tel:){path}+"
        rf"|(?<![\p{{L}}\p{{M}}\p{{N}}._%+\-])[\p{{L}}\p{{M}}\p{{N}}._%+\-]++@{word}+(?:\.{word}+)*"
        r"|(?<![\p{L}\p{M}\p{N}_@])@[A-Za-z0-9_][\w\-]*"
        rf"|(?<![\p{{L}}\p{{M}}\p{{N}}._\-])[a-z0-9_\-]++(?:\.[a-z0-9_\-]++)*+(?<=\.(?:{_DOMAINS})){ends}(?:/{path}*)?"
        rf"|(?<![\p{{L}}\p{{M}}\p{{N}}._\-]){word}++(?:\.{word}++)*+(?<={word}\.(?:{_FILES})){ends}",
        regex.IGNORECASE,
    )


def addresses(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are addresses of pages or mail, names of files, or names of users (``@who``).

    A bare domain counts where it ends in one of the general top-level domains (IANA), as nothing else tells it from a
    full stop without a space behind it.
    """
    if _SIGNS.search(text) is None:
        return []
    return [match.span() for match in _address().finditer(text)]
