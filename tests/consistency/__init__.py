"""Tests of `summarizer.consistency`."""
