"""C11 (what belongs to which list) and C12 (what else the list has).

Lists stand in brackets, between commas, or as items of a Markdown list. What is offered beside an item of one list are
items of others, of other sections, where the article says nothing of them in the item's own section.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tui_learn.i18n import gettext as _
from tui_learn.quiz.balance import Company, Ledger, Looks, looks, shown
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.enumerations import enumerations, head_word
from tui_learn.quiz.exercise import GAP, MASK, Evidence, Exercise, Option, Text
from tui_learn.quiz.listed import InBlocks, InSentence, Lists, Member, Rivals, lists_of, rivals_of
from tui_learn.quiz.material import Material
from tui_learn.quiz.sampling import MOST
from tui_learn.quiz.sections import Section, overlap
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.stems import StemSet, any_same_stem, content_words, folded_words, same_stem
from tui_learn.text.languages import has_word_spaces

LEAST, MOST_SORTED = 4, 8
"""Phrases to be sorted."""
MOST_OF_A_GROUP = 3
MIN_WORDS, MAX_WORDS = 6, 45
MAX_SHOWN = 5
"""Other items of a Markdown list that are shown."""
ALIKE = 0.5
_OPPOSED = 12
"""Sections that are looked at as partners of one."""
_TRIED = 2
"""Items of a list of which one is asked for."""


def generate_lists(material: Material) -> Iterator[Exercise]:
    """C11 and C12."""
    lists = lists_of(material)
    yield from _sort_brackets(material, lists)
    yield from _sort_sections(material, lists)
    ledger, rivals = Ledger(), rivals_of(material)
    for listed in material.some([s for s in lists.sentences if s.members and s.listed.count > 1], "C12", MOST // 2):
        yield from _complete_sentence(material, lists, listed, rivals, ledger)
    members = [(found, member) for found in lists.blocks for member in found.members]
    for found, member in material.some(members, "C12 items", MOST // 2):
        yield from _complete_items(material, lists, found, member, rivals, ledger)


def _choose(
    material: Material, key: Member, rivals: Sequence[Member], ledger: Ledger, shown_text: str, shown_language: str
) -> list[Member] | None:
    index = material.index(material.learned.language)
    language = index.language
    by_looks: dict[Looks, Member] = {}
    for other in rivals:
        by_looks.setdefault(looks(other.text, index), other)
    company = Company(looks(key.text, index), by_looks, language)
    name = f"C12/{shown_language}/{key.segment}/{key.text}"
    places = company.choose(ledger, shown(shown_text, shown_language), material.seed, name)
    return None if places is None else [by_looks[company.rivals[place]] for place in places]


def _complete_sentence(
    material: Material, lists: Lists, listed: InSentence, rivals: Rivals, ledger: Ledger
) -> Iterator[Exercise]:
    """C12: one item of a list in a sentence is left out."""
    language, known, sentence = lists.language, material.known.language, listed.sentence
    if has_word_spaces(language) and not MIN_WORDS <= len(material.learned.tokens(sentence)) <= MAX_WORDS:
        return
    translation = material.parallel(language, known).get(sentence.id)
    if translation is None:
        return
    for key in shuffled(listed.members, material.seed, "C12", sentence.text, name=_text)[:_TRIED]:
        gapped = sentence.text[: key.start] + GAP + sentence.text[key.start + len(key.text) :]
        if not any(character.isalpha() for character in sentence.text[: key.start]):
            continue
        if any_same_stem(content_words(key.text, language), folded_words(gapped.replace(GAP, " "), language)):
            continue
        if not has_word_spaces(language) and key.text in gapped:
            continue
        wrong = _choose(material, key, rivals.items(key), ledger, gapped.replace(GAP, " "), language)
        if wrong is None:
            continue
        evidence = [evidence_of(material, language, sentence.id)]
        if known != language:
            evidence.append(evidence_of(material, known, translation))
        yield make_exercise(
            material,
            code="C12",
            type="choice",
            question=_("What does the article have at this place of its list?"),
            prompt=[Text(language, gapped)],
            key=key.text,
            key_lang=language,
            evidence=evidence,
            proof=["P0", "P1", "P4"] if known == language else ["P0", "P1", "P2", "P4"],
            key_segments=_count(material, key.text),
            difficulty=prior_difficulty(
                "C12", sentence_words=min(45, len(content_words(sentence.text, language))), only_learned=True
            ),
            target=f"claim/{material.pair}/list/{sentence.text[:80]}",
            options=_options(language, key, wrong),
        )
        return


def _text(member: Member) -> str:
    return member.text


def _options(language: str, key: Member, wrong: Sequence[Member]) -> list[Option]:
    return [Option(member.text, language, member is key, f"{language}/{member.segment}") for member in [key, *wrong]]


def _count(material: Material, text: str) -> int:
    """Segments that hold an item."""
    return sum(text in sentence.text for sentence in material.index(material.learned.language).prose)


def _complete_items(
    material: Material, lists: Lists, found: InBlocks, key: Member, rivals: Rivals, ledger: Ledger
) -> Iterator[Exercise]:
    """C12: one item of a Markdown list is left out; the others are shown, mostly in the known language."""
    language, known = lists.language, material.known.language
    shown_language = known if number(material.seed, "C12", key.segment) % 3 else language
    parallel = material.parallel(language, known)
    others = [member for member in found.members if member is not key]
    segments = [*([found.lead] if found.lead else []), *(member.segment for member in others[:MAX_SHOWN])]
    if shown_language == language:
        prompt = [material.sentence(language, found.lead).text] if found.lead else []
        prompt += [member.text for member in others[:MAX_SHOWN]]
        pieces: list[Evidence] = []
    else:
        prompt = [material.sentence(known, parallel[segment]).text for segment in segments]
        pieces = [evidence_of(material, known, parallel[segment]) for segment in segments]
        if not all(material.usable(known, parallel[segment]) for segment in segments):
            return
    whole = " ".join(prompt)
    if len(others) < 2 or len(whole) > 600:
        return
    if shown_language == language and any_same_stem(content_words(key.text, language), content_words(whole, language)):
        return
    wrong = _choose(material, key, rivals.items(key), ledger, whole, shown_language)
    if wrong is None:
        return
    yield make_exercise(
        material,
        code="C12",
        type="choice",
        question=_("What else does the article have in this list?"),
        prompt=[Text(shown_language, text) for text in prompt],
        key=key.text,
        key_lang=language,
        evidence=[
            evidence_of(material, language, key.segment),
            *(evidence_of(material, language, segment) for segment in segments),
            *pieces,
        ],
        proof=["P1", "P4"] if shown_language == language else ["P1", "P2", "P4"],
        key_segments=_count(material, key.text),
        difficulty=prior_difficulty("C12", only_learned=shown_language == language),
        target=f"claim/{material.pair}/list/{key.text[:80]}",
        options=_options(language, key, wrong),
    )


# --- C11


def _sort_brackets(material: Material, lists: Lists) -> Iterator[Exercise]:
    """C11: two lists in brackets of one sentence, each named by the word before its bracket."""
    language = lists.language
    for segment, group in itertools.groupby(lists.sentences, key=lambda found: found.sentence.id):
        inside = [found for found in group if found.listed.bracketed]
        text = material.sentence(language, segment).text
        heads = [head_word(text, found.listed.start, language) for found in inside]
        if len(inside) not in (2, 3) or not all(heads):
            continue
        if any(len(found.members) < len(found.listed.items) for found in inside):
            continue
        phrases = [member.text for found in inside for member in found.members]
        groups = [[head, *(m.text for m in found.members)] for head, found in zip(heads, inside, strict=True)]
        if not LEAST <= len(phrases) <= MOST_SORTED or not _are_apart(groups, language):
            continue
        prompt = _without_brackets(material, segment)
        if prompt is None:
            continue
        yield _sort(
            material,
            lists,
            [(head, [m.text for m in found.members]) for head, found in zip(heads, inside, strict=True)],
            [segment],
            text,
            prompt,
            _("To which word does the article add each of these in brackets?"),
            [lists.section_of(segment)],
        )


def _without_brackets(material: Material, segment: str) -> tuple[Text, Evidence] | None:
    """The sentence in the known language, without what its brackets hold."""
    language = material.known.language
    there = material.parallel(material.learned.language, language).get(segment)
    if material.one_language or there is None or not material.usable(language, there):
        return None
    sentence = material.sentence(language, there)
    text = sentence.text
    for listed in reversed([listed for listed in enumerations(text, language) if listed.bracketed]):
        text = f"{text[: listed.start]}({MASK}){text[listed.end :]}"
    return Text(language, text), evidence_of(material, language, there)


def _sort_sections(material: Material, lists: Lists) -> Iterator[Exercise]:
    """C11: items of lists in two sections, each named by its heading."""
    sections = {section.heading.number: section for section in material.sections(lists.language)}
    for chosen in material.some(_opposed(material, lists, sections), "C11", MOST // 3):
        numbers = [members[0].section for members in chosen]
        groups = [
            (sections[place].heading.text, [member.text for member in members])
            for place, members in zip(numbers, chosen, strict=True)
        ]
        segments = [member.segment for members in chosen for member in members]
        yield _sort(
            material,
            lists,
            groups,
            [*(sections[place].segment for place in numbers), *segments],
            " / ".join(sorted(heading for heading, _phrases in groups)),
            None,
            _("Under which heading does the article list each of these?"),
            numbers,
        )


def _opposed(
    material: Material, lists: Lists, sections: Mapping[int, Section]
) -> list[tuple[tuple[Member, ...], tuple[Member, ...]]]:
    """Items of two sections each, no section twice."""
    headings = StemSet(w for s in sections.values() for w in content_words(s.heading.text, lists.language))
    by_section: dict[int, list[Member]] = defaultdict(list)
    for member in lists.members:
        words = content_words(member.text, lists.language)
        if member.section in sections and not any(word in headings for word in words):
            by_section[member.section].append(member)
    several = [place for place, found in by_section.items() if len(found) >= 2]
    waiting = shuffled(several, material.seed, "C11", name=lambda place: sections[place].heading.text)
    used: set[int] = set()
    found = []
    for place, first in enumerate(waiting):
        if first in used:
            continue
        for second in waiting[place + 1 : place + 1 + _OPPOSED]:
            if second in used or not _may_be_opposed(sections[first], sections[second], lists.language):
                continue
            one = _foreign(material, lists, by_section[first], second)
            other = _foreign(material, lists, by_section[second], first)
            if min(len(one), len(other)) < 2:
                continue
            if _are_apart([[m.text for m in one], [m.text for m in other]], lists.language):
                used |= {first, second}
                found.append((one, other))
                break
    return found


def _may_be_opposed(one: Section, other: Section, language: str) -> bool:
    below = one.heading.number in other.ancestors or other.heading.number in one.ancestors
    return not below and overlap(one.heading.text, other.heading.text, language) < ALIKE


def _foreign(material: Material, lists: Lists, members: Sequence[Member], elsewhere: int) -> tuple[Member, ...]:
    """Items of which another section says nothing, in the order of the article."""
    chosen: list[Member] = []
    for member in shuffled(members, material.seed, "C11", name=lambda m: m.text):
        if len(chosen) == MOST_OF_A_GROUP:
            break
        if not lists.stands_in(member.text, elsewhere) and _are_apart(
            [[one.text] for one in (*chosen, member)], lists.language
        ):
            chosen.append(member)
    return tuple(sorted(chosen, key=lambda member: (material.place_of_sentence(member.segment), member.start)))


def _are_apart(groups: Sequence[Sequence[str]], language: str) -> bool:
    """Whether phrases of different groups have no word, nor form of a word, in common."""
    words = [
        [word for phrase in group for word in content_words(phrase, language) or folded_words(phrase, language)]
        for group in groups
    ]
    return not any(same_stem(a, b) for one, other in itertools.combinations(words, 2) for a in one for b in other)


def _sort(
    material: Material,
    lists: Lists,
    groups: Sequence[tuple[str, Sequence[str]]],
    segments: Sequence[str],
    name: str,
    prompt: tuple[Text, Evidence] | None,
    question: str,
    sections: Sequence[int],
) -> Exercise:
    language = lists.language
    return make_exercise(
        material,
        code="C11",
        type="sort",
        question=question,
        prompt=[prompt[0]] if prompt else [],
        key="; ".join(f"{heading}: {', '.join(listed)}" for heading, listed in groups),
        key_lang=language,
        evidence=[
            *(evidence_of(material, language, segment) for segment in dict.fromkeys(segments)),
            *([prompt[1]] if prompt else []),
        ],
        proof=["P1", "P2", "P4"] if prompt else ["P1", "P4"],
        key_segments=1,
        difficulty=prior_difficulty("C11", only_learned=prompt is None),
        target=f"claim/{material.pair}/lists/{language}/{name[:80]}",
        groups=groups,
        scope=lists.scope(*sections),
    )
