"""Proves the keys of C1, C2, C4, C13 and C19 again.

What a term is, and which terms of two languages answer each other, is read off the editions here once more: headings,
links, bold type and letters in brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from tui_learn.quiz.exercise import GAP, MASK, Evidence, Exercise, Text
from tui_learn.quiz.proofs.common import WORD, Check, Parallel, heading_of
from tui_learn.quiz.stems import same_stem
from tui_learn.text import Block, Edition, tokenize
from tui_learn.text.digits import digits_only
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word

Words = tuple[str, ...]
_LETTERS = regex.compile(r"(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}")
_BRACKETS = regex.compile(rf"[(\[（【]\s*({_LETTERS.pattern})\s*[)\]）】]")
_QUESTION = regex.compile(r"[?？؟;]\s*$")
_PARTICLES = frozenset("はがと")
_NUMBER = regex.compile(r"\p{Nd}+(?:[.,\u00a0\u202f٫٬]\p{Nd}+)*")
_SPACED_THOUSANDS = regex.compile(r"(?<=\p{Nd}) (?=\p{Nd}{3}(?!\p{Nd}))")
_STEM, _INFLECTION = 4, 3
_KEPT = 12


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something that names a concept."""

    kind: str
    words: Words
    segment: str
    target: str = ""
    rank: int = 0


def _is_letters(text: str) -> bool:
    return bool(_LETTERS.fullmatch(text))


def _words(text: str, language: str) -> Words:
    """The folded words of a text; letters stay as they are."""
    return (text,) if _is_letters(text) else tuple(fold(token.text, language) for token in tokenize(text, language))


