"""Tests of `summarizer.linking`."""
