"""From entries as they stand in real dictionaries to headwords and translations."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.dictionary_languages import languages_in, stated_languages, tag_of
from tui_learn.bitext.dictionary_text import MAX_WORDS, headword_forms, parse_entry

ENTRIES = {
    "one sense": (
        "talo",
        "talo /tˈalo/ <n>\nhus, byggnad\nrakennus, jossa asutaan\n",
        ["talo"],
        ["hus", "byggnad"],
    ),
    "senses": (
        "kieli",
        "kieli /kˈielɪ/ <n>\n1. tunge, språk\nsuussa oleva lihas\n2. språk\nviestintä\n",
        ["kieli"],
        ["tunge", "språk"],
    ),
    "no explanations": ("advice", "advice /ədvais/\n1. råd\n2. bekantgörande\n", ["advice"], ["råd", "bekantgörande"]),
    "further explanations of a sense": (
        "soldat",
        "Soldat /zɔlˈdaːt/ <n>\n1. sotilas, sotamies\nmilitärisch\n2. sotilas 2.\nZoologie\n 3.\nBauer\n",
        ["soldat"],
        ["sotilas", "sotamies"],
    ),
    "explanations numbered as senses": (
        "hals",
        "hals <n, ut>\n1. kaula\n1. kroppsdel\n2. kaula, kurkku\n2. framsidan\n3. kurkku\n3. luftröret\n",
        ["hals"],
        ["kaula", "kurkku"],
    ),
    "a number of an explanation": (
        "fack",
        "fack /fˈak/ <n>\n1. lokero 2.\n1. låda\n 3.\n2. klassificering\n2. ammattijärjestö\n4. fackförbund\n",
        ["fack"],
        ["lokero", "ammattijärjestö"],
    ),
    "an explanation that begins with a number": (
        "onkel",
        "Onkel /x/ <n>\nsetä\n1. Grades: Bruder des Vaters\n",
        ["onkel"],
        ["setä"],
    ),
    "prose behind a full stop": (
        "midnight",
        "midnight /x/\n1. gece yarısı. midnight sun gece yarısı güneşi. burn the midnight oil çalışmak.\n",
        ["midnight"],
        ["gece yarısı"],
    ),
    "labels and long explanations": (
        "frank",
        "frank /x/\n1. (tar.) ortaçağda Cermen kavimlerinden birine mensup, Frank\n2. Avrupalı, Frenk.\n",
        ["frank"],
        ["frank", "avrupalı", "frenk"],
    ),
    "references to other entries": ("sheaves", "sheaves /x/\n1. (bak.) sheaf.\n", ["sheaves"], []),
    "names of species": (
        "balm",
        "balm /x/\n1. (bot.) melisa, oğulotu, (bot.) Melissa officinalis.\n",
        ["balm"],
        ["melisa", "oğulotu"],
    ),
    "layers": (
        "period",
        "period /x/\nI.  <N> 1.  okres\n 2.  [form]  [miesiączka]  kropka\nII.  <Adj>  stylowy, historyczny\n",
        ["period"],
        ["okres", "kropka", "stylowy", "historyczny"],
    ),
    "patterns and phrases": (
        "join",
        "join /x/\nI.  <V> 1.  stawać (a queue - w kolejce) , wstępować (the army - do wojska)\n"
        " 2.  at join (:at :join)\n - na łączu\nII.  <V Phras>join in   dołączać się do\n"
        "III.  <V Phras>join up  1.  [BR]  zaciągać się\n 2.  łączyć\n",
        ["join"],
        ["stawać", "wstępować"],
    ),
    "two headwords": (
        "favorable",
        "favourable, favorable /x/ <Adj>\n  przychylny\n",
        ["favourable", "favorable"],
        ["przychylny"],
    ),
    "two headwords under one": (
        "polymorphous polymorphic",
        "polymorphous , polymorphic /x/\n1. çok biçimli.\n",
        ["polymorphous", "polymorphic"],
        ["çok biçimli"],
    ),
    "a list that is one headword": (
        "rock paper scissors",
        "rock, paper, scissors /x/ <n>\nkivi\n",
        ["rock, paper, scissors"],
        ["kivi"],
    ),
    "asides in the headword": (
        "reflection",
        "reflection, (ing.) reflexion /x/\nyansıma\n",
        ["reflection", "reflexion"],
        ["yansıma"],
    ),
    "optional letters": (
        "x",
        "x\n(o)szacowanie, dolk(er), (kvinnlig) akrobat, störta (ned)\n",
        ["x"],
        ["szacowanie", "oszacowanie", "dolk", "dolker", "akrobat", "störta"],
    ),
    "wiki markup": (
        "x",
        "x\n[[Lähi-itä|Lähi-idän]], algoritm#Ruotsi, }}, [[suusta-suuhun]] elvytys, nić_pajęcza\n",
        ["x"],
        ["lähi-idän", "algoritm", "suusta-suuhun elvytys", "nić pajęcza"],
    ),
    "what is no phrase": (
        "x",
        "x\nFußball-, -sız, jo + comp., albo … albo, Luokka:Saksan, a b c d e, 12, hel-/halv x, hei!\n",
        ["x"],
        ["hei"],
    ),
    "invisible signs": (
        "x",
        "x\nPau\u00adschen\u00adpferd, göra\u200e ont, stone‐cutter\n",
        ["x"],
        ["pauschenpferd", "göra ont", "stone-cutter"],
    ),
    "a translation that looks like a label": ("adverb", "adverb /ˈadvərb/\nadverb\n", ["adverb"], ["adverb"]),
    "no headword in the entry": ("talo", "hus; hem", ["talo"], ["hus", "hem"]),
    "headword and translation in one line": ("talo", "talo: hus, hem", ["talo"], ["hus", "hem"]),
    "part of speech on a line of its own": ("house", "/haʊs/\nnoun\n1. hus\n2. hem", ["house"], ["hus", "hem"]),
    "senses in one line": ("house", "n. 1. hus; 2. hem", ["house"], ["hus", "hem"]),
    "senses in one line, numbered from its start": (
        "house",
        "1. hus 2. hem, bo 3. ätt",
        ["house"],
        ["hus", "hem", "bo", "ätt"],
    ),
    "empty": ("x", "", ["x"], []),
}


@pytest.mark.parametrize("kind", list(ENTRIES))
def test_layouts(kind: str) -> None:
    name, text, headwords, translations = ENTRIES[kind]
    assert parse_entry([name], text, "xx", "yy") == (headwords, translations)


def test_lower_case_is_that_of_the_language() -> None:
    assert parse_entry(["istanbul"], "İstanbul\nIsı\n", "tr", "tr") == (["istanbul"], ["ısı"])
    assert parse_entry(["x"], "x\nIsi\n", "tr", "en") == (["x"], ["isi"])


def test_marks_of_the_infinitive() -> None:
    assert parse_entry(["olla"], "olla\nto be, to, to have been\n", "fi", "en")[1] == ["be", "to", "have been"]
    assert parse_entry(["to be"], "to be\nolla\n", "en", "fi")[0] == ["be"]
    assert parse_entry(["x"], "x\nå være\n", "fi", "nb")[1] == ["være"]
    assert parse_entry(["x"], "x\nto be\n", "fi", "nl")[1] == ["to be"]


def test_headword_forms() -> None:
    assert headword_forms("Talossa (rare)", "fi") == ["talossa"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.text(max_size=20))
def test_whatever_stands_there(text: str, name: str) -> None:
    for words in parse_entry([name], text, "en", "tr"):
        for word in words:
            assert word == " ".join(word.split())
            assert 0 < len(word.split()) <= MAX_WORDS
            assert word.isprintable() or "\u200c" in word or "\u200d" in word or any(ord(sign) > 127 for sign in word)


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("freedict-fin-swe", ("fi", "sv")),
        ("fin-swe", ("fi", "sv")),
        ("fi-sv", ("fi", "sv")),
        ("fi_sv", ("fi", "sv")),
        ("Finnish-Swedish", ("fi", "sv")),
        ("Finnish–Swedish FreeDict+WikDict dictionary", ("fi", "sv")),
        ("stardict-dictd_www.freedict.de_eng-swe-2.4.2", ("en", "sv")),
        ("freedict-nno-nob", ("nn", "nb")),
        ("freedict-swe-nor", ("sv", "nb")),
        ("freedict-ckb-kmr", ("ckb", "ku")),
        ("quick_eng2rus", ("en", "ru")),
        ("Norwegian Bokmål to Modern Greek", ("nb", "el")),
        ("suomi-svenska", ("fi", "sv")),
        ("is-to-en", ("is", "en")),
        ("en-en", ("en", "en")),
        ("dictionary", None),
        ("my words", None),
        ("english", None),
        ("", None),
    ],
)
def test_languages_in_names(name: str, pair: tuple[str, str] | None) -> None:
    assert languages_in(name) == pair


def test_stated_languages() -> None:
    assert stated_languages("fi-sv") == ("fi", "sv")
    assert stated_languages("vep-fi") == ("vep", "fi")
    assert stated_languages(" fin > swe ") == ("fi", "sv")
    assert stated_languages("fi") is None
    assert stated_languages("fi-sv-pl") is None
    assert stated_languages("") is None
    assert tag_of("ELL") == "el"
