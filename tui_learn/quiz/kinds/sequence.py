"""C9: in which order does the article say this, and what comes next?

Document order proves the key. Put in order are the steps of a numbered list, headings, the sentences that open sections
and those that open the paragraphs of one section; never two of one paragraph, nor such as name their own place.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.clauses import closing
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.fair_groups import fair_groups
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.sampling import MOST as MOST_ITEMS
from tui_learn.quiz.sections import Section, overlap
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.shapes import has_digit, overlapping
from tui_learn.quiz.stems import StemSet, any_same_stem, content_words, folded_words
from tui_learn.quiz.topic_words import Topics, share_a_stem, starts, topics
from tui_learn.text import Block, Sentence
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

LEAST, MOST = 3, 5
"""Units to put in order."""
MIN_WORDS, MAX_WORDS = 4, 30
MIN_CHARACTERS, MAX_CHARACTERS = 8, 160
_OWN = 2
"""Topic words a sentence must have that no other unit has."""
_ALIKE = 0.5
"""Headings that share so many of their stems are not put in order."""
_NUMBERED = regex.compile(r"(\d+)[.)]")
_SHORTEST, _LONGEST = 0.6, 1.6
"""Lengths of wrong answers, against the key's."""
_NEAR = 6
"""Steps before and behind a step that may be wrong answers."""
_LOOKED_AT = 48
"""Sentences that are looked at for wrong answers."""


