"""How well translations find one another: ``python -m tests.benchmarks.grouping [--articles N] [--folder FOLDER ...]``.

Without folders, on made-up files of five languages (twenty thousand unless ``--articles`` says otherwise): sites with
their own footers, templates and pools of links; siblings with the same blocks and half of the links; articles of one
template and the same links with other prose; pages written by a program, with other numbers alone; series with the same
numbers; pages of commands; texts without a link; articles in one to three languages; second versions in one language.

Folders hold ``name.lang.md``; ``lang:`` lines are taken out of them and names forgotten. All are grouped together.

Precision is the share of pairs of files put together that are one article, recall that of all such pairs that are
together. What is *certain* must have precision 1.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui_learn.library.grouping import group_editions
from tui_learn.library.groups import Grouped
from tui_learn.library.traits import Traits

LANGUAGES = ("fi", "sv", "de", "ja", "tr")
WIDTH = {"fi": 1.0, "sv": 0.95, "de": 1.1, "ja": 0.4, "tr": 0.98}
SITES = 60
SORTS = {"linked": 30, "sibling": 14, "template": 14, "series": 10, "command": 15, "prose": 12, "rigid": 5}
"""Sorts of articles, and how many of a hundred."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article before it is translated."""

    name: str
    sort: str
    heading: str
    anchors: tuple[str, ...]
    shape: str
    lengths: tuple[int, ...]


