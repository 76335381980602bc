"""The terms of decks: a person's own glossary of an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, ROOT
from tui_learn.bitext.curated import CuratedTerm, CuratedWord
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.library import Article
from tui_learn.quiz.decks import read_deck
from tui_learn.quiz.decks.terms import MOST_WORDS, read_terms, terms_for
from tui_learn.text import Problem
from tui_learn.text.fold import lower

GLOSSARY = ROOT / "quizzes" / "relationship-management-glossary.md"
HEAD = "---\ndeck: 1\nlangs: [fi, sv, pt-BR]\n---\n\n"
CUSTOMER = "## pair: customer\n- fi: asiakas | asiakkaiden :: sv: kund | kunder\n"
CUSTOMER_TERM = CuratedTerm({"fi": CuratedWord("asiakas", ("asiakkaiden",)), "sv": CuratedWord("kund", ("kunder",))})


def read(folder: Path, text: str | bytes) -> tuple[list[CuratedTerm], list[Problem]]:
    path = folder / "deck.md"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_terms(path, ["fi", "sv", "pt-BR"])


# --- the bundled one


def test_the_bundled_glossary_has_no_errors(seeds: Article) -> None:
    deck, problems = read_deck(GLOSSARY)
    assert deck is not None
    assert (deck.langs, problems) == (("fi", "sv", "nb", "tr", "pl"), [])
    assert deck.is_about(seeds)
    terms, problems = terms_for(seeds, [ROOT / "quizzes"])
    assert problems == []
    assert terms == read_terms(GLOSSARY, deck.langs)[0]
    assert len(terms) == GLOSSARY.read_text("utf-8").count("\n## pair: ")
    assert sum(set(term.words) == set(LANGUAGES) for term in terms) >= 60


def test_every_form_of_the_bundled_glossary_stands_in_its_edition(seeds: Article) -> None:
    texts = {}
    for language in seeds.languages:
        edition = seeds.edition(language)
        words = plain_words(edition)
        texts[language] = [
            f" {' '.join(lower(words.words[n].text, language) for n in words.of_sentence(number))} "
            for number in range(len(edition.sentences))
        ]
    missing = []
    for term in terms_for(seeds, [ROOT / "quizzes"])[0]:
        for language, word in term.words.items():
            here = [any(f" {form} " in text for text in texts[language]) for form in (word.head, *word.forms)]
            if not all(here[1:]) or not any(here):
                missing.append((language, word))
    assert missing == []


# --- what is read


def test_a_term(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + CUSTOMER) == ([CUSTOMER_TERM], [])


def test_what_stands_around_an_item_does_not_matter(tmp_path: Path) -> None:
    text = (
        HEAD + "# Title\n\n- fi: not :: sv: an item\n\n##  pair:customer\n<!-- id: x; proof: P5 -->\n\nSome words.\n\n"
        "  - fi: asiakas | asiakkaiden :: sv: kund | kunder  \n\n## choice: other\n- [ ] a\n- [x] b\n\n"
        "   ## pair: company  \n### a note\n- fi: yritys :: sv: företag\n# Another title\n- fi: a :: sv: b"
    )
    terms, problems = read(tmp_path, text)
    assert problems == []
    assert terms == [
        CUSTOMER_TERM,
        CuratedTerm({"fi": CuratedWord("yritys"), "sv": CuratedWord("företag")}),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- fi: asiakas | asiakkaiden | :: sv: kund | kunder",
        "- fi: asiakas|asiakkaiden::sv: kund |kunder",
        "- fi: | asiakas | asiakkaiden :: sv: kund | kunder |",
    ],
)
def test_dividers_too_many_or_without_spaces_are_no_words(tmp_path: Path, line: str) -> None:
    assert read(tmp_path, HEAD + f"## pair: customer\n{line}\n") == ([CUSTOMER_TERM], [])


def test_the_last_item_needs_no_end_of_line(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + CUSTOMER.rstrip()) == ([CUSTOMER_TERM], [])


def test_tags_and_forms_are_put_in_order(tmp_path: Path) -> None:
    text = "## pair: x\n- FI:  iso   talo |  | ison talon | ison talon :: pt-br: casa grande\n"
    ((term,), problems) = read(tmp_path, HEAD + text)
    assert problems == []
    assert term == CuratedTerm({"fi": CuratedWord("iso talo", ("ison talon",)), "pt-BR": CuratedWord("casa grande")})


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("asiakas", "a\x00si\x1b\u202eakas").replace("kunder", "kun\x07der\x9b"),
        lambda text: text.replace("- fi", "- \ufefffi"),
    ],
    ids=["crlf", "cr", "bom", "controls", "inner-bom"],
)
def test_line_ends_marks_and_hostile_characters(tmp_path: Path, change: object) -> None:
    assert callable(change)
    assert read(tmp_path, change(HEAD + CUSTOMER)) == ([CUSTOMER_TERM], [])


def test_names_and_messages_are_clean(tmp_path: Path) -> None:
    _terms, (first, second) = read(
        tmp_path, "## pair: evil\x1b[2J\x9b\n\n## pair: x\n- fi:\x1b]0;a\x07 b :: \u202esv\n"
    )
    assert '"evil[2J"' in first.message
    for problem in (first, second):
        assert not any(character in problem.message for character in "\x1b\x07\x9b\u202e")


def test_forms_are_composed(tmp_path: Path) -> None:
    ((term,), _problems) = read(tmp_path, "## pair: x\n- fi: a\u0308iti :: sv: mor\n")
    assert term.words["fi"].head == "äiti"


# --- what is wrong


@pytest.mark.parametrize(
    ("item", "line", "message"),
    [
        ("## pair: a\n\n", 1, 'the item "a" needs one line that begins with "- "; it has 0'),
        ("## pair: a\n- fi: b :: sv: c\n- fi: d :: sv: e\n", 1, "it has 2"),
        ("## pair: a\n\n- fi: b\n", 3, 'a term needs two languages, parted by " :: "'),
        ("## pair: a\n- fi: b :: \n", 2, '"" is not "language: term"'),
        ("## pair: a\n- fi: b :: sv\n", 2, '"sv" is not "language: term"'),
        ("## pair: a\n- fi: b :: sv:\n", 2, '"sv:" is not "language: term"'),
        ("## pair: a\n- fi: b :: 1: c\n", 2, '"1: c" is not "language: term"'),
        ("## pair: a\n- fi: b :: sv-x: c\n", 2, '"sv-x" is not among the languages'),
        ("## pair: a\n- fi: b :: nb: c\n", 2, '"nb" is not among the languages of this deck'),
        ("## pair: a\n- fi: b :: pt: c\n", 2, '"pt" is not among the languages of this deck'),
        ("## pair: a\n- fi: b :: fi: c\n", 2, '"fi" stands here twice'),
        (f"## pair: a\n- fi: {'b ' * (MOST_WORDS + 1)}:: sv: c\n", 2, "a term has one to 6 words"),
        (f"## pair: a\n- fi: b | {'b ' * (MOST_WORDS + 1)}:: sv: c\n", 2, "a term has one to 6 words"),
        ("## pair: a\n- fi: | :: sv: c\n", 2, "a term has one to 6 words"),
    ],
)
def test_an_error_has_its_line_and_leaves_the_other_items(tmp_path: Path, item: str, line: int, message: str) -> None:
    before = (HEAD + CUSTOMER).count("\n")
    last = "## pair: company\n- fi: yritys :: sv: företag\n"
    terms, (problem,) = read(tmp_path, HEAD + CUSTOMER + item + last)
    assert [term.words["fi"].head for term in terms] == ["asiakas", "yritys"]
    assert (problem.severity, problem.path, problem.line) == ("error", str(tmp_path / "deck.md"), before + line)
    assert message in problem.message


def test_a_term_may_have_as_many_words_as_that(tmp_path: Path) -> None:
    terms, problems = read(tmp_path, f"## pair: a\n- fi: {'b ' * MOST_WORDS}:: sv: c\n")
    assert (len(terms), problems) == (1, [])


def test_lines_are_counted_as_an_editor_shows_them(tmp_path: Path) -> None:
    text = (HEAD + CUSTOMER + "## pair: a\n\n- fi: b\n").replace("\n", "\r\n")
    _terms, (problem,) = read(tmp_path, text)
    assert problem.line == HEAD.count("\n") + CUSTOMER.count("\n") + 3


# --- which decks


def test_terms_are_of_the_decks_about_the_article(seeds: Article, tmp_path: Path) -> None:
    front = "---\ndeck: 1\nlangs: [fi, sv]\narticle: {}\n---\n"
    (tmp_path / "b.md").write_text(front.format(seeds.id) + CUSTOMER + "## pair: x\n", "utf-8")
    (tmp_path / "a.md").write_text(front.format(seeds.id) + CUSTOMER.replace("asiakas", "ostaja"), "utf-8")
    (tmp_path / "c.md").write_text(front.format("another") + "## pair: x\n", "utf-8")
    (tmp_path / "d.md").write_bytes(front.format(seeds.id).encode() + b"## pair: \xe5\n")
    (tmp_path / "e.md").write_text("## pair: no deck\n", "utf-8")
    (tmp_path / "f.txt").write_text(front.format(seeds.id) + "## pair: x\n", "utf-8")
    terms, (problem,) = terms_for(seeds, [tmp_path / "missing", tmp_path])
    assert [term.words["fi"].head for term in terms] == ["ostaja", "asiakas"]
    assert (problem.path, problem.line) == (str(tmp_path / "b.md"), 8)
