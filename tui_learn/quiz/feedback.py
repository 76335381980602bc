"""What an answer can be learnt from: the sentences the key rests on, and where a wrong answer really stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.word_links import LIKELY, Side
from tui_learn.i18n import gettext as _
from tui_learn.quiz.answers import Outcome
from tui_learn.quiz.exercise import GAP, Evidence, Exercise
from tui_learn.text import Edition, tokenize
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

Stretch = tuple[int, int]
"""Offsets of a first character and after a last one."""
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of the article, with what it has to do with the answer."""

    lang: str
    seg: str
    text: str
    marks: tuple[Stretch, ...] = ()
    """What is lit of it: the key, or what is proven to answer the key."""

    @property
    def is_lit_whole(self) -> bool:
        """Whether all of it stands for the answer: what in it does is not proven, or nothing less does."""
        return not self.marks


@dataclass(frozen=True, slots=True)
class Feedback:
    """What there is to say after an answer."""

    sentences: tuple[Quoted, ...]
    """What the key rests on."""
    chosen: tuple[Quoted, ...]
    """Where a wrong answer really stands, and what answers that sentence; empty where it stands nowhere."""
    chosen_is_sentence: bool
    """Whether the wrong answer is that whole sentence, so that only what it says is news."""
    path: tuple[str, ...]
    """The headings above, outermost first, in the language of the last sentence."""
    note: str
    """What a deck adds."""

    def place(self, learned: str, known: str) -> tuple[str, str] | None:
        """(language, segment) at which a reader of two languages opens the article."""
        for language in (learned, known):
            for sentence in self.sentences:
                if sentence.lang == language:
                    return language, sentence.seg
        return None

    @property
    def chosen_place(self) -> tuple[str, str] | None:
        """The same for where the wrong answer stands."""
        return (self.chosen[0].lang, self.chosen[0].seg) if self.chosen else None


Counterpart = Callable[[str, str], str]
"""From a (language, segment) of a pair to what it says in the other language; empty where nothing answers it."""
Proven = Callable[[str, str, Stretch], "Quoted | None"]
"""From a word (language, segment, offsets) to the sentence with the word that is proven to answer it there."""


def no_counterpart(_language: str, _segment: str) -> str:
    """In one language nothing answers anything."""
    return ""


def nothing_proven(_language: str, _segment: str, _word: Stretch) -> Quoted | None:
    """Without a glossary no word is proven to answer another."""
    return None


def feedback(
    exercise: Exercise,
    outcome: Outcome,
    answer: str,
    editions: Mapping[str, Edition],
    counterpart: Counterpart = no_counterpart,
    proven: Proven = nothing_proven,
) -> Feedback:
    """What an answer can be learnt from; ``editions`` are those of the two languages of the exercise."""
    found: tuple[tuple[Quoted, ...], bool] = ((), False)
    if outcome.word == "wrong":
        found = _chosen(exercise, outcome.chosen, answer, editions, counterpart, proven)
    return Feedback(
        sentences=sentences_of(exercise, proven),
        chosen=found[0],
        chosen_is_sentence=found[1],
        path=heading_path(telling(exercise)[-1], editions) if exercise.evidence else (),
        note=exercise.note,
    )


def telling(exercise: Exercise) -> tuple[Evidence, ...]:
    """The evidence that tells why the key is right: of pairs of sentences only that of the one that does not hold."""
    if exercise.type != "odd" or exercise.key_index is None:
        return exercise.evidence
    shown = {text for pair in exercise.pairs for text in pair}
    known = exercise.pairs[exercise.key_index][0]
    kept = [piece for piece in exercise.evidence if piece.text not in shown]
    kept += [piece for piece in exercise.evidence if piece.text == known]
    return tuple(kept) or exercise.evidence


