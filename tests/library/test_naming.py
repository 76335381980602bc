"""Articles keep the ids they had."""

from __future__ import annotations

from pathlib import Path

from tests.library.test_library import FI, NB, write
from tui_learn.library import Library
from tui_learn.library.naming import name_articles
from tui_learn.library.summary import EditionSummary


def edition(path: str, digest: str, name: str, language: str = "fi") -> EditionSummary:
    return EditionSummary(path, language, "detected", 1.0, name, 10, digest, name)


def test_new_articles_are_named_after_their_title_in_their_first_language() -> None:
    groups = [
        [edition("/a", "1", "yksi"), edition("/b", "2", "en", "nb")],
        [edition("/c", "3", "yksi")],
        [edition("/d", "4", "kuka", "und"), edition("/e", "5", "hvem", "zu")],
        [edition("/f", "6", "yksi")],
    ]
    assert name_articles(groups, [], ()) == ["yksi", "yksi-2", "hvem", "yksi-3"]


def test_an_article_keeps_its_id_whatever_comes_before_it() -> None:
    former = [("yksi", [("/b", "2")])]
    groups = [[edition("/a", "1", "yksi")], [edition("/b", "2", "yksi")]]
    assert name_articles(groups, former, ()) == ["yksi-2", "yksi"]
    assert name_articles([[edition("/moved", "2", "toinen")]], former, ()) == ["yksi"]
    assert name_articles([[edition("/b", "9", "toinen")]], former, ()) == ["yksi"]


def test_most_editions_say_which_article_it_was() -> None:
    former = [("one", [("/a", "1"), ("/b", "2"), ("/c", "3")]), ("two", [("/d", "4")])]
    torn = [[edition("/a", "1", "x")], [edition("/b", "2", "y"), edition("/c", "3", "z", "nb")]]
    assert name_articles(torn, former, ()) == ["x", "one"]
    joined = [[edition("/a", "1", "x"), edition("/b", "2", "y", "nb"), edition("/d", "4", "z", "sv")]]
    assert name_articles(joined, former, ()) == ["one"]


def test_what_is_not_read_yet_keeps_its_id() -> None:
    former = [("yksi", [("/b", "2")])]
    assert name_articles([[edition("/a", "1", "yksi")]], former, ["/a", "/b"]) == ["yksi-2"]
    assert name_articles([[edition("/a", "1", "yksi")]], former, ["/a"]) == ["yksi"]


def test_ids_stay_through_everything_that_happens_to_files(tmp_path: Path) -> None:
    folder, cache = tmp_path / "texts", tmp_path / "cache"

    def ids() -> dict[str, str]:
        articles = Library(folder, cache=cache).articles
        return {Path(edition.path).name: article.id for article in articles for edition in article.editions}

    write(folder, {"m.fi.md": f"# Johdanto\n\n{FI}\n"})
    assert ids() == {"m.fi.md": "m"}
    write(folder, {"z.md": f"# Johdanto\n\n{FI} Toinen.\n"})
    assert ids()["z.md"] == "johdanto"
    write(folder, {"a.md": f"# Johdanto\n\n{FI} Kolmas.\n", "m.da.md": NB, "m.nb.md": NB + " To."})
    now = ids()
    assert (now["z.md"], now["a.md"], now["m.da.md"], now["m.fi.md"]) == ("johdanto", "johdanto-2", "m", "m")
    (folder / "z.md").rename(folder / "b.md")
    write(folder, {"a.md": f"# Alku\n\n{FI} Kolmas ja muuta.\n"})
    now = ids()
    assert (now["b.md"], now["a.md"]) == ("johdanto", "johdanto-2")
