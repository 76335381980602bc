from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.test_library import FI, NB, write
from tui_learn.library import Library
from tui_learn.library.search import Hit, Term, parse

ZH = "我们在图书馆里读很多有意思的书。今天的天气非常好，大家都去公园散步。"
JA = "私たちは図書館でたくさんの面白い本を読みます。今日はとても天気がいいです。"
TH = "เรากำลังอ่านหนังสือในห้องสมุด วันนี้อากาศดีมาก"
AR = "قَرَأَ الطَّالِبُ كِتَابًا فِي المَكْتَبَةِ. ثم عاد الطالب إلى البيت."
HE = "הַיֶּלֶד קָרָא סֵפֶר בַּסִּפְרִיָּה. אחר כך הוא הלך הביתה."
TR = "İstanbul'da ışık çok güzel. DİYARBAKIR da öyle. Çocuklar bahçede oynuyor."
HI = "हम पुस्तकालय में किताबें पढ़ते हैं। आज मौसम बहुत अच्छा है।"


def lang(tag: str, text: str) -> str:
    return f"---\nlang: {tag}\n---\n{text}\n"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("texts")
    texts = {"zh": ZH, "ja": JA, "th": TH, "ar": AR, "he": HE, "tr": TR, "hi": HI, "nb": NB, "fi": FI}
    write(folder, {f"{tag}.md": lang(tag, text) for tag, text in texts.items()})
    write(
        folder,
        {
            "en.md": lang(
                "en", "Cross-sell and NEAR the well-known state. It's a naïve café. The AND of OR and NOT is it."
            ),
            "titled.md": "---\nlang: en\ntitle: Uncommon Beginnings\n---\nNothing here says it. Nor here.\n",
            "many.md": lang("en", "\n\n".join(f"Paragraph {n} has a zebra in it." for n in range(40))),
            "one.md": lang("en", "A lone zebra. " + "Another sentence of some length without the animal. " * 40),
            "table.md": lang("en", "| a | quagga |\n|---|---|\n| okapi | b |\n\n- tapir in a list\n\n> kiang quoted"),
        },
    )
    return Library(folder, cache=tmp_path_factory.mktemp("cache"))


def found(library: Library, query: str) -> list[Hit]:
    return list(library.search(query))


def lit(library: Library, query: str) -> set[str]:
    return {hit.text[start:end] for hit in found(library, query) for start, end in hit.stretches}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("图书馆", {"图书馆"}), ("書館", {"書館"}), ("ห้องสมุด", {"ห้องสมุด"}), ("สมุด", {"สมุด"}),
        ("الطالب", {"الطَّالِبُ", "الطالب"}), ("كتاب", {"كِتَابً"}), ("ספר", {"סֵפֶר"}), ("סֵפֶר", {"סֵפֶר"}),
        ("istanbul", {"İstanbul"}), ("ISTANBUL", {"İstanbul"}), ("İSTANBUL", {"İstanbul"}), ("ışık", {"ışık"}),
        ("isik", {"ışık"}), ("IŞIK", {"ışık"}), ("diyarbakır", {"DİYARBAKIR"}), ("पुस्तक", {"पुस्तका"}),
        ("cross-sell", {"Cross-sell"}), ("cross sell", {"Cross", "sell"}), ("crosssell", set()), ("naive", {"naïve"}),
        ("CAFE", {"café"}), ("it's", {"It's"}), ('"it"', {"it", "It"}), ('"nor"', {"Nor"}), ("nown", set()),
        ('"cross sell"', {"Cross-sell"}), ("state-of", set()), ("okapi", {"okapi"}), ("tap", {"tap"}), ("kia", {"kia"}),
        ("norsk tekst", {"norsk", "tekst"}), ('"tekst på nors', {"tekst på nors"}), ('"tekst på nors"', set()),
        ("“tekst på norsk”", {"tekst på norsk"}), ("norsk suomenkielinen", set()),
    ],
)  # fmt: skip
def test_words_are_found_as_they_are_meant(library: Library, query: str, words: set[str]) -> None:
    assert lit(library, query) == words