def sentences_of(exercise: Exercise, proven: Proven) -> tuple[Quoted, ...]:
    """Every sentence of the evidence, the key lit in it, and its counterpart as far as that is proven."""
    keys = {piece: key_in(exercise, piece) for piece in telling(exercise)}
    told = [proven(piece.lang, piece.seg, stretch) for piece, stretch in keys.items() if stretch is not None]
    answers = {(found.lang, found.seg): found.marks for found in told if found is not None}
    sentences = []
    for piece, stretch in keys.items():
        marks: tuple[Stretch, ...] = () if stretch is None else (stretch,)
        if not marks and piece.lang != exercise.key_lang:
            asked = [p.marked for p in exercise.prompt if p.text == piece.text and p.marked is not None]
            marks = tuple(asked[:1]) or answers.get((piece.lang, piece.seg), ())
        sentences.append(Quoted(piece.lang, piece.seg, piece.text, marks))
    return tuple(_beside_each_other(sentences))


def _beside_each_other(sentences: list[Quoted]) -> list[Quoted]:
    """Each with its translation, where as many are there in the one language as in the other."""
    first = sentences[0].lang if sentences else ""
    ours = [sentence for sentence in sentences if sentence.lang == first]
    theirs = [sentence for sentence in sentences if sentence.lang != first]
    if len(ours) != len(theirs):
        return sentences
    return [sentence for both in zip(ours, theirs, strict=True) for sentence in both]


def key_in(exercise: Exercise, piece: Evidence) -> Stretch | None:
    """Where the key stands in a sentence it rests on; None where it does not, or is all of it."""
    if piece.lang != exercise.key_lang:
        return None
    if exercise.swap is not None:
        return find_words(piece.text, exercise.swap.taken, piece.lang)
    if exercise.tokens and exercise.key_index is not None:
        spot = exercise.tokens[exercise.key_index]
        word = exercise.correction or spot.text
        end = spot.start + len(word)
        return (spot.start, end) if piece.text[spot.start : end] == word else None
    if piece.text == exercise.key:
        return None
    for shown in exercise.prompt:
        if shown.text.replace(GAP, exercise.key) == piece.text and GAP in shown.text:
            start = shown.text.find(GAP)
            return start, start + len(exercise.key)
    return find_words(piece.text, exercise.key, piece.lang) or _folded(piece.text, exercise.key, piece.lang)


def find_words(text: str, words: str, language: str) -> Stretch | None:
    """Where words stand in a text as words of their own, not as a part of others."""
    if not words:
        return None
    spaced = has_word_spaces(language)
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        inside = (_WORD.match(text[start - 1 : start]) and _WORD.match(words[0])) or (
            _WORD.match(text[end : end + 1]) and _WORD.match(words[-1])
        )
        if not (spaced and inside):
            return start, end
        start = text.find(words, start + 1)
    return None


def heading_path(piece: Evidence, editions: Mapping[str, Edition]) -> tuple[str, ...]:
    """The headings above a sentence, outermost first; a heading is the last of its own."""
    edition = editions.get(piece.lang)
    sentence = edition.sentence(piece.seg) if edition is not None else None
    if edition is None or sentence is None:
        return ()
    path: list[str] = []
    level = 7
    for number in range(sentence.block, -1, -1):
        block = edition.blocks[number]
        if block.kind == "heading" and block.level < level:
            path.append(block.text)
            level = block.level
    return tuple(reversed(path))


# --- where a wrong answer stands


def _chosen(
    exercise: Exercise,
    number: int | None,
    answer: str,
    editions: Mapping[str, Edition],
    counterpart: Counterpart,
    proven: Proven,
) -> tuple[tuple[Quoted, ...], bool]:
    """The sentence of a wrong answer with what answers it, and whether the answer is all of that sentence."""
    if number is not None and number < len(exercise.options):
        option = exercise.options[number]
        language, _slash, segment = option.src.partition("/")
        text, where = option.text, (language, segment)
    elif exercise.type in ("cloze", "typed") and answer.strip():
        text = answer.strip()
        where = _typed(text, exercise, editions)
    else:
        return (), False
    edition = editions.get(where[0])
    sentence = edition.sentence(where[1]) if edition is not None else None
    if edition is None or sentence is None or any(piece.text == sentence.text for piece in exercise.evidence):
        return (), False
    mark = find_words(sentence.text, text, edition.language) or _folded(sentence.text, text, edition.language)
    whole = sentence.text == text
    here = Quoted(edition.language, sentence.id, sentence.text, (mark,) if mark is not None and not whole else ())
    says = counterpart(edition.language, sentence.id)
    if not says:
        return (here,), whole
    known, _colon, learned = exercise.pair.partition(":")
    other = known if edition.language == learned else learned
    told = proven(edition.language, sentence.id, mark) if mark is not None and not whole else None
    if told is not None and told.text == says:
        return (here, told), whole
    return (here, Quoted(other, "", says)), whole


