"""C8 (does the article say this?) and C16 (which pair of sentences contradicts?).

A statement is altered by putting one thing in the place of another of its kind: a term for a term that differs by one
letter (CRM, BRM), a name for a name, where all versions write both alike, a number for a number of the same unit, an
item of one list for an item of another. Nothing has to be inflected anew. Statements that are not altered might have
been, by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.alike import AlikeSentences, alike_sentences
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.enumerations import is_and
from tui_learn.quiz.exercise import Evidence, Exercise, Option, Swap, Text, digest
from tui_learn.quiz.kinds.acronyms import spells
from tui_learn.quiz.kinds.contrast import named_alike_everywhere, rival_terms, terms_of
from tui_learn.quiz.kinds.headings import ends_in_colon, is_question
from tui_learn.quiz.leaning import leans_back
from tui_learn.quiz.listed import Member, lists_of, rivals_of
from tui_learn.quiz.material import Material
from tui_learn.quiz.names import names
from tui_learn.quiz.parallels import invariants
from tui_learn.quiz.quantities import Quantity, changed, might_stand_for, quantities
from tui_learn.quiz.sampling import MOST, spread
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.shapes import ending
from tui_learn.quiz.stems import content_words, count_same_stem
from tui_learn.text import Sentence, tokenize
from tui_learn.text.fold import fold, lower
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

TOO_NEAR = 0.6
"""Share of the content words of the shorter sentence from which two say the same."""
MIN_WORDS, MAX_WORDS = 6, 45
MIN_CHARACTERS, MAX_CHARACTERS = 14, 160
"""Where words cannot be counted."""
MOST_OTHERS = 120
"""Sentences about the other thing: where there are more, it is what the whole article is about."""
SET = 3
"""Statements that are asked about one after another."""
PAIRS = 4
_TRIED = 6
_T = TypeVar("_T")
Sort = Literal["term", "name", "number", "item"]


@dataclass(frozen=True, slots=True)
class Alteration:
    """A sentence of the learned language and how it may be altered."""

    segment: str
    taken: str
    put: str
    statement: str
    """The sentence with the one put in the place of the other."""
    others: tuple[str, ...]
    """The sentences about what is put."""
    sort: Sort


def generate_alterations(material: Material) -> Iterator[Exercise]:
    """C8 in sets of three or more, said and altered mixed, and C16 of the same alterations."""
    found = alterations(material)
    yield from _statements(material, found)
    if not material.one_language:
        yield from _contradictions(material, material.some(found, "C16", MOST // 2))


def _spread(material: Material, things: Sequence[_T], kind: str) -> Sequence[_T]:
    """Some of many things, the same whatever part of the article is wanted: sets are made of all of them."""
    return spread(things, MOST, number(material.seed, "some", kind))


def alterations(material: Material) -> list[Alteration]:
    """At most one alteration of each sentence, in the order of the article."""
    by_segment: dict[str, list[Alteration]] = {}
    for alteration in (*_terms(material), *_names(material), *_items(material), *_numbers(material)):
        by_segment.setdefault(alteration.segment, []).append(alteration)
    alike = alike_sentences(material, material.learned.language)
    found = []
    for segment in sorted(by_segment, key=material.place_of_sentence):
        candidates = shuffled(by_segment[segment], material.seed, "C8", segment, name=lambda a: f"{a.taken}>{a.put}")
        chosen = next((a for a in candidates if _is_nowhere_said(a, alike, material.learned.language)), None)
        if chosen is not None:
            found.append(chosen)
    return found


def _is_nowhere_said(alteration: Alteration, alike: AlikeSentences, language: str) -> bool:
    """Whether nothing the article says comes near the altered statement."""
    if any(too_near(alteration.statement, other, (alteration.taken, alteration.put), language)
           for other in alteration.others):  # fmt: skip
        return False
    return all(segment == alteration.segment for segment in alike.near(alteration.statement))


def too_near(statement: str, other: str, hidden: Sequence[str], language: str) -> bool:
    """Whether two sentences share so many content words, ``hidden`` ones aside, that they may say the same."""
    skip = {word for text in hidden for word in content_words(text, language)}
    a, b = (
        tuple(word for word in dict.fromkeys(content_words(text, language)) if word not in skip)
        for text in (statement, other)
    )
    if not a or not b:
        return False
    return count_same_stem(a, b) >= TOO_NEAR * min(len(a), len(b))


def _may_be_asked(material: Material, sentence: Sentence) -> str | None:
    """The segment of the known language that surely translates a sentence, if the sentence may be a statement."""
    language, known = material.learned.language, material.known.language
    there = material.parallel(language, known).get(sentence.id)
    if there is None or not (material.usable(language, sentence.id) and material.usable(known, there)):
        return None
    if material.learned.blocks[sentence.block].kind not in ("paragraph", "item", "quote"):
        return None
    text = sentence.text
    if has_word_spaces(language):
        fits = MIN_WORDS <= len(material.learned.tokens(sentence)) <= MAX_WORDS
    else:
        fits = MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS
    if not fits or ends_in_colon(text) or is_question(text) or leans_back(material, language, sentence, surely=True):
        return None
    return there


# --- terms


def _terms(material: Material) -> Iterator[Alteration]:
    language = material.learned.language
    terms = terms_of(material, language)
    found = [(pair, segment, taken) for pair in rival_terms(terms.named) for segment, taken in terms.alone(pair)]
    for pair, segment, taken in _spread(material, found, "C8 terms"):
        put = pair[1] if taken == pair[0] else pair[0]
        sentence = material.sentence(language, segment)
        if len(terms.everywhere[put]) > MOST_OTHERS or _may_be_asked(material, sentence) is None:
            continue
        if not named_alike_everywhere(material, sentence, taken, put):
            continue
        if not _may_be_replaced(sentence.text, taken, put, language):
            continue
        statement = as_word(taken).sub(put, sentence.text)
        yield Alteration(segment, taken, put, statement, _naming(material, put), "term")


@lru_cache(maxsize=1024)
def as_word(term: str) -> regex.Pattern[str]:
    """A term where it is a word, or a part of one with a hyphen."""
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){regex.escape(term)}(?![\p{{L}}\p{{M}}\p{{N}}])")


def _naming(material: Material, put: str) -> tuple[str, ...]:
    """The sentences of the learned language that have something as words of its own, headings and title too."""
    language = material.learned.language
    holding = [s.text for s in material.index(language).prose if put in s.text]
    if not has_word_spaces(language):
        return tuple(holding)
    return tuple(text for text in holding if as_word(put).search(text))


def _may_be_replaced(text: str, taken: str, put: str, language: str) -> bool:
    """Whether nothing beside a term belongs to it alone: its expansion, an ending, an article."""
    words = [token.text for token in tokenize(text, language)]
    for term in (taken, put):
        if any(spells(words[start : start + len(term)], term) for start in range(len(words) - len(term) + 1)):
            return False
    for match in as_word(taken).finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        if before.endswith(("(", "[", "（", "【", "'", "’")):
            return False
        if after[:1] in ("'", "’", ":") and after[1:2].isalpha() and taken[-1] != put[-1]:
            return False  # an ending that follows the sound of the last letter
        last = lower(before.rpartition(" ")[2], language)
        if last in ("a", "an") and taken[0] != put[0]:
            return False
    return True


# --- names


def _names(material: Material) -> Iterator[Alteration]:
    language = material.learned.language
    found = names(material)
    like: dict[tuple[object, ...], dict[str, None]] = {}
    places: dict[str, dict[str, None]] = {}
    for name in found:
        like.setdefault((name.before, *name.looks), {})[name.text] = None
        places.setdefault(name.text, {})[name.segment] = None
    for name in _spread(material, found, "C8 names"):
        sentence = material.sentence(language, name.segment)
        if not is_function_word(name.before, language) or is_and(name.before, language):
            continue  # what is said may agree with the name: its gender, its number
        if sentence.text.count(name.text) != 1 or _may_be_asked(material, sentence) is None:
            continue
        # What follows the same word somewhere may stand in the same place.
        candidates = shuffled(like[name.before, *name.looks], material.seed, "C8", name.segment, name.text)
        for put in candidates[:_TRIED]:
            if put == name.text or put in name.text or name.text in put or len(places[put]) > MOST_OTHERS:
                continue
            if name.segment in places[put] or not _is_named_nowhere(material, sentence, put):
                continue
            others = _naming(material, put)
            statement = sentence.text[: name.start] + put + sentence.text[name.end :]
            yield Alteration(name.segment, name.text, put, statement, others, "name")
            break


def _is_named_nowhere(material: Material, sentence: Sentence, name: str) -> bool:
    """Whether no version of a sentence has a name."""
    language = material.learned.language
    there = [
        material.sentence(version, segment).text
        for version in material.versions(language)
        if (segment := material.parallel(language, version).get(sentence.id)) is not None
    ]
    return not any(name in text for text in [sentence.text, *there])


# --- numbers


def _numbers(material: Material) -> Iterator[Alteration]:
    language = material.learned.language
    found: list[tuple[Sentence, Quantity]] = []
    by_unit: dict[str, list[tuple[Quantity, str]]] = {}
    for sentence in material.index(language).body:
        for quantity in quantities(sentence.text, language):
            found.append((sentence, quantity))
            by_unit.setdefault(quantity.unit, []).append((quantity, sentence.id))
    for sentence, quantity in _spread(material, found, "C8 numbers"):
        if _may_be_asked(material, sentence) is None or not _is_the_only_one(sentence.text, quantity, language):
            continue
        name = f"C8/{sentence.id}/{quantity.start}"
        rivals = [q.text for q, segment in by_unit[quantity.unit]
                  if segment != sentence.id and might_stand_for(quantity, q)]  # fmt: skip
        wanted = shuffled(dict.fromkeys(rivals), material.seed, name) + shuffled(changed(quantity), material.seed, name)
        put = next((text for text in wanted if _keeps_order(sentence.text, quantity, text, language)), None)
        if put is None:
            continue
        statement = sentence.text[: quantity.start] + put + sentence.text[quantity.end :]
        others = _naming(material, put)
        if len(others) <= MOST_OTHERS:
            yield Alteration(sentence.id, quantity.text, put, statement, others, "number")


def _is_the_only_one(text: str, quantity: Quantity, language: str) -> bool:
    """Whether a number stands once in a sentence that has not many, and after no article that depends on it."""
    before = lower(text[: quantity.start].rstrip().rpartition(" ")[2], language)
    if before in ("a", "an"):
        return False
    return text.count(quantity.text) == 1 and len(invariants(text)) <= 3 and len(quantities(text, language)) <= 2


def _keeps_order(text: str, quantity: Quantity, put: str, language: str) -> bool:
    """Whether the other number of the sentence, if there is one, stays the smaller or the greater."""
    value = int("".join(character for character in put if character.isdecimal()))
    mine = int("".join(character for character in quantity.text if character.isdecimal()))
    if put in text:
        return False
    return all(
        other.value != value and (mine < other.value) == (value < other.value)
        for other in quantities(text, language)
        if other.start != quantity.start
    )


# --- items of lists


def _items(material: Material) -> Iterator[Alteration]:
    language = material.learned.language
    lists, rivals = lists_of(material), rivals_of(material)
    members = [m for listed in lists.sentences if listed.listed.count > 1 for m in listed.members]
    for member in _spread(material, members, "C8 items"):
        sentence = material.sentence(language, member.segment)
        if _may_be_asked(material, sentence) is None or sentence.text.count(member.text) != 1:
            continue
        fitting = [other for other in rivals.items(member) if _may_be_exchanged(member, other, language)]
        if not fitting:
            continue
        other = min(fitting, key=lambda one: number(material.seed, "C8", member.segment, member.text, one.text))
        statement = sentence.text[: member.start] + other.text + sentence.text[member.start + len(member.text) :]
        others = _naming(material, other.text)
        yield Alteration(member.segment, member.text, other.text, statement, others, "item")


def _may_be_exchanged(one: Member, other: Member, language: str) -> bool:
    """Whether two items of different lists are of one shape, so that grammar does not tell which was exchanged.

    Single words end alike; longer items begin with the same word, an article mostly.
    """
    mine, theirs = one.text.split(), other.text.split()
    if one.listed == other.listed or len(mine) != len(theirs):
        return False
    if has_word_spaces(language) and len(mine) == 1:
        return ending(one.text, language) == ending(other.text, language)
    return fold(mine[0], language) == fold(theirs[0], language) or not has_word_spaces(language)


# --- C8


def _statements(material: Material, found: Sequence[Alteration]) -> Iterator[Exercise]:
    """Every alteration as a statement, said or altered, in sets in which neither all are said nor all altered."""
    for group in material.some(sets_of(found), "C8", MOST // SET):
        name = digest(material.pair, *(alteration.segment for alteration in group))
        more = number(material.seed, "C8", name) % 2
        altered = (len(group) + more) // 2
        order = shuffled(range(len(group)), material.seed, "C8", name)
        target = f"claim/{material.pair}/statements/{digest(*(a.statement for a in group))}"
        for place, alteration in enumerate(group):
            yield _statement(material, alteration, target, order[place] < altered)


def sets_of(found: Sequence[Alteration]) -> list[tuple[Alteration, ...]]:
    """Three and three of them, those left over with the last three; none of fewer."""
    groups = [tuple(found[start : start + SET]) for start in range(0, len(found) // SET * SET, SET)]
    return [*groups[:-1], (*groups[-1], *found[len(groups) * SET :])] if groups else []


def _statement(material: Material, alteration: Alteration, target: str, is_altered: bool) -> Exercise:
    language = material.learned.language
    evidence = _evidence(material, alteration.segment)
    text = alteration.statement if is_altered else evidence[0].text
    said, altered = _("said"), _("altered")
    key = altered if is_altered else said
    words = len(content_words(text, language))
    return make_exercise(
        material,
        code="C8",
        type="tf",
        question=_("Does the article say this?"),
        prompt=[Text(language, text)],
        key=key,
        key_lang=language,
        evidence=evidence,
        proof=["P1", "P4"] if material.one_language else ["P1", "P2", "P4"],
        key_segments=1,
        difficulty=prior_difficulty("C8", sentence_words=min(MAX_WORDS, words), only_learned=True),
        target=target,
        options=[Option(word, language, word == key, f"{language}/{alteration.segment}") for word in (said, altered)],
        swap=Swap(alteration.taken, alteration.put, text, alteration.others),
    )


def _evidence(material: Material, segment: str) -> list[Evidence]:
    language, known = material.learned.language, material.known.language
    evidence = [evidence_of(material, language, segment)]
    if known != language:
        evidence.append(evidence_of(material, known, material.parallel(language, known)[segment]))
    return evidence


# --- C16


def _contradictions(material: Material, found: Sequence[Alteration]) -> Iterator[Exercise]:
    """Four sentences with their translations, one of them altered."""
    language = material.learned.language
    usable = [s for s in material.index(language).body if _may_be_asked(material, s) is not None]
    fixed = [s for s in usable if invariants(s.text)]
    for alteration in found:
        own = material.sentence(language, alteration.segment)
        # Beside a number or an acronym that was altered stand others: it is not found by having one.
        pool = usable if alteration.sort == "item" else fixed
        others = _companions(material, own, pool)
        if others is None:
            continue
        place = number(material.seed, "C16", own.id, "place") % PAIRS
        row = [*others[:place], own, *others[place:]]
        evidence = [piece for sentence in row for piece in _evidence(material, sentence.id)]
        pairs = [
            (there.text, alteration.statement if here.seg == own.id else here.text)
            for here, there in zip(evidence[::2], evidence[1::2], strict=True)
        ]
        yield make_exercise(
            material,
            code="C16",
            type="odd",
            question=_("In which pair do the two sentences contradict each other?"),
            prompt=[],
            key=alteration.statement,
            key_lang=language,
            evidence=evidence,
            proof=["P2", "P4"],
            key_segments=1,
            difficulty=prior_difficulty("C16", sentence_words=min(MAX_WORDS, len(content_words(own.text, language)))),
            target=f"claim/{material.pair}/contradiction/{own.text[:80]}",
            pairs=pairs,
            key_index=place,
        )


def _companions(material: Material, own: Sentence, pool: Sequence[Sentence]) -> list[Sentence] | None:
    """Three other sentences of about the same length, from all over the article."""
    turn = number(material.seed, "C16", own.id) % max(1, len(pool))
    found: list[Sentence] = []
    for low, high in ((0.6, 1.6), (0.4, 2.5)):
        for other in (*pool[turn:], *pool[:turn]):
            if other.id != own.id and other not in found and low <= len(other.text) / len(own.text) <= high:
                found.append(other)
            if len(found) == PAIRS - 1:
                return found
    return None
