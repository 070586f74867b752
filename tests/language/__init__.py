"""Tests of `summarizer.language`."""
