"""Tests of `summarizer.summary`."""
