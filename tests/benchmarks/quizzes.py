"""What is asked of articles, how sound it is and how long it takes: ``python -m tests.benchmarks.quizzes FOLDER ...``.

For every article and pair (``--pairs fi:sv,en:ar``; otherwise each language learned from the one before it): sentences,
exercises by vocabulary and concepts, kinds, share with a warning, errors, sections asked about, and the seconds of
generation beside those of aligning the two editions in the same run. ``--words`` learns the glossary first, without
dictionaries; ``--again`` asks each key to be proven once more from the editions alone, aligned anew.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections import Counter
from collections.abc import Sequence

from tui_learn.bitext import build_bitext
from tui_learn.library import Library, Pair
from tui_learn.paths import bundled_decks
from tui_learn.quiz.decks import excluded_for
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import flaws, set_flaws
from tui_learn.quiz.generate import generate
from tui_learn.quiz.proof import prove
from tui_learn.quiz.sections import sections
from tui_learn.text import Edition


def asked_sections(exercises: Sequence[Exercise], edition: Edition) -> tuple[int, int]:
    """How many sections of an edition some exercise rests on, and how many there are."""
    asked = {piece.seg for exercise in exercises for piece in exercise.evidence if piece.lang == edition.language}
    found = sections(edition)
    segments = [{sentence.id for block in section.blocks for sentence in block.sentences} for section in found]
    return sum(bool(own & asked) for own in segments), len(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--pairs", default="")
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--codes", action="store_true", help="how many of each kind")
    parsed = parser.parse_args(arguments)
    wanted = [pair.split(":") for pair in parsed.pairs.split(",") if pair]
    print("pair      sentences  vocabulary concept kinds  warned errors unproven  sections   s  x aligning")
    codes: Counter[str] = Counter()
    for article in (article for folder in parsed.folders for article in Library(folder).articles):
        languages = article.languages
        for known, learned in wanted or list(itertools.pairwise(languages)):
            if not {known, learned} <= set(languages):
                continue
            editions = {tag: article.edition(tag) for tag in languages}
            begin = time.process_time()
            bitext = build_bitext(editions[known], editions[learned])
            aligning = time.process_time() - begin
            glossary = None
            if parsed.words and known != learned:
                from tui_learn.quiz.glossaries import glossary_of

                glossary = glossary_of(article, Pair(known, learned), with_dictionaries=False)
                bitext = glossary.linked.bitext
            exclude, _problems = excluded_for(article, [bundled_decks()])
            generate(bitext, article=article, glossary=glossary, exclude=exclude, seed=1)
            begin = time.process_time()
            exercises = generate(bitext, article=article, glossary=glossary, exclude=exclude)
            seconds = time.process_time() - begin
            found = [flaws(exercise) for exercise in exercises]
            warned = sum(bool(each) for each in found) / max(1, len(found))
            whole = set_flaws(exercises)
            errors = sum(flaw.severity == "error" for each in [*found, whole] for flaw in each)
            unproven = sum(bool(prove(e, editions, (), glossary)) for e in exercises) if parsed.again else 0
            counts = Counter(exercise.code for exercise in exercises)
            codes += counts
            words = sum(exercise.is_vocabulary for exercise in exercises)
            done, there = asked_sections(exercises, editions[learned])
            print(
                f"{known + ':' + learned:10} {len(bitext.right.sentences):8} {words:10} {len(exercises) - words:8}"
                f" {len(counts):5} {warned:7.3f} {errors:6} {unproven:8} {f'{done}/{there}':>9}"
                f" {seconds:6.2f} {seconds / max(aligning, 0.001):6.1f}  {article.title(learned)[:24]}"
            )
    if parsed.codes:
        print(" ".join(f"{code} {count}" for code, count in sorted(codes.items())))


if __name__ == "__main__":
    main()
