"""Proves the keys of V3, V10, V11 and V13 again."""

from __future__ import annotations

from tui_learn.quiz.proofs.common import Check

CHECKS: dict[str, Check] = {}
