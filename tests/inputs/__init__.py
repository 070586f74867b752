"""Tests of `summarizer.inputs`."""
