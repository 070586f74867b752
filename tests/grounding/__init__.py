"""Tests of `summarizer.grounding`."""
