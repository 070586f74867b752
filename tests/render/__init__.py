"""Tests of `summarizer.render`."""
