"""Tests of `summarizer.testing`."""
