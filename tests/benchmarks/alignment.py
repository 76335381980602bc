"""Sentence alignment: how right, how sure, how fast, and what each signal brings.

    python -m tests.benchmarks.alignment DATA [--ablation] [--book] [--repeat N]

DATA is a folder of cases; a case is a folder of documents; a document is a folder with ``src.txt`` and ``tgt.txt``
(one sentence a line, an empty line between paragraphs) and ``gold.txt`` (a bead a line, ``[0, 1]:[2]``).

F1 is strict, as Thompson and Koehn (2019) define it: a bead counts when it is identical to one of the other side;
precision is over all beads found, recall over the gold beads with two sides. Speed is given beside the package
galechurch (Gale and Church 1993, compiled), where it is installed, in the same run.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import string
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from tui_learn.bitext import Bead, align_sentences
from tui_learn.bitext.settings import DEFAULT, AlignmentSettings

Ladder = list[tuple[tuple[int, ...], tuple[int, ...]]]

ABLATION: dict[str, AlignmentSettings] = {
    "lengths, fixed": replace(
        DEFAULT, cognates=False, punctuation=False, learn_priors=False, learn_lengths=False, learn_lexicon=False
    ),
    "+ shares and lengths learnt": replace(DEFAULT, cognates=False, punctuation=False, learn_lexicon=False),
    "+ punctuation": replace(DEFAULT, cognates=False, learn_lexicon=False),
    "+ look-alikes and numbers": replace(DEFAULT, learn_lexicon=False),
    "+ lexicon (all)": DEFAULT,
    "all but paragraphs": replace(DEFAULT, paragraphs=False),
    "all but learnt shares": replace(DEFAULT, learn_priors=False),
    "all but learnt lengths": replace(DEFAULT, learn_lengths=False),
    "all but lengths": replace(DEFAULT, lengths=False),
    "all but sections": replace(DEFAULT, section_gap=1e-30),
}


@dataclass(frozen=True)
class Document:
    """Two texts and the right alignment."""

    case: str
    left: list[str]
    right: list[str]
    left_paragraphs: list[int]
    right_paragraphs: list[int]
    gold: Ladder


def read_side(path: Path) -> tuple[list[str], list[int]]:
    """Sentences and the paragraph number of each."""
    sentences, paragraphs, paragraph = [], [], 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            sentences.append(line.strip())
            paragraphs.append(paragraph)
        else:
            paragraph += 1
    return sentences, paragraphs


def read_documents(folder: Path) -> list[Document]:
    """All documents of all cases."""
    found = []
    for gold in sorted(folder.glob("*/*/gold.txt")):
        beads = []
        for line in gold.read_text(encoding="utf-8").splitlines():
            if line.strip():
                left, right = line.split(":")[:2]
                beads.append((_numbers(left), _numbers(right)))
        left_side, right_side = read_side(gold.parent / "src.txt"), read_side(gold.parent / "tgt.txt")
        found.append(Document(gold.parent.parent.name, left_side[0], right_side[0], left_side[1], right_side[1], beads))
    return found


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def align(document: Document, settings: AlignmentSettings = DEFAULT) -> list[Bead]:
    """A document aligned by this program."""
    return align_sentences(
        document.left,
        document.right,
        left_paragraphs=document.left_paragraphs,
        right_paragraphs=document.right_paragraphs,
        settings=settings,
    )


def strict_f1(pairs: Iterable[tuple[Ladder, Ladder]]) -> float:
    """F1 of (gold, found) ladders, counted over all of them together."""
    found_count = found_right = gold_count = gold_right = 0
    for gold, found in pairs:
        gold_set, found_set = set(gold), set(found)
        found_count += len(found_set)
        found_right += len(found_set & gold_set)
        both = {bead for bead in gold_set if bead[0] and bead[1]}
        gold_count += len(both)
        gold_right += len(both & found_set)
    precision, recall = found_right / max(1, found_count), gold_right / max(1, gold_count)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def ladder(beads: Iterable[Bead]) -> Ladder:
    return [(bead.left, bead.right) for bead in beads]


def scores(documents: Sequence[Document], settings: AlignmentSettings) -> dict[str, float]:
    """F1 of each case."""
    pairs: dict[str, list[tuple[Ladder, Ladder]]] = {}
    for document in documents:
        pairs.setdefault(document.case, []).append((document.gold, ladder(align(document, settings))))
    return {case: strict_f1(found) for case, found in pairs.items()}


def groups(found: dict[str, float]) -> dict[str, float]:
    """Cases whose names begin alike, together: the mean."""
    names: dict[str, list[float]] = {}
    for case, value in found.items():
        names.setdefault(case.split("-")[0], []).append(value)
    return {name: statistics.mean(values) for name, values in names.items()}


def print_reliability(documents: Sequence[Document]) -> None:
    """How often beads of a confidence are right."""
    beads = [
        (bead.confidence, (bead.left, bead.right) in set(document.gold))
        for document in documents
        for bead in align(document)
    ]
    print("\nconfidence     beads   right")
    edges = [0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01]
    for low, high in pairwise(edges):
        inside = [right for confidence, right in beads if low <= confidence < high]
        if inside:
            print(f"{low:.2f} - {min(high, 1.0):.2f}  {len(inside):7}   {statistics.mean(inside):.3f}")
    sure = [right for confidence, right in beads if confidence >= 0.9]
    print(f">= 0.90       {len(sure):6}   {statistics.mean(sure):.4f}")


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The shortest of several runs."""
    best = float("inf")
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def peer_align(document: Document) -> Ladder | None:
    """A document aligned by galechurch; None where it is not installed."""
    try:
        import galechurch
    except ImportError:
        return None
    beads = galechurch.align(document.left, document.right).beads
    return [
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in beads
    ]


