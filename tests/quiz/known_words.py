"""Words of small editions with dictionary forms given by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tests.bitext.making import edition
from tui_learn.bitext.word_links import Words
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.quiz.running_words import RunningWords, running_words

FORMS = {"asiakkaat": "asiakas", "asiakkaiden": "asiakas", "yrityksen": "yritys", "ottaa": "ottaa", "otti": "ottaa",
         "huomioon": "huomio", "on": "olla"}  # fmt: skip


def words_of(*sentences: str, forms: Mapping[str, str] = FORMS, language: str = "fi") -> Words:
    words = plain_words(edition(sentences, language))
    return replace(words, words=tuple(replace(w, lexeme=forms.get(w.lexeme, w.lexeme)) for w in words.words))


def running(*sentences: str, forms: Mapping[str, str] = FORMS, language: str = "fi") -> RunningWords:
    return running_words(words_of(*sentences, forms=forms, language=language))