def generate_sequences(material: Material) -> Iterator[Exercise]:
    """C9: units of the learned language in order; then, in every direction, what comes next."""
    topic = topics(material)
    language = material.learned.language
    rows = [(name, tuple(units)) for name, units in _rows(material, topic, language)]
    for name, units in material.some(rows, "C9 order", MOST_ITEMS // len(material.directions)):
        yield _order(material, language, name, units)
    for direction in material.directions:
        yield from _next_steps(material, topic, direction)
        if direction.prompt != direction.answer:
            yield from _next_sentences(material, topic, direction)


# --- in order


def _rows(material: Material, topic: Topics, language: str) -> Iterator[tuple[str, list[Sentence]]]:
    """Units in document order, three to five at a time, each time with what they are."""
    for steps in numbered_lists(material.editions[language].blocks):
        openings = [block.sentences[0] for block in steps if block.sentences]
        if len(openings) == len(steps):
            yield from _named("step", _groups(material, topic, language, openings, consecutive=True))
    sections = material.some(material.sections(language), "C9 section")
    yield from _named("heading", _headings(material, topic, language, sections))
    openings = [found for section in sections if (found := next(_openings(topic, language, section), None))]
    yield from _named("section", _groups(material, topic, language, openings))
    for section in sections:
        if sum(block.kind == "paragraph" for block in section.blocks) >= LEAST:
            openings = list(_openings(topic, language, section))
            yield from _named("paragraph", _groups(material, topic, language, openings))


def _named(name: str, groups: Iterable[list[Sentence]]) -> Iterator[tuple[str, list[Sentence]]]:
    for group in groups:
        yield name, group


def numbered_lists(blocks: Sequence[Block]) -> list[list[Block]]:
    """The items of each numbered list, in order; items below them and their further paragraphs are left out."""
    found: list[list[Block]] = []
    open_lists: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind != "item":
            open_lists.clear()
            continue
        for deeper in [level for level in open_lists if level > block.level]:
            del open_lists[deeper]
        match = _NUMBERED.fullmatch(block.marker.strip())
        if match is None:
            if block.marker.strip():
                open_lists.pop(block.level, None)
            continue
        here = open_lists.get(block.level)
        if here is not None and int(match[1]) == _place(here[-1]) + 1:
            here.append(block)
        else:
            open_lists[block.level] = [block]
            found.append(open_lists[block.level])
    return [steps for steps in found if len(steps) >= LEAST]


def _place(block: Block) -> int:
    match = _NUMBERED.fullmatch(block.marker.strip())
    return int(match[1]) if match else 0


def _openings(topic: Topics, language: str, section: Section) -> Iterator[Sentence]:
    """The sentences that open the paragraphs of a section and speak of what its heading names."""
    about = topic.stems_of(language, section.segment)
    for block in section.blocks:
        first = block.sentences[0] if block.kind == "paragraph" and block.sentences else None
        if first is not None and share_a_stem(topic.words(language, first.id), about):
            yield first


def _groups(
    material: Material, topic: Topics, language: str, sentences: Sequence[Sentence], *, consecutive: bool = False
) -> Iterator[list[Sentence]]:
    """Sentences in groups that can be put in order only by knowing the text.

    ``consecutive``: a list with a step that cannot be shown is not asked at all.
    """
    fit = [s for s in sentences if _is_unit(material, topic, language, s)]
    if consecutive and len(fit) < len(sentences):
        return
    for group in _chunks(fit):
        if _is_orderable(topic, language, group):
            yield group


def _chunks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Groups of three to five, as even as can be."""
    count = -(-len(sentences) // MOST)
    if len(sentences) < LEAST:
        return
    start = 0
    for rest in range(count, 0, -1):
        size = -(-(len(sentences) - start) // rest)
        if size >= LEAST:
            yield list(sentences[start : start + size])
        start += size


def _is_unit(material: Material, topic: Topics, language: str, sentence: Sentence) -> bool:
    """Whether a sentence stands for an idea: it can be read alone and fits a card."""
    if not topic.fit(language, sentence.id) or not topic.stands_alone(language, sentence.id):
        return False
    return bool(topic.words(language, sentence.id)) and _fits(material, language, sentence)


def _fits(material: Material, language: str, sentence: Sentence) -> bool:
    if len(sentence.text) > MAX_CHARACTERS or sentence.text[-1:] in ":：":
        return False
    if has_word_spaces(language):
        return MIN_WORDS <= len(material.editions[language].tokens(sentence)) <= MAX_WORDS
    return len(sentence.text) >= MIN_CHARACTERS


def _is_orderable(topic: Topics, language: str, group: Sequence[Sentence]) -> bool:
    if not all(topic.said_once(language, sentence.id) for sentence in group):
        return False
    words = {sentence.id: topic.words(language, sentence.id) for sentence in group}
    for sentence in group:
        others = StemSet(word for other in group if other is not sentence for word in words[other.id])
        if sum(word not in others for word in words[sentence.id]) < _OWN:
            return False
    if sum(has_digit(sentence.text) for sentence in group) > 1:
        return False  # figures may tell the order
    if any(_begin_alike(a.text, b.text, language) for a, b in itertools.combinations(group, 2)):
        return False
    return not any(overlapping(a.text, b.text, language) for a, b in itertools.combinations(group, 2))


def _begin_alike(left: str, right: str, language: str) -> bool:
    """Whether two sentences begin with the same words: an enumeration, whose order says nothing."""
    a, b = (folded_words(text, language)[:2] for text in (left, right))
    return a == b or (a[:1] == b[:1] and not is_function_word(left.split()[0], language))


def _headings(
    material: Material, topic: Topics, language: str, sections: Sequence[Section]
) -> Iterator[list[Sentence]]:
    """Headings in groups, without those that name their place or are much like another."""
    fit: list[Sentence] = []
    for section in sections:
        heading = section.heading.sentences[0]
        if has_digit(heading.text) or not topic.fit(language, heading.id):
            continue
        if not topic.stands_alone(language, heading.id) or not topic.words(language, heading.id):
            continue
        if not any(
            overlap(heading.text, other.text, language) >= _ALIKE or overlapping(heading.text, other.text, language)
            for other in fit[-MOST:]
        ):
            fit.append(heading)
    yield from _chunks(fit)


def _order(material: Material, language: str, name: str, units: Sequence[Sentence]) -> Exercise:
    texts = [sentence.text for sentence in units]
    return make_exercise(
        material,
        code="C9",
        type="order",
        question=_("Put the headings in order, as in the article.")
        if name == "heading"
        else _("Put in order, as in the article."),
        prompt=[],
        key=" / ".join(texts),
        key_lang=language,
        evidence=[evidence_of(material, language, sentence.id) for sentence in units],
        proof=["P1"],
        key_segments=1,
        difficulty=prior_difficulty(
            "C9",
            sentence_words=min(45, len(content_words(" ".join(texts), language)) // len(texts)),
            only_learned=True,
        ),
        target=f"claim/{material.pair}/order/{name}/{units[0].text[:80]}",
        order=texts,
    )


# --- what comes next


def _next_steps(material: Material, topic: Topics, direction: Direction) -> Iterator[Exercise]:
    """The step after a step: the others of the list are wrong answers."""
    language = direction.answer
    found = []
    for steps in numbered_lists(material.editions[language].blocks):
        sentences = [block.sentences[0] for block in steps if len(block.sentences) == 1]
        if len(sentences) < len(steps) or not all(_is_unit(material, topic, language, s) for s in sentences):
            continue  # of a step in several sentences the next sentence is not the next step
        for place in range(1, len(sentences)):
            near = tuple(sentences[max(0, place - _NEAR) : place + _NEAR])
            found.append((sentences[place - 1], sentences[place], near))
    pairs = [(before, key) for before, key, _near in found]
    chosen = {key.id for _before, key in material.some(pairs, "C9 steps", MOST_ITEMS // len(material.directions))}
    for before, key, near in found:
        shown = topic.counterpart(language, before.id, direction.prompt)
        if key.id not in chosen or shown is None or not topic.fit(direction.prompt, shown):
            continue
        others = [sentence for sentence in near if sentence.id not in (before.id, key.id)]
        wrong = _rivals(material, direction, shown, key, others)
        if wrong is not None and not _betrays(material, direction, shown, key):
            yield _next(material, direction, shown, before, key, wrong)


def _next_sentences(material: Material, topic: Topics, direction: Direction) -> Iterator[Exercise]:
    """The sentence after a sentence that takes up its topic; wrong answers, of other sections, do not."""
    language = direction.answer
    blocks = material.editions[language].blocks
    paragraphs = [block for block in blocks if block.kind == "paragraph"]
    pool = shuffled(
        (s for block in paragraphs for s in block.sentences), material.seed, "C9", name=lambda sentence: sentence.id
    )
    section_of = _section_numbers(blocks)
    joined = [block for block in paragraphs if len(block.sentences) > 1]
    for block in material.some(joined, "C9", MOST_ITEMS // len(material.directions)):
        best = _best_joined(material, topic, direction, block)
        if best is None:
            continue
        shown, before, key = best
        others = []
        first = number(material.seed, "C9", key.id) % len(pool)
        for other in itertools.islice(itertools.chain(pool[first:], pool[:first]), _LOOKED_AT):
            if section_of[other.block] == section_of[key.block] or not _is_unit(material, topic, language, other):
                continue
            if _has_nothing_of(topic, direction, other, (before, key), shown):
                others.append(other)
        wrong = _rivals(material, direction, shown, key, others)
        if wrong is not None:
            yield _next(material, direction, shown, before, key, wrong)


def _best_joined(
    material: Material, topic: Topics, direction: Direction, block: Block
) -> tuple[str, Sentence, Sentence] | None:
    """The neighbours of a paragraph of which the second takes up most of the first: what is shown, and the two."""
    found = []
    for before, key in itertools.pairwise(block.sentences):
        if _is_unit(material, topic, direction.answer, key) and topic.said_once(direction.answer, key.id):
            strength, shown = _joined(material, topic, direction, before, key)
            if strength:
                found.append((strength, -key.index, shown, before, key))
    if not found:
        return None
    _strength, _place, shown, before, key = max(found, key=lambda pair: pair[:2])
    return shown, before, key


def _has_nothing_of(
    topic: Topics, direction: Direction, other: Sentence, pair: tuple[Sentence, Sentence], shown: str
) -> bool:
    """Whether a sentence shares no telling word with a pair of neighbours, nor with the first as it is shown."""
    language = direction.answer
    there = topic.counterpart(language, other.id, direction.prompt)
    if there is None:
        return False
    words = topic.telling(language, other.id)
    if any(share_a_stem(words, topic.stems_of(language, sentence.id)) for sentence in pair):
        return False
    return not share_a_stem(topic.telling(direction.prompt, there), topic.stems_of(direction.prompt, shown))


def _joined(
    material: Material, topic: Topics, direction: Direction, before: Sentence, key: Sentence
) -> tuple[int, str]:
    """How many telling words a sentence takes up of the one before, and that one in the language of the prompt."""
    language = direction.answer
    shown = topic.counterpart(language, before.id, direction.prompt)
    after = topic.counterpart(language, key.id, direction.prompt)
    if shown is None or after is None or not topic.fit(direction.prompt, shown):
        return 0, ""
    if not topic.fit(language, before.id) or not topic.stands_alone(language, before.id):
        return 0, ""
    if not _fits(material, direction.prompt, material.sentence(direction.prompt, shown)):
        return 0, ""
    return min(_taken_up(topic, language, before.id, key.id), _taken_up(topic, direction.prompt, shown, after)), shown


def _taken_up(topic: Topics, language: str, before: str, after: str) -> int:
    said = topic.stems_of(language, before)
    return sum(word in said for word in topic.telling(language, after))


def _section_numbers(blocks: Sequence[Block]) -> list[int]:
    """For each block the number of the heading next above it."""
    found, current = [], -1
    for block in blocks:
        current = block.number if block.kind == "heading" else current
        found.append(current)
    return found


def _betrays(material: Material, direction: Direction, shown: str, key: Sentence) -> bool:
    if direction.prompt != direction.answer:
        return False
    words = folded_words(material.sentence(direction.prompt, shown).text, direction.prompt)
    return any_same_stem(content_words(key.text, direction.answer), words)


def _rivals(
    material: Material, direction: Direction, shown: str, key: Sentence, candidates: Sequence[Sentence]
) -> list[Sentence] | None:
    """Three or two sentences that cannot be told from the key by their looks."""
    language = direction.answer
    ordered = shuffled(candidates, material.seed, "C9", key.id, name=lambda sentence: sentence.id)
    fitting = {
        s.text: s
        for s in ordered
        if _SHORTEST <= len(s.text) / len(key.text) <= _LONGEST and closing(s.text) == closing(key.text)
    }
    groups = fair_groups(material, language, "C9")
    prompt = starts(material.sentence(direction.prompt, shown).text, direction.prompt)
    chosen = groups.choose(key.text, list(fitting), prompt)
    return None if chosen is None else [fitting[text] for text in chosen]


def _next(
    material: Material, direction: Direction, shown: str, before: Sentence, key: Sentence, wrong: Sequence[Sentence]
) -> Exercise:
    language = direction.answer
    evidence = [evidence_of(material, language, key.id), evidence_of(material, language, before.id)]
    if direction.prompt != language:
        evidence.append(evidence_of(material, direction.prompt, shown))
    return make_exercise(
        material,
        code="C9",
        type="choice",
        question=_("How does the article go on?"),
        prompt=[Text(direction.prompt, material.sentence(direction.prompt, shown).text)],
        key=key.text,
        key_lang=language,
        evidence=evidence,
        proof=["P1"] if direction.prompt == language else ["P1", "P2"],
        key_segments=1,
        difficulty=prior_difficulty(
            "C9",
            sentence_words=min(45, len(content_words(key.text, language))),
            only_learned=direction.prompt == material.learned.language,
        ),
        target=f"claim/{material.pair}/next/{language}/{key.text[:80]}",
        options=[Option(s.text, language, s is key, f"{language}/{s.id}") for s in [key, *wrong]],
    )
