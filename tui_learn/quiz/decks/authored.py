"""From an item that a person wrote, in one language or several, to the questions it is for a pair of languages.

Questions and what is shown are in the language one knows, answers in the one being learned. Where no answer is in a
language of its own, what is shown is in the learned one: something must be read in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.quiz.decks.faults import GROUPS, PIECES, SEGMENT, SELF_GRADED, SIDES, UNITS, listed
from tui_learn.quiz.decks.front import Deck
from tui_learn.quiz.decks.items import SAID, Answers, DeckItem, Prompt, Wording
from tui_learn.quiz.decks.labels import wording
from tui_learn.quiz.decks.spots import usual_spots
from tui_learn.quiz.decks.to_exercise import ODD, POINT, words_of_tf
from tui_learn.quiz.difficulty import base_difficulty
from tui_learn.quiz.exercise import GAP, Code, Evidence, Exercise, ExerciseType, Option, Text, board_key
from tui_learn.quiz.feedback import find_words
from tui_learn.quiz.seeded import shuffled
from tui_learn.text import Edition
from tui_learn.text.languages import has_word_spaces, normalise_tag

_CODES: dict[str, Code] = {
    "choice": "C14", "cloze": "V2", "typed": "C14", "tf": "C8", "match": "V6", "order": "C9", "sort": "C18",
    "tiles": "V8",
}  # fmt: skip
"""What an item counts as where it does not say."""
CHOSEN_GAP: Code = "V1"
TYPED = "~typed"
"""Behind the id of the harder form of a gap with options."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item and what it is asked for."""

    item: DeckItem
    deck: Deck
    pair: Pair
    editions: Mapping[str, Edition]
    default: str
    """The language of answers without one; empty where they are the same in all."""

    @property
    def known(self) -> str:
        return self.pair.known

    @property
    def learned(self) -> str:
        return self.pair.learned

    @property
    def one(self) -> bool:
        """Whether it is asked in one language."""
        return self.known == self.learned

    def said(self, wording: Wording) -> str | None:
        """An answer in the learned language."""
        if not wording.languages and self.default not in ("", self.learned):
            return None
        return wording.of(self.learned)

    def typed(self, lines: Sequence[Answers]) -> tuple[str, ...]:
        """Typed answers in the learned language."""
        wanted = {self.learned, ""} if self.default in ("", self.learned) else {self.learned}
        found = [text for line in lines for lang, texts in line.versions if lang in wanted for text in texts]
        return tuple(dict.fromkeys(found))

    def lines(self, *languages: str) -> list[Prompt]:
        """The lines of what is shown in the first of these languages that has any."""
        for language in languages:
            if found := [line for line in self.item.prompts if line.lang == language]:
                return found
        return []

    def name(self) -> str:
        return f"{self.deck.name}/{self.item.id}"


def ask(item: DeckItem, deck: Deck, pair: Pair, editions: Mapping[str, Edition] | None = None) -> list[Exercise]:
    """The questions of an item for a pair; none where it does not have its languages.

    ``editions`` are those of the article, by language.
    """
    here = _Item(item, deck, pair, editions or {}, _default(item, deck))
    gapped = any(line.gaps for line in item.prompts)
    if item.kind == "cloze" or (item.kind == "choice" and gapped):
        return _cloze(here)
    made = _MAKERS[item.kind](here) if item.kind in _MAKERS else None
    return [made] if made is not None else []


def _default(item: DeckItem, deck: Deck) -> str:
    said = normalise_tag(item.get("lang")) if item.get("lang") else None
    if said:
        return said
    gapped = {line.lang for line in item.prompts if line.gaps}
    if len(gapped) == 1:
        return next(iter(gapped))
    return deck.langs[-1] if len(deck.langs) in (1, 2) else ""


