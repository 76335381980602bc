"""From an item of a deck that was made from a generated question back to that question.

Such an item names its ``pair`` in its comment. It is asked as it stands, in that pair only; what Markdown has no
natural place for stands in the comment. The documentation of decks lists the keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from tui_learn.i18n import gettext as _
from tui_learn.quiz.decks.faults import listed
from tui_learn.quiz.decks.items import ALTERED, SAID, DeckItem, Gap, Prompt, Wording
from tui_learn.quiz.decks.spots import parse_spots
from tui_learn.quiz.exercise import GAP, Code, Evidence, Exercise, ExerciseType, Option, Swap, Text, board_key
from tui_learn.quiz.seeded import shuffled

ODD = ("V13", "C16")
"""Kinds in which a pair does not match."""
POINT = ("V4", "V11")
"""Kinds in which a word is to be found in its sentence."""


def is_exact(item: DeckItem) -> bool:
    """Whether an item is a generated question that is asked as it stands."""
    return bool(item.get("pair"))


def words_of_tf() -> dict[str, str]:
    """The options of a ``tf`` as they are shown, by what stands for them in decks."""
    return {SAID: _("said"), ALTERED: _("altered")}


def statement_of(prompt: Sequence[Text]) -> str:
    """The statement a question shows."""
    return prompt[-1].text if prompt else ""


def exercise_of(item: DeckItem, *, seed: int = 0, deck: str = "") -> Exercise:
    """The question an item was made from. What is missing because somebody has edited it is made up for.

    Raises ``ValueError`` where that cannot be.
    """
    code, pair = cast(Code, item.get("type")), item.get("pair")
    known, colon, learned = pair.partition(":")
    if not (code and colon and known and learned):
        raise ValueError(_('an item with "pair:" needs a "type:" and a pair such as fi:sv'))
    kind = _type(item)
    lang = item.get("lang") or learned
    prompt = tuple(_text(line) for line in item.prompts if not (kind == "point" and line.gaps))
    gaps = [gap for line in item.prompts for gap in line.gaps]
    options = _options_of(item, kind, lang, seed)
    pairs = _pairs_of(item, kind, known, learned)
    order = tuple(_said(unit, lang) for unit in item.units)
    groups = tuple(
        (_said(group.heading, lang), tuple(_said(phrase, lang) for phrase in group.phrases)) for group in item.groups
    )
    key_segments, segments = _counts(item.get("seg"))
    made = Exercise(
        id=item.id,
        code=code,
        type=kind,
        pair=pair,
        question=item.question.of("") or "",
        prompt=prompt,
        key=item.get("key") or key_of(item, kind),
        key_lang=lang,
        evidence=_evidence(item),
        proof=tuple(listed(item.get("proof"))),
        segments=segments,
        key_segments=key_segments,
        difficulty=float(item.get("diff") or 0),
        target=item.get("target") or item.id,
        accept=_accept(item, gaps, lang),
        forms=tuple(text for line in item.forms for text in line.of(lang)),
        also=tuple(text for line in item.near for text in line.of(lang)),
        options=options,
        order=order,
        pairs=pairs,
        groups=groups,
        scope=item.all("scope"),
        swap=_swap(item, prompt),
        starts=item.get("starts"),
        note=" ".join(note.of(known, learned) or "" for note in item.notes),
        help=next((gap.hint for gap in gaps if gap.hint), "") or item.get("help"),
        deck=deck,
        lexeme=item.get("lexeme"),
    )
    return _with_shown(made, item, seed)


def _type(item: DeckItem) -> ExerciseType:
    code = item.get("type")
    match item.kind:
        case "choice" if code in ODD:
            return "odd"
        case "choice" | "cloze" if item.choices:
            return "tf" if len(item.choices) == 2 else "choice"
        case "cloze":
            return "point" if code in POINT else "cloze"
        case "pair":
            raise ValueError(_("a pair of words is no question"))
    return cast(ExerciseType, item.kind)


def _text(line: Prompt) -> Text:
    return Text(line.lang, line.text(GAP), line.lit_in(GAP))


def _said(wording: Wording, lang: str) -> str:
    return wording.of(lang) or next((text for _language, text in wording.versions), "")


def _options_of(item: DeckItem, kind: ExerciseType, lang: str, seed: int) -> tuple[Option, ...]:
    if kind not in ("choice", "tf"):
        return ()
    sources = ["" if source == "-" else source for source in listed(item.get("src"))]
    if item.kind == "tf":
        said = _said(item.choices[0].wording, lang)
        options = [Option(shown, lang, word == said, "") for word, shown in words_of_tf().items()]
    else:
        options = []
        for choice in item.choices:
            ((language, text), *_others) = choice.wording.versions
            options.append(Option(text, language or lang, choice.key, ""))
    shown = _order_shown(item, [option.text for option in options], seed)
    if item.kind != "tf" and len(sources) == len(options):
        options = [replace(option, src=source) for option, source in zip(options, sources, strict=True)]
    mixed = [options[number] for number in shown]
    if item.kind == "tf" and len(sources) == len(options):
        mixed = [replace(option, src=source) for option, source in zip(mixed, sources, strict=True)]
    return tuple(mixed)


def _order_shown(item: DeckItem, lines: Sequence[str], seed: int) -> list[int]:
    """The order in which lines are shown, from 0: what the comment says, or a shuffled one."""
    numbers = [int(part) - 1 for part in item.get("shown").split() if part.isascii() and part.isdigit()]
    if sorted(numbers) == list(range(len(lines))):
        return numbers
    return shuffled(range(len(lines)), seed, item.id, name=lambda number: f"{lines[number]}\x1f{number}")


def _pairs_of(item: DeckItem, kind: ExerciseType, known: str, learned: str) -> tuple[tuple[str, str], ...]:
    if kind == "odd":
        return tuple((choice.wording.of(known) or "", choice.wording.of(learned) or "") for choice in item.choices)
    return tuple(sides_of(side, known, learned) for side in item.sides)


def sides_of(side: Wording, known: str, learned: str) -> tuple[str, str]:
    """Left and right of a line of a match."""
    if not side.languages:
        (_none, left), (_none, right) = side.versions
        return left, right
    return side.of(known) or "", side.of(learned) or ""


def _counts(value: str) -> tuple[int, int]:
    key_segments, _slash, segments = value.partition("/")
    numbers = [int(part) if part.isascii() and part.isdigit() else 0 for part in (key_segments, segments)]
    return numbers[0], numbers[1]


def _accept(item: DeckItem, gaps: Sequence[Gap], lang: str) -> tuple[str, ...]:
    typed = [text for line in item.answers for text in line.of(lang)]
    return tuple(text for gap in gaps for text in gap.accept) + tuple(typed[1:] if item.kind == "typed" else typed)


def _swap(item: DeckItem, prompt: Sequence[Text]) -> Swap | None:
    if not item.get("from"):
        return None
    statement = item.get("statement") or statement_of(prompt)
    return Swap(item.get("from"), item.get("to"), statement, item.all("other"))


def key_of(item: DeckItem, kind: ExerciseType) -> str:
    """The key as far as the lines say it."""
    lang = item.get("lang")
    known, _colon, learned = item.get("pair").partition(":")
    keys = [choice.wording for choice in item.choices if choice.key]
    match kind:
        case "tf" if item.kind == "tf":
            return words_of_tf()[_said(keys[0], lang)]
        case "choice" | "tf":
            return _said(keys[0], lang)
        case "odd":
            return keys[0].of(learned) or ""
        case "point":
            return item.get("put") or next(gap.answer for line in item.prompts for gap in line.gaps)
        case "cloze":
            return next(gap.answer for line in item.prompts for gap in line.gaps)
        case "typed":
            return next(iter(item.answers[0].of(lang)), "") if item.answers else ""
        case "tiles":
            return " ".join(_said(unit, lang) for unit in item.units)
        case "order":
            return " / ".join(_said(unit, lang) for unit in item.units)
        case "match":
            return board_key(_pairs_of(item, kind, known, learned))
        case "sort":
            return "; ".join(
                f"{_said(group.heading, lang)}: {', '.join(_said(phrase, lang) for phrase in group.phrases)}"
                for group in item.groups
            )


def derived_evidence(item: DeckItem) -> dict[str, str]:
    """Sentences the key rests on that stand in the item anyway: a line with its gap filled, an option, the key."""
    found: dict[str, str] = {}
    places = listed(item.get("ev"))
    for place in places:
        lang = place.partition("/")[0]
        lines = [line for line in item.prompts if line.lang == lang]
        if sum(other.partition("/")[0] == lang for other in places) == 1 and len(lines) == 1:
            found[place] = lines[0].text()
    for source, choice in zip(listed(item.get("src")), item.choices, strict=False):
        if source in places:
            found.setdefault(source, choice.wording.versions[0][1])
    return found


def _evidence(item: DeckItem) -> tuple[Evidence, ...]:
    derived = derived_evidence(item)
    found = []
    for place in listed(item.get("ev")):
        lang, _slash, segment = place.partition("/")
        text = item.get(place) or derived.get(place, "")
        if segment and text:
            found.append(Evidence(lang, segment, text))
    return tuple(found)


def _with_shown(made: Exercise, item: DeckItem, seed: int) -> Exercise:
    """The same with what is shown in an order of its own."""
    lang = made.key_lang

    def mixed(lines: Sequence[str]) -> tuple[str, ...]:
        return tuple(lines[number] for number in _order_shown(item, lines, seed))

    match made.type:
        case "tiles":
            return replace(made, tiles=mixed([*made.order, *(_said(choice.wording, lang) for choice in item.choices)]))
        case "order":
            return replace(made, tiles=mixed(made.order))
        case "sort":
            return replace(made, tiles=mixed([phrase for _heading, phrases in made.groups for phrase in phrases]))
        case "match":
            return replace(made, rights=mixed([right for _left, right in made.pairs]))
        case "odd":
            return replace(made, key_index=next(n for n, choice in enumerate(item.choices) if choice.key))
        case "point":
            return _with_spots(made, item)
    return made


def _with_spots(made: Exercise, item: DeckItem) -> Exercise:
    line = next(line for line in item.prompts if line.gaps)
    put = item.get("put")
    before = line.pieces[0] if isinstance(line.pieces[0], str) else ""
    sentence = line.text(put or None)
    tokens = parse_spots(item, sentence, made.key_lang)
    index = next((number for number, spot in enumerate(tokens) if spot.start == len(before)), None)
    if index is None:
        raise ValueError(_("the word to be found is no word of its sentence"))
    return replace(
        made, tokens=tokens, key_index=index, pointed=sentence if put else "",
        correction=line.gaps[0].answer if put else "",
    )  # fmt: skip
