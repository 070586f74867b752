"""Tests of `summarizer.llm`."""