def _answers_are_labelled(item: DeckItem) -> bool:
    texts = [choice.wording for choice in item.choices] + list(item.units)
    texts += [text for group in item.groups for text in (group.heading, *group.phrases)]
    return any(text.languages for text in texts) or any(
        language for line in item.answers for language, _texts in line.versions
    )


# --- what every question has


def _made(
    here: _Item, kind: ExerciseType, key: str, prompt: Sequence[Text], standing: str, *, code: Code | None = None
) -> Exercise | None:
    """A question with what all have in common; None where it has nothing to ask with."""
    item = here.item
    question = item.question.of(here.known, here.learned)
    if item.question.versions and question is None:
        return None
    code = cast(Code, item.get("type")) or code or _CODES[item.kind]
    evidence = _evidence(here)
    edition = here.editions.get(here.learned)
    return Exercise(
        id=here.name(),
        code=code,
        type=kind,
        pair=str(here.pair),
        question=question or standing,
        prompt=tuple(prompt),
        key=key,
        key_lang=here.learned,
        evidence=evidence,
        proof=tuple(listed(item.get("proof"))) or ("P5",),
        segments=sum(edition.is_prose(sentence) for sentence in edition.sentences) if edition is not None else 0,
        key_segments=len({piece.seg for piece in evidence if piece.lang == here.learned}) if edition is not None else 0,
        difficulty=float(item.get("diff")) if item.get("diff") else base_difficulty(code),
        target=f"deck/{here.name()}",
        forms=here.typed(item.forms),
        also=here.typed(item.near),
        note=" ".join(filter(None, (note.of(here.known, here.learned) for note in item.notes))),
        help=item.get("help"),
        deck=here.deck.path,
    )


def _evidence(here: _Item) -> tuple[Evidence, ...]:
    """The sentences the item names, in the two languages; learned first."""
    found = []
    for language in dict.fromkeys([here.learned, here.known]):
        for entry in listed(here.item.get("ev")):
            match = SEGMENT.fullmatch(entry)
            if match is None or (match["lang"] and normalise_tag(match["lang"]) != language):
                continue
            edition = here.editions.get(language)
            sentence = edition.sentence(match["seg"]) if edition is not None else None
            text = sentence.text if sentence is not None else here.item.get(f"{language}/{match['seg']}")
            if text:
                found.append(Evidence(language, match["seg"], text))
    return tuple(dict.fromkeys(found))


def _texts(lines: Sequence[Prompt], gap: str | None = None) -> list[Text]:
    return [Text(line.lang, line.text(gap), line.lit_in(gap)) for line in lines]


def _shown(here: _Item) -> list[Text] | None:
    """What is shown; None where there is something, but not in these languages."""
    both = (here.known, here.learned)
    lines = here.lines(*(both if here.default or _answers_are_labelled(here.item) else both[::-1]))
    return None if here.item.prompts and not lines else _texts(lines)


def _options(here: _Item) -> tuple[Option, ...] | None:
    """The options in the learned language, shuffled; None where too few are there, or the right one is not."""
    found = []
    for choice in here.item.choices:
        text = here.said(choice.wording)
        if text is not None:
            found.append(Option(text, here.learned, choice.key, _source(here, text)))
    enough = min(3, len(here.item.choices))
    if len(found) < enough or sum(option.key for option in found) != 1:
        return None
    return tuple(shuffled(found, here.deck.seed, here.name(), name=lambda option: option.text))


def _source(here: _Item, text: str) -> str:
    """Where the sentences the item names have a text."""
    own = (piece for piece in _evidence(here) if piece.lang == here.learned)
    return next((f"{piece.lang}/{piece.seg}" for piece in own if find_words(piece.text, text, piece.lang)), "")


# --- kinds


def _choice(here: _Item) -> Exercise | None:
    if here.item.get("type") in ODD:
        return _odd(here)
    shown, options = _shown(here), _options(here)
    if shown is None or options is None:
        return None
    key = next(option.text for option in options if option.key)
    made = _made(here, "tf" if len(options) == 2 else "choice", key, shown, _("Which one is right?"))
    return made and replace(made, options=options, accept=here.typed(here.item.answers))


