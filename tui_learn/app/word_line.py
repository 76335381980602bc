"""What the foot of the reader says of the word and of the sentence under the cursor. No drawing here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from tui_learn.app.cells import fit, width_of
from tui_learn.app.page import DOUBTFUL, Page, Position, SideName
from tui_learn.app.status_words import status_words
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.text.clean import clean_line
from tui_learn.text.fold import lower
from tui_learn.text.languages import language_name

if TYPE_CHECKING:
    from tui_learn.app.word_marks import Said
    from tui_learn.bitext.glossary import Glossary, GlossaryPair
    from tui_learn.bitext.word_links import SpanLink, Strength, Word

Run = tuple[str, Literal["word", "answer", "quiet"]]
"""A piece of the line, and how it is shown."""

SIGNS: dict[Strength, str] = {"sure": "=", "likely": "≈", "faint": "?"}
"""What stands before a translation, by how sure it is."""
OWN = "✎"
"""What stands before a meaning the learner wrote."""
_SETTLED = {"confirmed": "✓", "struck": "✗"}
"""What stands there when the learner has decided."""
_LONGEST = 40
"""Characters of a name or a form that the program itself has not made."""
_OTHERS = 2
"""Further translations that are named."""


# --- words


def strength_name(strength: Strength) -> str:
    """How sure something is, in a word."""
    return {"sure": _("sure"), "likely": _("likely"), "faint": _("faint")}[strength]


def strength_of(confidence: float) -> Strength:
    """How sure a confidence is shown to be: as for links."""
    from tui_learn.bitext.word_links import LIKELY, SURE

    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "faint"


def evidence_words(pair: GlossaryPair) -> list[str]:
    """Why a pair is believed, the most telling first."""
    found: dict[str, list[str]] = {}
    for token in pair.evidence:
        kind, _colon, value = token.partition(":")
        found.setdefault(kind, []).append(clean_line(value)[:_LONGEST])
    said: list[str] = []
    if pair.languages and pair.agreeing:
        agree = ngettext(
            "{count} of {all} other language agrees", "{count} of {all} other languages agree", pair.languages
        )
        said.append(agree.format(count=pair.agreeing, all=pair.languages))
    said += [_("seen {count}x").format(count=count) for count in found.pop("repeated", [])]
    said += [_("dictionary {name}").format(name=name) for name in found.pop("dictionary", [])]
    if found.pop("curated", None):
        said.append(_("in a checked list"))
    if found.pop("cognate", None):
        said.append(_("looks alike"))
    if languages := found.pop("via", None):
        said.append(_("via {languages}").format(languages=", ".join(languages)))
    if languages := found.pop("pivot", None):
        said.append(_("dictionaries through {languages}").format(languages=", ".join(languages)))
    known = {"confirmed", "struck"}
    # Of a later version, perhaps: better told as it is than not at all.
    others = [clean_line(f"{kind} {value}") for kind, values in found.items() if kind not in known for value in values]
    return [*said, *(other[:_LONGEST].rstrip() for other in others), *verdict_words(pair)]


def verdict_words(pair: GlossaryPair) -> list[str]:
    """What the learner said of a pair."""
    verdict: str = pair.verdict or next((token for token in pair.evidence if token in ("confirmed", "struck")), "")
    return [_("settled by you")] if verdict == "confirmed" else [_("struck by you")] if verdict == "struck" else []


def form_words(word: Word, language: str) -> str:
    """A word as it stands, and its dictionary form, marked as a guess, where that is another."""
    if not word.lexeme or lower(word.text, language) == lower(word.lexeme, language):
        return word.text
    return f"{word.text} → ~{word.lexeme}"


def other_side(side: SideName) -> SideName:
    """The side across."""
    return "right" if side == "left" else "left"


def own_form(pair: GlossaryPair, side: SideName) -> str:
    """The dictionary form of a pair on a side."""
    return pair.left if side == "left" else pair.right


def pairs_of(glossary: Glossary, side: SideName, lexeme: str, links: Iterable[SpanLink | None]) -> list[GlossaryPair]:
    """The pairs of some links and of a dictionary form, those of the links first and those the learner struck last."""
    linked = [glossary.of_link(link) for link in links if link is not None]
    # By their forms, which tell pairs apart: as values they would be compared with all their places.
    found = {(p.left, p.right): p for p in (*linked, *glossary.of(side, lexeme)) if p is not None}
    return sorted(found.values(), key=lambda pair: pair.verdict == "struck")


def pair_here(page: Page, position: Position) -> GlossaryPair | None:
    """The pair that the word line shows first: of the link under the cursor, else the best one of the word."""
    word = page.word(position)
    if page.glossary is None or word is None:
        return None
    return next(iter(pairs_of(page.glossary, position.side, word.lexeme, [page.link(position)])), None)


def answer_words(pair: GlossaryPair, side: SideName, lexeme: str) -> str:
    """A translation with the mark of its strength; what it translates too, where that is a phrase."""
    sign = _SETTLED.get(pair.verdict) or SIGNS[strength_of(pair.confidence)]
    own = own_form(pair, side)
    said = f"{sign} {own_form(pair, other_side(side))}"
    return said if own == lexeme else f"{own} {said}"


def said_words(said: Said | None) -> tuple[list[str], list[str]]:
    """What the learner wrote and said of a word: the meaning, and the facts."""
    if said is None:
        return [], []
    facts = [said.third, said.term_words, status_words(said.status), fit(said.own.note, _LONGEST)]
    return [f"{OWN} {said.own.meaning}"] if said.own.meaning else [], [fact for fact in facts if fact]


def word_runs(
    page: Page,
    position: Position,
    width: int,
    note: str = "",
    said: Said | None = None,
    *,
    hint: str = "",
    frequency: str = "",
) -> list[Run]:
    """What is known of the word at a position, in at most so many cells; ``note`` says why nothing is known yet.

    What was ``said`` of it by the learner comes first, and a ``hint``; how frequent it is comes last.
    """
    word = page.word(position)
    if word is None:
        return _cut([(note, "quiet")], width)
    head: Run = (form_words(word, page.edition(position.side).language), "word")
    own, facts = said_words(said)
    facts = [hint, *facts] if hint else facts
    last = [frequency] if frequency else []
    if page.glossary is None:
        told = _places_words(page, position, word) if page.one_sided else note
        return _cut(_joined(head, own, [*facts, *([told] if told else []), *last]), width)
    link = page.link(position)
    pairs = pairs_of(page.glossary, position.side, word.lexeme, [link])
    if not pairs:
        told = _link_words(page, position.side, link)
        answers = [*own, told] if told else own
        return _cut(_joined(head, answers, [*([] if answers else [_("no answer found")]), *facts, *last]), width)
    best, *others = [*own, *(answer_words(pair, position.side, word.lexeme) for pair in pairs[: 1 + _OTHERS])]
    settled = verdict_words(pairs[0])
    evidence = [*facts, *settled, *(words for words in evidence_words(pairs[0]) if words not in settled)]
    chosen_others, chosen_evidence, chosen = 0, 0, [head, (best, "answer")]
    while True:  # by turns, as long as there is room
        before = chosen_others, chosen_evidence
        for more_others, more_evidence in ((0, 1), (1, 0)):
            tried = min(len(others), chosen_others + more_others), min(len(evidence), chosen_evidence + more_evidence)
            runs = _joined(head, [best, *others[: tried[0]]], evidence[: tried[1]])
            if _cells(runs) <= width:
                (chosen_others, chosen_evidence), chosen = tried, runs
        if (chosen_others, chosen_evidence) == before:
            break
    for count in (chosen_evidence, chosen_evidence - 1):  # the least of the evidence gives way
        runs = _joined(head, [best, *others[:chosen_others]], [*evidence[: max(0, count)], *last])
        if last and _cells(runs) <= width:
            return runs
    return _cut(chosen, width)


def _joined(head: Run, answers: Sequence[str], evidence: Sequence[str]) -> list[Run]:
    runs: list[Run] = [head, (" · ".join(answers), "answer")] if answers else [head]
    return [*runs, (" · ".join(evidence), "quiet")] if evidence else runs


def _places_words(page: Page, position: Position, word: Word) -> str:
    words = page.words(position.side)
    assert words is not None
    count = len(words.of_lexeme[word.lexeme])
    return ngettext("{count} place in the text", "{count} places in the text", count).format(count=count)


def _link_words(page: Page, side: SideName, link: SpanLink | None) -> str:
    """The words that answer as they stand, where the glossary has nothing of them."""
    words = page.words(other_side(side))
    if link is None or words is None:
        return ""
    numbers = link.right if side == "left" else link.left
    return f"{SIGNS[link.strength]} {' '.join(words.words[number].text for number in numbers)}"


def _cells(runs: Sequence[Run]) -> int:
    return sum(width_of(text) for text, _how in runs) + 3 * max(0, len(runs) - 1)


def _cut(runs: Sequence[Run], width: int) -> list[Run]:
    """The runs that say something, the last one cut where there is no room; three cells between them."""
    kept: list[Run] = []
    used = 0
    for text, how in runs:
        gap = 3 if kept else 0
        if not text or used + gap >= width:
            continue
        shown = fit(text, width - used - gap)
        kept.append((shown, how))
        used += gap + width_of(shown)
        if shown != text:
            break
    return kept


# --- sentences


def sentence_facts(page: Page, position: Position, can_undo: bool = False) -> list[str]:
    """Everything to know of the sentence at a position."""
    side, answers, sure = page.counterpart(position)
    edition = page.edition(position.side)
    number = _("sentence {number} of {count}").format(number=position.sentence + 1, count=len(edition.sentences))
    facts = [number, f"{edition.language}/{page.sentence(position).id}"]
    if page.one_sided:
        return facts
    note = page.note(position.side, position.sentence)
    if not answers:
        other = language_name(page.edition(side).language)
        facts.append(_("nothing answers this in {language}").format(language=other))
    if note == "repaired":
        facts.append(_("✓ settled by you"))
    elif note == "doubtful":
        facts.append(_("? doubtful"))
    elif answers and sure < DOUBTFUL:
        facts.append(_("the counterpart is uncertain"))
    if note:
        facts.append(_("m merge · s split · d unlink"))
    if note and can_undo:
        facts.append(_("u undo"))
    return facts


def short_facts(page: Page, position: Position) -> list[str]:
    """The same in as few words as can be, the longest first: where the word needs the room."""
    count = f"{position.sentence + 1}/{len(page.edition(position.side).sentences)}"
    note = page.note(position.side, position.sentence)
    _side, answers, sure = page.counterpart(position)
    if page.one_sided:
        return [count]
    if note == "repaired":
        return [f"{count} {_('✓ settled by you')}", f"{count} ✓"]
    if note == "doubtful":
        return [f"{count} {_('? doubtful')}", f"{count} ?"]
    if not answers:
        return [f"{count} {_('✗ nothing answers it')}", f"{count} ✗"]
    return [f"{count} {_('┊ uncertain')}", f"{count} ┊"] if sure < DOUBTFUL else [count]


def one_row(
    page: Page,
    position: Position,
    width: int,
    note: str = "",
    can_undo: bool = False,
    said: Said | None = None,
    *,
    hint: str = "",
    frequency: str = "",
) -> list[Run]:
    """Word and sentence on one line of so many cells: the sentence on the right, as much of it as the word leaves."""
    full = " · ".join(sentence_facts(page, position, can_undo))
    if page.word(position) is None and not note:
        return _cut([(full, "quiet")], width)

    def words(width: int) -> list[Run]:
        return word_runs(page, position, width, note, said, hint=hint, frequency=frequency)

    wanted = min(_cells(words(3 * width)[:2]), 3 * width // 5)
    for right in (full, *short_facts(page, position)):
        room = width - width_of(right) - 3
        if room >= wanted and width >= 20:
            runs = words(room)
            gap = room - _cells(runs)
            return [*runs, (" " * gap + right, "quiet")]
    return words(width)
