from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, SEEDS
from tui_learn.library import Article, ArticleNotFound, Library, open_library

NB = "Dette er en lang nok tekst på norsk til at språket kan kjennes igjen uten tvil av enhver leser."
FI = "Tämä on tarpeeksi pitkä suomenkielinen teksti, jotta kieli voidaan tunnistaa siitä epäilyksettä."


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def shown(library: Library) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(article.id, article.grouping, article.languages) for article in library.articles}


def test_the_five_unlabelled_seeds_are_one_article(seeds: Article) -> None:
    assert seeds.languages == LANGUAGES
    assert seeds.grouping == "certain"
    assert seeds.title("nb") == "Relasjonsledelse"
    assert seeds.title("xx", "pl") == "Zarządzanie relacjami"


def test_declared_layouts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "tale.fi.md": FI,
            "tale.nb.md": NB,
            "fi/other.md": FI + " Toinen.",
            "nb/other.md": NB + " Annen.",
            "x1.md": "---\narticle: Third One\n---\n" + FI + " Kolmas.",
            "x2.md": "---\narticle: third one\n---\n" + NB + " Tredje.",
            "alone.md": NB + " Alene.",
        },
    )
    found = shown(Library(tmp_path))
    assert ("tale", "declared", ("fi", "nb")) in found
    assert ("other", "declared", ("fi", "nb")) in found
    assert ("third-one", "declared", ("fi", "nb")) in found
    assert len(found) == 4


def test_every_readable_file_is_one_edition_of_one_article(tmp_path: Path) -> None:
    write(tmp_path, {"a.nb.md": NB, "sub/a.nb.md": NB, "b.md": NB, "c.fi.md": FI})
    shutil.copy(SEEDS / "000_f7697fab71580408.txt", tmp_path / "copy1.txt")
    shutil.copy(SEEDS / "000_f7697fab71580408.txt", tmp_path / "copy2.txt")
    library = Library(tmp_path, SEEDS)
    paths = [edition.path for article in library.articles for edition in article.editions]
    assert sorted(paths) == sorted(set(paths))
    assert len(paths) == 11
    for article in library.articles:
        assert len(set(article.languages)) == len(article.languages)
    assert len({article.id for article in library.articles}) == len(library.articles)


def test_a_duplicate_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": NB, "b.md": NB})
    library = Library(tmp_path)
    assert [article.grouping for article in library.articles] == ["single", "single"]
    assert any("same article" in problem.message for problem in library.problems)


def test_a_sibling_with_other_links_stays_apart(tmp_path: Path) -> None:
    for path in SEEDS.iterdir():
        shutil.copy(path, tmp_path / path.name)
    sibling = (SEEDS / "001_717f209ec9721583.txt").read_text(encoding="utf-8")
    for old, new in {"customer_relation_management": "sales-force", "cross-sell": "upsell", "BRM": "SFA"}.items():
        sibling = sibling.replace(old, new)
    head, *paragraphs = sibling.split("\n\n")
    (tmp_path / "sibling.txt").write_text("\n\n".join([head, *reversed(paragraphs)]), encoding="utf-8")
    groups = {article.languages for article in Library(tmp_path).articles}
    assert groups == {LANGUAGES, ("sv",)}


def test_unlike_articles_do_not_merge(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": f"# En\n\n{NB}\n\n## To\n\n{NB}\n", "b.md": f"# Yksi\n\n{FI}\n\n## Kaksi\n\n{FI}\n"})
    assert len(Library(tmp_path, SEEDS).articles) == 3


def test_bad_files_are_told_and_the_others_shown(tmp_path: Path) -> None:
    write(tmp_path, {"good.md": NB, "empty.md": "", "broken.md": "---\na: b: c\n---\n" + FI, "notes.pdf": "x"})
    (tmp_path / "latin.md").write_bytes("blåbær\n".encode("latin-1") * 9)
    library = Library(tmp_path)
    assert {Path(a.editions[0].path).name for a in library.articles} == {"good.md", "broken.md", "latin.md"}
    told = {Path(problem.path).name: problem for problem in library.problems if problem.line is not None}
    assert set(told) == {"broken.md", "latin.md"}
    assert [p.severity for p in library.problems if Path(p.path).name == "empty.md"] == ["error"]
    assert (told["latin.md"].severity, told["latin.md"].line) == ("warning", 1)
    assert (told["broken.md"].severity, told["broken.md"].line) == ("warning", 2)


def test_missing_and_empty_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "missing"):
        library = Library(tmp_path / folder)
        assert library.articles == []
        (problem,) = library.problems
        assert problem.severity == "error"
        assert problem.path == str(tmp_path / folder)


