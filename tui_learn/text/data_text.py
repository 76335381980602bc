"""TOML and JSON objects whose values become text, so that ``1.10`` and ``no`` stay what was written."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.text.yaml_text import MAX_DEPTH, BadMapping

_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)$")
_MAX_KEY_PARTS = 20


def read_toml(source: str) -> dict[str, Any]:
    """The table. Raises ``BadMapping``."""
    for number, line in enumerate(source.split("\n")):
        # Dotted keys and brackets cost the parser the square of their number, and frames of Python.
        if line.partition("=")[0].count(".") > _MAX_KEY_PARTS or line.count("[") + line.count("{") > 10 * MAX_DEPTH:
            raise BadMapping(number, _("it is nested too deeply"))
    try:
        table = _as_text(tomllib.loads(source, parse_float=str))
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        place = int(found[1]) - 1 if found else source.count("\n")
        raise BadMapping(place, _TOML_LINE.sub("", str(error)).strip()) from None
    except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of digits
        raise BadMapping(0, _reason(error)) from None
    assert isinstance(table, dict)
    return table


def read_json(text: str, start: int) -> tuple[dict[str, Any], int, list[str]]:
    """The object that begins at ``start``, the offset after it, and each key that stands twice.

    Raises ``BadMapping``.
    """
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        seen = dict(items)
        if len(seen) < len(items):
            keys = [key for key, _value in items]
            twice.extend(key for key in seen if keys.count(key) > 1)
        return seen

    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=pairs)
    try:
        value, end = decoder.raw_decode(text, start)
        value = _as_text(value)
    except json.JSONDecodeError as error:
        raise BadMapping(error.lineno - 1, error.msg) from None
    except (RecursionError, ValueError) as error:
        raise BadMapping(text.count("\n", 0, start), _reason(error)) from None
    if not isinstance(value, dict):
        raise BadMapping(text.count("\n", 0, start), _("it is no object"))
    return value, end, twice


def _reason(error: Exception) -> str:
    return _("it is nested too deeply") if isinstance(error, RecursionError) else str(error)


def _as_text(value: Any, depth: int = 0) -> Any:
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, dict):
        return {str(key): _as_text(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item, depth + 1) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
