"""Benchmarks: each prints a ratio against the bare minimum, measured in the same run."""