def test_hidden_files_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, {".git/a.md": NB, ".b.md": NB, "c.md": NB})
    assert len(Library(tmp_path).articles) == 1


def test_the_cache_changes_nothing_but_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    first = Library(SEEDS, cache=cache)
    fresh = {language: first.articles[0].edition(language) for language in LANGUAGES}

    def never(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the cache was not used")

    monkeypatch.setattr("tui_learn.text.reading.read_edition", never)
    second = Library(SEEDS, cache=cache)
    assert second.articles == first.articles
    assert second.problems == first.problems
    for language in LANGUAGES:
        assert second.articles[0].edition(language) == fresh[language]


def test_what_is_only_looked_at_takes_no_room(tmp_path: Path) -> None:
    library = Library(write(tmp_path / "texts", {"a.fi.md": FI, "a.nb.md": NB}), cache=tmp_path / "cache")
    (article,) = library.articles
    seen = article.passing_edition("fi")
    passing = article.passing()
    assert passing == article
    assert passing.edition("fi") == seen
    assert not article._loaded
    assert not article.is_kept("fi")  # nor is it in the cache
    assert article.edition("fi") == seen
    assert article.passing().edition("fi") is article.edition("fi")
    assert passing.is_kept("fi")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    folder = write(tmp_path / "texts", {"a.md": "# Old\n\n" + NB})
    assert Library(folder, cache=cache).articles[0].title() == "Old"
    write(folder, {"a.md": "# Newer\n\n" + NB})
    article = Library(folder, cache=cache).articles[0]
    assert article.title() == article.edition("nb").title == "Newer"


@pytest.mark.parametrize("name", ["library.sqlite", "editions"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, name: str) -> None:
    cache = tmp_path / "cache"
    Library(SEEDS, cache=cache).articles[0].edition("fi")
    target = cache / name
    for file in [target] if target.is_file() else list(target.iterdir()):
        file.write_text('{"format": "x", "files": 3}', encoding="utf-8")
    library = Library(SEEDS, cache=cache)
    assert library.articles[0].languages == LANGUAGES
    assert library.articles[0].edition("fi").title == "Parisuhteen hoito"


def test_finding_articles(tmp_path: Path) -> None:
    library = Library(write(tmp_path, {"a.md": "# Båten i havn\n\n" + NB, "b.md": "# Båten på sjøen\n\n" + NB}), SEEDS)
    assert library.find("båten-i-havn").title() == "Båten i havn"
    assert library.find("SJØEN").title() == "Båten på sjøen"
    assert library.find("zarządzanie").languages == LANGUAGES
    with pytest.raises(ArticleNotFound, match="several"):
        library.find("båten")
    with pytest.raises(ArticleNotFound, match="list"):
        library.find("nowhere")
    article = library.article_of(tmp_path / "b.md")
    assert article is not None
    assert article.title() == "Båten på sjøen"


def test_without_a_folder_the_bundled_articles_and_the_users_own(own_home: Path) -> None:
    assert len(open_library().articles) == 1
    write(own_home / "library", {"mine.md": NB})
    assert len(open_library().articles) == 2


def test_looking_for_folders_makes_none(own_home: Path) -> None:
    from tui_learn import paths

    for folder in (paths.progress_folder(), paths.library_folder(), paths.cache_folder(), paths.data_folder()):
        assert own_home in folder.parents or folder == own_home
    assert not own_home.exists()
    assert paths.bundled_library() == SEEDS


def test_an_edited_file_stays_in_its_article_however_the_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "tale.fi.md").write_text("Kissa istuu talon katolla ja katsoo kuuta.\n", encoding="utf-8")
    (folder / "tale.nb.md").write_text("Katten sitter på taket av huset og ser på månen.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def articles(name: str) -> list[tuple[str, ...]]:
        library = Library(name, cache=tmp_path / "cache")
        library.scan()
        return [article.languages for article in library.articles]

    assert articles(str(folder)) == [("fi", "nb")]
    with (folder / "tale.fi.md").open("a", encoding="utf-8") as file:
        file.write("Se on musta.\n")
    assert articles("texts") == [("fi", "nb")]
    assert articles("./texts") == [("fi", "nb")]
