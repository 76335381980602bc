"""Takes the pictures of the README from the app itself.

    python -m tests.screenshots [FOLDER]

Each screen is driven by keys without a terminal and written as SVG; where chromium is installed, as PNG too.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = (110, 32)
ARTICLE = "parisuhteen-hoito"


async def take(name: str, folder: Path, theme: str, keys: list[str], **start: object) -> Path:
    """Open the app, press the keys, write what is on the screen."""
    from tui_learn.app.app import TuiLearn
    from tui_learn.app.start import Start
    from tui_learn.library import Pair

    app = TuiLearn(Start(article=ARTICLE, pair=Pair("nb", "fi"), **start))  # type: ignore[arg-type]
    app.theme = theme
    async with app.run_test(size=SIZE) as pilot:
        for key in ["", *keys, ""]:
            if key:
                await pilot.press(key)
            for _ in range(3):
                await app.workers.wait_for_complete()
                await pilot.pause()
        file = folder / f"{name}.svg"
        file.write_text(app.export_screenshot(title="tui-learn"), encoding="utf-8")
    return file


def to_png(svg: Path) -> None:
    """The same picture as PNG, through chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print(f"{svg.name}: no chromium, no PNG")
        return
    with tempfile.TemporaryDirectory() as profile:
        size = f"{int(SIZE[0] * 12.2) + 20},{int(SIZE[1] * 24.4) + 52}"
        options = [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
            f"--user-data-dir={profile}", f"--window-size={size}", f"--screenshot={svg.with_suffix('.png')}",
        ]  # fmt: skip
        subprocess.run([chromium, *options, svg.resolve().as_uri()], check=True, stderr=subprocess.DEVNULL)


def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["TUI_LEARN_DICTIONARIES"] = ""  # the same pictures whatever is installed
        files = []
        word = ["down"] * 3 + ["right"] * 5
        for name, theme, keys, start in (
            ("reader", "ink", word, {}),
            ("entry", "ink", [*word, "enter"], {}),
            ("hidden", "paper", ["v", "v", "v", "tab", *["down"] * 2, "right", "enter", "down", "right", "enter"], {}),
            ("weave", "ink", [*word, "V", *["plus"] * 8], {}),
            ("quiz", "paper", ["1"], {"quiz": True, "kind": "V1"}),
        ):
            os.environ["TUI_LEARN_HOME"] = str(Path(home) / name)  # the place one was left at would be remembered
            files.append(asyncio.run(take(name, folder, theme, keys, **start)))
    for file in files:
        to_png(file)
        if file.with_suffix(".png").exists():
            file.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "docs" / "screenshots")
