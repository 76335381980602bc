"""One question with its key, its evidence and its proof class."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any, Literal

ExerciseType = Literal["choice", "tf", "cloze", "typed", "odd", "point", "tiles", "match", "order", "sort"]
Code = Literal[
    "V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V10", "V11", "V13",
    "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10",
    "C11", "C12", "C13", "C14", "C15", "C16", "C17", "C18", "C19", "C20",
]  # fmt: skip

GAP = "____"
"""Stands where a word was taken out to be found again."""
MASK = "…"
"""Stands for something left out because it would give the answer away."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of article text in a language."""

    lang: str
    text: str
    marked: tuple[int, int] | None = None
    """The stretch that is lit, where the question is about a word of it: offsets of its first character and
    after its last."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A segment the key rests on."""

    lang: str
    seg: str
    """``b<block>s<sentence>``."""
    text: str
    """The whole sentence as it stands in the article."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen."""

    text: str
    lang: str
    key: bool
    src: str
    """Where the article has it: ``fi/b2s1``."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A word of the sentence in which one word is to be found."""

    text: str
    start: int
    """Offset of its first character in the sentence."""
    end: int
    """Offset after its last character."""
    answers: str = ""
    """What it answers in the sentence that is shown; empty where that is not known well enough to be told."""


@dataclass(frozen=True, slots=True)
class Swap:
    """What was, or might have been, exchanged in a statement that the article makes or does not make."""

    taken: str
    """What the article has."""
    put: str
    """What may stand in its place."""
    statement: str
    """The statement as it is shown."""
    others: tuple[str, ...]
    """What the article says of the other: sentences the statement must not come near."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One question."""

    id: str
    """Made from what is asked and shown; the same question has the same id on every machine."""
    code: Code
    """The kind, as the documentation numbers them: V for vocabulary, C for concepts."""
    type: ExerciseType
    pair: str
    """``known:learned``."""
    question: str
    """What to do, in the language of the interface; never holds article words."""
    prompt: tuple[Text, ...]
    """What is shown of the article."""
    key: str
    key_lang: str
    evidence: tuple[Evidence, ...]
    proof: tuple[str, ...]
    """P0 identity, P1 structure, P2 sentence alignment, P3 word alignment, P4 closed world."""
    segments: int
    """Segments of the edition in ``key_lang``."""
    key_segments: int
    """Of these, how many hold the key."""
    difficulty: float
    """Prior, in logits; 0 is even odds for a middling learner who cannot guess."""
    target: str
    """What is remembered: the key of its card. Exercises that ask the same thing share it."""
    accept: tuple[str, ...] = ()
    """Other right answers."""
    forms: tuple[str, ...] = ()
    """Other forms of the key that the article has."""
    also: tuple[str, ...] = ()
    """Other words of the article that answer the same word: no mistake, but not what stood there."""
    options: tuple[Option, ...] = ()
    tiles: tuple[str, ...] = ()
    """Pieces to choose from, shuffled: those of a sentence and some foreign ones, units to be put in order, or
    phrases to be sorted."""
    order: tuple[str, ...] = ()
    """The right pieces in the right order."""
    tokens: tuple[Spot, ...] = ()
    """The words of ``pointed``, one of which is to be found."""
    pointed: str = ""
    """The sentence in ``key_lang`` in which a word is to be found, where it is not as the article has it."""
    correction: str = ""
    """The word the article has where another was put."""
    key_index: int | None = None
    """Number of the word to be found among ``tokens``, or of the pair that is wrong among ``pairs``, from 0."""
    pairs: tuple[tuple[str, str], ...] = ()
    """(text of the known language, text of the learned language) that belong together, of type ``odd`` all but one."""
    rights: tuple[str, ...] = ()
    """The second words of the pairs, shuffled."""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(heading, phrases that belong under it)."""
    scope: tuple[str, ...] = ()
    """The sentences of the section that holds the key, for kinds that ask what belongs to it."""
    swap: Swap | None = None
    starts: str = ""
    """The beginning of the word to be typed, shown from the start where more than one word might be thought of."""
    note: str = ""
    """What a deck adds after the answer."""
    help: str = ""
    """The first hint, where a deck gives one."""
    deck: str = ""
    """Path of the deck it was read from; empty where it was generated."""
    lexeme: str = ""
    """The dictionary form of the word it is about, in lower case with its marks, as far as it is known.

    Of a board of words that of the second word of every pair, in their order, joined by ``;`` and a space.
    """

    @property
    def is_vocabulary(self) -> bool:
        """Whether it asks about words rather than about what the article says."""
        return self.code.startswith("V")

    @property
    def segment_ids(self) -> frozenset[str]:
        """``lang/segment`` of everything it shows or rests on."""
        return frozenset(f"{piece.lang}/{piece.seg}" for piece in self.evidence)

    @property
    def names(self) -> str:
        """Letters by which groups, or the second words of pairs, are named: one each."""
        return ascii_lowercase[: len(self.groups) or len(self.rights)]

    @property
    def shown_segments(self) -> frozenset[str]:
        """The same without what is not shown: words to be matched stand in no sentence."""
        return frozenset() if self.type == "match" else self.segment_ids

    @property
    def words_told(self) -> tuple[str, ...]:
        """Words of ``key_lang`` of which one knows, once it is answered, what they mean."""
        if self.type == "match":
            return self.rights
        return (self.key,) if self.code in ("V1", "V2", "V4", "V7") else ()

    @property
    def sentence(self) -> str:
        """The sentence in ``key_lang`` in which a word is to be found, else the one it rests on."""
        return self.pointed or next((piece.text for piece in self.evidence if piece.lang == self.key_lang), "")

    def to_json(self) -> dict[str, Any]:
        """The contract's shape; keys that do not apply are left out."""
        data: dict[str, Any] = {
            "id": self.id,
            "code": self.code,
            "type": self.type,
            "pair": self.pair,
            "question": self.question,
            "prompt": [_prompt_json(piece) for piece in self.prompt],
            "key": self.key,
            "key_lang": self.key_lang,
            "accept": list(self.accept),
            "evidence": [{"lang": piece.lang, "seg": piece.seg, "text": piece.text} for piece in self.evidence],
            "proof": list(self.proof),
            "segments": self.segments,
            "key_segments": self.key_segments,
            "difficulty": self.difficulty,
        }
        if self.options:
            data["options"] = [
                {"text": option.text, "lang": option.lang, "key": option.key, "src": option.src}
                for option in self.options
            ]
        if self.type == "tiles":
            data["tiles"] = list(self.tiles)
        if self.order:
            data["order"] = list(self.order)
        if self.tokens:
            data["tokens"] = [spot.text for spot in self.tokens]
        if self.key_index is not None:
            data["key_index"] = self.key_index
        if self.pairs:
            data["pairs"] = [list(pair) for pair in self.pairs]
        if self.groups:
            data["groups"] = {heading: list(phrases) for heading, phrases in self.groups}
        if self.scope:
            data["scope"] = list(self.scope)
        if self.swap is not None:
            data["swap"] = {
                "from": self.swap.taken,
                "to": self.swap.put,
                "statement": self.swap.statement,
                "others": list(self.swap.others),
            }
        return data


def _prompt_json(piece: Text) -> dict[str, Any]:
    data: dict[str, Any] = {"lang": piece.lang, "text": piece.text}
    if piece.marked is not None:
        data["lit"] = list(piece.marked)
    return data


def board_key(pairs: Sequence[tuple[str, str]]) -> str:
    """Pairs of words that belong together, in a line: ``a = b; c = d``."""
    return "; ".join(f"{left} = {right}" for left, right in pairs)


def anchor(words: Iterable[str]) -> str:
    """One of some words, by which a question about all of them is remembered: the same one while it is among them."""
    return min(words, key=lambda word: (digest(word), word))


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits that stand for the parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