class _Book:
    """What an edition names, and the words of its sentences."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.language = edition.language

    @cached_property
    def rows(self) -> dict[str, str]:
        """The folded words of each sentence but the title, in a row between blanks."""
        return {
            sentence.id: f" {' '.join(_words(sentence.text, self.language))} "
            for sentence in self.edition.sentences
            if sentence.block != self.edition.title_block and self.edition.is_prose(sentence)
        }

    @cached_property
    def marks(self) -> tuple[_Mark, ...]:
        """Everything that names a concept, without the title."""
        blocks = (block for block in self.edition.blocks if block.kind != "code")
        return tuple(mark for b in blocks if b.number != self.edition.title_block for mark in self._of_block(b))

    @cached_property
    def by_words(self) -> dict[Words, list[_Mark]]:
        """The marks by what they name."""
        found: dict[Words, list[_Mark]] = {}
        for mark in self.marks:
            found.setdefault(mark.words, []).append(mark)
        return found

    @cached_property
    def by_segment(self) -> dict[str, list[_Mark]]:
        """The marks by where they stand."""
        found: dict[str, list[_Mark]] = {}
        for mark in self.marks:
            found.setdefault(mark.segment, []).append(mark)
        return found

    @cached_property
    def _by_beginning(self) -> dict[str, list[Words]]:
        found: dict[str, list[Words]] = {}
        for words in self.by_words:
            found.setdefault("".join(words[:1])[:_STEM], []).append(words)
        return found

    def beginning(self, text: str) -> Iterator[Words]:
        """What is named by words with which a text may begin."""
        first = [token.text for token in tokenize(text, self.language)[:2]]
        heads = {fold(word, self.language)[:_STEM] for word in first}
        heads |= {match[1][:_STEM] for match in _BRACKETS.finditer(text)}
        heads |= {word[:_STEM] for word in WORD.findall(text)[:1]}
        for head in sorted(heads):
            yield from self._by_beginning.get(head, ())

    @cached_property
    def numbers(self) -> dict[str, set[str]]:
        """The digits of every number to the sentences that have it."""
        found: dict[str, set[str]] = {}
        for sentence in self.edition.sentences:
            if self.edition.is_prose(sentence):
                for number in _numbers(sentence.text):
                    found.setdefault(number, set()).add(sentence.id)
        return found

    def _of_block(self, block: Block) -> Iterator[_Mark]:
        for sentence in block.sentences:
            bold = 0
            for span in block.spans:
                if not sentence.start <= span.start < span.end <= sentence.end:
                    continue
                rank, bold = bold, bold + (span.kind == "strong")
                if span.kind in ("link", "strong"):
                    text = _bare(block.text[span.start : span.end])
                    target, rank = (span.target, 0) if span.kind == "link" else ("", rank)
                    yield _Mark(span.kind, _words(text, self.language), sentence.id, target, rank)
            for match in _BRACKETS.finditer(sentence.text):
                yield _Mark("letters", (match[1],), sentence.id)
        if block.kind == "heading" and block.sentences:
            yield from self._of_heading(block)

    def _of_heading(self, block: Block) -> Iterator[_Mark]:
        """The words of a heading, with and without the grammar around them; of a question any words in a row."""
        text = _bare(block.text)
        words = _words(text, self.language)
        asks = bool(_QUESTION.search(block.text))
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                rest = (*words[:first], *words[last:])
                if asks or all(is_function_word(word, self.language) for word in rest):
                    yield _Mark("heading", words[first:last], block.sentences[0].id)

    def kinds(self, text: str) -> frozenset[str]:
        """How a text is marked: letters are a kind of their own."""
        marks = self.by_words.get(_words(text, self.language), [])
        return frozenset("letters" if _is_letters(text) else mark.kind for mark in marks)

    def segments(self, text: str) -> int:
        """How many sentences hold a text as whole words."""
        if _is_letters(text):
            return sum(text in WORD.findall(self._text(segment)) for segment in self.rows)
        wanted = f" {' '.join(_words(text, self.language))} "
        return sum(wanted in row for row in self.rows.values())

    def _text(self, segment: str) -> str:
        sentence = self.edition.sentence(segment)
        return sentence.text if sentence is not None else ""


_BOOKS: list[_Book] = []


def _book(edition: Edition) -> _Book:
    """The book of an edition, kept for the next exercise."""
    for book in _BOOKS:
        if book.edition is edition:
            return book
    del _BOOKS[_KEPT - 1 :]
    _BOOKS.insert(0, _Book(edition))
    return _BOOKS[0]


def _bare(text: str) -> str:
    """A text without the letters in brackets at its end."""
    found = list(_BRACKETS.finditer(text))
    return text[: found[-1].start()] if found and not WORD.search(text, found[-1].end()) else text


def _holds(text: str, term: str, language: str) -> bool:
    """Whether a text has a term as whole words."""
    if _is_letters(term):
        return term in WORD.findall(text)
    return f" {' '.join(_words(term, language))} " in f" {' '.join(_words(text, language))} "


def _hidden(shown: str, original: str) -> str | None:
    """What of a text is not shown; None where the rest is not as it stands."""
    for sign in (GAP, MASK):
        before, found, behind = shown.partition(sign)
        if found and sign not in behind and original.startswith(before) and original.endswith(behind):
            middle = original[len(before) : len(original) - len(behind)]
            if middle and len(before) + len(behind) < len(original):
                return middle
    return None


def _shown_evidence(exercise: Exercise, shown: Text) -> tuple[Evidence, str] | None:
    """The evidence of which something is hidden in the prompt, and what."""
    for piece in exercise.evidence:
        if piece.lang == shown.lang:
            hidden = _hidden(shown.text, piece.text)
            if hidden is not None:
                return piece, hidden
    return None


def _own(exercise: Exercise, piece: Evidence, sure: Parallel) -> Evidence | None:
    """The evidence in the language of the key that says what ``piece`` says."""
    if piece.lang == exercise.key_lang:
        return piece
    there = sure(piece.lang, exercise.key_lang).get(piece.seg)
    return next((own for own in exercise.evidence if (own.lang, own.seg) == (exercise.key_lang, there)), None)


def _answer(mine: _Book, text: str, theirs: _Book, other: str, sure: Parallel) -> bool:
    """Whether two terms of two languages are marked alike in sentences that translate each other."""
    if mine is theirs:
        return _like(_words(text, mine.language), _words(other, mine.language))
    if _is_letters(text):
        return text == other and bool(mine.kinds(text) and theirs.kinds(other))
    parallel = sure(mine.language, theirs.language)
    wanted = _words(other, theirs.language)
    return any(
        (mark.kind, mark.target, mark.rank) == (found.kind, found.target, found.rank) and _like(found.words, wanted)
        for mark in mine.by_words.get(_words(text, mine.language), [])
        for found in theirs.by_segment.get(parallel.get(mark.segment, ""), [])
    )


def _like(one: Words, other: Words) -> bool:
    """Whether two rows of words are forms of each other, word by word."""
    return len(one) == len(other) and all(same_stem(a, b) for a, b in zip(one, other, strict=True))


def _inflected(words: Words, name: Words) -> bool:
    """Whether words are forms of the words of a name, none of them a compound with one."""
    return _like(words, name) and all(
        word == own or (word.isalpha() and abs(len(word) - len(own)) <= _INFLECTION)
        for word, own in zip(words, name, strict=True)
    )


def _rival_terms(exercise: Exercise, book: _Book, kinds: frozenset[str], own: str) -> list[str]:
    wrong = []
    for option in exercise.options:
        if option.key:
            continue
        if not kinds & book.kinds(option.text):
            wrong.append(f"{option.text} is no term of the key's kind")
        if _holds(own, option.text, exercise.key_lang):
            wrong.append(f"{option.text} stands in the sentence too")
    return wrong


def _term(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    """C1: the key stood where something is left out, and is a term."""
    found = _shown_evidence(exercise, exercise.prompt[0])
    own = _own(exercise, found[0], sure) if found is not None else None
    if found is None or own is None:
        return ["the prompt is no sentence in evidence"]
    piece, hidden = found
    book = _book(editions[exercise.key_lang])
    wrong = []
    if piece is own:
        if hidden != exercise.key:
            wrong.append("the key does not fill the gap")
    elif exercise.key not in own.text or not _holds(own.text, exercise.key, exercise.key_lang):
        wrong.append("the key is not in the sentence")
    elif not _answer(book, exercise.key, _book(editions[piece.lang]), hidden, sure):
        wrong.append("the key does not answer what is left out")
    kinds = book.kinds(exercise.key)
    if not kinds or book.segments(exercise.key) < 2:
        wrong.append("the key is no term")
    marked = {mark.segment for mark in book.by_words.get(_words(exercise.key, book.language), [])}
    if not any(p.lang == exercise.key_lang and p.seg in marked for p in exercise.evidence):
        wrong.append("no evidence marks the key as a term")
    return wrong + _rival_terms(exercise, book, kinds, own.text)


# --- C2


def _begins_with(text: str, language: str, name: Words) -> str | None:
    """What stands behind a term that begins a text; None where the text does not begin with it."""
    if _is_letters(name[0]):
        behind = _BRACKETS.search(text)
        if behind is not None and behind[1] == name[0]:
            return text[behind.end() :]
        first = WORD.search(text)
        return text[first.end() :] if first is not None and first.group() == name[0] else None
    tokens = tokenize(text, language)
    for skipped in (0, 1):
        words = tuple(fold(token.text, language) for token in tokens[skipped : skipped + len(name)])
        if _inflected(words, name) and all(is_function_word(token.text, language) for token in tokens[:skipped]):
            rest = text[tokens[skipped + len(name) - 1].end :].lstrip()
            letters = _BRACKETS.match(rest)
            return rest[letters.end() :] if letters is not None else rest
    return None


def _is_said_of(text: str, language: str, name: Words, said: str) -> bool:
    """Whether a sentence is a term and what is said of it, and nothing else."""
    rest = _begins_with(text, language, name)
    if rest is None or not rest.endswith(said):
        return False
    return all(character in _PARTICLES or not character.isalnum() for character in rest[: len(rest) - len(said)])


def _definition(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    """C2: the sentence begins with the term that is asked for, or with the one that is shown."""
    shown = exercise.prompt[0]
    book = _book(editions[exercise.key_lang])
    found = _shown_evidence(exercise, shown)
    if found is not None:
        return _defined(exercise, book, _book(editions[shown.lang]), found, sure)
    return _said(exercise, book, _book(editions[shown.lang]), sure)


def _defined(exercise: Exercise, book: _Book, theirs: _Book, found: tuple[Evidence, str], sure: Parallel) -> list[str]:
    piece, hidden = found
    own = _own(exercise, piece, sure)
    if own is None or not book.kinds(exercise.key):
        return ["the key is no term"]
    wrong = []
    if _begins_with(own.text, book.language, _words(exercise.key, book.language)) is None:
        wrong.append("the sentence does not begin with the key")
    if _is_letters(exercise.key):
        if not _holds(hidden, exercise.key, piece.lang):
            wrong.append("the key is not what is hidden")
    elif not _answer(book, exercise.key, theirs, _bare(hidden), sure):
        wrong.append("the key does not answer what is hidden")
    return wrong + _rival_terms(exercise, book, book.kinds(exercise.key), own.text)


def _said(exercise: Exercise, book: _Book, theirs: _Book, sure: Parallel) -> list[str]:
    term = exercise.prompt[0].text
    if not theirs.kinds(term):
        return ["the prompt is no term"]
    marks = [m for p in exercise.evidence if p.lang == book.language for m in book.by_segment.get(p.seg, [])]
    names = [name for name in {m.words: None for m in marks} if _answer(theirs, term, book, " ".join(name), sure)]
    own = [piece for piece in exercise.evidence if piece.lang == exercise.key_lang]
    said = [(p, name) for p in own for name in names if _is_said_of(p.text, book.language, name, exercise.key)]
    if not said:
        return ["the article does not say the key of the term"]
    wrong = []
    for option in exercise.options:
        sentence = book.edition.sentence(option.src.partition("/")[2])
        if option.key or sentence is None:
            continue
        starting = book.beginning(sentence.text)
        others = [n for n in starting if _is_said_of(sentence.text, book.language, n, option.text)]
        if not others or any(_like(other, name) for other in others for _piece, name in said):
            wrong.append(f"{option.src} is said of no other term")
        if _holds(sentence.text, " ".join(said[0][1]), book.language):
            wrong.append(f"{option.src} speaks of the term too")
    return wrong


# --- C4 and C19


def _links(book: _Book) -> list[_Mark]:
    return [mark for mark in book.marks if mark.kind == "link"]


def _linked(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    """C4: one address, two texts."""
    shown = exercise.prompt[0]
    mine, theirs = _book(editions[exercise.key_lang]), _book(editions[shown.lang])
    places = exercise.segment_ids
    key, prompt = _words(exercise.key, mine.language), _words(shown.text, theirs.language)
    targets = {m.target for m in _links(mine) if m.words == key and f"{mine.language}/{m.segment}" in places}
    targets &= {m.target for m in _links(theirs) if m.words == prompt and f"{theirs.language}/{m.segment}" in places}
    if len(targets) != 1 or "" in targets or mine is theirs:
        return ["the two are not linked to one address"]
    (target,) = targets
    wrong = []
    for book, words in ((mine, key), (theirs, prompt)):
        if {mark.words for mark in _links(book) if mark.target == target} != {words}:
            wrong.append(f"there is another text for {target}")
    for option in exercise.options:
        words = _words(option.text, mine.language)
        found = {mark.target for mark in _links(mine) if mark.words == words}
        if not option.key and (not found or target in found):
            wrong.append(f"{option.text} is no link to another address")
    return wrong


def _blocks_under(edition: Edition, heading: Block) -> list[Block]:
    """The blocks under a heading, up to the next of its level or above."""
    found = []
    for block in edition.blocks[heading.number + 1 :]:
        if block.kind == "heading" and block.level <= heading.level:
            break
        found.append(block)
    return found


def _linked_here(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    """C19: the key is linked under the heading, the others are not."""
    edition, shown = editions[exercise.key_lang], exercise.prompt[0]
    book = _book(edition)
    heading = _heading_asked(exercise, edition, shown, sure)
    if heading is None:
        return ["the prompt is no heading in evidence"]
    under = _blocks_under(edition, heading)
    numbers = {block.number for block in under}
    scope = [sentence.text for block in under for sentence in block.sentences]
    wrong = [] if list(exercise.scope) == scope else ["the scope is not the section"]
    places: dict[Words, list[int]] = {}
    for mark in _links(book):
        sentence = edition.sentence(mark.segment)
        assert sentence is not None
        places.setdefault(mark.words, []).append(sentence.block)
    evidence = {(p.lang, p.seg) for p in exercise.evidence}
    for option in exercise.options:
        linked = places.get(_words(option.text, book.language), [])
        if not option.key:
            if not linked or numbers & set(linked) or any(_holds(text, option.text, book.language) for text in scope):
                wrong.append(f"{option.text} belongs to the section too")
            continue
        direct = [block for block in linked if heading_of(edition, block) is heading]
        source = edition.sentence(option.src.partition("/")[2])
        if not direct or not set(linked) <= numbers or source is None or source.block not in direct:
            wrong.append("the key is not linked under the heading alone")
        elif (exercise.key_lang, source.id) not in evidence or option.text != exercise.key:
            wrong.append("the key is not in evidence")
    return wrong


def _heading_asked(exercise: Exercise, edition: Edition, shown: Text, sure: Parallel) -> Block | None:
    piece = next((p for p in exercise.evidence if (p.lang, p.text) == (shown.lang, shown.text)), None)
    own = _own(exercise, piece, sure) if piece is not None else None
    sentence = edition.sentence(own.seg) if own is not None else None
    block = edition.blocks[sentence.block] if sentence is not None else None
    return block if block is not None and block.kind == "heading" else None


# --- C13


def _numbers(text: str) -> list[str]:
    """The digits of the numbers of a text."""
    return [digits_only(number) for number in _NUMBER.findall(_SPACED_THOUSANDS.sub("", text))]


def _figure(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    """C13: the figure or name stood there, every language has it, and it stands nowhere else."""
    found = _shown_evidence(exercise, exercise.prompt[0])
    if found is None or found[1] != exercise.key or found[0].lang != exercise.key_lang:
        return ["the key does not fill the gap"]
    book, own = _book(editions[exercise.key_lang]), found[0]
    counts = bool(digits_only(exercise.key))

    def has(text: str, what: str, language: str) -> bool:
        return digits_only(what) in _numbers(text) if counts else _holds(text, what, language)

    if counts:
        elsewhere = book.numbers.get(digits_only(exercise.key), set()) - {own.seg}
    else:
        sentences = (s for s in book.edition.sentences if s.id != own.seg and exercise.key in s.text)
        elsewhere = {s.id for s in sentences if has(s.text, exercise.key, book.language)}
    wrong = ["the key stands elsewhere too"] if elsewhere else []
    if any(not has(piece.text, exercise.key, piece.lang) for piece in exercise.evidence):
        wrong.append("not every language has the key")
    for option in exercise.options:
        if not option.key and (bool(digits_only(option.text)) != counts or has(own.text, option.text, book.language)):
            wrong.append(f"{option.text} is no other figure")
    return wrong


CHECKS: dict[str, Check] = {
    "C1": _term,
    "C2": _definition,
    "C4": _linked,
    "C13": _figure,
    "C19": _linked_here,
}
