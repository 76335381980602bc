from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.grouping import LANGUAGES, Source, World, made_up, of_folder
from tests.conftest import SEEDS
from tui_learn.library.grouping import group_editions
from tui_learn.library.groups import Grouped
from tui_learn.library.traits import Traits
from tui_learn.library.traits_making import traits_of
from tui_learn.text.reading import edition_from_bytes

LINKS = tuple(f"u:example.org/{n}" for n in range(8))
SHAPE = "12ppp2pip2piip"


def source(name: str, anchors: Sequence[str] = LINKS, shape: str = SHAPE, seed: int = 1) -> Source:
    rng = random.Random(seed)
    return Source(name, "", "", tuple(anchors), shape, tuple(rng.randint(30, 400) for _kind in shape))


def edition(of: Source, language: str, **changes: object) -> Traits:
    rng = random.Random(of.name + language)
    digest = hashlib.sha256((of.name + language).encode()).hexdigest()
    lengths = tuple(int(length * rng.uniform(0.9, 1.1)) for length in of.lengths)
    sketch = tuple(sorted(rng.randrange(1 << 32) for _n in range(20)))
    made = Traits(f"/t/{of.name}-{digest[:6]}.md", language, digest, "", "", of.anchors, of.shape, lengths, (), sketch)
    return replace(made, **changes)  # type: ignore[arg-type]


def shown(grouped: Grouped) -> list[tuple[str, list[str]]]:
    return [
        (group.grouping, [Path(member).stem[: -len("-123456")] for member in group.members]) for group in grouped.groups
    ]


A = source("a")
THREE = [edition(A, language) for language in ("fi", "nb", "sv")]


def test_every_edition_is_in_exactly_one_group_whatever_the_order() -> None:
    rows = [traits for _article, _sort, traits in made_up(60, 3)]
    first = group_editions(rows)
    members = [member for group in first.groups for member in group.members]
    assert sorted(members) == sorted(traits.path for traits in rows)
    random.Random(4).shuffle(rows)
    assert group_editions(iter(rows)) == first


def test_nothing_is_an_answer_too() -> None:
    assert group_editions([]) == Grouped([], [])
    empty = Traits("/t/x.md", "und", "0", "", "", (), "", ())
    assert [group.grouping for group in group_editions([empty]).groups] == ["single"]


def test_shared_links_and_lengths_make_it_certain() -> None:
    assert shown(group_editions(THREE)) == [("certain", ["a", "a", "a"])]


def test_the_seeds_and_nothing_else() -> None:
    seeds = [traits_of(edition_from_bytes(file.read_bytes(), file)) for file in SEEDS.iterdir()]
    grouped = group_editions([*seeds, *THREE])
    assert sorted((group.grouping, len(group.members)) for group in grouped.groups) == [("certain", 3), ("certain", 5)]


def test_a_sibling_with_half_of_the_links_stays_apart() -> None:
    links = (*LINKS[:4], *(f"u:other.org/{n}" for n in range(4)))
    sibling = edition(source("b", links, seed=2), "de")
    assert shown(group_editions([*THREE, sibling])) == [("certain", ["a", "a", "a"]), ("single", ["b"])]


def test_articles_of_one_template_with_the_same_links_find_their_own_translations() -> None:
    articles = [source(f"t{n}", seed=n) for n in range(5)]
    grouped = group_editions([edition(one, language) for one in articles for language in ("fi", "sv")])
    for group in grouped.groups:
        assert len({Path(member).name[:2] for member in group.members}) == 1
    assert sum(len(group.members) == 2 for group in grouped.groups) >= 4


def test_articles_of_one_template_in_one_language_each_are_never_certain() -> None:
    for seed in range(40):
        articles = [source(f"t{n}", seed=5 * seed + n) for n in range(5)]
        rows = [edition(one, language) for one, language in zip(articles, LANGUAGES, strict=True)]
        assert {group.grouping for group in group_editions(rows).groups} <= {"single", "probable"}


def test_pages_of_commands_do_not_merge() -> None:
    pages = []
    for name in ("grep", "sort", "uniq", "wc"):
        codes = (f"c:{name} -a", f"c:{name} -b", f"c:{name} --long", "c:--help")
        page = replace(source(name, codes, "1qipipip"), heading=name)
        pages += [edition(page, language, heading=name) for language in ("fi", "sv")]
    found = shown(group_editions(pages))
    assert sorted(members for _grouping, members in found) == [[name] * 2 for name in ("grep", "sort", "uniq", "wc")]


def test_long_prose_without_a_link_is_told_by_its_lengths() -> None:
    shapes = ["1" + "2pppp" * 14, "1" + "2pip" * 15, "12p" + "p2iip" * 12]
    long = [source(f"l{n}", (), shape, seed=n) for n, shape in enumerate(shapes)]
    found = shown(group_editions([edition(one, language) for one in long for language in ("fi", "sv", "tr")]))
    assert found == [("certain", [f"l{n}"] * 3) for n in range(3)]


def test_long_prose_of_one_sequence_of_blocks_is_at_most_probable() -> None:
    long = [source(f"l{n}", (), "1" + "2pppp" * 14, seed=n) for n in range(3)]
    found = shown(group_editions([edition(one, language) for one in long for language in ("fi", "sv", "tr")]))
    assert found == [("probable", [f"l{n}"] * 3) for n in range(3)]