def print_scores(documents: Sequence[Document]) -> None:
    """F1 of each case, beside the peer's."""
    own = scores(documents, DEFAULT)
    pairs: dict[str, list[tuple[Ladder, Ladder]]] = {}
    for document in documents:
        peer = peer_align(document)
        if peer is not None:
            pairs.setdefault(document.case, []).append((document.gold, peer))
    print("case                 F1 strict   galechurch")
    for case, value in own.items():
        peer_value = f"{strict_f1(pairs[case]):.4f}" if pairs else "not installed"
        print(f"{case:20} {value:9.4f}   {peer_value}")
    for name, value in groups(own).items():
        print(f"mean of {name:12} {value:9.4f}")


def print_ablation(documents: Sequence[Document]) -> None:
    """What each signal brings: means of the cases whose names begin alike."""
    names = groups(dict.fromkeys((document.case for document in documents), 0.0))
    print("\nsignals                       " + "  ".join(f"{name:>9}" for name in names))
    for label, settings in ABLATION.items():
        found = groups(scores(documents, settings))
        print(f"{label:30}" + "  ".join(f"{value:9.4f}" for value in found.values()))


def print_speed(documents: Sequence[Document], repeat: int) -> None:
    """Sentences of both sides a second with the lexicon learnt, beside a compiled aligner that knows only lengths."""
    print("\nsentences   seconds   a second   galechurch is faster by")
    sizes = sorted(documents, key=lambda document: len(document.left))
    for document in (sizes[0], sizes[len(sizes) // 2], sizes[-1]):
        count = len(document.left) + len(document.right)
        own = seconds(partial(align, document), repeat)
        line = f"{count:9} {own:9.3f} {count / own:10.0f}"
        if peer_align(document) is not None:
            line += f"   {own / seconds(partial(peer_align, document), repeat):8.1f}"
        print(line)


def print_book(documents: Sequence[Document]) -> None:
    """Time, memory and F1 of a pair of 20,000 sentences: the longest document many times, each time in other words."""
    longest = max(documents, key=lambda document: len(document.left))
    left: list[str] = []
    right: list[str] = []
    gold: Ladder = []
    while len(left) < 20_000:
        spell = _respelling(len(left))
        gold += [
            (tuple(n + len(left) for n in bead[0]), tuple(n + len(right) for n in bead[1])) for bead in longest.gold
        ]
        left += [spell(sentence) for sentence in longest.left]
        right += [spell(sentence) for sentence in longest.right]
    begun = time.perf_counter()
    beads = align_sentences(left, right)
    taken = time.perf_counter() - begun
    print(
        f"\nbook of {len(left)} and {len(right)} sentences: {taken:.1f} s,"
        f" {(len(left) + len(right)) / taken:.0f} a second"
    )
    print(f"F1 {strict_f1([(gold, ladder(beads))]):.4f}, most memory {_most_memory()}")


def _respelling(seed: int) -> Callable[[str], str]:
    """A change of most words by other letters, the same for words that begin alike."""
    chooser = random.Random(seed)
    letters = list(string.ascii_lowercase)
    chooser.shuffle(letters)
    table = str.maketrans(string.ascii_lowercase, "".join(letters))

    def respelt(word: str) -> str:
        begins = f"{seed} {word[:4].lower()}".encode()
        return word.translate(table) if len(word) > 3 and zlib.crc32(begins) % 10 < 8 else word

    return lambda sentence: " ".join(respelt(word) for word in sentence.split(" "))


def _most_memory() -> str:
    try:
        import resource
    except ImportError:  # not on Windows
        return "unknown"
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{used / (1 << 20 if sys.platform == 'darwin' else 1 << 10):.0f} MB"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--ablation", action="store_true", help="what each signal brings")
    parser.add_argument("--book", action="store_true", help="a pair of 20,000 sentences")
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    arguments = parser.parse_args()
    documents = read_documents(arguments.data)
    if not documents:
        parser.error(f"{arguments.data}: no */*/gold.txt in this folder")
    print_scores(documents)
    if arguments.ablation:
        print_ablation(documents)
    print_reliability(documents)
    print_speed(documents, arguments.repeat)
    if arguments.book:
        print_book(documents)


if __name__ == "__main__":
    main()
