"""Books in two languages, as long as one likes: an article again and again, with ever new words."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS = {
    "fi": ROOT / "seeds" / "000_f7697fab71580408.txt",
    "nb": ROOT / "seeds" / "002_bd79d65d8abfecdf.txt",
}
CHANGED = 0.4
"""Share of the longer words that each chapter has for itself."""
LONG = 6
"""Letters of a longer word."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöø"
_WORD = re.compile(rf"[{_LETTERS}]{{{LONG},}}")
_LINK = re.compile(r"\]\([^)]*\)|https?://\S+")


def write_book(folder: Path, words: int, languages: Sequence[str] = ("nb", "fi"), *, name: str = "book") -> list[Path]:
    """A book of at least so many words in each language, one file a language: as articles declare themselves."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {language: _body(SEEDS[language].read_text(encoding="utf-8")) for language in languages}
    chapters = max(1, -(-words // min(len(text.split()) for text in texts.values())))
    files = []
    for language, text in texts.items():
        parts = [f"# {name}", *(f"## {number}\n\n{_chapter(text, number)}" for number in range(1, chapters + 1))]
        head = f"---\ntitle: {name}\nlang: {language}\narticle: {name}\n---\n\n"
        file = folder / f"{name}.{language}.md"
        file.write_text(head + "\n\n".join(parts) + "\n", encoding="utf-8")
        files.append(file)
    return files


def _body(text: str) -> str:
    """Without front matter and without the marks that make headings: a book has its own."""
    without = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return re.sub(r"^#+ ?", "", without, flags=re.MULTILINE).strip()


def _chapter(text: str, number: int) -> str:
    """The text with words of its own: the same word becomes the same new one throughout the chapter."""
    chance = random.Random(number)
    shuffled = list(_LETTERS)
    chance.shuffle(shuffled)
    table = str.maketrans(_LETTERS, "".join(shuffled))
    new: dict[str, str] = {}

    def changed(match: re.Match[str]) -> str:
        word = match.group()
        if word not in new:
            new[word] = word.translate(table) if chance.random() < CHANGED else word
        return new[word]

    pieces = re.split(rf"({_LINK.pattern})", text)
    return "".join(piece if place % 2 else _WORD.sub(changed, piece) for place, piece in enumerate(pieces))