def _odd(here: _Item) -> Exercise | None:
    choices = shuffled(here.item.choices, here.deck.seed, here.name(), name=lambda choice: str(choice.wording.versions))
    both = [(choice.wording.of(here.known), choice.wording.of(here.learned)) for choice in choices]
    pairs = tuple((left, right) for left, right in both if left is not None and right is not None)
    if here.one or len(pairs) < len(both):
        return None
    index = next(number for number, choice in enumerate(choices) if choice.key)
    made = _made(here, "odd", pairs[index][1], (), _("Which pair does not match?"))
    return made and replace(made, pairs=pairs, key_index=index)


def _cloze(here: _Item) -> list[Exercise]:
    lines = here.lines(here.learned)
    gaps = [gap for line in lines for gap in line.gaps]
    if not gaps:
        return []
    key = gaps[0].answer
    if here.item.get("type") in POINT:
        made = _point(here, lines, key)
        return [made] if made is not None else []
    prompt = _texts(lines, GAP) + ([] if here.one else _texts(here.lines(here.known)))
    accept = [text for gap in gaps for text in gap.accept] + list(here.typed(here.item.answers))
    hint = next((gap.hint for gap in gaps if gap.hint), "")
    asked = []
    if here.item.choices:
        options = _options(here)
        if options is not None and next(option.text for option in options if option.key) == key:
            kind: ExerciseType = "tf" if len(options) == 2 else "choice"
            made = _made(here, kind, key, prompt, _("Which word is missing?"), code=CHOSEN_GAP)
            asked += [replace(made, options=options)] if made else []
    if not here.item.choices or (here.item.kind == "cloze" and not here.item.get("type")):
        made = _made(here, "cloze", key, prompt, _("Type the missing word."))
        asked += [replace(made, id=made.id + TYPED) if here.item.choices else made] if made else []
    accept = [text for text in dict.fromkeys(accept) if text != key]
    return [replace(exercise, accept=tuple(accept), help=hint or exercise.help) for exercise in asked]


def _point(here: _Item, lines: Sequence[Prompt], key: str) -> Exercise | None:
    """The word of the learned line that has a gap is to be found in it."""
    put = wording(here.item.get("put"), here.deck.langs).of(here.learned) if here.item.get("put") else None
    line = next(line for line in lines if line.gaps)
    shown = [] if here.one else here.lines(here.known)
    if not shown or (not put if here.item.get("type") == "V11" else not any(other.lit_in() for other in shown)):
        return None
    sentence = line.text(put)
    start = sum(len(piece) for piece in line.pieces[:1] if isinstance(piece, str))
    spots = usual_spots(sentence, here.learned)
    index = next((number for number, spot in enumerate(spots) if (spot.start, spot.text) == (start, put or key)), None)
    if index is None:
        return None
    standing = _("Which word says what the lit word says?") if put is None else _(
        "One word is wrong: which one does not say what the other sentence says?")  # fmt: skip
    made = _made(here, "point", put or key, _texts(shown), standing)
    return made and replace(
        made, tokens=spots, key_index=index, pointed=sentence, correction=key if put is not None else ""
    )


def _typed(here: _Item) -> Exercise | None:
    shown, answers = _shown(here), here.typed(here.item.answers)
    own = here.item.get("type") == SELF_GRADED
    if shown is None or not (answers or (own and not here.item.answers)):
        return None
    made = _made(here, "typed", answers[0] if answers else "", shown, _("Type the answer."))
    if made is None:
        return None
    return replace(made, accept=answers[1:], key=made.key or made.note)


