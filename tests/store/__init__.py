"""Tests of `summarizer.store`."""