def test_pages_that_share_all_but_their_numbers_are_never_certain() -> None:
    one = source("n", (*LINKS, "n:1201", "n:34"))
    other = replace(edition(one, "sv"), anchors=(*LINKS, "n:77", "n:8800"))
    assert [group.grouping for group in group_editions([edition(one, "fi"), other]).groups] == ["probable"]


def test_an_unrelated_file_changes_no_article() -> None:
    rows = [traits for _article, _sort, traits in made_up(40, 5)]
    before = {group.members for group in group_editions(rows).groups}
    stranger = edition(source("zz", ("u:nowhere.org/1", "n:1815"), "1pq3pi", seed=77), "pl")
    assert before < {group.members for group in group_editions([*rows, stranger]).groups}


def test_what_is_declared_comes_before_what_is_guessed() -> None:
    fi, nb, sv = THREE
    place = os.path.abspath("/t/tale")
    named = replace(fi, declared=f"name:{place}"), replace(nb, declared=f"folder:{place}")
    other = replace(sv, declared="article:other")
    found = group_editions([*named, other])
    assert [group.grouping for group in found.groups] == ["declared", "single"]
    plain = replace(sv, path="/t/tale.md")
    assert [group.grouping for group in group_editions([*named, plain]).groups] == ["declared"]


def test_a_translation_named_otherwise_joins_what_is_declared() -> None:
    fi, nb, sv = THREE
    rows = [replace(fi, declared="name:/t/tale"), replace(nb, declared="name:/t/tale"), sv]
    assert [group.grouping for group in group_editions(rows).groups] == ["declared"]


def test_a_copy_is_told_and_left_alone() -> None:
    copy = replace(THREE[0], path="/t/copy-123456.md")
    grouped = group_editions([*THREE, copy])
    assert [len(group.members) for group in grouped.groups] in ([1, 3], [3, 1])
    (problem,) = grouped.problems
    assert "same article" in problem.message


def test_another_version_in_one_language_is_told_and_the_better_one_stays() -> None:
    old = THREE[0]
    worse = replace(
        old,
        path="/t/0old-123456.md",
        sha256="ab" * 32,
        sketch=(*old.sketch[:17], 7, 8, 9),
        anchors=old.anchors[:-1],
        lengths=tuple(length + 1 for length in old.lengths),
    )
    grouped = group_editions([*THREE, worse])
    assert ("single", ["0old"]) in shown(grouped)
    assert ("certain", ["a", "a", "a"]) in shown(grouped)
    (problem,) = grouped.problems
    assert (problem.path, "nearly" in problem.message) == (worse.path, True)


def test_a_doubtful_language_is_settled_by_the_other_editions() -> None:
    fi, nb, sv = THREE
    unsure = replace(nb, language="und", ranking=(("sv", 0.5), ("nb", 0.4), ("da", 0.1)))
    grouped = group_editions([fi, unsure, sv])
    assert [len(group.members) for group in grouped.groups] == [3]
    language, share = grouped.languages[unsure.path]
    assert language == "nb"
    assert share == pytest.approx(0.8)


def test_what_is_probable_says_why() -> None:
    less = [replace(one, anchors=(*LINKS[:5], *(f"u:{one.language}/{n}" for n in range(2)))) for one in THREE]
    grouped = group_editions(less)
    assert shown(grouped) == [("probable", ["a", "a", "a"])]
    (doubt,) = grouped.doubts
    assert sorted((*doubt.left, *doubt.right)) == sorted(one.path for one in THREE)
    assert (doubt.shared, doubt.structure) == (5, 1.0)


def test_progress_can_stop_it() -> None:
    class Stop(Exception):
        pass

    def stop() -> None:
        raise Stop

    with pytest.raises(Stop):
        group_editions(THREE, progress=stop)


def test_no_two_articles_are_certain_to_be_one() -> None:
    rows = list(made_up(250, 9))
    gold = {traits.path: article for article, _sort, traits in rows}
    grouped = group_editions([traits for *_names, traits in rows])
    certain = [group for group in grouped.groups if group.grouping == "certain"]
    assert len(certain) > 60
    assert [group for group in certain if len({gold[member] for member in group.members}) > 1] == []


def test_an_article_in_a_hundred_languages() -> None:
    many = [edition(A, f"x{chr(97 + n // 26)}{chr(97 + n % 26)}") for n in range(100)]
    assert [len(group.members) for group in group_editions(many).groups] == [100]


def test_editions_of_the_same_language_are_never_one_article() -> None:
    world = World(2)
    rows = [world.edition(world.article(n % 7), language) for n in range(40) for language in ("fi", "fi", "sv")]
    rows = [replace(one, path=f"/t/{n}.md", sha256=f"{n:064x}") for n, one in enumerate(rows)]
    language = {one.path: one.language for one in rows}
    grouped = group_editions(rows)
    language |= {path: tag for path, (tag, _share) in grouped.languages.items()}
    for group in grouped.groups:
        assert len({language[member] for member in group.members}) == len(group.members)


@pytest.mark.parametrize(("name", "articles"), [("udhr", 1), ("opensource-guide", 5)])
def test_real_texts(data: Path, name: str, articles: int) -> None:
    rows = list(of_folder(data / name))
    seeds = [traits_of(edition_from_bytes(file.read_bytes(), file)) for file in SEEDS.iterdir()]
    grouped = group_editions([*(traits for *_names, traits in rows), *seeds])
    gold = {traits.path: article for article, _sort, traits in rows}
    found = [{gold.get(member, "seeds") for member in group.members} for group in grouped.groups]
    assert all(len(names) == 1 for names in found)
    assert len(found) == articles + 1