def _tf(here: _Item) -> Exercise | None:
    lines = here.lines(here.learned)
    if not lines:
        return None
    words = words_of_tf()
    right = words[here.item.choices[0].wording.of("") or SAID]
    options = tuple(Option(shown, here.learned, shown == right, "") for shown in words.values())
    made = _made(here, "tf", right, _texts(lines), _("Does the article say this?"))
    return made and replace(made, options=options)


def _match(here: _Item) -> Exercise | None:
    pairs = tuple(pair for side in here.item.sides if (pair := _sides(here, side)) is not None)
    if len(pairs) < SIDES[0]:
        return None
    rights = shuffled([right for _left, right in pairs], here.deck.seed, here.name())
    if rights == [right for _left, right in pairs]:
        rights = [*rights[1:], *rights[:1]]  # chance had solved it
    made = _made(here, "match", board_key(pairs), _shown(here) or (), _("Which of these belong together?"))
    return made and replace(made, pairs=pairs, rights=tuple(rights))


def _sides(here: _Item, side: Wording) -> tuple[str, str] | None:
    if side.languages:
        left, right = side.of(here.known), side.of(here.learned)
        return (left, right) if left is not None and right is not None and not here.one else None
    (_none, left), (_none, right) = side.versions
    langs = here.deck.langs
    if len(langs) == 2 and not here.item.get("lang"):
        if (here.learned, here.known) == langs:
            return right, left
        return (left, right) if (here.known, here.learned) == langs else None
    return (left, right) if here.default in ("", here.learned) else None


def _order(here: _Item) -> Exercise | None:
    units = tuple(text for unit in here.item.units if (text := here.said(unit)) is not None)
    shown = _shown(here)
    if shown is None or not UNITS[0] <= len(units) <= UNITS[1]:
        return None
    made = _made(here, "order", " / ".join(units), shown, _("In which order does the article say this?"))
    return made and replace(made, order=units, tiles=_mixed(here, units, units))


def _tiles(here: _Item) -> Exercise | None:
    order = tuple(text for unit in here.item.units if (text := here.said(unit)) is not None)
    foreign = [text for choice in here.item.choices if (text := here.said(choice.wording)) is not None]
    # In the same language the sentence itself would be the answer.
    shown = [] if here.one else _texts(here.lines(here.known))
    if len(order) < PIECES or (here.item.prompts and not shown and not here.one):
        return None
    standing = _("Put the pieces in order; some of them do not belong.") if foreign else _("Put the pieces in order.")
    key = (" " if has_word_spaces(here.learned) else "").join(order)
    made = _made(here, "tiles", key, shown, standing)
    return made and replace(made, order=order, tiles=_mixed(here, [*order, *foreign], order))


def _mixed(here: _Item, pieces: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    numbers = shuffled(range(len(pieces)), here.deck.seed, here.name(), name=lambda n: f"{n}:{pieces[n]}")
    mixed = [pieces[number] for number in numbers]
    if [piece for piece in mixed if piece in order] == list(order):
        mixed = [*mixed[1:], mixed[0]] if mixed[0] in order else mixed[::-1]  # chance had solved it
    return tuple(mixed)


def _sort(here: _Item) -> Exercise | None:
    groups = []
    for group in here.item.groups:
        heading = here.said(group.heading)
        phrases = tuple(text for phrase in group.phrases if (text := here.said(phrase)) is not None)
        if heading is not None and phrases:
            groups.append((heading, phrases))
    shown = _shown(here)
    if shown is None or len(groups) < GROUPS[0]:
        return None
    key = "; ".join(f"{heading}: {', '.join(phrases)}" for heading, phrases in groups)
    made = _made(here, "sort", key, shown, _("Under which heading does each of these belong?"))
    phrases = tuple(phrase for _heading, under in groups for phrase in under)
    return made and replace(made, groups=tuple(groups), tiles=_mixed(here, phrases, phrases))


_MAKERS = {
    "choice": _choice,
    "typed": _typed,
    "tf": _tf,
    "match": _match,
    "order": _order,
    "sort": _sort,
    "tiles": _tiles,
}
