"""Meaning of a language's words: numbers, dates, places, nouns and sentences."""
