"""Word links and glossary: how right, how sure, how fast, beside a peer.

    python -m tests.benchmarks.words [--pairs FILE] [--peer PROGRAM] [--repeat N]

Without dictionaries, then with those that are installed: the alignment error rate (Och and Ney 2003) on hand-made links
of eight sentence pairs, learnt from the five bundled articles alone; links and proven pairs of all ten pairs of
languages against hand-made groups; how sure links are and how often they are right; the seconds it takes.

PROGRAM is eflomal's ``eflomal-align`` (Östling and Tiedemann 2016), run on the same dictionary forms in the same run.
FILE has a pair of sentences a line, with a tab between them, for the speed on a longer text.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bitext.seed_gold import LANGUAGES, GoldSegment, read_gold
from tui_learn.bitext import align_words, build_bitext
from tui_learn.bitext.article_words import link_article
from tui_learn.bitext.dictionaries import Dictionaries, find_dictionaries
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.glossary_making import make_glossary
from tui_learn.bitext.word_tokens import parts
from tui_learn.text import Edition, read_edition, tokenize
from tui_learn.text.lexemes import lexemes

ROOT = Path(__file__).resolve().parents[2]
GOLD_LINKS = ROOT / "tests" / "bitext" / "data" / "word_links.txt"
Pairs = set[tuple[int, int]]


@dataclass(frozen=True)
class GoldLinks:
    """Hand-made links of one sentence pair."""

    languages: tuple[str, str]
    left: list[str]
    right: list[str]
    sure: Pairs
    possible: Pairs
    """Sure ones too."""


def read_links(path: Path) -> list[GoldLinks]:
    """Blocks of "# pair unit", two lines of words, "S i-j ...", "P i-j ..."."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    for number, line in enumerate(lines):
        name = line[2:].split()
        if line.startswith("# ") and len(name) == 2 and "-" in name[0] and name[1].isdigit():
            one, other = name[0].split("-")
            sure, possible = (_links(text) for text in lines[number + 3 : number + 5])
            left, right = lines[number + 1].split(), lines[number + 2].split()
            found.append(GoldLinks((one, other), left, right, sure, sure | possible))
    return found


def _links(line: str) -> Pairs:
    pairs = (item.split("-") for item in line[2:].split())
    return {(int(left), int(right)) for left, right in pairs}


class Articles:
    """The bundled article in its five languages."""

    def __init__(self) -> None:
        read = [read_edition(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]
        self.editions: dict[str, Edition] = {edition.language: edition for edition in read}
        self.ids = [s.id for s in self.editions["fi"].sentences if s.block != self.editions["fi"].title_block]

    def words(self, language: str) -> list[list[str]]:
        """The words of each sentence but the title."""
        edition = self.editions[language]
        sentences = [edition.sentence(name) for name in self.ids]
        return [[text for text, _start, _end in parts(edition, sentence)] for sentence in sentences if sentence]


def error_rate(gold: Sequence[GoldLinks], found: Sequence[Pairs]) -> float:
    """1 - (|A and S| + |A and P|) / (|A| + |S|), summed over the sentence pairs."""
    hits = sum(len(a & g.sure) + len(a & g.possible) for a, g in zip(found, gold, strict=True))
    return 1 - hits / sum(len(a) + len(g.sure) for a, g in zip(found, gold, strict=True))


def measure_links(articles: Articles, gold: Sequence[GoldLinks], dictionaries: Dictionaries | None) -> None:
    """Error rates of each pair of languages in the gold, and of all."""
    found: list[Pairs] = []
    linked = {}
    for block in gold:
        if block.languages not in linked:
            one, other = block.languages
            pairs = list(zip(articles.words(one), articles.words(other), strict=True))
            others = {tag: articles.words(tag) for tag in LANGUAGES if tag not in block.languages}
            links = align_words(pairs, one, other, others=others, dictionaries=dictionaries or ())
            linked[block.languages] = pairs, links
        pairs, links = linked[block.languages]
        number = next(n for n, (left, right) in enumerate(pairs) if left == block.left and right == block.right)
        found.append({(link.left, link.right) for link in links[number]})
    _print_rates("tui-learn", gold, found)


def _print_rates(name: str, gold: Sequence[GoldLinks], found: Sequence[Pairs]) -> None:
    rates = []
    for languages in dict.fromkeys(block.languages for block in gold):
        chosen = [(g, a) for g, a in zip(gold, found, strict=True) if g.languages == languages]
        rates.append(f"{'-'.join(languages)} {error_rate(*zip(*chosen, strict=True)):.3f}")  # type: ignore[arg-type]
    print(f"  {name:12} AER {error_rate(gold, found):.3f}  ({', '.join(rates)})")


def measure_peer(program: str, articles: Articles, gold: Sequence[GoldLinks]) -> None:
    """The same with the peer, on dictionary forms, both directions joined by grow-diag-final-and."""
    found: list[Pairs] = []
    linked: dict[tuple[str, str], list[Pairs]] = {}
    for block in gold:
        sides = [articles.words(language) for language in block.languages]
        if block.languages not in linked:
            linked[block.languages] = _peer_links(program, sides, block.languages)
        number = next(n for n, pair in enumerate(zip(*sides, strict=True)) if pair == (block.left, block.right))
        found.append(linked[block.languages][number])
    _print_rates("eflomal", gold, found)


def _peer_links(program: str, sides: Sequence[Sequence[Sequence[str]]], languages: Iterable[str]) -> list[Pairs]:
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder) / name) for name in ("left", "right", "forward", "reverse")]
        for name, side, language in zip(names, sides, languages, strict=False):
            forms = lexemes({word for sentence in side for word in sentence}, language)
            lines = [" ".join(forms[word].replace(" ", "_") for word in sentence) for sentence in side]
            Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        words = [program, "-s", names[0], "-t", names[1], "-f", names[2], "-r", names[3], "--overwrite"]
        subprocess.run(words, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "0"})
        return [
            _joined(*[{(int(a), int(b)) for a, b in (pair.split("-") for pair in line.split())} for line in both])
            for both in zip(*[Path(name).read_text().splitlines() for name in names[2:]], strict=True)
        ]


