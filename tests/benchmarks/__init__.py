"""Benchmarks: they print ratios to a peer measured in the same run, and never assert a time."""
