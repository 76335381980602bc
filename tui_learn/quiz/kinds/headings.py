"""C5 (which heading stands over this paragraph), C6 (under which heading is this said) and C14 (what
answers the heading's question)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.alike import NEAR_DUPLICATE, alike_sentences, jaccard
from tui_learn.quiz.balance import Company, Ledger, Looks, looks, shown
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import MASK, Exercise, Option, Text
from tui_learn.quiz.leaning import leans_back
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.sampling import MOST
from tui_learn.quiz.sections import Section, acronyms, asks, overlap
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.stems import any_same_stem, content_words
from tui_learn.text import Block, Sentence
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

ALIKE = 0.5
"""Headings that share so many of their stems are not opposed."""
MAX_PARAGRAPH = 900
"""Characters of a paragraph that fits on a card."""
MIN_WORDS, MAX_WORDS = 7, 45
MIN_CHARACTERS, MAX_CHARACTERS = 16, 160
"""Where words cannot be counted."""
MOST_BEFORE = 2
"""Sentences that are shown before one that needs them."""
MIN_ANSWER = 6
"""Words of an answer to a heading's question."""
UNFAIR = 1
"""Questions of one kind in which an option can be ruled out by its looks: only where there are no other headings."""
_POOL = 16
"""Headings, or beginnings of paragraphs, that are looked at as wrong answers."""
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_COLON = regex.compile(r"[:：︰][\s\p{Pf}\p{Pe}\"'*_]*$")


def generate_headings(material: Material) -> Iterator[Exercise]:
    """C5, C6 and C14 in every direction."""
    ledger, of_answers = Ledger(), Ledger()
    unfair: Counter[str] = Counter()
    for direction in material.directions:
        rivals = _Headings(material, direction, ledger, unfair)
        most = MOST // len(material.directions)
        blocks = [(section, block) for section in rivals.asked for block in section.blocks]
        for section, block in material.some(blocks, "C5", most):
            yield from _paragraph(material, direction, section, block, rivals)
        sentences = [(section, sentence) for section, block in blocks for sentence in block.sentences]
        for section, sentence in material.some(sentences, "C6", most):
            yield from _sentence(material, direction, section, sentence, rivals)
        yield from _questions(material, direction, of_answers)


def mask(text: str, hidden: Sequence[str]) -> str:
    """A text with some words replaced by the mask."""
    return _WORD.sub(lambda match: MASK if match.group() in hidden else match.group(), text)


def ends_in_colon(text: str) -> bool:
    """Whether a text only leads up to something."""
    return bool(_COLON.search(text))


class _Headings:
    """For one direction the sections that may be asked for, each with headings that may stand beside its own."""

    def __init__(self, material: Material, direction: Direction, ledger: Ledger, unfair: Counter[str]) -> None:
        self._unfair = unfair
        self._material = material
        self._ledger = ledger
        self._language = direction.answer
        self._sections = shuffled(material.sections(direction.answer), material.seed, "heading", name=_segment)
        index = material.index(direction.answer)
        self._looks = {
            s.segment: looks(s.heading.text, index, asks(s.heading, direction.answer)) for s in self._sections
        }
        self._companies: dict[str, tuple[Company, list[Section]] | None] = {}
        asked = material.sections(direction.answer)
        copied = _left_as_they_were(material, direction)
        self.asked = [section for section in asked if fold(section.heading.text, "und") not in copied]

    def choose(self, section: Section, text: str, language: str, name: str) -> list[Section] | None:
        """Two or three sections whose headings may stand beside that of ``section`` under a prompt."""
        if section.segment not in self._companies:
            self._companies[section.segment] = self._company(section)
        found = self._companies[section.segment]
        if found is None:
            return None
        company, rivals = found
        code = name[:2]
        if not company.is_fair and self._unfair[code] >= UNFAIR:
            return None
        # What the prompt will hide counts for nobody.
        prompt = shown(mask(text, _hidden([section, *rivals])), language)
        places = company.choose(self._ledger, prompt, self._material.seed, name)
        if places is None:
            return None
        self._unfair[code] += not company.is_fair
        return [rivals[place] for place in places]

    def _company(self, section: Section) -> tuple[Company, list[Section]] | None:
        key = section.heading.text
        turn = number(self._material.seed, "heading", section.segment) % len(self._sections)
        others = (other for other in (*self._sections[turn:], *self._sections[:turn]) if other is not section)
        asks_too = (o for o in others if self._looks[o.segment].asks == self._looks[section.segment].asks)
        fitting = [
            other
            for other in itertools.islice(asks_too, _POOL)
            if overlap(key, other.heading.text, self._language) < ALIKE
        ]
        # A heading further up stands over the passage too, if not directly: only where there are no others.
        elsewhere = [other for other in fitting if other.heading.number not in section.ancestors]
        for pool in (elsewhere, fitting):
            by_looks: dict[Looks, Section] = {}
            for other in pool:
                by_looks.setdefault(self._looks[other.segment], other)
            company = Company(self._looks[section.segment], by_looks, self._language)
            if company.groups:
                return company, [by_looks[rival] for rival in company.rivals]
        return None