def _typed(text: str, exercise: Exercise, editions: Mapping[str, Edition]) -> tuple[str, str]:
    """The first sentence that has what was typed as a word of its own."""
    edition = editions.get(exercise.key_lang)
    if edition is None:
        return "", ""
    language = edition.language
    for sentence in edition.sentences:
        if edition.is_prose(sentence) and _folded(sentence.text, text, language) is not None:
            return language, sentence.id
    return "", ""


def _folded(text: str, words: str, language: str) -> Stretch | None:
    """Where a word stands in a text, whatever its case and marks."""
    wanted = fold(words, language)
    if not wanted or (len(words) < 20 and wanted[:2] not in fold(text, language)):
        return None
    return next(
        ((token.start, token.end) for token in tokenize(text, language) if fold(token.text, language) == wanted), None
    )


# --- what answers what


def counterparts(bitext: Bitext) -> Counterpart:
    """What the sentences of a bitext say in its other language."""
    if bitext.left is bitext.right:
        return no_counterpart

    def counterpart(language: str, segment: str) -> str:
        ours, theirs, beads = bitext.left, bitext.right, bitext.bead_of_left
        if language == theirs.language:
            ours, theirs, beads = theirs, ours, bitext.bead_of_right
        number = next((n for n, sentence in enumerate(ours.sentences) if sentence.id == segment), None)
        if number is None:
            return ""
        bead = beads[number]
        there = bead.right if theirs is bitext.right else bead.left
        return " ".join(theirs.sentences[n].text for n in there)

    return counterpart


def proven_words(glossary: Glossary | None) -> Proven:
    """The words that a glossary proves to answer each other, where they stand."""
    if glossary is None:
        return nothing_proven

    def proven(language: str, segment: str, word: Stretch) -> Quoted | None:
        side: Side = "left" if language == glossary.linked.left.edition.language else "right"
        ours, theirs = glossary.linked.words(side), glossary.linked.words("right" if side == "left" else "left")
        number = next((n for n, s in enumerate(ours.edition.sentences) if s.id == segment), None)
        if number is None or ours.edition.language != language:
            return None
        inside = [n for n in ours.of_sentence(number) if _overlap((ours.words[n].start, ours.words[n].end), word)]
        links = [glossary.linked.link_of(side, n) for n in inside]
        link = links[0] if links else None
        if link is None or any(other != link for other in links) or link.confidence < LIKELY:
            return None
        pair = glossary.of_link(link)
        mine, answering = (link.left, link.right) if side == "left" else (link.right, link.left)
        if pair is None or not pair.is_proven or pair.verdict == "struck" or not set(mine) <= set(inside):
            return None
        sentence = theirs.edition.sentences[theirs.words[answering[0]].sentence]
        if any(theirs.edition.sentences[theirs.words[n].sentence] is not sentence for n in answering):
            return None
        marks = tuple((theirs.words[n].start, theirs.words[n].end) for n in answering)
        return Quoted(theirs.edition.language, sentence.id, sentence.text, marks)

    return proven


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# --- in lines


def lines_of_feedback(told: Feedback) -> list[str]:
    """What there is to say in lines of text; what is lit stands between » and «."""
    lines = [f"{piece.lang}: {_with_signs(piece)}" for piece in told.sentences]
    if told.chosen:
        here, *there = told.chosen
        if told.chosen_is_sentence:
            lines += [f"{_('Your choice says:')} {piece.text}" for piece in there]
        else:
            lines.append(f"{_('Your choice stands here:')} {here.lang}: {_with_signs(here)}")
            lines += [f"{piece.lang}: {_with_signs(piece)}" for piece in there]
    if told.path:
        lines.append(" › ".join(told.path))
    if told.note:
        lines.append(told.note)
    return lines


def _with_signs(piece: Quoted) -> str:
    text = piece.text
    for start, end in sorted(piece.marks, reverse=True):
        text = f"{text[:start]}»{text[start:end]}«{text[end:]}"
    return text
