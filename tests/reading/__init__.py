"""Tests of `summarizer.reading`."""
