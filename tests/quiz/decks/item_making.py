"""Items of every kind with texts that are hard to write down."""

from __future__ import annotations

from hypothesis import strategies as st

from tui_learn.quiz.decks.items import (
    KINDS,
    Answers,
    Choice,
    DeckItem,
    Fields,
    Gap,
    Group,
    Lit,
    Piece,
    Prompt,
    Wording,
)  # fmt: skip
from tui_learn.text.clean import clean_text

LANGS = ("fi", "nb", "pt-BR", "ja")
_BITS = st.sampled_from([
    "::", " :: ", "{{", "}}", "{", "}", "[", "]", "|", " | ", "#", "## choice: x", "---", "\\", "\\\\", "`", "```",
    "*", "**", "***", ">", "<", "<!--", "-->", "--", ";", ":", "fi: ", "nb:", "note: ", "near: ", "form: ", "de: ",
    "CRM: ", "1. ", "2) ", "- ", "+ ", "- [x] ", "[x] ", "&#10;", "&amp;", "&", "\n", " ", "  ", "____", "_", "2:", "=",
    "==", "~~~", "~", "$", "\u00a0", "\u3000", "a", "word", "äiti", "Straße", "日本語。", "العربية", "हिन्दी", "\u0301",
    "\u0338", "a\u0301", "ﬁ", "\U0001f469\u200d\U0001f467", "\u200c", "İı",
])  # fmt: skip
texts = (
    st.lists(st.one_of(_BITS, _BITS, st.text(max_size=3)), min_size=1, max_size=6)
    .map(lambda bits: clean_text("".join(bits)))
    .filter(lambda text: text and clean_text(text) == text)
)
labels = st.sampled_from(LANGS)


@st.composite
def in_languages(draw: st.DrawFn) -> list[str]:
    """No language, or several, each once."""
    return draw(st.one_of(st.just([""]), st.lists(labels, min_size=1, max_size=3, unique=True)))


@st.composite
def wordings(draw: st.DrawFn) -> Wording:
    return Wording(tuple((language, draw(texts)) for language in draw(in_languages())))


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    versions = st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)
    return Answers(tuple((language, draw(versions)) for language in draw(in_languages())))


@st.composite
def terms(draw: st.DrawFn) -> Answers:
    words = texts.map(lambda text: " ".join(text.split()[:6])).filter(bool)
    versions = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
    languages = draw(st.lists(labels, min_size=2, max_size=3, unique=True))
    return Answers(tuple((language, draw(versions)) for language in languages))


@st.composite
def prompts(draw: st.DrawFn, gap: Gap | None = None) -> Prompt:
    pieces: list[Piece] = []
    shape = draw(st.lists(st.sampled_from(["text", "lit"]), min_size=1, max_size=4))
    if gap is not None:
        shape.insert(draw(st.integers(0, len(shape))), "gap")
    for kind in shape:
        if kind == "gap" and gap is not None:
            pieces.append(gap)
        elif kind == "lit":
            pieces.append(Lit(draw(texts)))
        elif not (pieces and isinstance(pieces[-1], str)):
            pieces.append(draw(texts))
    return Prompt(draw(labels), tuple(pieces))


@st.composite
def gaps(draw: st.DrawFn) -> Gap:
    first, *others = draw(st.lists(texts, min_size=1, max_size=3, unique=True))
    return Gap(first, tuple(others), draw(st.one_of(st.just(""), texts)))


@st.composite
def comments(draw: st.DrawFn) -> Fields:
    remarks = texts.filter(lambda text: bool(text.strip()))
    fields: list[tuple[str, str]] = [("id", draw(st.sampled_from(["a", "b-1", "äiti.2"])))]
    for _number in range(draw(st.integers(0, 4))):
        key = draw(st.sampled_from(["", "x", "made", "scope", "fi/b1s2", "other-key", "target"]))
        fields.append((key, draw(remarks if not key else st.one_of(st.just(""), texts))))
    return tuple(fields)


@st.composite
def items(draw: st.DrawFn) -> DeckItem:
    """An item without errors."""
    kind = draw(st.sampled_from(KINDS))
    several = {"min_size": 3, "max_size": 5}
    choices: list[Choice] = []
    shown = draw(st.lists(prompts(), max_size=3))
    question = draw(wordings())
    if kind == "choice":
        choices = [Choice(number == 0, draw(wordings())) for number in range(draw(st.integers(2, 4)))]
    elif kind == "tf":
        choices = [Choice(True, Wording((("", draw(st.sampled_from(["said", "altered"]))),)))]
        shown.append(draw(prompts()))
    elif kind == "cloze":
        gap = draw(gaps())
        shown = [p for p in shown if p.lang != "fi"]
        shown.append(Prompt("fi", draw(prompts(gap)).pieces))
        if draw(st.booleans()):
            choices = [Choice(True, Wording((("fi", gap.answer),))), Choice(False, draw(wordings()))]
    elif kind == "tiles":
        choices = [Choice(False, draw(wordings()))]
    rest = st.lists(st.sampled_from(["### A note", "```\n## choice: no\n```", "---", "~~~~\n```\n~~~~"]), max_size=2)
    return DeckItem(
        kind,
        draw(texts),
        comment=draw(comments()),
        prompts=tuple(shown),
        question=question,
        choices=tuple(choices),
        answers=(draw(terms()),) if kind == "pair"
        else tuple(draw(st.lists(answers(), min_size=1, max_size=2))) if kind == "typed"
        else tuple(draw(st.lists(answers(), max_size=1))) if kind in ("choice", "cloze")
        else (),
        near=tuple(draw(st.lists(answers(), max_size=1))) if kind in ("choice", "cloze", "typed") else (),
        forms=tuple(draw(st.lists(answers(), max_size=1))) if kind in ("choice", "cloze", "typed") else (),
        units=tuple(draw(st.lists(wordings(), **several))) if kind in ("order", "tiles") else (),
        sides=tuple(draw(st.lists(two_sides(), **several))) if kind == "match" else (),
        groups=tuple(draw(st.lists(groups(), min_size=2, max_size=3))) if kind == "sort" else (),
        notes=tuple(draw(st.lists(wordings(), max_size=2))),
        rest=tuple(draw(rest)),
    )  # fmt: skip


@st.composite
def two_sides(draw: st.DrawFn) -> Wording:
    if draw(st.booleans()):
        return Wording((("", draw(texts)), ("", draw(texts))))
    languages = draw(st.lists(labels, min_size=2, max_size=3, unique=True))
    return Wording(tuple((language, draw(texts)) for language in languages))


@st.composite
def groups(draw: st.DrawFn) -> Group:
    return Group(draw(wordings()), tuple(draw(st.lists(wordings(), min_size=1, max_size=3))))