@pytest.mark.parametrize(
    "query",
    ["AND", "NOT", "OR", "NEAR(well known, 5)", "a*", "^cross", "body:zebra", "-zebra", "zebra -lone", "(zebra)",
     '"', '""', '"""zebra"', "zebra;--", "' OR 1=1 --", "{a b}: c", "zebra\0x", "\ud800zebra", "+", "*", "\x1b[2J",
     "z" * 5000, "zebra " * 300, "ǅ ﬁ ﷺ", "‮zebra", "１２３", "zebra*", "(((((((("],
)  # fmt: skip
def test_nothing_in_a_query_is_an_operator(library: Library, query: str) -> None:
    for hit in found(library, query):
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.stretches)
        assert hit.stretches


def test_words_that_are_operators_are_found(library: Library) -> None:
    assert lit(library, '"AND"') == {"AND", "and"}
    assert lit(library, "NEAR") == {"NEAR"}
    assert lit(library, "-zebra") == {"zebra"}


def test_parsing() -> None:
    assert parse("a  B-c") == (Term(("a",), False), Term(("b", "c"), False))
    assert parse('"x y" z "x y"') == (Term(("x", "y"), True), Term(("z",), False))
    assert parse('"x y') == (Term(("x", "y"), False),)
    assert parse(" - \" ' * ") == ()


def test_a_title_that_no_sentence_says_is_found(library: Library) -> None:
    (hit,) = found(library, "uncommon")
    assert (hit.in_title, hit.segment, hit.text) == (True, "b0s0", "Uncommon Beginnings")
    assert lit(library, "uncommon beg") == {"Uncommon", "Beg"}


def test_the_fullest_sentences_are_told_and_not_too_many(library: Library) -> None:
    hits = found(library, "zebra")
    assert [hit.article.title() for hit in hits].count("many") <= 20
    by_file = {Path(hit.article.editions[0].path).name for hit in hits}
    assert by_file == {"many.md", "one.md"}
    assert len([hit for hit in hits if hit.article.editions[0].path.endswith("many.md")]) == 20
    assert [hit.text for hit in found(library, "zebra 17")] == ["Paragraph 17 has a zebra in it."]
    assert Path(hits[0].article.editions[0].path).name == "many.md"  # more of it is about zebras


def test_stretches_lie_beside_one_another(library: Library) -> None:
    (hit,) = found(library, "zebra ze lone")
    assert [hit.text[start:end] for start, end in hit.stretches] == ["lone", "zebra"]


def test_languages(library: Library) -> None:
    assert {hit.language for hit in library.search("a")} > {"en"}
    assert {hit.language for hit in library.search("a", languages=("nb", "fi"))} <= {"nb", "fi"}


def test_what_the_file_says_now_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", {"a.md": NB, "b.md": f"{NB} Zebra."})
    library = Library(folder, cache=tmp_path / "cache")
    assert len(found(library, "norsk")) == 2
    (folder / "a.md").unlink()
    write(folder, {"b.md": f"Zebra. {NB}"})
    (hit,) = found(library, "zebra")
    assert hit.segment == "b0s0"
    assert len(found(library, "norsk")) == 1
    write(folder, {"b.md": FI})
    assert found(library, "zebra") == []
    (folder / "b.md").write_bytes(b"")
    assert found(library, "norsk") == []
    library.refresh()
    assert found(library, "zebra") == []


def test_many_texts_come_as_they_were_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.library.index.VERY_MANY", 4)
    monkeypatch.setattr("tui_learn.library.index.TOGETHER", 3)
    folder = write(tmp_path / "texts", {f"{n:02}.md": lang("nb", f"{NB} Nummer {n}.") for n in range(13)})
    library = Library(folder, cache=tmp_path / "cache")
    assert [Path(hit.article.editions[0].path).name for hit in found(library, "norsk")] == [
        f"{n:02}.md" for n in range(13)
    ]
    assert len(found(library, '"nummer 7"')) == 1


def test_the_word_itself_comes_before_words_that_begin_with_it(tmp_path: Path) -> None:
    texts = {f"{number}.md": f"---\nlang: fi\n---\n{'Matka matkalla matkailija. ' * 5}" for number in range(3)}
    write(tmp_path, {**texts, "z.md": f"---\nlang: nb\n---\n# Kveld\n\n{'Vi lager noe. ' * 30}God mat er viktig.\n"})
    hits = list(Library(tmp_path).search("mat"))
    assert hits[0].language == "nb"
    assert {hit.language for hit in hits} == {"nb", "fi"}
