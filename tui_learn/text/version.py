"""What derived data that numbers blocks and sentences depends on."""

READING_VERSION = 2
"""Raised whenever the same file may give other blocks, sentences or words."""
