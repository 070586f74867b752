"""Tests of `summarizer.records`."""