def _segment(section: Section) -> str:
    return section.segment


def _left_as_they_were(material: Material, direction: Direction) -> frozenset[str]:
    """Headings of the answers' language that the prompt's has too, where that is the one the learner knows.

    Asked for from there, they would take no word of the learned language.
    """
    if direction.answer == direction.prompt or direction.prompt != material.known.language:
        return frozenset()
    return frozenset(fold(block.text, "und") for block in material.known.blocks if block.kind == "heading")


def _options(language: str, key: Section, rivals: Sequence[Section]) -> list[Option]:
    return [
        Option(section.heading.text, language, section is key, f"{language}/{section.segment}")
        for section in [key, *rivals]
    ]


def _hidden(listed: Sequence[Section]) -> list[str]:
    return sorted({a for section in listed for a in acronyms(section.heading.text)})


def _counterpart(material: Material, direction: Direction, sentences: Sequence[Sentence]) -> list[Sentence] | None:
    """Sentences in the language of the prompt, if each has a sure counterpart there."""
    parallel = material.parallel(direction.answer, direction.prompt)
    found = []
    for sentence in sentences:
        if sentence.id not in parallel:
            return None
        found.append(material.sentence(direction.prompt, parallel[sentence.id]))
        usable = material.usable(direction.answer, sentence.id) and material.usable(direction.prompt, found[-1].id)
        if not usable:
            return None
    return found or None


def _betrays(material: Material, direction: Direction, text: str, key: str) -> bool:
    """Whether a word of the key is to be seen in the prompt, in the key's language."""
    if direction.prompt != direction.answer:
        return False
    return any_same_stem(content_words(key, direction.answer), content_words(text, direction.prompt))


def _difficulty(material: Material, code: str, direction: Direction, words: int) -> float:
    return prior_difficulty(
        code, sentence_words=min(words, 45), only_learned=direction.prompt == material.learned.language
    )


def _paragraph(
    material: Material, direction: Direction, section: Section, block: Block, headings: _Headings
) -> Iterator[Exercise]:
    """C5 of a paragraph."""
    language = direction.answer
    if block.kind not in ("paragraph", "quote") or len(block.sentences) < 2:
        return
    sentences = _counterpart(material, direction, block.sentences)
    if sentences is None:
        return
    text = " ".join(sentence.text for sentence in sentences)
    if len(text) > MAX_PARAGRAPH:
        return
    rivals = headings.choose(section, text, direction.prompt, f"C5/{block.number}")
    if rivals is None:
        return
    masked = mask(text, _hidden([section, *rivals]))
    if _betrays(material, direction, masked, section.heading.text):
        return
    yield make_exercise(
        material,
        code="C5",
        type="choice",
        question=_("Which heading stands directly over this paragraph?"),
        prompt=[Text(direction.prompt, masked)],
        key=section.heading.text,
        key_lang=language,
        evidence=[
            evidence_of(material, language, section.segment),
            *(evidence_of(material, direction.prompt, sentence.id) for sentence in sentences),
        ],
        proof=["P1"] if direction.prompt == language else ["P1", "P2"],
        key_segments=1,
        difficulty=_difficulty(material, "C5", direction, len(content_words(masked, direction.prompt))),
        target=f"claim/{material.pair}/paragraph/{language}/{block.text[:80]}",
        options=_options(language, section, rivals),
    )


