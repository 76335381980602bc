"""C10: how a sentence goes on, and why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.discourse_texts import TEXTS, material_of, refuted, sound
from tui_learn.bitext import build_bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.word_links import LinkedBitext, SpanLink, Word, Words
from tui_learn.library import Article
from tui_learn.quiz import Exercise
from tui_learn.quiz.clauses import closing, reason_in, split_once
from tui_learn.quiz.connectives import because_words, joins
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.kinds.continuation import generate_continuations
from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import any_same_stem, content_words, folded_words
from tui_learn.text import Edition


def continued(texts: dict[str, str], pair: str, folder: Path, **options: object) -> list[Exercise]:
    material = material_of(texts, pair, folder, **options)  # type: ignore[arg-type]
    return sound(generate_continuations(material), material)


def asks_why(exercise: Exercise) -> bool:
    return exercise.question.startswith("Why")


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("Old houses are cold, but new ones are dry.", "en", ("Old houses are cold,", "but new ones are dry.")),
        ("Old houses (brick, stone) are cold, but new ones dry.", "en",
         ("Old houses (brick, stone) are cold,", "but new ones dry.")),
        ("Old houses are very cold; nobody heats them now, sadly.", "en",
         ("Old houses are very cold;", "nobody heats them now, sadly.")),
        ("Old houses are cold – nobody heats them now.", "en", ("Old houses are cold –", "nobody heats them now.")),
        ("Old houses are cold, damp, and far away now.", "en", None),  # a list
        ("Old houses – and barns – are cold and far away.", "en", None),  # set apart
        ("Sadly, old houses are cold in the winter.", "en", None),  # too short
        ("Old houses cost 1,000 crowns at 10:30 in town.", "en", None),  # figures
        ("He said “old houses are cold, but mine is not” at noon.", "en", None),
        ("Old houses (and barns are cold, but mine is dry here.", "en", None),  # a bracket stays open
        ("古い家はとても寒いです、しかし新しい家は乾いています。", "ja",
         ("古い家はとても寒いです、", "しかし新しい家は乾いています。")),
        ("老房子冬天非常冷，但是新房子很干燥。", "zh", ("老房子冬天非常冷，", "但是新房子很干燥。")),
        ("البيوت القديمة باردة جدا، لكن البيوت الجديدة جافة.", "ar",
         ("البيوت القديمة باردة جدا،", "لكن البيوت الجديدة جافة.")),
    ],
)  # fmt: skip
def test_cutting_in_two(text: str, language: str, parts: tuple[str, str] | None) -> None:
    split = split_once(text, language)
    assert (None if split is None else (split.first, split.second)) == parts


@given(st.text(alphabet='ab c,;:()"„”–-.,', max_size=60))
def test_the_parts_are_the_sentence(text: str) -> None:
    sentence = " ".join(text.split())
    split = split_once(sentence, "en")
    if split is not None:
        assert f"{split.first} {split.second}" == sentence


@pytest.mark.parametrize(
    ("text", "language", "statement", "reason"),
    [
        ("Honey keeps for years because bacteria die in it.", "en", "Honey keeps for years", "bacteria die in it."),
        ("Because bacteria die in it, honey keeps for years.", "en", "honey keeps for years.", "bacteria die in it"),
        ("Hunaja säilyy monta vuotta, koska bakteerit kuolevat siihen heti.", "fi", "Hunaja säilyy monta vuotta",
         "bakteerit kuolevat siihen heti."),
        ("Hunaja säilyy monta vuotta, sillä bakteerit kuolevat siihen heti.", "fi", "Hunaja säilyy monta vuotta",
         "bakteerit kuolevat siihen heti."),
        ("Honung håller länge nog eftersom bakterier dör i den.", "sv", "Honung håller länge nog",
         "bakterier dör i den."),
        ("Honung håller länge nog eftersom bakterier inte lever där.", "sv", "Honung håller länge nog",
         "eftersom bakterier inte lever där."),  # the order of words needs the word
        ("Honig hält viele Jahre lang, weil Bakterien darin sterben.", "de", "Honig hält viele Jahre lang",
         "weil Bakterien darin sterben."),
        ("Miód trwa wiele długich lat, ponieważ bakterie w nim giną.", "pl", "Miód trwa wiele długich lat",
         "bakterie w nim giną."),
        ("Bal yıllarca iyi kalır, çünkü bakteriler balda hiç yaşayamaz.", "tr", "Bal yıllarca iyi kalır",
         "bakteriler balda hiç yaşayamaz."),
        ("Мёд хранится очень много лет, потому что бактерии в нём погибают.", "ru", "Мёд хранится очень много лет",
         "бактерии в нём погибают."),
        ("Le miel se garde des années parce qu'aucune bactérie n'y vit.", "fr", "Le miel se garde des années",
         "aucune bactérie n'y vit."),
        ("蜂蜜可以保存很多年，因为细菌无法在里面生存。", "zh", "蜂蜜可以保存很多年", "细菌无法在里面生存。"),
    ],
)  # fmt: skip
def test_reasons(text: str, language: str, statement: str, reason: str) -> None:
    found = reason_in(text, language)
    assert found is not None
    assert (found.statement, found.reason) == (statement, reason)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bal yıllarca bozulmadan kaldığı için evlerde çok sevilir.", "tr"),  # a suffix tells nothing
        ("Bu çok pahalı olduğundan, yeni müşteri aramak zordur.", "tr"),
        ("Honey keeps for years only because bacteria die in it.", "en"),
        ("Honey keeps for years because of the sugar in it.", "en"),
        ("Honey keeps because it is sweet and because it is dry.", "en"),
        ("Why does honey keep for years because bacteria die?", "en"),
        ("Honey keeps for years because bacteria die, but wax melts.", "en"),
        ("Honey (it keeps because bacteria die in it) is sold here.", "en"),
        ("Pidän siitä talosta kovasti sillä kadulla aina kun voin.", "fi"),  # "on that", not "because"
        ("Honey has kept for years since bacteria die in it.", "en"),  # of two meanings
    ],
)  # fmt: skip
def test_no_sure_reason(text: str, language: str) -> None:
    assert reason_in(text, language) is None


def test_words_of_two_meanings_count_where_another_version_is_sure() -> None:
    text = "Markedsføring er viktig for en bedrift, siden det er dyrt å finne nye kunder."
    assert because_words(text, "nb") == []
    found = reason_in(text, "nb", maybe=True)
    assert found is not None
    assert found.reason == "det er dyrt å finne nye kunder."
    assert reason_in("En kunde for en bedrift kommer siden, som de sier her.", "nb", maybe=True) is None


def test_joining_words() -> None:
    assert [joins(word, "en") for word in ("but", "which", "while", "honey")] == ["and", "bound", "free", ""]
    assert [joins(word, "fi") for word in ("mutta", "jotka", "vaikka", "hunaja")] == ["and", "bound", "free", ""]
    assert joins("at", "xx") == "bound"  # no list: the safe side


@pytest.mark.parametrize("pair", ["en:sv", "sv:fi", "fi:en", "en:en"])
def test_sound_in_every_direction(pair: str, tmp_path: Path) -> None:
    found = continued(TEXTS, pair, tmp_path)
    assert any(asks_why(exercise) for exercise in found)
    for exercise in found:
        key = next(option for option in exercise.options if option.key)
        own = next(piece for piece in exercise.evidence if piece.lang == exercise.key_lang)
        assert key.text in own.text
        assert len({closing(option.text) for option in exercise.options}) == 1
        assert len({option.src for option in exercise.options}) == len(exercise.options)
        for option in exercise.options:
            for other in exercise.options:
                if other is not option:
                    assert not any_same_stem(
                        [w for w in content_words(option.text, option.lang) if len(w) > 6],
                        folded_words(other.text, other.lang),
                    )
        if exercise.prompt[0].lang == exercise.key_lang:
            assert exercise.proof == ("P0",)
        else:
            assert exercise.proof == ("P0", "P2")
            assert asks_why(exercise)  # without linked words it is not sure that both begin with the same clause


def test_the_closing_sign_tells_nothing(tmp_path: Path) -> None:
    text = TEXTS["en"].replace("rots the wooden floor.", "rots the wooden floor!").replace("swarm home.", "swarm home!")
    found = continued({"en": text}, "en:en", tmp_path)
    assert found
    assert all(len({closing(option.text) for option in exercise.options}) == 1 for exercise in found)


def test_options_have_no_word_in_common(tmp_path: Path) -> None:
    text = (
        TEXTS["en"]
        .replace("long borders guide", "long insects guide")
        .replace("cheap steel breaks", "cheap insects break")
    )
    for seed in range(4):
        for exercise in continued({"en": text}, "en:en", tmp_path, seed=seed):
            assert sum("insects" in option.text for option in exercise.options) <= 1


def test_why(tmp_path: Path) -> None:
    found = continued(TEXTS, "sv:en", tmp_path)
    asked = next(e for e in found if e.key == "bacteria cannot live in so much sugar." and e.prompt[0].lang == "sv")
    assert asks_why(asked)
    assert asked.prompt[0].text == "Honung håller i åratal"
    assert not any(option.text.lower().startswith("because") for option in asked.options)


def test_a_reason_in_any_version_makes_it_why(tmp_path: Path) -> None:
    text = TEXTS["en"].replace("Good tools last for decades, but cheap", "Good tools last for decades: cheap")
    (alone,) = [e for e in continued({"en": text}, "en:en", tmp_path) if "cheap steel" in e.key] or [None]
    assert alone is None or not asks_why(alone)
    swedish = TEXTS["sv"].replace("i årtionden, men billigt", "i årtionden eftersom billigt")
    with_witness = continued({"en": text, "sv": swedish}, "en:en", tmp_path)
    # The other version gives a reason; which part of this one it is, no word here tells.
    assert not any("cheap steel" in e.key for e in with_witness)


def test_no_leaning_and_no_cut_off_words(tmp_path: Path) -> None:
    text = TEXTS["en"].replace("Honey keeps for years because", "It keeps for years because")
    assert not any("bacteria" in e.key for e in continued({"en": text}, "en:en", tmp_path))
    text = TEXTS["en"].replace("long borders guide the swarm home", "long flower- and herb borders guide it")
    assert not any("herb borders" in o.text for e in continued({"en": text}, "en:en", tmp_path) for o in e.options)


def test_exclusions(tmp_path: Path) -> None:
    found = continued(TEXTS, "en:sv", tmp_path, exclude=["en/b9s0", "sv:rader"])
    shown = [piece.text for e in found for piece in (*e.prompt, *e.options)]
    assert not any("bacteria" in text or "rader" in text for text in shown)
    assert not any("bakterier" in e.key and e.prompt[0].lang == "en" for e in found)


def test_the_proof_sees_tampering(tmp_path: Path) -> None:
    material = material_of(TEXTS, "sv:en", tmp_path)
    found = list(generate_continuations(material))
    why = next(e for e in found if asks_why(e) and e.prompt[0].lang == "sv")
    rest = next(e for e in found if not asks_why(e))
    for exercise in (why, rest):
        other = next(option.text for option in exercise.options if not option.key)
        assert refuted(exercise, material, key=other)
        assert refuted(exercise, material, key=exercise.key.split(" ", 1)[1])
        assert refuted(exercise, material, key=exercise.key.rsplit(" ", 1)[0])
        words = exercise.prompt[0].text.split(" ")
        assert refuted(exercise, material, prompt=(replace(exercise.prompt[0], text=" ".join(words[1:])),))
        same = replace(next(o for o in exercise.options if not o.key), src=f"en/{exercise.evidence[0].seg}", text="a")
        assert refuted(exercise, material, options=(*exercise.options, same))
    whole = material.sentence("sv", why.evidence[1].seg).text
    assert refuted(why, material, prompt=(replace(why.prompt[0], text=whole),))


def words_of(edition: Edition) -> Words:
    words, first = [], [0]
    for number, sentence in enumerate(edition.sentences):
        words += [Word(number, t.start, t.end, t.text, t.text, True) for t in edition.tokens(sentence)]
        first.append(len(words))
    return Words(edition, tuple(words), tuple(first))


def linked(material: Material, pairs: list[tuple[str, str]]) -> Glossary:
    """A glossary of nothing but links between words of the same segment."""
    left, right = words_of(material.known), words_of(material.learned)
    links = []
    for number, word in enumerate(left.words):
        for other in right.of_sentence(word.sentence):
            if (word.text, right.words[other].text) in pairs:
                links.append(SpanLink((number,), (other,), 0.9))
    return cast(Glossary, SimpleNamespace(linked=LinkedBitext(material.bitext, left, right, tuple(links)), pairs=()))


STRAIGHT = [("honung", "honey"), ("skogar", "forests"), ("sorter", "varieties"), ("klöver", "clover")]
ACROSS = [("honung", "honey"), ("skogar", "clover"), ("sorter", "varieties"), ("klöver", "forests")]


@pytest.mark.parametrize(("pairs", "expected"), [(STRAIGHT, True), (ACROSS, False), (STRAIGHT[:1], False), ([], False)])
def test_across_languages_with_linked_words(pairs: list[tuple[str, str]], expected: bool, tmp_path: Path) -> None:
    material = material_of(TEXTS, "sv:en", tmp_path)
    material.glossary = linked(material, pairs)
    across = [
        (e.prompt[0].text, e.key)
        for e in sound(generate_continuations(material), material)
        if e.prompt[0].lang == "sv" and not asks_why(e)
    ]
    pair = ("Mörk honung kommer från skogar, …", "but light varieties come from clover.")
    assert (pair in across) == expected
    assert set(across) <= {pair}


@pytest.mark.parametrize("pair", ["fi:sv", "sv:nb", "pl:fi", "nb:pl"])
def test_the_sample_article(pair: str, seeds: Article) -> None:
    known, learned = pair.split(":")
    witnesses = [seeds.edition(language) for language in seeds.languages if language not in (known, learned)]
    material = Material(build_bitext(seeds.edition(known), seeds.edition(learned)), witnesses, Exclusions(), 0)
    found = sound(generate_continuations(material), material)
    why = [exercise for exercise in found if asks_why(exercise)]
    assert any(exercise.prompt[0].lang != exercise.key_lang for exercise in why)
    assert {exercise.evidence[0].seg for exercise in why} <= {"b8s1", "b9s1"}
    for exercise in found:
        assert asks_why(exercise) == (exercise.evidence[0].seg in ("b8s1", "b9s1"))
        assert not any(option.text.endswith("-") or "- " in option.text for option in exercise.options)
