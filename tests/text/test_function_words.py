from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from tui_learn.text.fold import lower
from tui_learn.text.function_words import _WORDS, function_words, is_function_word

_GRAMMAR_AND_VOCABULARY = {
    "fi": ("ja jotka eivät hänelle kanssa", "uusi vuosi aika usein oikeus"),
    "sv": ("och det inte vilka skulle", "ny år tid ofta rätt"),
    "nb": ("og ikke hvilke skulle hans", "ny år tid ofte rett"),
    "nn": ("og ikkje eit frå nokon", "ny år tid ofte rett"),
    "da": ("og ikke af hvilke enhver", "ny år tid ofte ret"),
    "is": ("og ekki þessum hefur hverjum", "nýr ár tími oft réttur"),
    "de": ("der dem welcher nicht könnte", "neu jahr zeit oft wichtig zwei"),
    "nl": ("de het niet welke zou", "nieuw jaar tijd vaak recht"),
    "en": ("the of whose also must", "new year time often important two give use"),
    "fr": ("le des lesquelles ne peut", "nouveau année temps souvent droit personne"),
    "es": ("el del cuyo no puede", "nuevo año tiempo persona derecho"),
    "it": ("il degli quale non deve", "nuovo anno tempo spesso stato"),
    "pt": ("o das cujo não pode", "novo ano tempo pessoa direito"),
    "ca": ("el dels quina no pot", "nou any temps persona dret"),
    "ro": ("un care căreia nu poate", "nou an timp om drept"),
    "pl": ("w którego której nie może", "nowy rok czas często prawo"),
    "cs": ("v kterého není tímto může", "nový rok čas často právo"),
    "sk": ("v ktorého nie týmto môže", "nový rok čas často právo"),
    "sl": ("v katerega ni njihov lahko", "nov leto čas pogosto pravica"),
    "hr": ("u kojega nije ovim može", "nov godina vrijeme često pravo"),
    "uk": ("в якого не цього може", "новий рік час часто право"),
    "ru": ("в которого не этого может", "новый год время часто право"),
    "bg": ("в която не тези може", "нов година време често право"),
    "el": ("ο της οποία δεν μπορεί", "νέος χρόνος δικαίωμα άνθρωπος συχνά"),
    "hu": ("a az amelynek nem kell", "új év idő gyakran ember"),
    "tr": ("ve için bunun değil mı", "yeni yıl zaman insan şey"),
    "et": ("ja mille ei temale peab", "uus aasta aeg sageli inimene"),
    "lt": ("ir kurio ne šios gali", "naujas metai laikas dažnai teisė"),
    "lv": ("un kura ne šīs var", "jauns gads laiks bieži tiesības"),
    "eu": ("eta zein ez honen dute", "berri urte denbora askotan pertsona"),
    "af": ("die en nie hierdie moet", "nuut jaar tyd dikwels reg"),
    "zh": ("的 了 是 和 在 不", "人 国 年 新"),
    "ja": ("は が を に の でも", "人 国 年 新"),
}


@pytest.mark.parametrize("language", _GRAMMAR_AND_VOCABULARY)
def test_grammar_is_in_and_vocabulary_is_out(language: str) -> None:
    grammar, vocabulary = (words.split() for words in _GRAMMAR_AND_VOCABULARY[language])
    assert [word for word in grammar if not is_function_word(word, language)] == []
    assert [word for word in vocabulary if is_function_word(word, language)] == []


@pytest.mark.parametrize("language", _WORDS)
def test_lists_are_lower_case_nfc_words_without_duplicates(language: str) -> None:
    words = _WORDS[language].split()
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert [word for word in words if word != unicodedata.normalize("NFC", lower(word, language))] == []
    assert [word for word in words if not is_function_word(word, language)] == []


@pytest.mark.parametrize("language", _WORDS)
def test_lists_keep_to_the_script_of_their_language(language: str) -> None:
    """A Latin o in a Greek or Cyrillic word looks right and never matches."""
    scripts = {unicodedata.name(letter).split()[0] for letter in _WORDS[language] if letter.isalpha()}
    assert len(scripts) == 1 or scripts <= {"CJK", "HIRAGANA", "KATAKANA"}


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("The", "en-GB"),
        ("OLABİLİR", "tr"),
        ("MI", "tr-TR"),
        ("ΤΟΥ", "el"),
        ("们", "zh-Hans"),
        ("們", "zh-Hant"),
        ("og", "no"),
        ("şi", "ro"),
        ("e\u0302tre", "fr"),
        ("qu'il", "fr"),
        ("d’une", "fr"),
        ("You’re", "en"),
        ("будь‐якої", "uk"),
    ],
)
def test_case_region_and_ways_of_writing_do_not_matter(word: str, language: str) -> None:
    assert is_function_word(word, language)


@pytest.mark.parametrize(
    ("word", "language"),
    [("l'homme", "fr"), ("project's", "en"), ("12", "en"), ("3,5", "fi"), ("2", "xx"), ("", "en"), ("'", "fr")],
)
def test_what_holds_vocabulary_or_no_letters_is_none(word: str, language: str) -> None:
    assert not is_function_word(word, language)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("og", True), ("É", True), ("და", True), ("ані", False), ("bok", False), ("b2", False), ("사람", False)],
)
def test_short_words_where_no_list_is_known(word: str, expected: bool) -> None:
    assert function_words("xx") == frozenset()
    assert is_function_word(word, "xx") is expected
