"""Tests of the evaluation against a gold standard."""
