"""How frequent words are, where the extra for it is installed and its list has been read. No drawing here."""

from __future__ import annotations

from tui_learn.text import frequency


def frequency_words(forms: tuple[str, ...], language: str) -> str | None:
    """What is said of how frequent a word is, by the form that is most so.

    None while the list of the language is not read, and where there is none; it is not waited for.
    """
    if not frequency.is_read(language):
        return None
    found = [value for form in forms if form and (value := frequency.zipf(form, language)) is not None]
    return frequency.frequency_name(max(found)) if found else None
