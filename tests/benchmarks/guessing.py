"""How well questions can be answered without reading them: ``python -m tests.benchmarks.guessing FOLDER ...``.

Blind strategies, each of which should do no better than chance (the mean of 1 / number of options):

- longest, shortest: the option with most, or fewest, characters;
- shared: the option that shares most words with what is shown, words that begin with the same four letters counting
  as the same whatever their languages;
- odd: the option whose capitals, digits, hyphens and signs are unlike those of the others;
- frequent: the option whose words come back most in the article;
- alike: the option that shares most words with the other options;
- near: the option whose length is nearest to that of what is shown, by the usual ratio of the two languages.

``--pairs fi:sv,en:ar`` names the pairs; without it each language is learned from the one before it in the article.
``--words`` also learns the glossary, without dictionaries. A strategy that cannot decide guesses among its best.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from tui_learn.bitext.store import load_bitext
from tui_learn.library import Library, Pair
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.generate import generate
from tui_learn.quiz.shapes import LOOSE, STRICT, properties, shared_words
from tui_learn.quiz.stems import beginnings
from tui_learn.quiz.words import WordIndex
from tui_learn.text import Edition
from tui_learn.text.fold import fold

Scores = Sequence[float]


def _shown(exercise: Exercise) -> frozenset[str]:
    return frozenset(b for piece in exercise.prompt for b in beginnings(piece.text, piece.lang))


def _shared(exercise: Exercise) -> Scores:
    shown = _shown(exercise)
    return [len(shown & beginnings(option.text, option.lang)) for option in exercise.options]


def _odd(exercise: Exercise) -> Scores:
    marks = [properties(option.text, (*STRICT, *LOOSE)) for option in exercise.options]
    return [sum((mark ^ other).bit_count() for other in marks) for mark in marks]


def _alike(exercise: Exercise) -> Scores:
    texts = [option.text for option in exercise.options]
    return [shared_words(text, [t for t in texts if t is not text], exercise.key_lang) for text in texts]


def _near(exercise: Exercise, usual: float) -> Scores:
    shown = sum(len(piece.text) for piece in exercise.prompt)
    return [-abs(len(option.text) - usual * shown) for option in exercise.options]


def _frequent(exercise: Exercise, index: WordIndex) -> Scores:
    return [
        statistics.mean([index.frequency(fold(word, exercise.key_lang)) for word in option.text.split()] or [0])
        for option in exercise.options
    ]


def chance_of(exercise: Exercise, scores: Scores) -> Fraction:
    """The chance that a guess among the options of the highest score is right."""
    best = [number for number, score in enumerate(scores) if score == max(scores)]
    return Fraction(sum(exercise.options[number].key for number in best), len(best))


def strategies(usual: float, index: Callable[[str], WordIndex]) -> dict[str, Callable[[Exercise], Scores]]:
    """By name, how each option is valued."""
    return {
        "longest": lambda exercise: [len(option.text) for option in exercise.options],
        "shortest": lambda exercise: [-len(option.text) for option in exercise.options],
        "shared": _shared,
        "odd": _odd,
        "frequent": lambda exercise: _frequent(exercise, index(exercise.key_lang)),
        "alike": _alike,
        "near": lambda exercise: _near(exercise, usual),
    }


def guess(exercises: Iterable[Exercise], editions: dict[str, Edition]) -> dict[str, dict[str, list[Fraction]]]:
    """Kind, then strategy (and ``chance``), to how surely each question is guessed."""
    choices = [exercise for exercise in exercises if exercise.type == "choice"]
    ratios: dict[str, list[float]] = defaultdict(list)
    for exercise in choices:
        ratios[exercise.code].append(len(exercise.key) / max(1, sum(len(piece.text) for piece in exercise.prompt)))
    indexes = {language: WordIndex(edition) for language, edition in editions.items()}
    found: dict[str, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    for exercise in choices:
        usual = statistics.median(ratios[exercise.code])
        found[exercise.code]["chance"].append(Fraction(1, len(exercise.options)))
        for name, value in strategies(usual, indexes.__getitem__).items():
            found[exercise.code][name].append(chance_of(exercise, value(exercise)))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--pairs", default="")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--by-pair", action="store_true")
    parsed = parser.parse_args(arguments)
    total: dict[str, dict[str, list[Fraction]]] = defaultdict(lambda: defaultdict(list))
    for article in (article for folder in parsed.folders for article in Library(folder).articles):
        languages = article.languages
        wanted = [pair.split(":") for pair in parsed.pairs.split(",") if pair]
        for known, learned in wanted or list(itertools.pairwise(languages)):
            if not {known, learned} <= set(languages):
                continue
            editions = {tag: article.edition(tag) for tag in (known, learned)}
            glossary = None
            if parsed.words:
                from tui_learn.quiz.glossaries import glossary_of

                glossary = glossary_of(article, Pair(known, learned), with_dictionaries=False)
            bitext = glossary.linked.bitext if glossary else load_bitext(editions[known], editions[learned], None)
            found = guess(generate(bitext, article=article, glossary=glossary), editions)
            for code, by_name in found.items():
                for name, chances in by_name.items():
                    total[code][name] += chances
                    total["all"][name] += chances
                    if parsed.by_pair:
                        total[f"{known}:{learned}"][name] += chances
    print("kind   items " + " ".join(f"{name:>9}" for name in total["all"]))
    for code, by_name in sorted(total.items(), key=lambda item: (item[0] == "all", item[0])):
        cells = " ".join(f"{float(sum(chances) / len(chances)):9.3f}" for chances in by_name.values())
        print(f"{code:6} {len(by_name['chance']):5} {cells}")


if __name__ == "__main__":
    main()
