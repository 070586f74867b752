"""Tests of `summarizer.pipeline`."""
