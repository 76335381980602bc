"""Proves the keys of C8, C16, C11 and C12 again."""

from __future__ import annotations

from tui_learn.quiz.proofs.common import Check

CHECKS: dict[str, Check] = {}