def _joined(forward: Pairs, reverse: Pairs) -> Pairs:
    """Grow-diag-final-and (Koehn, Och and Marcu 2003)."""
    chosen, union = forward & reverse, forward | reverse
    grown = True
    while grown:
        grown = False
        for left, right in sorted(chosen):
            for i, j in itertools.product((-1, 0, 1), repeat=2):
                new = left + i, right + j
                free = all(a != new[0] for a, _b in chosen) or all(b != new[1] for _a, b in chosen)
                if new in union and new not in chosen and free:
                    chosen.add(new)
                    grown = True
    for new in sorted(union - chosen):
        if all(a != new[0] for a, _b in chosen) and all(b != new[1] for _a, b in chosen):
            chosen.add(new)
    return chosen


def measure_glossaries(articles: Articles, dictionaries: Dictionaries | None) -> None:
    """Proven pairs and links of all ten pairs of languages."""
    gold = {segment.id: segment for segment in read_gold()}
    reliability: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    right = loose = proven = 0
    shares = []
    for one, other in itertools.combinations(LANGUAGES, 2):
        rest = [articles.editions[tag] for tag in LANGUAGES if tag not in (one, other)]
        two = articles.editions[one], articles.editions[other]
        links = link_article([*two, *rest], build_bitext, dictionaries=dictionaries)
        glossary = make_glossary(links, build_bitext(*two), others=len(rest))
        for pair in glossary.proven:
            signs = {_sign(gold, glossary, place.left[0], place.right[0], one, other) for place in pair.places}
            proven += 1
            right += "=" in signs
            loose += "=" not in signs and bool(signs & {"~", "+"})
        shares += [_coverage(glossary, "left"), _coverage(glossary, "right")]
        for link in glossary.linked.links:
            cells = itertools.product(link.left, link.right)
            fits = any(_sign(gold, glossary, a, b, one, other) for a, b in cells)
            count = reliability[int(link.confidence * 20) / 20]
            count[0] += 1
            count[1] += fits
    print(
        f"  proven pairs {proven}: right {right / proven:.3f}, right or loosely right {(right + loose) / proven:.3f},",
        end=" ",
    )
    print(f"of the words that carry meaning {statistics.mean(shares):.3f}")
    table = "  ".join(
        f"{least:.2f}: {fit}/{count}" for least, (count, fit) in sorted(reliability.items()) if least >= 0.3
    )
    print(f"  links that fit by confidence  {table}")


def _sign(gold: Mapping[str, GoldSegment], glossary: Glossary, left: int, right: int, one: str, other: str) -> str:
    """What the gold says of two words: ``=`` right, ``+`` parts of right phrases, ``~`` loosely, ``x`` wrong."""
    sides = glossary.linked.left, glossary.linked.right
    sentence = sides[0].words[left].sentence
    segment = gold.get(sides[0].edition.sentences[sentence].id)
    if segment is None:
        return ""
    at = left - sides[0].first[sentence], right - sides[1].first[sides[1].words[right].sentence]
    best = ""
    for group in segment.groups:
        if at[0] in group.tokens.get(one, ()) and at[1] in group.tokens.get(other, ()):
            single = len(group.tokens[one]) == len(group.tokens[other]) == 1
            sign = group.sign if single or group.sign != "=" else "+"
            best = max(best, sign, key=" x~+=".find) if best else sign
    return best


def _coverage(glossary: Glossary, side: str) -> float:
    words = glossary.linked.left if side == "left" else glossary.linked.right
    asked = {pair.left if side == "left" else pair.right for pair in glossary.proven}
    content = [word for word in words.words if word.is_content]
    return sum(word.lexeme in asked for word in content) / len(content)


def measure_speed(articles: Articles, file: Path | None, repeat: int) -> None:
    """Seconds after the analysis: all ten pairs of the five articles, and one longer text."""
    others = {tag: articles.words(tag) for tag in ("nb", "tr", "pl")}
    pairs = list(zip(articles.words("fi"), articles.words("sv"), strict=True))
    _print_time("five languages, all ten pairs", repeat, lambda: align_words(pairs, "fi", "sv", others=others))
    if file is not None:
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        longer = [tuple([token.text for token in tokenize(text, "und")] for text in row[:2]) for row in rows]
        given = [(left, right) for left, right in longer]
        _print_time(f"{len(given)} sentence pairs of two languages", repeat, lambda: align_words(given, "und", "mul"))


def _print_time(name: str, repeat: int, work) -> None:  # type: ignore[no-untyped-def]
    times = []
    for _ in range(repeat + 1):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    print(f"  {name}: {statistics.median(times[1:]):.3f} s")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--peer")
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    articles, gold = Articles(), read_links(GOLD_LINKS)
    with tempfile.TemporaryDirectory() as folder:
        files, _problems = find_dictionaries()
        for dictionaries in (None, Dictionaries(files, Path(folder)) if files else None)[: 1 + bool(files)]:
            print("without dictionaries" if dictionaries is None else f"with {len(files)} dictionaries")
            measure_links(articles, gold, dictionaries)
            if arguments.peer and dictionaries is None:
                measure_peer(arguments.peer, articles, gold)
            measure_glossaries(articles, dictionaries)
    print("speed")
    measure_speed(articles, arguments.pairs, arguments.repeat)


if __name__ == "__main__":
    main()
