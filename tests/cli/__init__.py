"""Tests of `summarizer.cli`."""