def _sentence(
    material: Material, direction: Direction, section: Section, sentence: Sentence, headings: _Headings
) -> Iterator[Exercise]:
    """C6 of a sentence, with the one before it where it cannot be understood alone."""
    language = direction.answer
    if material.editions[language].blocks[sentence.block].kind not in ("paragraph", "item", "quote"):
        return
    said = _with_what_it_leans_on(material, language, section, sentence)
    pieces = _counterpart(material, direction, said) if said else None
    if pieces is None or not _is_a_claim(material, pieces[-1], direction.prompt) or ends_in_colon(sentence.text):
        return
    if _said_elsewhere(material, sentence, section, language):
        return
    text = " ".join(piece.text for piece in pieces)
    rivals = headings.choose(section, text, direction.prompt, f"C6/{sentence.id}")
    if rivals is None:
        return
    masked = mask(text, _hidden([section, *rivals]))
    if _betrays(material, direction, masked, section.heading.text):
        return
    yield make_exercise(
        material,
        code="C6",
        type="choice",
        question=_("Directly under which heading does the article say this?"),
        prompt=[Text(direction.prompt, masked)],
        key=section.heading.text,
        key_lang=language,
        evidence=[
            evidence_of(material, language, section.segment),
            *(evidence_of(material, direction.prompt, piece.id) for piece in reversed(pieces)),
        ],
        proof=["P1", "P4"] if direction.prompt == language else ["P1", "P2", "P4"],
        key_segments=1,
        difficulty=_difficulty(material, "C6", direction, len(content_words(masked, direction.prompt))),
        target=f"claim/{material.pair}/said/{language}/{sentence.text[:80]}",
        options=_options(language, section, rivals),
    )


def _with_what_it_leans_on(
    material: Material, language: str, section: Section, sentence: Sentence
) -> list[Sentence] | None:
    """A sentence, after those before it that it may need; None where what it needs cannot be shown."""
    shown_ = [sentence]
    while len(shown_) <= MOST_BEFORE:
        first = shown_[0]
        # Whether the one that comes first may need another: of those added only where it surely does.
        if not leans_back(material, language, first, surely=first.index == 0 or len(shown_) > 1):
            return shown_
        before = _before(material, language, section, first)
        if before is None:
            return None
        shown_.insert(0, before)
    return None if leans_back(material, language, shown_[0], surely=True) else shown_


def _before(material: Material, language: str, section: Section, sentence: Sentence) -> Sentence | None:
    """The sentence before one in its section, of its own paragraph or of the one above it."""
    if sentence.index:
        return material.sentence(language, f"b{sentence.block}s{sentence.index - 1}")
    above = next((b for b, after in itertools.pairwise(section.blocks) if after.number == sentence.block), None)
    own = material.editions[language].blocks[sentence.block]
    if above is None or own.kind != "paragraph" or above.kind != "paragraph" or not above.sentences:
        return None
    return above.sentences[-1]


def _is_a_claim(material: Material, sentence: Sentence, language: str) -> bool:
    return _fits_a_card(material, sentence, language) and not ends_in_colon(sentence.text)


def _fits_a_card(material: Material, sentence: Sentence, language: str) -> bool:
    if has_word_spaces(language):
        return MIN_WORDS <= len(material.editions[language].tokens(sentence)) <= MAX_WORDS
    return MIN_CHARACTERS <= len(sentence.text) <= MAX_CHARACTERS


def _said_elsewhere(material: Material, sentence: Sentence, section: Section, language: str) -> bool:
    own = {block.number for block in section.blocks}
    return any(
        material.sentence(language, segment).block not in own
        for segment in alike_sentences(material, language).near(sentence.text)
    )


