"""A library of any size for benchmarks: articles in five languages made of paragraphs of the sample article."""

from __future__ import annotations

import random
from pathlib import Path

from tui_learn.paths import bundled_library

LANGUAGES = 5
IN_A_FOLDER = 1000


def write_library(folder: Path, files: int) -> None:
    """Write that many files of about a kilobyte, five an article, named so that the names tell nothing.

    Each article has paragraphs of its own choice, a link, a number and a name of its own.
    """
    sources = [path.read_text(encoding="utf-8") for path in sorted(bundled_library().iterdir())]
    texts = [
        [part for part in source.split("\n\n") if len(part) > 200 and not part.startswith("---")] for source in sources
    ]
    most = min(len(parts) for parts in texts)
    chance = random.Random(1)
    names = list(range(files))
    chance.shuffle(names)
    for number in range(files):
        article, language = divmod(number, LANGUAGES)
        own = random.Random(article)
        chosen = own.sample(range(most), 2)
        code = f"{own.choice('BCDFGHKLMNPRST')}{own.choice('ABCDEFGHK')}{article}"
        parts = [
            f"# {code} {texts[language][chosen[0]].split()[0].strip('[]*')} {article}",
            *(texts[language][part] for part in chosen),
            f"[{code}](https://example.org/{article}/{own.randrange(10**6)}) {own.randrange(10**4, 10**6)}",
            f"`{code.lower()}_{own.randrange(10**5)}`",
        ]
        path = folder / f"{names[number] // IN_A_FOLDER:03}" / f"{names[number]:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
