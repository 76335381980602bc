"""Where things are kept. Asking for a folder never makes it."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "tui-learn"
HOME_VARIABLE = "TUI_LEARN_HOME"
_PACKAGE = Path(__file__).resolve().parent


def _home() -> Path | None:
    value = os.environ.get(HOME_VARIABLE)
    return Path(value).expanduser() if value else None


def data_folder() -> Path:
    """The user's own data: progress, library, dictionaries, repairs, decks."""
    home = _home()
    if home is not None:
        return home
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def cache_folder() -> Path:
    """Derived data; deleting it loses nothing."""
    home = _home()
    if home is not None:
        return home / "cache"
    from platformdirs import user_cache_path

    return user_cache_path(APP_NAME, appauthor=False)


def progress_folder() -> Path:
    """The learner's answers: the only precious thing."""
    return data_folder() / "progress"


def library_folder() -> Path:
    """The user's own articles, read when no other folder is named."""
    return data_folder() / "library"


def repairs_folder() -> Path:
    """What the learner has mended in the alignment by hand, one file a pair of languages."""
    return data_folder() / "repairs"


def dictionaries_folder() -> Path:
    """The user's own dictionaries, in whatever folders they have put them inside it."""
    return data_folder() / "dictionaries"


def decks_folder() -> Path:
    """The user's own decks of questions."""
    return data_folder() / "decks"


def settings_file() -> Path:
    """The user's settings; only what the user changes in the program is written to it."""
    home = _home()
    if home is not None:
        return home / "config.toml"
    from platformdirs import user_config_path

    return user_config_path(APP_NAME, appauthor=False) / "config.toml"


def verdicts_folder() -> Path:
    """What the learner has said of pairs of words, one file a pair of languages."""
    return repairs_folder() / "words"


def decisions_file() -> Path:
    """What the learner has said of articles: which editions are one, and in which language a file is."""
    return repairs_folder() / "library" / "decisions.json"


def _bundled(name: str) -> Path:
    # A wheel carries the folder inside the package; a checkout has it beside the package.
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def bundled_library() -> Path:
    """The sample articles that come with the program."""
    return _bundled("seeds")


def bundled_decks() -> Path:
    """The decks that come with the program."""
    return _bundled("quizzes")