def _questions(material: Material, direction: Direction, ledger: Ledger) -> Iterator[Exercise]:
    """C14: the key is the first sentence under a heading that asks."""
    language, prompt_language = direction.answer, direction.prompt
    parallel = material.parallel(prompt_language, language)
    asking = [s for s in material.sections(prompt_language) if asks(s.heading, prompt_language)]
    beginnings = _beginnings(material, language) if asking else []
    for section in asking:
        first = section.blocks[0]
        if first.kind != "paragraph" or section.segment not in parallel:
            continue
        answer_id = parallel.get(first.sentences[0].id)
        if answer_id is None or not (
            material.usable(prompt_language, first.sentences[0].id) and material.usable(language, answer_id)
        ):
            continue
        key = material.sentence(language, answer_id)
        if has_word_spaces(language) and len(material.editions[language].tokens(key)) < MIN_ANSWER:
            continue
        if ends_in_colon(key.text) or is_question(key.text) or _betrays(
            material, direction, section.heading.text, key.text
        ):  # fmt: skip
            continue
        rivals = _other_beginnings(material, direction, section, key, beginnings, ledger)
        if rivals is None:
            continue
        yield make_exercise(
            material,
            code="C14",
            type="choice",
            question=_("How does the article answer this question?"),
            prompt=[Text(prompt_language, section.heading.sentences[0].text)],
            key=key.text,
            key_lang=language,
            evidence=[
                evidence_of(material, language, key.id),
                evidence_of(material, prompt_language, section.segment),
                evidence_of(material, prompt_language, first.sentences[0].id),
            ],
            proof=["P1", "P4"] if prompt_language == language else ["P1", "P2", "P4"],
            key_segments=1,
            difficulty=_difficulty(material, "C14", direction, len(content_words(key.text, language))),
            target=f"claim/{material.pair}/answer/{language}/{key.text[:80]}",
            options=[Option(s.text, language, s is key, f"{language}/{s.id}") for s in [key, *rivals]],
        )


def is_question(text: str) -> bool:
    """Whether a sentence asks, by its closing sign."""
    return text.rstrip("\"'»”’)]*_ ").endswith(("?", "？", "؟", "\u037e"))


def _beginnings(material: Material, language: str) -> list[Sentence]:
    """The first sentences of paragraphs, for use as wrong answers."""
    return [
        block.sentences[0]
        for block in material.editions[language].blocks
        if block.kind == "paragraph"
        and block.sentences
        and material.usable(language, block.sentences[0].id)
        and _is_a_claim(material, block.sentences[0], language)
        and not is_question(block.sentences[0].text)
    ]


def _other_beginnings(
    material: Material,
    direction: Direction,
    section: Section,
    key: Sentence,
    beginnings: Sequence[Sentence],
    ledger: Ledger,
) -> list[Sentence] | None:
    """First sentences of paragraphs elsewhere that do not speak, in any version, of what the heading asks about."""
    language = direction.answer
    parallel = material.parallel(direction.prompt, language)
    own_blocks = _under(material.editions[language].blocks, parallel[section.segment])
    words = content_words(key.text, language)
    # Of about the key's length first, so that one that is longer and one that is shorter are among those tried.
    ordered = sorted(
        (s for s in beginnings if s.block not in own_blocks),
        key=lambda s: (not 0.6 <= len(s.text) / len(key.text) <= 1.7, number(material.seed, "C14", key.id, s.id)),
    )
    candidates = [
        sentence
        for sentence in ordered[:_POOL]
        if jaccard(words, content_words(sentence.text, language)) < NEAR_DUPLICATE
        and not _speaks_of(material, direction.prompt, section.segment, language, sentence)
    ]
    index = material.index(language)
    by_looks: dict[Looks, Sentence] = {}
    for sentence in candidates:
        by_looks.setdefault(looks(sentence.text, index), sentence)
    company = Company(looks(key.text, index), by_looks, language, alike=False)
    prompt = shown(section.heading.text, direction.prompt)
    places = company.choose(ledger, prompt, material.seed, f"C14/{direction.prompt}/{key.id}")
    return None if places is None else [by_looks[company.rivals[place]] for place in places]


def _under(blocks: Sequence[Block], heading: str) -> set[int]:
    """The numbers of the blocks between a heading, given by its segment, and the next."""
    first = int(heading[1:].partition("s")[0]) + 1
    return {block.number for block in itertools.takewhile(lambda block: block.kind != "heading", blocks[first:])}


def _speaks_of(material: Material, heading_lang: str, heading_id: str, language: str, sentence: Sentence) -> bool:
    for version in [language, *material.versions(language)]:
        heading = material.parallel(heading_lang, version).get(heading_id)
        there = material.parallel(language, version).get(sentence.id)
        if heading is None or there is None:
            continue
        asked = content_words(material.sentence(version, heading).text, version)
        if any_same_stem(asked, content_words(material.sentence(version, there).text, version)):
            return True
    return False
