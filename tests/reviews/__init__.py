"""Tests of `summarizer.reviews`."""
