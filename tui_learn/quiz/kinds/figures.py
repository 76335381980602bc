"""C13: which figure, date or name does the article give?

A figure is asked where it stands once in the whole article and where others of it count the same; a name where two
languages write it alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.figure_places import Figure, figures, may_be_confused, values_in
from tui_learn.quiz.gapping import KINDS, fits_a_card, taken_out
from tui_learn.quiz.leaning import points_back
from tui_learn.quiz.material import Material
from tui_learn.quiz.name_places import Name, names
from tui_learn.quiz.option_choice import POOL, Chooser
from tui_learn.quiz.phrases import Place
from tui_learn.quiz.seeded import number
from tui_learn.quiz.stems import MIN_STEM, folded_words
from tui_learn.quiz.term_rivals import say_the_same, stands_in
from tui_learn.text.fold import fold

MOST = 80
"""Figures, and names, that are asked in a long article."""
_LOOKED_AT = 24


def generate_figures(material: Material) -> Iterator[Exercise]:
    """C13 of the figures, then of the names, of the learned language."""
    yield from _of_figures(material)
    if not material.one_language:
        yield from _of_names(material)


def _may_be_asked(material: Material, segment: str) -> bool:
    """Whether a sentence fits a card, and says by itself what it is about."""
    language = material.learned.language
    if not fits_a_card(material, language, segment):
        return False
    sentence = material.sentence(language, segment)
    if not points_back(sentence.text, language):
        return True
    blocks = material.learned.blocks[: sentence.block]
    heading = next((block.text for block in reversed(blocks) if block.kind == "heading"), "")
    return stands_in(heading, sentence.text, language)


def _translation(material: Material, segment: str) -> str | None:
    """The segment that surely translates one that may be asked; the segment itself in one language."""
    language, known = material.learned.language, material.known.language
    there = material.parallel(language, known).get(segment)
    return there if there is not None and material.usable(known, there) else None


# --- figures


class _Figures:
    """The figures of the learned language, by what they count."""

    def __init__(self, material: Material) -> None:
        language = material.learned.language
        index = material.index(language)
        self.often = Counter(value for sentence in index.prose for value in values_in(sentence.text))
        self.of_segment: dict[str, list[Figure]] = {}
        self._alike: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for sentence in index.body:
            if material.learned.blocks[sentence.block].kind in KINDS and material.usable(language, sentence.id):
                for figure in figures(sentence, language):
                    self.of_segment.setdefault(sentence.id, []).append(figure)
                    for unit in _units(figure):
                        self._alike[unit].append(figure)

    def like(self, key: Figure) -> list[Figure]:
        """The figures that may count the same as one, each value once."""
        found = {figure.value: figure for unit in _units(key) for figure in reversed(self._alike[unit])}
        return [figure for figure in found.values() if may_be_confused(key, figure)]


def _units(figure: Figure) -> list[tuple[str, str]]:
    if figure.is_year:
        return [("year", "")]
    return [("before", figure.before[:MIN_STEM]), ("behind", figure.behind[:MIN_STEM])]


def _of_figures(material: Material) -> Iterator[Exercise]:
    language = material.learned.language
    found = _Figures(material)
    keys = [
        figure
        for segment, there in found.of_segment.items()
        for figure in there
        if found.often[figure.value] == 1 and _is_only_one_of_its_kind(figure, there)
    ]
    chooser = Chooser[Figure](
        language, material.seed, text=lambda figure: figure.place.text, cues=(lambda figure: figure.value,)
    )
    asked: set[str] = set()
    for key in material.some(keys, "C13", MOST):
        segment = key.place.segment
        translation = _translation(material, segment)
        if segment in asked or translation is None or not _may_be_asked(material, segment):
            continue
        name = f"C13/{segment}/{key.place.start}"
        rivals = sorted(found.like(key), key=lambda other: number(material.seed, name, str(other.value)))
        elsewhere = [rival for rival in rivals[:_LOOKED_AT] if _is_of_another(material, segment, rival.place)]
        wrong = chooser.choose(key, elsewhere[:POOL], name)
        if wrong is not None:
            asked.add(segment)
            places = [figure.place for figure in (key, *wrong)]
            yield _ask(material, _("Which figure does the article give here?"), places, translation)


def _is_only_one_of_its_kind(figure: Figure, there: Sequence[Figure]) -> bool:
    return not any(
        other is not figure and (other.value == figure.value or may_be_confused(figure, other)) for other in there
    )


def _is_of_another(material: Material, segment: str, place: Place) -> bool:
    """Whether a figure or name is said in another sentence, and of another matter."""
    language = material.learned.language
    if place.segment == segment:
        return False
    mine, theirs = (material.sentence(language, s).text for s in (segment, place.segment))
    return place.text not in mine and not say_the_same(mine, theirs, language)


def _ask(material: Material, question: str, places: Sequence[Place], translation: str) -> Exercise:
    language, known = material.learned.language, material.known.language
    key = places[0]
    text = material.sentence(language, key.segment).text
    evidence = [evidence_of(material, language, key.segment)]
    if not material.one_language:
        evidence.append(evidence_of(material, known, translation))
    return make_exercise(
        material,
        code="C13",
        type="choice",
        question=question,
        prompt=[Text(language, taken_out(text, key.start, key.end, language))],
        key=key.text,
        key_lang=language,
        evidence=evidence,
        proof=["P0", "P4"] if material.one_language else ["P0", "P2", "P4"],
        key_segments=1,
        difficulty=prior_difficulty(
            "C13", sentence_words=min(45, len(folded_words(text, language))), only_learned=True
        ),
        target=f"claim/{material.pair}/figure/{language}/{key.text}/{text[:80]}",
        options=[Option(place.text, language, place is key, f"{language}/{place.segment}") for place in places],
    )


# --- names


def _of_names(material: Material) -> Iterator[Exercise]:
    language = material.learned.language
    found = list(_all_names(material))
    per_segment: dict[str, list[Name]] = defaultdict(list)
    by_shape: dict[tuple[int, bool], dict[str, Name]] = defaultdict(dict)
    for name in found:
        per_segment[name.place.segment].append(name)
        by_shape[name.shape].setdefault(name.place.text, name)
    keys = [name for name in found if len(per_segment[name.place.segment]) == 1 and _stands_once(material, name)]
    index = material.index(language)
    chooser = Chooser[Name](
        language,
        material.seed,
        text=lambda name: name.place.text,
        cues=(lambda name: index.frequency(fold(name.place.text.split()[0], language)),),
    )
    for key in material.some(keys, "C13/name", MOST):
        segment = key.place.segment
        translation = _translation(material, segment)
        if translation is None or not _may_be_asked(material, segment):
            continue
        seed = f"C13/{segment}/{key.place.start}"
        alike = [other for other in by_shape[key.shape].values() if other.before == key.before]
        alike.sort(key=lambda other: number(material.seed, seed, other.place.text))
        rivals = [other for other in alike[:_LOOKED_AT] if _is_of_another(material, segment, other.place)]
        wrong = chooser.choose(key, rivals[:POOL], seed)
        if wrong is not None:
            yield _ask(
                material,
                _("Which name does the article give here?"),
                [name.place for name in (key, *wrong)],
                translation,
            )


def _all_names(material: Material) -> Iterator[Name]:
    language, known = material.learned.language, material.known.language
    for sentence in material.index(language).body:
        there = _translation(material, sentence.id)
        if there is None or material.learned.blocks[sentence.block].kind not in KINDS:
            continue
        if not material.usable(language, sentence.id):
            continue
        for name in names(sentence, language, material.sentence(known, there), known):
            if not any(material.exclusions.word(language, word) for word in name.place.text.split()):
                yield name


def _stands_once(material: Material, name: Name) -> bool:
    """Whether no other segment, and not the title, has the words of a name, in whatever form."""
    language = material.learned.language
    index = material.index(language)
    words = [fold(word, language) for word in name.place.text.split()]
    everywhere = -1
    for word in words:
        everywhere &= index.places_of(word)
    return everywhere.bit_count() == 1 and not any(
        set(words) <= set(folded_words(sentence.text, language))
        for sentence in index.prose
        if sentence.block == material.learned.title_block
    )
