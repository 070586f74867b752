"""Tests of the benchmarks, and the small runs of what `make soak` and `make fuzz` do at length."""
