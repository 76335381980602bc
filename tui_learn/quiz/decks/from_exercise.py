"""From a generated question to an item of a deck, from which the same question can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import cast

from tui_learn.i18n import gettext as _
from tui_learn.quiz.decks.faults import check_item
from tui_learn.quiz.decks.items import Answers, Choice, DeckItem, Fields, Gap, Group, Kind, Lit, Piece, Prompt, Wording
from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.decks.spots import spots_fields
from tui_learn.quiz.decks.to_exercise import derived_evidence, exercise_of, key_of, statement_of, words_of_tf
from tui_learn.quiz.decks.writing import write_item
from tui_learn.quiz.exercise import GAP, Exercise, Option, Text

TITLE_WORDS = 6


class NotWritable(Exception):
    """A question that a deck has no form for; the message says which part of it."""


def item_of(exercise: Exercise) -> DeckItem:
    """A question as an item. Raises ``NotWritable`` where reading it back would not give the same question."""
    kind = _kind(exercise)
    item = DeckItem(
        kind,
        _title(exercise),
        prompts=_prompts(exercise, kind),
        question=Wording((("", exercise.question),) if exercise.question else ()),
        choices=_choices(exercise, kind),
        answers=_answers(exercise, kind),
        near=(Answers((("", exercise.also),)),) if exercise.also else (),
        forms=(Answers((("", exercise.forms),)),) if exercise.forms else (),
        units=tuple(Wording((("", unit),)) for unit in exercise.order),
        sides=tuple(_side(exercise, pair) for pair in exercise.pairs) if exercise.type == "match" else (),
        groups=tuple(
            Group(Wording((("", heading),)), tuple(Wording((("", phrase),)) for phrase in phrases))
            for heading, phrases in exercise.groups
        ),
        notes=(Wording((("", exercise.note),)),) if exercise.note else (),
    )
    _refuse(exercise, item)
    item = replace(item, comment=_comment(exercise, item))
    _refuse(exercise, item)
    _prove(exercise, item)
    return item


def _refuse(exercise: Exercise, item: DeckItem) -> None:
    wrong = check_item(item)
    if wrong:
        raise NotWritable(f"{exercise.id}: {wrong[0][1]}")


def _prove(exercise: Exercise, item: DeckItem) -> None:
    """Read back what would be written, and compare."""
    found, wrong = parse_items(write_item(item), languages_of(exercise))
    if wrong or not found:
        raise NotWritable(f"{exercise.id}: {wrong[0][1] if wrong else item.title}")
    again = exercise_of(found[0])
    for field in fields(Exercise):
        if field.name != "deck" and getattr(again, field.name) != getattr(exercise, field.name):
            raise _unfit(exercise, field.name)


def languages_of(exercise: Exercise) -> tuple[str, ...]:
    """Every language that is in a question, known first."""
    found = [*exercise.pair.split(":"), exercise.key_lang]
    found += [text.lang for text in exercise.prompt]
    found += [option.lang for option in exercise.options]
    found += [sentence.lang for sentence in exercise.evidence]
    return tuple(dict.fromkeys(found))


def _unfit(exercise: Exercise, part: str) -> NotWritable:
    return NotWritable(_("{id}: its “{part}” has no place in a deck").format(id=exercise.id, part=part))


def _kind(exercise: Exercise) -> Kind:
    match exercise.type:
        case "tf" if _said_or_altered(exercise):
            return "tf"
        case "choice" | "tf":
            return "cloze" if _has_gap_of_its_own(exercise) else "choice"
        case "odd":
            return "choice"
        case "point" | "cloze":
            return "cloze"
    return cast(Kind, exercise.type)


def _said_or_altered(exercise: Exercise) -> bool:
    return {option.text for option in exercise.options} == set(words_of_tf().values()) and bool(exercise.prompt)


def _has_gap_of_its_own(exercise: Exercise) -> bool:
    """Whether its options fill gaps of lines in their language, one each."""
    gapped = [piece for piece in exercise.prompt if GAP in piece.text]
    return bool(gapped) and all(piece.lang == exercise.key_lang and piece.text.count(GAP) == 1 for piece in gapped)


def _title(exercise: Exercise) -> str:
    shown = [piece.text for piece in exercise.prompt if piece.lang == exercise.key_lang]
    shown += [piece.text for piece in exercise.prompt] + [exercise.sentence, exercise.key]
    words = next((text for text in shown if text.strip()), exercise.code).replace(GAP, "…").split()
    return " ".join(words[:TITLE_WORDS]) + (" …" if len(words) > TITLE_WORDS else "")


def _prompts(exercise: Exercise, kind: Kind) -> tuple[Prompt, ...]:
    lines = []
    with_gap = kind == "cloze" and exercise.type != "point"
    first = True
    for piece in exercise.prompt:
        gap: Gap | None = None
        if with_gap and piece.lang == exercise.key_lang and GAP in piece.text:
            gap = Gap(exercise.key, exercise.accept if first else (), exercise.help if first else "")
            first = False
        lines.append(Prompt(piece.lang, _pieces(piece, gap)))
    if exercise.type == "point":
        lines.append(_pointed_line(exercise))
    return tuple(lines)


def _pieces(piece: Text, gap: Gap | None) -> tuple[Piece, ...]:
    marks: list[tuple[int, int, Piece]] = []
    if piece.marked is not None:
        start, end = piece.marked
        marks.append((start, end, Lit(piece.text[start:end])))
    if gap is not None:
        at = piece.text.index(GAP)
        marks.append((at, at + len(GAP), gap))
    return _cut(piece.text, marks)


def _cut(text: str, marks: Sequence[tuple[int, int, Piece]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    place = 0
    for start, end, mark in sorted(marks, key=lambda found: found[:2]):
        pieces += [text[place:start], mark]
        place = end
    return tuple(piece for piece in [*pieces, text[place:]] if piece != "")


def _pointed_line(exercise: Exercise) -> Prompt:
    index = exercise.key_index
    if index is None or not 0 <= index < len(exercise.tokens):
        raise _unfit(exercise, "key_index")
    spot = exercise.tokens[index]
    gap = Gap(exercise.correction or exercise.key)
    return Prompt(exercise.key_lang, _cut(exercise.sentence, [(spot.start, spot.end, gap)]))


def _choices(exercise: Exercise, kind: Kind) -> tuple[Choice, ...]:
    if exercise.type == "odd":
        known, _colon, learned = exercise.pair.partition(":")
        return tuple(
            Choice(number == exercise.key_index, Wording(((known, left), (learned, right))))
            for number, (left, right) in enumerate(exercise.pairs)
        )
    if kind == "tf":
        word = next(word for word, shown in words_of_tf().items() if shown == exercise.key)
        return (Choice(True, Wording((("", word),))),)
    if exercise.type == "tiles":
        return tuple(Choice(False, Wording((("", tile),))) for tile in _foreign(exercise))
    return tuple(Choice(option.key, _option(exercise, option)) for option in _key_first(exercise))


def _option(exercise: Exercise, option: Option) -> Wording:
    return Wording(((option.lang if option.lang != exercise.key_lang else "", option.text),))


def _key_first(exercise: Exercise) -> list[Option]:
    return sorted(exercise.options, key=lambda option: not option.key)


def _foreign(exercise: Exercise) -> list[str]:
    """The pieces that do not belong, in the order in which they are shown."""
    own = list(exercise.order)
    foreign = []
    for tile in exercise.tiles:
        if tile in own:
            own.remove(tile)
        else:
            foreign.append(tile)
    return foreign


def _answers(exercise: Exercise, kind: Kind) -> tuple[Answers, ...]:
    if exercise.type == "typed":
        return (Answers((("", (exercise.key, *exercise.accept)),)),)
    if exercise.accept and kind != "cloze":
        return (Answers((("", exercise.accept),)),)
    return ()


def _side(exercise: Exercise, pair: tuple[str, str]) -> Wording:
    known, _colon, learned = exercise.pair.partition(":")
    return Wording(tuple(zip((known, learned) if known != learned else ("", ""), pair, strict=True)))


def _comment(exercise: Exercise, item: DeckItem) -> Fields:
    found = [
        ("id", exercise.id),
        ("type", exercise.code),
        ("pair", exercise.pair),
        ("lang", exercise.key_lang),
        ("ev", ", ".join(f"{piece.lang}/{piece.seg}" for piece in exercise.evidence)),
        ("proof", ",".join(exercise.proof)),
        ("diff", f"{exercise.difficulty:g}"),
        ("seg", f"{exercise.key_segments}/{exercise.segments}"),
        ("shown", " ".join(map(str, _shown(exercise, item)))),
        ("src", ", ".join(_sources(exercise, item))),
    ]
    if exercise.type == "point":
        found += spots_fields(exercise)
    if exercise.correction:
        found.append(("put", exercise.key))
    found += [("starts", exercise.starts)]
    if exercise.help and not (item.prompts and any(prompt.gaps for prompt in item.prompts)):
        found.append(("help", exercise.help))
    if exercise.swap is not None:
        found += [("from", exercise.swap.taken), ("to", exercise.swap.put)]
    found = [(key, value) for key, value in found if value]
    key = key_of(replace(item, comment=tuple(found)), exercise.type)
    if key != exercise.key:
        found.append(("key", exercise.key))
    found.append(("target", exercise.target))
    if exercise.lexeme:
        found.append(("lexeme", exercise.lexeme))
    if exercise.swap is not None:
        if exercise.swap.statement != statement_of(exercise.prompt):
            found.append(("statement", exercise.swap.statement))
        found += [("other", text) for text in exercise.swap.others]
    derived = derived_evidence(replace(item, comment=tuple(found)))
    for piece in exercise.evidence:
        place = f"{piece.lang}/{piece.seg}"
        if derived.get(place) != piece.text:
            found.append((place, piece.text))
    found += [("scope", text) for text in exercise.scope]
    return tuple(found)


def _shown(exercise: Exercise, item: DeckItem) -> list[int]:
    """The order in which the lines of an item are shown: their numbers, from 1."""
    match exercise.type:
        case "choice" | "tf":
            if item.kind == "tf":
                return [list(words_of_tf().values()).index(option.text) + 1 for option in exercise.options]
            return _places([option.text for option in exercise.options], [o.text for o in _key_first(exercise)])
        case "tiles":
            return _places(exercise.tiles, [*exercise.order, *_foreign(exercise)])
        case "order":
            return _places(exercise.tiles, exercise.order)
        case "sort":
            return _places(exercise.tiles, [phrase for _heading, phrases in exercise.groups for phrase in phrases])
        case "match":
            return _places(exercise.rights, [right for _left, right in exercise.pairs])
    return []


def _places(shown: Sequence[str], lines: Sequence[str]) -> list[int]:
    """Where each text that is shown stands among the lines, from 1; each line is taken once."""
    free: dict[str, list[int]] = {}
    for number, line in enumerate(lines, start=1):
        free.setdefault(line, []).append(number)
    return [free[text].pop(0) for text in shown if free.get(text)]


def _sources(exercise: Exercise, item: DeckItem) -> list[str]:
    options = exercise.options if item.kind == "tf" else _key_first(exercise)
    sources = [option.src for option in options]
    return [source or "-" for source in sources] if any(sources) else []