class World:
    """Sites and their articles, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._last: dict[tuple[int, str], Source] = {}
        self._footers = [[f"u:site{site}.org/{n}" for n in range(self.random.randint(4, 15))] for site in range(SITES)]
        self._pools = [[f"u:pool{site}/{n}" for n in range(120)] for site in range(SITES)]
        self._templates = [self._blocks(self.random.randint(8, 60)) for _site in range(SITES)]

    def _blocks(self, count: int) -> tuple[str, tuple[int, ...]]:
        shape = "1" + "".join(self.random.choices("pppppiiq2c3", k=count))
        return shape, self._lengths(shape)

    def _lengths(self, shape: str) -> tuple[int, ...]:
        usual = {"p": 5.4, "i": 4.3, "q": 4.8, "c": 4.0}
        return tuple(max(3, int(self.random.lognormvariate(usual.get(kind, 3.2), 0.55))) for kind in shape)

    def article(self, number: int) -> Source:
        """The next article."""
        rng = self.random
        site = rng.randrange(SITES)
        sort = rng.choices(list(SORTS), list(SORTS.values()))[0]
        name = f"{sort}{number}"
        own = [f"u:own{number}/{n}" for n in range(rng.randint(1, 12))]
        own += [f"n:{rng.randint(10, 3000)}" for _n in range(rng.randint(0, 8))]
        shape, lengths = self._blocks(rng.randint(6, 80))
        last = self._last.get((site, sort))
        heading = ""
        anchors = [*self._footers[site], *own, *rng.sample(self._pools[site], rng.randint(0, 8))]
        if sort == "sibling" and last is not None and rng.random() < 0.6:
            shape = last.shape
            links = rng.sample(list(last.anchors), len(last.anchors) // 2)
            anchors, lengths = links + own[: len(links)], self._lengths(shape)
        elif sort == "template":
            shape, usual = self._templates[site]
            lengths = tuple(max(3, int(length * rng.lognormvariate(0, 0.45))) for length in usual)
            anchors = [*self._footers[site], *(self._pools[site][:6]), *own[: rng.randint(0, 3)]]
        elif sort == "rigid":
            shape, usual = self._templates[site]
            lengths = tuple(max(3, int(length * rng.lognormvariate(0, 0.1))) for length in usual)
            anchors = [*self._footers[site], *(f"n:{rng.randint(10, 3000)}" for _n in range(rng.randint(0, 4)))]
        elif sort == "series":
            shape, _usual = self._templates[site]
            lengths = self._lengths(shape)
            anchors = [*self._footers[site], *(f"n:{1900 + site + n}" for n in range(8)), *own[:2]]
        elif sort == "command":
            count = rng.randint(3, 8)
            heading = f"cmd{number}"
            shape, lengths = "1qq" + "ip" * count, self._lengths("1qq" + "ip" * count)
            anchors = [f"u:manned.org/{heading}", "c:--help", "c:path/to/file"]
            anchors += [f"c:{heading} --{rng.choice('abcdefgh')}{n}" for n in range(count)]
        elif sort == "prose":
            anchors = rng.sample([f"n:{n}" for n in range(10, 2026)], rng.randint(0, 2))
            shape = "1" + "p" * rng.randint(4, 60) if rng.random() < 0.5 else shape
            lengths = self._lengths(shape)
        made = Source(name, sort, heading, tuple(dict.fromkeys(anchors)), shape, lengths)
        self._last[site, sort] = made
        return made

    def edition(self, source: Source, language: str, version: str = "") -> Traits:
        """The article in a language, as a translator leaves it."""
        rng = self.random
        noise = rng.uniform(0.05, 0.28)
        shape, lengths = (
            list(source.shape),
            [
                max(1, int(length * (1 if kind == "c" else WIDTH[language]) * rng.lognormvariate(0, noise)))
                for kind, length in zip(source.shape, source.lengths, strict=True)
            ],
        )
        for _change in range(rng.choice((0, 0, 0, 0, 0, 0, 0, 1, 2, 3))):
            place = rng.randrange(1, len(shape))
            if rng.random() < 0.5 and len(shape) > 4:
                del shape[place], lengths[place]
            else:
                shape.insert(place, "p")
                lengths.insert(place, rng.randint(20, 400))
        lost = rng.choice((0.0, 0.0, 0.03, 0.1))
        anchors = {anchor for anchor in source.anchors if rng.random() >= lost}
        anchors |= {f"n:{rng.randint(10, 3000)}" for _n in range(rng.choice((0, 0, 0, 1, 2)))}
        digest = hashlib.sha256(f"{source.name}/{language}/{version}".encode()).hexdigest()
        ranking = ((language, 0.6), ("fr" if language != "fr" else "en", 0.3)) if rng.random() < 0.01 else ()
        sketch = tuple(sorted(rng.randrange(1 << 32) for _n in range(min(32, 2 * len(shape)))))
        return Traits(
            f"/made/{digest[:16]}.md", "und" if ranking else language, digest, "", source.heading,
            tuple(sorted(anchors)), "".join(shape), tuple(lengths), ranking, sketch,
        )  # fmt: skip

    def revised(self, one: Traits) -> Traits:
        """A second version in the same language."""
        digest = hashlib.sha256(one.sha256.encode()).hexdigest()
        lengths = tuple(length if self.random.random() < 0.8 else length + 9 for length in one.lengths)
        sketch = tuple(s if self.random.random() < 0.8 else self.random.randrange(1 << 32) for s in one.sketch)
        return replace(
            one, path=f"/made/{digest[:16]}.md", sha256=digest, lengths=lengths, sketch=tuple(sorted(sketch))
        )


def made_up(articles: int, seed: int) -> Iterator[tuple[str, str, Traits]]:
    """(article, sort, traits) of the editions of some articles."""
    world = World(seed)
    for number in range(articles):
        source = world.article(number)
        dense = world.random.random() < 0.7
        chosen = LANGUAGES if dense else world.random.sample(LANGUAGES, world.random.randint(1, 3))
        for language in chosen:
            one = world.edition(source, language)
            yield source.name, source.sort, one
            if world.random.random() < 0.01:
                yield source.name, source.sort, world.revised(one)


def of_folder(folder: Path) -> Iterator[tuple[str, str, Traits]]:
    """The same of ``name.lang.md`` files, without what declares anything."""
    from tui_learn.library.traits_making import traits_of
    from tui_learn.text.reading import edition_from_bytes

    for file in sorted(folder.rglob("*.md")):
        raw = re.sub(rb"(?m)^lang(uage)?:.*\n", b"", file.read_bytes(), count=1)
        name = hashlib.sha256(str(file).encode()).hexdigest()[:16]
        yield (
            f"{file.parent}/{file.name.split('.')[0]}",
            folder.name,
            traits_of(edition_from_bytes(raw, Path(name + ".md"))),
        )


def figures(gold: dict[str, str], members: Iterable[Sequence[str]], only: set[str] | None = None) -> str:
    """Precision and recall over pairs of paths; ``only`` some articles."""
    right = wrong = 0
    for group in members:
        for one, other in itertools.combinations(group, 2):
            if only is None or gold[one] in only or gold[other] in only:
                right += gold[one] == gold[other]
                wrong += gold[one] != gold[other]
    sizes = Counter(article for article in gold.values() if only is None or article in only)
    total = sum(size * (size - 1) // 2 for size in sizes.values())
    return f"P {right / max(1, right + wrong):.4f} R {right / max(1, total):.4f} wrong {wrong:4}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, action="append", default=[])
    parsed = parser.parse_args(arguments)
    gold: dict[str, str] = {}
    sorts: dict[str, set[str]] = defaultdict(set)

    def heard(rows: Iterable[tuple[str, str, Traits]]) -> Iterator[Traits]:
        for article, sort, traits in rows:
            gold[traits.path] = article
            sorts[sort].add(article)
            yield traits

    rows = (row for folder in parsed.folder for row in of_folder(folder))
    kept = list(heard(rows if parsed.folder else made_up(parsed.articles, parsed.seed)))
    random.Random(parsed.seed).shuffle(kept)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    grouped = group_editions(kept)
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = f"{len(kept)} files, {len(set(gold.values()))} articles"
    print(f"{count}: {seconds:.1f} s of CPU, {after >> 10} MB ({before >> 10} before)")
    _table(gold, sorts, grouped)


def _table(gold: dict[str, str], sorts: dict[str, set[str]], grouped: Grouped) -> None:
    certain = [group.members for group in grouped.groups if group.grouping == "certain"]
    together = [group.members for group in grouped.groups if group.grouping in ("certain", "probable")]
    for name, only in [("all", None), *sorted(sorts.items())]:
        print(f"{name:16} certain {figures(gold, certain, only)}   with probable {figures(gold, together, only)}")
    print(
        f"{len(grouped.problems)} problems, {len(grouped.doubts)} doubts, {len(grouped.languages)} languages made out"
    )


if __name__ == "__main__":
    main()
