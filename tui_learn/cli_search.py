"""The verb ``search``: words in all articles, with what the other language says beside each hit.

With ``--json`` a line a hit: ``{"article", "language", "segment", "text", "stretches": [[start, end], ...]}``, and
``"other": {"language", "segments": [...], "texts": [...]}`` where the article is there in another language, with no
segments where nothing answers. ``stretches`` are offsets in characters of what was looked for. ``"in_title": true`` is
added where the text is the title, which no sentence of the article says.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui_learn.cli_common import DONE, NOT_ALL, Misuse, as_json, report, say
from tui_learn.cli_library import open_folder
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.bitext import Bitext
    from tui_learn.library import Article, Pair
    from tui_learn.library.search import Hit
    from tui_learn.text import Problem

SEARCH_EXAMPLES = (
    "tui-learn search customer",
    "tui-learn search '\"kontinuerlig nivå\"' --pair nb:fi --count 5",
    "tui-learn search asiakas --library ~/articles --json",
)
HITS = 20
"""Hits that are shown unless more are asked for."""
HELD = 8
"""Aligned articles that are held at a time: hits of one article mostly come one after the other."""
_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"


def add_search_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``search``."""
    parser.add_argument(
        "query",
        metavar="QUERY",
        nargs="+",
        help=_("words that stand in a text, or begin words of it; between quotation marks next to each other"),
    )
    parser.add_argument("--library", metavar="FOLDER", help=_("look in this folder"))
    parser.add_argument(
        "--pair", metavar="KNOWN:LEARNED", help=_("look in these two languages only, and show the other of them")
    )
    parser.add_argument(
        "--count", type=int, default=HITS, metavar="N", help=_("how many hits, {count} unless said").format(count=HITS)
    )
    parser.add_argument("--json", action="store_true", help=_("for programs, a line a hit"))


@dataclass(frozen=True, slots=True)
class Beside:
    """What the other language says."""

    language: str
    segments: tuple[str, ...]
    texts: tuple[str, ...]


def run_search(arguments: argparse.Namespace) -> int:
    """``search``: full text, both sides of each hit."""
    from tui_learn.library import BadPair, parse_pair
    from tui_learn.library.search import parse

    if arguments.count < 1:
        raise Misuse(_("--count takes a number from 1"))
    query = " ".join(arguments.query)
    if not parse(query):
        raise Misuse(_("there is no word to look for; name one"))
    try:
        named = parse_pair(arguments.pair) if arguments.pair is not None else None
    except BadPair as error:
        raise Misuse(str(error)) from None
    library = open_folder(arguments.library)
    languages = (named.known, named.learned) if named is not None else ()
    sides = _Sides(named if named is not None else _chosen_pair())
    lit = not arguments.json and _shows_bold()
    hits = 0
    for hit in itertools.islice(library.search(query, languages=languages), arguments.count):
        hits += 1
        beside = sides.beside(hit)
        print(as_json(_data_of(hit, beside)) if arguments.json else _lines_of(hit, beside, lit=lit), flush=True)
    problems = [*sides.problems]
    if not hits:
        from tui_learn.text.clean import clean_line

        say(_("nothing was found"))
        for word in arguments.query if isinstance(arguments.query, list) else [arguments.query]:
            if os.path.isdir(word):
                say(_("{name} is a folder: to look in it, write --library {name}").format(name=clean_line(word)))
    if not library.articles:
        problems += library.problems
    return NOT_ALL if report(problems, notices=False) else DONE


def _chosen_pair() -> Pair | None:
    """The languages the learner has chosen last."""
    from tui_learn.library import BadPair, parse_pair
    from tui_learn.library.pairs import CHOSEN_PAIR
    from tui_learn.paths import progress_folder

    if not progress_folder().is_dir():
        return None
    from tui_learn.progress import Progress, ProgressDamaged

    try:
        return parse_pair(str(Progress(progress_folder()).recall(CHOSEN_PAIR)))
    except (BadPair, ProgressDamaged):  # none was chosen, or "doctor" tells what is wrong
        return None


