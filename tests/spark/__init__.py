"""Tests of `summarizer.spark`."""