def _shows_bold() -> bool:
    """Whether standard output is a terminal that knows of bold letters."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or bool(os.environ.get("WT_SESSION") or os.environ.get("TERM"))


class _Sides:
    """What the other language says beside hits."""

    def __init__(self, pair: Pair | None) -> None:
        self._pair = pair
        self._held: dict[tuple[str, str, str], Bitext | None] = {}
        self.problems: dict[Problem, None] = {}
        """What is wrong with texts and repairs."""

    def beside(self, hit: Hit) -> Beside | None:
        """The other side of a hit; None where the article has one language, or a text cannot be read."""
        pair = pair_beside(hit.article.languages, hit.language, self._pair)
        bitext = self._bitext(hit.article, pair) if pair is not None else None
        if bitext is None:
            return None
        on_left = bitext.left.language == hit.language
        own, other = (bitext.left, bitext.right) if on_left else (bitext.right, bitext.left)
        if hit.in_title:
            first = tuple(sentence.id for sentence in other.sentences[:1])
            return Beside(other.language, first, (other.title,) if first else ())
        number = next((n for n, sentence in enumerate(own.sentences) if sentence.id == hit.segment), None)
        bead = (bitext.bead_of_left if on_left else bitext.bead_of_right).get(number) if number is not None else None
        numbers = () if bead is None else bead.right if on_left else bead.left
        answering = [other.sentences[n] for n in numbers]
        return Beside(other.language, tuple(one.id for one in answering), tuple(one.text for one in answering))

    def _bitext(self, article: Article, pair: Pair) -> Bitext | None:
        key = (article.id, pair.known, pair.learned)
        if key not in self._held:
            while len(self._held) >= HELD:
                del self._held[next(iter(self._held))]
            self._held[key] = self._aligned(article, pair)
        return self._held[key]

    def _aligned(self, article: Article, pair: Pair) -> Bitext | None:
        from tui_learn.bar import progress_bar
        from tui_learn.bitext.repair_store import RepairStore
        from tui_learn.bitext.store import load_bitext
        from tui_learn.paths import cache_folder, repairs_folder
        from tui_learn.text import UnreadableFile

        try:
            left, right = article.passing_edition(pair.known), article.passing_edition(pair.learned)
        except UnreadableFile as error:
            self.problems.setdefault(error.problem)
            return None
        repairs = RepairStore(repairs_folder())
        with progress_bar(_("aligning")) as progress:
            return load_bitext(left, right, cache_folder(), repairs, report=self.problems.setdefault, progress=progress)


def pair_beside(languages: tuple[str, ...], language: str, wanted: Pair | None) -> Pair | None:
    """The pair in which a text is shown: with the other language of the wanted one, else with the next one.

    In the order in which a learner would read it. None where there is no other language.
    """
    from tui_learn.library import Pair

    others = [other for other in languages if other != language]
    if wanted is not None:
        if language in (wanted.known, wanted.learned):
            partner = wanted.learned if language == wanted.known else wanted.known
            if partner in others:
                return wanted
            if partner == language:
                return None
        liked = next((tag for tag in (wanted.known, wanted.learned) if tag in others), None)
        if liked is not None:
            return Pair(liked, language)
    if not others:
        return None
    after = next((tag for tag in others if tag > language), others[0])
    return Pair(language, after)


def _data_of(hit: Hit, beside: Beside | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "article": hit.article.id,
        "language": hit.language,
        "segment": hit.segment,
        "text": hit.text,
        "stretches": [list(stretch) for stretch in hit.stretches],
    }
    if hit.in_title:
        data["in_title"] = True
    if beside is not None:
        data["other"] = {
            "language": beside.language,
            "segments": list(beside.segments),
            "texts": list(beside.texts),
        }
    return data


def _lines_of(hit: Hit, beside: Beside | None, *, lit: bool) -> str:
    from tui_learn.text.clean import clean_line

    lines = [clean_line(f"{hit.article.id} {hit.segment}"), f"  {hit.language:8} {lit_text(hit, lit=lit)}"]
    if beside is not None:
        lines.append(f"  {beside.language:8} " + (clean_line(" ".join(beside.texts)) or "–"))
    return "\n".join(lines)


def lit_text(hit: Hit, *, lit: bool) -> str:
    """The text of a hit on one line; with what was looked for in bold, if it is to be."""
    from tui_learn.text.clean import clean_line, clean_text

    if not lit:
        return clean_line(hit.text)
    pieces, end = [], 0
    for start, stop in hit.stretches:
        pieces += [hit.text[end:start], _BOLD, hit.text[start:stop], _PLAIN]
        end = stop
    pieces.append(hit.text[end:])
    return "".join(piece if piece in (_BOLD, _PLAIN) else clean_text(piece).replace("\n", " ") for piece in pieces)
